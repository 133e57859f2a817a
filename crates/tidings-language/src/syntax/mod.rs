//! Dependency syntax: the head of every word and its relation to it, decided from left to right by a small trained net that has seen a draft of the
//! tree, made from right to left.

mod decide;
mod draft;
mod features;
mod fitting;
mod marks;
mod parser;
mod punctuation;
mod roles;
mod seen;
mod stage;
mod state;

pub use draft::{DRAFT_HIDDEN, DRAFT_SLOTS, Draft, Drafted, Drafter, draft_rows};
pub use features::WORD_SLOTS;
pub use fitting::Fitting;
pub use parser::{HIDDEN, Parser, ParserScratch, SLOTS, rows};
pub use punctuation::Tree;
pub use seen::{Seen, see, turned};
pub use stage::{ParserConfig, ParserStage};
pub use state::{NOBODY, Side, State, Transition};

#[cfg(test)]
mod tests;
