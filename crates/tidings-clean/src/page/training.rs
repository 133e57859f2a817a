//! What training the model of `clean.page` needs: blocks, their features, and the text that decisions lead to.

use tidings_learn::forest::Forest;

use super::blocks::{Blocks, blocks};
use super::facts::{Facts, facts};
use super::features::{NAMES, Rows, WIDTH, rows};
use super::judge::text_of;
use super::model::scores;
pub use super::nodes::Evidence;
use super::rules::{kept, named_comments};

/// A page taken apart.
pub struct TrainingPage {
    page: Blocks,
    facts: Vec<Facts>,
    /// The text of every block.
    pub texts: Vec<String>,
}

/// The features of the blocks of a page.
pub struct TrainingRows(Rows);

impl TrainingRows {
    /// The features of a block.
    pub fn row(&self, block: usize) -> &[f32] {
        self.0.row(block)
    }
}

/// The number of features.
pub const FEATURES: usize = WIDTH;

/// Names of the features; those that follow are distances to hints.
pub fn feature_names() -> &'static [&'static str] {
    NAMES
}

/// The section of the model file that holds the trees.
pub const SECTION: &str = super::model::SECTION;

impl TrainingPage {
    /// Takes a page apart.
    pub fn new(html: &str) -> Self {
        let page = blocks(html, false);
        let texts =
            page.blocks.iter().map(|block| text_of(html, &page.pieces[block.pieces.clone()])).collect();
        let facts = facts(html, &page);
        TrainingPage { page, facts, texts }
    }

    /// The same page with fewer blocks: those of which `stays` is true.
    pub fn with_fewer_blocks(&self, html: &str, stays: &[bool]) -> Self {
        let mut page = blocks(html, false);
        let mut at = 0;
        page.blocks.retain(|_| {
            at += 1;
            stays[at - 1]
        });
        let texts = self.texts.iter().zip(stays).filter(|(_, stays)| **stays).map(|(text, _)| text.clone());
        let facts = facts(html, &page);
        TrainingPage { page, facts, texts: texts.collect() }
    }

    /// The features of all blocks, with as much evidence as given.
    pub fn rows(&self, evidence: Evidence) -> TrainingRows {
        TrainingRows(rows(&self.page, &self.facts, evidence))
    }

    /// The scores of all blocks, in log-odds.
    pub fn scores(&self, forest: &Forest, rows: &TrainingRows) -> Vec<f32> {
        scores(forest, &rows.0, &self.facts)
    }

    /// Which blocks stay at a threshold, as the stage decides: by their scores and by its rules.
    pub fn keep(&self, scores: &[f32], rows: &TrainingRows, threshold: f32) -> Vec<bool> {
        kept(&self.page, &self.facts, &rows.0, scores, threshold).blocks
    }

    /// Whether a block is a few words that are a link, which the model is not asked about.
    pub fn is_bare_link(&self, block: usize) -> bool {
        self.facts[block].is_bare_link()
    }

    /// By block: whether the names of the elements around it say that it is a comment.
    pub fn comments(&self) -> Vec<bool> {
        named_comments(&self.page)
    }

    /// Whether a block says what an earlier one said.
    pub fn copies(&self) -> Vec<bool> {
        let mut seen = rustc_hash::FxHashSet::default();
        let texts = self.texts.iter().zip(&self.facts);
        texts.map(|(text, facts)| facts.prose.words >= 10 && !seen.insert(text)).collect()
    }
}
