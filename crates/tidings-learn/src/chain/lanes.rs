//! Decoding with rows of numbers that a processor handles several at a time: forward and backward, and the best path.
//!
//! A row has one number a label, filled up to a multiple of four with labels that nothing leads to: outside, then four of every
//! type. Labels that end something may be followed by all that begin something, so their transitions are whole rows; the
//! others are followed by two labels only, and are handled by hand. Sums and maxima run in four strands, side by side.

use super::lattice::Transitions;
use super::scheme::Scheme;

/// A label with less than this share of the probability adds nothing that a decision could depend on.
const NEGLIGIBLE: f32 = 1e-9;

/// Rows of so many numbers are added quicker than it is asked whether they are worth it.
const FEW: usize = 12;

/// An item with more than this probability of being outside is outside in the best sequence.
const CERTAIN: f32 = 0.9999;

/// The numbers of a row for so many labels.
pub(super) const fn lanes(labels: usize) -> usize {
    labels.next_multiple_of(4)
}

/// The transitions of a trained chain.
#[derive(Clone)]
pub(super) struct Matrix {
    labels: usize,
    lanes: usize,
    /// The transitions within spans, by type.
    inner: Vec<Inner>,
    /// Exponentials: row by row from a label, to all.
    leaving: Vec<f32>,
    /// Exponentials: row by row to a label, from all.
    entering: Vec<f32>,
    /// Weights: row by row from a label, to all; negative infinity where it may not go.
    weights: Vec<f32>,
}

/// The transitions within a span of one type, as weights and as their exponentials.
#[derive(Clone, Copy)]
struct Inner {
    weights: Within,
    factors: Within,
}

/// From the first item of a span and from one inside, to one inside and to the last.
#[derive(Clone, Copy)]
struct Within {
    begin_inside: f32,
    begin_last: f32,
    inside_inside: f32,
    inside_last: f32,
}

/// Where the labels of a type stand in its part of a row.
const BEGIN: usize = 0;
const INSIDE: usize = 1;
const LAST: usize = 2;
const UNIT: usize = 3;

/// The part of a row with the labels of the types, four of each.
#[inline(always)]
fn types<const N: usize>(row: &[f32; N]) -> &[[f32; 4]] {
    row[1..].as_chunks().0
}

#[inline(always)]
fn types_mut<const N: usize>(row: &mut [f32; N]) -> &mut [[f32; 4]] {
    row[1..].as_chunks_mut().0
}

/// The probabilities of one sequence, in rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Trellis {
    emission: Vec<f32>,
    /// Probabilities of the labels once both directions are done.
    pub(super) forward: Vec<f32>,
    backward: Vec<f32>,
    from: Vec<u8>,
    pub(super) best: Vec<u8>,
}

/// Calls a method that is compiled for rows of so many numbers; of 64, if none of the widths fits.
macro_rules! by_lanes {
    ($self:ident.$method:ident($scores:ident, $trellis:ident): $($lanes:literal)*) => {
        match $self.lanes {
            $($lanes => $self.$method::<$lanes>($scores, $trellis),)*
            _ => $self.$method::<64>($scores, $trellis),
        }
    };
}

impl Matrix {
    pub(super) fn new(scheme: Scheme, transitions: &Transitions, pairs: &[f32]) -> Self {
        let labels = scheme.labels();
        let lanes = lanes(labels);
        let filled = |value: f32| vec![value; labels * lanes];
        let mut matrix = Matrix {
            labels,
            lanes,
            inner: Vec::new(),
            leaving: filled(0.0),
            entering: filled(0.0),
            weights: filled(f32::NEG_INFINITY),
        };
        for ((from, to), weight) in transitions.pairs.iter().zip(pairs) {
            let (from, to) = (*from as usize, *to as usize);
            matrix.weights[from * lanes + to] = *weight;
            matrix.leaving[from * lanes + to] = weight.exp();
            matrix.entering[to * lanes + from] = weight.exp();
        }
        matrix.inner = (0..scheme.types()).map(|kind| matrix.within(1 + 4 * kind)).collect();
        matrix
    }

