//! Rows: the lines of a text as they stand on the page, with what the judgment of a line break needs to know of them.

use tidings_core::Span;

use crate::boilerplate::bullet_len;

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Without the white space around it.
    pub(super) span: Span,
    /// Columns of white space before it.
    pub(super) indent: u32,
    /// Columns, the indent included.
    pub(super) columns: u32,
    /// Columns of its first word.
    pub(super) first_word: u32,
    /// Blank lines above it.
    pub(super) blank: u32,
    /// A line that is joined with no other: a quoted reply, a row of a table, a rule.
    pub(super) fixed: bool,
    /// Whether it looks like the beginning of an item of a list.
    pub(super) item: bool,
    /// Whether it looks like the beginning of a turn of a speaker.
    pub(super) turn: bool,
    pub(super) start: Start,
    pub(super) end: End,
    /// Whether a sentence ends in it or at its end.
    pub(super) stops: bool,
    /// Whether it may be the head or foot of a page.
    pub(super) furniture: bool,
}

/// How a row begins, after quotation marks and brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Lower,
    Upper,
    /// With a letter of a script that has no case.
    Caseless,
    Other,
}

/// How a row ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Like a sentence, or with a colon.
    Closed,
    /// With a hyphen after a letter or digit.
    Hyphen,
    /// With a comma or a word that wants another.
    Hangs,
    Open,
}

/// Columns at which tabs stop.
const TAB: u32 = 8;

/// Whether some rows begin in the middle of a sentence, as in all wrapped text. Most texts have none, and are not looked at any closer.
pub(super) fn may_be_wrapped(text: &str, least: usize) -> bool {
    let blank = |c: char| c.is_whitespace() && c != '\n';
    let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
    let goes_on = |at: &usize| {
        matches!(start(text[at + 1..].trim_start_matches(blank)), Start::Lower | Start::Caseless)
    };
    breaks.filter(goes_on).take(least).count() == least
}

/// The rows of a text.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let mut out = Vec::new();
    let (mut start, mut blank) = (0, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = Span::from_range(start..end);
        let span = line.trim(text);
        start = end + 1;
        if span.is_empty() {
            blank += 1;
            continue;
        }
        let lead = Span::new(line.start, span.start).slice(text).unwrap_or("");
        out.push(row(span.slice(text).unwrap_or(""), span, lead, blank));
        blank = 0;
    }
    out
}

fn row(line: &str, span: Span, lead: &str, blank: u32) -> Row {
    let indent = lead.chars().fold(0, |at, c| if c == '\t' { (at / TAB + 1) * TAB } else { at + 1 });
    let first = line.split([' ', '\t']).next().unwrap_or(line);
    let first_word = first.chars().scan(0, |sum, c| {
        *sum += width(c);
        Some((*sum, c))
    });
    // Where words are not set apart by spaces, a line breaks nearly anywhere.
    let first_word = first_word.take_while(|(sum, c)| *sum <= WIDE_WORD || width(*c) == 1).last();
    let bullet = bullet_len(line) > 0;
    Row {
        span,
        indent,
        columns: indent + line.chars().map(width).sum::<u32>(),
        first_word: first_word.map_or(1, |(sum, _)| sum),
        blank,
        fixed: is_fixed(line),
        item: bullet || is_numbered(line),
        turn: is_turn(line),
        start: start(line),
        end: end(line),
        stops: end(line) == End::Closed || STOPS.iter().any(|stop| inner_stop(line, *stop)),
        furniture: false,
    }
}

/// Whether a mark stands in a line with a space behind it, or any wide mark at all.
fn inner_stop(line: &str, stop: char) -> bool {
    line.match_indices(stop).any(|(at, mark)| mark.len() > 1 || line[at + 1..].starts_with([' ', '"', '”']))
}

/// Columns of the part of a wide text that is never parted: a character with the mark after it.
const WIDE_WORD: u32 = 6;

/// The columns of a character.
fn width(c: char) -> u32 {
    match u32::from(c) {
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x2_0000..=0x3_FFFF => 2,
        _ => 1,
    }
}

/// Whether a character belongs to a script that sets no spaces between its words.
pub(super) fn is_wide(c: char) -> bool {
    width(c) == 2 && !(0xAC00..=0xD7A3).contains(&u32::from(c))
}

/// Whether a line is no running text: a quoted reply, a row of a table, a line of code, a rule.
fn is_fixed(line: &str) -> bool {
    let bars = line.bytes().filter(|byte| *byte == b'|').count();
    line.starts_with(['>', '|', '+', '{', '}'])
        || line.ends_with(['{', '}', ';'])
        || bars >= 2
        || line.contains('\t')
        || has_columns(line)
        || !line.contains(char::is_alphanumeric)
}

/// Whether a line has two wide gaps, as rows of tables have; justified text has narrow ones.
fn has_columns(line: &str) -> bool {
    line.split("   ").filter(|part| !part.trim().is_empty()).count() >= 2
}

