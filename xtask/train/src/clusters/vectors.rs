//! Word vectors of unit length, and k-means over them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::Deserialize;
use tidings_learn::random::Random;

/// Numbers in a vector.
pub const SIZE: usize = 100;
/// Words that count as frequent.
const FREQUENT: usize = 60_000;

/// Words with their vectors, the most frequent first.
pub struct Vectors {
    pub words: Vec<String>,
    values: Vec<f32>,
    /// How much a vector counts. Most words are rare; if all counted the same, nearly all clusters would be theirs.
    weights: Vec<f32>,
}

/// Clusters of vectors.
pub struct Clusters {
    /// The cluster of every vector.
    pub of: Vec<u32>,
    /// The centers, as vectors.
    pub centers: Vectors,
}

#[derive(Deserialize)]
struct File {
    vectors: BTreeMap<String, Vec<f32>>,
}

impl Vectors {
    /// Reads the first `count` words. A row has the vector, its length, and the rank of the word.
    pub fn read(path: &Path, count: usize) -> Result<Self> {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let file: File = serde_json::from_slice(&bytes).context("not a file of wink embeddings")?;
        let mut rows: Vec<(u32, String, Vec<f32>)> = file
            .vectors
            .into_iter()
            .filter(|(_, row)| row.len() >= SIZE + 2)
            .map(|(word, row)| (row[SIZE + 1] as u32, word, row))
            .collect();
        rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        rows.truncate(count);
        let mut vectors = Vectors { words: Vec::new(), values: Vec::new(), weights: Vec::new() };
        for (rank, (_, word, row)) in rows.into_iter().enumerate() {
            vectors.words.push(word);
            vectors.values.extend_from_slice(&row[..SIZE]);
            vectors.weights.push(1.0 / (1000.0 + rank as f32).sqrt());
        }
        vectors.center();
        vectors.normalize();
        Ok(vectors)
    }

    fn len(&self) -> usize {
        self.values.len() / SIZE
    }

    /// The vector of the word at `index`.
    pub fn row(&self, index: usize) -> &[f32] {
        &self.values[index * SIZE..(index + 1) * SIZE]
    }

    fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(SIZE)
    }

    /// Takes out what all words have in common (Mu and Viswanath 2018): the mean of the frequent ones.
    fn center(&mut self) {
        let frequent = self.len().min(FREQUENT);
        let mut mean = [0.0; SIZE];
        for row in self.rows().take(frequent) {
            mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += value / frequent as f32);
        }
        for row in self.values.chunks_exact_mut(SIZE) {
            row.iter_mut().zip(&mean).for_each(|(value, mean)| *value -= mean);
        }
    }

    fn normalize(&mut self) {
        for row in self.values.chunks_exact_mut(SIZE) {
            let length = dot(row, row).sqrt().max(1e-9);
            row.iter_mut().for_each(|value| *value /= length);
        }
    }

    /// Spherical k-means from randomly chosen vectors of the frequent words.
    pub fn k_means(&self, count: usize, rounds: usize, random: &mut Random) -> Clusters {
        let mut order: Vec<usize> = (0..self.len().min(FREQUENT.max(2 * count))).collect();
        random.shuffle(&mut order);
        let start = order.iter().take(count).flat_map(|row| &self.values[row * SIZE..(row + 1) * SIZE]);
        let values: Vec<f32> = start.copied().collect();
        let weights = vec![0.0; values.len() / SIZE];
        let mut centers = Vectors { words: Vec::new(), values, weights };
        let mut of = Vec::new();
        for _ in 0..rounds {
            of = self.values.par_chunks_exact(SIZE).map(|row| centers.nearest(row)).collect();
            let mut next = vec![0.0; centers.values.len()];
            centers.weights.fill(0.0);
            for ((row, weight), cluster) in self.rows().zip(&self.weights).zip(&of) {
                let center = &mut next[*cluster as usize * SIZE..(*cluster as usize + 1) * SIZE];
                center.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
                centers.weights[*cluster as usize] += weight;
            }
            // A center without members stays where it was.
            for (center, old) in next.chunks_exact_mut(SIZE).zip(centers.values.chunks_exact(SIZE)) {
                if center.iter().all(|value| *value == 0.0) {
                    center.copy_from_slice(old);
                }
            }
            centers.values = next;
            centers.normalize();
        }
        Clusters { of, centers }
    }

    fn nearest(&self, row: &[f32]) -> u32 {
        let mut best = (f32::NEG_INFINITY, 0);
        for (center, number) in self.rows().zip(0..) {
            let score = dot(center, row);
            if score > best.0 {
                best = (score, number);
            }
        }
        best.1
    }
}

/// The sum of products, in strands that the compiler can run side by side.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 20];
    for (a, b) in a.as_chunks::<20>().0.iter().zip(b.as_chunks::<20>().0) {
        for index in 0..20 {
            sums[index] += a[index] * b[index];
        }
    }
    sums.iter().sum()
}
