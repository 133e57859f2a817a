//! `claims.quotes`: the text between quotation marks.
//!
//! Marks are found per paragraph in one pass ([`marks`]), paired with a small stack ([`pairing`]), and every pair is
//! told apart by its shape: speech, scrap or title ([`kind`]).

mod kind;
mod marks;
mod pairing;
mod stage;
#[cfg(test)]
mod tests;

pub use stage::{Quotations, QuotationsConfig};
