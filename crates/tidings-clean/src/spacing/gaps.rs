//! Finds the places where a space is missing.

use super::SpacingConfig;
use super::words::{begins_sentences, is_abbreviation, is_name_ending};

/// A place where a space is missing: the byte before which it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) at: usize,
    pub(super) reason: &'static str,
}

/// How far a word, an address or a name is looked at.
const REACH: usize = 80;

/// Bytes after which something may be missing.
const INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    // E2 begins the typographic quotation marks and dashes.
    let bytes = b".,!?;\"\n\xE2";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// All gaps in `text`, in order.
pub(super) fn gaps(text: &str, config: &SpacingConfig) -> Vec<Gap> {
    let bytes = text.as_bytes();
    let mut scan = Scan { text, bytes, found: Vec::new(), open: false, low_quotes: false };
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|&byte| INTERESTING[usize::from(byte)]) {
        at += next;
        match bytes[at] {
            b'\n' => (scan.open, scan.low_quotes) = (false, false),
            b'"' => scan.straight_quote(at, config),
            0xE2 => scan.typographic(at, config),
            _ if bytes.get(at + 1).is_none_or(|&byte| byte <= b'"' || byte.is_ascii_digit()) => {}
            b',' | b';' if config.commas => scan.comma(at),
            b'.' | b'!' | b'?' if config.sentences => scan.full_stop(at),
            _ => {}
        }
        at += 1;
    }
    scan.found
}

/// Whether a letter is of a script that writes words without spaces between them: Chinese, Japanese, Thai, Lao, Khmer, Burmese. Korean
/// has spaces, but its quotation marks touch what follows.
fn writes_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    found: Vec<Gap>,
    /// Whether a straight quotation mark is open in this line.
    open: bool,
    /// Whether low quotation marks open quotations in this line, so that “ closes them.
    low_quotes: bool,
}

