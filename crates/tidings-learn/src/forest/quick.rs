//! The same trees, laid out for speed.
//!
//! Trees of one cut each add up to one step function a feature: a score is one search a feature, however many trees
//! there are. For larger trees, instead of walking down every tree, go through the cuts of every feature that the row
//! exceeds, and strike out the leaves that can then no longer be reached (QuickScorer; Lucchese et al. 2015).

use super::table::Node;

/// The most trees that are laid out this way.
const TREES: usize = 256;
/// The most leaves of a tree: one bit each.
const LEAVES: usize = 64;

/// So many cuts of a feature are all looked at.
const COUNTED: usize = 48;

/// A forest in the layout that suits it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Quick {
    /// Trees of one cut.
    Steps(Steps),
    /// Larger trees.
    Cuts(Cuts),
}

impl Quick {
    /// Lays trees out; `None` if there are too many of them, or of their leaves.
    pub(super) fn new(width: usize, roots: &[u32], nodes: &[Node]) -> Option<Self> {
        let steps = Steps::new(width, roots, nodes).map(Quick::Steps);
        steps.or_else(|| Cuts::new(width, roots, nodes).map(Quick::Cuts))
    }

    /// Adds what all trees say of a row.
    #[inline]
    pub(super) fn add(&self, features: &[f32], score: f32) -> f32 {
        match self {
            Quick::Steps(steps) => steps.add(features, score),
            Quick::Cuts(cuts) => cuts.add(features, score),
        }
    }
}

/// A step function of every feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Steps {
    /// By feature: where its cuts begin; one more at the end.
    starts: Vec<u32>,
    /// The cuts, rising within a feature, without repetition.
    cuts: Vec<f32>,
    /// By feature, one value more than it has cuts: that of rows above so many cuts.
    values: Vec<f32>,
}

impl Steps {
    fn new(width: usize, roots: &[u32], nodes: &[Node]) -> Option<Self> {
        let mut constant = 0.0f64;
        let mut found: Vec<(u16, f32, f64)> = Vec::new();
        for root in roots {
            let root = nodes.get(*root as usize)?;
            if root.left == 0 {
                constant += f64::from(root.value);
                continue;
            }
            let (left, right) = (nodes.get(root.left as usize)?, nodes.get(root.left as usize + 1)?);
            if left.left != 0 || right.left != 0 {
                return None;
            }
            constant += f64::from(left.value);
            found.push((root.feature, root.cut, f64::from(right.value) - f64::from(left.value)));
        }
        found.sort_by(|(a, x, _), (b, y, _)| a.cmp(b).then(x.total_cmp(y)));
        let mut steps = Steps::default();
        let mut rest = found.as_slice();
        for feature in 0..width {
            steps.starts.push(steps.cuts.len() as u32);
            let end = rest.partition_point(|(of, ..)| usize::from(*of) <= feature);
            let (own, others) = rest.split_at(end);
            rest = others;
            // What every row gets is with the first feature.
            let mut value = if feature == 0 { constant } else { 0.0 };
            steps.values.push(value as f32);
            let first = steps.cuts.len();
            for (_, cut, rise) in own {
                value += rise;
                if steps.cuts.len() > first && steps.cuts.last() == Some(cut) {
                    steps.values.pop();
                } else {
                    steps.cuts.push(*cut);
                }
                steps.values.push(value as f32);
            }
        }
        steps.starts.push(steps.cuts.len() as u32);
        (width > 0).then_some(steps)
    }

    #[inline]
    fn add(&self, features: &[f32], mut score: f32) -> f32 {
        for (feature, (value, bounds)) in features.iter().zip(self.starts.windows(2)).enumerate() {
            let cuts = self.cuts.get(bounds[0] as usize..bounds[1] as usize).unwrap_or(&[]);
            // A value that is not known is above no cut. A few cuts are counted sooner than halved: nothing to guess.
            let above = if cuts.len() <= COUNTED {
                cuts.iter().map(|cut| usize::from(value > cut)).sum()
            } else {
                cuts.partition_point(|cut| value > cut)
            };
            score += self.values[bounds[0] as usize + feature + above];
        }
        score
    }
}

/// The cuts of all trees by feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cuts {
    /// By feature: where its cuts begin; one more at the end.
    starts: Vec<u32>,
    /// The cuts, rising within a feature.
    cuts: Vec<Cut>,
    /// By tree: where its leaves begin.
    first_leaf: Vec<u32>,
    /// The values of the leaves of all trees, each tree's from left to right.
    leaves: Vec<f32>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Cut {
    cut: f32,
    tree: u32,
    /// The leaves that a row above the cut can still reach.
    reachable: u64,
}

impl Cuts {
    fn new(width: usize, roots: &[u32], nodes: &[Node]) -> Option<Self> {
        if roots.len() > TREES {
            return None;
        }
        let mut quick = Cuts::default();
        let mut cuts: Vec<(u16, Cut)> = Vec::new();
        for (tree, root) in roots.iter().enumerate() {
            let first = quick.leaves.len();
            quick.first_leaf.push(first as u32);
            // What is left to do, next at the end; a cut waits until the leaves on its left are numbered.
            let mut stack = vec![Step::Enter(*root)];
            while let Some(step) = stack.pop() {
                match step {
                    Step::Enter(at) => {
                        let node = nodes.get(at as usize)?;
                        let number = quick.leaves.len() - first;
                        if node.left == 0 {
                            if number == LEAVES {
                                return None;
                            }
                            quick.leaves.push(node.value);
                        } else {
                            let cut = Step::Cut { feature: node.feature, cut: node.cut, from: number };
                            stack.extend([Step::Enter(node.left + 1), cut, Step::Enter(node.left)]);
                        }
                    }
                    Step::Cut { feature, cut, from } => {
                        let left = (from..quick.leaves.len() - first).fold(0u64, |bits, at| bits | 1 << at);
                        cuts.push((feature, Cut { cut, tree: tree as u32, reachable: !left }));
                    }
                }
            }
        }
        cuts.sort_by(|(a, x), (b, y)| a.cmp(b).then(x.cut.total_cmp(&y.cut)).then(x.tree.cmp(&y.tree)));
        let starts =
            (0..=width).map(|feature| cuts.partition_point(|(of, _)| usize::from(*of) < feature) as u32);
        quick.starts = starts.collect();
        quick.cuts = cuts.into_iter().map(|(_, cut)| cut).collect();
        Some(quick)
    }

    /// Adds the values of the leaves that a row reaches, tree by tree.
    #[inline]
    fn add(&self, features: &[f32], mut score: f32) -> f32 {
        let mut reachable = [u64::MAX; TREES];
        for (value, bounds) in features.iter().zip(self.starts.windows(2)) {
            let cuts = self.cuts.get(bounds[0] as usize..bounds[1] as usize).unwrap_or(&[]);
            // A value that is not known is above no cut.
            for cut in cuts.iter().take_while(|cut| *value > cut.cut) {
                reachable[cut.tree as usize % TREES] &= cut.reachable;
            }
        }
        for (first, reachable) in self.first_leaf.iter().zip(reachable) {
            score += self.leaves[*first as usize + reachable.trailing_zeros() as usize];
        }
        score
    }
}

enum Step {
    Enter(u32),
    Cut { feature: u16, cut: f32, from: usize },
}
