//! Learners for text: what the trained stages of Tidings decide with.
//!
//! - [`feature`]: what a learner sees: keys mixed from a question and its answer.
//! - [`dense`]: the weights of features, quantized, in whole rows, read in place.
//! - [`lexicon`]: lists of words with a number for each.
//! - [`linear`]: logistic regression.
//! - [`chain`]: labeled spans in a sequence, by a conditional random field.
//! - [`forest`]: gradient-boosted trees over rows of numbers, with the reasons for every score.
//! - [`net`]: decisions by a small neural net over features that are row numbers.
//! - [`cache`]: what was worked out before, by key.
//! - [`fingerprint`]: one number for a word, which no other has.
//! - [`model`]: the file that holds a trained model, with its data, licenses and figures.
//!
//! What this crate must not know: news, tokens, documents, any language, what a feature means. It sees
//! numbers and gives numbers back. Training is seeded and runs on one thread, so that the same data gives the
//! same bytes; prediction allocates nothing per item once its scratch space has grown.

pub mod cache;
pub mod chain;
#[doc(hidden)]
pub mod collisions;
pub mod dense;
pub mod feature;
pub mod fingerprint;
pub mod forest;
mod intern;
pub mod lexicon;
pub mod linear;
pub mod model;
pub mod net;
pub mod random;

pub use feature::FeatureRows;
pub use model::{Aligned, DataSource, Figure, Metadata, Model, ModelError, ModelWriter, Section};
