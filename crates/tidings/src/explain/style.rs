//! How `explain` looks: a few terminal colors (dropped when nobody sees them) and short excerpts.
//!
//! While lines are put together a style is a character that Unicode keeps for a program's own use, so that control characters of
//! documents can be told from ours: [`paint`] shows those and makes terminal colors of these.

use crate::terminal::ShownLines;

pub(super) const BOLD: &str = "\u{FDD0}";
pub(super) const DIM: &str = "\u{FDD1}";
pub(super) const CUT: &str = "\u{FDD2}";
pub(super) const KEEP: &str = "\u{FDD3}";
pub(super) const RESET: &str = "\u{FDD4}";

/// The lines with terminal colors, and without any control character of a document.
pub(super) fn paint(lines: &str) -> String {
    let colors = [(BOLD, "1"), (DIM, "2"), (CUT, "31"), (KEEP, "32"), (RESET, "0")];
    let shown = ShownLines(lines).to_string();
    colors.iter().fold(shown, |text, (style, code)| text.replace(style, &format!("\x1b[{code}m")))
}

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
    fn only_our_own_colors_reach_the_terminal() {
        assert_eq!(paint(&format!("{CUT}a{RESET}\x1b[2J\nb")), "\x1b[31ma\x1b[0m\\u{1b}[2J\nb");
    }

    #[test]
    fn a_long_text_keeps_both_ends() {
        assert_eq!(excerpt("a\n b", 10), "\"a b\"");
        assert_eq!(excerpt("one two three four five", 12), "\"one two … five\"");
    }
}
