//! The likelihood of a chain over scores from elsewhere, with its gradients: for teachers that are no net of this crate.

use super::lattice::{Lattice, Transitions};
use super::scheme::{Allowed, Scheme};

/// Works out how likely the possible labels of a sequence are, and which way scores and transitions have to move. Keeps its memory for the
/// next sequence.
#[derive(Clone, Debug)]
pub struct ChainLoss {
    transitions: Transitions,
    exponentials: Vec<f32>,
    all: Lattice,
    possible: Lattice,
}

impl ChainLoss {
    /// For the labels of a scheme, with transitions that are worth nothing yet.
    pub fn new(scheme: Scheme) -> Self {
        let transitions = Transitions::new(scheme);
        let exponentials = vec![1.0; transitions.pairs.len()];
        ChainLoss { transitions, exponentials, all: Lattice::default(), possible: Lattice::default() }
    }

    /// The number of possible transitions.
    pub fn transitions(&self) -> usize {
        self.transitions.pairs.len()
    }

    /// Sets what the transitions are worth.
    ///
    /// # Panics
    /// If there are not as many as possible transitions.
    pub fn set_transitions(&mut self, weights: &[f32]) {
        assert_eq!(weights.len(), self.exponentials.len(), "a weight for every transition");
        self.exponentials.iter_mut().zip(weights).for_each(|(into, weight)| *into = weight.exp());
    }

    /// The loss of a sequence: the negative logarithm of the share of what is allowed. Scores are rows of as many numbers as there are
    /// labels. `None`, and no gradients, if no spans can give the sequence within its sets.
    ///
    /// # Panics
    /// If there is not a row of scores for every set.
    pub fn run(&mut self, scores: &[f32], allowed: &[Allowed]) -> Option<f64> {
        assert_eq!(scores.len(), allowed.len() * self.transitions.labels, "a score for every label");
        let (transitions, exponentials) = (&self.transitions, &self.exponentials);
        let all = self.all.run(transitions, exponentials, scores, |_| u64::MAX);
        let possible = self.possible.run(transitions, exponentials, scores, |item| allowed[item].0);
        (all.is_finite() && possible.is_finite()).then_some(all - possible)
    }

    /// Adds `times` the gradients of the sequence that [`ChainLoss::run`] saw last: of its scores, and of the transitions.
    pub fn add_gradients(&self, times: f32, scores: &mut [f32], transitions: &mut [f32]) {
        let labels = self.transitions.labels;
        for (at, gradient) in scores.iter_mut().enumerate() {
            let (item, label) = (at / labels, at % labels);
            let all = self.all.probability(labels, item, label);
            *gradient += times * (all - self.possible.probability(labels, item, label));
        }
        self.all.add_transitions(&self.transitions, &self.exponentials, times, transitions);
        self.possible.add_transitions(&self.transitions, &self.exponentials, -times, transitions);
    }

    /// Writes the probability of every label of every item; rows as the scores.
    pub fn probabilities(&mut self, scores: &[f32], into: &mut Vec<f32>) {
        let labels = self.transitions.labels;
        self.all.run(&self.transitions, &self.exponentials, scores, |_| u64::MAX);
        into.clear();
        into.extend((0..scores.len()).map(|at| self.all.probability(labels, at / labels, at % labels)));
    }

