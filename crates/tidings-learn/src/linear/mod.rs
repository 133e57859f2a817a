//! Linear classification over hashed features: logistic regression of one label (yes or no) or of many.
//!
//! Training minimizes the log-loss with AdaGrad (Duchi, Hazan and Singer 2011), one example at a time in a seeded order, with
//! L2 decay of the weights that an example touches. The scores are log-odds, so that `sigmoid` or `softmax` makes
//! probabilities of them.

mod classify;
mod train;

pub use classify::LinearClassifier;
pub use train::{LinearExample, LinearTrainer};

/// The probability that belongs to a score in log-odds.
#[inline]
pub fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// Turns scores into probabilities that sum to 1.
pub fn softmax(scores: &mut [f32]) {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - largest).exp();
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::key;

    /// Words 0..50 speak for yes, 50..100 for no, 100 is noise.
    fn examples() -> Vec<LinearExample> {
        let mut random = crate::random::Random::new(5);
        (0..400)
            .map(|number| {
                let label = number % 2;
                let mut keys = vec![key(0, 100)];
                keys.extend((0..4).map(|_| key(0, (label * 50 + random.below(50)) as u64)));
                LinearExample { keys, label, weight: 1.0 }
            })
            .collect()
    }

    #[test]
    fn yes_and_no_are_told_apart() {
        let sections = LinearTrainer::default().train(&examples(), 2);
        let classifier = LinearClassifier::open(sections.clone().into()).unwrap();
        assert!(sigmoid(classifier.score(&[key(0, 60), key(0, 61), key(0, 100)])) > 0.9);
        assert!(sigmoid(classifier.score(&[key(0, 3), key(0, 4), key(0, 100)])) < 0.1);
        assert_eq!(sections, LinearTrainer::default().train(&examples(), 2), "seeded");
    }

    #[test]
    fn many_labels() {
        let mut examples = examples();
        examples.extend((0..200).map(|n| LinearExample { keys: vec![key(1, n % 7)], label: 2, weight: 1.0 }));
        let bytes = LinearTrainer::default().train(&examples, 3);
        let classifier = LinearClassifier::open(bytes.into()).unwrap();
        let mut scores = Vec::new();
        classifier.scores(&[key(1, 3)], &mut scores);
        softmax(&mut scores);
        assert!(scores[2] > 0.9, "{scores:?}");
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    }
}
