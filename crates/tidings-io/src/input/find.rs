//! Finds the files that paths, folders and globs stand for.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use tidings_core::config::nearest;

use super::error::{InputError, InputFailure};
use super::passed::{PassedOver, PassedReason};
use super::walk::{Wanted, special};
use super::written::Written;
use crate::config::{InputConfig, InputFormat};

/// How the bytes of a file become documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Text,
    Html,
    /// A record a line.
    Lines,
    /// JSON of any shape.
    Json,
    /// A web archive.
    Warc,
    /// An e-mail.
    Mail,
    /// A file of e-mails.
    Mailbox,
    /// A feed in XML.
    Feed,
    /// A feed in JSON.
    JsonFeed,
    /// XML that is none of these.
    OtherXml,
    /// A stream whose beginning tells.
    Unknown,
}

/// Something to read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Stdin(FileKind),
    /// `bytes` is not known of a stream.
    File {
        path: PathBuf,
        bytes: Option<u64>,
        kind: FileKind,
    },
}

/// What was found, in the order in which it is read, the places that could not be looked at, and what was passed over.
#[derive(Debug, Default)]
pub(super) struct Finding {
    pub(super) found: Vec<Found>,
    pub(super) failures: Vec<InputFailure>,
    pub(super) passed: PassedOver,
    pub(super) written: Written,
    seen: HashSet<PathBuf>,
}

const TEXT: &[&str] = &[".txt", ".md"];
const HTML: &[&str] = &[".html", ".htm"];
const LINES: &[&str] = &[".jsonl", ".ndjson"];
const JSON: &[&str] = &[".json"];
const WARC: &[&str] = &[".warc"];
const MAIL: &[&str] = &[".eml", ".mbox"];
const FEED: &[&str] = &[".rss", ".atom"];

/// Finds everything that `paths` names, but what is `written` by the run itself.
pub(super) fn find(paths: &[PathBuf], config: &InputConfig, written: Written) -> Result<Finding, InputError> {
    if paths.is_empty() {
        return Err(InputError::Nothing);
    }
    let mut finding = Finding { written, ..Finding::default() };
    for named in paths {
        finding.add(named, config.format)?;
    }
    Ok(finding)
}

impl Finding {
    fn add(&mut self, path: &Path, format: InputFormat) -> Result<(), InputError> {
        if path == Path::new("-") {
            if !self.found.iter().any(|found| matches!(found, Found::Stdin(_))) {
                self.found.push(Found::Stdin(stdin_kind(format)));
            }
            return Ok(());
        }
        let named = || path.display().to_string();
        match (path.metadata(), path.to_str().filter(|name| is_glob(name))) {
            (Ok(data), _) if data.is_dir() => self.add_folder(path, format),
            (Ok(data), _) => {
                let kind = file_kind(path, format);
                match special(data.file_type()) {
                    None => self.add_file(path, Some(data.len()), kind),
                    Some((what, false)) => return Err(InputError::NotAFile { path: named(), what }),
                    // A text may be anything that somebody else sends.
                    Some((_, true)) if kind == FileKind::Text && format == InputFormat::Auto => {
                        self.add_file(path, None, FileKind::Unknown);
                    }
                    Some((_, true)) => self.add_file(path, None, kind),
                }
                Ok(())
            }
            (Err(_), Some(pattern)) => self.add_glob(pattern, format),
            (Err(error), None) if error.kind() == io::ErrorKind::NotFound => {
                Err(InputError::Missing { path: named(), hint: missing_hint(path) })
            }
            (Err(error), None) => Err(InputError::Unreadable { path: named(), error }),
        }
    }

    pub(super) fn add_file(&mut self, path: &Path, bytes: Option<u64>, kind: FileKind) {
        let path = path.strip_prefix("./").unwrap_or(path).to_owned();
        if self.seen.insert(path.clone()) {
            self.found.push(Found::File { path, bytes, kind });
        }
    }

    fn add_folder(&mut self, folder: &Path, format: InputFormat) -> Result<(), InputError> {
        let endings = endings(format);
        let is_wanted = |path: &Path| endings.contains(&ending(path).as_str());
        let wanted = Wanted { folder, depth: usize::MAX, format, is_wanted: &is_wanted, all: true };
        match self.walk(&wanted) {
            Some(other) => Err(InputError::NoFiles {
                path: folder.display().to_string(),
                endings: endings.join(", "),
                hint: self.holds(&other, "; it holds"),
            }),
            None => Ok(()),
        }
    }

