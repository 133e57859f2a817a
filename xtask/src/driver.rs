//! What the maintenance program needs of the facade crate, in one place.

use std::path::Path;

use anyhow::{Result, anyhow};
use tidings_core::config::{ConfigFile, Section};
use tidings_core::{AnyCorpusStage, Pipeline, Registry};

/// Everything that the linked stage crates register.
pub fn registry() -> Result<Registry> {
    Ok(Registry::collect()?)
}

/// The sections of a pipeline file that the driver reads.
pub fn sections() -> Vec<Section> {
    Vec::new()
}

/// The JSON Schema of the document object.
pub fn document_schema(_registry: &Registry) -> serde_json::Value {
    serde_json::Value::Null
}

/// The command line of the driver.
pub fn command() -> clap::Command {
    clap::Command::new("tidings")
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
    let registry = registry()?;
    let text = std::fs::read_to_string(path)?;
    let file = ConfigFile::read(&text, &registry, &sections()).map_err(|found| anyhow!("{found:?}"))?;
    let plan = file.plan(&registry).map_err(|found| anyhow!("{found:?}"))?;
    let stages = Pipeline::from_plan(&plan, &[], |_| toml::Table::new())?;
    Ok(LoadedPipeline { stages, corpus: Vec::new() })
}
