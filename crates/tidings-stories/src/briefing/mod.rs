//! `stories.briefing`: for every story, what its articles tell together.
//!
//! Sentences are quoted as they stand, each with its article and place; nothing is written anew. The summary is the set of
//! sentences that covers most of what independent voices tell, within a hard budget of words.
//!
//! Invariant: the briefings depend on the set of records, never on their order.

mod choose;
mod concepts;
mod conclude;
mod products;
mod record;
mod report;
mod statements;
mod story;
#[cfg(test)]
mod tests;
pub mod training;

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Conclusions, CorpusStage, Document, Layer, Observed, OffsetUnit, Sentences, SettingError, StageError,
};

use crate::group::{self, Background, model_section};
use crate::{Duplicates, Group, MatchClaims};
use concepts::ConceptModel;
pub use record::BriefingRecord;
pub use report::{
    BriefedDocument, BriefedName, BriefedSentence, Briefing, BriefingReport, Contested, SharedStatement,
    TimelineEntry,
};
pub(crate) use story::{cosine, vector};

/// Settings of `stories.briefing`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BriefingConfig {
    /// The most words of a summary, counted as white space divides them. Sentences are never cut, so a summary is often
    /// a little shorter.
    #[schemars(range(min = 10, max = 2000))]
    pub max_words: usize,
    /// Stories of fewer documents get no briefing.
    #[schemars(range(min = 1))]
    pub min_documents: usize,
}

impl Default for BriefingConfig {
    fn default() -> Self {
        BriefingConfig { max_words: 120, min_documents: 2 }
    }
}

/// The corpus stage `stories.briefing`.
#[derive(Clone, Debug)]
pub struct Brief {
    config: BriefingConfig,
}

/// The section of the model with the weights of concepts.
pub(super) const CONCEPTS: &str = "concepts";

/// The weights that are compiled in; a test sees to it that they are there.
fn embedded() -> &'static ConceptModel {
    static EMBEDDED: OnceLock<ConceptModel> = OnceLock::new();
    EMBEDDED.get_or_init(|| {
        let section = model_section(CONCEPTS);
        section.ok().and_then(|section| ConceptModel::read(&section)).unwrap_or(ConceptModel {
            words: [0.0; concepts::FEATURES + 1],
            pairs: [0.0; concepts::FEATURES + 1],
        })
    })
}

impl CorpusStage for Brief {
    type Config = BriefingConfig;
    type Record = BriefingRecord;
    type Conclusion = BriefingReport;
    const NAME: &'static str = "stories.briefing";
    const PURPOSE: &'static str = "Tells what the articles of a story say together, and what only one says";
    const MANUAL: &'static str = include_str!("briefing.md");
    const REQUIRES: &'static [&'static str] = &[Sentences::NAME];
    const READS: &'static [&'static str] = &["entities", "values", "summary"];
    const REQUIRES_STAGES: &'static [&'static str] = &[Group::NAME];
    const READS_STAGES: &'static [&'static str] = &[Duplicates::NAME, MatchClaims::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&group::MODEL];

    fn new(config: BriefingConfig) -> Result<Self, SettingError> {
        if !(10..=2000).contains(&config.max_words) {
            return Err(SettingError::new(
                "max_words",
                format!("{} is not from 10 to 2000", config.max_words),
            ));
        }
        if config.min_documents == 0 {
            return Err(SettingError::new("min_documents", "a story has at least one document"));
        }
        Ok(Brief { config })
    }

    fn observe(&self, doc: &Document, offsets: OffsetUnit) -> Result<BriefingRecord, StageError> {
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        Ok(BriefingRecord::of(doc, sentences, offsets))
    }

    fn conclude(
        &self,
        records: Vec<Observed<BriefingRecord>>,
        earlier: &Conclusions,
    ) -> Result<BriefingReport, StageError> {
        let groups = earlier
            .get::<Group>()
            .ok_or_else(|| StageError::new("the stories of `stories.group` are needed before a briefing"))?;
        let maker =
            conclude::Maker { config: &self.config, background: Background::embedded(), model: embedded() };
        Ok(maker.conclude(&records, groups, earlier.get::<Duplicates>(), earlier.get::<MatchClaims>()))
    }
}

tidings_core::register_corpus_stage!(Brief);
