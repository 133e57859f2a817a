//! x
mod names;
mod pieces;
mod table;
mod values;

pub use names::{NamesConfig, NamesStage};
pub use values::{ValuesConfig, ValuesStage};
