//! What training needs of the stage: the same features and candidates that the stage itself uses.

use std::ops::Range;

use tidings_learn::FeatureRows;

use super::cue_features::CueReader;

pub use super::candidates::{CONTENT, Candidate, Cue, SOURCE, Scratch, candidates, cues};
pub use super::columns::Columns;
pub use super::judge::{Chosen, WIDTH, choose, rows};
pub use super::model::{ARGUMENTS, CUE_WORDS, CUES, CueTagger, JUDGE, Learned, RANKING};

/// The features of some tokens of a paragraph, for the tagger of cues.
pub fn cue_rows(columns: &Columns, paragraph: Range<usize>, part: Range<usize>, rows: &mut FeatureRows) {
    CueReader::new(columns, paragraph).rows(part, rows);
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
