//! What the regression sees: words, pairs of words, runs of letters inside of words, lengths, and the signs.

use std::ops::Range;

use tidings_core::{Document, PennTag, Tags, Words};
use tidings_learn::feature::{bytes, key, pair};
use tidings_learn::fingerprint::fingerprint;

use super::signs::{SignReader, SignWords};

/// Templates.
const WORD: u32 = 1;
const PAIR: u32 = 2;
const LETTERS: u32 = 3;
const LENGTH: u32 = 4;
const TAG: u32 = 5;
const CLUSTER: u32 = 6;
const FIRST: u32 = 7;
const SIGN: u32 = 8;
const SIGNS: u32 = 9;

/// Words are cut to this many bytes before their runs of letters are taken.
const LONGEST: usize = 24;

/// The tag beyond either end of a statement.
const BEYOND: u64 = 99;

/// The key of two parts of speech that follow each other; no tag is one beyond an end.
pub(super) fn tags_key(first: Option<PennTag>, second: Option<PennTag>) -> u64 {
    let [first, second] = [first, second].map(|tag| tag.map_or(BEYOND, |tag| tag as u64));
    key(TAG, pair(first, second))
}

/// The key of a sign.
pub(super) fn sign_key(sign: usize) -> u64 {
    key(SIGN, sign as u64)
}

/// A document as the regression sees it.
pub struct Sentences<'a> {
    pub(super) reader: SignReader<'a>,
    words: &'a Words,
    tags: &'a Tags,
    /// By token.
    signs: Vec<u32>,
}

impl<'a> Sentences<'a> {
    /// `None` if the document lacks tokens, words or tags, or they do not fit.
    pub fn of(doc: &'a Document, lists: &'a SignWords) -> Option<Self> {
        let reader = SignReader::new(doc, lists)?;
        let (words, tags) = (doc.get::<Words>()?, doc.get::<Tags>()?);
        let count = reader.tokens().len();
        let signs = (0..count).map(|index| reader.of_token(index)).collect();
        Some(Sentences { reader, words, tags, signs })
    }

    /// What tells a token from every other: its text, on which alone [`Sentences::token_keys`] depends, since a word has one hash and
    /// one cluster in a pipeline.
    pub(super) fn token_fingerprint(&self, index: usize) -> u128 {
        fingerprint(self.reader.slice(self.reader.tokens().spans()[index]).as_bytes())
    }

    /// The features of one token that do not depend on its neighbors.
    pub(super) fn token_keys(&self, index: usize, keys: &mut Vec<u64>) {
        let word = &self.words[index];
        keys.push(key(WORD, word.lower));
        keys.push(key(CLUSTER, u64::from(word.clusters[1])));
        let span = self.reader.tokens().spans()[index];
        let mut letters = [0_u8; LONGEST + 2];
        let source = self.reader.slice(span).as_bytes();
        let length = source.len().min(LONGEST);
        // A space before and behind tells where the word begins and ends.
        letters[0] = b' ';
        letters[1..=length].copy_from_slice(&source[..length]);
        letters[1..=length].make_ascii_lowercase();
        letters[length + 1] = b' ';
        let letters = &letters[..length + 2];
        for size in 2..=5 {
            for run in letters.windows(size) {
                keys.push(key(LETTERS, bytes(run)));
            }
        }
    }

    /// The parts of speech of the document.
    pub(super) fn tags(&self) -> &[PennTag] {
        &self.tags.penn
    }

    /// The other features of a run of tokens, but for pairs of parts of speech; gives its signs.
    pub(super) fn range_keys(&self, range: Range<usize>, keys: &mut Vec<u64>) -> u32 {
        let word = |index: usize| if range.contains(&index) { self.words[index].lower } else { 0 };
        for index in range.start..=range.end {
            keys.push(key(PAIR, pair(word(index.wrapping_sub(1)), word(index))));
        }
        keys.push(key(FIRST, word(range.start)));
        keys.push(key(FIRST, pair(word(range.start), word(range.start + 1))));
        let length = match range.len() {
            0..=4 => 0,
            5..=7 => 1,
            8..=10 => 2,
            11..=14 => 3,
            15..=20 => 4,
            21..=30 => 5,
            31..=45 => 6,
            _ => 7,
        };
        keys.push(key(LENGTH, length));
        let signs = self.reader.of_range(range, &self.signs);
        for sign in 0..super::signs::SIGNS.len() {
            if signs >> sign & 1 == 1 {
                keys.push(sign_key(sign));
                for other in 0..sign {
                    if signs >> other & 1 == 1 {
                        keys.push(key(SIGNS, (sign * 64 + other) as u64));
                    }
                }
            }
        }
        signs
    }
}
