//! Classification with a trained section.

use crate::dense::{DenseTable, MOST_LABELS};
use crate::model::{ModelError, Section};

/// A trained linear classifier.
///
/// ```
/// use tidings_learn::feature::key;
/// use tidings_learn::linear::{LinearClassifier, LinearExample, LinearTrainer, sigmoid};
///
/// let example = |word, label| LinearExample { keys: vec![key(0, word)], label, weight: 1.0 };
/// let examples = [example(1, 0), example(2, 1), example(1, 0), example(2, 1)];
/// let section = LinearTrainer::default().train(&examples, 2);
/// let classifier = LinearClassifier::open(section.into()).unwrap();
/// assert!(sigmoid(classifier.score(&[key(0, 2)])) > 0.5);
/// ```
#[derive(Clone)]
pub struct LinearClassifier {
    bias: Vec<f32>,
    table: DenseTable,
}

impl LinearClassifier {
    /// A classifier from the bytes that [`LinearTrainer::train`](super::LinearTrainer::train) made.
    ///
    /// # Errors
    /// If the bytes are not such a section.
    pub fn open(section: Section) -> Result<Self, ModelError> {
        let damaged = || ModelError::Damaged("a linear classifier ends too early".to_owned());
        let width = *section.first().ok_or_else(damaged)? as usize + 1;
        let head = 1 + width * 4;
        let numbers = section.get(1..head).ok_or_else(damaged)?.chunks_exact(4);
        let bias = numbers.map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
        let table = DenseTable::open(section.from(head))?;
        if table.labels() != width {
            return Err(ModelError::Damaged("the parts of a linear classifier do not fit".to_owned()));
        }
        Ok(LinearClassifier { bias, table })
    }

    /// The log-odds of yes, for a classifier of two labels; of the first label otherwise.
    pub fn score(&self, keys: &[u64]) -> f32 {
        self.bias[0] + self.sums(keys)[0]
    }

    /// The weight that a feature adds to the score of the first label: why a score is what it is.
    pub fn weight(&self, key: u64) -> f32 {
        self.sums(&[key])[0]
    }

    /// The scores of all labels (one score if there are two labels).
    pub fn scores(&self, keys: &[u64], scores: &mut Vec<f32>) {
        scores.clear();
        scores.extend(self.bias.iter().zip(self.sums(keys)).map(|(bias, sum)| bias + sum));
    }

    fn sums(&self, keys: &[u64]) -> [f32; MOST_LABELS] {
        let mut sums = [0.0; MOST_LABELS];
        self.table.score(keys, &mut sums);
        sums
    }
}
