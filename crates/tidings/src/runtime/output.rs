//! The output folder of a run and the files in it.

use std::path::{Path, PathBuf};

use anyhow::Context;
use tidings_io::{JsonLinesWriter, OutputConfig};

/// A folder that exists and can be written to. Files in it appear under their names when complete.
pub struct OutputFolder {
    path: PathBuf,
    compress: bool,
}

impl OutputFolder {
    /// Makes the folder, with those above it.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn create(config: &OutputConfig) -> anyhow::Result<Self> {
        let path = config.folder.clone();
        std::fs::create_dir_all(&path)
            .with_context(|| format!("the output folder `{}` cannot be made", path.display()))?;
        Ok(OutputFolder { path, compress: config.compress })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the report of the run goes.
    pub fn report(&self) -> PathBuf {
        self.path.join("report.html")
    }

    /// The name of the file of documents.
    pub fn documents_name(&self) -> &'static str {
        if self.compress { "documents.jsonl.gz" } else { "documents.jsonl" }
    }

    /// The writer of `documents.jsonl`, or `documents.jsonl.gz`.
    ///
    /// # Errors
    /// If a file cannot be made in the folder.
    pub fn documents(&self) -> anyhow::Result<JsonLinesWriter> {
        Ok(JsonLinesWriter::file(self.path.join(self.documents_name()), self.compress)?)
    }

    /// The writer of `failures.jsonl`.
    ///
    /// # Errors
    /// If a file cannot be made in the folder.
    pub fn failures(&self) -> anyhow::Result<JsonLinesWriter> {
        Ok(JsonLinesWriter::file(self.path.join("failures.jsonl"), false)?)
    }

    /// The writer of `skipped.jsonl`.
    ///
    /// # Errors
    /// If a file cannot be made in the folder.
    pub fn skipped(&self) -> anyhow::Result<JsonLinesWriter> {
        Ok(JsonLinesWriter::file(self.path.join("skipped.jsonl"), false)?)
    }
}

/// Removes a file that an earlier run may have left.
///
/// # Errors
/// If it is there and cannot be removed.
pub fn remove_stale(path: &Path) -> anyhow::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("`{}` of an earlier run cannot be removed", path.display()))
        }
        _ => Ok(()),
    }
}
