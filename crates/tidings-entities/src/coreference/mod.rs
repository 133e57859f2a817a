//! `entities.coreference`: which mentions are one thing, and what else stands for it.

mod acronym;
mod config;
mod deaths;
mod fold;
mod forms;
mod genders;
mod grammar;
mod index;
mod introduced;
mod link;
mod lists;
mod people;
mod persons;
mod phrases;
mod pronouns;
mod recent;
mod references;
mod relations;
mod roles;
mod scene;
mod sound;
mod stage;
mod surnames;
#[cfg(test)]
mod tests;
mod things;

pub use config::CoreferenceConfig;
pub use index::canonical_key;
pub use stage::CoreferenceStage;
