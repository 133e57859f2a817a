//! `language.sentences`: sentences, headings and list items.
//!
//! Two steps. `lines` cuts the tokens into blocks (lines, or paragraphs of wrapped lines), which no
//! sentence crosses, and says what each block is. `boundary` decides at every full stop, question
//! mark, exclamation mark and ellipsis of a block whether the sentence ends there, by the shapes of
//! the neighbors and two word lists: what abbreviates and what begins sentences. Rules of this kind
//! reach what statistical splitters do on edited text (Read et al. 2012, "Sentence Boundary
//! Detection: A Long Solved Problem?").

mod boundary;
mod lines;
mod stage;
#[cfg(test)]
mod tests;
mod view;

pub use stage::{SentenceSplitter, SentenceSplitterConfig};
