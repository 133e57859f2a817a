//! Settings of `clean.boilerplate`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::RegionKind;

/// Settings of `clean.boilerplate`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BoilerplateConfig {
    /// Kinds of regions that are removed from the text. All other kinds are only marked.
    pub drop: Vec<RegionKind>,
    /// Words of running text that must stand before a comment cue ("16 Comments") for it to end the
    /// article. With less before it, the cue is a counter at the head of the page.
    pub min_body_words: u32,
}

impl Default for BoilerplateConfig {
    fn default() -> Self {
        BoilerplateConfig {
            drop: vec![
                RegionKind::Byline,
                RegionKind::Dateline,
                RegionKind::SourceList,
                RegionKind::PhotoCredit,
                RegionKind::Caption,
                RegionKind::Widget,
                RegionKind::Comment,
                RegionKind::Related,
                RegionKind::Share,
                RegionKind::Navigation,
            ],
            min_body_words: 40,
        }
    }
}
