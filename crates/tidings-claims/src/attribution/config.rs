//! Settings of `claims.attribution`.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::CueClass;

/// Settings of `claims.attribution`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AttributionConfig {
    /// Claims with less confidence than this, from 0 to 1, are left out. A claim that the rules find too needs less: this number
    /// to the power of 1.8.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_confidence: f32,
    /// Which classes of cues to look for.
    pub classes: Vec<CueClass>,
    /// Whether to give claims whose source is not named ("it was reported that …").
    pub unsourced: bool,
    /// Whether to give claims inside the content of other claims ("officials said the report found …").
    pub nested: bool,
    /// Whether a quotation without a cue is a claim of the speaker of the sentence before.
    pub bare_quotes: bool,
    /// Whether the items of a list are claims of the speaker that the line above names.
    pub lists: bool,
    /// Whether what stands under a speaker's label is that speaker's claim: turns of transcripts and interviews, posts of threads, signed
    /// quotations.
    pub turns: bool,
    /// Whether *he*, *she* and the like are resolved: by coreference if the document has it, or else to the last person who spoke.
    pub pronouns: bool,
    /// A model file, instead of the one that is compiled in.
    pub model: Option<PathBuf>,
}

impl Default for AttributionConfig {
    fn default() -> Self {
        AttributionConfig {
            min_confidence: 0.25,
            classes: vec![
                CueClass::Says,
                CueClass::Asks,
                CueClass::Denies,
                CueClass::Demands,
                CueClass::Promises,
                CueClass::Expects,
                CueClass::Believes,
                CueClass::Orders,
                CueClass::Reports,
            ],
            unsourced: true,
            nested: true,
            bare_quotes: true,
            lists: true,
            turns: true,
            pronouns: true,
            model: None,
        }
    }
}
