//! The furniture of pages: heads, feet and numbers that a dump of a printed text has between its lines.

use rustc_hash::FxHashMap;

use super::rows::{End, Row};

/// How long the head of a page is, at most, in bytes.
const LONGEST_HEAD: usize = 60;

/// Finds the rows that may be the head or foot of a page: its number, or a short line that stands in the text several times, whatever
/// its numbers.
pub(super) fn find(text: &str, rows: &mut [Row]) {
    let slice = |row: &Row| row.span.slice(text).unwrap_or("");
    let bare = |row: &Row| slice(row).replace(|c: char| c.is_ascii_digit() || c.is_whitespace(), "");
    let short = |row: &Row| row.span.len() as usize <= LONGEST_HEAD && row.end != End::Closed;
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for row in rows.iter().filter(|row| short(row)) {
        *counts.entry(bare(row)).or_default() += 1;
    }
    for at in 0..rows.len() {
        let row = &rows[at];
        // Blank lines part it from the text, or the break between two pages.
        let apart = row.blank > 0 || rows.get(at + 1).is_none_or(|next| next.blank > 0);
        let repeated = apart && short(row) && counts.get(&bare(row)).is_some_and(|count| *count > 1);
        rows[at].furniture = repeated || is_page_number(slice(row));
    }
}

/// Whether a row is the number of a page and nothing else: `12`, `- 12 -`, `Page 12 of 14`.
fn is_page_number(line: &str) -> bool {
    let numbers = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = line.split([' ', '-', '–', '/', '|', '[', ']']).filter(|word| !word.is_empty());
    line.len() <= 20
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && words.all(|word| {
            numbers(word) && word.len() <= 4
                || ["page", "of", "p."].contains(&word.to_ascii_lowercase().as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages() {
        for line in ["12", "- 12 -", "Page 3 of 9", "[4]", "3/9"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["", "page", "12 boats", "12,500", "20260312", "pages 3"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
