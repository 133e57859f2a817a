//! The lock of an output folder: one run at a time writes into it.
//!
//! The lock is one of the system on a small file in the folder, so that it ends with the process that holds it, however that ends.
//! The file is removed by whoever held it last; a file that a killed process left is simply locked again.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::error::WriteError;

/// The name of the file in the folder.
const NAME: &str = ".tidings.lock";

/// A folder that this process alone writes into, until it is dropped.
#[derive(Debug)]
pub struct FolderLock {
    path: PathBuf,
    // Closed, and so unlocked, after the file was removed.
    _file: Option<File>,
}

/// Why a folder is not locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process is writing into the folder.
    #[error("another run{} is writing into `{folder}`: wait for its end, or choose another folder", in_process(.process.as_ref()))]
    Held {
        /// The folder.
        folder: String,
        /// The number of the process, if it can be known.
        process: Option<String>,
    },
    /// The file of the lock cannot be made.
    #[error(transparent)]
    Write(#[from] WriteError),
}

fn in_process(number: Option<&String>) -> String {
    number.map(|number| format!(" (process {number})")).unwrap_or_default()
}

impl FolderLock {
    /// Locks an existing folder for this process.
    ///
    /// A file system that knows no locks (some network file systems) gives no protection, and no error.
    ///
    /// # Errors
    /// If another process holds the lock, or the file of the lock cannot be made.
    pub fn acquire(folder: &Path) -> Result<Self, LockError> {
        let path = folder.join(NAME);
        let failed = |error| WriteError::file(&path, error);
        loop {
            let mut file = OpenOptions::new()
                .create(true)
                .read(true)
                .write(true)
                .truncate(false)
                .open(&path)
                .map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let folder = folder.display().to_string();
                    return Err(LockError::Held { folder, process: read_process(&mut file) });
                }
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    return Ok(FolderLock { path, _file: None });
                }
                Err(TryLockError::Error(error)) => return Err(failed(error).into()),
            }
            // The process that held it before may have removed the file between our opening and our locking it.
            let same = file.try_clone().and_then(Handle::from_file).map_err(failed)?
                == match Handle::from_path(&path) {
                    Ok(handle) => handle,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(failed(error).into()),
                };
            if same {
                write_process(&mut file).map_err(failed)?;
                return Ok(FolderLock { path, _file: Some(file) });
            }
        }
    }
}

impl FolderLock {
    /// Removes the file of the lock: for a process that has written everything and ends without its destructors.
    pub fn remove_file(&self) {
        // A file that stays does no harm: the lock ends with the process.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        self.remove_file();
    }
}

fn write_process(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(std::process::id().to_string().as_bytes())
}

fn read_process(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.take(20).read_to_string(&mut text).ok()?;
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_locked_once_and_left_clean() {
        let folder = tempfile::tempdir().expect("folder");
        let first = FolderLock::acquire(folder.path()).expect("locked");
        let error = FolderLock::acquire(folder.path()).expect_err("held").to_string();
        let process = format!("another run (process {}) is writing into", std::process::id());
        assert!(error.starts_with(&process), "{error}");
        drop(first);
        assert_eq!(folder.path().read_dir().expect("folder").count(), 0);
        drop(FolderLock::acquire(folder.path()).expect("free again"));
    }

    #[test]
    fn a_file_that_a_killed_process_left_is_no_lock() {
        let folder = tempfile::tempdir().expect("folder");
        std::fs::write(folder.path().join(NAME), "4711").expect("written");
        drop(FolderLock::acquire(folder.path()).expect("locked"));
    }
}
