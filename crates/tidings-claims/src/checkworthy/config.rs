//! Settings of `claims.checkworthy`.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of `claims.checkworthy`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CheckworthyConfig {
    /// How many reasons are given for a score, at most.
    pub reasons: usize,
    /// A model file, instead of the one that is compiled in.
    pub model: Option<PathBuf>,
}

impl Default for CheckworthyConfig {
    fn default() -> Self {
        CheckworthyConfig { reasons: 3, model: None }
    }
}
