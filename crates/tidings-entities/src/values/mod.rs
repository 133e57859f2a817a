//! `entities.values`: dates, times, amounts and counts, each with what it means.

mod config;
mod date;
mod number;
mod resolve;
mod scan;
mod stage;
#[cfg(test)]
mod tests;
mod words;

pub use config::ValuesConfig;
pub use stage::ValuesStage;
