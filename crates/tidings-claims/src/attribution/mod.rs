//! `claims.attribution`: who said what, by a lexicon of cues and patterns over tokens, without a parser.
//!
//! The text is read in *segments*: sentences, joined where a sentence ends inside a quotation. Every token of a segment gets
//! the flags of its word ([`words`]) and its place ([`segment`]); every token that may be a cue ([`cues`]) is tried with the
//! patterns of its part of speech ([`verbs`], [`nouns`], [`prepositions`]). Who speaks is found by [`subjects`], how far the
//! content goes by [`right`] and [`content`]. Quotations and lists that lean on an earlier sentence come last ([`quoted`], [`lists`]).

mod adjectives;
mod config;
mod content;
mod cue_table;
mod cues;
mod kinds;
mod lexicon;
mod lists;
mod modality;
mod nouns;
mod orders;
mod passives;
mod prepositions;
mod punctuated;
mod quoted;
mod reader;
mod right;
mod segment;
mod speaker;
mod stage;
mod subjects;
#[cfg(test)]
mod tests;
mod verbs;
mod words;

pub use config::AttributionConfig;
pub use stage::Attribution;