fn is_numbered(line: &str) -> bool {
    let bare = line.trim_start_matches(['(', '[', '#']);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = bare.len() - rest.len();
    (1..=2).contains(&digits) && rest.starts_with(['.', ')', ']']) && rest[1..].starts_with(' ')
}

/// Longest name of a speaker, in bytes.
const LONGEST_NAME: usize = 60;

/// Whether a line begins with the name of who speaks: `Q:`, `Ada Lund:`, `ADA LUND, ANCHOR (voice-over):`.
fn is_turn(line: &str) -> bool {
    let Some(colon) = memchr::memchr(b':', &line.as_bytes()[..line.len().min(LONGEST_NAME)]) else {
        return false;
    };
    let (name, said) = line.split_at(colon);
    if !said.starts_with(": ") && said.len() > 1 {
        return false;
    }
    let bare = name.split('(').next().unwrap_or(name);
    let capitals = bare.chars().filter(|c| c.is_uppercase()).count();
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let named = bare.split_whitespace().count() <= 3
        && bare.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    letters > 0 && (capitals == letters || named)
}

/// Marks that open a quotation or a parenthesis.
const OPENERS: [char; 12] = ['"', '“', '”', '‘', '’', '\'', '(', '[', '«', '»', '„', '‚'];
/// Marks that close one.
const CLOSERS: [char; 11] = ['"', '”', '’', '\'', ')', ']', '»', '“', '*', '_', '」'];
/// Marks at the end of a sentence, and those after which a list or speech begins.
const STOPS: [char; 12] = ['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।', '：', '۔'];

fn start(line: &str) -> Start {
    match line.trim_start_matches(OPENERS).chars().next() {
        Some(c) if c.is_lowercase() => Start::Lower,
        Some(c) if c.is_uppercase() => Start::Upper,
        Some(c) if c.is_alphabetic() => Start::Caseless,
        _ => Start::Other,
    }
}

fn end(line: &str) -> End {
    if let Some(word) = line.strip_suffix(['-', '\u{2010}']) {
        return if word.ends_with(char::is_alphanumeric) { End::Hyphen } else { End::Hangs };
    }
    if line.trim_end_matches(CLOSERS).ends_with(STOPS) {
        return End::Closed;
    }
    if line.ends_with([',', ';', '，', '、', '،', '—', '–', '(']) {
        return End::Hangs;
    }
    let last = line.rsplit(' ').next().unwrap_or(line);
    if HANGING.contains(&last) { End::Hangs } else { End::Open }
}

/// Words with which no line ends but one that was broken.
#[rustfmt::skip]
const HANGING: &[&str] = &[
    "the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but", "as", "is", "was", "are",
    "were", "be", "has", "have", "had", "its", "their", "his", "her", "that", "which", "who", "than", "into", "will", "would",
    "said", "not", "if", "when", "while", "because", "about", "after", "before", "between", "under", "over", "through",
    "der", "die", "das", "und", "von", "zu", "im", "den", "dem", "des", "ein", "eine", "le", "la", "les", "de", "du", "et", "un", "une",
    "el", "los", "las", "del", "y", "en", "il", "di", "che", "het", "een", "van", "i", "w", "z", "na", "do",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Row {
        rows(line)[0]
    }

    #[test]
    fn rows_know_their_columns() {
        let found = rows("  The port\n\n\tof Varna\n港口關閉。\n");
        let columns: Vec<_> = found.iter().map(|row| (row.indent, row.columns, row.blank)).collect();
        assert_eq!(columns, [(2, 10, 0), (8, 16, 1), (0, 10, 0)]);
        assert_eq!(found[0].first_word, 3);
    }

    #[test]
    fn rows_know_how_they_begin_and_end() {
        assert_eq!((one("“we could not wait").start, one("Marsh said").start), (Start::Lower, Start::Upper));
        assert_eq!((one("1.4 meters").start, one("港口").start), (Start::Other, Start::Caseless));
        assert_eq!((one("he said.”").end, one("he said, Au-").end), (End::Closed, End::Hyphen));
        assert_eq!((one("paid by the").end, one("in August, town").end), (End::Hangs, End::Open));
    }

    #[test]
    fn lists_turns_and_tables() {
        for line in ["- a crane", "2. a crane", "(3) a crane", "#4] a crane"] {
            assert!(one(line).item, "{line}");
        }
        for line in ["Q: why?", "ADA LUND, ANCHOR (voice-over): Good evening.", "Ada Lund: no", "REYES:"] {
            assert!(one(line).turn, "{line}");
        }
        for line in ["> he wrote", "Varna   12   14", "| a | b |", "-----", "let pier = open();"] {
            assert!(one(line).fixed, "{line}");
        }
        for line in
            ["He said: no", "1.4 meters", "at 12:30 the board", "The board met on Monday: it was late"]
        {
            assert!(!one(line).item && !one(line).turn && !one(line).fixed, "{line}");
        }
    }
}
