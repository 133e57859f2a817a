//! What a run writes itself, which it must not read: the output of an earlier run would come back as input.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The names of the files that a run leaves in its output folder.
const NAMES: [&str; 7] = [
    "documents.jsonl",
    "documents.jsonl.gz",
    "failures.jsonl",
    "skipped.jsonl",
    "stories.json",
    "run.json",
    "report.html",
];

/// The output folder of a run and other files that it writes, by their true paths: links do not hide them.
#[derive(Debug, Default)]
pub(super) struct Written {
    places: Vec<PathBuf>,
}

impl Written {
    /// What does not exist yet needs no care.
    pub(super) fn new(paths: &[&Path]) -> Self {
        Written { places: paths.iter().filter_map(|path| path.canonicalize().ok()).collect() }
    }

    /// Whether it is the output folder.
    pub(super) fn is_folder(&self, folder: &Path) -> bool {
        !self.places.is_empty()
            && folder.canonicalize().is_ok_and(|true_path| self.places.contains(&true_path))
    }

    /// Whether it is a file that the run writes: named so, or one of the output folder with the name of one.
    pub(super) fn is_file(&self, file: &Path) -> bool {
        let name = file.file_name().unwrap_or_default();
        let ours = NAMES.iter().any(|ours| OsStr::new(ours) == name);
        // To follow the links of every file would take longer than to find it.
        if !ours && !self.places.iter().any(|place| place.file_name() == Some(name)) {
            return false;
        }
        let Ok(true_path) = file.canonicalize() else { return false };
        let in_folder =
            || true_path.parent().is_some_and(|folder| self.places.iter().any(|place| place == folder));
        self.places.contains(&true_path) || (ours && in_folder())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::folder;

    #[test]
    fn only_files_of_the_run_in_its_folder_are_its_own() {
        let root = folder(&["out/run.json", "out/more.json", "in/run.json", "x.records.jsonl"]);
        let at = |name: &str| root.path().join(name);
        let written = Written::new(&[&at("out"), &at("x.records.jsonl"), &at("not/there")]);
        assert!(written.is_folder(&at("in/../out")) && !written.is_folder(&at("in")));
        assert!(written.is_file(&at("in/../out/run.json")) && written.is_file(&at("x.records.jsonl")));
        assert!(!written.is_file(&at("out/more.json")) && !written.is_file(&at("in/run.json")));
        assert!(!Written::default().is_file(&at("out/run.json")));
    }
}
