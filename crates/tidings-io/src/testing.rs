//! What the tests of several modules share.

use std::fs;

use tempfile::TempDir;

/// A folder with the given files, each with its own name as content.
pub(crate) fn folder(files: &[&str]) -> TempDir {
    let files: Vec<(&str, &[u8])> = files.iter().map(|name| (*name, name.as_bytes())).collect();
    folder_with(&files)
}

/// A folder with the given files and contents.
pub(crate) fn folder_with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        fs::write(path, content).expect("written");
    }
    folder
}
