//! Scores the claims stages on PolNeAR dev.

use anyhow::Result;
use tidings::Pipeline;
use tidings_core::{Claims, Document};

use super::articles::{self, Article};
use super::score::{self, Attribution, Table, Words};
use crate::Job;

/// Prints the development figures.
pub fn eval(job: &Job) -> Result<()> {
    let articles = articles::read(&job.data.join("claims/polnear_dev.jsonl"))?;
    let registry = tidings::registry()?;
    let pipeline = Pipeline::builder(&registry)
        .stage("entities.values")
        .stage("entities.names")
        .stage("claims.quotes")
        .stage("claims.attribution")
        .build()?;
    let mut table = Table::default();
    for article in &articles {
        let mut doc = Document::new(article.id.as_str(), article.text.as_str())?;
        pipeline.process(&mut doc)?;
        let words = Words::new(&article.text);
        score::add(&mut table, &words, &gold(&words, article), &found(&words, &doc));
    }
    println!("PolNeAR dev\n{table}");
    Ok(())
}

/// The gold attributions of an article.
pub fn gold(words: &Words, article: &Article) -> Vec<Attribution> {
    let claims = article.claims.iter();
    claims.filter_map(|claim| Attribution::new(words, &claim.source, &claim.cue, &claim.content)).collect()
}

/// The claims of a document.
pub fn found(words: &Words, doc: &Document) -> Vec<Attribution> {
    let claims = doc.get::<Claims>().map_or(&[][..], |claims| &claims.0);
    claims
        .iter()
        .filter_map(|claim| {
            Attribution::new(words, claim.source.as_slice(), claim.cue.as_slice(), &claim.content)
        })
        .collect()
}
