//! Settings of `clean.page`.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of `clean.page`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PageConfig {
    /// Keep the captions of pictures in the text.
    pub keep_captions: bool,
    /// Keep the headline in the text. It is in the metadata and among the regions in any case.
    pub keep_title: bool,
    /// How likely a block must be part of the article to stay, from 0 to 1. Less keeps more.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub threshold: f32,
    /// Whether title, author, date and the like are read from the page.
    pub metadata: bool,
    /// A model file to use instead of the one that is built in.
    pub model: Option<PathBuf>,
}

impl Default for PageConfig {
    fn default() -> Self {
        PageConfig { keep_captions: false, keep_title: false, threshold: 0.4, metadata: true, model: None }
    }
}
