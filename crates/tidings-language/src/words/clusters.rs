//! Word clusters: words that are used alike share a number.
//!
//! A section holds the middle and the coarse cluster of every fine one, then a [lexicon](tidings_learn::lexicon) of the fine clusters of
//! words. Cluster 0 means that a word is not in the vocabulary.

use tidings_core::Word;
use tidings_learn::lexicon::{Lexicon, Lookup, lexicon_section};
use tidings_learn::{ModelError, Section};

/// The clusters of the vocabulary, read in place.
#[derive(Clone)]
pub struct ClusterTable {
    above: Vec<[u16; 2]>,
    fine: Lexicon,
}

impl ClusterTable {
    /// A table from the bytes of a section.
    ///
    /// # Errors
    /// If the bytes are not a table of clusters.
    pub fn open(bytes: Section) -> Result<Self, ModelError> {
        let damaged = || ModelError::Damaged("a table of word clusters does not fit".to_owned());
        let head: [u8; 4] = bytes.get(..4).and_then(|four| four.try_into().ok()).ok_or_else(damaged)?;
        let end = 4 + u32::from_le_bytes(head).min(1 << 16) as usize * 4;
        let rows = bytes.get(4..end).ok_or_else(damaged)?.as_chunks::<4>().0;
        let above =
            rows.iter().map(|[a, b, c, d]| [u16::from_le_bytes([*a, *b]), u16::from_le_bytes([*c, *d])]);
        Ok(ClusterTable { above: above.collect(), fine: Lexicon::open(bytes.from(end))? })
    }

    /// Begins to look many words up.
    pub fn lookup(&self) -> ClusterLookup<'_> {
        ClusterLookup { above: &self.above, fine: self.fine.lookup() }
    }
}

/// Looks the clusters of many words up.
pub struct ClusterLookup<'c> {
    above: &'c [[u16; 2]],
    fine: Lookup<'c>,
}

impl ClusterLookup<'_> {
    /// Sets the fine, middle and coarse cluster of words by the hashes of their lower-case forms; zeros where there is none.
    pub fn fill(&mut self, words: &mut [Word]) {
        const AT_ONCE: usize = 32;
        for words in words.chunks_mut(AT_ONCE) {
            let (mut fine, mut at) = ([0; AT_ONCE], 0);
            self.fine.each(words.iter().map(|word| word.lower), |number| {
                fine[at] = number;
                at += 1;
            });
            for (word, fine) in words.iter_mut().zip(fine) {
                let [middle, coarse] = self.above.get(fine as usize).copied().unwrap_or_default();
                word.clusters = [fine, middle, coarse];
            }
        }
    }
}

/// The bytes of a section: `words` are hashes of lower-case words with their fine cluster (from 1), `above` holds the
/// middle and the coarse cluster of every fine one, with an unused first row.
pub fn cluster_section(words: &[(u64, u16)], above: &[[u16; 2]]) -> Vec<u8> {
    let mut bytes = (above.len() as u32).to_le_bytes().to_vec();
    bytes.extend(above.iter().flatten().flat_map(|number| number.to_le_bytes()));
    bytes.extend(lexicon_section(words));
    bytes
}
