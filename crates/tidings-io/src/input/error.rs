//! What can go wrong before and while inputs are read.

use std::fmt;
use std::io;
use std::sync::Arc;

/// Why a run cannot begin: an input that was named cannot be used. Says what was looked for.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// Nothing was named.
    #[error("no input is named: give `paths` in `[input]`, or files on the command line")]
    Nothing,
    /// A file or folder does not exist.
    #[error("there is no file or folder `{path}`{hint}")]
    Missing {
        /// What was named.
        path: String,
        /// What exists nearby, as the end of the sentence.
        hint: String,
    },
    /// A pattern cannot be understood.
    #[error("the pattern `{pattern}` is not a glob: {reason}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A pattern matches no file.
    #[error("no file matches `{pattern}`{hint}")]
    NoMatch {
        /// The pattern.
        pattern: String,
        /// What was found instead, as the end of the sentence.
        hint: String,
    },
    /// A folder has no file of the kind that is read.
    #[error("the folder `{path}` holds no file ending in {endings} and nothing that begins as one{hint}")]
    NoFiles {
        /// The folder.
        path: String,
        /// The endings that were looked for.
        endings: String,
        /// What was found instead, as the end of the sentence.
        hint: String,
    },
    /// Something was named that is neither file nor folder nor stream.
    #[error("`{path}` is {what}, which cannot be read: give a file, a folder or a pipe")]
    NotAFile {
        /// What was named.
        path: String,
        /// What it is.
        what: &'static str,
    },
    /// Something exists but cannot be looked at.
    #[error("`{path}` cannot be read: {}", plain_words(error))]
    Unreadable {
        /// What was named.
        path: String,
        /// The reason of the system.
        error: io::Error,
    },
}

/// An input, one among many, that could not be read. The run goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFailure {
    /// The file.
    pub path: Arc<str>,
    /// The name that its document would have had; for a file of many records, the name of the file.
    pub name: Arc<str>,
    /// The line up to which it was read, if it is read by lines.
    pub line: Option<u64>,
    /// What happened.
    pub reason: String,
}

impl fmt::Display for InputFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for InputFailure {}

/// Numbers of errors that the standard library has no kind for; the same on Linux, macOS and the BSDs.
const EIO: i32 = 5;
const ENFILE: i32 = 23;
const EMFILE: i32 = 24;

fn is_code(error: &io::Error, code: i32) -> bool {
    cfg!(unix) && error.raw_os_error() == Some(code)
}

/// An error of the system in plain words, without its number.
pub fn plain_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is not a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::BrokenPipe => "the reader at the other end has gone".to_owned(),
        io::ErrorKind::FileTooLarge => {
            "the file would be larger than the system allows (see `ulimit -f`)".to_owned()
        }
        _ if is_code(error, EIO) => {
            "the device reports an error: check the disk or the connection".to_owned()
        }
        _ if is_code(error, EMFILE) || is_code(error, ENFILE) => {
            "too many files are open: raise the limit (`ulimit -n`)".to_owned()
        }
        _ => {
            let text = error.to_string();
            let text = text.split_once(" (os error").map_or(text.as_str(), |(text, _)| text);
            text.to_lowercase()
        }
    }
}
