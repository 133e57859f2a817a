//! Word clusters: words that are used alike share a number.
//!
//! ```text
//! bytes 0..4   number of fine clusters         bytes 4..8   bits of a bucket number
//! then         for every fine cluster its middle and its coarse one (u16 each)
//! then         2^bits + 1 starts (u32): the first entry of a bucket
//! then         entries: fingerprint (u16), fine cluster (u16)
//! ```
//!
//! As in a table of weights, the lowest bits of a word's hash choose the bucket and the highest 16 are the fingerprint.
//! Cluster 0 means that a word is not in the vocabulary.

use tidings_learn::{ModelError, Section};

/// The clusters of the vocabulary, read in place.
#[derive(Clone)]
pub struct ClusterTable {
    bytes: Section,
    mask: u64,
    starts: usize,
    entries: usize,
}

impl ClusterTable {
    /// A table from the bytes of a section.
    ///
    /// # Errors
    /// If the bytes are not a table of clusters.
    pub fn open(bytes: Section) -> Result<Self, ModelError> {
        let damaged = || ModelError::Damaged("a table of word clusters does not fit".to_owned());
        let number = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes).ok_or_else(damaged)
        };
        let (fine, bits) = (number(0)? as usize, number(4)?);
        let starts = 8 + fine.min(1 << 16) * 4;
        let entries = starts + ((1usize << bits.min(30)) + 1) * 4;
        if entries > bytes.len() {
            return Err(damaged());
        }
        Ok(ClusterTable { mask: (1 << bits.min(30)) - 1, starts, entries, bytes })
    }

    /// The fine, middle and coarse cluster of a word by the hash of its lower-case form; zeros if it has none.
    #[inline]
    pub fn get(&self, lower: u64) -> [u16; 3] {
        let bytes: &[u8] = &self.bytes;
        let at = self.starts + (lower & self.mask) as usize * 4;
        let Some(bounds) = bytes.get(at..at + 8) else { return [0; 3] };
        let start = u32::from_le_bytes([bounds[0], bounds[1], bounds[2], bounds[3]]) as usize;
        let end = u32::from_le_bytes([bounds[4], bounds[5], bounds[6], bounds[7]]) as usize;
        let entries = bytes.get(self.entries + start * 4..self.entries + end * 4).unwrap_or(&[]);
        let fingerprint = ((lower >> 48) as u16).to_le_bytes();
        let entry = entries.chunks_exact(4).find(|entry| entry[..2] == fingerprint);
        let Some(entry) = entry else { return [0; 3] };
        let fine = u16::from_le_bytes([entry[2], entry[3]]);
        let above = bytes.get(8 + fine as usize * 4..12 + fine as usize * 4).unwrap_or(&[0; 4]);
        [fine, u16::from_le_bytes([above[0], above[1]]), u16::from_le_bytes([above[2], above[3]])]
    }
}

/// The bytes of a section: `words` are hashes of lower-case words with their fine cluster (from 1), `above` holds the
/// middle and the coarse cluster of every fine one, with an unused first row.
pub fn cluster_section(words: &[(u64, u16)], above: &[[u16; 2]]) -> Vec<u8> {
    let bits = (words.len() / 2).max(1).next_power_of_two().trailing_zeros();
    let mask = (1u64 << bits) - 1;
    let mut sorted = words.to_vec();
    sorted.sort_unstable_by_key(|(hash, _)| (hash & mask, *hash));
    sorted.dedup_by_key(|(hash, _)| *hash);
    let mut bytes = Vec::new();
    bytes.extend((above.len() as u32).to_le_bytes());
    bytes.extend(bits.to_le_bytes());
    bytes.extend(above.iter().flatten().flat_map(|number| number.to_le_bytes()));
    for bucket in 0..=(1u64 << bits) {
        let start = sorted.partition_point(|(hash, _)| hash & mask < bucket) as u32;
        bytes.extend(start.to_le_bytes());
    }
    for (hash, fine) in sorted {
        bytes.extend(((hash >> 48) as u16).to_le_bytes());
        bytes.extend(fine.to_le_bytes());
    }
    bytes
}
