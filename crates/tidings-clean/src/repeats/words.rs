//! Lines as runs of folded words: without case, spaces and punctuation, each word a number.

use tidings_core::Span;
use tidings_learn::feature::{number, pair};

use crate::scan::{LOWER, all, beyond_ascii, eight, equal, first, letters_and_digits, runs};

/// Words in a shingle.
const SHINGLE: usize = 5;
/// By how many bits the hash of a shingle is turned from word to word.
const TURN: u32 = 9;

/// What a line says, without case, spaces and punctuation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Fold {
    pub(super) hash: u64,
    pub(super) words: u32,
}

/// A folded word and where it starts in the text.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub(super) hash: u64,
    pub(super) at: u32,
}

/// Folds the words of a span into `words` and all of them into one hash.
pub(super) fn fold(text: &str, span: Span, words: &mut Vec<Word>) -> Fold {
    words.clear();
    let slice = span.slice(text).unwrap_or("");
    let bytes = slice.as_bytes();
    let mut hash = 0;
    let mut add = |word: u64, at: usize| {
        words.push(Word { hash: word, at: span.start + at as u32 });
        hash = pair(hash, word);
    };
    for run in runs(slice, may_be_words) {
        let (mut at, len) = (run.start, run.len());
        let head = first(eight(bytes, at), len);
        // Most words are short and plain: only letters and digits of ASCII.
        if len < 8 && letters_and_digits(head) == all(len) {
            add(pair(0, head | first(LOWER, len)), at);
            continue;
        }
        while at < run.end {
            let (end, word) = long_word(slice, at);
            word.into_iter().for_each(|word| add(word, at));
            at = end;
        }
    }
    Fold { hash, words: words.len() as u32 }
}

/// The class of bytes that are not [`GAP`].
#[inline]
fn may_be_words(eight: u64) -> u64 {
    letters_and_digits(eight) | beyond_ascii(eight) | equal(eight, b'\'')
}

/// Where a word of any kind ends that begins at `start`, or what is none, and its hash.
fn long_word(slice: &str, start: usize) -> (usize, Option<u64>) {
    let bytes = slice.as_bytes();
    let mut at = start;
    at += bytes[at..].iter().take_while(|byte| CLASS[usize::from(**byte)] > APOSTROPHE).count();
    let mut letters = Letters::plain(&bytes[start..at]);
    // All else character by character.
    while at < bytes.len() {
        match CLASS[usize::from(bytes[at])] {
            GAP => break,
            OTHER => {
                let Some(c) = slice[at..].chars().next() else { break };
                if c != '’' && !c.is_alphanumeric() {
                    break;
                }
                at += c.len_utf8();
                if c != '’' {
                    letters.push_other(c.to_lowercase().next().unwrap_or(c));
                }
            }
            APOSTROPHE => at += 1,
            letter => {
                letters.push(letter);
                at += 1;
            }
        }
    }
    // Punctuation beyond ASCII is one step.
    let end = if at == start { at + slice[at..].chars().next().map_or(1, char::len_utf8) } else { at };
    (end, letters.hash())
}

/// The hash of a word, built letter by letter: eight letters take one multiplication.
#[derive(Clone, Copy, Default)]
struct Letters {
    hash: u64,
    /// The letters since the last multiplication, and how many there are.
    waiting: u64,
    count: u32,
}

impl Letters {
    /// The hash of letters and digits of ASCII.
    #[inline]
    fn plain(letters: &[u8]) -> Self {
        let (eights, rest) = letters.as_chunks::<8>();
        let hash = eights.iter().fold(0, |hash, eight| pair(hash, u64::from_le_bytes(*eight) | LOWER));
        Letters { hash, waiting: first(number(rest) | LOWER, rest.len()), count: letters.len() as u32 }
    }

    fn push(&mut self, letter: u8) {
        self.waiting |= u64::from(letter) << (8 * (self.count % 8));
        self.count += 1;
        if self.count.is_multiple_of(8) {
            self.hash = pair(self.hash, self.waiting);
            self.waiting = 0;
        }
    }

    fn push_other(&mut self, c: char) {
        u32::from(c).to_be_bytes().into_iter().skip(1).for_each(|byte| self.push(byte));
    }

    /// The hash, if there was a letter.
    fn hash(self) -> Option<u64> {
        (self.count > 0).then(|| pair(self.hash, self.waiting))
    }
}

/// Class of a byte: ends a word.
const GAP: u8 = 0;
/// Class of a byte: part of a character beyond ASCII.
const OTHER: u8 = 1;
/// Class of a byte: inside a word, but does not count.
const APOSTROPHE: u8 = 2;

/// The classes of bytes; letters and digits are their own lower case.
static CLASS: [u8; 256] = {
    let mut table = [GAP; 256];
    let mut byte = 0;
    while byte < 256 {
        let this = byte as u8;
        table[byte] = match this {
            b'a'..=b'z' | b'0'..=b'9' => this,
            b'A'..=b'Z' => this + 32,
            b'\'' => APOSTROPHE,
            0x80..=0xFF => OTHER,
            _ => GAP,
        };
        byte += 1;
    }
    table
};

/// The hashes of all runs of [`SHINGLE`] words, and where each begins.
pub(super) fn shingles(words: &[Word]) -> impl Iterator<Item = (u64, u32)> {
    let first = words.len().min(SHINGLE - 1);
    let mut rolling = words[..first].iter().fold(0u64, |hash, word| hash.rotate_left(TURN) ^ word.hash);
    words[first..].iter().zip(words).map(move |(last, gone)| {
        let hash = rolling.rotate_left(TURN) ^ last.hash;
        // Rotations keep the order of the words; what the first word has added is taken out again.
        rolling = hash ^ gone.hash.rotate_left(TURN * (SHINGLE as u32 - 1));
        // One multiplication at the end spreads the bits.
        (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15), gone.at)
    })
}

/// Whether a shingle is one of the quarter that is indexed.
pub(super) fn is_indexed(hash: u64) -> bool {
    hash >> 62 == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_notion_of_what_may_be_a_word() {
        for byte in 0..=255u8 {
            let found = may_be_words(u64::from(byte)) & 0x80 != 0;
            assert_eq!(found, CLASS[usize::from(byte)] != GAP, "{byte}");
        }
    }

    proptest! {
        #[test]
        fn letters_at_once_are_letters_one_by_one(word in "[A-Za-z0-9]{0,20}", more in "[a-z]{0,3}") {
            let by_letter = |start: Letters, letters: &str| {
                letters.bytes().fold(start, |mut all, letter| {
                    all.push(letter.to_ascii_lowercase());
                    all
                })
            };
            let slowly = by_letter(by_letter(Letters::default(), &word), &more);
            prop_assert_eq!(by_letter(Letters::plain(word.as_bytes()), &more).hash(), slowly.hash());
        }
    }
}
