//! Punctuation marks: which of them end a sentence, and which are the two ends of a pair.

use tidings_core::{Upos, Word};

use super::state::NOBODY;

/// How many brackets and quotation marks that are still open are looked at for the one that a mark closes.
const DEEPEST: usize = 8;

/// Which end of which pair a mark may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Neither,
    /// The first one of a pair of this number.
    First(u8),
    Second(u8),
    /// Straight quotation marks are both.
    Either(u8),
}

/// The pair of single quotation marks.
const SINGLE: u8 = 7;

/// Whether a token is a punctuation mark.
#[inline]
pub(super) fn is_mark(upos: Upos) -> bool {
    upos == Upos::Punct
}

/// Whether a mark ends a sentence: a full stop, a question mark, an exclamation mark, or several.
pub(super) fn is_stop(word: &Word) -> bool {
    let [first, second, ..] = word.head.to_le_bytes();
    matches!(first, b'.' | b'?' | b'!') && [first, second] != *b".."
}

/// Which end a mark may be.
fn end(word: &Word) -> End {
    // No mark of a pair is longer than what is kept of a word.
    let bytes = word.head.to_le_bytes();
    let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    match std::str::from_utf8(&bytes[..length]).unwrap_or("") {
        "(" => End::First(0),
        ")" => End::Second(0),
        "[" => End::First(1),
        "]" => End::Second(1),
        "{" => End::First(2),
        "}" => End::Second(2),
        "<" => End::First(3),
        ">" => End::Second(3),
        "“" => End::First(4),
        "”" => End::Second(4),
        "«" => End::First(5),
        "»" => End::Second(5),
        "\"" => End::Either(6),
        "‘" => End::First(SINGLE),
        // A curly apostrophe counts as a straight one where words are folded.
        "'" => End::Either(SINGLE),
        _ => End::Neither,
    }
}

/// The other end of every mark that is one end of a pair with words between the two, [`NOBODY`] for all other tokens. Pairs do not cross.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    pub(super) other: Vec<u32>,
    /// The marks that may be first ends: the number of the pair, the token, and how many words stand before it.
    open: Vec<(u8, u32, usize)>,
}

impl Pairs {
    /// Finds the pairs of a sentence. Takes time that grows with its length.
    pub(super) fn find(&mut self, words: &[Word], upos: &[Upos]) {
        self.other.clear();
        self.other.resize(words.len(), NOBODY);
        self.open.clear();
        let mut before = 0;
        for (at, (word, upos)) in words.iter().zip(upos).enumerate() {
            if !is_mark(*upos) {
                before += 1;
                continue;
            }
            match end(word) {
                End::Neither => {}
                End::First(pair) => self.open.push((pair, at as u32, before)),
                End::Second(pair) => {
                    self.close(pair, at, before);
                }
                End::Either(pair) => {
                    if !self.close(pair, at, before) {
                        self.open.push((pair, at as u32, before));
                    }
                }
            }
        }
    }

    /// Whether a mark closes one that is open. What was opened in between is no pair.
    fn close(&mut self, pair: u8, at: usize, before: usize) -> bool {
        let place = self.open.iter().rev().take(DEEPEST).position(|(open, ..)| *open == pair);
        let Some(place) = place.map(|place| self.open.len() - 1 - place) else { return false };
        let (_, first, words) = self.open[place];
        self.open.truncate(place);
        if words < before {
            self.other[first as usize] = at as u32;
            self.other[at] = first;
        }
        true
    }
}
