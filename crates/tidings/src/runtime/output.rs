//! The output folder of a run and the files in it.
//!
//! Invariant: while an [`OutputFolder`] lives, no other process of Tidings writes into that folder.

use std::path::{Path, PathBuf};

use tidings_io::{
    FolderLock, JsonLinesWriter, OutputConfig, RUN_FILES, WriteError, orphaned_parts, remove_if_there,
};

use super::{journal, underway};

/// A folder that exists and is locked for this run. Files in it appear under their names when complete.
pub struct OutputFolder {
    path: PathBuf,
    compress: bool,
    lock: FolderLock,
}

impl OutputFolder {
    /// Makes the folder, with those above it, and locks it.
    ///
    /// # Errors
    /// If it cannot be made, or another run is writing into it.
    pub fn create(config: &OutputConfig) -> anyhow::Result<Self> {
        let path = config.folder.clone();
        std::fs::create_dir_all(&path).map_err(|error| WriteError::file(&path, error))?;
        let lock = FolderLock::acquire(&path)?;
        Ok(OutputFolder { path, compress: config.compress, lock })
    }

    /// Removes what runs that were killed left under names that nobody asked for, but for the files in `ours`.
    ///
    /// # Errors
    /// If one of them cannot be removed.
    pub fn sweep(&self, ours: &[PathBuf]) -> Result<(), WriteError> {
        let name = |path: &PathBuf| path.file_name().map(ToOwned::to_owned);
        let ours: Vec<_> = ours.iter().filter_map(name).collect();
        let names: Vec<&str> = RUN_FILES.into_iter().chain([journal::NAME, underway::NAME]).collect();
        let orphans =
            orphaned_parts(&self.path, &names).map_err(|error| WriteError::file(&self.path, error))?;
        for orphan in orphans.iter().filter(|orphan| !name(orphan).is_some_and(|name| ours.contains(&name))) {
            remove_if_there(orphan).map_err(|error| WriteError::file(orphan, error))?;
        }
        Ok(())
    }

    /// Leaves the folder to others: for a process that has written everything and ends without its destructors.
    pub fn unlock(&self) {
        self.lock.remove_file();
    }

    /// Removes the marks of the inputs that were under way: a run that has ended in good order has none.
    ///
    /// # Errors
    /// If they cannot be removed.
    pub fn forget_marks(&self) -> Result<(), WriteError> {
        remove_stale(&self.path.join(underway::NAME))
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
pub fn remove_stale(path: &Path) -> Result<(), WriteError> {
    remove_if_there(path).map_err(|error| WriteError::file(path, error))
}