    /// The labels of the sequence of spans with the most expected right labels, for rows of probabilities.
    pub fn most_expected(&self, probabilities: &[f32]) -> Vec<u8> {
        let transitions = &self.transitions;
        let labels = transitions.labels;
        let mut from: Vec<u8> = vec![0; probabilities.len()];
        let mut sums: Vec<f32> = Vec::new();
        for (item, row) in probabilities.chunks_exact(labels).enumerate() {
            let best = |to: usize| {
                let pairs = transitions.pairs[transitions.leading_to(to)].iter();
                let last = pairs.map(|(from, _)| (*from, sums[*from as usize]));
                last.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).unwrap_or((0, f32::NEG_INFINITY))
            };
            let next = (0..labels).map(|to| match item {
                0 if transitions.may_start >> to & 1 == 1 => (0, row[to]),
                0 => (0, f32::NEG_INFINITY),
                _ => (best(to).0, best(to).1 + row[to]),
            });
            let next: Vec<(u8, f32)> = next.collect();
            next.iter().enumerate().for_each(|(to, (label, _))| from[item * labels + to] = *label);
            sums = next.into_iter().map(|(_, sum)| sum).collect();
        }
        let ends = sums.iter().enumerate().filter(|(label, _)| transitions.may_end >> label & 1 == 1);
        let mut label = ends.max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(label, _)| label as u8);
        let mut best = vec![0; probabilities.len() / labels];
        for (item, into) in best.iter_mut().enumerate().rev() {
            *into = label;
            label = from[item * labels + label as usize];
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradients_are_differences_of_the_loss() {
        let scheme = Scheme::new(2);
        let mut loss = ChainLoss::new(scheme);
        let mut allowed = vec![scheme.unmarked(&[1]); 4];
        scheme.mark(&mut allowed, 1..3, &[0, 1]);
        let scores: Vec<f32> = (0..4 * scheme.labels()).map(|at| (at * 7 % 11) as f32 / 5.0).collect();
        let weights: Vec<f32> = (0..loss.transitions()).map(|at| (at * 5 % 7) as f32 / 4.0).collect();
        loss.set_transitions(&weights);
        assert!(loss.run(&scores, &allowed).unwrap() > 0.0);
        let (mut of_scores, mut of_weights) = (vec![0.0; scores.len()], vec![0.0; weights.len()]);
        loss.add_gradients(1.0, &mut of_scores, &mut of_weights);
        let step = 1e-2;
        for at in [0, 7, 13, 20] {
            let mut near = |by: f32| {
                let mut scores = scores.clone();
                scores[at] += by;
                loss.run(&scores, &allowed).unwrap()
            };
            let slope = (near(step) - near(-step)) / (2.0 * step as f64);
            assert!((slope - of_scores[at] as f64).abs() < 1e-3, "score {at}: {slope} and {}", of_scores[at]);
        }
        for at in [0, 3, 8] {
            let mut near = |by: f32| {
                let mut weights = weights.clone();
                weights[at] += by;
                loss.set_transitions(&weights);
                loss.run(&scores, &allowed).unwrap()
            };
            let slope = (near(step) - near(-step)) / (2.0 * step as f64);
            assert!(
                (slope - of_weights[at] as f64).abs() < 1e-3,
                "pair {at}: {slope} and {}",
                of_weights[at]
            );
        }
    }

    #[test]
    fn what_no_spans_can_give_has_no_loss() {
        let scheme = Scheme::new(1);
        let mut loss = ChainLoss::new(scheme);
        // A name that begins and never ends.
        let begun = Allowed(0b10);
        assert_eq!(loss.run(&[0.0; 10], &[begun, Allowed(1)]), None);
        assert!(loss.run(&[0.0; 10], &[begun, Allowed(0b1000)]).is_some());
    }

    #[test]
    fn the_most_expected_labels_are_spans() {
        let loss = ChainLoss::new(Scheme::new(1));
        // Outside, begin, inside, last, unit: each alone, the second would be a unit after a begin.
        let rows = [[0.1, 0.6, 0.0, 0.0, 0.3], [0.1, 0.0, 0.0, 0.4, 0.5], [0.9, 0.1, 0.0, 0.0, 0.0]];
        assert_eq!(loss.most_expected(rows.as_flattened()), [1, 3, 0]);
        assert_eq!(loss.most_expected(&[]), [0u8; 0]);
    }

    #[test]
    fn probabilities_of_an_item_sum_to_one() {
        let scheme = Scheme::new(3);
        let mut loss = ChainLoss::new(scheme);
        let scores: Vec<f32> = (0..5 * scheme.labels()).map(|at| (at % 6) as f32).collect();
        let mut probabilities = Vec::new();
        loss.probabilities(&scores, &mut probabilities);
        for row in probabilities.chunks_exact(scheme.labels()) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
    }
}
