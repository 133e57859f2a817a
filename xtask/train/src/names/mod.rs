//! The tagger of names, trained on openly licensed corpora and scored on their development parts.

mod corpus;
mod losses;
mod news;
mod score;
mod train;

pub use score::eval;
pub use train::train;
