//! Making a table from trained weights: they become 8-bit numbers, and what is too small for that is dropped.

use super::{BUCKET, HEAD, MOST_LABELS, SLOTS, TAIL, bucket, fingerprint};

/// How many features a bucket of eight slots is meant to hold: with four, about one in a hundred finds its bucket full.
const MEAN: usize = 4;

/// Weights beyond this share of all nonzero ones are clipped: one extreme weight must not coarsen all.
const CLIPPED: f64 = 0.0005;

/// Collects features and their weights.
pub struct DenseBuilder {
    labels: usize,
    /// Key, then where its weights begin in `weights`.
    features: Vec<(u64, usize)>,
    weights: Vec<f32>,
}

impl DenseBuilder {
    /// A table for `labels` labels.
    ///
    /// # Panics
    /// If there are no labels or more than [`MOST_LABELS`].
    pub fn new(labels: usize) -> Self {
        assert!(
            (1..=MOST_LABELS).contains(&labels),
            "a dense table has 1 to {MOST_LABELS} labels, not {labels}"
        );
        DenseBuilder { labels, features: Vec::new(), weights: Vec::new() }
    }

    /// Adds a feature with one weight a label.
    ///
    /// # Panics
    /// If the number of weights is not that of the labels.
    pub fn feature(&mut self, key: u64, weights: &[f32]) {
        assert_eq!(weights.len(), self.labels, "one weight a label");
        self.features.push((key, self.weights.len()));
        self.weights.extend_from_slice(weights);
    }

    /// Lays the table out, and counts the features in it. The order in which they were added does not matter.
    pub fn build(self) -> (Vec<u8>, usize) {
        let scale = scale(&self.weights);
        let quantize = |weight: &f32| (weight / scale).round().clamp(-127.0, 127.0) as i8;
        let row = |start: usize| self.weights[start..start + self.labels].iter().map(quantize);
        let size = |start: usize| row(start).map(|weight| u32::from(weight.unsigned_abs())).sum::<u32>();
        let mut features: Vec<(u64, usize, u32)> = self
            .features
            .iter()
            .map(|(key, start)| (*key, *start, size(*start)))
            .filter(|(_, _, size)| *size != 0)
            .collect();
        let buckets = features.len().div_ceil(MEAN).max(1) as u64;
        // The largest weights of a bucket come first.
        features.sort_unstable_by_key(|(key, _, size)| (bucket(*key, buckets), u32::MAX - size, *key));
        let mut bytes = vec![0; HEAD + BUCKET * buckets as usize];
        let mut rows: Vec<u8> = Vec::new();
        let mut kept = 0u32;
        let mut features = features.into_iter().peekable();
        for number in 0..buckets as usize {
            let head = &mut bytes[HEAD + BUCKET * number..][..BUCKET];
            head[2 * SLOTS..].copy_from_slice(&kept.to_le_bytes());
            let mut taken = [0; SLOTS];
            let mut slots = 0;
            while let Some((key, start, _)) = features.next_if(|(key, ..)| bucket(*key, buckets) == number) {
                // Of two features that look alike the first has the larger weights.
                let tag = fingerprint(key);
                if slots == SLOTS || taken[..slots].contains(&tag) {
                    continue;
                }
                taken[slots] = tag;
                head[2 * slots..2 * slots + 2].copy_from_slice(&tag.to_le_bytes());
                rows.extend(row(start).map(|weight| weight as u8));
                slots += 1;
                kept += 1;
            }
        }
        bytes.extend(rows);
        bytes.resize(bytes.len() + TAIL, 0);
        let head = [self.labels as u32, buckets as u32, kept, scale.to_bits()];
        for (four, number) in bytes.chunks_exact_mut(4).zip(head) {
            four.copy_from_slice(&number.to_le_bytes());
        }
        (bytes, kept as usize)
    }
}

/// What a weight of 1 is worth: the largest weight that is not clipped is 127.
fn scale(weights: &[f32]) -> f32 {
    let mut sizes: Vec<f32> = weights.iter().map(|weight| weight.abs()).filter(|size| *size > 1e-6).collect();
    if sizes.is_empty() {
        return 1.0;
    }
    let at = ((sizes.len() as f64 * (1.0 - CLIPPED)) as usize).min(sizes.len() - 1);
    let (_, largest, _) = sizes.select_nth_unstable_by(at, f32::total_cmp);
    *largest / 127.0
}
