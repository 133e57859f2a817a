//! Trees as flat tables, and what they say of a row of features.

use super::columns;
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

const NODE: usize = 16;
const HEAD: usize = 16;

/// Trained trees: the sum of what they say is the score.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    width: usize,
    base: f32,
    roots: Vec<u32>,
    nodes: Vec<Node>,
    /// The same for speed, once the forest is whole: groups of trees.
    quick: Option<Vec<Quick>>,
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
        self.quick = Quick::groups(self.width, &self.roots, &self.nodes);
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
        match &self.quick {
            Some(groups) => groups.iter().fold(self.base, |score, group| group.add(features, score)),
            None => self.add(features, self.base),
        }
    }

    /// The score of every row, as [`score`](Self::score) gives it, several times as fast as one row after another.
    ///
    /// # Panics
    /// If a row has fewer features than the trees look at.
    pub fn scores<'r>(&self, rows: impl Iterator<Item = &'r [f32]>) -> Vec<f32> {
        let rows: Vec<&[f32]> = rows.map(|row| &row[..self.width]).collect();
        let mut scores = vec![self.base; rows.len()];
        match &self.quick {
            Some(groups) => groups.iter().for_each(|group| columns::add(group, &rows, &mut scores)),
            None => rows.iter().zip(&mut scores).for_each(|(row, score)| *score = self.add(row, *score)),
        }
        scores
    }

    #[cfg(test)]
    pub(super) fn score_without_trees(&self) -> f32 {
        self.base
    }

    /// What one tree adds to a score.
    pub(super) fn tree_score(&self, tree: usize, features: &[f32]) -> f32 {
        self.roots.get(tree).map_or(0.0, |&root| self.descend(root, features))
    }

    /// Adds what all trees say to a score, one after another.
    fn add(&self, features: &[f32], score: f32) -> f32 {
        self.roots.iter().fold(score, |score, &root| score + self.descend(root, features))
    }

    /// Walks down a tree.
    fn descend(&self, root: u32, features: &[f32]) -> f32 {
        let mut node = &self.nodes[root as usize];
        while node.left != 0 {
            // What is not known is not above the cut.
            let above = features[usize::from(node.feature)] > node.cut;
            node = &self.nodes[node.left as usize + usize::from(above)];
        }
        node.value
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
            let (cut, value) = (f32::from_bits(cut), f32::from_bits(value));
            // A cut that is no number has no place among the others.
            if !inside || (left != 0 && (usize::from(feature) >= width || cut.is_nan())) {
                return Err(damaged());
            }
            decoded.push(Node { cut, value, left, feature });
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
