//! Training by AdaGrad.

use crate::dense::{DenseBuilder, MOST_LABELS};
use crate::feature::FeatureRows;
use crate::intern::Interner;
use crate::linear::{sigmoid, softmax};
use crate::random::Random;

/// One example: what is seen, and what is right.
#[derive(Clone, Debug)]
pub struct LinearExample {
    /// The features.
    pub keys: Vec<u64>,
    /// The right label; with two labels, 1 is yes.
    pub label: usize,
    /// How much the example counts, 1 as a rule.
    pub weight: f32,
}

/// Settings of the training.
#[derive(Clone, Debug)]
pub struct LinearTrainer {
    /// How often every example is seen.
    pub epochs: u32,
    /// The first step size of AdaGrad.
    pub rate: f32,
    /// How strongly weights are pulled to zero.
    pub l2: f32,
    /// Features seen less often than this are ignored.
    pub least: u32,
    /// Where chance begins.
    pub seed: u64,
}

impl Default for LinearTrainer {
    fn default() -> Self {
        LinearTrainer { epochs: 15, rate: 0.2, l2: 1e-4, least: 2, seed: 1 }
    }
}

impl LinearTrainer {
    /// The bytes of a section for [`LinearClassifier`](super::LinearClassifier), with `labels` labels; two labels
    /// share one score.
    ///
    /// # Panics
    /// If there are fewer than two labels or more than [`MOST_LABELS`].
    pub fn train(&self, examples: &[LinearExample], labels: usize) -> Vec<u8> {
        assert!(
            (2..=MOST_LABELS).contains(&labels),
            "a classifier has 2 to {MOST_LABELS} labels, not {labels}"
        );
        let width = if labels == 2 { 1 } else { labels };
        let mut rows = FeatureRows::new();
        for example in examples {
            example.keys.iter().for_each(|key| rows.push(*key));
            rows.end_item();
        }
        let interner = Interner::counting(std::iter::once(&rows), self.least);
        let rows: Vec<Vec<u32>> = rows.rows().map(|row| interner.row(row)).collect();
        let mut state = State::new(interner.len(), width);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random::new(self.seed);
        for _ in 0..self.epochs {
            random.shuffle(&mut order);
            for index in &order {
                state.step(self, &rows[*index], &examples[*index]);
            }
        }
        let mut builder = DenseBuilder::new(width);
        for (number, key) in interner.keys().iter().enumerate() {
            builder.feature(*key, &state.weights[number * width..(number + 1) * width]);
        }
        let mut bytes: Vec<u8> = state.bias.iter().flat_map(|bias| bias.to_le_bytes()).collect();
        bytes.insert(0, (width - 1) as u8);
        bytes.extend(builder.build().0);
        bytes
    }
}

struct State {
    width: usize,
    weights: Vec<f32>,
    /// Sums of squared gradients.
    squares: Vec<f32>,
    bias: Vec<f32>,
    bias_squares: Vec<f32>,
    scores: Vec<f32>,
}

impl State {
    fn new(features: usize, width: usize) -> Self {
        State {
            width,
            weights: vec![0.0; features * width],
            squares: vec![1e-6; features * width],
            bias: vec![0.0; width],
            bias_squares: vec![1e-6; width],
            scores: vec![0.0; width],
        }
    }

    fn step(&mut self, trainer: &LinearTrainer, row: &[u32], example: &LinearExample) {
        self.scores.copy_from_slice(&self.bias);
        for number in row {
            let start = *number as usize * self.width;
            let weights = &self.weights[start..start + self.width];
            self.scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        // The scores become the gradient of the log-loss.
        if self.width == 1 {
            self.scores[0] = sigmoid(self.scores[0]) - example.label.min(1) as f32;
        } else {
            softmax(&mut self.scores);
            self.scores[example.label] -= 1.0;
        }
        self.scores.iter_mut().for_each(|score| *score *= example.weight);
        for number in row {
            let start = *number as usize * self.width;
            for (label, gradient) in self.scores.iter().enumerate() {
                let weight = &mut self.weights[start + label];
                let gradient = gradient + trainer.l2 * *weight;
                self.squares[start + label] += gradient * gradient;
                *weight -= trainer.rate * gradient / self.squares[start + label].sqrt();
            }
        }
        for (label, gradient) in self.scores.iter().enumerate() {
            self.bias_squares[label] += gradient * gradient;
            self.bias[label] -= trainer.rate * gradient / self.bias_squares[label].sqrt();
        }
    }
}