    /// The transitions within a span of the type whose labels begin with this one.
    fn within(&self, first: usize) -> Inner {
        let of = |table: &[f32]| {
            let at = |from: usize, to: usize| table[(first + from) * self.lanes + first + to];
            Within {
                begin_inside: at(BEGIN, INSIDE),
                begin_last: at(BEGIN, LAST),
                inside_inside: at(INSIDE, INSIDE),
                inside_last: at(INSIDE, LAST),
            }
        };
        Inner { weights: of(&self.weights), factors: of(&self.leaving) }
    }

    /// Adds to the scores of an item what coming from an item outside is worth; nothing to labels that cannot.
    pub(super) fn add_from_outside(&self, scores: &mut [f32]) {
        for (score, weight) in scores.iter_mut().zip(&self.weights[..self.lanes]) {
            *score += if weight.is_finite() { *weight } else { 0.0 };
        }
    }

    /// Adds to the scores of an item what going on to an item outside is worth; nothing to labels that cannot.
    pub(super) fn add_to_outside(&self, scores: &mut [f32]) {
        for (score, row) in scores.iter_mut().zip(self.weights.chunks_exact(self.lanes)) {
            *score += if row[0].is_finite() { row[0] } else { 0.0 };
        }
    }

    /// Computes the probability of every label at every item of `scores`, into `trellis.forward`. All zero if no
    /// sequence is possible.
    pub(super) fn probabilities(&self, scores: &[f32], trellis: &mut Trellis) {
        by_lanes!(self.both_ways(scores, trellis): 8 12 16 20 24 28 32 36 40 44 48 52 56 60)
    }

    /// Finds the most probable sequence of labels, into `trellis.best`, given the probabilities of the labels.
    pub(super) fn best(&self, scores: &[f32], trellis: &mut Trellis) {
        by_lanes!(self.viterbi(scores, trellis): 8 12 16 20 24 28 32 36 40 44 48 52 56 60)
    }

    /// Forward and backward at once, from both ends: each waits for the item before it, but not for the other.
    fn both_ways<const N: usize>(&self, scores: &[f32], trellis: &mut Trellis) {
        let (scores, _) = scores.as_chunks::<N>();
        let length = scores.len();
        let Some(last) = length.checked_sub(1) else {
            trellis.forward.clear();
            return;
        };
        let Trellis { emission, forward, backward, .. } = trellis;
        let [emission, forward, backward] = [emission, forward, backward].map(|column| {
            column.clear();
            column.resize(length * N, 0.0);
            column.as_chunks_mut::<N>().0
        });
        for (scores, emission) in scores.iter().zip(emission.iter_mut()) {
            *emission = exponentials(scores, self.labels);
        }
        // Nothing may be open at the end.
        for labels in types_mut(&mut emission[last]) {
            (labels[BEGIN], labels[INSIDE]) = (0.0, 0.0);
        }
        let (leaving, entering) = (self.leaving.as_chunks::<N>().0, self.entering.as_chunks::<N>().0);
        let (mut ahead, mut back) = (leaving[0].map(|weight| f32::from(weight > 0.0)), [1.0; N]);
        for index in 0..length {
            let mirror = last - index;
            backward[mirror] = back;
            let is_possible = share(&mut ahead, &emission[index]) & share(&mut back, &emission[mirror]);
            if !is_possible {
                forward.as_flattened_mut().fill(0.0);
                return;
            }
            forward[index] = ahead;
            ahead = self.step_forward(leaving, &forward[index]);
            back = self.step_backward(entering, &back);
        }
        for (forward, backward) in forward.iter_mut().zip(backward) {
            if !share(forward, backward) {
                forward.fill(0.0);
            }
        }
    }

