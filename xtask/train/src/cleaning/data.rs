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

/// A page or a text with its gold.
pub struct Article {
    pub id: String,
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

/// Reads a file of the folder `cleaning`.
pub fn articles(data: &Path, file: &str) -> Result<Vec<Article>> {
    let rows: Vec<Row> = rows(&data.join("cleaning").join(file))?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let gold = words(&row.body);
            Article {
                id: row.id,
                input: if row.html.is_empty() { row.text } else { row.html },
                shingles: shingles(&gold),
                gold,
                fold: fold(&row.url),
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
        |row: News| Clean { title: row.title.unwrap_or_default(), text: row.text, fold: fold(&row.id) };
    Ok(rows.into_iter().step_by(step).take(most).map(clean).collect())
}

/// The part of a site: by its name without `www`, so that the pages of a site stay together.
fn fold(url: &str) -> usize {
    let host = url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let hash = host
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    (hash >> 32) as usize % FOLDS
}
