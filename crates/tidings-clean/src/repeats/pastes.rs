//! What tells a passage that was pasted twice from what an article says twice: refrains, schedules, recipes, rows of tables.
//!
//! A paste is long, and it is text. A line of a list or table is none by itself, however often it stands there. A passage that
//! stands under another heading than before is said of another thing, unless it is far too long for that.

use crate::boilerplate::{bullet_len, is_numbered};

/// What a line is in a passage that stands in the text before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Running text.
    Text,
    /// An item of a list, a row of a table, an entry of a form: `Lunch: …`.
    Item,
    /// A short line that does not end like a sentence.
    Heading,
}

/// Most words of a heading.
const HEADING: u32 = 12;
/// Most words and bytes before the colon of an entry.
const LABEL: (usize, usize) = (4, 40);

/// What a line is.
pub(super) fn form(line: &str, words: u32) -> Form {
    if bullet_len(line) > 0 || is_numbered(line) || is_row(line) || is_entry(line) {
        return Form::Item;
    }
    let end = line.trim_end_matches(['"', '”', '’', ')', '*', '_', ' ']);
    let closed = end.ends_with(['.', '!', '?', '…', ',', ';', '。', '！', '？', '؟', '।']);
    if words <= HEADING && !closed { Form::Heading } else { Form::Text }
}

fn is_row(line: &str) -> bool {
    line.contains('\t') || line.bytes().filter(|byte| *byte == b'|').take(2).count() == 2
}

/// Whether a line begins with a label: the name of a field, a meal, a speaker.
fn is_entry(line: &str) -> bool {
    let start = &line.as_bytes()[..line.len().min(LABEL.1)];
    let Some(colon) = memchr::memchr(b':', start) else { return false };
    let label = &line[..colon];
    line[colon + 1..].starts_with(' ') && label.split_whitespace().count() <= LABEL.0
}

/// A passage that stands in the text before.
pub(super) struct Passage {
    /// Words of its lines of running text, and how many such lines it has.
    pub(super) words: u32,
    pub(super) lines: usize,
    /// Whether a heading stands before it, and another before what it repeats.
    pub(super) headed: bool,
}

/// A passage of so many lines and words is a paste under any heading.
const LONG: (usize, u32) = (3, 100);

impl Passage {
    /// Whether it was pasted.
    pub(super) fn is_paste(&self, min_words: u32) -> bool {
        let long = self.lines >= LONG.0 && self.words >= LONG.1.max(min_words);
        long || self.words >= min_words && !self.headed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_lines() {
        let check = |line: &str, expected| {
            assert_eq!(form(line, line.split(' ').count() as u32), expected, "{line}");
        };
        check("Lunch: soup of the day, with bread", Form::Item);
        check("- soup of the day", Form::Item);
        check("2. Preheat the oven.", Form::Item);
        check("Varna | 12 | 14", Form::Item);
        check("Tuesday", Form::Heading);
        check("The pier is closed.", Form::Text);
        check("The board of the harbor said late on Monday: the pier is closed.", Form::Text);
    }
}
