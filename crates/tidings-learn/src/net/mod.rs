//! Decisions by a small neural net with one hidden layer over features that are row numbers (Chen and Manning 2014; Botha
//! et al. 2017).
//!
//! A feature answers one question; every question has its own *slot* of rows, one row an answer. The hidden layer is
//! the sum of the rows of all answers, cut off at zero, so that it costs one cache line or two for each question and
//! no multiplication; the scores are one small product on top. Rows are 8-bit numbers and sums are integers: the
//! same input gives the same decision on every machine.
//!
//! In training, slots whose answers are words may be *tied* to word vectors that others have published: a row is then the
//! sum of what training data says of this word and of one projection of its vector, which all words of the slot
//! share. The trained net has the sum only. [`NetTrainer`] drops the first part now and then, the more often the
//! rarer the word, so that words which training did not see are understood from their vectors.

mod read;
mod slots;
mod train;
mod write;

pub use read::{Net, NetScratch, RowSums};
pub use slots::{Slots, bucket, hashed};
pub use train::{NetPass, NetTrainer, Vectors};

/// Bytes before the sizes of the slots.
const HEAD: usize = 20;

/// Rows hold 8-bit numbers; the weights of the scores may be larger.
const LARGEST_WEIGHT: f32 = 1023.0;

#[cfg(test)]
mod tests;
