//! Settings of `clean.page`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of `clean.page`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PageConfig {
    /// Keep the captions of pictures in the text.
    pub keep_captions: bool,
    /// Share of a block's text that may be links, from 0 to 1. A block with more is taken for links to other
    /// articles unless it is a sentence.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub max_link_density: f32,
    /// Whether title, author, date and the like are read from the page.
    pub metadata: bool,
}

impl Default for PageConfig {
    fn default() -> Self {
        PageConfig { keep_captions: false, max_link_density: 0.6, metadata: true }
    }
}
