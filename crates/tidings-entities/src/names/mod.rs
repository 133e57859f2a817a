//! `entities.names`: persons, organizations, places and other names, and which of them are one thing.

mod agree;
mod config;
mod draft;
mod find;
mod lexicon;
mod link;
mod stage;
#[cfg(test)]
mod tests;

pub use config::NamesConfig;
pub use stage::NamesStage;
