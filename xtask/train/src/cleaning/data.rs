//! The cleaning data: pages and texts with the gold text of the article.

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use super::score::{Shingles, shingles, words};
use crate::data::rows;

/// A row of any of the files.
#[derive(Deserialize)]
struct Row {
    id: String,
    url: String,
    #[serde(default)]
    html: String,
    #[serde(default)]
    text: String,
    body: String,
    #[serde(default)]
    title: Option<String>,
}

/// Which data a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Articles of all kinds, in English.
    Wcxb,
    /// Pages of publishers, in other languages.
    Foreign,
}

/// A page or a text with its gold.
pub struct Article {
    pub id: String,
    pub set: Set,
    /// The name of the site, without `www`.
    pub site: String,
    /// The page or the text.
    pub input: String,
    /// The words of the gold, as hashes, and their shingles.
    pub gold: Vec<u64>,
    pub shingles: Shingles,
    /// The text of the gold, and the headline.
    pub body: String,
    pub title: String,
    /// Which part of the data it belongs to: pages of one site are always in one part.
    pub fold: usize,
}

/// In how many parts the data is cut for measuring.
pub const FOLDS: usize = 5;

/// The pages of all sets: those in English, then those in other languages.
pub fn pages(data: &Path) -> Result<Vec<Article>> {
    let mut pages = articles(data, "html_articles.jsonl.gz")?;
    pages.extend(articles(data, "html_foreign.jsonl.gz")?);
    Ok(pages)
}

/// Reads a file of the folder `cleaning`.
pub fn articles(data: &Path, file: &str) -> Result<Vec<Article>> {
    let rows: Vec<Row> = rows(&data.join("cleaning").join(file))?;
    let set = if file.contains("foreign") { Set::Foreign } else { Set::Wcxb };
    Ok(rows
        .into_iter()
        .map(|row| {
            let gold = words(&row.body);
            Article {
                id: row.id,
                set,
                site: site(&row.url).to_owned(),
                input: if row.html.is_empty() { row.text } else { row.html },
                shingles: shingles(&gold),
                gold,
                fold: fold(site(&row.url)),
                body: row.body,
                title: row.title.unwrap_or_default(),
            }
        })
        .collect())
}

#[derive(Deserialize)]
struct News {
    id: String,
    text: String,
    #[serde(default)]
    title: Option<String>,
}

/// A news text that is clean: its headline, if it has one, and its text.
pub struct Clean {
    pub title: String,
    pub text: String,
    pub fold: usize,
}

/// Every `step`th text of a file of news articles, at most `most`.
pub fn news(data: &Path, file: &str, step: usize, most: usize) -> Result<Vec<Clean>> {
    let rows: Vec<News> = rows(&data.join(file))?;
    let clean =
        |row: News| Clean { title: row.title.unwrap_or_default(), text: row.text, fold: fold(site(&row.id)) };
    Ok(rows.into_iter().step_by(step).take(most).map(clean).collect())
}

/// The name of a site in an address.
fn site(url: &str) -> &str {
    let host = url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or("");
    host.strip_prefix("www.").unwrap_or(host)
}

/// The part of a site, so that the pages of a site stay together.
fn fold(site: &str) -> usize {
    let hash = site
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    (hash >> 32) as usize % FOLDS
}
