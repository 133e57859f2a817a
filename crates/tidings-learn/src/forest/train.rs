//! Training: one tree after the other, each on what those before it got wrong.

use super::Examples;
use super::bins::Bins;
use super::grow::Grower;
use super::table::{Forest, probability};
use crate::random::Random;

/// What the trees minimize.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loss {
    /// Log-loss of a label that is 0 or 1; the score is in log-odds ([`probability`] turns it into a share).
    #[default]
    Logistic,
    /// Squared error; the score is in the unit of the label.
    Squared,
}

/// How to grow trees. Training runs on one thread; the same examples and settings give the same trees.
#[derive(Clone, Debug, PartialEq)]
pub struct Trainer {
    /// What is minimized.
    pub loss: Loss,
    /// How many trees at most.
    pub trees: usize,
    /// How many leaves a tree has at most, at least 2.
    pub leaves: usize,
    /// How deep a tree may be; 0 for any depth.
    pub depth: usize,
    /// By how much each tree is shrunk.
    pub learning_rate: f64,
    /// How many examples a leaf has at least.
    pub min_examples: usize,
    /// How large the sum of second derivatives in a leaf is at least.
    pub min_hessian: f64,
    /// How much a split must gain.
    pub min_gain: f64,
    /// By how much large values are held back.
    pub l2: f64,
    /// The share of the examples that each tree sees, 0 to 1.
    pub row_share: f64,
    /// The share of the features that each tree sees, 0 to 1.
    pub feature_share: f64,
    /// Into how many bins a feature is cut, 2 to 255.
    pub bins: usize,
    /// What chance begins with, where shares are below 1.
    pub seed: u64,
    /// The features of which more never gives a higher score: what is known of them before any example is seen.
    pub falling: Vec<usize>,
    /// With a validation set: after how many trees that do not improve it training stops.
    pub patience: usize,
}

impl Default for Trainer {
    fn default() -> Self {
        Trainer {
            loss: Loss::Logistic,
            trees: 150,
            leaves: 15,
            depth: 0,
            learning_rate: 0.1,
            min_examples: 20,
            min_hessian: 1e-3,
            min_gain: 0.0,
            l2: 1.0,
            row_share: 1.0,
            feature_share: 1.0,
            bins: 255,
            seed: 1,
            falling: Vec::new(),
            patience: 20,
        }
    }
}

impl Trainer {
    /// Grows all the trees.
    pub fn train(&self, examples: &Examples) -> Forest {
        self.grow(examples, None)
    }

    /// Grows trees as long as they help on examples that were held out, and keeps as many as were best there.
    ///
    /// # Panics
    /// If the held-out examples have another number of features.
    pub fn train_checked(&self, examples: &Examples, held_out: &Examples) -> Forest {
        assert_eq!(examples.width(), held_out.width(), "the held-out examples have other features");
        self.grow(examples, Some(held_out))
    }

    fn grow(&self, examples: &Examples, held_out: Option<&Examples>) -> Forest {
        let base = self.base(examples);
        let mut forest = Forest::new(examples.width(), base as f32);
        if examples.is_empty() {
            return forest.finished();
        }
        let bins = Bins::new(examples, self.bins);
        let mut random = Random::new(self.seed);
        let mut scores = vec![base; examples.len()];
        let mut held_scores = vec![base; held_out.map_or(0, Examples::len)];
        let (mut best_loss, mut best_trees) = (f64::INFINITY, 0);
        let (mut gradients, mut hessians) = (vec![0.0; examples.len()], vec![0.0; examples.len()]);
        for tree in 0..self.trees {
            for (at, score) in scores.iter().enumerate() {
                let (gradient, hessian) = self.derivatives(*score, f64::from(examples.labels()[at]));
                let weight = f64::from(examples.weights()[at]);
                (gradients[at], hessians[at]) = (gradient * weight, hessian * weight);
            }
            let features = sample(&mut random, examples.width(), self.feature_share);
            let features: Vec<usize> = features.into_iter().map(|feature| feature as usize).collect();
            let rows = sample(&mut random, examples.len(), self.row_share);
            let grower = Grower {
                trainer: self,
                bins: &bins,
                gradients: &gradients,
                hessians: &hessians,
                features: &features,
            };
            let grown = grower.grow(rows);
            if grown.len() < 2 && self.row_share >= 1.0 && self.feature_share >= 1.0 {
                // Nothing can be gained any more, and the next tree would see the same.
                break;
            }
            forest.push(&grown, self.learning_rate);
            for (at, score) in scores.iter_mut().enumerate() {
                *score += f64::from(forest.tree_score(tree, examples.row(at)));
            }
            let Some(held_out) = held_out else { continue };
            for (at, score) in held_scores.iter_mut().enumerate() {
                *score += f64::from(forest.tree_score(tree, held_out.row(at)));
            }
            let loss = self.loss(held_out, &held_scores);
            if loss < best_loss {
                (best_loss, best_trees) = (loss, tree + 1);
            } else if tree + 1 >= best_trees + self.patience.max(1) {
                break;
            }
        }
        if held_out.is_some() {
            forest.truncate(best_trees);
        }
        forest.finished()
    }

    /// The score that suits all the examples best.
    fn base(&self, examples: &Examples) -> f64 {
        let weight: f64 = examples.weights().iter().map(|weight| f64::from(*weight)).sum();
        let pairs = examples.labels().iter().zip(examples.weights());
        let mean = pairs.map(|(label, weight)| f64::from(*label) * f64::from(*weight)).sum::<f64>()
            / weight.max(f64::MIN_POSITIVE);
        match self.loss {
            Loss::Squared => mean,
            Loss::Logistic => {
                let share = mean.clamp(1e-6, 1.0 - 1e-6);
                (share / (1.0 - share)).ln()
            }
        }
    }

    /// The first and second derivative of the loss by the score.
    fn derivatives(&self, score: f64, label: f64) -> (f64, f64) {
        match self.loss {
            Loss::Squared => (score - label, 1.0),
            Loss::Logistic => {
                let share = probability(score);
                (share - label, (share * (1.0 - share)).max(1e-12))
            }
        }
    }

    /// The mean loss.
    fn loss(&self, examples: &Examples, scores: &[f64]) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (at, score) in scores.iter().enumerate() {
            let (label, weight) = (f64::from(examples.labels()[at]), f64::from(examples.weights()[at]));
            weights += weight;
            sum += weight
                * match self.loss {
                    Loss::Squared => (score - label).powi(2),
                    // ln(1 + e^score) - label * score, without overflow.
                    Loss::Logistic => score.max(0.0) + (-score.abs()).exp().ln_1p() - label * score,
                };
        }
        sum / weights.max(f64::MIN_POSITIVE)
    }
}

/// The given share of the numbers below `count`, rising: at least one if there is any.
fn sample(random: &mut Random, count: usize, share: f64) -> Vec<u32> {
    if share >= 1.0 {
        return (0..count as u32).collect();
    }
    let wanted = ((count as f64 * share).round() as usize).clamp(1.min(count), count);
    let mut sample = Vec::with_capacity(wanted);
    for number in 0..count {
        // Each is taken with the chance that makes the number right in the end (Knuth's algorithm S).
        if random.below(count - number) < wanted - sample.len() {
            sample.push(number as u32);
        }
    }
    sample
}
