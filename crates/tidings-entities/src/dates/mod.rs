//! `entities.dates`: which day is meant, by the sentence that a date stands in and the dates before it.

mod config;
mod pointers;
mod sentence;
mod stage;
mod story;
#[cfg(test)]
mod tests;

pub use config::DatesConfig;
pub use stage::DatesStage;
