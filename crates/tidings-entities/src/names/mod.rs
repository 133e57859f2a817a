//! `entities.names`: persons, organizations, places and other names, and which of them are one thing.

mod agree;
mod chain;
mod config;
mod draft;
mod find;
mod guess;
mod headed;
mod lexicon;
mod link;
mod listed;
mod person;
mod stage;
#[cfg(test)]
mod tests;

pub use config::NamesConfig;
pub use stage::NamesStage;
