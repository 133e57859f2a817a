//! Whether a sentence ends at a mark.

use std::ops::Range;

use tidings_core::TokenKind;

use super::view::View;
use crate::abbreviations::{Abbreviation, abbreviation, begins_sentence};
use crate::bytes::{DIGIT, UPPER, is};

/// Typewritten quotation marks seen so far in a block: an odd number means that one is open.
#[derive(Default)]
pub(super) struct Quotes {
    open: bool,
}

/// What stands at the end of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    FullStop,
    /// The period of an abbreviation.
    Abbreviation,
    Ellipsis,
    /// `?`, `!` and runs of them.
    Exclamation,
    Emoticon,
}

impl View<'_> {
    /// One past the last token of the sentence, if it ends with `token` and the closing marks after it.
    #[inline]
    pub(super) fn sentence_end(
        &self,
        token: usize,
        block: &Range<usize>,
        quotes: &mut Quotes,
    ) -> Option<usize> {
        let last = self.last_byte(token);
        match last {
            b'"' => {
                quotes.open = !quotes.open;
                None
            }
            // The full-width marks and the ellipsis end in these bytes.
            b'.' | b'!' | b'?' | b')' | 0xA6 | 0x82 | 0x81 | 0x9F => self.marked_end(token, block, quotes),
            _ => None,
        }
    }

    fn marked_end(&self, token: usize, block: &Range<usize>, quotes: &mut Quotes) -> Option<usize> {
        let mark = self.mark(token)?;
        let end = self.closed_end(token + 1, block.end, quotes);
        if end >= block.end {
            return Some(end);
        }
        let closed = end > token + 1;
        let ends = match mark {
            Mark::FullStop => self.full_stop_ends(token, end, closed, block),
            Mark::Abbreviation => closed && self.opens(end) || self.abbreviation_ends(token, end),
            // `...and so on`: an omission at the beginning ends nothing.
            Mark::Ellipsis => token > block.start && self.opens(end),
            Mark::Exclamation => self.exclamation_ends(end, closed),
            Mark::Emoticon => self.opens(end),
        };
        ends.then_some(end)
    }

    fn mark(&self, token: usize) -> Option<Mark> {
        let bytes = self.bytes(token);
        Some(match (self.kind(token), bytes) {
            (TokenKind::Punctuation, b".") => Mark::FullStop,
            (TokenKind::Punctuation, [b'!' | b'?', ..]) => Mark::Exclamation,
            (TokenKind::Punctuation, [b'.', ..]) => Mark::Ellipsis,
            (TokenKind::Punctuation, _) => match self.first_char(token) {
                '…' => Mark::Ellipsis,
                '。' | '！' | '？' => Mark::Exclamation,
                _ => return None,
            },
            (TokenKind::Word, [.., b'.']) => Mark::Abbreviation,
            (TokenKind::Symbol, [b':' | b';' | b'=', _, ..]) => Mark::Emoticon,
            _ => return None,
        })
    }

    /// One past the closing marks and note numbers that begin with `token`.
    fn closed_end(&self, mut token: usize, end: usize, quotes: &mut Quotes) -> usize {
        while token < end {
            let touches = self.touches_next(token - 1);
            let apart = !self.touches_next(token) || token + 1 == end;
            let closes = match self.first_char(token) {
                '"' if self.span(token).len() == 1 => {
                    let at_end = token + 1 == end;
                    let closes = if quotes.open { touches || apart } else { apart && (touches || at_end) };
                    quotes.open ^= closes;
                    closes
                }
                '\'' => touches && apart && self.span(token).len() <= 2,
                '”' | '’' | '»' | '›' | ')' | ']' | '}' => touches || apart,
                // The number of a note: `It was closed.[12]`
                '[' if self.kind(token + 1) == TokenKind::Number && self.bytes(token + 2) == b"]" => {
                    token += 2;
                    true
                }
                '?' | '!' => true,
                ':' | ';' | '=' => self.kind(token) == TokenKind::Symbol && self.span(token).len() > 1,
                _ => false,
            };
            if !closes {
                break;
            }
            token += 1;
        }
        token.min(end)
    }

    /// Whether `token` goes on with the sentence because it is a mark that stands inside one.
    fn is_inner_mark(&self, token: usize) -> bool {
        self.kind(token) == TokenKind::Punctuation
            && matches!(self.first_char(token), ',' | ';' | ':' | '/' | '.' | '…')
    }

    fn is_dash(&self, token: usize) -> bool {
        matches!(self.first_char(token), '-' | '–' | '—' | '―')
    }

    /// The first word at or after `token`, behind opening marks and dashes.
    fn word_after(&self, token: usize) -> usize {
        let opening = |token: &usize| {
            matches!(
                self.first_char(*token),
                '"' | '\'' | '“' | '‘' | '«' | '„' | '(' | '[' | '-' | '–' | '—' | '*'
            )
        };
        let mut word = token;
        while word < token + 3 && opening(&word) {
            word += 1;
        }
        word
    }

    /// Whether a capital, a digit or an opening mark with one of them begins at `token`.
    fn opens(&self, token: usize) -> bool {
        let first = self.first_char(self.word_after(token));
        first.is_uppercase() || first.is_numeric() || first.is_alphabetic() && !first.is_lowercase()
    }

    fn full_stop_ends(&self, token: usize, next: usize, closed: bool, block: &Range<usize>) -> bool {
        if self.is_inner_mark(next) {
            return false;
        }
        // `1. First`: a label, not a sentence.
        let label = token == block.start + 1
            && self.kind(block.start) == TokenKind::Number
            && self.span(block.start).len() <= 3
            && self.touches_next(block.start);
        if label {
            return false;
        }
        // After a closing mark a small letter goes on: `(He had left.) and`, `“Stop.” he said`.
        !(closed && self.first_char(self.word_after(next)).is_lowercase())
    }

    fn exclamation_ends(&self, next: usize, closed: bool) -> bool {
        if self.is_inner_mark(next) || self.is_dash(next) && !self.opens(next) {
            return false;
        }
        let word = self.word_after(next);
        if self.first_char(word).is_lowercase() {
            // `“Why?” she asked`, `the Yahoo! board`; but `who knows? we do not`.
            return !closed && self.bytes(next - 1) != b"!";
        }
        // `“Why?” Holub asked.`
        let said = |token: usize| is_saying(self.bytes(token));
        !(closed && word == next && (said(next + 1) || said(next + 2)))
    }

    /// Whether a sentence ends with the abbreviation `token`, given where the next one would begin.
    fn abbreviation_ends(&self, token: usize, next: usize) -> bool {
        let word = self.bytes(token);
        let word = &word[..word.len().saturating_sub(1)];
        if word.len() < 2 || self.is_inner_mark(next) {
            return false;
        }
        let begins = self.word_after(next);
        let follower = self.bytes(begins);
        let starter = begins_sentence(follower) || follower == b"I";
        match word {
            b"a.m" | b"p.m" | b"A.M" | b"P.M" => {
                self.first_char(begins).is_uppercase() && !self.goes_with_time(begins)
            }
            b"etc" | b"Etc" => self.first_char(begins).is_uppercase(),
            b"e.g" | b"i.e" | b"E.g" | b"I.e" => false,
            _ => match abbreviation(word) {
                Some(Abbreviation::Inside | Abbreviation::BeforeNumber) => false,
                _ => starter,
            },
        }
    }

    /// Whether `token` goes on with a time of day: a zone, a day, a month, `Kyiv time`.
    fn goes_with_time(&self, token: usize) -> bool {
        let word = self.bytes(token);
        let zone = (2..=4).contains(&word.len()) && word.iter().all(|byte| is(*byte, UPPER | DIGIT));
        let time = |token: usize| matches!(self.bytes(token), b"time" | b"Time");
        zone || time(token + 1)
            || time(token + 2)
            || matches!(
                word,
                b"Monday"
                    | b"Tuesday"
                    | b"Wednesday"
                    | b"Thursday"
                    | b"Friday"
                    | b"Saturday"
                    | b"Sunday"
                    | b"January"
                    | b"February"
                    | b"March"
                    | b"April"
                    | b"May"
                    | b"June"
                    | b"July"
                    | b"August"
                    | b"September"
                    | b"October"
                    | b"November"
                    | b"December"
                    | b"Eastern"
                    | b"Pacific"
                    | b"Central"
                    | b"Mountain"
                    | b"Jan."
                    | b"Feb."
                    | b"Aug."
                    | b"Sept."
                    | b"Oct."
                    | b"Nov."
                    | b"Dec."
            )
    }
}

/// Whether `word` is a verb that reports speech after a quotation.
fn is_saying(word: &[u8]) -> bool {
    matches!(
        word,
        b"said"
            | b"says"
            | b"asked"
            | b"asks"
            | b"told"
            | b"added"
            | b"wrote"
            | b"replied"
            | b"answered"
            | b"shouted"
            | b"yelled"
            | b"cried"
            | b"wondered"
            | b"exclaimed"
            | b"tweeted"
            | b"posted"
            | b"declared"
            | b"demanded"
            | b"quipped"
            | b"joked"
    )
}
