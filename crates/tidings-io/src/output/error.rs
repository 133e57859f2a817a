//! Why something could not be written.

use std::io;
use std::path::Path;

use crate::input::plain;

/// Why something could not be written, with where.
#[derive(Debug, thiserror::Error)]
#[error("{target} cannot be written: {}{}", plain(source), advice(source))]
pub struct WriteError {
    target: String,
    source: io::Error,
}

impl WriteError {
    /// That a file cannot be written.
    pub fn file(path: &Path, source: io::Error) -> Self {
        WriteError { target: format!("`{}`", path.display()), source }
    }

    pub(super) fn stdout(source: io::Error) -> Self {
        WriteError { target: "standard output".to_owned(), source }
    }

    /// Whether the program that reads from us has gone (`tidings … | head`), which is no mistake.
    pub fn is_broken_pipe(&self) -> bool {
        self.source.kind() == io::ErrorKind::BrokenPipe
    }

    /// Whether there is no room left.
    pub fn is_disk_full(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }
}

fn advice(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::AlreadyExists => "; choose another `folder` in `[output]`",
        _ => "",
    }
}