    fn add_glob(&mut self, pattern: &str, format: InputFormat) -> Result<(), InputError> {
        let (base, rest) = split_glob(pattern);
        let matcher = matcher(pattern, rest)?;
        let folder = if base.is_empty() { Path::new(".") } else { Path::new(base) };
        if !folder.is_dir() {
            let hint = format!(": there is no folder `{}`{}", folder.display(), missing_hint(folder));
            return Err(InputError::NoMatch { pattern: pattern.to_owned(), hint });
        }
        let depth = if rest.contains("**") { usize::MAX } else { rest.split('/').count() };
        let is_wanted = |path: &Path| matcher.is_match(path.strip_prefix(folder).unwrap_or(path));
        let wanted = Wanted { folder, depth, format, is_wanted: &is_wanted, all: false };
        match self.walk(&wanted) {
            Some(other) => {
                let hint = format!(
                    ": looked in the folder `{}`{}",
                    folder.display(),
                    self.holds(&other, ", which holds")
                );
                Err(InputError::NoMatch { pattern: pattern.to_owned(), hint })
            }
            None => Ok(()),
        }
    }

    /// What a folder holds instead, as the end of a sentence that goes on with `begin`.
    fn holds(&self, other: &BTreeSet<String>, begin: &str) -> String {
        let known: Vec<&str> = other.iter().filter(|ending| !ending.is_empty()).map(String::as_str).collect();
        let passed = |reason| self.passed.groups.iter().any(|group| group.reason == reason);
        match (other.is_empty(), known.as_slice()) {
            _ if passed(PassedReason::OwnOutput) => {
                format!("{begin} output of Tidings: a file of it is read only if it is named itself")
            }
            (true, _) if passed(PassedReason::NotAFile) => format!("{begin} only pipes, sockets or devices"),
            (true, _) => format!("{begin} no file at all"),
            (false, []) => format!("{begin} only files without ending"),
            (false, few) if few.len() <= 5 => format!("{begin} files ending in {}", few.join(", ")),
            (false, _) => format!("{begin} other files"),
        }
    }
}

/// The known ending of a file name, in lower case and without `.gz`; else what follows its last
/// period.
pub(super) fn ending(path: &Path) -> String {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().to_lowercase());
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rfind('.').filter(|at| *at > 0).map_or_else(String::new, |at| name[at..].to_owned())
}

/// The name of a file without its endings.
pub(super) fn stem(path: &Path) -> String {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let packed = name.len() > 3 && name.to_lowercase().ends_with(".gz");
    let unpacked = if packed { &name[..name.len() - 3] } else { &name };
    unpacked.rfind('.').filter(|at| *at > 0).map_or(unpacked, |at| &unpacked[..at]).to_owned()
}

/// Where the file lies that says the title, address and date of a page: beside it, ending in `.json`.
pub(super) fn side_file(page: &Path) -> PathBuf {
    page.with_file_name(stem(page) + ".json")
}

pub(super) fn file_kind(path: &Path, format: InputFormat) -> FileKind {
    let ending = ending(path);
    let is = |endings: &[&str]| endings.contains(&ending.as_str());
    match format {
        InputFormat::Auto | InputFormat::Jsonl if is(JSON) => FileKind::Json,
        InputFormat::Auto if is(LINES) => FileKind::Lines,
        InputFormat::Auto if is(HTML) => FileKind::Html,
        InputFormat::Auto if is(WARC) => FileKind::Warc,
        InputFormat::Auto if is(MAIL) => FileKind::Mail,
        InputFormat::Auto if is(FEED) => FileKind::Feed,
        InputFormat::Auto | InputFormat::Text => FileKind::Text,
        InputFormat::Html => FileKind::Html,
        InputFormat::Jsonl => FileKind::Lines,
        InputFormat::Warc => FileKind::Warc,
        InputFormat::Mail => FileKind::Mail,
        InputFormat::Feed => FileKind::Feed,
    }
}

fn stdin_kind(format: InputFormat) -> FileKind {
    match format {
        InputFormat::Auto | InputFormat::Jsonl => FileKind::Lines,
        InputFormat::Text => FileKind::Text,
        InputFormat::Html => FileKind::Html,
        InputFormat::Warc => FileKind::Warc,
        InputFormat::Mail => FileKind::Mail,
        InputFormat::Feed => FileKind::Feed,
    }
}

fn endings(format: InputFormat) -> Vec<&'static str> {
    match format {
        InputFormat::Auto => [TEXT, HTML, LINES, JSON, WARC, MAIL, FEED].concat(),
        InputFormat::Text => TEXT.to_vec(),
        InputFormat::Html => HTML.to_vec(),
        InputFormat::Jsonl => [LINES, JSON].concat(),
        InputFormat::Warc => WARC.to_vec(),
        InputFormat::Mail => MAIL.to_vec(),
        InputFormat::Feed => FEED.to_vec(),
    }
}

fn is_glob(named: &str) -> bool {
    named.contains(['*', '?', '[', '{'])
}

/// The folder before the first special character, and the pattern below it.
fn split_glob(pattern: &str) -> (&str, &str) {
    let special = pattern.find(['*', '?', '[', '{']).unwrap_or(pattern.len());
    match pattern[..special].rfind('/') {
        Some(0) => ("/", &pattern[1..]),
        Some(slash) => (&pattern[..slash], &pattern[slash + 1..]),
        None => ("", pattern),
    }
}

fn matcher(pattern: &str, rest: &str) -> Result<GlobMatcher, InputError> {
    let glob = GlobBuilder::new(rest).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| InputError::Pattern {
        pattern: pattern.to_owned(),
        reason: error.kind().to_string(),
    })
}

