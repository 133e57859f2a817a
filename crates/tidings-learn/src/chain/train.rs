//! Training: stochastic gradient ascent on the likelihood of what is possible, by AdaGrad.

use super::lattice::{Lattice, Transitions};
use super::scheme::{Allowed, Scheme};
use crate::dense::DenseBuilder;
use crate::feature::FeatureRows;
use crate::intern::Interner;
use crate::random::Random;

/// A sequence to learn from: the features and the possible labels of every item.
#[derive(Clone, Debug)]
pub struct ChainExample {
    /// One row of features an item.
    pub rows: FeatureRows,
    /// The possible labels of every item.
    pub allowed: Vec<Allowed>,
}

/// Settings of the training.
#[derive(Clone, Debug)]
pub struct ChainTrainer {
    /// How often every example is seen.
    pub epochs: u32,
    /// The first step size of AdaGrad.
    pub rate: f32,
    /// How strongly weights are pulled to zero.
    pub l2: f32,
    /// Features seen less often than this are ignored.
    pub least: u32,
    /// Weights smaller than this are dropped in the end, which makes the model smaller.
    pub drop: f32,
    /// The share of an item's features that is hidden each time it is seen, from 0 to 1: so that no feature
    /// is relied on alone (Srivastava et al. 2014).
    pub dropout: f32,
    /// Where chance begins.
    pub seed: u64,
    /// Whether to say on standard error how the likelihood grows.
    pub verbose: bool,
}

impl Default for ChainTrainer {
    fn default() -> Self {
        ChainTrainer {
            epochs: 12,
            rate: 0.1,
            l2: 1e-5,
            least: 2,
            drop: 0.02,
            dropout: 0.0,
            seed: 1,
            verbose: false,
        }
    }
}

/// A trained chain, as sections of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Trained {
    /// The bytes of the section for [`ChainTagger::open`](super::ChainTagger::open).
    pub bytes: Vec<u8>,
    /// How many features it holds.
    pub features: usize,
    /// How many features training saw often enough.
    pub considered: usize,
}

impl ChainTrainer {
    /// Trains a chain for the types of a scheme. A sequence that no spans can give within its sets is left out.
    ///
    /// # Panics
    /// If an example has not as many sets as items.
    pub fn train(&self, scheme: Scheme, examples: &[ChainExample]) -> Trained {
        let interner = Interner::counting(examples.iter().map(|example| &example.rows), self.least);
        let rows: Vec<Vec<Vec<u32>>> = examples
            .iter()
            .map(|example| {
                assert_eq!(example.rows.len(), example.allowed.len(), "one set an item");
                example.rows.rows().map(|row| interner.row(row)).collect()
            })
            .collect();
        let mut state = State::new(scheme, interner.len());
        let mut order: Vec<usize> = (0..examples.len()).filter(|index| !rows[*index].is_empty()).collect();
        let mut random = Random::new(self.seed);
        let mut seen: Vec<Vec<u32>> = Vec::new();
        let mut average = Average::default();
        for epoch in 0..self.epochs {
            random.shuffle(&mut order);
            let mut loss = 0.0;
            for index in &order {
                let mut rows = &rows[*index];
                if self.dropout > 0.0 {
                    self.hide(rows, &mut seen, &mut random);
                    rows = &seen;
                }
                loss += state.step(self, rows, &examples[*index].allowed);
            }
            if 2 * (epoch + 1) > self.epochs {
                average.add(&state);
            }
            if self.verbose {
                eprintln!("epoch {}: loss {:.0}", epoch + 1, loss);
            }
        }
        average.set(&mut state);
        self.section(scheme, &interner, &state)
    }

    /// Copies the rows without the features that are hidden this time.
    fn hide(&self, rows: &[Vec<u32>], seen: &mut Vec<Vec<u32>>, random: &mut Random) {
        seen.resize(rows.len(), Vec::new());
        let bound = (self.dropout.clamp(0.0, 1.0) as f64 * u32::MAX as f64) as u64;
        for (row, seen) in rows.iter().zip(seen) {
            seen.clear();
            seen.extend(row.iter().filter(|_| random.next_u64() >> 32 >= bound));
        }
    }

    fn section(&self, scheme: Scheme, interner: &Interner, state: &State) -> Trained {
        let labels = scheme.labels();
        let mut kept = vec![0.0; labels];
        let mut builder = DenseBuilder::new(labels);
        for (number, key) in interner.keys().iter().enumerate() {
            let weights = &state.weights[number * labels..(number + 1) * labels];
            for (kept, weight) in kept.iter_mut().zip(weights) {
                *kept = if weight.abs() < self.drop { 0.0 } else { *weight };
            }
            if kept.iter().any(|weight| *weight != 0.0) {
                builder.feature(*key, &kept);
            }
        }
        let (table, features) = builder.build();
        let mut bytes = vec![scheme.types() as u8];
        bytes.extend(state.transition_weights.iter().flat_map(|weight| weight.to_le_bytes()));
        bytes.extend(table);
        Trained { bytes, features, considered: interner.len() }
    }
}

