//! Which documents are worth comparing.
//!
//! Two documents are candidates if they share two hashes that are among the sixteen smallest of one
//! of them: the chance of a miss is below one in 100,000 where one has three quarters of the other's
//! shingles. Comparing everything under one hash would be quadratic in a cluster of copies, so where
//! many documents share a hash, each is paired with its neighbors in the order of their sketches,
//! which puts copies side by side (sorted neighborhood; Hernández & Stolfo 1995), and with the longest
//! documents, which the others may be parts of.

use rustc_hash::FxHashSet;

use super::sketch::Sketch;

/// Hashes of a document that others are looked up by.
const PROBES: usize = 16;
/// Probes that two documents must share.
const MIN_SHARED_PROBES: usize = 2;
/// The most documents under one hash that are all paired with each other.
const MAX_ALL_PAIRS: usize = 64;
/// How many neighbors each is paired with where there are more.
const NEIGHBORS: usize = 16;
/// How many of the longest documents each is paired with there.
const LONGEST: usize = 4;

/// A document to compare.
pub(super) struct Sketched<'a> {
    pub(super) sketch: &'a Sketch,
    /// How many different shingles it has.
    pub(super) shingles: u32,
}

impl<'a> Sketched<'a> {
    fn probes(&self) -> &'a [u64] {
        let hashes: &'a [u64] = self.sketch.hashes();
        hashes.get(..PROBES).unwrap_or(hashes)
    }

    fn has_probe(&self, hash: u64) -> bool {
        self.probes().last().is_some_and(|last| hash <= *last)
    }
}

/// The pairs of indices worth comparing, ascending, the smaller index first.
pub(super) fn candidates(documents: &[Sketched<'_>]) -> Vec<(u32, u32)> {
    // In the order of their sketches, so that the neighbors under a hash are the similar ones.
    let mut order: Vec<u32> = (0..documents.len() as u32).collect();
    order.sort_unstable_by_key(|index| (documents[*index as usize].sketch.hashes(), *index));

    let probes: FxHashSet<u64> = documents.iter().flat_map(Sketched::probes).copied().collect();
    let mut postings: Vec<(u64, u32)> = Vec::with_capacity(documents.len() * PROBES);
    for (place, index) in order.iter().enumerate() {
        let hashes = documents[*index as usize].sketch.hashes();
        let known = hashes.iter().filter(|hash| probes.contains(hash));
        postings.extend(known.map(|hash| (*hash, place as u32)));
    }
    postings.sort_unstable();

    let mut shared = Vec::new();
    for run in postings.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
        let under_hash: Vec<u32> = run.iter().map(|(_, place)| order[*place as usize]).collect();
        pair_up(run[0].0, &under_hash, documents, &mut shared);
    }
    shared.sort_unstable();
    shared
        .chunk_by(|a, b| a == b)
        .filter(|run| run.len() >= needed(run[0], documents))
        .map(|run| run[0])
        .collect()
}

/// Very short documents have fewer hashes than must be shared.
fn needed((a, b): (u32, u32), documents: &[Sketched<'_>]) -> usize {
    let size = |index: u32| documents[index as usize].sketch.hashes().len();
    MIN_SHARED_PROBES.min(size(a)).min(size(b))
}

/// Adds the pairs of documents that one hash suggests, each pair once.
fn pair_up(hash: u64, under_hash: &[u32], documents: &[Sketched<'_>], shared: &mut Vec<(u32, u32)>) {
    let many = under_hash.len() > MAX_ALL_PAIRS;
    let reach = if many { NEIGHBORS } else { MAX_ALL_PAIRS };
    let mut pairs = Vec::with_capacity(under_hash.len() * if many { NEIGHBORS + LONGEST } else { 8 });
    for (at, a) in under_hash.iter().enumerate() {
        pairs.extend(under_hash.iter().skip(at + 1).take(reach).map(|b| (*a.min(b), *a.max(b))));
    }
    if many {
        let mut longest = under_hash.to_vec();
        longest.sort_unstable_by_key(|index| (u32::MAX - documents[*index as usize].shingles, *index));
        longest.truncate(LONGEST);
        for long in &longest {
            let others = under_hash.iter().filter(|other| *other != long);
            pairs.extend(others.map(|other| (*long.min(other), *long.max(other))));
        }
        pairs.sort_unstable();
        pairs.dedup();
    }
    let probed = |index: u32| documents[index as usize].has_probe(hash);
    shared.extend(pairs.into_iter().filter(|(a, b)| probed(*a) || probed(*b)));
}
