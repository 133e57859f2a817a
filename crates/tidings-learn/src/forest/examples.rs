//! What trees are trained on.

/// Rows of features with a label and a weight each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examples {
    width: usize,
    features: Vec<f32>,
    labels: Vec<f32>,
    weights: Vec<f32>,
}

impl Examples {
    /// No examples yet, of `width` features each.
    ///
    /// # Panics
    /// If there are more than 65,535 features.
    pub fn new(width: usize) -> Self {
        assert!(u16::try_from(width).is_ok(), "{width} features are more than a tree can tell apart");
        Examples { width, ..Examples::default() }
    }

    /// Adds an example. The label is 0 or 1 for [`Loss::Logistic`](super::Loss::Logistic) (or a probability), any
    /// number for [`Loss::Squared`](super::Loss::Squared); a weight of 2 counts like the example given twice.
    ///
    /// # Panics
    /// If the number of features is not the one that was announced.
    pub fn push(&mut self, features: &[f32], label: f32, weight: f32) {
        assert_eq!(features.len(), self.width, "an example has another number of features");
        self.features.extend_from_slice(features);
        self.labels.push(label);
        self.weights.push(weight);
    }

    /// The number of examples.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no example.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The number of features of an example.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The features of one example.
    pub fn row(&self, example: usize) -> &[f32] {
        &self.features[example * self.width..(example + 1) * self.width]
    }

    /// The labels, in the order of the examples.
    pub fn labels(&self) -> &[f32] {
        &self.labels
    }

    /// The weights, in the order of the examples.
    pub fn weights(&self) -> &[f32] {
        &self.weights
    }
}
