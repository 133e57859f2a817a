//! `stories.duplicates`: copies of one article, whole, edited or cut short.
//!
//! Why: wire copy in forty papers is one source, not forty confirmations, and a truncated scrape
//! should not stand beside the whole article. Every document leaves a sketch of its word 5-grams
//! (Broder 1997, "On the resemblance and containment of documents") of at most two kilobytes; only
//! documents that share some of their smallest hashes are compared, so the work grows with the
//! number of copies and not with the square of the collection.
//!
//! Invariant: the report depends on the set of records, never on their order.

mod candidates;
mod conclude;
mod passages;
mod record;
mod report;
mod sketch;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{Conclusions, CorpusStage, Document, Observed, OffsetUnit, SettingError, StageError};

pub use record::DuplicateRecord;
pub use report::{
    DuplicateGroup, DuplicateMember, DuplicatePair, DuplicateReport, PassagePlace, Relation, SharedPassage,
};

/// Settings of `stories.duplicates`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DuplicatesConfig {
    /// Two documents are near duplicates from this resemblance on: the share of the word 5-grams of
    /// both that both have. One changed word in ten gives about 0.4, one in twenty about 0.6.
    #[schemars(range(min = 0.05, max = 1.0))]
    pub min_similarity: f64,
    /// A document is contained in a longer one if the longer one has at least this share of its
    /// word 5-grams.
    #[schemars(range(min = 0.05, max = 1.0))]
    pub min_containment: f64,
    /// Shorter documents, in words, are compared for equality only.
    #[schemars(range(min = 5))]
    pub min_words: u32,
}

impl Default for DuplicatesConfig {
    fn default() -> Self {
        DuplicatesConfig { min_similarity: 0.6, min_containment: 0.8, min_words: 30 }
    }
}

/// The corpus stage `stories.duplicates`.
#[derive(Clone, Debug)]
pub struct Duplicates {
    config: DuplicatesConfig,
}

impl CorpusStage for Duplicates {
    type Config = DuplicatesConfig;
    type Record = DuplicateRecord;
    type Conclusion = DuplicateReport;
    const NAME: &'static str = "stories.duplicates";
    const PURPOSE: &'static str = "Finds copies of one article and paragraphs that articles share";
    const MANUAL: &'static str = include_str!("duplicates.md");

    fn new(config: DuplicatesConfig) -> Result<Self, SettingError> {
        for (name, share) in
            [("min_similarity", config.min_similarity), ("min_containment", config.min_containment)]
        {
            if !(0.05..=1.0).contains(&share) {
                return Err(SettingError::new(name, format!("{share} is not a share from 0.05 to 1")));
            }
        }
        if config.min_words < 5 {
            return Err(SettingError::new("min_words", "at least 5 words are needed for a word 5-gram"));
        }
        Ok(Duplicates { config })
    }

    fn observe(&self, doc: &Document, offsets: OffsetUnit) -> Result<DuplicateRecord, StageError> {
        Ok(DuplicateRecord::of(doc.text(), offsets))
    }

    fn conclude(
        &self,
        records: Vec<Observed<DuplicateRecord>>,
        _: &Conclusions,
    ) -> Result<DuplicateReport, StageError> {
        Ok(conclude::conclude(&self.config, records))
    }
}

tidings_core::register_corpus_stage!(Duplicates);
