//! Where targets find the inputs to begin with: files of the repository, in a fixed order.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root folder of the workspace.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_path_buf()
}

/// The files under a folder of the repository with one of these endings, sorted; none if there is no such folder.
///
/// # Errors
/// If a folder cannot be read.
pub(crate) fn files_under(root: &Path, folder: &str, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![root.join(folder)]);
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        let shown = folder.display().to_string();
        for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot list {shown}"))? {
            let path = entry.with_context(|| format!("cannot list {shown}"))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().and_then(|end| end.to_str()).is_some_and(|end| endings.contains(&end))
            {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The contents of files.
///
/// # Errors
/// If one cannot be read.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Vec<u8>>> {
    let read =
        |path: &PathBuf| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    paths.iter().map(read).collect()
}

/// Gives a file another content, making it if need be. Some file systems wait for the disk when a file is emptied first.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn overwrite(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut file = File::options().write(true).create(true).truncate(false).open(path)?;
    file.write_all(content)?;
    file.set_len(content.len() as u64)
}
