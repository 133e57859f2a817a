//! Why something could not be written.

use std::io;
use std::path::Path;

use crate::input::plain_words;

/// Why something could not be written, with where.
#[derive(Debug, thiserror::Error)]
#[error("{target} cannot be written: {}{}", plain_words(error), advice(error))]
pub struct WriteError {
    target: String,
    /// Not called `source`: the message tells it already, and whoever prints the chain of causes would tell it twice.
    error: io::Error,
}

impl WriteError {
    /// That a file cannot be written.
    pub fn file(path: &Path, source: io::Error) -> Self {
        WriteError { target: format!("`{}`", path.display()), error: source }
    }

    pub(super) fn stdout(source: io::Error) -> Self {
        WriteError { target: "standard output".to_owned(), error: source }
    }

    /// Whether the program that reads from us has gone (`tidings … | head`), which is no mistake.
    pub fn is_broken_pipe(&self) -> bool {
        self.error.kind() == io::ErrorKind::BrokenPipe
    }

    /// Whether there is no room left.
    pub fn is_disk_full(&self) -> bool {
        matches!(self.error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::AlreadyExists => "; choose another `folder` in `[output]`",
        _ => "",
    }
}
