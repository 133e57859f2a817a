//! Part-of-speech tags, decided from left to right by a small trained net.

mod features;
mod stage;
mod tagger;

pub use features::{Context, SLOTS, WORD_SLOTS, features, mostly_capitals};
pub use stage::{TaggerConfig, TaggerStage};
pub use tagger::{HIDDEN, Scratch, TagPair, Tagger};

#[cfg(test)]
pub(crate) mod tests;
