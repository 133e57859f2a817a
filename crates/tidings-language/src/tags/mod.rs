//! Part-of-speech tags, decided from left to right by a trained perceptron.

mod features;
mod stage;
mod tagger;

pub use features::{Context, features};
pub use stage::{TaggerConfig, TaggerStage};
pub use tagger::{Scratch, TagPair, Tagger};

#[cfg(test)]
mod tests;
