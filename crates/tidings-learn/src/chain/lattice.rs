//! The forward-backward algorithm over the possible transitions of a scheme, with scaled probabilities.
//!
//! Each item's largest score is taken out before the exponential and each item's sum is scaled to 1, so sequences of any
//! length stay within the range of `f32`; the logarithms of what was taken out are kept for the likelihood.

use super::scheme::Scheme;

/// The possible transitions of a scheme, by the label that they lead to.
#[derive(Clone, Debug)]
pub(crate) struct Transitions {
    pub labels: usize,
    /// (from, to), sorted by `to`.
    pub pairs: Vec<(u8, u8)>,
    /// Where the pairs that lead to a label begin; one more at the end.
    pub starts: Vec<u32>,
    pub may_start: u64,
    pub may_end: u64,
}

impl Transitions {
    pub fn new(scheme: Scheme) -> Self {
        let labels = scheme.labels();
        let (mut pairs, mut starts) = (Vec::new(), vec![0]);
        for to in 0..labels {
            let from = (0..labels).filter(|from| scheme.may_follow(*from, to));
            pairs.extend(from.map(|from| (from as u8, to as u8)));
            starts.push(pairs.len() as u32);
        }
        let bits = |may: &dyn Fn(usize) -> bool| {
            (0..labels).filter(|label| may(*label)).fold(0, |all, label| all | 1u64 << label)
        };
        Transitions {
            may_start: bits(&|label| scheme.may_start(label)),
            may_end: bits(&|label| scheme.may_end(label)),
            labels,
            pairs,
            starts,
        }
    }

    /// The pairs that lead to `to`, as indices.
    pub fn leading_to(&self, to: usize) -> std::ops::Range<usize> {
        self.starts[to] as usize..self.starts[to + 1] as usize
    }
}

/// Scratch space: probabilities of one sequence. Rows of `labels` numbers, one row an item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lattice {
    emission: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    scales: Vec<f32>,
}

impl Lattice {
    /// Runs forward and backward over `scores` (rows of `labels`), with the exponentials of the transition weights. An
    /// item is limited to the labels of its set. Gives the logarithm of the sum over all sequences; negative
    /// infinity if none is possible.
    pub fn run(
        &mut self,
        transitions: &Transitions,
        weights: &[f32],
        scores: &[f32],
        allowed: impl Fn(usize) -> u64,
    ) -> f64 {
        let labels = transitions.labels;
        let length = scores.len() / labels;
        for column in [&mut self.emission, &mut self.forward, &mut self.backward] {
            column.clear();
            column.resize(scores.len(), 0.0);
        }
        self.scales.clear();
        self.scales.resize(length, 0.0);
        let mut total = 0.0f64;
        for index in 0..length {
            let row = index * labels..(index + 1) * labels;
            let mut set = allowed(index);
            if index == 0 {
                set &= transitions.may_start;
            }
            if index + 1 == length {
                set &= transitions.may_end;
            }
            let (before, rest) = self.forward.split_at_mut(row.start);
            let forward = &mut rest[..labels];
            let largest = exponentials(&scores[row.clone()], set, &mut self.emission[row.clone()]);
            let emission = &self.emission[row.clone()];
            if index == 0 {
                forward.copy_from_slice(emission);
            } else {
                let last = &before[row.start - labels..];
                for (to, sum) in forward.iter_mut().enumerate() {
                    if emission[to] > 0.0 {
                        let range = transitions.leading_to(to);
                        let pairs = transitions.pairs[range.clone()].iter().zip(&weights[range]);
                        *sum = emission[to]
                            * pairs.map(|(pair, weight)| last[pair.0 as usize] * weight).sum::<f32>();
                    }
                }
            }
            let sum: f32 = forward.iter().sum();
            if sum <= 0.0 || !sum.is_finite() {
                return f64::NEG_INFINITY;
            }
            forward.iter_mut().for_each(|value| *value /= sum);
            self.scales[index] = sum;
            total += sum.ln() as f64 + largest as f64;
        }
        self.backward(transitions, weights, length);
        total
    }

    fn backward(&mut self, transitions: &Transitions, weights: &[f32], length: usize) {
        let labels = transitions.labels;
        let Some(last) = length.checked_sub(1) else { return };
        self.backward[last * labels..].fill(1.0);
        for index in (0..last).rev() {
            let (before, after) = self.backward.split_at_mut((index + 1) * labels);
            let backward = &mut before[index * labels..];
            let emission = &self.emission[(index + 1) * labels..(index + 2) * labels];
            let scale = 1.0 / self.scales[index + 1];
            for to in 0..labels {
                let next = after[to] * emission[to] * scale;
                if next > 0.0 {
                    let range = transitions.leading_to(to);
                    for (pair, weight) in transitions.pairs[range.clone()].iter().zip(&weights[range]) {
                        backward[pair.0 as usize] += next * weight;
                    }
                }
            }
        }
    }

    /// The probability of a label at an item.
    #[inline]
    pub fn probability(&self, labels: usize, index: usize, label: usize) -> f32 {
        self.forward[index * labels + label] * self.backward[index * labels + label]
    }

    /// Adds `sign` times the expected count of every transition.
    pub fn add_transitions(&self, transitions: &Transitions, weights: &[f32], sign: f32, counts: &mut [f32]) {
        let labels = transitions.labels;
        for index in 1..self.scales.len() {
            let last = &self.forward[(index - 1) * labels..index * labels];
            let row = index * labels..(index + 1) * labels;
            let (emission, backward) = (&self.emission[row.clone()], &self.backward[row]);
            let scale = sign / self.scales[index];
            for (number, (from, to)) in transitions.pairs.iter().enumerate() {
                let next = emission[*to as usize] * backward[*to as usize];
                counts[number] += last[*from as usize] * weights[number] * next * scale;
            }
        }
    }
}

/// Exponentials of the scores in the set, relative to the largest of them; the others become 0.
fn exponentials(scores: &[f32], set: u64, into: &mut [f32]) -> f32 {
    let within = |label: usize| set >> label & 1 == 1;
    let inside = scores.iter().enumerate().filter(|(label, _)| within(*label));
    let largest = inside.map(|(_, score)| *score).fold(f32::NEG_INFINITY, f32::max);
    for (label, (value, score)) in into.iter_mut().zip(scores).enumerate() {
        *value = if within(label) { (score - largest).exp() } else { 0.0 };
    }
    largest
}
