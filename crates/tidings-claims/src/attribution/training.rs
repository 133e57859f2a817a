//! What training needs of the stage: the same features and candidates that the stage itself uses.

use std::ops::Range;

use super::argument_window::Asked;
use super::cue_features::CueReader;

pub use super::candidates::{CONTENT, Candidate, Cue, LEAST_CUE, SOURCE, Scratch, candidates, cues};
pub use super::columns::Columns;
pub use super::judge::{Chosen, WIDTH, choose, rows};
pub use super::model::{
    ARGUMENTS, ArgumentTagger, CUE_WORDS, CUES, CueTagger, JUDGE, Learned, RANKING, WORDS,
};
pub use super::slots::word_numbers;

/// What the net of cues is made of.
pub mod of_cues {
    pub use crate::attribution::cue_features::{HIDDEN, SLOTS, WORD_SLOTS};
}

/// What the net of sources and contents is made of.
pub mod of_arguments {
    pub use crate::attribution::argument_features::{HIDDEN, SLOTS, WORD_SLOTS};
}

/// The least probability of a cue in the lessons: lower than in use, so that what is learned from them has seen enough that is none.
pub const LEAST_CUE_OF_LESSONS: f32 = 0.1;

/// How many words have a number.
pub const NUMBERED_WORDS: usize = 8000;

/// Calls `found` with the rows of some tokens of a paragraph, for the net of cues.
pub fn cue_rows(
    columns: &Columns,
    numbers: &[u16],
    paragraph: Range<usize>,
    part: Range<usize>,
    mut found: impl FnMut(usize, &[u32]),
) {
    let mut index = part.start;
    CueReader::new(columns, numbers, paragraph).read(part, |rows| {
        found(index, rows);
        index += 1;
    });
}

/// Calls `found` with the rows of every token in which the arguments of a cue are looked for, for the net of arguments. `others`
/// are all cues, sorted.
pub fn argument_rows(
    columns: &Columns,
    numbers: &[u16],
    cue: &Range<usize>,
    others: &[Range<usize>],
    found: impl FnMut(usize, &[u32]),
) {
    super::argument_scores::rows(&Asked::new(columns, cue, others), numbers, found);
}
