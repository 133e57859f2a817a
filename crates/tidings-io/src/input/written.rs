//! What a run writes itself, which it must not read: the output of an earlier run would come back as input.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The names of the files that a run leaves in its output folder.
pub const RUN_FILES: [&str; 7] = [
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
        let ours = RUN_FILES.iter().any(|ours| OsStr::new(ours) == name);
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

/// Whether a folder is one into which a run has written: its `run.json` begins with the version of Tidings. Such a folder among
/// others is no source of articles; who wants what is in it names it.
pub(super) fn holds_a_run(folder: &Path) -> bool {
    let mut head = Vec::new();
    let opened = File::open(folder.join("run.json"));
    let read = opened.and_then(|file| file.take(RUN_HEAD).read_to_end(&mut head));
    let key = || head.trim_ascii_start().strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    read.is_ok() && key().is_some_and(|key| key.starts_with(b"\"tidings\":"))
}

/// How many bytes of `run.json` are looked at.
const RUN_HEAD: u64 = 64;

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

    #[test]
    fn a_folder_with_the_record_of_a_run_is_output() {
        let root = folder(&["out/a.txt", "mine/a.txt", "none/a.txt"]);
        let at = |name: &str| root.path().join(name);
        std::fs::write(at("out/run.json"), "{\n  \"tidings\": \"0.1.0\"}").expect("written");
        std::fs::write(at("mine/run.json"), "{\"distance\": 5, \"tidings\": 1}").expect("written");
        assert!(holds_a_run(&at("out")));
        assert!(!holds_a_run(&at("mine")) && !holds_a_run(&at("none")));
    }
}
