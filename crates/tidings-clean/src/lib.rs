//! Cleaning of scraped news: from what a scraper left to the text of the article.
//!
//! | stage | what it does |
//! |---|---|
//! | [`Page`] (`clean.page`) | turns an HTML page into article text |
//! | [`Unicode`] (`clean.unicode`) | repairs damaged characters |
//! | [`Wrapping`] (`clean.wrapping`) | joins lines that were wrapped at a fixed width |
//! | [`Spacing`] (`clean.spacing`) | puts back missing spaces |
//! | [`Repeats`] (`clean.repeats`) | removes text that stands in the document before |
//! | [`Boilerplate`] (`clean.boilerplate`) | recognizes and cuts what is not the article |
//! | [`Metadata`] (`clean.metadata`) | reads title, byline, date, sources from the regions |
//! | [`DocumentParts`] (`clean.parts`) | tells live blogs, threads, transcripts and interviews from articles, and finds their parts |
//! | [`QualitySignals`] (`clean.quality`) | measures the text by the signals of published filters |
//!
//! The stages change the text only through edit lists: whatever they remove stays visible in the
//! regions layer, with its kind and the reason, and every kept character leads back to its source.
//!
//! What this crate must not know: sentences, tokens, names of the day, files, other stage crates. It
//! never cuts a line for being short: only a cue, a repetition or markup is evidence.
//!
//! ```
//! use tidings_clean::{Boilerplate, BoilerplateConfig};
//! use tidings_core::{Document, Stage, StageType};
//!
//! let text = "Listen to the article\nPort Reopens After Storm\nThe port of Varna opened on Monday.";
//! let mut doc = Document::new("a", text)?;
//! Boilerplate::new(BoilerplateConfig::default())?.process(&mut doc)?;
//! assert_eq!(doc.text(), "Port Reopens After Storm\nThe port of Varna opened on Monday.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod boilerplate;
mod byline;
mod character_references;
mod dates;
mod lines;
mod metadata;
mod outlet;
mod page;
mod parts;
mod prose;
mod quality;
mod repeats;
mod scan;
mod spacing;
mod unicode;
mod windows_1252;
mod wrapping;

/// Features and texts for training the models of this crate; used by `cargo xtask train` and nothing else.
pub mod training {
    pub use crate::boilerplate::training as boilerplate;
    pub use crate::page::training as page;
}

pub use boilerplate::{Boilerplate, BoilerplateConfig};
pub use metadata::{Metadata, MetadataConfig};
pub use page::{Page, PageConfig};
pub use parts::{DocumentParts, DocumentPartsConfig};
pub use quality::{QualityConfig, QualitySignals};
pub use repeats::{Repeats, RepeatsConfig};
pub use spacing::{Spacing, SpacingConfig};
pub use unicode::{Unicode, UnicodeConfig};
pub use wrapping::{Wrapping, WrappingConfig};
