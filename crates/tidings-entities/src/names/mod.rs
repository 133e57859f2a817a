//! `entities.names`: persons, organizations, places and other names, and which of them are one thing.

mod agree;
mod beside;
mod chain;
mod clubs;
mod codes;
mod config;
mod draft;
mod evidence;
mod extent;
mod features;
mod find;
mod firms;
pub mod gazetteer;
mod guess;
mod headed;
mod headlines;
mod label;
mod lexicon;
mod listed;
mod missed;
mod nameless;
mod people;
mod person;
mod scores;
mod settle;
mod short;
mod speakers;
mod stage;
mod tagger;
#[cfg(test)]
mod tests;

pub use config::NamesConfig;
pub use features::{HIDDEN, NUMBERED_WORDS, SLOTS, WORD_SLOTS};
pub use stage::NamesStage;
pub use tagger::{NameType, tag_with, token_rows};
