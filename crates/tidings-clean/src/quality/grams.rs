//! Repeated sequences of words.
//!
//! A sequence of n words can only repeat where sequences of n - 1 words do, so after the pairs only the few places
//! where something repeats are looked at.

use rustc_hash::{FxHashMap, FxHashSet};
use tidings_learn::feature;

/// A word of the text.
#[derive(Clone, Copy)]
pub(super) struct Word {
    hash: u64,
    /// Characters.
    pub(super) len: u32,
}

impl Word {
    /// The word of less than eight bytes that a number holds.
    #[inline]
    pub(super) fn short(number: u64, bytes: u32, characters: u32) -> Self {
        Word { hash: feature::pair(number, u64::from(bytes)), len: characters }
    }

    /// The word of eight bytes or more.
    #[inline]
    pub(super) fn new(bytes: &[u8], characters: u32) -> Self {
        Word { hash: feature::bytes(bytes), len: characters }
    }
}

/// Characters of UTF-8 text.
pub(super) fn characters_of(bytes: &[u8]) -> usize {
    if bytes.is_ascii() { bytes.len() } else { bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() }
}

/// What repeats: characters in the commonest sequence of 2, 3 and 4 words, and characters in sequences of 5 to 10
/// words that occur before.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Repetition {
    pub(super) top: [u64; 3],
    pub(super) duplicate: [u64; 6],
}

/// A place where a sequence that occurs several times begins.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    hash: u64,
}

/// Measures the repetition in a text.
pub(super) fn repetition(words: &[Word]) -> Repetition {
    let mut out = Repetition::default();
    let mut places = pairs(words);
    for n in 2..=10 {
        if n > 2 {
            places = longer(&places, words, n);
        }
        sift(&mut places);
        if places.is_empty() {
            break;
        }
        let counts = counts(&places);
        if n <= 4 {
            out.top[n - 2] = top(&places, &counts, words, n);
        } else {
            out.duplicate[n - 5] = duplicate(&places, words, n);
        }
        places.retain(|place| counts[&place.hash] > 1);
    }
    out
}

/// The places where `n` words begin of which the first and the last `n - 1` occur several times.
fn longer(places: &[Place], words: &[Word], n: usize) -> Vec<Place> {
    places
        .windows(2)
        .filter(|pair| pair[1].at == pair[0].at + 1 && pair[0].at + n <= words.len())
        .map(|pair| Place { at: pair[0].at, hash: joined(pair[0].hash, words[pair[0].at + n - 1].hash) })
        .collect()
}

fn joined(left: u64, right: u64) -> u64 {
    (left.rotate_left(23) ^ right).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The places of pairs of words that may occur several times.
fn pairs(words: &[Word]) -> Vec<Place> {
    let hash = |pair: &[Word]| joined(pair[0].hash, pair[1].hash);
    let pairs = words.windows(2);
    let seen = Seen::of(words.len(), pairs.clone().map(hash));
    let places = pairs.enumerate().map(|(at, pair)| Place { at, hash: hash(pair) });
    places.filter(|place| seen.may_repeat(place.hash)).collect()
}

/// Keeps the places whose sequence may occur several times.
fn sift(places: &mut Vec<Place>) {
    // Other bits than those by which the pairs have been told apart.
    let turned = |place: &Place| place.hash.rotate_left(32);
    let seen = Seen::of(places.len(), places.iter().map(turned));
    places.retain(|place| seen.may_repeat(turned(place)));
}

/// What was seen once and what more often, at the price of one look into a small table each; a few of what was seen
/// once share their place with another.
struct Seen {
    counts: Vec<u8>,
    shift: u32,
}

impl Seen {
    fn of(count: usize, hashes: impl Iterator<Item = u64>) -> Self {
        let bits = (count.max(16) * 8).next_power_of_two().trailing_zeros();
        let mut seen = Seen { counts: vec![0; 1 << bits], shift: 64 - bits };
        for hash in hashes {
            let count = &mut seen.counts[(hash >> seen.shift) as usize];
            *count = count.saturating_add(1);
        }
        seen
    }

    fn may_repeat(&self, hash: u64) -> bool {
        self.counts[(hash >> self.shift) as usize] > 1
    }
}

fn counts(places: &[Place]) -> FxHashMap<u64, u32> {
    let mut counts = FxHashMap::with_capacity_and_hasher(places.len(), rustc_hash::FxBuildHasher);
    for place in places {
        *counts.entry(place.hash).or_default() += 1;
    }
    counts
}

/// Characters of a sequence, its spaces included.
fn characters(words: &[Word], at: usize, n: usize) -> u64 {
    words[at..at + n].iter().map(|word| u64::from(word.len)).sum::<u64>() + n as u64 - 1
}

fn top(places: &[Place], counts: &FxHashMap<u64, u32>, words: &[Word], n: usize) -> u64 {
    let repeated = places.iter().filter(|place| counts[&place.hash] > 1);
    // The commonest; of several, the longest.
    let best = repeated.map(|place| (counts[&place.hash], characters(words, place.at, n))).max();
    best.map_or(0, |(count, len)| u64::from(count) * len)
}

fn duplicate(places: &[Place], words: &[Word], n: usize) -> u64 {
    let mut seen = FxHashSet::default();
    let (mut sum, mut next) = (0, 0);
    for place in places {
        if place.at >= next && !seen.insert(place.hash) {
            sum += words[place.at..place.at + n].iter().map(|word| u64::from(word.len)).sum::<u64>();
            next = place.at + n;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, top: [u64; 3], duplicate: [u64; 6]) {
        let words: Vec<Word> =
            text.split_whitespace().map(|word| Word::new(word.as_bytes(), word.len() as u32)).collect();
        assert_eq!(repetition(&words), Repetition { top, duplicate }, "{text}");
    }

    #[test]
    fn what_repeats_is_counted_in_characters() {
        check("", [0; 3], [0; 6]);
        check("the pier is shut and the port is open", [0; 3], [0; 6]);
        // "in the end" twice: two pairs of the same count, the longer is "the end".
        check("in the end it was in the end", [14, 20, 0], [0; 6]);
        // Six words twice.
        check("a b c d e f g a b c d e f", [6, 10, 14], [5, 6, 0, 0, 0, 0]);
    }
}
