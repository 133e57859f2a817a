//! Settings of `entities.names`.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::Label;

/// Settings of `entities.names`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NamesConfig {
    /// The labels to look for, out of PERSON, NORP, ORG, GPE, LOC, FAC, EVENT, LAW, PRODUCT, WORK_OF_ART and
    /// LANGUAGE.
    pub labels: Vec<Label>,
    /// The least confidence, from 0 to 1, with which a mention is kept.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_confidence: f32,
    /// Whether the mentions of one name must agree on its label, and names found in one place are looked for
    /// in the rest of the document.
    pub agreement: bool,
    /// Whether all entries of the lists count, or only those that the tagger was trained with.
    pub whole_lists: bool,
    /// A model file, instead of the one that is compiled in.
    pub model: Option<PathBuf>,
}

impl Default for NamesConfig {
    fn default() -> Self {
        let labels = Label::ALL.into_iter().filter(|label| !label.is_value()).collect();
        NamesConfig { labels, min_confidence: 0.35, agreement: true, whole_lists: true, model: None }
    }
}
