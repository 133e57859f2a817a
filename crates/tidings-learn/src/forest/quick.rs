//! The same trees, laid out for speed.
//!
//! Trees of one cut each add up to one step function a feature: a score is one search a feature, however many trees
//! there are. For larger trees, instead of walking down every tree, go through the cuts of every feature that the row
//! exceeds, and strike out the leaves that can then no longer be reached (QuickScorer; Lucchese et al. 2015).

use std::ops::{BitAndAssign, BitOr};

use super::table::Node;

/// The most trees whose leaves are struck out together: a cut names its tree in a byte.
const TREES: usize = 256;

/// So many cuts of a feature are all looked at.
const COUNTED: usize = 48;

/// A forest in the layout that suits it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Quick {
    /// Trees of one cut.
    Steps(Steps),
    /// Larger trees, by the most leaves that one has.
    Of8(Cuts<u8>),
    Of16(Cuts<u16>),
    Of32(Cuts<u32>),
    Of64(Cuts<u64>),
}

impl Quick {
    /// Lays trees out, in groups in their order; `None` if one has too many leaves.
    pub(super) fn groups(width: usize, roots: &[u32], nodes: &[Node]) -> Option<Vec<Self>> {
        match Steps::new(width, roots, nodes) {
            Some(steps) => Some(vec![Quick::Steps(steps)]),
            None => roots.chunks(TREES).map(|roots| Quick::group(width, roots, nodes)).collect(),
        }
    }

    fn group(width: usize, roots: &[u32], nodes: &[Node]) -> Option<Self> {
        (Cuts::new(width, roots, nodes).map(Quick::Of8))
            .or_else(|| Cuts::new(width, roots, nodes).map(Quick::Of16))
            .or_else(|| Cuts::new(width, roots, nodes).map(Quick::Of32))
            .or_else(|| Cuts::new(width, roots, nodes).map(Quick::Of64))
    }

    /// Adds what all trees say of a row.
    #[inline]
    pub(super) fn add(&self, features: &[f32], score: f32) -> f32 {
        match self {
            Quick::Steps(steps) => steps.add(features, score),
            Quick::Of8(cuts) => cuts.add(features, score),
            Quick::Of16(cuts) => cuts.add(features, score),
            Quick::Of32(cuts) => cuts.add(features, score),
            Quick::Of64(cuts) => cuts.add(features, score),
        }
    }
}

/// A step function of every feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Steps {
    /// By feature: where its cuts begin; one more at the end.
    pub(super) starts: Vec<u32>,
    /// The cuts, rising within a feature, without repetition.
    pub(super) cuts: Vec<f32>,
    /// By feature, one value more than it has cuts: that of rows above so many cuts.
    pub(super) values: Vec<f32>,
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
            score += self.values[bounds[0] as usize + feature + above(cuts, *value)];
        }
        score
    }
}

/// The cuts of all trees by feature. `L` has a bit for every leaf of a tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cuts<L> {
    /// By feature: where its cuts begin; one more at the end.
    pub(super) starts: Vec<u32>,
    /// The cuts, rising within a feature, without repetition: many trees cut at the same place.
    pub(super) cuts: Vec<f32>,
    /// By cut: where its strikes begin; one more at the end.
    pub(super) first_strike: Vec<u32>,
    /// What a row above a cut strikes out.
    pub(super) strikes: Vec<Strike<L>>,
    /// By tree: where its leaves begin.
    pub(super) first_leaf: Vec<u32>,
    /// The values of the leaves of all trees, each tree's from left to right.
    pub(super) leaves: Vec<f32>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Strike<L> {
    pub(super) tree: u8,
    /// The leaves of the tree that a row above the cut can still reach.
    pub(super) reachable: L,
}

/// A set of leaves of a tree, the leftmost in the lowest bit.
pub(super) trait Leaves: Copy + Default + Ord + BitAndAssign + BitOr<Output = Self> {
    /// How many leaves it has room for.
    const MOST: usize;
    /// All of them.
    const ALL: Self;
    /// The lowest bits of a number.
    fn of(bits: u64) -> Self;
    /// Itself as a number.
    fn bits(self) -> u64;
    /// The leftmost leaf.
    fn first(self) -> usize;
}

