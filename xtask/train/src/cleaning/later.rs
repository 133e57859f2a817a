//! Development figures of the stages behind `clean.page`: what they add to pages, and what they leave of comments below news.
//!
//! A later stage must not make a page worse on average, nor a text that was clean before.

use anyhow::{Context, Result};
use tidings_clean::{
    Boilerplate, BoilerplateConfig, Page, PageConfig, Repeats, RepeatsConfig, Unicode, UnicodeConfig,
    Wrapping, WrappingConfig,
};
use tidings_core::{Document, SourceFormat, Stage, StageType};

use super::comments::{self, below_news};
use super::data::{Clean, articles, news};
use super::score::{Counts, mean, shingles, words};
use crate::Job;

/// The stages, in order, each with its name.
type Stages = Vec<(&'static str, Box<dyn Stage>)>;

/// How many news articles get comments below them, at most.
const COMMENTED: usize = 200;

/// Prints the figures stage by stage.
pub fn eval(job: &Job) -> Result<()> {
    let stages: Stages = vec![
        ("clean.page", Box::new(Page::new(PageConfig::default())?)),
        ("clean.unicode", Box::new(Unicode::new(UnicodeConfig::default())?)),
        ("clean.wrapping", Box::new(Wrapping::new(WrappingConfig::default())?)),
        ("clean.repeats", Box::new(Repeats::new(RepeatsConfig::default())?)),
        ("clean.boilerplate", Box::new(Boilerplate::new(BoilerplateConfig::default())?)),
    ];
    for (name, file, format) in [
        ("pages", "html_articles.jsonl.gz", SourceFormat::Html),
        ("residue", "text_residue.jsonl.gz", SourceFormat::Text),
    ] {
        let mut counts: Vec<Vec<Counts>> = vec![Vec::new(); stages.len()];
        for article in articles(&job.data, file)? {
            let after = texts(&stages, &article.input, format)?;
            for (counts, text) in counts.iter_mut().zip(after) {
                counts.push(Counts::of(&article.shingles, &shingles(&words(&text))));
            }
        }
        for ((stage, _), counts) in stages.iter().zip(&counts) {
            println!("{name} after {stage}: {}", mean(counts));
        }
    }
    below(job, &stages)
}

/// Prints what is left of comments below news, and of the news.
fn below(job: &Job, stages: &Stages) -> Result<()> {
    let mut clean = news(&job.data, "summaries/bbc_train.jsonl.gz", 9, 240)?;
    clean.extend(news(&job.data, "claims/polnear_train.jsonl.gz", 4, 200)?);
    let donors: Vec<&Clean> = clean.iter().filter(|clean| clean.text.lines().count() >= 4).collect();
    let (mut left, mut kept, mut all) = (0.0, 0, 0);
    let commented = below_news(&comments::read(&job.data)?, &donors, COMMENTED);
    for made in &commented {
        let text = texts(stages, &made.lines.join("\n"), SourceFormat::Text)?.pop().unwrap_or_default();
        let text = words(&text);
        left += made.comments.left(&text);
        let article = shingles(&words(&made.lines[..made.article].join("\n")));
        let counts = Counts::of(&article, &shingles(&text));
        kept += counts.hits;
        all += counts.hits + counts.missing;
    }
    println!(
        "comments below news: {:.1}% of their 4-grams left, {:.2}% of those of the news kept ({} texts)",
        100.0 * left / commented.len().max(1) as f64,
        100.0 * f64::from(kept) / f64::from(all.max(1)),
        commented.len()
    );
    Ok(())
}

/// The text after every stage.
fn texts(stages: &Stages, input: &str, format: SourceFormat) -> Result<Vec<String>> {
    let mut doc = Document::with_format("a", input, format)?;
    let mut out = Vec::with_capacity(stages.len());
    for (name, stage) in stages {
        stage.process(&mut doc).context(*name)?;
        out.push(doc.text().to_owned());
    }
    Ok(out)
}
