//! `stories.group`: articles of different outlets on one event become one story.
//!
//! Every document leaves its sixty weightiest words and its day; the collection is joined bottom-up by average
//! linkage with a correction for crowded topics (see [`Rule`]). The same threshold serves short excerpts, full
//! articles, and collections of three or of a hundred thousand articles.
//!
//! Invariant: the stories depend on the set of records, never on their order.

mod background;
mod conclude;
mod merge;
mod neighbors;
mod record;
mod report;
mod rule;
mod terms;
#[cfg(test)]
mod tests;
pub mod training;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{Conclusions, CorpusStage, Document, Observed, OffsetUnit, SettingError, StageError};

pub(crate) use background::{Background, MODEL, model_section};
pub use record::GroupRecord;
pub use report::{GroupReport, Story};
pub use rule::Rule;
pub(crate) use rule::{day_number, iso_day};
pub(crate) use terms::for_each_term;

/// Settings of `stories.group`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GroupConfig {
    /// How much more alike the articles of a story must be than those around them. Higher gives smaller and surer
    /// stories: at 0.15 nearly all pairs are right, at 0.05 few are missed.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub threshold: f64,
}

impl Default for GroupConfig {
    fn default() -> Self {
        GroupConfig { threshold: Rule::default().threshold }
    }
}

/// The corpus stage `stories.group`.
#[derive(Clone, Debug)]
pub struct Group {
    rule: Rule,
}

impl CorpusStage for Group {
    type Config = GroupConfig;
    type Record = GroupRecord;
    type Conclusion = GroupReport;
    const NAME: &'static str = "stories.group";
    const PURPOSE: &'static str = "Groups articles on one event into stories";
    const MANUAL: &'static str = include_str!("group.md");
    const MODELS: &'static [&'static &'static [u8]] = &[&MODEL];

    fn new(config: GroupConfig) -> Result<Self, SettingError> {
        if !(0.0..=1.0).contains(&config.threshold) {
            return Err(SettingError::new("threshold", format!("{} is not from 0 to 1", config.threshold)));
        }
        Ok(Group { rule: Rule { threshold: config.threshold, ..Rule::default() } })
    }

    fn observe(&self, doc: &Document, _: OffsetUnit) -> Result<GroupRecord, StageError> {
        Ok(GroupRecord::of(doc, Background::embedded()))
    }

    fn conclude(
        &self,
        records: Vec<Observed<GroupRecord>>,
        _: &Conclusions,
    ) -> Result<GroupReport, StageError> {
        Ok(conclude::conclude(&self.rule, Background::embedded(), records))
    }
}

tidings_core::register_corpus_stage!(Group);