    #[inline]
    fn step_forward<const N: usize>(&self, leaving: &[[f32; N]], last: &[f32; N]) -> [f32; N] {
        let mut row = self.between(leaving, last, [LAST, UNIT]);
        let rows = types_mut(&mut row).iter_mut().zip(types(last));
        for ((row, last), Inner { factors, .. }) in rows.zip(&self.inner) {
            row[INSIDE] += last[BEGIN] * factors.begin_inside + last[INSIDE] * factors.inside_inside;
            row[LAST] += last[BEGIN] * factors.begin_last + last[INSIDE] * factors.inside_last;
        }
        row
    }

    #[inline]
    fn step_backward<const N: usize>(&self, entering: &[[f32; N]], next: &[f32; N]) -> [f32; N] {
        let mut row = self.between(entering, next, [BEGIN, UNIT]);
        let rows = types_mut(&mut row).iter_mut().zip(types(next));
        for ((row, next), Inner { factors, .. }) in rows.zip(&self.inner) {
            row[BEGIN] += next[INSIDE] * factors.begin_inside + next[LAST] * factors.begin_last;
            row[INSIDE] += next[INSIDE] * factors.inside_inside + next[LAST] * factors.inside_last;
        }
        row
    }

    /// The sum of the rows of outside and of two labels of every type, each times its value: what steps from one span to the next give.
    /// With many types, values that are as good as impossible are left out: most items have a label or two that are possible at all.
    #[inline]
    fn between<const N: usize>(&self, table: &[[f32; N]], values: &[f32; N], parts: [usize; 2]) -> [f32; N] {
        let mut row = [0.0; N];
        let mut add = |label: usize, value: f32| {
            if N <= FEW || value > NEGLIGIBLE {
                row.iter_mut().zip(&table[label]).for_each(|(sum, weight)| *sum += value * weight);
            }
        };
        add(0, values[0]);
        for (kind, labels) in types(values).iter().take(self.inner.len()).enumerate() {
            parts.into_iter().for_each(|part| add(1 + 4 * kind + part, labels[part]));
        }
        row
    }

    fn viterbi<const N: usize>(&self, scores: &[f32], trellis: &mut Trellis) {
        let (scores, _) = scores.as_chunks::<N>();
        trellis.from.clear();
        trellis.from.resize(scores.len() * N, 0);
        trellis.best.clear();
        trellis.best.resize(scores.len(), 0);
        let (from, _) = trellis.from.as_chunks_mut::<N>();
        let (weights, _) = self.weights.as_chunks::<N>();
        let mut last = [f32::NEG_INFINITY; N];
        let (shares, _) = trellis.forward.as_chunks::<N>();
        for (index, ((scores, origins), share)) in scores.iter().zip(from.iter_mut()).zip(shares).enumerate()
        {
            if share[0] > CERTAIN {
                // Whatever stands before: the path starts anew here.
                origins[0] = self.best_before_outside(weights, &last);
                last = [f32::NEG_INFINITY; N];
                last[0] = 0.0;
                continue;
            }
            let mut row;
            if index == 0 {
                row = weights[0].map(|weight| if weight.is_finite() { 0.0 } else { f32::NEG_INFINITY });
            } else {
                (row, *origins) = self.step_best(weights, &last, &shares[index - 1]);
            }
            row.iter_mut().zip(scores).for_each(|(value, score)| *value += score);
            last = row;
        }
        let mut label = 0;
        let mut top = f32::NEG_INFINITY;
        for candidate in self.closed() {
            if last[candidate] > top {
                (label, top) = (candidate, last[candidate]);
            }
        }
        for (best, from) in trellis.best.iter_mut().zip(from.iter()).rev() {
            *best = label as u8;
            label = from[label] as usize;
        }
    }

    /// The labels after which something new may begin, in order.
    #[inline]
    fn closed(&self) -> impl Iterator<Item = usize> {
        let ends = (0..self.inner.len()).flat_map(|kind| [1 + 4 * kind + LAST, 1 + 4 * kind + UNIT]);
        std::iter::once(0).chain(ends)
    }

