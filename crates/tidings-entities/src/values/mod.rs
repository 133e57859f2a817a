//! `entities.values`: dates, times, amounts and counts, each with what it means.

mod amount;
mod bound;
mod config;
mod count;
mod date;
mod digits;
mod duration;
mod era;
mod finish;
mod lapse;
mod named;
mod number;
mod numeric;
mod ranges;
pub(crate) mod relative;
pub(crate) mod resolve;
mod scan;
mod stage;
#[cfg(test)]
mod tests;
pub(crate) mod words;
mod zone;

pub(crate) use ranges::{link, settle_upper};

pub use config::{DateOrder, ValuesConfig};
pub use stage::ValuesStage;
