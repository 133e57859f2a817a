//! How `explain` looks: a few terminal colors (dropped when nobody sees them) and short excerpts.

pub(super) const BOLD: &str = "\x1b[1m";
pub(super) const DIM: &str = "\x1b[2m";
pub(super) const CUT: &str = "\x1b[31m";
pub(super) const KEEP: &str = "\x1b[32m";
pub(super) const RESET: &str = "\x1b[0m";

/// The text on one line, at most `most` characters: its beginning and its end.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = line.chars().count();
    if count <= most {
        return format!("\"{line}\"");
    }
    let (head, tail) = (most * 2 / 3, most / 3);
    let start: String = line.chars().take(head).collect();
    let end: String = line.chars().skip(count - tail).collect();
    format!("\"{} … {}\"", start.trim_end(), end.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_keeps_both_ends() {
        assert_eq!(excerpt("a\n b", 10), "\"a b\"");
        assert_eq!(excerpt("one two three four five", 12), "\"one two … five\"");
    }
}
