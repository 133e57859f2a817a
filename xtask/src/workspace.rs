//! Where things lie in the workspace: its root, its files, its crates.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// The root folder of the workspace.
pub fn root() -> PathBuf {
    // Cargo sets the variable when it runs a program or a test; the constant serves a binary that was
    // started by hand.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// The files under `root` with one of the given endings, sorted, as paths relative to `root`.
/// Hidden folders, build output and run output are left out.
pub fn files(root: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let hidden = name.starts_with('.') && name != ".ci";
        entry.depth() == 0 || !(hidden || entry.depth() == 1 && matches!(&*name, "target" | "out"))
    };
    WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_path_buf()))
        .filter(|path| path.extension().and_then(OsStr::to_str).is_some_and(|end| endings.contains(&end)))
        .collect()
}

/// Reads a file of the workspace.
pub fn read(root: &Path, path: &Path) -> Result<String> {
    std::fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file of the workspace and the folders above it.
pub fn write(root: &Path, path: &Path, text: &str) -> Result<()> {
    let full = root.join(path);
    if let Some(folder) = full.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    std::fs::write(full, text).with_context(|| format!("cannot write {}", path.display()))
}

/// A path with forward slashes, as it is shown and compared on every system.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A member of the workspace.
pub struct Package {
    /// Its folder, relative to the root.
    pub folder: PathBuf,
    /// Its name.
    pub name: String,
    /// Its manifest.
    pub manifest: toml::Table,
}

/// The members of the workspace: every folder with a manifest that names a package, sorted by folder. A package that is a
/// workspace by itself is none.
pub fn packages(root: &Path) -> Result<Vec<Package>> {
    let mut packages = Vec::new();
    for path in files(root, &["toml"]) {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        if path.file_name() != Some(OsStr::new("Cargo.toml")) {
            continue;
        }
        let manifest: toml::Table =
            read(root, &path)?.parse().with_context(|| format!("{} is not TOML", path.display()))?;
        if manifest.contains_key("workspace") {
            continue;
        }
        if let Some(name) = manifest.get("package").and_then(|package| package.get("name")?.as_str()) {
            packages.push(Package { folder, name: name.to_owned(), manifest });
        }
    }
    Ok(packages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_folders_and_build_output_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["b.rs", "a/c.rs", "a/target/d.rs", "target/e.rs", ".git/f.rs", ".ci/g.rs", "h.txt"] {
            write(folder.path(), Path::new(path), "").unwrap();
        }
        let found: Vec<String> = files(folder.path(), &["rs"]).iter().map(|path| shown(path)).collect();
        assert_eq!(found, [".ci/g.rs", "a/c.rs", "a/target/d.rs", "b.rs"]);
    }
}
