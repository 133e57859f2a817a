//! A file that appears complete or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::error::WriteError;

/// Writes under a temporary name in the same folder; [`AtomicFile::finish`] gives the file its name.
/// Dropped before, it leaves nothing behind, and a file that had the name before stays as it was.
pub struct AtomicFile {
    path: PathBuf,
    writer: BufWriter<NamedTempFile<File>>,
}

impl AtomicFile {
    /// Begins the file `path`; missing folders are made.
    ///
    /// # Errors
    /// If the folder cannot be made or written to.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self, WriteError> {
        let path = path.into();
        let file = begin(&path).map_err(|source| WriteError::file(&path, source))?;
        Ok(AtomicFile { writer: BufWriter::with_capacity(128 * 1024, file), path })
    }

    /// The name that the file will have.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it stands until then.
    pub fn unfinished_path(&self) -> &Path {
        self.writer.get_ref().path()
    }

    /// Writes a piece; as [`Write::write_all`], but the error says which file.
    ///
    /// # Errors
    /// If the disk is full or cannot be written to.
    pub fn append(&mut self, piece: &[u8]) -> Result<(), WriteError> {
        self.writer.write_all(piece).map_err(|source| WriteError::file(&self.path, source))
    }

    /// Puts what was written on the disk and gives the file its name.
    ///
    /// # Errors
    /// If the disk is full or the name cannot be given.
    pub fn finish(self) -> Result<(), WriteError> {
        let AtomicFile { path, writer } = self;
        let place = || -> io::Result<()> {
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
            // Without this, a power failure could leave a complete name on an incomplete file.
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        place().map_err(|source| WriteError::file(&path, source))
    }
}

fn begin(path: &Path) -> io::Result<NamedTempFile<File>> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".part");
    // A temporary file is for its owner alone; a result is for whom the system's defaults say.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = folder.read_dir().expect("folder");
        entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn the_name_appears_with_the_last_byte() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a/b/result.json");
        let mut file = AtomicFile::create(&path).expect("created");
        file.write_all(b"one").expect("written");
        assert!(!path.exists());
        file.finish().expect("finished");
        assert_eq!(fs::read(&path).expect("read"), b"one");
        assert_eq!(names(path.parent().expect("parent")), ["result.json"]);
    }

    #[test]
    fn a_file_that_is_not_finished_leaves_the_old_one() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("result.json");
        fs::write(&path, "old").expect("written");
        let mut file = AtomicFile::create(&path).expect("created");
        file.write_all(b"new").expect("written");
        drop(file);
        assert_eq!(fs::read(&path).expect("read"), b"old");
        assert_eq!(names(folder.path()), ["result.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_the_result() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("folder");
        let (plain, atomic) = (folder.path().join("plain"), folder.path().join("atomic"));
        fs::write(&plain, "").expect("written");
        AtomicFile::create(&atomic).expect("created").finish().expect("finished");
        let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode();
        assert_eq!(mode(&atomic), mode(&plain));
    }

    #[test]
    fn a_folder_that_is_a_file_is_explained() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("out");
        fs::write(&path, "").expect("written");
        let error = AtomicFile::create(path.join("documents.jsonl")).err().expect("refused").to_string();
        assert!(error.ends_with("; choose another `folder` in `[output]`"), "{error}");
        assert!(!error.contains("os error"), "{error}");
    }
}
