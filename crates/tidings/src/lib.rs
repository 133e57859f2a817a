//! Tidings: from scraped news text to source-grounded facts.
//!
//! This crate links every stage crate and holds what only a program needs: the command line, the
//! runtime with its threads, the reports on the terminal. It is the only crate that names stage crates;
//! everything else meets them through the registry. It must not know how any stage works.
//!
//! - [`registry`]: every stage, corpus stage and layer of all linked crates.
//! - [`PipelineFile`]: a configuration file, read, checked, planned and built.
//! - [`runtime`]: many documents through a pipeline on several threads, in input order.
//! - [`explain`]: what every stage did to one document, for a person.
//! - [`models`]: the models that are compiled in, and their cards.
//! - [`report`]: what a run found, as one HTML page.
//! - [`main`]: the whole command line, for a driver with stages of your own.
//!
//! ```
//! use tidings::{Document, Entities, Pipeline};
//!
//! let registry = tidings::registry().unwrap();
//! let pipeline = Pipeline::builder(&registry).stage("entities.names").build().unwrap();
//! let mut doc = Document::new("example", "NATO leaders met in Brussels on Tuesday.").unwrap();
//! pipeline.process(&mut doc).unwrap();
//! assert!(!doc.get::<Entities>().unwrap().mentions.is_empty());
//! ```

// Both panic when nobody reads: `terminal` and `cli::print` do not.
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod cli;
mod diagnostics;
pub mod explain;
pub mod models;
mod pipeline_file;
pub mod reference;
pub mod report;
pub mod runtime;
mod terminal;

pub use pipeline_file::{CorpusStep, LoadError, PipelineFile, RunConfig, sections};
pub use tidings_claims as claims;
pub use tidings_clean as clean;
pub use tidings_core::*;
pub use tidings_entities as entities;
pub use tidings_io as io;
pub use tidings_language as language;
pub use tidings_stories as stories;
pub use tidings_summary as summary;

pub use cli::main;

/// Everything that the linked crates have registered.
///
/// # Errors
/// If two crates registered the same name (see [`Registry::collect`]).
pub fn registry() -> Result<Registry, RegistryError> {
    Registry::collect()
}
