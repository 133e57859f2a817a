//! Development figures of the cleaning stages as they are shipped.

use anyhow::{Context, Result};
use tidings_clean::{
    Boilerplate, BoilerplateConfig, Page, PageConfig, Repeats, RepeatsConfig, Unicode, UnicodeConfig,
};
use tidings_core::{Document, SourceFormat, Stage, StageType};

use super::comments;
use super::data::{self, Article, articles, news};
use super::score::{Counts, mean, shingles, words};
use super::{repairs, sets};
use crate::Job;

/// Prints the development figures: articles, comments, repairs.
pub fn eval(job: &Job) -> Result<()> {
    let stages = stages()?;
    let comments = comments::read(&job.data)?;
    println!("The models were trained on these pages too: their cards have figures from cross-validation.");
    pages(job, &stages, &comments)?;
    for (name, file) in [("dumps", "text_dumps.jsonl.gz"), ("residue", "text_residue.jsonl.gz")] {
        let articles = articles(&job.data, file)?;
        let mut cleaned = Cleaned::default();
        for (article, comments) in articles.iter().zip(&comments) {
            let text = clean(&stages, &article.id, &article.input, SourceFormat::Text)?;
            let comments = comments.as_ref().filter(|comments| comments.left(&words(&article.input)) > 0.5);
            cleaned.add(article, &text, comments);
        }
        let nothing: Vec<Counts> = articles.iter().map(|article| of(article, &article.input)).collect();
        println!("{name}: {}", mean(&cleaned.counts));
        println!("  doing nothing: {}", mean(&nothing));
        cleaned.print_comments();
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

/// What was counted over a set.
#[derive(Default)]
struct Cleaned {
    counts: Vec<Counts>,
    comments_left: Vec<f64>,
}

impl Cleaned {
    fn add(&mut self, article: &Article, text: &str, comments: Option<&comments::Comments>) {
        self.counts.push(of(article, text));
        self.comments_left.extend(comments.map(|comments| comments.left(&words(text))));
    }

    fn print_comments(&self) {
        let left = &self.comments_left;
        if !left.is_empty() {
            let share = left.iter().sum::<f64>() / left.len() as f64;
            println!("  4-grams of comments left: {:.1}% ({} with comments)", 100.0 * share, left.len());
        }
    }
}

/// Pages, set by set: what `clean.page` makes of them, what all stages together do, the worst by name.
fn pages(job: &Job, stages: &[Box<dyn Stage>], comments: &[Option<comments::Comments>]) -> Result<()> {
    let articles = data::pages(&job.data)?;
    let mut worst = Vec::new();
    for (set, name) in sets::SETS {
        let (mut all, mut page_only) = (Cleaned::default(), Vec::new());
        for (at, article) in articles.iter().enumerate().filter(|(_, article)| article.set == set) {
            let text = clean(stages, &article.id, &article.input, SourceFormat::Html)?;
            all.add(article, &text, comments.get(at).and_then(Option::as_ref));
            page_only
                .push(of(article, &clean(&stages[..1], &article.id, &article.input, SourceFormat::Html)?));
            worst.push((of(article, &text), article));
        }
        println!("pages, {name}: {}", mean(&all.counts));
        println!("  clean.page alone: {}", mean(&page_only));
        all.print_comments();
    }
    sets::worst(&worst);
    Ok(())
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
