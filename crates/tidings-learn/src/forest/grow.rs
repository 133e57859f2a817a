//! Growing one tree from gradients.
//!
//! On a feature whose score may only fall, a split is refused that would let it rise, and what grows to either side of
//! one stays on its side of the middle between both values: so the tree as a whole never rises along it.

use super::Trainer;
use super::bins::Bins;

/// A node of a tree that grows. Leaves have no split.
#[derive(Clone, Debug)]
pub(super) struct Grown {
    /// The feature and the cut that decide, and the nodes to the left (at most the cut) and to the right.
    pub split: Option<(u16, f32, usize, usize)>,
    /// What the tree says here, before shrinking; in an inner node, the mean of what is below.
    pub value: f64,
    /// How many examples came here.
    count: u32,
}

/// Sums over the examples of a bin or node.
#[derive(Clone, Copy, Default)]
struct Sums {
    gradient: f64,
    hessian: f64,
    count: u32,
}

impl Sums {
    fn add(&mut self, other: Sums) {
        self.gradient += other.gradient;
        self.hessian += other.hessian;
        self.count += other.count;
    }

    fn minus(self, other: Sums) -> Sums {
        Sums {
            gradient: self.gradient - other.gradient,
            hessian: self.hessian - other.hessian,
            count: self.count - other.count,
        }
    }

    /// How much the loss falls if these examples get the value that suits them best, twice.
    fn worth(self, l2: f64) -> f64 {
        self.gradient * self.gradient / (self.hessian + l2).max(f64::MIN_POSITIVE)
    }
}

struct Split {
    gain: f64,
    feature: usize,
    bin: usize,
    left: Sums,
}

/// A node that may still be split.
struct Leaf {
    node: usize,
    part: Part,
    histogram: Vec<Sums>,
    sums: Sums,
    best: Option<Split>,
}

/// Where a leaf stands.
struct Part {
    depth: usize,
    /// Its examples: a range of the order.
    range: (usize, usize),
    /// Between which values all that grows from here stays.
    bounds: (f64, f64),
}

/// Grows trees over the same bins.
pub(super) struct Grower<'a> {
    pub trainer: &'a Trainer,
    pub bins: &'a Bins,
    /// By example.
    pub gradients: &'a [f64],
    pub hessians: &'a [f64],
    /// The features that this tree may use, in order.
    pub features: &'a [usize],
}

