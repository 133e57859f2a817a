//! How alike one sentence of a story is to every other, all at once.
//!
//! A list of the sentences that have a word is gone through for every word of the one sentence; those that share no word with it are
//! not looked at. Invariant: the sums are those of [`cosine`](super::story::cosine) to the last bit, since they are added up in
//! the same order, by word.

use rustc_hash::FxHashMap;

/// The sentences of a story by word.
#[derive(Default)]
pub(super) struct Products {
    sentences: usize,
    /// By word: its number.
    numbers: FxHashMap<u64, u32>,
    /// By the number of a word: where its postings begin; one more at the end.
    starts: Vec<u32>,
    /// Sentences with the weight of the word in them.
    postings: Vec<(u32, f64)>,
}

impl Products {
    /// The index of some vectors that ascend by word.
    pub(super) fn of<'a>(vectors: impl Iterator<Item = &'a [(u64, f64)]> + Clone) -> Self {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut words: Vec<u32> = Vec::new();
        for (word, _) in vectors.clone().flatten() {
            let next = counts.len() as u32;
            let number = *numbers.entry(*word).or_insert(next);
            if number == next {
                counts.push(0);
            }
            counts[number as usize] += 1;
            words.push(number);
        }
        let mut starts = Vec::with_capacity(counts.len() + 1);
        let mut sum = 0;
        for count in counts {
            starts.push(sum);
            sum += count;
        }
        starts.push(sum);
        let mut postings = vec![(0, 0.0); words.len()];
        let (mut next, mut words) = (starts.clone(), words.into_iter());
        let mut sentences = 0;
        for (sentence, vector) in vectors.enumerate() {
            sentences = sentence + 1;
            for ((_, weight), word) in vector.iter().zip(&mut words) {
                let place = &mut next[word as usize];
                postings[*place as usize] = (sentence as u32, *weight);
                *place += 1;
            }
        }
        Products { sentences, numbers, starts, postings }
    }

    /// By sentence: its product with a vector that ascends by word.
    pub(super) fn with(&self, vector: &[(u64, f64)]) -> Vec<f64> {
        let mut sums = vec![0.0; self.sentences];
        for (word, weight) in vector {
            let Some(number) = self.numbers.get(word).map(|number| *number as usize) else { continue };
            for (sentence, other) in
                &self.postings[self.starts[number] as usize..self.starts[number + 1] as usize]
            {
                sums[*sentence as usize] += weight * other;
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::story::cosine;
    use super::*;

    proptest! {
        #[test]
        fn products_are_those_of_pairs(
            vectors in proptest::collection::vec(proptest::collection::btree_map(0u64..40, 0.0..1.0f64, 0..12), 0..12),
        ) {
            let vectors: Vec<Vec<(u64, f64)>> =
                vectors.into_iter().map(|vector| vector.into_iter().collect()).collect();
            let products = Products::of(vectors.iter().map(Vec::as_slice));
            for one in &vectors {
                let wanted: Vec<f64> = vectors.iter().map(|other| cosine(one, other)).collect();
                prop_assert_eq!(products.with(one), wanted);
            }
        }
    }
}
