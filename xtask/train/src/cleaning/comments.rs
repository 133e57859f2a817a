//! Comments of readers: found on pages by the names of elements, put below news articles, and looked for in what is kept.
//!
//! The cleaning data has no gold for comments. What the class names and ids of a page call comments, and what its gold text
//! does not have, is taken for them.

use std::path::Path;

use anyhow::Result;
use rustc_hash::FxHashSet;
use tidings_clean::training::page::TrainingPage;

use super::data::{Clean, articles};
use super::score::{gram, words};

/// Pages with fewer 4-grams of comments than this have none worth counting.
const LEAST: usize = 60;

/// The comments of a page.
#[derive(Clone)]
pub struct Comments {
    /// Their lines, in order.
    pub lines: Vec<String>,
    pub fold: usize,
    /// Their 4-grams that the article does not have.
    grams: FxHashSet<u64>,
}

impl Comments {
    fn new(lines: Vec<String>, article: &[u64], fold: usize) -> Comments {
        let article: FxHashSet<u64> = article.windows(4).map(gram).collect();
        let mut grams = FxHashSet::default();
        for line in &lines {
            grams.extend(words(line).windows(4).map(gram).filter(|gram| !article.contains(gram)));
        }
        Comments { lines, fold, grams }
    }

    /// The share of them that is left in a text, given its words.
    pub fn left(&self, kept: &[u64]) -> f64 {
        let kept: FxHashSet<u64> = kept.windows(4).map(gram).collect();
        let left = self.grams.iter().filter(|gram| kept.contains(gram)).count();
        left as f64 / self.grams.len().max(1) as f64
    }
}

/// The comments of every page, in the order of the files; `None` for a page that has none.
pub fn read(data: &Path) -> Result<Vec<Option<Comments>>> {
    let pages = articles(data, "html_articles.jsonl.gz")?;
    let comments = pages.iter().map(|page| {
        let taken_apart = TrainingPage::new(&page.input);
        let named = taken_apart.comments();
        let lines: Vec<String> = taken_apart
            .texts
            .iter()
            .zip(named)
            .filter(|(text, named)| *named && !text.is_empty())
            .map(|(text, _)| text.replace('\n', " "))
            .collect();
        let all: usize = lines.iter().map(|line| words(line).len().saturating_sub(3)).sum();
        let comments = Comments::new(lines, &page.gold, page.fold);
        // Where half of it is the article, the name is that of the whole page.
        (comments.grams.len() >= LEAST && comments.grams.len() * 2 >= all).then_some(comments)
    });
    Ok(comments.collect())
}

/// A news article with comments below it.
pub struct Commented {
    /// The lines of the article, then those of the comments.
    pub lines: Vec<String>,
    /// How many are the article.
    pub article: usize,
    pub comments: Comments,
}

/// News articles of the same part of the data, each with a stretch of the comments of a page below it.
pub fn below_news(all: &[Option<Comments>], donors: &[&Clean], count: usize) -> Vec<Commented> {
    let pages: Vec<&Comments> = all.iter().flatten().collect();
    let mut made = Vec::new();
    for number in 0..count.min(pages.len() * 12) {
        let page = pages[number % pages.len()];
        let donor = (0..donors.len())
            .map(|step| donors[(number * 11 + step) % donors.len()])
            .find(|donor| donor.fold == page.fold);
        let Some(donor) = donor else { continue };
        let mut lines: Vec<String> =
            donor.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let article: Vec<u64> = lines.iter().flat_map(|line| words(line)).collect();
        // Another stretch of the comments each time.
        let turn = number / pages.len();
        let from = page.lines.len() * (turn % 4) / 6;
        let taken = page.lines[from..].iter().take(4 + 9 * (turn % 5)).cloned().collect::<Vec<_>>();
        let comments = Comments::new(taken.clone(), &article, page.fold);
        let kept = lines.len();
        lines.extend(taken);
        if comments.grams.len() >= 20 {
            made.push(Commented { lines, article: kept, comments });
        }
    }
    made
}
