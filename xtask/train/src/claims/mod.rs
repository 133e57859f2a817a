//! Claims: attribution on PolNeAR, check-worthiness on debate sentences.

mod articles;
mod eval;
mod score;

pub use eval::eval;
