//! The names of documents that have no id of their own: short where that is enough, the same in every
//! run.

use std::collections::HashMap;
use std::path::{Component, Path};

use super::find::stem;

/// A name for each file: its stem; where two files share one, the path below the folder common to all
/// files, without ending; where even that is shared, with ending.
pub(super) fn names(files: &[&Path]) -> Vec<String> {
    let stems: Vec<String> = files.iter().map(|path| stem(path)).collect();
    if !has_doubles(&stems) {
        return stems;
    }
    let common = common_folder(files);
    let below = |path: &Path, last: &str| {
        let folders = path.parent().map(|folder| folder.components().skip(common).collect());
        let mut parts: Vec<String> =
            folders.into_iter().flat_map(|parts: Vec<_>| parts).filter_map(word).collect();
        parts.push(last.to_owned());
        parts.join("/")
    };
    let paths: Vec<String> = files.iter().zip(&stems).map(|(path, stem)| below(path, stem)).collect();
    let (stem_count, path_count) = (count(&stems), count(&paths));
    let mut names: Vec<String> = files
        .iter()
        .zip(stems.iter().zip(&paths))
        .map(|(file, (stem, path))| match (stem_count[stem.as_str()], path_count[path.as_str()]) {
            (1, _) => stem.clone(),
            (_, 1) => path.clone(),
            _ => below(file, &file.file_name().unwrap_or_default().to_string_lossy()),
        })
        .collect();
    // Names that are not text look alike when they are shown as text: their bytes tell them apart.
    let shown = count(&names);
    let alike: Vec<bool> = files
        .iter()
        .zip(&names)
        .map(|(file, name)| file.to_str().is_none() && shown[name.as_str()] > 1)
        .collect();
    for ((name, file), alike) in names.iter_mut().zip(files).zip(alike) {
        if alike {
            let exact = file.as_os_str().as_encoded_bytes().utf8_chunks().map(|chunk| {
                let escaped: String = chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")).collect();
                format!("{}{escaped}", chunk.valid())
            });
            *name = exact.collect();
        }
    }
    names
}

fn word(component: Component<'_>) -> Option<String> {
    match component {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        Component::ParentDir => Some("..".to_owned()),
        _ => None,
    }
}

fn count(names: &[String]) -> HashMap<&str, usize> {
    let mut count = HashMap::new();
    names.iter().for_each(|name| *count.entry(name.as_str()).or_default() += 1);
    count
}

fn has_doubles(names: &[String]) -> bool {
    count(names).len() < names.len()
}

/// How many leading components the folders of all files share.
fn common_folder(files: &[&Path]) -> usize {
    let mut folders = files.iter().filter_map(|path| path.parent());
    let Some(first) = folders.next() else { return 0 };
    let first: Vec<_> = first.components().collect();
    folders.fold(first.len(), |common, folder| {
        first.iter().take(common).zip(folder.components()).take_while(|(a, b)| *a == b).count()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[&str], expected: &[&str]) {
        let files: Vec<&Path> = files.iter().map(Path::new).collect();
        assert_eq!(names(&files), expected);
    }

    #[test]
    fn a_stem_is_enough_if_it_is_the_only_one() {
        check(&["in/a.txt", "in/x/b.html"], &["a", "b"]);
    }

    #[test]
    fn a_shared_stem_gets_its_folders() {
        check(&["in/a.txt", "in/x/a.txt", "in/x/b.txt"], &["a", "x/a", "b"]);
        check(&["/in/y/a.txt", "/in/x/a.txt"], &["y/a", "x/a"]);
        check(&["../a.txt", "a.txt"], &["../a", "a"]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_text_are_told_apart_by_their_bytes() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let files = [&b"in/caf\xE9.txt"[..], b"in/caf\xE8.txt", b"in/na\xEFve.txt"];
        let files: Vec<&Path> = files.iter().map(|name| Path::new(OsStr::from_bytes(name))).collect();
        assert_eq!(names(&files), ["in/caf\\xE9.txt", "in/caf\\xE8.txt", "na\u{FFFD}ve"]);
    }

    #[test]
    fn a_shared_path_gets_its_ending() {
        check(&["in/a.txt", "in/a.html", "in/x/a.md"], &["a.txt", "a.html", "x/a"]);
    }
}
