//! Looking weights up.

use super::{BUCKET, HEAD, MOST_LABELS, SLOTS, TAIL, bucket, fingerprint};
use crate::model::{ModelError, Section};

/// The weights of a trained model, read in place.
#[derive(Clone)]
pub struct DenseTable {
    bytes: Section,
    labels: usize,
    buckets: u64,
    scale: f32,
    features: usize,
    /// Where the rows begin, and the row of zeros.
    rows: usize,
    zeros: usize,
}

impl DenseTable {
    /// A table from the bytes of a section.
    ///
    /// # Errors
    /// If the bytes are not those of a table.
    pub fn open(bytes: Section) -> Result<Self, ModelError> {
        let number = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes).ok_or_else(|| ModelError::Damaged("a table has no head".to_owned()))
        };
        let (labels, buckets, features) = (number(0)? as usize, u64::from(number(4)?), number(8)? as usize);
        let scale = f32::from_bits(number(12)?);
        let rows = HEAD as u64 + buckets * BUCKET as u64;
        let zeros = rows + (features * labels) as u64;
        let fits = (1..=MOST_LABELS).contains(&labels)
            && scale.is_finite()
            && buckets > 0
            && bytes.len() as u64 == zeros + TAIL as u64;
        if !fits {
            return Err(ModelError::Damaged("the head of a table does not fit".to_owned()));
        }
        let (rows, zeros) = (rows as usize, zeros as usize);
        Ok(DenseTable { labels, buckets, scale, features, rows, zeros, bytes })
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

    /// What a sum of 1 is worth.
    #[inline]
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Sets the scores, one a label, to those of a list of features.
    ///
    /// # Panics
    /// If there are fewer scores than labels.
    pub fn score(&self, keys: &[u64], scores: &mut [f32]) {
        let scores = &mut scores[..self.labels];
        scores.fill(0.0);
        let mut rows = [0; AT_ONCE];
        // So many rows cannot overflow a sum.
        for keys in keys.chunks(4 * AT_ONCE) {
            let mut sums = [0; MOST_LABELS];
            for keys in keys.chunks(AT_ONCE) {
                self.add_rows(keys, &mut rows, &mut sums);
            }
            scores.iter_mut().zip(&sums).for_each(|(score, sum)| *score += f32::from(*sum));
        }
        scores.iter_mut().for_each(|score| *score *= self.scale);
    }

    /// The scores of one feature, for the first `N` labels; 0 for labels that the table does not have.
    ///
    /// ```
    /// # use tidings_learn::dense::{DenseBuilder, DenseTable};
    /// let (bytes, _) = DenseBuilder::new(2).build();
    /// let table = DenseTable::open(bytes.into())?;
    /// assert_eq!(table.of(5), [0.0, 0.0]);
    /// # Ok::<(), tidings_learn::ModelError>(())
    /// ```
    #[inline]
    pub fn of<const N: usize>(&self, key: u64) -> [f32; N] {
        let bytes: &[u8] = &self.bytes;
        let row = bytes.get(self.row(bytes, key)..).and_then(|bytes| bytes.get(..self.labels));
        let weights = row.unwrap_or(&[]);
        std::array::from_fn(|label| {
            weights.get(label).map_or(0.0, |weight| f32::from(*weight as i8) * self.scale)
        })
    }

    /// Adds the rows of at most [`AT_ONCE`] features. All places are looked up before the first row is added: the memory
    /// answers many questions at once, but only if it is asked them at once.
    #[inline]
    fn add_rows(&self, keys: &[u64], rows: &mut [usize; AT_ONCE], sums: &mut [i16; MOST_LABELS]) {
        let bytes: &[u8] = &self.bytes;
        for (key, row) in keys.iter().zip(&mut *rows) {
            *row = self.row(bytes, *key);
        }
        for (row, _) in rows.iter().zip(keys) {
            let Some(weights) = bytes.get(*row..).and_then(|bytes| bytes.first_chunk::<MOST_LABELS>()) else {
                continue;
            };
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = sum.wrapping_add(i16::from(*weight as i8));
            }
        }
    }

    /// Where the row of a feature begins, or the row of zeros.
    #[inline]
    fn row(&self, bytes: &[u8], key: u64) -> usize {
        let at = HEAD + bucket(key, self.buckets) * BUCKET;
        let Some(head) = bytes.get(at..).and_then(|bytes| bytes.first_chunk::<BUCKET>()) else {
            return self.zeros;
        };
        let slot = slot(head, fingerprint(key));
        let first = u32::from_le_bytes([head[16], head[17], head[18], head[19]]) as usize;
        if slot < SLOTS { self.rows + (first + slot) * self.labels } else { self.zeros }
    }
}

/// How many features are looked up at once.
const AT_ONCE: usize = 64;

/// The slot with a fingerprint; at least [`SLOTS`] if there is none.
///
/// Four fingerprints are compared in one number: a difference of zero borrows from its highest bit, and the
/// lowest bit that is left is the first such difference (Mycroft 1987).
#[inline]
fn slot(tags: &[u8; BUCKET], fingerprint: u16) -> usize {
    const LOW: u64 = 0x0001_0001_0001_0001;
    let wanted = u64::from(fingerprint) * LOW;
    let zero = |from: usize| {
        let four = tags[from..from + 8].try_into().map_or(0, u64::from_le_bytes) ^ wanted;
        four.wrapping_sub(LOW) & !four & (LOW << 15)
    };
    let found = zero(0) >> 15 | zero(8) >> 14;
    let bit = found.trailing_zeros() as usize;
    // 0, 16, 32, 48 for the first four; 1, 17, 33, 49 for the others; 64 for none.
    (bit >> 4 & 3) + 4 * (bit & 1) + (bit >> 6) * SLOTS
}
