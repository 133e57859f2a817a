//! A fixed-size sketch of the word 5-grams ("shingles") of a text.
//!
//! The sketch keeps the smallest 256 hashes (bottom-k; Broder 1997, Cohen & Kaplan 2007). Up to its
//! largest kept hash it is a complete picture of the text, so two sketches are compared below the
//! smaller of the two limits, which gives an unbiased share of shingles in common for texts of any
//! two lengths: resemblance (Jaccard) and containment alike.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::digits;
use crate::words::mix;

/// How many hashes a sketch keeps: a standard error of 0.03 at a resemblance of 0.5.
pub(crate) const SKETCH_SIZE: usize = 256;
/// Words of a shingle. Five are rarely shared by chance, even by articles of one author.
pub(crate) const SHINGLE_WORDS: usize = 5;
/// Hashes have 48 bits: eight characters each in a record.
const HASH_BITS: u32 = 48;
/// Shared hashes below which a comparison says nothing, unless one text has no more.
const MIN_EVIDENCE: u32 = 4;

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
/// `BASE` to the power of `SHINGLE_WORDS`: what the word that leaves a shingle was multiplied with.
const BASE_POWER: u64 = {
    let mut power = 1u64;
    let mut i = 0;
    while i < SHINGLE_WORDS {
        power = power.wrapping_mul(BASE);
        i += 1;
    }
    power
};

/// The smallest hashes of the shingles, ascending, without repetition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u64>);

impl Sketch {
    pub(crate) fn hashes(&self) -> &[u64] {
        &self.0
    }

    /// The largest hash up to which the sketch is complete, given how many shingles the text has.
    fn limit(&self, shingles: u32) -> u64 {
        match self.0.last() {
            Some(last) if (self.0.len() as u64) < u64::from(shingles) => *last,
            _ => u64::MAX,
        }
    }
}

/// Collects the shingles of a text, word by word.
#[derive(Default)]
pub(crate) struct ShingleBuilder {
    recent: [u64; SHINGLE_WORDS],
    words: usize,
    rolling: u64,
    hashes: Vec<u64>,
}

impl ShingleBuilder {
    pub(crate) fn with_capacity(shingles: usize) -> Self {
        ShingleBuilder { hashes: Vec::with_capacity(shingles), ..ShingleBuilder::default() }
    }

    #[inline]
    pub(crate) fn push(&mut self, word: u64) {
        let slot = &mut self.recent[self.words % SHINGLE_WORDS];
        let left = std::mem::replace(slot, word).wrapping_mul(BASE_POWER);
        self.rolling = self.rolling.wrapping_mul(BASE).wrapping_add(word).wrapping_sub(left);
        self.words += 1;
        if self.words >= SHINGLE_WORDS {
            self.hashes.push(mix(self.rolling) >> (64 - HASH_BITS));
        }
    }

    /// The sketch, and how many different shingles there were.
    pub(crate) fn finish(mut self) -> (Sketch, u32) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        let shingles = self.hashes.len() as u32;
        self.hashes.truncate(SKETCH_SIZE);
        self.hashes.shrink_to_fit();
        (Sketch(self.hashes), shingles)
    }
}

/// What two sketches have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Overlap {
    /// Share of the shingles of both that both have.
    pub(crate) resemblance: f64,
    /// Share of the first one's shingles that the second has.
    pub(crate) first_in_second: f64,
    /// Share of the second one's shingles that the first has.
    pub(crate) second_in_first: f64,
}

/// Compares two sketches; `None` if they share too little to say.
pub(crate) fn overlap(first: (&Sketch, u32), second: (&Sketch, u32)) -> Option<Overlap> {
    let limit = first.0.limit(first.1).min(second.0.limit(second.1));
    let a = below(first.0, limit);
    let b = below(second.0, limit);
    let common = common(a, b);
    if common == 0 || common < MIN_EVIDENCE.min(first.1).min(second.1) {
        return None;
    }
    let share = |of: usize| f64::from(common) / of as f64;
    Some(Overlap {
        resemblance: share(a.len() + b.len() - common as usize),
        first_in_second: share(a.len()),
        second_in_first: share(b.len()),
    })
}

