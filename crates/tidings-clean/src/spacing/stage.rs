//! The stage `clean.spacing`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, EditList, Layer, Repairs, SettingError, Span, Stage, StageError, StageType, register_stage,
};

use super::gaps::gaps;

/// Settings of `clean.spacing`: after what missing spaces are put back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SpacingConfig {
    /// After full stops, exclamation and question marks.
    pub sentences: bool,
    /// After commas and semicolons.
    pub commas: bool,
    /// After closing and before opening quotation marks.
    pub quotes: bool,
    /// After dashes that have a space before them.
    pub dashes: bool,
}

impl Default for SpacingConfig {
    fn default() -> Self {
        SpacingConfig { sentences: true, commas: true, quotes: true, dashes: true }
    }
}

/// Puts back missing spaces; see the manual page.
pub struct Spacing {
    config: SpacingConfig,
}

impl StageType for Spacing {
    type Config = SpacingConfig;
    const NAME: &'static str = "clean.spacing";
    const PURPOSE: &'static str = "Puts back spaces that are missing between sentences and words";
    const MANUAL: &'static str = include_str!("spacing.md");
    const PROVIDES: &'static [&'static str] = &[Repairs::NAME];
    // `clean.unicode` is.
    const DEFAULT_PROVIDER: bool = false;
    const EDITS_TEXT: bool = true;

    fn new(config: SpacingConfig) -> Result<Self, SettingError> {
        Ok(Spacing { config })
    }
}

impl Stage for Spacing {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let gaps = gaps(doc.text(), &self.config);
        if gaps.is_empty() {
            return Ok(());
        }
        let mut edits = EditList::new();
        for gap in gaps {
            edits.replace(Span::from_range(gap.at..gap.at), " ", gap.reason);
        }
        Ok(doc.edit(edits)?)
    }
}

register_stage!(Spacing);
