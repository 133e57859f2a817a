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
mod lexicon;
mod link;
mod listed;
mod person;
mod stage;
mod tagger;
#[cfg(test)]
mod tests;

pub use config::NamesConfig;
pub use stage::NamesStage;
pub use tagger::{NameType, feature_rows, tag_with};
