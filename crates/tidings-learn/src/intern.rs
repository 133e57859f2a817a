//! Numbers for the features of training data: those seen often enough get one, the rest are forgotten.

use rustc_hash::FxHashMap;

use crate::feature::FeatureRows;

/// The features that training works with, numbered in the order of their first appearance.
pub(crate) struct Interner {
    numbers: FxHashMap<u64, u32>,
    keys: Vec<u64>,
}

impl Interner {
    /// Numbers the features that occur at least `least` times in all rows.
    pub fn counting<'a>(rows: impl Iterator<Item = &'a FeatureRows>, least: u32) -> Self {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        let mut order = Vec::new();
        for key in rows.flat_map(FeatureRows::rows).flatten() {
            let count = counts.entry(*key).or_insert_with(|| {
                order.push(*key);
                0
            });
            *count += 1;
        }
        let keys: Vec<u64> = order.into_iter().filter(|key| counts[key] >= least).collect();
        let numbers = keys.iter().zip(0..).map(|(key, number)| (*key, number)).collect();
        Interner { numbers, keys }
    }

    /// The number of features.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The keys, by number.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// The numbers of a row; what has none is left out.
    pub fn row(&self, row: &[u64]) -> Vec<u32> {
        row.iter().filter_map(|key| self.numbers.get(key).copied()).collect()
    }
}
