//! Dependency syntax: the head of every word and its relation to it, decided from left to right by a small trained net.

mod features;
mod parser;
mod stage;
mod state;

pub use features::{SLOTS, Seen, WORD_SLOTS, features, see};
pub use parser::{HIDDEN, Parser, ParserScratch};
pub use stage::{ParserConfig, ParserStage};
pub use state::{NOBODY, Side, State, Transition};

#[cfg(test)]
mod tests;
