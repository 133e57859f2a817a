//! `claims.attribution`: who said what, trained on annotated news and helped by rules.
//!
//! 1. The rules read the text ([`rules`](crate::rules)); what they say becomes features ([`columns`]).
//! 2. A net finds possible cues, with a low bar ([`cue_features`], [`candidates`]).
//! 3. For every cue, a net finds its source and its content ([`argument_features`]).
//! 4. Trees judge every candidate, the taggers' and the rules' own, and the best that do not exclude each other stand ([`judge`], [`convention`]).
//! 5. What else a claim carries is read from the words ([`claims`], [`details`]).

mod argument_features;
mod argument_scores;
mod argument_window;
mod candidates;
mod claims;
mod columns;
mod config;
mod convention;
mod cue_features;
mod cue_words;
mod details;
mod dialogue;
mod judge;
mod model;
mod slots;
mod speaker;
mod stage;
#[cfg(test)]
mod tests;
pub mod training;
mod turns;
mod word_classes;

#[cfg(test)]
pub(crate) use claims::kind_of;
pub use config::AttributionConfig;
pub use stage::Attribution;
