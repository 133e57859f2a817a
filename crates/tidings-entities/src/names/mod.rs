//! `entities.names`: persons, organizations, places and other names, and which of them are one thing.

mod agree;
mod chain;
mod config;
mod draft;
mod evidence;
mod features;
mod find;
pub mod gazetteer;
mod guess;
mod headed;
mod label;
mod lexicon;
mod listed;
mod people;
mod person;
mod settle;
mod stage;
mod tagger;
#[cfg(test)]
mod tests;

pub use config::NamesConfig;
pub use features::{HIDDEN, NUMBERED_WORDS, SLOTS, WORD_SLOTS};
pub use stage::NamesStage;
pub use tagger::{NameType, tag_with, token_rows};
