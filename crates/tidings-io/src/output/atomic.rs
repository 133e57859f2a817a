//! A file that appears complete or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

use super::error::WriteError;
use super::fault::{Operation, point, write_point};

/// How the name of an unfinished file ends. It begins with a dot and the name that the file will have.
const PART: &str = ".part";

/// Writes under a temporary name in the same folder; [`AtomicFile::finish`] gives the file its name.
/// Dropped before, it leaves nothing behind (unless [`AtomicFile::keep_unfinished`] was called), and a file that had the name before
/// stays as it was.
pub struct AtomicFile {
    path: PathBuf,
    part: TempPath,
    writer: BufWriter<PartFile>,
}

impl AtomicFile {
    /// Begins the file `path`; missing folders are made.
    ///
    /// # Errors
    /// If the folder cannot be made or written to.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self, WriteError> {
        let path = path.into();
        let (file, part) = begin(&path).map_err(|source| WriteError::file(&path, source))?;
        Ok(AtomicFile { writer: BufWriter::with_capacity(128 * 1024, PartFile(file)), part, path })
    }

    /// The name that the file will have.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it stands until then.
    pub fn unfinished_path(&self) -> &Path {
        &self.part
    }

    /// From here on, what was written stays under the temporary name if the file is dropped unfinished, for another run to go on with.
    pub fn keep_unfinished(&mut self) {
        self.part.disable_cleanup(true);
    }

    /// Writes a piece; as [`Write::write_all`], but the error says which file.
    ///
    /// # Errors
    /// If the disk is full or cannot be written to.
    pub fn append(&mut self, piece: &[u8]) -> Result<(), WriteError> {
        self.writer.write_all(piece).map_err(|source| WriteError::file(&self.path, source))
    }

    /// Gives the file its name now, in the place of a file that had it; more can be appended after that. It then stays whatever
    /// happens, until [`remove_if_there`] is called.
    ///
    /// # Errors
    /// If the disk is full or the name cannot be given.
    pub fn publish(&mut self) -> Result<(), WriteError> {
        let mut place = || -> io::Result<()> {
            self.writer.flush()?;
            self.writer.get_ref().sync()?;
            point(Operation::Rename)?;
            fs::rename(&self.part, &self.path)?;
            // The old name is gone: there is nothing to remove under it.
            let mut named = TempPath::try_from_path(fs::canonicalize(&self.path)?)?;
            named.disable_cleanup(true);
            std::mem::replace(&mut self.part, named).disable_cleanup(true);
            sync_folder_of(&self.path)
        };
        place().map_err(|source| WriteError::file(&self.path, source))
    }

    /// Puts what was written on the disk and gives the file its name.
    ///
    /// # Errors
    /// If the disk is full or the name cannot be given.
    pub fn finish(self) -> Result<(), WriteError> {
        let AtomicFile { path, part, writer } = self;
        let place = || -> io::Result<()> {
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
            // Without this, a power failure could leave a complete name on an incomplete file.
            file.sync()?;
            drop(file);
            point(Operation::Rename)?;
            part.persist(&path).map_err(|error| error.error)?;
            sync_folder_of(&path)
        };
        place().map_err(|source| WriteError::file(&path, source))
    }
}

/// An unfinished file on the disk.
struct PartFile(File);

impl PartFile {
    fn sync(&self) -> io::Result<()> {
        point(Operation::Sync)?;
        self.0.sync_all()
    }
}

impl Write for PartFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        write_point(Operation::Write, &mut self.0, bytes)?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn begin(path: &Path) -> io::Result<(File, TempPath)> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    point(Operation::Create)?;
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    let prefix = part_prefix(&path.file_name().unwrap_or_default().to_string_lossy());
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(PART);
    // A temporary file is for its owner alone; a result is for whom the system's defaults say.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    Ok(builder.tempfile_in(folder)?.into_parts())
}

/// What the name of the unfinished file `name` begins with.
fn part_prefix(name: &str) -> String {
    format!(".{name}.")
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Puts the names of a folder on the disk: without this, a power failure could take a new name back.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    point(Operation::Sync)?;
    // Elsewhere a folder cannot be opened as a file; the system orders names and content itself.
    #[cfg(unix)]
    match File::open(folder_of(path)).and_then(|folder| folder.sync_all()) {
        // Some file systems know no such thing.
        Err(error) if !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            return Err(error);
        }
        _ => {}
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Removes a file; it is no mistake if there is none.
///
/// # Errors
/// If it is there and cannot be removed.
pub fn remove_if_there(path: &Path) -> io::Result<()> {
    point(Operation::Remove)?;
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The unfinished files of a folder that stand for one of `names` and were left by a process that is no more. Whoever asks must know
/// that no other process is writing there, and leave out files of its own.
///
/// # Errors
/// If the folder cannot be read.
pub fn orphaned_parts(folder: &Path, names: &[&str]) -> io::Result<Vec<PathBuf>> {
    let prefixes: Vec<String> = names.iter().map(|name| part_prefix(name)).collect();
    let mut orphans = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(PART) && prefixes.iter().any(|prefix| text.starts_with(prefix.as_str())) {
            orphans.push(folder.join(&name));
        }
    }
    orphans.sort();
    Ok(orphans)
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

    #[test]
    fn an_unfinished_file_can_be_kept_and_is_then_an_orphan() {
        let folder = tempfile::tempdir().expect("folder");
        let mut file = AtomicFile::create(folder.path().join("result.json")).expect("created");
        file.append(b"half").expect("written");
        file.keep_unfinished();
        let part = file.unfinished_path().to_owned();
        drop(file);
        assert_eq!(fs::read(&part).expect("kept"), b"half");
        fs::write(folder.path().join(".other.json.x.part"), "").expect("written");
        assert_eq!(orphaned_parts(folder.path(), &["result.json", "absent"]).expect("read"), [part]);
    }

    #[test]
    fn a_published_file_has_its_name_and_grows() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("journal");
        fs::write(&path, "old").expect("written");
        let mut file = AtomicFile::create(&path).expect("created");
        file.append(b"head ").expect("written");
        file.publish().expect("published");
        assert_eq!(fs::read(&path).expect("read"), b"head ");
        file.append(b"line").expect("written");
        drop(file);
        assert_eq!(fs::read(&path).expect("read"), b"head line");
        assert_eq!(names(folder.path()), ["journal"]);
        remove_if_there(&path).expect("removed");
        remove_if_there(&path).expect("it is gone already");
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