    /// The best label for the item before one that is outside; the first of equals.
    #[inline]
    fn best_before_outside<const N: usize>(&self, weights: &[[f32; N]], last: &[f32; N]) -> u8 {
        let mut best = (0, f32::NEG_INFINITY);
        for from in self.closed() {
            let score = last[from] + weights[from][0];
            if score > best.1 {
                best = (from as u8, score);
            }
        }
        best.0
    }

    /// The best score of every label at an item and where it comes from, given the scores at the item before and the
    /// probabilities there.
    #[inline]
    fn step_best<const N: usize>(
        &self,
        weights: &[[f32; N]],
        last: &[f32; N],
        shares: &[f32; N],
    ) -> ([f32; N], [u8; N]) {
        let mut top = [f32::NEG_INFINITY; N];
        // Labels as numbers of the width of a score, so that both are chosen in one go.
        let mut origin = [0_u32; N];
        let mut leave = |from: usize| {
            // What is as good as impossible is on no best path.
            if shares[from] > NEGLIGIBLE {
                let (value, weights) = (last[from], &weights[from]);
                for lane in 0..N {
                    let score = value + weights[lane];
                    let better = score > top[lane];
                    top[lane] = if better { score } else { top[lane] };
                    origin[lane] = if better { from as u32 } else { origin[lane] };
                }
            }
        };
        leave(0);
        for kind in 0..self.inner.len() {
            leave(1 + 4 * kind + LAST);
            leave(1 + 4 * kind + UNIT);
        }
        let (into, origins) = (types_mut(&mut top).iter_mut(), origin[1..].as_chunks_mut::<4>().0);
        for ((((top, origin), last), Inner { weights, .. }), kind) in
            into.zip(origins).zip(types(last)).zip(&self.inner).zip(0..)
        {
            let (begin, inside) = (1 + 4 * kind, 1 + 4 * kind + INSIDE as u32);
            let mut choose = |to: usize, start: f32, onward: f32| {
                (top[to], origin[to]) = if onward > start { (onward, inside) } else { (start, begin) };
            };
            choose(INSIDE, last[BEGIN] + weights.begin_inside, last[INSIDE] + weights.inside_inside);
            choose(LAST, last[BEGIN] + weights.begin_last, last[INSIDE] + weights.inside_last);
        }
        (top, origin.map(|label| label as u8))
    }
}

/// Makes a row the products of two as shares of their sum. False if that is no number above zero.
#[inline]
fn share<const N: usize>(row: &mut [f32; N], other: &[f32; N]) -> bool {
    row.iter_mut().zip(other).for_each(|(value, other)| *value *= other);
    let sum = sum(row);
    let scale = 1.0 / sum;
    row.iter_mut().for_each(|value| *value *= scale);
    sum > 0.0 && sum.is_finite()
}

/// The sum of a row.
#[inline]
fn sum<const N: usize>(row: &[f32; N]) -> f32 {
    let mut strands = [0.0; 4];
    for four in row.as_chunks::<4>().0 {
        strands.iter_mut().zip(four).for_each(|(sum, value)| *sum += value);
    }
    (strands[0] + strands[1]) + (strands[2] + strands[3])
}

/// The largest number of a row.
#[inline]
fn largest<const N: usize>(row: &[f32; N]) -> f32 {
    let greater = |a: f32, b: f32| if a > b { a } else { b };
    let mut strands = [f32::NEG_INFINITY; 4];
    for four in row.as_chunks::<4>().0 {
        strands.iter_mut().zip(four).for_each(|(most, value)| *most = greater(*value, *most));
    }
    greater(greater(strands[0], strands[1]), greater(strands[2], strands[3]))
}

