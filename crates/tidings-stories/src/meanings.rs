//! What words mean, as far as their company tells: published vectors of frequent words (Pennington, Socher and Manning
//! 2014), by which "cut off" and "lost" are alike, though they share no letter.
//!
//! Words of opposite meaning keep the same company: that two words are alike never says that they agree.

use std::sync::OnceLock;

use tidings_learn::{ModelError, Section};

use crate::group::{for_each_term, model_section};

/// The section with the hashes of the words, eight bytes each, ascending.
const HASHES: &str = "hashes of meanings";
/// The section with the vectors, in the same order.
const VECTORS: &str = "meanings";

/// Numbers in a vector.
const SIZE: usize = 100;
/// What 1 is written as: the largest number of a vector of length 1 is about a half.
const SCALE: f32 = 200.0;

/// Vectors of words, read in place. The default knows no word.
#[derive(Default)]
pub(crate) struct Meanings(Option<(Section, Section)>);

impl Meanings {
    /// The vectors that are compiled in.
    pub(crate) fn embedded() -> &'static Meanings {
        static EMBEDDED: OnceLock<Meanings> = OnceLock::new();
        // A damaged model makes no two words alike; a test sees to it that it is whole.
        EMBEDDED.get_or_init(|| Meanings::open().unwrap_or_default())
    }

    fn open() -> Result<Self, ModelError> {
        Ok(Meanings(Some((model_section(HASHES)?, model_section(VECTORS)?))))
    }

    /// The number of a word, by its hash.
    pub(crate) fn number(&self, word: u64) -> Option<u32> {
        let hashes = self.0.as_ref()?.0.as_chunks::<8>().0;
        hashes.binary_search_by_key(&word, |hash| u64::from_le_bytes(*hash)).ok().map(|at| at as u32)
    }

    /// The cosine of two words, by their numbers.
    pub(crate) fn cosine(&self, a: u32, b: u32) -> f32 {
        let Some((_, vectors)) = &self.0 else { return 0.0 };
        let vectors = vectors.as_chunks::<SIZE>().0;
        let (Some(a), Some(b)) = (vectors.get(a as usize), vectors.get(b as usize)) else { return 0.0 };
        let products = a.iter().zip(b).map(|(a, b)| i32::from(*a as i8) * i32::from(*b as i8));
        products.sum::<i32>() as f32 / (SCALE * SCALE)
    }
}

/// The sections of a model for words with vectors of length 1, the most frequent words first; of several words with one base form the first one
/// counts. At most `count` are kept.
///
/// # Panics
/// If a vector does not have 100 numbers.
pub fn sections<'w>(
    words: impl Iterator<Item = (&'w str, &'w [f32])>,
    count: usize,
) -> Vec<(&'static str, Vec<u8>)> {
    let mut rows: Vec<(u64, [u8; SIZE])> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (word, vector) in words.filter(|(word, _)| word.chars().all(char::is_alphabetic)) {
        if rows.len() == count {
            break;
        }
        assert_eq!(vector.len(), SIZE, "a vector of another size");
        let byte = |at: usize| (vector[at] * SCALE).round().clamp(-127.0, 127.0) as i8 as u8;
        for_each_term(word, |hash| {
            if seen.insert(hash) {
                rows.push((hash, std::array::from_fn(byte)));
            }
        });
    }
    rows.sort_unstable();
    vec![
        (HASHES, rows.iter().flat_map(|(hash, _)| hash.to_le_bytes()).collect()),
        (VECTORS, rows.iter().flat_map(|(_, row)| *row).collect()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosine(a: &str, b: &str) -> f32 {
        let meanings = Meanings::embedded();
        let number = |word: &str| {
            let mut found = None;
            for_each_term(word, |hash| found = meanings.number(hash));
            found.unwrap_or_else(|| panic!("{word} is not known"))
        };
        meanings.cosine(number(a), number(b))
    }

    #[test]
    fn words_in_like_company_are_alike() {
        assert!((cosine("soldiers", "soldier") - 1.0).abs() < 0.02);
        for (a, b, other) in
            [("soldiers", "troops", "loan"), ("electricity", "grid", "lawyer"), ("war", "invasion", "price")]
        {
            assert!(cosine(a, b) > 0.5, "{a} {b} {}", cosine(a, b));
            assert!(cosine(a, other) < 0.3, "{a} {other} {}", cosine(a, other));
        }
    }

    #[test]
    fn unknown_words_have_no_number() {
        assert_eq!(Meanings::embedded().number(12), None);
        assert_eq!(Meanings::default().number(12), None);
    }
}
