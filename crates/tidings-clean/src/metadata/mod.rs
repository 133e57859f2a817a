//! `clean.metadata`: reads what the regions say about the document as a whole.
//!
//! Title, byline, publisher, date, place, credited sources and photo credit come from the regions that cleaning
//! recognized, each with its span of the source; the language comes from the text (whatlang). A value that an
//! input record or the page gave is never replaced, but for a language that the text plainly is not in.

mod language;
#[cfg(test)]
mod page_tests;
mod release;
mod sources;
mod stage;
#[cfg(test)]
mod tests;
mod visible;

pub use stage::{Metadata, MetadataConfig};
