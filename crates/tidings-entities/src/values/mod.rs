//! `entities.values`: dates, times, amounts and counts, each with what it means.

mod amount;
mod bound;
mod config;
mod count;
mod date;
mod digits;
mod duration;
mod era;
mod lapse;
mod number;
mod resolve;
mod scan;
mod stage;
#[cfg(test)]
mod tests;
mod words;

pub use config::ValuesConfig;
pub use stage::ValuesStage;
