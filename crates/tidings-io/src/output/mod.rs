//! Writers: files that appear complete or not at all, JSON lines to a file or to standard output, and
//! the records of what failed and what was set aside.

mod atomic;
mod error;
mod fault;
mod lines;
mod lock;
mod skip;

use std::io::Write;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use atomic::{AtomicFile, orphaned_parts, remove_if_there};
pub use error::WriteError;
pub use lines::JsonLinesWriter;
pub use lock::{FolderLock, LockError};
pub use skip::{SkipReason, Skipped};

use crate::decode::DecodeError;
use crate::input::{InputFailure, RawInput};

/// A document that failed: one line of `failures.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// The id of the document, as far as it is known.
    pub id: String,
    /// The file it came from.
    pub path: String,
    /// Its line in that file, if the file is read by lines.
    pub line: Option<u64>,
    /// Where it failed: `input`, `decode`, `output` or the name of a stage.
    pub stage: String,
    /// What happened.
    pub reason: String,
}

impl Failure {
    /// The failure of a raw input at a stage.
    pub fn new(raw: &RawInput, stage: &str, reason: impl Into<String>) -> Self {
        Failure {
            id: raw.id(),
            path: raw.path.as_ref().to_owned(),
            line: raw.line,
            stage: stage.to_owned(),
            reason: reason.into(),
        }
    }

    /// The failure of a raw input that gave no document.
    pub fn decode(raw: &RawInput, error: &DecodeError) -> Self {
        let reason = match error.column {
            Some(column) => format!("{} (column {column})", error.reason),
            None => error.reason.clone(),
        };
        Failure { line: error.line.or(raw.line), ..Failure::new(raw, "decode", reason) }
    }
}

impl From<InputFailure> for Failure {
    fn from(failure: InputFailure) -> Self {
        Failure {
            id: failure.name.as_ref().to_owned(),
            path: failure.path.as_ref().to_owned(),
            line: failure.line,
            stage: "input".to_owned(),
            reason: failure.reason,
        }
    }
}

/// Writes a value as JSON for people to read; the file appears complete or not at all.
///
/// # Errors
/// If the file cannot be written.
pub fn write_json_pretty(path: &Path, value: &impl Serialize) -> Result<(), WriteError> {
    let mut file = AtomicFile::create(path)?;
    let failed = |source| WriteError::file(path, source);
    serde_json::to_writer_pretty(&mut file, value).map_err(|error| failed(error.into()))?;
    file.write_all(b"\n").map_err(failed)?;
    file.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pretty_json_ends_with_a_line_feed() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("run.json");
        write_json_pretty(&path, &serde_json::json!({"version": "1"})).expect("written");
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "{\n  \"version\": \"1\"\n}\n");
    }
}
