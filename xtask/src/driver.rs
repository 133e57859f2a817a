//! What the maintenance program needs of the facade crate, in one place.

use std::path::Path;

use anyhow::Result;
use tidings::{AnyCorpusStage, Pipeline, PipelineFile, Registry};

pub use tidings::cli::command;
pub use tidings::io::document_schema;
pub use tidings::reference::page;
pub use tidings::sections;

/// Everything that the linked stage crates register.
pub fn registry() -> Result<Registry> {
    Ok(tidings::registry()?)
}

/// A pipeline file, ready to run.
pub struct LoadedPipeline {
    /// The stages.
    pub stages: Pipeline,
    /// The corpus stages, with their names.
    pub corpus: Vec<(&'static str, Box<dyn AnyCorpusStage>)>,
}

/// Reads a pipeline file.
pub fn load_pipeline(path: &Path) -> Result<LoadedPipeline> {
    let file = PipelineFile::load(path, &[], &registry()?)?;
    let corpus = file.corpus.into_iter().map(|step| (step.definition.name, step.stage)).collect();
    Ok(LoadedPipeline { stages: file.pipeline, corpus })
}
