//! `claims.checkworthy`: how worth checking every sentence and every claim is.
//!
//! A sentence is worth checking if it states a fact that can be looked up and matters: a number, a date, an event, a comparison, who
//! holds what. Opinions, forecasts, questions and what only the speaker can know are not. [`signs`] names what speaks for
//! and against; [`features`] adds the words; a logistic regression weighs both.

mod config;
mod features;
mod signs;
mod stage;
mod tag_pairs;
#[cfg(test)]
mod tests;
pub mod training;

pub use config::CheckworthyConfig;
pub use stage::Checkworthy;
