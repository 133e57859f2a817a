//! Making a table from trained weights: what is small is dropped, the rest becomes 8-bit numbers.

/// Collects features and their weights.
pub struct TableBuilder {
    labels: usize,
    /// Key, then where its weights begin in `weights`.
    features: Vec<(u64, usize)>,
    weights: Vec<f32>,
}

/// A built table.
pub struct Quantized {
    /// The bytes of the section.
    pub bytes: Vec<u8>,
    /// How many features it holds.
    pub features: usize,
    /// What an 8-bit weight of 1 is worth.
    pub scale: f32,
}

/// Weights beyond this share of all nonzero ones are clipped: one extreme weight must not coarsen all.
const CLIPPED: f64 = 0.0005;

impl TableBuilder {
    /// A table for `labels` labels.
    ///
    /// # Panics
    /// If there are no labels or more than 256.
    pub fn new(labels: usize) -> Self {
        assert!((1..=256).contains(&labels), "a table has 1 to 256 labels, not {labels}");
        TableBuilder { labels, features: Vec::new(), weights: Vec::new() }
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

    /// Lays the table out. The order in which features were added does not matter.
    pub fn build(mut self) -> Quantized {
        let scale = scale(&self.weights);
        let quantize = |weight: &f32| (weight / scale).round().clamp(-127.0, 127.0) as i8;
        let weights = std::mem::take(&mut self.weights);
        let row = |start: usize| weights[start..start + self.labels].iter().map(quantize);
        self.features.retain(|(_, start)| row(*start).any(|weight| weight != 0));
        let bits = (self.features.len() / 2).max(1).next_power_of_two().trailing_zeros();
        let mask = (1u64 << bits) - 1;
        self.features.sort_unstable_by_key(|(key, _)| (key & mask, *key));
        let mut entries = Vec::new();
        let mut starts: Vec<u32> = Vec::with_capacity((1 << bits) + 1);
        for (key, start) in &self.features {
            while starts.len() <= (key & mask) as usize {
                starts.push(entries.len() as u32);
            }
            entries.extend(((key >> 48) as u16).to_le_bytes());
            let pairs: Vec<_> = (0u8..=255).zip(row(*start)).filter(|(_, weight)| *weight != 0).collect();
            entries.push(pairs.len().min(255) as u8);
            for (label, weight) in pairs.into_iter().take(255) {
                entries.extend([label, weight as u8]);
            }
        }
        starts.resize((1 << bits) + 1, entries.len() as u32);
        let mut bytes = Vec::with_capacity(super::HEAD + starts.len() * 4 + entries.len());
        for number in [self.labels as u32, bits, self.features.len() as u32, scale.to_bits()] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(starts.iter().flat_map(|start| start.to_le_bytes()));
        bytes.extend(entries);
        Quantized { bytes, features: self.features.len(), scale }
    }
}

/// What a weight of 1 is worth: the largest weight that is not clipped is 127.
pub(crate) fn scale(weights: &[f32]) -> f32 {
    let mut sizes: Vec<f32> = weights.iter().map(|weight| weight.abs()).filter(|size| *size > 1e-6).collect();
    if sizes.is_empty() {
        return 1.0;
    }
    let at = ((sizes.len() as f64 * (1.0 - CLIPPED)) as usize).min(sizes.len() - 1);
    let (_, largest, _) = sizes.select_nth_unstable_by(at, f32::total_cmp);
    *largest / 127.0
}
