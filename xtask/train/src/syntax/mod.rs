//! Tags, lemmas and syntax, trained and scored on treebanks of Universal Dependencies.
//!
//! Training takes the tokens of the treebank; scoring starts from the raw text, as a user does.

mod course;
mod drafts;
mod lemmas;
mod lessons;
mod oracle;
mod parse;
mod score;
mod tags;
mod treebank;
pub mod vocabulary;

pub use lemmas::train as train_lemmas;
pub use parse::train as train_syntax;
pub use score::eval;
pub use tags::train as train_tags;
