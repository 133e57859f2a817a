//! Tokens that begin with neither letter nor digit: marks, signs, clitics after marks, handles.

use memchr::memchr;
use tidings_core::TokenKind::{Clitic, Handle, Hashtag, Number, Punctuation, Symbol, Word};

use super::scan::Scanner;
use crate::bytes::{DIGIT, HIGH, LETTER, SPACE, WORD, extends, is, is_punctuation, same};

impl Scanner<'_> {
    /// The token that begins with the ASCII mark `byte`.
    pub(super) fn mark(&mut self, byte: u8) {
        let at = self.at;
        match byte {
            b',' | b'"' | b'(' | b')' | b'{' | b'}' | b']' => self.push_mark(at + 1, Punctuation),
            b'.' => self.dots(),
            b'\'' => self.apostrophe_mark(1),
            b'-' if self.byte(at + 1) != b'-' => self.push_mark(at + 1, Punctuation),
            b'!' | b'?' => self.run_of(|byte| matches!(byte, b'!' | b'?')),
            b'[' => self.bracket(),
            b':' | b';' | b'=' => match self.emoticon_end() {
                Some(end) => self.push(at, end, Symbol),
                None if byte == b'=' => self.run_of(|other| other == b'='),
                None => self.push_mark(at + 1, Punctuation),
            },
            b'@' | b'#' => self.tag(byte),
            b'+' if is(self.byte(at + 1), DIGIT) && !self.is_glued_to_word() => {
                let end = self.digits_end(at + 1);
                self.push(at, end, Number);
            }
            b'-' | b'*' | b'_' | b'~' | b'+' | b'<' | b'>' | b'`' => self.run_of(|other| other == byte),
            _ => {
                let kind = if is_punctuation(byte as char) { Punctuation } else { Symbol };
                self.push_mark(at + 1, kind);
            }
        }
    }

    /// The token that begins with `c`, a mark or symbol beyond ASCII.
    pub(super) fn high_mark(&mut self, c: char) {
        let at = self.at;
        match c {
            '\u{2019}' => self.apostrophe_mark(3),
            '\u{2018}' => {
                self.single_quote = Some(at);
                self.push_mark(at + 3, Punctuation);
            }
            '…' => self.dots(),
            '–' | '—' | '―' => {
                let mut end = at;
                while self.char_at(end) == Some(c) {
                    end += c.len_utf8();
                }
                self.push_mark(end, Punctuation);
            }
            c if is_punctuation(c) => self.push_mark(at + c.len_utf8(), Punctuation),
            _ => self.symbol(c),
        }
    }

    /// A symbol; an emoji made of several joined ones is one token.
    fn symbol(&mut self, first: char) {
        let start = self.at;
        let mut end = start + first.len_utf8();
        let regional = |c: char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
        if regional(first) && self.char_at(end).is_some_and(regional) {
            end += first.len_utf8();
        }
        let mut joiner = first == '\u{200D}';
        while is(self.byte(end), HIGH) {
            match self.char_at(end) {
                Some(c) if extends(c) => {
                    joiner = c == '\u{200D}';
                    end += c.len_utf8();
                }
                Some(c) if joiner && !c.is_alphanumeric() && !c.is_whitespace() => {
                    joiner = false;
                    end += c.len_utf8();
                }
                _ => break,
            }
        }
        self.push(start, end, Symbol);
    }

    /// Adds a mark that ends at `end`, with the invisible characters after it.
    fn push_mark(&mut self, end: usize, kind: tidings_core::TokenKind) {
        let end = if is(self.byte(end), HIGH) { self.extenders_end(end) } else { end };
        self.push(self.at, end, kind);
    }

    /// A run of marks as one token: `--`, `?!`, `***`.
    fn run_of(&mut self, belongs: impl Fn(u8) -> bool) {
        let start = self.at;
        let mut end = start + 1;
        while end < self.end && belongs(self.byte(end)) {
            end += 1;
        }
        let kind = if is_punctuation(self.byte(start) as char) { Punctuation } else { Symbol };
        self.push_mark(end, kind);
    }

    /// A full stop, an ellipsis of any length, or the number `.25`.
    fn dots(&mut self) {
        let start = self.at;
        let mut end = start;
        loop {
            match self.byte(end) {
                b'.' => end += 1,
                0xE2 if self.char_at(end) == Some('…') => end += 3,
                _ => break,
            }
        }
        if end == start + 1 && is(self.byte(end), DIGIT) && self.glued(start).is_none() {
            let end = self.digits_end(end);
            if !self.word_at(end) {
                return self.push(start, end, Number);
            }
        }
        self.push_mark(end, Punctuation);
    }

    /// `[`, or the omission `[...]`.
    fn bracket(&mut self) {
        let at = self.at;
        let whole = self.slice(at, self.end.min(at + 5));
        let omission = whole == b"[...]" || whole == "[…]".as_bytes();
        let end = if omission { at + 5 } else { at + 1 };
        self.push_mark(end, Punctuation);
    }

    /// One past the emoticon at the scanner's place: `:)`, `;-)`, `=D`.
    fn emoticon_end(&self) -> Option<usize> {
        let mut end = self.at + 1;
        if self.glued(self.at).is_some() {
            return None;
        }
        end += usize::from(self.byte(end) == b'-');
        matches!(self.byte(end), b')' | b'(' | b'D' | b'P' | b'p')
            .then_some(end + 1)
            .filter(|end| !self.word_at(*end))
    }

    /// `@name`, `#topic`, or the sign alone.
    fn tag(&mut self, sign: u8) {
        let start = self.at;
        let mut end = start + 1;
        let begins = if sign == b'@' {
            is(self.byte(end), LETTER) || self.byte(end) == b'_'
        } else {
            self.letter_at(end)
        };
        if !begins || self.is_glued_to_word() {
            return self.run_of(|byte| byte == sign);
        }
        loop {
            if is(self.byte(end), WORD) {
                end += 1;
            } else if sign == b'#' && self.word_at(end) {
                end += self.char_at(end).map_or(1, char::len_utf8);
            } else {
                break;
            }
        }
        self.push(start, end, if sign == b'@' { Handle } else { Hashtag });
    }

    fn is_glued_to_word(&self) -> bool {
        self.glued(self.at).is_some_and(|last| is(self.byte(last.end as usize - 1), WORD | HIGH))
    }

    /// An apostrophe that is not inside a word: a clitic after a mark, a possessive, the start of a
    /// clipped word, or a quotation mark.
    fn apostrophe_mark(&mut self, length: usize) {
        let start = self.at;
        let after = start + length;
        if let Some(last) = self.glued(start) {
            if self.config.split_clitics
                && let Some(end) = self.clitic_end(after)
            {
                return self.push(start, end, Clitic);
            }
            let kind = if self.is_possessive(last.end as usize) { Clitic } else { Punctuation };
            if kind == Punctuation && self.apostrophe(after) == length && length == 1 {
                return self.push_mark(after + 1, Punctuation);
            }
            return self.push_mark(after, kind);
        }
        if let Some(end) = self.clipped_end(after) {
            let kind = if is(self.byte(after), DIGIT) { Number } else { Word };
            return self.push(start, end, kind);
        }
        if self.config.split_clitics
            && let Some(end) = self.clitic_end(after).filter(|_| self.last().is_some())
        {
            // `Iran 's`: words that were set apart before.
            return self.push(start, end, Clitic);
        }
        if length == 1 && self.byte(after) == b'\'' {
            return self.push_mark(after + 1, Punctuation);
        }
        self.single_quote = Some(start);
        self.push_mark(after, Punctuation);
    }

    /// Whether an apostrophe at `end`, right after a word, is the possessive of a plural and not a
    /// closing quotation mark; closes the quotation otherwise.
    fn is_possessive(&mut self, end: usize) -> bool {
        // A quotation that is not closed in its line was none.
        let open = self.single_quote.take();
        let quoted = open.is_some_and(|open| memchr(b'\n', self.slice(open, end)).is_none());
        !quoted && matches!(self.byte(end - 1) | 0x20, b's' | b'x' | b'z')
    }

    /// One past a clipped word or year whose apostrophe ends at `at`: `'em`, `'90s`, `'72`.
    fn clipped_end(&self, at: usize) -> Option<usize> {
        let digits = self.digits_end(at);
        if digits - at == 2 {
            let end = digits + usize::from(self.byte(digits) == b's');
            return (!self.word_at(end) && self.apostrophe(end) == 0).then_some(end);
        }
        let letters = self.letters_end(at);
        let word = self.slice(at, letters);
        let clipped = [&b"em"[..], b"til", b"cause", b"bout", b"round"].iter().any(|other| same(word, other));
        if clipped && !is(self.byte(at), crate::bytes::UPPER) && is(self.byte(letters), SPACE) {
            return Some(letters);
        }
        // `rock 'n' roll`
        let closing = self.apostrophe(letters);
        (word == b"n" && closing > 0).then_some(letters + closing)
    }
}
