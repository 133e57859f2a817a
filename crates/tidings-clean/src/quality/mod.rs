//! `clean.quality`: the signals by which published filters of web text judge a document, as numbers and flags.
//!
//! Nothing is removed and no document dropped: the configuration of a run may send documents elsewhere by these
//! signals. `lines` measures lines, `grams` measures repetition, the stage puts both together.

mod grams;
mod lines;
mod stage;
#[cfg(test)]
mod tests;

pub use stage::{QualityConfig, QualitySignals};
