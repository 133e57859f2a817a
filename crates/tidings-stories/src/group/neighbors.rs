//! Which articles are near each other: cosines over an inverted index, and the crowding of every article.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::background::Background;
use super::record::GroupRecord;
use super::rule::Rule;
use super::terms::weight;

/// Neighbors of an article that are looked at exactly.
const MOST_NEIGHBORS: usize = 64;
/// Products of weights that may be added up in all: half a minute of one core, whatever the collection. The words that most
/// articles have are left out where there are more; they say least.
const BUDGET: u64 = 8_000_000_000;

/// Articles that one thread looks at before it may hand over the rest.
const ARTICLES_AT_ONCE: usize = 256;

/// The weights of an article's terms by term number, ascending, of length 1.
pub(super) type Vector = Vec<(u32, f32)>;

/// Two articles that may be of one story: the smaller index, the larger, and their cosine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) cosine: f64,
}

/// The articles as vectors. Words that are frequent in this collection weigh less than the background says.
pub(super) fn vectors(records: &[&GroupRecord], background: &Background) -> Vec<Vector> {
    let mut hashes: Vec<u64> = records.iter().flat_map(|r| r.terms.0.iter().map(|term| term.hash)).collect();
    hashes.sort_unstable();
    let runs: Vec<(u64, usize)> = hashes.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect();
    let all = background.articles() + records.len() as f64;
    let terms: FxHashMap<u64, (u32, f64)> = runs
        .iter()
        .enumerate()
        .map(|(number, (hash, here))| {
            (*hash, (number as u32, background.articles_with(*hash) + *here as f64))
        })
        .collect();
    let vector = |record: &&GroupRecord| {
        let weights = record.terms.0.iter().filter_map(|term| {
            let (number, articles) = terms.get(&term.hash)?;
            Some((*number, weight(term.count, *articles, all) as f32))
        });
        // Hashes ascend, and terms are numbered in the order of their hashes.
        let mut vector: Vector = weights.collect();
        let length = vector.iter().map(|(_, weight)| f64::from(*weight).powi(2)).sum::<f64>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|(_, weight)| *weight = (f64::from(*weight) / length) as f32);
        }
        vector
    };
    records.par_iter().map(vector).collect()
}

