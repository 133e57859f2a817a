//! The main loop of the tokenizer, and the views of the text that its parts share.

use tidings_core::{Span, TokenKind, Tokens};

use super::TokenizerConfig;
use super::address::Addresses;
use crate::bytes::{self, CURLY, DIGIT, HIGH, LETTER, SPACE, WORD, is};

/// Average bytes of a token of English news with the white space after it, rounded down.
const BYTES_PER_TOKEN: usize = 5;

/// The tokens of `text`.
pub(super) fn scan(text: &str, config: TokenizerConfig) -> Tokens {
    let tokens = Tokens::with_capacity(text.len() / BYTES_PER_TOKEN);
    let mut scanner =
        Scanner { text, bytes: text.as_bytes(), at: 0, end: 0, config, single_quote: None, tokens };
    for address in Addresses::new(text) {
        scanner.end = address.start;
        scanner.run();
        scanner.push(address.start, address.end, address.kind);
    }
    scanner.end = text.len();
    scanner.run();
    scanner.tokens
}

/// A walk over the text between two addresses.
pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    bytes: &'t [u8],
    /// Where the next token begins, or white space before it.
    pub(super) at: usize,
    /// Where the next address begins, or the end of the text: nothing beyond is looked at.
    pub(super) end: usize,
    pub(super) config: TokenizerConfig,
    /// Where a single quotation mark opened that has not been closed.
    pub(super) single_quote: Option<usize>,
    tokens: Tokens,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while self.at < self.end {
            let byte = self.bytes[self.at];
            if is(byte, SPACE) {
                self.at += 1;
            } else if is(byte, LETTER) {
                self.word(self.at, self.at + 1);
            } else if is(byte, DIGIT) {
                self.number(self.at);
            } else if is(byte, HIGH) {
                self.high();
            } else {
                self.mark(byte);
            }
        }
    }

    /// A token that begins with a character beyond ASCII.
    fn high(&mut self) {
        let Some(c) = self.char_at(self.at) else {
            self.at = self.end;
            return;
        };
        let next = self.at + c.len_utf8();
        if c.is_whitespace() {
            self.at = next;
        } else if c.is_alphanumeric() {
            self.word(self.at, next);
        } else {
            self.high_mark(c);
        }
    }

    /// Adds the token `start..end` and goes on behind it.
    #[inline]
    pub(super) fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        self.tokens.push(Span::from_range(start..end), kind);
        self.at = end;
    }

    /// The byte at `at`, or a space beyond the end.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        if at < self.end { self.bytes[at] } else { b' ' }
    }

    /// The bytes `start..end`; empty if there are none.
    #[inline]
    pub(super) fn slice(&self, start: usize, end: usize) -> &[u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The character that begins at `at`, if there is one.
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.end)?.chars().next()
    }

    /// Whether a letter, of any script, begins at `at`.
    #[inline]
    pub(super) fn letter_at(&self, at: usize) -> bool {
        let byte = self.byte(at);
        is(byte, LETTER) || is(byte, HIGH) && self.char_at(at).is_some_and(char::is_alphabetic)
    }

    /// Whether something that belongs inside words begins at `at`.
    #[inline]
    pub(super) fn word_at(&self, at: usize) -> bool {
        let byte = self.byte(at);
        is(byte, WORD) || is(byte, HIGH) && self.char_at(at).is_some_and(char::is_alphanumeric)
    }

    /// Whether a capital letter begins at `at`.
    pub(super) fn capital_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(char::is_uppercase)
    }

    /// One past the last of the ASCII letters that begin at `at`.
    pub(super) fn letters_end(&self, mut at: usize) -> usize {
        while is(self.byte(at), LETTER) {
            at += 1;
        }
        at
    }

    /// One past the last of the ASCII digits that begin at `at`.
    pub(super) fn digits_end(&self, mut at: usize) -> usize {
        while is(self.byte(at), DIGIT) {
            at += 1;
        }
        at
    }

    /// One past the last of the spaces (no line breaks) that begin at `at`.
    pub(super) fn blanks_end(&self, mut at: usize) -> usize {
        loop {
            match self.byte(at) {
                b' ' | b'\t' if at < self.end => at += 1,
                0xC2 if self.byte(at + 1) == 0xA0 => at += 2,
                _ => return at,
            }
        }
    }

    /// The length of the apostrophe at `at`: 1 if typewritten, 2 or 3 if typeset, 0 if there is none.
    #[inline]
    pub(super) fn apostrophe(&self, at: usize) -> usize {
        match self.byte(at) {
            b'\'' => 1,
            0xE2 if self.char_at(at) == Some(CURLY) => 3,
            0xCA if self.char_at(at) == Some('\u{2BC}') => 2,
            _ => 0,
        }
    }

    /// The length of the hyphen at `at` (also the non-breaking one), or 0.
    #[inline]
    pub(super) fn hyphen(&self, at: usize) -> usize {
        match self.byte(at) {
            b'-' => 1,
            0xE2 if matches!(self.char_at(at), Some('\u{2010}' | '\u{2011}')) => 3,
            _ => 0,
        }
    }

    /// The last token, if nothing lies between it and `at`.
    pub(super) fn glued(&self, at: usize) -> Option<Span> {
        self.last().filter(|last| last.end as usize == at)
    }

    /// The last token.
    pub(super) fn last(&self) -> Option<Span> {
        self.tokens.spans().last().copied()
    }

    /// One past the characters at `at` that belong to whatever stands before them.
    pub(super) fn extenders_end(&self, mut at: usize) -> usize {
        while is(self.byte(at), HIGH) {
            match self.char_at(at) {
                Some(c) if bytes::extends(c) => at += c.len_utf8(),
                _ => break,
            }
        }
        at
    }
}
