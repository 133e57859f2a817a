//! Development figures of the cleaning stages as they are shipped.

use anyhow::{Context, Result};
use tidings_clean::{
    Boilerplate, BoilerplateConfig, Page, PageConfig, Repeats, RepeatsConfig, Unicode, UnicodeConfig,
};
use tidings_core::{Document, SourceFormat, Stage, StageType};

use super::comments;
use super::data::{Article, articles, news};
use super::repairs;
use super::score::{Counts, mean, shingles, words};
use crate::Job;

/// Prints the development figures: articles, comments, repairs.
pub fn eval(job: &Job) -> Result<()> {
    let stages = stages()?;
    let comments = comments::read(&job.data)?;
    println!("The models were trained on these pages too: their cards have figures from cross-validation.");
    for (name, file, format) in [
        ("pages", "html_articles.jsonl.gz", SourceFormat::Html),
        ("dumps", "text_dumps.jsonl.gz", SourceFormat::Text),
        ("residue", "text_residue.jsonl.gz", SourceFormat::Text),
    ] {
        let articles = articles(&job.data, file)?;
        let mut counts = Vec::with_capacity(articles.len());
        let mut nothing = Vec::with_capacity(articles.len());
        let mut left = Vec::new();
        for (article, comments) in articles.iter().zip(&comments) {
            let text = clean(&stages, &article.id, &article.input, format)?;
            counts.push(of(article, &text));
            nothing.push(of(article, &article.input));
            let comments = comments.as_ref().filter(|comments| {
                format == SourceFormat::Html || comments.left(&words(&article.input)) > 0.5
            });
            left.extend(comments.map(|comments| comments.left(&words(&text))));
        }
        println!("{name}: {}", mean(&counts));
        if format == SourceFormat::Text {
            println!("  doing nothing: {}", mean(&nothing));
        }
        let share = left.iter().sum::<f64>() / left.len().max(1) as f64;
        println!("  4-grams of comments left: {:.1}% ({} with comments)", 100.0 * share, left.len());
    }
    for file in [
        "summaries/bbc_train.jsonl.gz",
        "summaries/cnndm_train.jsonl.gz",
        "claims/polnear_train.jsonl.gz",
        "entities/wikinews-2019-2020.raw.jsonl",
    ] {
        let (mut before, mut after) = (0, 0);
        for text in news(&job.data, file, 1, usize::MAX)? {
            before += words(&text.text).len();
            after += words(&clean(&stages, "news", &text.text, SourceFormat::Text)?).len();
        }
        println!("clean news, {file}: {:.3}% of the words kept", 100.0 * after as f64 / before.max(1) as f64);
    }
    repairs::eval(job)
}

fn of(article: &Article, text: &str) -> Counts {
    Counts::of(&article.shingles, &shingles(&words(text)))
}

fn stages() -> Result<Vec<Box<dyn Stage>>> {
    Ok(vec![
        Box::new(Page::new(PageConfig::default())?),
        Box::new(Unicode::new(UnicodeConfig::default())?),
        Box::new(Repeats::new(RepeatsConfig::default())?),
        Box::new(Boilerplate::new(BoilerplateConfig::default())?),
    ])
}

fn clean(stages: &[Box<dyn Stage>], id: &str, input: &str, format: SourceFormat) -> Result<String> {
    let mut doc = Document::with_format(id, input, format)?;
    for stage in stages {
        stage.process(&mut doc).with_context(|| format!("document {id}"))?;
    }
    Ok(doc.text().to_owned())
}
