//! Cleaning: from a page or a dump to the article.

mod data;
mod labels;
mod page;
mod score;

use std::time::Instant;

use anyhow::Result;

use crate::Job;

/// Trains the models of `clean.page` and `clean.boilerplate`.
pub fn train(job: &Job) -> Result<()> {
    let articles = data::articles(&job.data, "html_articles.jsonl.gz")?;
    let start = Instant::now();
    let mut pages = page::label(&articles);
    println!("pages read and labeled: {:.1?}", start.elapsed());
    println!("oracle over blocks: {}", page::oracle(&pages, &articles));
    for measured in page::cross_validated(&mut pages, &articles) {
        println!("threshold {}", measured.threshold);
        println!("  first look   {}", measured.first);
        println!("  second look  {}", measured.second);
        println!("  bare         {}", measured.bare);
    }
    println!("trained: {:.1?}", start.elapsed());
    Ok(())
}

/// Prints the development figures.
pub fn eval(_job: &Job) -> Result<()> {
    Ok(())
}
