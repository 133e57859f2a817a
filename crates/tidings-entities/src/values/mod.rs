//! `entities.values`: dates, times, amounts and counts, each with what it means.

mod amount;
mod amount_range;
mod bound;
mod coded;
mod config;
mod count;
mod currency;
mod date;
mod digits;
mod duration;
mod era;
mod figure;
mod finish;
mod lapse;
mod measure;
mod money;
mod named;
mod number;
mod numeric;
mod pounds;
mod ranges;
pub(crate) mod relative;
pub(crate) mod resolve;
mod scan;
mod score;
mod share;
mod stage;
#[cfg(test)]
mod tests;
mod units;
pub(crate) mod words;
mod zone;

pub(crate) use ranges::{link, settle_upper};

pub use config::{DateOrder, ValuesConfig};
pub use stage::ValuesStage;
