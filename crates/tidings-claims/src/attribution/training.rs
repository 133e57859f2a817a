//! What training needs of the stage: the same features and candidates that the stage itself uses.

use std::ops::Range;

use tidings_learn::FeatureRows;

pub use super::candidates::{CONTENT, Candidate, Cue, SOURCE, Scratch, candidates, cues};
pub use super::columns::Columns;
pub use super::judge::{Chosen, WIDTH, choose, rows};
pub use super::model::{ARGUMENTS, CUES, JUDGE, Learned, RANKING};

/// The features of the tokens of a paragraph, for the tagger of cues.
pub fn cue_rows(columns: &Columns, paragraph: Range<usize>, rows: &mut FeatureRows) {
    super::cue_features::rows(columns, paragraph, rows);
}

/// The features of the tokens in which the arguments of a cue are looked for, for the tagger of arguments. `others` are all
/// cues, sorted. Gives the tokens.
pub fn argument_rows(
    columns: &Columns,
    cue: &Range<usize>,
    others: &[Range<usize>],
    rows: &mut FeatureRows,
) -> Range<usize> {
    super::argument_scores::rows(columns, cue, others, rows)
}
