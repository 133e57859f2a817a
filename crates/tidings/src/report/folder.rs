//! Which files a run left in its folder.

use std::path::{Path, PathBuf};

use tidings_io::plain_words;

/// The files that a report is made from.
pub(super) struct RunFiles {
    pub(super) documents: PathBuf,
    pub(super) stories: Option<PathBuf>,
    pub(super) failures: Option<PathBuf>,
    pub(super) run: Option<PathBuf>,
}

impl RunFiles {
    /// Looks into a folder; only the documents must be there.
    pub(super) fn find(folder: &Path) -> Result<Self, String> {
        let shown = folder.display();
        if !folder.is_dir() {
            return Err(format!("there is no folder `{shown}`: give the output folder of a run"));
        }
        let file = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
        let run = file("run.json");
        let documents = match (file("documents.jsonl"), file("documents.jsonl.gz")) {
            (Some(plain), Some(packed)) => match run.as_deref().and_then(was_packed) {
                Some(true) => packed,
                Some(false) => plain,
                None => {
                    return Err(format!(
                        "`{shown}` has `documents.jsonl` and `documents.jsonl.gz`: remove the one of the older run"
                    ));
                }
            },
            (Some(path), None) | (None, Some(path)) => path,
            (None, None) => {
                return Err(format!(
                    "`{shown}` has no `documents.jsonl`: give the output folder of a run (`tidings run … --output FOLDER`)"
                ));
            }
        };
        Ok(RunFiles { documents, stories: file("stories.json"), failures: file("failures.jsonl"), run })
    }
}

/// Whether the run packed its documents, as its record says. A folder can have the documents of an earlier run beside them.
fn was_packed(run: &Path) -> Option<bool> {
    let record: serde_json::Value = read_json(run).ok()?;
    record.pointer("/configuration/output/compress")?.as_bool()
}

/// Reads a file that is one JSON value.
pub(super) fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let name = path.display();
    let bytes =
        std::fs::read(path).map_err(|error| format!("`{name}` cannot be read: {}", plain_words(&error)))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| format!("`{name}` is not what this version of Tidings writes: {error}"))
}

/// What is wrong with a line; its number is told beside it, and serde would count it as the first.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or_default();
    format!("not what this version of Tidings writes: {message} (column {})", error.column())
}