/// The sum of the products of the weights of common terms.
pub(super) fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f64 {
    let (short, mut long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut sum = 0.0;
    for (term, weight) in short {
        // Where one is much longer, halving finds the place sooner than stepping.
        let skip = if long.len() > 16 * short.len() {
            long.partition_point(|(other, _)| other < term)
        } else {
            long.iter().take_while(|(other, _)| other < term).count()
        };
        long = long.get(skip..).unwrap_or(&[]);
        match long.first() {
            Some((other, other_weight)) if other == term => {
                sum += f64::from(*weight) * f64::from(*other_weight)
            }
            Some(_) => {}
            None => break,
        }
    }
    sum
}

/// The crowding of every article, and the pairs that the rule would join if they were alone.
pub(super) fn neighborhood(vectors: &[Vector], rule: &Rule) -> (Vec<f64>, Vec<Edge>) {
    let index = Index::new(vectors);
    // No pair below this can pass, whatever the crowding.
    let least_cosine = rule.threshold + rule.crowd_weight * rule.least_crowding;
    let room = || Room { sums: vec![0.0; vectors.len()], found: vec![0; vectors.len()] };
    let of_article = |room: &mut Room, (a, vector): (usize, &Vector)| {
        let neighbors = index.nearest(a, vector, vectors, room);
        let above = neighbors.iter().take_while(|(cosine, _)| *cosine >= least_cosine);
        let edge =
            |(cosine, b): &(f64, u32)| Edge { a: (a as u32).min(*b), b: (a as u32).max(*b), cosine: *cosine };
        (crowding_of(&neighbors, vectors.len(), rule), above.map(edge).collect::<Vec<_>>())
    };
    // Many articles with one room each: making it takes as long as an article that shares few words.
    let found = vectors.par_iter().enumerate().with_min_len(ARTICLES_AT_ONCE).map_init(room, of_article);
    let (crowding, near): (Vec<f64>, Vec<Vec<Edge>>) = found.unzip();
    let mut near: Vec<Edge> = near.into_iter().flatten().collect();
    near.retain(|edge| {
        let crowd = (crowding[edge.a as usize] + crowding[edge.b as usize]) / 2.0;
        edge.cosine - rule.crowd_weight * crowd >= rule.threshold
    });
    near.sort_unstable_by_key(|edge| (edge.a, edge.b));
    near.dedup_by_key(|edge| (edge.a, edge.b));
    (crowding, near)
}

/// The mean cosine of the neighbors after those that may be of the story itself, in a collection of `all` articles.
fn crowding_of(neighbors: &[(f64, u32)], all: usize, rule: &Rule) -> f64 {
    let crowd = neighbors.iter().skip(rule.own).take(rule.crowd);
    let seen: f64 = crowd.map(|(cosine, _)| *cosine).sum();
    let missing = rule.crowd - all.saturating_sub(1 + rule.own).min(rule.crowd);
    let mean = (seen + missing as f64 * rule.unseen) / rule.crowd.max(1) as f64;
    mean.max(rule.least_crowding).min(rule.most_crowding)
}

/// Room to look for neighbors in.
struct Room {
    /// A number an article, all zero before and after.
    sums: Vec<f32>,
    /// The articles that share a term.
    found: Vec<u32>,
}

/// For every term the articles that have it.
struct Index {
    /// Where the postings of a term begin; those of a term that is left out are empty.
    starts: Vec<usize>,
    postings: Vec<(u32, f32)>,
}

impl Index {
    fn new(vectors: &[Vector]) -> Self {
        let terms = vectors.iter().flatten().map(|(term, _)| *term as usize + 1).max().unwrap_or(0);
        let mut counts = vec![0usize; terms];
        vectors.iter().flatten().for_each(|(term, _)| counts[*term as usize] += 1);
        let most = most_postings(&counts);
        let mut starts = Vec::with_capacity(terms + 1);
        let mut sum = 0;
        for count in &counts {
            starts.push(sum);
            sum += if *count <= most { *count } else { 0 };
        }
        starts.push(sum);
        let mut postings = vec![(0, 0.0); sum];
        let mut next = starts.clone();
        for (article, vector) in vectors.iter().enumerate() {
            for (term, weight) in vector {
                let term = *term as usize;
                if counts[term] <= most {
                    postings[next[term]] = (article as u32, *weight);
                    next[term] += 1;
                }
            }
        }
        Index { starts, postings }
    }

    /// The nearest articles with their cosines, nearest first.
    fn nearest(&self, a: usize, vector: &Vector, vectors: &[Vector], room: &mut Room) -> Vec<(f64, u32)> {
        let Room { sums, found } = room;
        let mut count = 0;
        for (term, weight) in vector {
            let term = *term as usize;
            let postings = &self.postings[self.starts[term]..self.starts[term + 1]];
            // Every article once, unless the weights are zero.
            if found.len() < count + postings.len() + 1 {
                found.resize(count + postings.len() + 1, 0);
            }
            for (article, other) in postings {
                let sum = &mut sums[*article as usize];
                // Whether an article is new cannot be guessed: it is written down in any case, and counted if it is.
                found[count] = *article;
                count += usize::from(*sum == 0.0);
                *sum += weight * other;
            }
        }
        let mut near: Vec<(f32, u32)> = Vec::with_capacity(count);
        for article in &found[..count] {
            let sum = std::mem::take(&mut sums[*article as usize]);
            if *article as usize != a {
                near.push((sum, *article));
            }
        }
        let order = |x: &(f32, u32), y: &(f32, u32)| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1));
        if near.len() > MOST_NEIGHBORS {
            near.select_nth_unstable_by(MOST_NEIGHBORS, order);
            near.truncate(MOST_NEIGHBORS);
        }
        let cosine = |(_, b): &(f32, u32)| (dot(vector, &vectors[*b as usize]), *b);
        let mut near: Vec<(f64, u32)> = near.iter().map(cosine).collect();
        near.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        near
    }
}

/// The most articles that a term may stand in to be looked up, so that the work stays within the budget.
fn most_postings(counts: &[usize]) -> usize {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let mut work = 0u64;
    for count in &sorted {
        work = work.saturating_add((*count as u64).pow(2));
        if work > BUDGET {
            return count.saturating_sub(1);
        }
    }
    usize::MAX
}
