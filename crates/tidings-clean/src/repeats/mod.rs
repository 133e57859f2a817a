//! `clean.repeats`: removes paragraphs that stand in the document before.

mod pastes;
mod stage;
#[cfg(test)]
mod tests;
mod words;

pub use stage::{Repeats, RepeatsConfig};
