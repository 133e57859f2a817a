//! Corpus stages of Tidings: what only a whole collection of articles can tell.
//!
//! What this crate must not know: files, threads, the other stage crates, or where records are kept
//! between `observe` and `conclude`. A result never depends on the order in which documents came.
//!
//! - [`Duplicates`] (`stories.duplicates`): copies of one article, whole, edited or cut short, and
//!   paragraphs that otherwise independent articles share.

#![deny(missing_docs)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;

mod duplicates;
mod words;

pub use duplicates::{
    DuplicateGroup, DuplicateMember, DuplicatePair, DuplicateRecord, DuplicateReport, Duplicates,
    DuplicatesConfig, PassagePlace, Relation, SharedPassage,
};