/// Exponentials of the scores relative to the largest of them; zero beyond the last label.
#[inline]
fn exponentials<const N: usize>(scores: &[f32; N], labels: usize) -> [f32; N] {
    let largest = largest(scores);
    let mut values = *scores;
    // In place: the compiler makes several at a time of a plain loop only.
    values.iter_mut().for_each(|value| *value = exponential(*value - largest));
    values[labels..].fill(0.0);
    values
}

/// The exponential function for numbers up to zero, to about one part in a hundred thousand: a power of two times a polynomial for the
/// rest. Without a branch, so that the compiler makes several at a time.
#[inline]
fn exponential(value: f32) -> f32 {
    // Adding and taking away 1.5 · 2²³ rounds to a whole number, which then stands in the low bits.
    const ROUND: f32 = 12_582_912.0;
    let power = value.max(-87.0) * std::f32::consts::LOG2_E;
    let shifted = power + ROUND;
    let rest = (power - (shifted - ROUND)) * std::f32::consts::LN_2;
    let series = 1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest / 120.0))));
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits());
    f32::from_bits(series.to_bits().wrapping_add(exponent << 23))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_close() {
        for step in 0..8_000 {
            let value = -0.01 * step as f32;
            let (found, wanted) = (exponential(value), value.exp());
            assert!((found - wanted).abs() <= wanted * 2e-5 + 1e-36, "{value}: {found} {wanted}");
        }
    }

    proptest::proptest! {
        /// Against the plain way to compute both, which training uses.
        #[test]
        fn lanes_agree_with_the_lattice(
            types in 1usize..=15,
            length in 1usize..9,
            seed in 0u64..1000,
        ) {
            let mut random = crate::random::Random::new(seed);
            let mut number = || (random.next_u64() % 8001) as f32 / 1000.0 - 4.0;
            let scheme = Scheme::new(types);
            let labels = scheme.labels();
            let transitions = Transitions::new(scheme);
            let pairs: Vec<f32> = transitions.pairs.iter().map(|_| number()).collect();
            let matrix = Matrix::new(scheme, &transitions, &pairs);
            let plain: Vec<f32> = (0..labels * length).map(|_| number()).collect();
            let mut scores = Vec::new();
            for row in plain.chunks_exact(labels) {
                scores.extend_from_slice(row);
                scores.resize(scores.len().next_multiple_of(lanes(labels)), f32::NEG_INFINITY);
            }
            let mut trellis = Trellis::default();
            matrix.probabilities(&scores, &mut trellis);
            let exponentials: Vec<f32> = pairs.iter().map(|weight| weight.exp()).collect();
            let mut lattice = super::super::lattice::Lattice::default();
            lattice.run(&transitions, &exponentials, &plain, |_| u64::MAX);
            for item in 0..length {
                for label in 0..labels {
                    let wanted = lattice.probability(labels, item, label);
                    let found = trellis.forward[item * lanes(labels) + label];
                    proptest::prop_assert!((found - wanted).abs() < 1e-4, "{found} {wanted}");
                }
            }
            matrix.best(&scores, &mut trellis);
            let value = |path: &[u8]| -> f32 {
                let within: f32 = path.iter().enumerate().map(|(item, label)| plain[item * labels + *label as usize]).sum();
                let between: f32 = path
                    .windows(2)
                    .map(|two| {
                        let at = transitions.pairs.iter().position(|pair| *pair == (two[0], two[1]));
                        at.map_or(f32::NEG_INFINITY, |at| pairs[at])
                    })
                    .sum();
                within + between
            };
            // No path of one label changed is better.
            let best = value(&trellis.best);
            proptest::prop_assert!(best.is_finite());
            for item in 0..length {
                for label in 0..labels as u8 {
                    let mut other = trellis.best.clone();
                    other[item] = label;
                    let (first, last) = (other[0] as usize, other[length - 1] as usize);
                    if scheme.may_start(first) && scheme.may_end(last) {
                        proptest::prop_assert!(value(&other) <= best + 1e-3);
                    }
                }
            }
        }
    }
}
