//! x
mod pieces;
mod table;
pub mod values;
