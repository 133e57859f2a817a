//! `stories.claims`: which claims of different articles say the same, and which contradict each other.
//!
//! Claims and sentences with numbers are compared within a story: their words by weight, their numbers and days as values,
//! their polarity and opposite words. What is said twice by one voice (one text, one author, one outlet) is said once.
//!
//! Invariant: the matches depend on the set of records, never on their order.

mod antonyms;
mod compare;
mod conclude;
mod number;
mod number_pairs;
mod polarity;
mod record;
mod report;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Claims, Conclusions, CorpusStage, Document, Layer, Observed, OffsetUnit, Sentences, SettingError,
    StageError,
};

use crate::group::MODEL;
use crate::{Duplicates, Group};
pub(crate) use polarity::denies;
pub use record::ClaimsRecord;
pub use report::{ClaimMatch, ClaimRelation, ClaimsReport, CorroboratedClaim, MatchedStatement};

/// Settings of `stories.claims`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ClaimsConfig {
    /// Whether to list statements that are only about one matter, beside those that agree or contradict each other.
    pub related: bool,
}

impl Default for ClaimsConfig {
    fn default() -> Self {
        ClaimsConfig { related: true }
    }
}

/// The corpus stage `stories.claims`.
#[derive(Clone, Debug)]
pub struct MatchClaims {
    config: ClaimsConfig,
}

impl CorpusStage for MatchClaims {
    type Config = ClaimsConfig;
    type Record = ClaimsRecord;
    type Conclusion = ClaimsReport;
    const NAME: &'static str = "stories.claims";
    const PURPOSE: &'static str = "Matches claims of different articles: the same, contradicting, related";
    const MANUAL: &'static str = include_str!("claims.md");
    const REQUIRES: &'static [&'static str] = &[Sentences::NAME, Claims::NAME];
    const READS: &'static [&'static str] = &["entities", "values", "checkworthiness", "tokens", "tags"];
    const REQUIRES_STAGES: &'static [&'static str] = &[Group::NAME];
    const READS_STAGES: &'static [&'static str] = &[Duplicates::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&MODEL];

    fn new(config: ClaimsConfig) -> Result<Self, SettingError> {
        Ok(MatchClaims { config })
    }

    fn observe(&self, doc: &Document, offsets: OffsetUnit) -> Result<ClaimsRecord, StageError> {
        let claims = doc.get::<Claims>().ok_or_else(|| StageError::missing_layer(Claims::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        Ok(ClaimsRecord::of(doc, claims, sentences, offsets))
    }

    fn conclude(
        &self,
        records: Vec<Observed<ClaimsRecord>>,
        earlier: &Conclusions,
    ) -> Result<ClaimsReport, StageError> {
        let groups = earlier.get::<Group>().ok_or_else(|| {
            StageError::new("the stories of `stories.group` are needed before claims are matched")
        })?;
        Ok(conclude::conclude(self.config.related, &records, groups, earlier.get::<Duplicates>()))
    }
}

tidings_core::register_corpus_stage!(MatchClaims);
