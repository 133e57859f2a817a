//! Trees as flat tables, and what they say of a row of features.

use std::ops::RangeInclusive;

use super::grow::Grown;
use super::quick::Quick;
use crate::ModelError;

/// A node; its children lie side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    /// What is at most this goes left.
    pub(super) cut: f32,
    /// What the tree says here; in an inner node the mean of what is below.
    pub(super) value: f32,
    /// The left child, counted in all nodes; 0 in a leaf (the root of the first tree is nobody's child).
    pub(super) left: u32,
    /// The feature that decides.
    pub(super) feature: u16,
}

/// A node can name no more features; a damaged file that claims more would only fill the memory.
const MOST_FEATURES: usize = 1 << 16;

/// How many trees are walked down at once: as many as there are registers for.
const TOGETHER: usize = 6;

const NODE: usize = 16;
const HEAD: usize = 16;

/// Trained trees: the sum of what they say is the score.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    width: usize,
    base: f32,
    roots: Vec<u32>,
    nodes: Vec<Node>,
    /// The same for speed, once the forest is whole.
    quick: Option<Quick>,
}

/// A score in log-odds as a probability.
pub fn probability(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

impl Forest {
    pub(super) fn new(width: usize, base: f32) -> Self {
        Forest { width, base, roots: Vec::new(), nodes: Vec::new(), quick: None }
    }

    /// Adds a tree.
    pub(super) fn push(&mut self, grown: &[Grown], rate: f64) {
        self.roots.push(self.nodes.len() as u32);
        // Nodes of the grown tree whose place is known; children get two places side by side.
        let mut places = vec![(0, self.nodes.len())];
        let leaf = |node: &Grown| Node { cut: 0.0, value: (node.value * rate) as f32, left: 0, feature: 0 };
        self.nodes.extend(grown.first().map(leaf));
        while let Some((at, place)) = places.pop() {
            if let Some((feature, cut, left, right)) = grown[at].split {
                let first = self.nodes.len();
                self.nodes.extend([leaf(&grown[left]), leaf(&grown[right])]);
                places.extend([(right, first + 1), (left, first)]);
                self.nodes[place] = Node { cut, left: first as u32, feature, ..self.nodes[place] };
            }
        }
    }

    /// Keeps the first trees.
    pub(super) fn truncate(&mut self, trees: usize) {
        if let Some(&end) = self.roots.get(trees) {
            self.nodes.truncate(end as usize);
            self.roots.truncate(trees);
        }
    }

    /// Lays the trees out for speed; nothing is added afterwards.
    pub(super) fn finished(mut self) -> Self {
        self.quick = Quick::new(self.width, &self.roots, &self.nodes);
        self
    }

    /// The number of features of a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of trees.
    pub fn trees(&self) -> usize {
        self.roots.len()
    }

    /// The score of a row: log-odds or a value, as the trees were trained.
    ///
    /// # Panics
    /// If the row has fewer features than the trees look at.
    #[inline]
    pub fn score(&self, features: &[f32]) -> f32 {
        let features = &features[..self.width];
        if let Some(quick) = &self.quick {
            return quick.add(features, self.base);
        }
        self.add(&self.roots, features, self.base)
    }

    #[cfg(test)]
    pub(super) fn score_without_trees(&self) -> f32 {
        self.base
    }

    /// The score of every row, or what the first trees say if that is clear enough: after every `step` trees, a sum outside
    /// `unclear` is final. Where most rows are easy, that saves most of the work. So many trees at a time are asked about all
    /// rows, so that they stay in the nearest memory.
    ///
    /// # Panics
    /// If a row has fewer features than the trees look at, or if `step` is 0.
    pub fn scores_until_clear<'r>(
        &self,
        rows: impl Iterator<Item = &'r [f32]>,
        step: usize,
        unclear: RangeInclusive<f32>,
    ) -> Vec<f32> {
        let rows: Vec<&[f32]> = rows.map(|row| &row[..self.width]).collect();
        let mut scores = vec![self.base; rows.len()];
        let mut open: Vec<usize> = (0..rows.len()).collect();
        for roots in self.roots.chunks(step) {
            open.retain(|&at| {
                scores[at] = self.add(roots, rows[at], scores[at]);
                unclear.contains(&scores[at])
            });
        }
        scores
    }

    /// What one tree adds to a score.
    pub(super) fn tree_score(&self, tree: usize, features: &[f32]) -> f32 {
        self.roots.get(tree).map_or(0.0, |&root| self.descend(&[root], features)[0])
    }

    /// Adds what some trees say to a score, in their order.
    #[inline]
    fn add(&self, roots: &[u32], features: &[f32], score: f32) -> f32 {
        let (groups, rest) = roots.as_chunks::<TOGETHER>();
        let groups = groups.iter().flat_map(|roots| self.descend(roots, features));
        let rest = rest.iter().flat_map(|&root| self.descend(&[root], features));
        groups.chain(rest).fold(score, |score, value| score + value)
    }

    /// Walks down several trees at once, a step in each by turns: the steps in one wait for each other, those in others do not.
    #[inline]
    fn descend<const N: usize>(&self, roots: &[u32; N], features: &[f32]) -> [f32; N] {
        let mut at = *roots;
        loop {
            let mut is_inside = false;
            for at in &mut at {
                let node = &self.nodes[*at as usize];
                // A leaf names the first feature and stays where it is; what is not known is not above the cut.
                let value = features.get(usize::from(node.feature)).copied().unwrap_or(f32::NAN);
                let next = node.left + u32::from(value > node.cut);
                let is_inner = node.left != 0;
                *at = if is_inner { next } else { *at };
                is_inside |= is_inner;
            }
            if !is_inside {
                return at.map(|at| self.nodes[at as usize].value);
            }
        }
    }

    /// Which feature has which share in the score of a row: every step down a tree changes what the tree expects, and
    /// that change goes to the feature that decided the step (Saabas 2014). Writes one number a feature and returns
    /// what an unknown row would get; both together are the score, but for rounding.
    ///
    /// # Panics
    /// If the row or `contributions` has fewer features than the trees look at.
    pub fn contributions(&self, features: &[f32], contributions: &mut [f32]) -> f32 {
        let features = &features[..self.width];
        let contributions = &mut contributions[..self.width];
        contributions.fill(0.0);
        let mut expected = self.base;
        for &root in &self.roots {
            let mut node = &self.nodes[root as usize];
            expected += node.value;
            while node.left != 0 {
                let feature = usize::from(node.feature);
                let next = &self.nodes[node.left as usize + usize::from(features[feature] > node.cut)];
                contributions[feature] += next.value - node.value;
                node = next;
            }
        }
        expected
    }

    /// The trees as a section of a model: 16 bytes a node, little endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD + self.roots.len() * 4 + self.nodes.len() * NODE);
        for number in [self.width, self.roots.len(), self.nodes.len()] {
            bytes.extend((number as u32).to_le_bytes());
        }
        bytes.extend(self.base.to_le_bytes());
        for root in &self.roots {
            bytes.extend(root.to_le_bytes());
        }
        for node in &self.nodes {
            bytes.extend(node.cut.to_le_bytes());
            bytes.extend(node.value.to_le_bytes());
            bytes.extend(node.left.to_le_bytes());
            bytes.extend(u32::from(node.feature).to_le_bytes());
        }
        bytes
    }

    /// Trees from the bytes that [`to_bytes`](Self::to_bytes) wrote, as a [`Section`](crate::Section) holds them.
    ///
    /// # Errors
    /// If the bytes are not trees.
    pub fn from_section(bytes: &[u8]) -> Result<Self, ModelError> {
        let damaged = || ModelError::Damaged("its trees are not trees".to_owned());
        let head = bytes.get(..HEAD).ok_or_else(damaged)?;
        let mut numbers = head.chunks_exact(4).map(number);
        let mut next = || numbers.next().map_or(0, |number| number as usize);
        let (width, trees, count) = (next(), next(), next());
        let base = f32::from_bits(next() as u32);
        let expected = trees.checked_mul(4).zip(count.checked_mul(NODE));
        let expected = expected.and_then(|(roots, nodes)| roots.checked_add(nodes)?.checked_add(HEAD));
        if expected != Some(bytes.len()) || (trees == 0) != (count == 0) || width > MOST_FEATURES {
            return Err(damaged());
        }
        let (roots, nodes) = bytes[HEAD..].split_at(trees * 4);
        let roots: Vec<u32> = roots.chunks_exact(4).map(number).collect();
        let mut decoded = Vec::with_capacity(count);
        for (at, node) in nodes.chunks_exact(NODE).enumerate() {
            let [cut, value, left, feature] = [0, 4, 8, 12].map(|from| number(&node[from..from + 4]));
            // Children come after their parents: a walk down a tree ends.
            let inside = left == 0 || (left as usize > at && (left as usize) < count - 1);
            let feature = u16::try_from(feature).map_err(|_| damaged())?;
            if !inside || (left != 0 && usize::from(feature) >= width) {
                return Err(damaged());
            }
            decoded.push(Node { cut: f32::from_bits(cut), value: f32::from_bits(value), left, feature });
        }
        if roots.iter().any(|root| *root as usize >= count) {
            return Err(damaged());
        }
        Ok(Forest { width, base, roots, nodes: decoded, quick: None }.finished())
    }
}

/// Four bytes, little endian.
fn number(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_le_bytes)
}
