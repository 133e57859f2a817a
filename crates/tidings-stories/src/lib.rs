//! Corpus stages of Tidings: what only a whole collection of articles can tell.
//!
//! What this crate must not know: files, threads, the other stage crates, or where records are kept
//! between `observe` and `conclude`. A result never depends on the order in which documents came.
//!
//! - [`Duplicates`] (`stories.duplicates`): copies of one article, whole, edited or cut short, and
//!   paragraphs that otherwise independent articles share.
//! - [`Group`] (`stories.group`): articles of different outlets on one event.
//! - [`MatchClaims`] (`stories.claims`): which claims of different articles agree or contradict each other.
//! - [`Brief`] (`stories.briefing`): what the articles of a story tell together.

#![deny(missing_docs)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;

pub mod briefing;
mod claims;
mod days;
mod digits;
mod duplicates;
pub mod group;
mod likeness;
pub mod meanings;
#[cfg(test)]
mod testing;
mod voices;
mod words;

pub use briefing::{Brief, Briefing, BriefingConfig, BriefingRecord, BriefingReport};
pub use claims::{
    ClaimMatch, ClaimRelation, ClaimsConfig, ClaimsRecord, ClaimsReport, CorroboratedClaim, MatchClaims,
    MatchedStatement,
};
pub use duplicates::{
    DuplicateGroup, DuplicateMember, DuplicatePair, DuplicateRecord, DuplicateReport, Duplicates,
    DuplicatesConfig, PassagePlace, Relation, SharedPassage,
};
pub use group::{Group, GroupConfig, GroupRecord, GroupReport, Story};
