//! The tagger of names, trained on openly licensed corpora and scored on their development parts.
//!
//! `cargo xtask train teacher` makes the [`silver`] that is kept beside this package; `cargo xtask train names` learns from corpora
//! and silver. Who does not train the teacher does not build it: it is behind the feature `teacher`.

mod corpus;
mod losses;
mod news;
mod score;
mod silver;
#[cfg(feature = "teacher")]
mod teacher;
mod train;

pub use score::eval;
#[cfg(feature = "teacher")]
pub use teacher::train as train_teacher;
pub use train::train;