fn below(sketch: &Sketch, limit: u64) -> &[u64] {
    let end = sketch.0.partition_point(|hash| *hash <= limit);
    sketch.0.get(..end).unwrap_or(&[])
}

/// How many values two ascending lists have in common.
fn common(mut a: &[u64], mut b: &[u64]) -> u32 {
    let mut common = 0;
    while let (Some(x), Some(y)) = (a.first(), b.first()) {
        common += u32::from(x == y);
        let (step_a, step_b) = (usize::from(x <= y), usize::from(y <= x));
        a = &a[step_a..];
        b = &b[step_b..];
    }
    common
}

/// Characters of one hash.
const HASH_LEN: usize = (HASH_BITS / 6) as usize;

impl Serialize for Sketch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(self.0.len() * HASH_LEN);
        for hash in &self.0 {
            digits::push(&mut text, *hash, HASH_LEN);
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Sketch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let broken = || serde::de::Error::custom("the sketch is not one that Tidings wrote");
        let mut hashes = Vec::with_capacity(text.len() / HASH_LEN);
        for chunk in text.as_bytes().chunks(HASH_LEN) {
            let hash = digits::read(chunk).ok_or_else(broken)?;
            let ascending = hashes.last().is_none_or(|last| *last < hash);
            if chunk.len() != HASH_LEN || !ascending {
                return Err(broken());
            }
            hashes.push(hash);
        }
        Ok(Sketch(hashes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sketch of a text whose words are the numbers of `range`.
    fn sketch(range: std::ops::Range<u64>) -> (Sketch, u32) {
        let mut builder = ShingleBuilder::default();
        range.for_each(|word| builder.push(mix(word + 1)));
        builder.finish()
    }

    fn compare(a: &(Sketch, u32), b: &(Sketch, u32)) -> Overlap {
        overlap((&a.0, a.1), (&b.0, b.1)).expect("enough in common")
    }

    #[test]
    fn small_texts_are_compared_exactly() {
        let (a, b) = (sketch(0..104), sketch(50..154));
        let overlap = compare(&a, &b);
        assert_eq!(overlap.first_in_second, 0.5);
        assert_eq!(overlap.second_in_first, 0.5);
        assert_eq!(overlap.resemblance, 50.0 / 150.0);
    }

    #[test]
    fn a_part_is_contained_at_any_length() {
        for (part, whole) in [(60, 3_000), (500, 4_000), (3_000, 30_000), (40, 100)] {
            let overlap = compare(&sketch(10..10 + part), &sketch(0..whole));
            assert_eq!(overlap.first_in_second, 1.0, "{part} of {whole}");
            let share = part as f64 / whole as f64;
            assert!((overlap.resemblance - share).abs() < 0.1, "{part} of {whole}: {overlap:?}");
        }
    }

    #[test]
    fn estimates_of_long_texts_are_close() {
        // 8,000 of 10,000 shingles each: resemblance 8 / 12.
        let overlap = compare(&sketch(0..10_000), &sketch(2_000..12_000));
        assert!((overlap.resemblance - 0.667).abs() < 0.08, "{overlap:?}");
        assert!((overlap.first_in_second - 0.8).abs() < 0.08, "{overlap:?}");
    }

    #[test]
    fn texts_without_common_shingles_say_nothing() {
        let (a, b) = (sketch(0..500), sketch(1_000..1_500));
        assert_eq!(overlap((&a.0, a.1), (&b.0, b.1)), None);
        let empty = sketch(0..3);
        assert_eq!(overlap((&empty.0, empty.1), (&empty.0, empty.1)), None);
    }

    #[test]
    fn a_sketch_survives_json_and_refuses_nonsense() {
        let (sketch, _) = sketch(0..1_000);
        let json = serde_json::to_string(&sketch).expect("writes");
        assert_eq!(json.len(), 2 + SKETCH_SIZE * HASH_LEN);
        assert_eq!(serde_json::from_str::<Sketch>(&json).expect("reads"), sketch);
        for nonsense in ["\"abc\"", "\"zzzzzzzz--------\"", "\"????????\"", "17"] {
            assert!(serde_json::from_str::<Sketch>(nonsense).is_err(), "{nonsense}");
        }
    }
}