/// The nearest existing name, or the part of the path that is missing, as the end of a sentence.
fn missing_hint(path: &Path) -> String {
    let mut missing = path;
    let folder = loop {
        match missing.parent() {
            Some(parent) if parent.as_os_str().is_empty() => break Path::new("."),
            Some(parent) if parent.is_dir() => break parent,
            Some(parent) => missing = parent,
            None => return String::new(),
        }
    };
    let name = missing.file_name().unwrap_or_default().to_string_lossy();
    let mut names: Vec<String> = folder
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    match nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => {
            let near = missing.with_file_name(near);
            let whole = path.strip_prefix(missing).map(|rest| near.join(rest)).unwrap_or_default();
            let best = if missing != path && whole.exists() { whole } else { near };
            format!(": did you mean `{}`?", best.display())
        }
        None if missing != path => format!(": the folder `{}` does not exist", missing.display()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes the files and gives what `paths` finds, relative to the folder.
    fn found(files: &[&str], paths: &[&str]) -> Result<Vec<String>, String> {
        let folder = crate::testing::folder(files);
        let root = folder.path().display().to_string();
        let paths: Vec<PathBuf> = paths.iter().map(|path| format!("{root}/{path}").into()).collect();
        let show = |path: &Path| path.strip_prefix(&root).expect("below").display().to_string();
        find(&paths, &InputConfig::default(), Written::default())
            .map(|finding| {
                finding
                    .found
                    .iter()
                    .filter_map(|found| match found {
                        Found::File { path, .. } => Some(show(path)),
                        Found::Stdin(_) => None,
                    })
                    .collect()
            })
            .map_err(|error| error.to_string().replace(&format!("{root}/"), ""))
    }

    const TREE: &[&str] =
        &["b.txt", "a.html", "deep/c.JSONL.gz", "deep/er/d.md", ".git/e.txt", ".f.txt", "g.pdf"];

    #[test]
    fn a_folder_gives_known_endings_sorted_without_hidden_files() {
        let files = found(TREE, &[""]).expect("found");
        assert_eq!(files, ["a.html", "b.txt", "deep/c.JSONL.gz", "deep/er/d.md"]);
    }

    #[test]
    fn globs_stay_in_their_folder_unless_told() {
        assert_eq!(found(TREE, &["*.*"]).expect("found"), ["a.html", "b.txt", "g.pdf"]);
        assert_eq!(found(TREE, &["**/*.{md,txt}"]).expect("found"), ["b.txt", "deep/er/d.md"]);
        assert_eq!(found(TREE, &["deep/*/*"]).expect("found"), ["deep/er/d.md"]);
    }

    #[test]
    fn a_file_that_is_named_twice_is_read_once_where_it_was_named_first() {
        assert_eq!(found(TREE, &["b.txt", "*.html", "*.txt"]).expect("found"), ["b.txt", "a.html"]);
    }

    #[test]
    fn a_name_with_special_characters_is_a_file_if_it_exists() {
        assert_eq!(found(&["a[1].txt"], &["a[1].txt"]).expect("found"), ["a[1].txt"]);
    }

    #[track_caller]
    fn refused(path: &str, expected: &str) {
        assert_eq!(found(TREE, &[path]).expect_err("refused"), expected);
    }

    #[test]
    fn what_is_missing_is_named_with_its_neighbor() {
        refused("b.text", "there is no file or folder `b.text`: did you mean `b.txt`?");
        refused("dep/er/d.md", "there is no file or folder `dep/er/d.md`: did you mean `deep/er/d.md`?");
        refused("x/y/z", "there is no file or folder `x/y/z`: the folder `x` does not exist");
    }

    #[test]
    fn a_glob_or_folder_without_files_says_what_is_there() {
        refused(
            "deep/*.txt",
            "no file matches `deep/*.txt`: looked in the folder `deep`, which holds files ending in .jsonl",
        );
        refused(
            "deeep/*.txt",
            "no file matches `deeep/*.txt`: there is no folder `deeep`: did you mean `deep`?",
        );
        let error = found(&["x/a.pdf"], &["x"]).expect_err("refused");
        assert_eq!(
            error,
            "the folder `x` holds no file ending in .txt, .md, .html, .htm, .jsonl, .ndjson, .json, .warc, .eml, .mbox, .rss, .atom and nothing that begins as one; it holds files ending in .pdf"
        );
    }

    #[test]
    fn a_broken_glob_is_explained() {
        let error = found(TREE, &["[a.txt"]).expect_err("refused");
        assert!(error.starts_with("the pattern `[a.txt` is not a glob: "), "{error}");
    }

    #[test]
    fn names_lose_their_endings() {
        for (name, expected) in [("a.txt", "a"), ("x/a.b.jsonl.gz", "a.b"), (".txt", ".txt"), ("a", "a")] {
            assert_eq!(stem(Path::new(name)), expected);
        }
    }
}
