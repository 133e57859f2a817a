//! Attribution by a lexicon of cues and patterns over tokens: what the trained attribution builds on.
//!
//! The text is read in *segments*: sentences, joined where a sentence ends inside a quotation. Every token of a segment gets
//! the flags of its word ([`words`]) and its place ([`segment`]); every token that may be a cue ([`cues`]) is tried with the
//! patterns of its part of speech ([`verbs`], [`nouns`], [`prepositions`]). Who speaks is found by [`subjects`], how far the
//! content goes by [`right`] and [`content`]. Quotations and lists that lean on an earlier sentence come last ([`quoted`], [`lists`]).
//!
//! The rules know what may be a claim, and are sure of the plain cases; which of their claims stand, and what they
//! miss, is decided by what was trained ([`attribution`](crate::attribution)).

mod adjectives;
mod content;
mod cue_table;
mod cues;
mod find;
pub(crate) mod kinds;
mod lexicon;
mod lists;
pub(crate) mod modality;
mod nouns;
mod orders;
mod passives;
mod prepositions;
mod punctuated;
mod quoted;
mod reader;
mod right;
mod segment;
mod subjects;
#[cfg(test)]
mod tests;
mod verbs;
pub(crate) mod words;

pub(crate) use find::{Input, Reading, Rules};
pub(crate) use modality::Statement;
pub(crate) use segment::{Segment, Token};
