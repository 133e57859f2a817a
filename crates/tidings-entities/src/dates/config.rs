//! Settings of `entities.dates`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of `entities.dates`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DatesConfig {
    /// Whether "the next day" and "that year" are counted from the date before them in the text.
    pub from_text: bool,
    /// How many sentences back that date may stand.
    pub sentences_back: u32,
}

impl Default for DatesConfig {
    fn default() -> Self {
        DatesConfig { from_text: true, sentences_back: 3 }
    }
}
