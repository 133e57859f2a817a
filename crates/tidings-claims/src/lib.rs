//! Who said what: the quotations of a news text and the statements that it attributes to somebody.
//!
//! - [`Quotations`] (`claims.quotes`) finds the text between quotation marks.
//! - [`Attribution`] (`claims.attribution`) finds claims: source, cue and content.
//! - [`Checkworthy`] (`claims.checkworthy`) scores how worth checking sentences and claims are.
//!
//! What this crate must not know: how tokens, sentences and names are found (it only reads their layers), any file,
//! any collection of documents, and whether a claim is true.
//!
//! ```
//! use tidings_claims::{Quotations, QuotationsConfig};
//! use tidings_core::{Document, Quotes, Sentence, Sentences, Span, Stage, StageType};
//!
//! let text = "“It will take time,” she said.";
//! let mut doc = Document::new("a", text)?;
//! doc.insert(Sentences(vec![Sentence {
//!     span: Span::from_range(0..text.len()),
//!     first_token: 0,
//!     end_token: 0,
//!     paragraph: 0,
//!     kind: Default::default(),
//! }]));
//! Quotations::new(QuotationsConfig::default())?.process(&mut doc)?;
//! let quotes = doc.get::<Quotes>().unwrap();
//! assert_eq!(doc.slice(quotes.0[0].inner), "It will take time,");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod attribution;
mod checkworthy;
mod quotes;
mod rules;

pub use attribution::{Attribution, AttributionConfig};
pub use checkworthy::{Checkworthy, CheckworthyConfig};
pub use quotes::{Quotations, QuotationsConfig};
#[cfg(test)]
mod testing;

/// What training needs: the features that the stages themselves use. Not for others: it changes with every model.
pub mod training {
    /// Of `claims.attribution`.
    pub mod attribution {
        pub use crate::attribution::training::*;
    }
    /// Of `claims.checkworthy`.
    pub mod checkworthy {
        pub use crate::checkworthy::training::*;
    }
}
