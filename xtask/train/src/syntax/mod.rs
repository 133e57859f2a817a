//! Tags, trained and scored on treebanks of Universal Dependencies.
//!
//! Training takes the tokens of the treebank; scoring starts from the raw text, as a user does.

mod score;
mod tags;
mod treebank;

pub use score::eval;
pub use tags::train;
