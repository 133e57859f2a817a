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
        let (starts, entries) = bytes.split_at(self.entries);
        let bounds = bounds(starts, key & self.mask);
        add_bucket(entries.get(bounds.0..bounds.1).unwrap_or(&[]), key, scores);
    }

    /// Sets the scores to those of a list of features.
    ///
    /// The starts of all buckets are read before the first of their entries: the memory answers many questions at
    /// once, but only if it is asked them at once.
    pub fn score(&self, keys: &[u64], scores: &mut [i32]) {
        scores.fill(0);
        let bytes: &[u8] = &self.bytes;
        let (starts, entries) = bytes.split_at(self.entries);
        let mut buckets = [(0, 0); AT_ONCE];
        for keys in keys.chunks(AT_ONCE) {
            for (key, bucket) in keys.iter().zip(&mut buckets) {
                *bucket = bounds(starts, key & self.mask);
            }
            for (key, (start, end)) in keys.iter().zip(&buckets) {
                add_bucket(entries.get(*start..*end).unwrap_or(&[]), *key, scores);
            }
        }
    }
}

/// How many buckets are asked for at once.
const AT_ONCE: usize = 48;

/// Where the entries of a bucket begin and end.
#[inline]
fn bounds(starts: &[u8], bucket: u64) -> (usize, usize) {
    let at = HEAD + bucket as usize * 4;
    match starts.get(at..at + 8).and_then(|bounds| <[u8; 8]>::try_from(bounds).ok()) {
        Some([a, b, c, d, e, f, g, h]) => {
            (u32::from_le_bytes([a, b, c, d]) as usize, u32::from_le_bytes([e, f, g, h]) as usize)
        }
        None => (0, 0),
    }
}

#[inline]
fn add_bucket(mut bucket: &[u8], key: u64, scores: &mut [i32]) {
    let [low, high] = ((key >> 48) as u16).to_le_bytes();
    while let [first, second, pairs, rest @ ..] = bucket {
        let length = *pairs as usize * 2;
        let Some((weights, next)) = rest.split_at_checked(length) else { return };
        if *first == low && *second == high {
            for pair in weights.as_chunks::<2>().0 {
                if let Some(score) = scores.get_mut(pair[0] as usize) {
                    *score += (pair[1] as i8) as i32;
                }
            }
            return;
        }
        bucket = next;
    }
}
