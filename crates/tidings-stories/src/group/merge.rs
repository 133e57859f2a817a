//! Joins articles into stories, the surest pair first (average linkage; Sokal & Michener 1958).
//!
//! The mean cosine of two groups is the product of their summed vectors divided by both sizes, so it is exact without
//! looking at pairs. Only groups that some pair of articles links are ever compared.

use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::neighbors::{Edge, Vector, dot};
use super::rule::{Rule, cost_of_days};

/// The group of every article: the smallest index in it.
pub(super) fn join(
    vectors: &[Vector],
    crowding: &[f64],
    days: &[Option<i64>],
    edges: &[Edge],
    rule: &Rule,
) -> Vec<u32> {
    let clusters = vectors.iter().zip(crowding).zip(days).map(|((vector, crowding), day)| Cluster {
        sum: vector.clone(),
        size: 1,
        crowding: *crowding,
        days: day.unwrap_or(0) as f64,
        dated: usize::from(day.is_some()),
        version: 0,
        links: FxHashMap::default(),
    });
    let mut joiner = Joiner { clusters: clusters.collect(), rule, heap: BinaryHeap::new() };
    for edge in edges {
        joiner.clusters[edge.a as usize].links.insert(edge.b, edge.cosine);
        joiner.clusters[edge.b as usize].links.insert(edge.a, edge.cosine);
    }
    for edge in edges {
        joiner.offer(edge.a, edge.b);
    }
    let mut group: Vec<u32> = (0..vectors.len() as u32).collect();
    while let Some(candidate) = joiner.heap.pop() {
        if joiner.is_current(&candidate) {
            joiner.merge(candidate.a, candidate.b);
            group[candidate.b as usize] = candidate.a;
        }
    }
    // A group points to a smaller one, which has been resolved before.
    for article in 0..group.len() {
        group[article] = group[group[article] as usize];
    }
    group
}

/// A group of articles under way.
struct Cluster {
    sum: Vector,
    size: usize,
    /// Of all articles together.
    crowding: f64,
    /// The sum of the days, and how many articles have one.
    days: f64,
    dated: usize,
    /// How often it has grown.
    version: u32,
    /// The products with the groups that it is linked to.
    links: FxHashMap<u32, f64>,
}

impl Cluster {
    fn day(&self) -> Option<f64> {
        (self.dated > 0).then(|| self.days / self.dated as f64)
    }
}

/// Two groups that could be joined.
struct Candidate {
    score: f64,
    a: u32,
    b: u32,
    versions: (u32, u32),
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // Of equal scores the smaller indices first.
        self.score.total_cmp(&other.score).then((other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

struct Joiner<'a> {
    clusters: Vec<Cluster>,
    rule: &'a Rule,
    heap: BinaryHeap<Candidate>,
}

impl Joiner<'_> {
    /// Offers two linked groups, `a < b`, if the rule allows them to be joined.
    fn offer(&mut self, a: u32, b: u32) {
        let (first, second) = (&self.clusters[a as usize], &self.clusters[b as usize]);
        let Some(product) = first.links.get(&b) else { return };
        let cosine = product / (first.size as f64 * second.size as f64);
        let crowding = (first.crowding / first.size as f64 + second.crowding / second.size as f64) / 2.0;
        let score = cosine - self.rule.crowd_weight * crowding - cost_of_days(first.day(), second.day());
        if score >= self.rule.threshold {
            self.heap.push(Candidate { score, a, b, versions: (first.version, second.version) });
        }
    }

    fn is_current(&self, candidate: &Candidate) -> bool {
        let (first, second) = (&self.clusters[candidate.a as usize], &self.clusters[candidate.b as usize]);
        first.size > 0 && second.size > 0 && (first.version, second.version) == candidate.versions
    }

    /// Puts `b` into `a`.
    fn merge(&mut self, a: u32, b: u32) {
        let taken = Cluster {
            sum: Vec::new(),
            size: 0,
            crowding: 0.0,
            days: 0.0,
            dated: 0,
            version: 0,
            links: FxHashMap::default(),
        };
        let second = std::mem::replace(&mut self.clusters[b as usize], taken);
        let links = std::mem::take(&mut self.clusters[a as usize].links);
        let mut others: Vec<u32> = links.keys().chain(second.links.keys()).copied().collect();
        others.sort_unstable();
        others.dedup();
        let mut joined = FxHashMap::default();
        for other in others.into_iter().filter(|other| *other != a && *other != b) {
            let product = |known: Option<&f64>, sum: &Vector| {
                known.copied().unwrap_or_else(|| dot(sum, &self.clusters[other as usize].sum))
            };
            let product = product(links.get(&other), &self.clusters[a as usize].sum)
                + product(second.links.get(&other), &second.sum);
            joined.insert(other, product);
            let back = &mut self.clusters[other as usize].links;
            back.remove(&b);
            back.insert(a, product);
        }
        let first = &mut self.clusters[a as usize];
        first.sum = added(&first.sum, &second.sum);
        first.size += second.size;
        first.crowding += second.crowding;
        first.days += second.days;
        first.dated += second.dated;
        first.version += 1;
        let mut others: Vec<u32> = joined.keys().copied().collect();
        others.sort_unstable();
        first.links = joined;
        for other in others {
            self.offer(a.min(other), a.max(other));
        }
    }
}

/// The sum of two vectors.
fn added(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vector {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        sum.push(match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => *x,
            std::cmp::Ordering::Greater => *y,
            std::cmp::Ordering::Equal => (x.0, x.1 + y.1),
        });
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum.extend_from_slice(a.get(i..).unwrap_or(&[]));
    sum.extend_from_slice(b.get(j..).unwrap_or(&[]));
    sum
}
