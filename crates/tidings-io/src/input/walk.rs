//! Looks through folders: which files are inputs, which are passed over.
//!
//! Invariants: a walk opens a file only if it is a regular one, since a pipe may never answer; it reads nothing that the run
//! itself writes; whatever it passes over is noted, except hidden files.

use std::collections::{BTreeSet, HashSet};
use std::fs::FileType;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::error::{InputFailure, plain_words};
use super::find::{FileKind, Finding, ending, file_kind, side_file};
use super::open;
use super::passed::PassedReason;
use super::sniff::{HEAD, kind_of};
use super::written::holds_a_run;
use crate::config::InputFormat;

/// What is looked for.
pub(super) struct Wanted<'w> {
    pub(super) folder: &'w Path,
    /// How many levels of folders are looked through.
    pub(super) depth: usize,
    pub(super) format: InputFormat,
    /// Whether a file is wanted.
    pub(super) is_wanted: &'w dyn Fn(&Path) -> bool,
    /// Whether all of the folder is wanted, so that what is passed over is noted.
    pub(super) all: bool,
}

/// A file that a walk has found.
struct Candidate {
    path: PathBuf,
    bytes: u64,
    kind: FileKind,
}

impl Finding {
    /// Adds the files below a folder that are wanted, sorted by path. If there is none, gives the
    /// endings of the others.
    pub(super) fn walk(&mut self, wanted: &Wanted<'_>) -> Option<BTreeSet<String>> {
        let mut files = Vec::new();
        let mut other = BTreeSet::new();
        let walk = WalkDir::new(wanted.folder).follow_links(true).max_depth(wanted.depth).sort_by_file_name();
        let mut entries = walk.into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && is_hidden(&entry) => skip(&entry, &mut entries),
                Ok(entry) if entry.file_type().is_dir() => {
                    let is_output = || self.written.is_folder(entry.path()) || holds_a_run(entry.path());
                    if entry.depth() > 0 && is_output() {
                        self.passed.add(PassedReason::OwnOutput, "", entry.path());
                        skip(&entry, &mut entries);
                    }
                }
                Ok(entry) => match self.candidate(&entry, wanted) {
                    Ok(file) => files.push(file),
                    Err(PassedReason::UnknownKind) => {
                        other.insert(ending(entry.path()));
                    }
                    Err(_) => {}
                },
                Err(error) => self.note(&error),
            }
        }
        let none = files.is_empty();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        leave_out_sides(&mut files, wanted.format);
        for file in files {
            self.add_file(&file.path, Some(file.bytes), file.kind);
        }
        none.then_some(other)
    }

    /// The file of an entry, or why it is not read.
    fn candidate(&mut self, entry: &DirEntry, wanted: &Wanted<'_>) -> Result<Candidate, PassedReason> {
        let path = entry.path();
        let chosen = (wanted.is_wanted)(path);
        let reason = if !entry.file_type().is_file() {
            PassedReason::NotAFile
        } else if self.written.is_file(path) {
            PassedReason::OwnOutput
        } else {
            let kind = match chosen {
                true => Some(file_kind(path, wanted.format)),
                false if wanted.all => begins_as(path, wanted.format),
                false => None,
            };
            if let Some(kind) = kind {
                let bytes = entry.metadata().map_or(0, |data| data.len());
                return Ok(Candidate { path: path.to_owned(), bytes, kind });
            }
            PassedReason::UnknownKind
        };
        if chosen || wanted.all {
            self.passed.add(reason, &ending(path), path);
        }
        Err(reason)
    }

    /// A folder inside a folder that cannot be read costs what is in it, not the run. A link that leads
    /// back to a folder above it costs nothing: its files are found without it.
    fn note(&mut self, error: &walkdir::Error) {
        if error.loop_ancestor().is_some() {
            return;
        }
        let path = error.path().map_or_else(String::new, |path| path.display().to_string());
        let reason = match error.io_error() {
            Some(error) => format!("cannot be read: {}", plain_words(error)),
            None => "cannot be read".to_owned(),
        };
        self.failures.push(InputFailure {
            name: path.as_str().into(),
            path: path.as_str().into(),
            line: None,
            reason,
        });
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// Does not go into a folder.
fn skip(entry: &DirEntry, entries: &mut walkdir::IntoIter) {
    if entry.file_type().is_dir() {
        entries.skip_current_dir();
    }
}

/// Takes away the JSON files that belong to pages beside them.
fn leave_out_sides(files: &mut Vec<Candidate>, format: InputFormat) {
    let paths: HashSet<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
    for file in files.iter_mut() {
        // Other texts are looked at when they are read.
        if file.kind == FileKind::Text
            && matches!(format, InputFormat::Auto | InputFormat::Html)
            && paths.contains(&side_file(&file.path))
            && begins_as(&file.path, InputFormat::Html).is_some()
        {
            file.kind = FileKind::Html;
        }
    }
    let sides: HashSet<PathBuf> =
        files.iter().filter(|file| file.kind == FileKind::Html).map(|file| side_file(&file.path)).collect();
    files.retain(|file| !sides.contains(&file.path));
}

/// What a regular file begins as, if files of the format are recognized by that.
fn begins_as(path: &Path, format: InputFormat) -> Option<FileKind> {
    let wanted = |kind: &FileKind| match format {
        InputFormat::Auto => true,
        InputFormat::Html => *kind == FileKind::Html,
        InputFormat::Mail => matches!(kind, FileKind::Mail | FileKind::Mailbox),
        InputFormat::Feed => matches!(kind, FileKind::Feed | FileKind::JsonFeed),
        InputFormat::Text | InputFormat::Jsonl | InputFormat::Warc => false,
    };
    if matches!(format, InputFormat::Text | InputFormat::Jsonl | InputFormat::Warc) {
        return None;
    }
    let opened = open::open_file(path, &Arc::default(), false, None).ok()?;
    kind_of(open::Peeked::new(opened.reader, HEAD, true).head()).filter(wanted)
}

/// What something that is neither file nor folder is, and whether it can be read as a stream if somebody names it.
pub(super) fn special(kind: FileType) -> Option<(&'static str, bool)> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some(("a named pipe", true));
        }
        if kind.is_char_device() {
            return Some(("a device", true));
        }
        if kind.is_socket() {
            return Some(("a socket", false));
        }
        if kind.is_block_device() {
            return Some(("a disk", false));
        }
    }
    (!kind.is_file() && !kind.is_dir()).then_some(("no file", false))
}
