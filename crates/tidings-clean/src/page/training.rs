//! What training the model of `clean.page` needs: blocks, their features, and the text that decisions lead to.

use tidings_learn::forest::Forest;

use super::blocks::{Blocks, blocks};
use super::features::{Facts, NAMES, Rows, WIDTH, facts, rows};
use super::judge::text_of;
use super::model::{decide, first_scores};
pub use super::nodes::Evidence;
use super::second::{SECOND_WIDTH, second_rows};

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

/// The number of features of the second look.
pub const SECOND_FEATURES: usize = SECOND_WIDTH;

/// The sections of the model file that hold the trees.
pub const SECTIONS: [&str; 2] = super::model::SECTIONS;

impl TrainingPage {
    /// Takes a page apart.
    pub fn new(html: &str) -> Self {
        let page = blocks(html);
        let texts = page.blocks.iter().map(|block| text_of(html, &page.pieces[block.pieces.clone()])).collect();
        let facts = facts(html, &page);
        TrainingPage { page, facts, texts }
    }

    /// The features of all blocks, with as much evidence as given.
    pub fn rows(&self, evidence: Evidence) -> TrainingRows {
        TrainingRows(rows(&self.page, &self.facts, evidence))
    }

    /// The scores of the first look.
    pub fn first(&self, forest: &Forest, rows: &TrainingRows) -> Vec<f32> {
        first_scores(forest, &rows.0, self.texts.len())
    }

    /// The features of the second look at all blocks, one row after the other.
    pub fn second_rows(&self, rows: &TrainingRows, first: &[f32]) -> Vec<f32> {
        second_rows(&self.page, &self.facts, &rows.0, first)
    }

    /// What the stage keeps.
    pub fn keep(&self, scores: &[f32], threshold: f32) -> Vec<bool> {
        decide(&self.page, scores, threshold)
    }

    /// Whether a block says what an earlier one said.
    pub fn copies(&self) -> Vec<bool> {
        let mut seen = rustc_hash::FxHashSet::default();
        self.facts.iter().map(|facts| facts.prose.words >= 10 && !seen.insert(facts.hash)).collect()
    }
}
