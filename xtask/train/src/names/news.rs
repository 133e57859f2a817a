//! Our own development set of news: names of 100 articles of English Wikinews (CC BY 2.5), marked with all eleven labels.
//!
//! The marks are in this package, without a word of the articles (`data/news-names.jsonl`, made by the guidelines in
//! `docs/annotating-names.md`); the texts are read from the data folder. Nothing is trained on these articles.

use std::collections::HashMap;
use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::corpus::{Marked, Row};
use crate::data;

/// What the set is called in tables.
pub const NAME: &str = "Wikinews (ours)";

/// Where the texts are in the data folder.
pub const TEXTS: &str = "entities/wikinews-2019-2020.raw.jsonl";

static MARKS: &str = include_str!("../../data/news-names.jsonl");

/// The marks of one article: code points, end exclusive.
#[derive(Deserialize)]
struct Marks {
    id: String,
    /// Of the bytes of the text that was marked, in hexadecimal digits.
    sha256: String,
    entities: Vec<(usize, usize, String)>,
    /// Labels of speakers and passages in other languages, which are not marked.
    #[serde(default)]
    masked: Vec<[usize; 2]>,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
}

/// The articles with their marks.
///
/// # Errors
/// If an article is missing or its text is not the one that was marked.
pub fn rows(data: &Path) -> Result<Vec<Row>> {
    let articles: Vec<Article> = data::rows(&data.join(TEXTS))?;
    let mut texts: HashMap<String, String> =
        articles.into_iter().map(|article| (article.id, article.text)).collect();
    marks()?.into_iter().map(|marks| row(marks, &mut texts)).collect()
}

/// The articles of the set: nothing is learned from them.
pub fn ids() -> Result<HashSet<String>> {
    Ok(marks()?.into_iter().map(|marks| marks.id).collect())
}

fn marks() -> Result<Vec<Marks>> {
    MARKS
        .lines()
        .map(|line| serde_json::from_str(line).context("data/news-names.jsonl: not a line of marks"))
        .collect()
}

fn row(marks: Marks, texts: &mut HashMap<String, String>) -> Result<Row> {
    let id = &marks.id;
    let text = texts.remove(id).with_context(|| format!("{TEXTS} has no article {id}"))?;
    let digest: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    ensure!(digest == marks.sha256, "{TEXTS}: the text of {id} is not the one that was marked");
    let entities =
        marks.entities.into_iter().map(|(start, end, label)| Marked { start, end, label }).collect();
    Ok(Row { text, entities, masked: marks.masked })
}

#[cfg(test)]
mod tests {
    use tidings_core::Label;

    use super::*;

    #[test]
    fn the_marks_are_sorted_names_without_overlap() {
        let all = marks().unwrap();
        assert_eq!(all.len(), 100);
        for marks in all {
            let mut end = 0;
            for (from, to, label) in &marks.entities {
                assert!(*from >= end && from < to, "{}: {from}..{to}", marks.id);
                assert!(Label::ALL.iter().any(|known| known.name() == label && !known.is_value()), "{label}");
                assert!(
                    !marks.masked.iter().any(|[start, end]| start < to && from < end),
                    "{}: {from}",
                    marks.id
                );
                end = *to;
            }
        }
    }

    #[test]
    fn another_text_is_refused() {
        let first = marks().unwrap().remove(0);
        let mut texts = HashMap::from([(first.id.clone(), "Another text.".to_owned())]);
        let error = row(first, &mut texts).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("not the one that was marked"), "{error}");
    }
}
