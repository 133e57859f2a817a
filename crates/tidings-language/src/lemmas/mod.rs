//! Lemmas, by rules that are learned from the endings of tagged words, and a list of the words that go their own way.

mod lemmatizer;
mod stage;

pub use lemmatizer::{Lemmatizer, Question, rules_section};
pub use stage::{LemmatizerConfig, LemmatizerStage};

#[cfg(test)]
mod tests;
