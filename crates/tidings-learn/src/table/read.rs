//! Looking weights up.

use super::HEAD;
use crate::model::{ModelError, Section};

/// The weights of a trained model, read in place.
#[derive(Clone)]
pub struct Table {
    bytes: Section,
    labels: usize,
    mask: u64,
    scale: f32,
    features: usize,
    /// Where the entries begin.
    entries: usize,
}

impl Table {
    /// A table from the bytes of a section.
    ///
    /// # Errors
    /// If the head of the bytes is not that of a table.
    pub fn open(bytes: Section) -> Result<Self, ModelError> {
        let number = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes).ok_or_else(|| ModelError::Damaged("a table has no head".to_owned()))
        };
        let (labels, bits, features) = (number(0)? as usize, number(4)?, number(8)? as usize);
        let scale = f32::from_bits(number(12)?);
        let buckets = 1usize.checked_shl(bits).filter(|_| bits < 30).unwrap_or(usize::MAX / 8);
        let entries = HEAD + (buckets + 1) * 4;
        if entries > bytes.len() || labels == 0 || labels > 256 || !scale.is_finite() {
            return Err(ModelError::Damaged("the head of a table does not fit".to_owned()));
        }
        Ok(Table { labels, mask: buckets as u64 - 1, scale, features, entries, bytes })
    }

    /// The number of labels.
    #[inline]
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// The number of features.
    pub fn features(&self) -> usize {
        self.features
    }

    /// What a score of 1 is worth.
    #[inline]
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Adds the weights of a feature to the scores, one score a label; nothing if training did not see it.
    #[inline]
    pub fn add(&self, key: u64, scores: &mut [i32]) {
        let bytes: &[u8] = &self.bytes;
        let at = HEAD + (key & self.mask) as usize * 4;
        let Some(bounds) = bytes.get(at..at + 8) else { return };
        let start = u32::from_le_bytes([bounds[0], bounds[1], bounds[2], bounds[3]]) as usize;
        let end = u32::from_le_bytes([bounds[4], bounds[5], bounds[6], bounds[7]]) as usize;
        let Some(mut bucket) = bytes.get(self.entries + start..self.entries + end) else { return };
        let [low, high] = ((key >> 48) as u16).to_le_bytes();
        while let [first, second, pairs, rest @ ..] = bucket {
            let length = *pairs as usize * 2;
            let Some((weights, next)) = rest.split_at_checked(length) else { return };
            if *first == low && *second == high {
                for pair in weights.chunks_exact(2) {
                    if let Some(score) = scores.get_mut(pair[0] as usize) {
                        *score += (pair[1] as i8) as i32;
                    }
                }
                return;
            }
            bucket = next;
        }
    }

    /// Sets the scores to those of a list of features.
    #[inline]
    pub fn score(&self, keys: &[u64], scores: &mut [i32]) {
        scores.fill(0);
        for key in keys {
            self.add(*key, scores);
        }
    }
}