/// The mean of the weights after each of the later rounds: steadier than those after the last one (Polyak and
/// Juditsky 1992).
#[derive(Default)]
struct Average {
    rounds: f32,
    weights: Vec<f32>,
    transitions: Vec<f32>,
}

impl Average {
    fn add(&mut self, state: &State) {
        self.rounds += 1.0;
        for (sums, weights) in
            [(&mut self.weights, &state.weights), (&mut self.transitions, &state.transition_weights)]
        {
            sums.resize(weights.len(), 0.0);
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
    }

    fn set(&self, state: &mut State) {
        for (sums, weights) in
            [(&self.weights, &mut state.weights), (&self.transitions, &mut state.transition_weights)]
        {
            weights.iter_mut().zip(sums).for_each(|(weight, sum)| *weight = sum / self.rounds);
        }
    }
}

struct State {
    transitions: Transitions,
    weights: Vec<f32>,
    squares: Vec<f32>,
    transition_weights: Vec<f32>,
    transition_squares: Vec<f32>,
    /// Scratch.
    exponentials: Vec<f32>,
    scores: Vec<f32>,
    all: Lattice,
    possible: Lattice,
    counts: Vec<f32>,
}

impl State {
    fn new(scheme: Scheme, features: usize) -> Self {
        let transitions = Transitions::new(scheme);
        let pairs = transitions.pairs.len();
        State {
            weights: vec![0.0; features * transitions.labels],
            squares: vec![1e-4; features * transitions.labels],
            transition_weights: vec![0.0; pairs],
            transition_squares: vec![1.0; pairs],
            exponentials: Vec::new(),
            scores: Vec::new(),
            all: Lattice::default(),
            possible: Lattice::default(),
            counts: vec![0.0; pairs],
            transitions,
        }
    }

    /// One step along the gradient of one sequence; gives its loss before the step.
    fn step(&mut self, trainer: &ChainTrainer, rows: &[Vec<u32>], allowed: &[Allowed]) -> f64 {
        let labels = self.transitions.labels;
        self.scores.clear();
        self.scores.resize(rows.len() * labels, 0.0);
        for (row, scores) in rows.iter().zip(self.scores.chunks_exact_mut(labels)) {
            for number in row {
                let start = *number as usize * labels;
                let weights = &self.weights[start..start + labels];
                scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
            }
        }
        self.exponentials.clear();
        self.exponentials.extend(self.transition_weights.iter().map(|weight| weight.exp()));
        let all = self.all.run(&self.transitions, &self.exponentials, &self.scores, |_| u64::MAX);
        let possible =
            self.possible.run(&self.transitions, &self.exponentials, &self.scores, |index| allowed[index].0);
        if !all.is_finite() || !possible.is_finite() {
            return 0.0;
        }
        for (index, row) in rows.iter().enumerate() {
            // The scores make room for the gradient of the loss.
            let gradient = &mut self.scores[index * labels..(index + 1) * labels];
            for (label, gradient) in gradient.iter_mut().enumerate() {
                *gradient = self.all.probability(labels, index, label)
                    - self.possible.probability(labels, index, label);
                // What is as good as zero moves nothing; skipping it keeps the weights sparse.
                if gradient.abs() < 1e-4 {
                    *gradient = 0.0;
                }
            }
            for number in row {
                let start = *number as usize * labels;
                let weights = &mut self.weights[start..start + labels];
                let squares = &mut self.squares[start..start + labels];
                for ((weight, square), gradient) in weights.iter_mut().zip(squares).zip(&*gradient) {
                    let slope = gradient + trainer.l2 * *weight;
                    *square += gradient * gradient;
                    *weight -= trainer.rate * slope / square.sqrt();
                }
            }
        }
        self.counts.fill(0.0);
        self.all.add_transitions(&self.transitions, &self.exponentials, 1.0, &mut self.counts);
        self.possible.add_transitions(&self.transitions, &self.exponentials, -1.0, &mut self.counts);
        for (number, gradient) in self.counts.iter().enumerate() {
            let square = &mut self.transition_squares[number];
            *square += gradient * gradient;
            self.transition_weights[number] -= trainer.rate * gradient / square.sqrt();
        }
        all - possible
    }
}
