//! What lines say about a text.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use rustc_hash::FxHashSet;

use super::grams::characters_of;

/// Counts over the lines of a text that hold more than white space.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) count: u64,
    /// Characters in them.
    pub(super) characters: u64,
    pub(super) bullets: u64,
    pub(super) ellipses: u64,
    pub(super) punctuated: u64,
    pub(super) short: u64,
    pub(super) duplicates: u64,
    pub(super) duplicate_characters: u64,
    /// Lines about JavaScript, cookies or terms of use.
    pub(super) notices: u64,
}

/// The most characters of a short line.
const SHORT: u64 = 30;

/// Notices of a page are short lines; longer ones are about such things.
const LONGEST_NOTICE: usize = 200;

pub(super) fn lines(text: &str) -> Lines {
    let mut out = Lines { notices: notices(text), ..Lines::default() };
    let mut seen = FxHashSet::default();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let characters = characters_of(line.as_bytes()) as u64;
        let ellipsis = line.ends_with('…') || line.ends_with("...");
        out.count += 1;
        out.characters += characters;
        out.bullets += u64::from(line.starts_with(['•', '‣', '▪', '●', '○', '◦', '∙', '-', '*', '–']));
        out.ellipses += u64::from(ellipsis);
        out.punctuated += u64::from(line.ends_with(['.', '!', '?', '"', '”', '\'', '’', '…', ':', ';']));
        out.short += u64::from(characters <= SHORT);
        if !seen.insert(line) {
            out.duplicates += 1;
            out.duplicate_characters += characters;
        }
    }
    out
}

/// Parts of notices that are written in few ways, so that whole texts are searched for bytes.
static PARTS: LazyLock<[Finder<'static>; 5]> =
    LazyLock::new(|| ["cript", " of use", " of Use", "olicy", "cookies"].map(Finder::new));

/// How many short lines speak of JavaScript, cookies or terms of use, as C4 looks for them.
fn notices(text: &str) -> u64 {
    const NOTICES: [&str; 6] =
        ["javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies"];
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for part in &*PARTS {
        for at in part.find_iter(bytes) {
            // No further than a notice is long: a text may be one line.
            let reach = at.saturating_sub(LONGEST_NOTICE + 1);
            let start = memchr::memrchr(b'\n', &bytes[reach..at]).map_or(reach, |feed| reach + feed + 1);
            let ahead = bytes.len().min(at + LONGEST_NOTICE + 1);
            let end = memchr::memchr(b'\n', &bytes[at..ahead]).map_or(ahead, |feed| at + feed);
            if end - start <= LONGEST_NOTICE && !found.contains(&start) {
                let lower = bytes[start..end].to_ascii_lowercase();
                if NOTICES.iter().any(|notice| memchr::memmem::find(&lower, notice.as_bytes()).is_some()) {
                    found.push(start);
                }
            }
            if found.len() > 100 {
                // So many say all there is to say.
                return found.len() as u64;
            }
        }
    }
    found.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count() {
        let text = "Port shut\n\n• one\nThe board said on Monday that the pier would close.\nPort shut\nMore to come…\n\
                    Please enable JavaScript";
        let expected = Lines {
            count: 6,
            characters: 9 + 5 + 51 + 9 + 13 + 24,
            bullets: 1,
            ellipses: 1,
            punctuated: 2,
            short: 5,
            duplicates: 1,
            duplicate_characters: 9,
            notices: 1,
        };
        assert_eq!(lines(text), expected);
    }
}
