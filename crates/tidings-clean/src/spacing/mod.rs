//! `clean.spacing`: puts back spaces that were lost between sentences and after commas.
//!
//! Text extractors glue what stood in different elements of a page, and editors delete a space too many: "as
//! promised.The board", "Donetsk,Luhansk". A space is inserted only between two words of prose; whatever
//! looks like an address, a file name, code, an abbreviation or a number is left alone.

mod gaps;
mod stage;
#[cfg(test)]
mod tests;
mod words;

pub use stage::{Spacing, SpacingConfig};
