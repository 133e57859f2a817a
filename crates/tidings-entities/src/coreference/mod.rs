//! `entities.coreference`: which mentions are one thing, and what else stands for it.

mod acronym;
mod config;
mod fold;
mod forms;
mod genders;
mod index;
mod introduced;
mod link;
mod lists;
mod people;
mod persons;
mod references;
mod relations;
mod roles;
mod scene;
mod sound;
mod stage;
#[cfg(test)]
mod tests;
mod things;

pub use config::CoreferenceConfig;
pub use index::canonical_key;
pub use stage::CoreferenceStage;
