//! Settings of `clean.boilerplate`.

use std::path::PathBuf;

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
    /// How likely a line of a dump (all visible text of a page) must be part of the article to stay, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub dump_threshold: f32,
    /// The same for a text that is nearly clean. There a line goes only if it is surely something else.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub threshold: f32,
    /// Keep the headline of a dump in the text. It is in the metadata and among the regions in any case.
    pub keep_title: bool,
    /// A model file to use instead of the one that is built in.
    pub model: Option<PathBuf>,
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
                RegionKind::Correction,
                RegionKind::About,
                RegionKind::Contact,
                RegionKind::Disclaimer,
            ],
            min_body_words: 40,
            dump_threshold: 0.35,
            threshold: 0.25,
            keep_title: false,
            model: None,
        }
    }
}
