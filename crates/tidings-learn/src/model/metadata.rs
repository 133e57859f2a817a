//! What a model says of itself: enough to write its card.

use serde::{Deserialize, Serialize};

/// What a model is, what it was trained on, and how well it does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// The name, as in `cargo xtask train NAME`.
    pub name: String,
    /// The name that `cargo xtask train` knows it by, if that is another: one command may make several models.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trained_as: String,
    /// What it decides, in one sentence.
    pub purpose: String,
    /// The day on which the recipe last changed, `YYYY-MM-DD`. Not the day of training: the same recipe and
    /// data give the same bytes.
    pub date: String,
    /// The learner, with its settings.
    pub learner: String,
    /// The labels it gives, in the order of their numbers; empty for a score.
    pub labels: Vec<String>,
    /// The groups of features it looks at, one line each.
    pub features: Vec<String>,
    /// What it was trained on.
    pub data: Vec<DataSource>,
    /// What was measured on development data.
    pub figures: Vec<Figure>,
    /// What it should not be used for, or does badly.
    pub limits: Vec<String>,
}

/// A collection that a model was trained on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSource {
    /// Its name and origin.
    pub name: String,
    /// Its license, or the words of its terms.
    pub license: String,
    /// How much of it was used, and for what.
    pub used: String,
}

impl DataSource {
    /// A collection with its license and its use.
    pub fn new(name: impl Into<String>, license: impl Into<String>, used: impl Into<String>) -> Self {
        DataSource { name: name.into(), license: license.into(), used: used.into() }
    }
}

/// A figure measured on development data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The set.
    pub set: String,
    /// What was measured.
    pub measure: String,
    /// The value, in percent unless the measure says otherwise.
    pub value: f64,
}

impl Figure {
    /// A figure, rounded to two decimals so that a card reads well.
    pub fn new(set: impl Into<String>, measure: impl Into<String>, value: f64) -> Self {
        Figure { set: set.into(), measure: measure.into(), value: (value * 100.0).round() / 100.0 }
    }
}
