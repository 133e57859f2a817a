//! Claims: attribution on PolNeAR, check-worthiness on debate sentences.

mod articles;
mod eval;
mod prepare;
mod score;
mod train;

pub use eval::eval;
pub use train::train;
