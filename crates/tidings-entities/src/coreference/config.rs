//! Settings of `entities.coreference`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of `entities.coreference`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CoreferenceConfig {
    /// Whether pronouns ("he", "her") are resolved to persons where it is safe.
    pub pronouns: bool,
    /// Whether descriptions ("the president") are resolved to persons where it is safe.
    pub nominals: bool,
    /// The least confidence, from 0 to 1, with which a pronoun or a description is resolved.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_confidence: f32,
}

impl Default for CoreferenceConfig {
    fn default() -> Self {
        CoreferenceConfig { pronouns: true, nominals: true, min_confidence: 0.5 }
    }
}