impl Grower<'_> {
    /// A tree over the given examples. Node 0 is the root.
    pub(super) fn grow(&self, mut order: Vec<u32>) -> Vec<Grown> {
        let mut nodes = Vec::new();
        let all = Part { depth: 0, range: (0, order.len()), bounds: (f64::NEG_INFINITY, f64::INFINITY) };
        let root = self.leaf(&mut nodes, &order, all, None);
        let mut leaves = vec![root];
        while leaves.len() < self.trainer.leaves.max(2) {
            // The first of the best, so that ties do not depend on anything but the data.
            let mut best: Option<(usize, f64)> = None;
            for (at, leaf) in leaves.iter().enumerate() {
                if let Some(split) = &leaf.best
                    && best.is_none_or(|(_, gain)| split.gain > gain)
                {
                    best = Some((at, split.gain));
                }
            }
            let Some((at, _)) = best else { break };
            let parent = leaves.swap_remove(at);
            let Some(split) = &parent.best else { break };
            let middle = self.divide(&mut order[parent.part.range.0..parent.part.range.1], split)
                + parent.part.range.0;
            let cut = self.bins.cuts(split.feature)[split.bin];
            let feature = split.feature as u16;
            let bounds = self.bounds(&parent, split);
            let ranges = [(parent.part.range.0, middle), (middle, parent.part.range.1)];
            let part = |side: usize| Part {
                depth: parent.part.depth + 1,
                range: ranges[side],
                bounds: bounds[side],
            };
            // The histogram of the larger child is what the smaller one leaves of the parent's.
            let small = usize::from(ranges[1].1 - ranges[1].0 < ranges[0].1 - ranges[0].0);
            let (small_part, large_part) = (part(small), part(1 - small));
            let first = self.leaf(&mut nodes, &order, small_part, None);
            let mut rest = parent.histogram;
            for (sums, taken) in rest.iter_mut().zip(&first.histogram) {
                *sums = sums.minus(*taken);
            }
            let second = self.leaf(&mut nodes, &order, large_part, Some(rest));
            let (left, right) =
                if small == 0 { (first.node, second.node) } else { (second.node, first.node) };
            nodes[parent.node].split = Some((feature, cut, left, right));
            leaves.extend([first, second]);
        }
        // Children come after their parents, so this meets them first.
        for at in (0..nodes.len()).rev() {
            if let Some((_, _, left, right)) = nodes[at].split {
                let (left, right) = (&nodes[left], &nodes[right]);
                let (a, b) = (f64::from(left.count), f64::from(right.count));
                nodes[at].value = (left.value * a + right.value * b) / (a + b);
            }
        }
        nodes
    }

    fn leaf(&self, nodes: &mut Vec<Grown>, order: &[u32], part: Part, histogram: Option<Vec<Sums>>) -> Leaf {
        let examples = &order[part.range.0..part.range.1];
        let mut sums = Sums::default();
        for &example in examples {
            sums.add(self.of(example));
        }
        nodes.push(Grown { split: None, value: self.value(sums, part.bounds), count: sums.count });
        let histogram = histogram.unwrap_or_else(|| self.histogram(examples));
        let mut leaf = Leaf { node: nodes.len() - 1, part, histogram, sums, best: None };
        if self.trainer.depth == 0 || leaf.part.depth < self.trainer.depth {
            leaf.best = self.best_split(&leaf);
        }
        leaf
    }

    /// What suits these examples best, within bounds.
    fn value(&self, sums: Sums, bounds: (f64, f64)) -> f64 {
        let value = -sums.gradient / (sums.hessian + self.trainer.l2).max(f64::MIN_POSITIVE);
        value.clamp(bounds.0, bounds.1)
    }

    /// The bounds of what grows to the left and to the right of a split.
    fn bounds(&self, parent: &Leaf, split: &Split) -> [(f64, f64); 2] {
        let (low, high) = parent.part.bounds;
        if !self.trainer.falling.contains(&split.feature) {
            return [(low, high); 2];
        }
        let right = parent.sums.minus(split.left);
        let middle = (self.value(split.left, (low, high)) + self.value(right, (low, high))) / 2.0;
        [(middle, high), (low, middle)]
    }

    fn of(&self, example: u32) -> Sums {
        let at = example as usize;
        Sums { gradient: self.gradients[at], hessian: self.hessians[at], count: 1 }
    }

    /// 256 bins a feature, so that a bin is found without a table.
    fn histogram(&self, examples: &[u32]) -> Vec<Sums> {
        let mut histogram = vec![Sums::default(); self.features.len() * 256];
        let sums: Vec<Sums> = examples.iter().map(|&example| self.of(example)).collect();
        for (slot, &feature) in histogram.chunks_exact_mut(256).zip(self.features) {
            let column = self.bins.column(feature);
            for (&example, &sums) in examples.iter().zip(&sums) {
                slot[usize::from(column[example as usize])].add(sums);
            }
        }
        histogram
    }

    fn best_split(&self, leaf: &Leaf) -> Option<Split> {
        let Leaf { histogram, sums: all, part: Part { bounds, .. }, .. } = leaf;
        let Trainer { l2, min_examples, min_hessian, min_gain, .. } = *self.trainer;
        let enough = |sums: &Sums| sums.count as usize >= min_examples.max(1) && sums.hessian >= min_hessian;
        let before = all.worth(l2);
        let mut best: Option<Split> = None;
        for (slot, &feature) in histogram.chunks_exact(256).zip(self.features) {
            let falls = self.trainer.falling.contains(&feature);
            let rises = |left, right| self.value(right, *bounds) > self.value(left, *bounds);
            let mut left = Sums::default();
            for (bin, sums) in slot[..self.bins.cuts(feature).len()].iter().enumerate() {
                if sums.count == 0 {
                    continue;
                }
                left.add(*sums);
                let right = all.minus(left);
                if !enough(&left) {
                    continue;
                }
                if !enough(&right) {
                    break;
                }
                if falls && rises(left, right) {
                    continue;
                }
                let gain = left.worth(l2) + right.worth(l2) - before;
                if gain > min_gain.max(0.0) && best.as_ref().is_none_or(|best| gain > best.gain) {
                    best = Some(Split { gain, feature, bin, left });
                }
            }
        }
        best.filter(|split| split.left.count < all.count)
    }

    /// Puts the examples of the left child first, keeping their order; returns how many there are.
    fn divide(&self, examples: &mut [u32], split: &Split) -> usize {
        let column = self.bins.column(split.feature);
        let goes_left = |example: &u32| usize::from(column[*example as usize]) <= split.bin;
        let (left, right): (Vec<u32>, Vec<u32>) = examples.iter().copied().partition(goes_left);
        examples[..left.len()].copy_from_slice(&left);
        examples[left.len()..].copy_from_slice(&right);
        left.len()
    }
}