impl Scan<'_> {
    fn gap(&mut self, at: usize, reason: &'static str) {
        let spaceless = |c: Option<char>| c.is_some_and(writes_without_spaces);
        let around = [
            self.text[..at].chars().rev().find(|c| c.is_alphabetic()),
            self.text[at..].chars().find(|c| c.is_alphabetic()),
        ];
        if self.found.last().is_none_or(|last| last.at < at)
            && self.is_prose(at)
            && !around.into_iter().any(spaceless)
        {
            self.found.push(Gap { at, reason });
        }
    }

    /// ".", "!" and "?" before a word.
    fn full_stop(&mut self, at: usize) {
        let (left, right) = (self.word_before(at), self.word_after(at + 1));
        let capitalized = right.starts_with(char::is_uppercase);
        let ended = match self.text[..at].chars().next_back() {
            Some(c) => c.is_alphanumeric() || matches!(c, ')' | ']' | '"' | '”' | '’' | '\'' | '%'),
            None => false,
        };
        let end = at + 1 + right.len();
        if capitalized && ended && self.ends_sentence(left, right, end) && self.goes_on_as_prose(end) {
            self.gap(at + 1, "missing space after a full stop");
        }
    }

    /// "," and ";" between two words.
    fn comma(&mut self, at: usize) {
        let (left, right) = (self.word_before(at), self.word_after(at + 1));
        let number = left.is_empty() && at > 0 && self.bytes[at - 1].is_ascii_digit();
        let long = |word: &str| word.len() > 1;
        let closed = at > 0 && matches!(self.bytes[at - 1], b')' | b']');
        // "TL;DR".
        let capitals = |word: &str| word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if self.bytes[at] == b';' && capitals(left) && capitals(right) {
            return;
        }
        if (long(left) || closed || number && right.starts_with(char::is_lowercase))
            && (long(right) || right == "a")
            && self.goes_on_as_prose(at + 1 + right.len())
        {
            self.gap(at + 1, "missing space after a comma");
        }
    }

    /// `"`: after punctuation it closes or opens, by whether one is open.
    fn straight_quote(&mut self, at: usize, config: &SpacingConfig) {
        let closes = self.open;
        self.open = !closes;
        if !config.quotes || at == 0 || !matches!(self.bytes[at - 1], b'.' | b',' | b'!' | b'?') {
            return;
        }
        if closes {
            if !self.word_after(at + 1).is_empty() {
                self.gap(at + 1, "missing space after a quotation mark");
            }
        } else if !self.word_after(at + 1).is_empty() && at > 1 && self.bytes[at - 2].is_ascii_alphanumeric()
        {
            self.gap(at, "missing space before a quotation mark");
        }
    }

    /// Curly quotation marks and dashes.
    fn typographic(&mut self, at: usize, config: &SpacingConfig) {
        let Some(c) = self.text[at..].chars().next() else { return };
        let after = at + c.len_utf8();
        match c {
            '„' | '‚' => self.low_quotes = true,
            '”' if config.quotes && !self.low_quotes => {
                let right = self.word_after(after);
                // "the “A”s": an ending, not a word.
                let before = self.text[..at].chars().next_back();
                let inch = before.is_none_or(|c| c.is_ascii_digit());
                let opens = before.is_none_or(char::is_whitespace);
                if right.len() > 1 && !inch && !opens && !matches!(right, "ed" | "ing" | "er" | "es") {
                    self.gap(after, "missing space after a quotation mark");
                }
            }
            '’' if config.quotes && !self.low_quotes => {
                let stopped = at > 0 && matches!(self.bytes[at - 1], b'.' | b',' | b'!' | b'?');
                if stopped && self.word_after(after).len() > 1 {
                    self.gap(after, "missing space after a quotation mark");
                }
            }
            '“' if config.quotes && !self.low_quotes => {
                let before = self.text[..at].chars().next_back();
                let glued =
                    before.is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '!' | '?' | ':'));
                if glued && !self.word_after(after).is_empty() {
                    self.gap(at, "missing space before a quotation mark");
                }
            }
            '–' | '—' if config.dashes => {
                let spaced = at > 1 && self.bytes[at - 1] == b' ' && self.bytes[at - 2] > b' ';
                if spaced && !self.word_after(after).is_empty() {
                    self.gap(after, "missing space after a dash");
                }
            }
            _ => {}
        }
    }

    /// The letters before byte `at`.
    fn word_before(&self, at: usize) -> &str {
        let start = self.text[..at]
            .char_indices()
            .rev()
            .take(REACH)
            .take_while(|(_, c)| c.is_alphabetic())
            .last()
            .map_or(at, |(start, _)| start);
        &self.text[start..at]
    }

    /// The letters from byte `at` on.
    fn word_after(&self, at: usize) -> &str {
        let rest = &self.text[at..];
        let end = rest.char_indices().take(REACH).find(|(_, c)| !c.is_alphabetic()).map(|(end, _)| end);
        let end = end.unwrap_or_else(|| rest.char_indices().nth(REACH).map_or(rest.len(), |(end, _)| end));
        &rest[..end]
    }

    /// Whether what follows a word is what follows words of prose: not more of a name with periods,
    /// a call or a path.
    fn goes_on_as_prose(&self, end: usize) -> bool {
        let next = self.bytes.get(end).copied().unwrap_or(b' ');
        match next {
            b'(' | b'_' | b'/' | b'\\' | b'@' | b'=' | b'<' | b'[' | b'{' | b'0'..=b'9' => false,
            b'.' | b':' => self
                .bytes
                .get(end + 1)
                .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b':' && *byte != b'/'),
            b' ' => !self.bytes.get(end + 1).is_some_and(|byte| matches!(byte, b'=' | b'<' | b'{' | b'|')),
            _ => true,
        }
    }

    /// Whether nothing between the spaces around byte `at` says address, path or code.
    fn is_prose(&self, at: usize) -> bool {
        let space = |byte: &u8| byte.is_ascii_whitespace();
        let before = self.bytes[..at].iter().rev().take(REACH).take_while(|byte| !space(byte)).count();
        let after = self.bytes[at..].iter().take(REACH).take_while(|byte| !space(byte)).count();
        let chunk = &self.bytes[at - before..at + after];
        let code = |byte: &u8| {
            matches!(byte, b'@' | b'/' | b'\\' | b'_' | b'=' | b'#' | b'&' | b'<' | b'>' | b'{' | b'}' | b'|')
        };
        let host = chunk.len() > 4 && chunk[..4].eq_ignore_ascii_case(b"www.");
        !chunk.iter().any(code) && !host
    }

    /// Whether a full stop between two words, the second of which ends before byte `end`, ends a sentence.
    fn ends_sentence(&self, left: &str, right: &str, end: usize) -> bool {
        let is_camel = |word: &str| word.chars().skip(1).any(char::is_uppercase);
        let capitals = right.chars().nth(1).is_some_and(char::is_uppercase);
        let single = right.chars().nth(1).is_none();
        if is_name_ending(right) || is_camel(right) && !capitals || single && !matches!(right, "A" | "I") {
            return false;
        }
        let starter = begins_sentences(right);
        match left.chars().count() {
            // Initials, "U.S.The", "e.g.The".
            1 => starter,
            // After a number or a bracket.
            0 => !capitals,
            _ if starter => !is_camel(left) || left.bytes().all(|byte| byte.is_ascii_uppercase()),
            _ if is_abbreviation(left)
                || is_camel(left) && left.bytes().any(|byte| byte.is_ascii_lowercase()) =>
            {
                false
            }
            // "Cease.BOARD" may be many things.
            _ if capitals => right.len() < 8 && left.starts_with(char::is_lowercase),
            // "One.Tel, which" is a name, "in Kyiv.Officials said" is not.
            _ if left.starts_with(char::is_uppercase) => self.prose_follows(end),
            _ => !matches!(self.bytes.get(end), Some(b')' | b';')),
        }
    }

    /// Whether a space and a small letter follow.
    fn prose_follows(&self, end: usize) -> bool {
        self.bytes.get(end) == Some(&b' ') && self.bytes.get(end + 1).is_some_and(u8::is_ascii_lowercase)
    }
}
