//! For tests: the words that the project knows, and those of them that a hash cannot tell apart.
//!
//! Words are read from the sources of the workspace, so this works in a checkout and nowhere else.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::path::{Path, PathBuf};

/// Every run of letters, digits, hyphens and apostrophes in the lists, sources, samples and documents of the workspace, as written and in lower
/// case: the words of all lists and more.
///
/// # Panics
/// If the workspace cannot be read.
pub fn words_of_the_project() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<PathBuf> =
        ["crates", "docs", "pipelines", "seeds", "tests", "xtask"].map(|folder| root.join(folder)).into();
    let mut words = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                add_words(&text, &mut words);
            }
        }
    }
    words
}

fn add_words(text: &str, words: &mut BTreeSet<String>) {
    // The letters of escapes are no part of the word after them.
    let text = text.replace("\\n", " ").replace("\\t", " ").replace("\\r", " ");
    let runs = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')));
    for word in runs.flat_map(|run| run.split('-').chain([run])).filter(|word| !word.is_empty()) {
        words.insert(word.to_owned());
        words.insert(word.to_lowercase());
    }
}

/// The pairs of words that share a hash.
pub fn collisions<'w, H: Eq + Hash>(
    words: impl IntoIterator<Item = &'w str>,
    hash: impl Fn(&str) -> H,
) -> Vec<(&'w str, &'w str)> {
    let mut known: HashMap<H, &str> = HashMap::new();
    let of_word = |word: &'w str| Some((*known.entry(hash(word)).or_insert(word), word));
    words.into_iter().filter_map(of_word).filter(|(one, other)| one != other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{feature, fingerprint};

    #[test]
    fn no_two_words_share_a_key() {
        let words = words_of_the_project();
        assert!(words.len() > 30_000 && words.contains("kyiv"), "{} words", words.len());
        let all = || words.iter().map(String::as_str);
        // The key of lists and models, and of caches and terms.
        assert_eq!(collisions(all(), |word| feature::bytes(word.as_bytes())), []);
        assert_eq!(collisions(all(), |word| fingerprint::fingerprint(word.as_bytes())), []);
        // A hash that is too short is found out.
        assert_ne!(collisions(all(), |word| feature::bytes(word.as_bytes()) as u32 & 0xff_ffff), []);
    }
}