macro_rules! leaves {
    ($($number:ty),*) => {$(
        impl Leaves for $number {
            const MOST: usize = <$number>::BITS as usize;
            const ALL: Self = <$number>::MAX;

            #[inline(always)]
            fn of(bits: u64) -> Self {
                bits as $number
            }

            #[inline(always)]
            fn bits(self) -> u64 {
                self as u64
            }

            #[inline(always)]
            fn first(self) -> usize {
                self.trailing_zeros() as usize
            }
        }
    )*};
}

leaves!(u8, u16, u32, u64);

impl<L: Leaves> Cuts<L> {
    /// `None` if a tree has more leaves than fit, or a feature more cuts than a number of this kind counts.
    fn new(width: usize, roots: &[u32], nodes: &[Node]) -> Option<Self> {
        let mut quick = Cuts::default();
        let mut found: Vec<(u16, f32, Strike<L>)> = Vec::new();
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
                            if number == L::MOST {
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
                        found.push((feature, cut, Strike { tree: tree as u8, reachable: L::of(!left) }));
                    }
                }
            }
        }
        found.sort_by(|(a, x, one), (b, y, other)| {
            a.cmp(b).then(x.total_cmp(y)).then(one.tree.cmp(&other.tree))
        });
        for feature in 0..width {
            quick.starts.push(quick.cuts.len() as u32);
            let from = found.partition_point(|(of, ..)| usize::from(*of) < feature);
            let own = found[from..].iter().take_while(|(of, ..)| usize::from(*of) == feature);
            let mut last = None;
            for (_, cut, strike) in own {
                if last.replace(*cut) != Some(*cut) {
                    quick.cuts.push(*cut);
                    quick.first_strike.push(quick.strikes.len() as u32);
                }
                quick.strikes.push(*strike);
            }
        }
        quick.starts.push(quick.cuts.len() as u32);
        quick.first_strike.push(quick.strikes.len() as u32);
        let most_cuts = quick.starts.windows(2).map(|bounds| bounds[1] - bounds[0]).max().unwrap_or(0);
        (u64::from(most_cuts) <= L::ALL.bits()).then_some(quick)
    }

    /// What rows above a cut, by its number, strike out.
    #[inline(always)]
    pub(super) fn strikes(&self, cuts: std::ops::Range<usize>) -> &[Strike<L>] {
        &self.strikes[self.first_strike[cuts.start] as usize..self.first_strike[cuts.end] as usize]
    }

    /// Adds the values of the leaves that a row reaches, tree by tree.
    #[inline]
    pub(super) fn add(&self, features: &[f32], mut score: f32) -> f32 {
        let mut reachable = [L::ALL; TREES];
        for (value, bounds) in features.iter().zip(self.starts.windows(2)) {
            let (start, end) = (bounds[0] as usize, bounds[1] as usize);
            let above = above(self.cuts.get(start..end).unwrap_or(&[]), *value);
            for strike in self.strikes(start..start + above) {
                reachable[usize::from(strike.tree)] &= strike.reachable;
            }
        }
        for (first, reachable) in self.first_leaf.iter().zip(reachable) {
            score += self.leaves[*first as usize + reachable.first()];
        }
        score
    }
}

/// How many of some rising cuts a value is above. A value that is not known is above none. A few cuts are counted sooner
/// than halved: nothing to guess.
#[inline]
pub(super) fn above(cuts: &[f32], value: f32) -> usize {
    if cuts.len() <= COUNTED {
        cuts.iter().map(|cut| u32::from(value > *cut)).sum::<u32>() as usize
    } else {
        cuts.partition_point(|cut| value > *cut)
    }
}

enum Step {
    Enter(u32),
    Cut { feature: u16, cut: f32, from: usize },
}
