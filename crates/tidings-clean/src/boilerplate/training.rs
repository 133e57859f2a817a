//! What training the models of `clean.boilerplate` needs: lines and their features.

use rustc_hash::FxHashSet;
use tidings_learn::forest::Forest;

use super::features::{LineFacts, facts, rows, second_rows, whole};
use super::glued::pieces;
use super::model::first_scores;
use crate::lines::lines;

/// The number of features of a line in the first look and in the second, and of a text.
pub const FEATURES: usize = super::features::WIDTH;
/// The number of features of a line in the second look.
pub const SECOND_FEATURES: usize = super::features::SECOND_WIDTH;
/// The number of features of a text.
pub const WHOLE_FEATURES: usize = super::features::WHOLE_WIDTH;
/// The sections of the model file.
pub const SECTIONS: [&str; 3] = super::model::SECTIONS;

/// The lines of a text that are not blank, long ones taken apart as the stage does.
pub fn parts(text: &str) -> Vec<String> {
    let pieces = pieces(text, lines(text)).into_iter();
    pieces.filter_map(|piece| Some(piece.span.slice(text)?.to_owned())).collect()
}

/// A text taken apart.
pub struct TrainingText {
    /// Its lines that are not blank; long ones are taken apart.
    pub lines: Vec<String>,
    facts: Vec<LineFacts>,
    whole: [f32; WHOLE_FEATURES],
    rows: Vec<f32>,
}

impl TrainingText {
    /// Takes a text apart.
    pub fn new(text: &str) -> Self {
        let lines = parts(text);
        let facts = facts(lines.iter().map(String::as_str));
        let whole = whole(&facts);
        let rows = rows(&facts, &whole);
        TrainingText { lines, facts, whole, rows }
    }

    /// The features of the text as a whole.
    pub fn whole(&self) -> &[f32] {
        &self.whole
    }

    /// The features of a line.
    pub fn row(&self, line: usize) -> &[f32] {
        &self.rows[line * FEATURES..(line + 1) * FEATURES]
    }

    /// The scores of the first look.
    pub fn first(&self, forest: &Forest) -> Vec<f32> {
        first_scores(forest, &self.rows)
    }

    /// The features of the second look at all lines.
    pub fn second_rows(&self, first: &[f32]) -> Vec<f32> {
        second_rows(&self.facts, &self.rows, first, &self.whole)
    }

    /// Whether a line says what an earlier one said.
    pub fn copies(&self) -> Vec<bool> {
        let mut seen = FxHashSet::default();
        self.facts.iter().map(|facts| facts.prose.words >= 10 && !seen.insert(facts.fingerprint)).collect()
    }
}
