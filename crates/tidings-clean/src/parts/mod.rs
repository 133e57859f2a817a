//! `clean.parts`: what kind of document a text is, and its parts.
//!
//! Most documents are articles and have no parts. Posts of live blogs and threads, turns of transcripts, and questions and answers of
//! interviews go into the layer [`Parts`](tidings_core::Parts), each with its author or speaker and its time. What only such a document
//! has and nobody says (counts of likes, directions, notices of transcripts) is cut, since only here is it known for what it is.
//!
//! A single line proves nothing: an article may begin a paragraph with a time or with words and a colon. It takes several that are
//! made alike, and something that only a document of that kind has.

mod clock;
mod furniture;
mod handles;
mod label;
mod live;
mod marked;
mod release;
mod speakers;
mod stage;
#[cfg(test)]
mod tests;
mod thread;
mod turns;

pub(crate) use stage::find;
pub use stage::{DocumentParts, DocumentPartsConfig};
