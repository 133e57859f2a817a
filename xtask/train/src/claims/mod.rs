//! Claims: attribution on PolNeAR, check-worthiness on debate sentences.

mod articles;
mod eval;
mod lessons;
mod prepare;
mod score;
mod train;
mod worth;

pub use eval::eval;
pub use train::train;
pub use worth::{eval as eval_worth, train as train_worth};
