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
}

impl Default for CoreferenceConfig {
    fn default() -> Self {
        CoreferenceConfig { pronouns: true, nominals: true }
    }
}
