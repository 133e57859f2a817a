//! Corpus stages: what can be said only of a whole collection, as map and reduce.
//!
//! [`CorpusStage::observe`] makes a small, self-contained record of one document;
//! [`CorpusStage::conclude`] makes the result from all records. Records are JSON between the two, so
//! that several runs or machines can observe and one concludes.
//!
//! Invariant: the result does not depend on the order of the records: they are sorted by document
//! id before `conclude` sees them.

use std::any::Any;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::document::Document;
use crate::stage::{SettingError, StageError};
use crate::text::OffsetUnit;

/// The record of one document, as `conclude` sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed<R> {
    /// The id of the document.
    pub id: String,
    /// What `observe` made of it.
    pub record: R,
}

/// What the corpus stages that ran before have concluded.
///
/// A corpus stage that builds on others (a briefing on stories) finds their results here, typed. They are written from here too: as
/// trees of JSON values they would take several times the memory.
#[derive(Default)]
pub struct Conclusions {
    by_stage: BTreeMap<&'static str, Box<dyn Conclusion>>,
}

/// Any conclusion: known by its type to the stages that build on it, and to the others as something that can be written.
trait Conclusion: Any + erased_serde::Serialize {}

impl<T: Any + Serialize> Conclusion for T {}

impl Conclusions {
    /// What the stage `S` has concluded, if it ran.
    pub fn get<S: CorpusStage>(&self) -> Option<&S::Conclusion> {
        let conclusion: &dyn Any = &**self.by_stage.get(S::NAME)?;
        conclusion.downcast_ref()
    }

    /// What the stage of a name has concluded, if it ran, for writing.
    pub fn by_name(&self, name: &str) -> Option<&dyn erased_serde::Serialize> {
        Some(&**self.by_stage.get(name)?)
    }

    /// Adds what the stage `S` has concluded.
    pub fn insert<S: CorpusStage>(&mut self, conclusion: S::Conclusion) {
        self.by_stage.insert(S::NAME, Box::new(conclusion));
    }
}

/// A step over a whole collection, with its definition.
pub trait CorpusStage: Send + Sync + Sized + 'static {
    /// The settings, as for [`StageType::Config`](crate::StageType::Config).
    type Config: Default + Serialize + DeserializeOwned + JsonSchema;
    /// What is kept of one document: small and self-contained.
    type Record: Serialize + DeserializeOwned;
    /// The result.
    type Conclusion: Serialize + JsonSchema + 'static;
    /// `family.noun`.
    const NAME: &'static str;
    /// What the stage does, in one line without final period.
    const PURPOSE: &'static str;
    /// The manual page, in Markdown.
    const MANUAL: &'static str;
    /// Names of layers that the documents must have; the planner adds their providers.
    const REQUIRES: &'static [&'static str] = &[];
    /// Names of layers that the stage uses if they are there.
    const READS: &'static [&'static str] = &[];
    /// Names of corpus stages that it builds on; those that nobody named are added and run before it.
    const REQUIRES_STAGES: &'static [&'static str] = &[];
    /// Names of corpus stages whose results it uses if they run; they run before it then.
    const READS_STAGES: &'static [&'static str] = &[];
    /// The models that are compiled into the stage, each a whole model file; for lists of what is inside a program. They are references to
    /// statics: bytes alone would be copied wherever the list is.
    const MODELS: &'static [&'static &'static [u8]] = &[];

    /// Builds the stage.
    ///
    /// # Errors
    /// If a setting has a value that the stage cannot use.
    fn new(config: Self::Config) -> Result<Self, SettingError>;

    /// The record of one document. Offsets that will stand in the result count in `offsets`, the unit
    /// of the whole output: `conclude` has no text to translate them with.
    ///
    /// # Errors
    /// If a layer is missing.
    fn observe(&self, doc: &Document, offsets: OffsetUnit) -> Result<Self::Record, StageError>;

    /// The result for all documents; `records` are sorted by id. `earlier` has the results of the corpus stages
    /// that ran before.
    ///
    /// The command line calls it in a `rayon` pool of as many threads as the run has workers: parallel iterators share
    /// them, and whatever they do, the result must not depend on their number.
    ///
    /// # Errors
    /// If the records do not belong together, or the result of a stage that it builds on is missing.
    fn conclude(
        &self,
        records: Vec<Observed<Self::Record>>,
        earlier: &Conclusions,
    ) -> Result<Self::Conclusion, StageError>;
}

/// The record of one document in its JSON form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CorpusRecord {
    /// The id of the document.
    pub id: String,
    /// What `observe` made of it.
    pub record: Box<RawValue>,
}

/// A corpus stage whose type is known only at run time. Implemented for every [`CorpusStage`].
pub trait AnyCorpusStage: Send + Sync {
    /// [`CorpusStage::observe`], as JSON.
    ///
    /// # Errors
    /// As [`CorpusStage::observe`].
    fn observe_json(&self, doc: &Document, offsets: OffsetUnit) -> Result<CorpusRecord, StageError>;

    /// [`CorpusStage::conclude`], from records in any order. The result is added to `conclusions`, for the stages after this
    /// one and to be written.
    ///
    /// # Errors
    /// As [`CorpusStage::conclude`], and if a record is not one of this stage.
    fn conclude_records(
        &self,
        records: Vec<CorpusRecord>,
        conclusions: &mut Conclusions,
    ) -> Result<(), StageError>;

    /// [`AnyCorpusStage::conclude_records`], and the result as JSON.
    ///
    /// # Errors
    /// As [`AnyCorpusStage::conclude_records`], and if the result cannot be written as JSON.
    fn conclude_json(
        &self,
        records: Vec<CorpusRecord>,
        conclusions: &mut Conclusions,
    ) -> Result<serde_json::Value, StageError>;
}

impl<C: CorpusStage> AnyCorpusStage for C {
    fn observe_json(&self, doc: &Document, offsets: OffsetUnit) -> Result<CorpusRecord, StageError> {
        let record = serde_json::value::to_raw_value(&self.observe(doc, offsets)?)
            .map_err(|error| StageError::new(format!("the record cannot be written as JSON: {error}")))?;
        Ok(CorpusRecord { id: doc.id.clone(), record })
    }

    fn conclude_records(
        &self,
        mut records: Vec<CorpusRecord>,
        conclusions: &mut Conclusions,
    ) -> Result<(), StageError> {
        // The record breaks ties: two documents of one id must not depend on who came first.
        records.sort_unstable_by(|a, b| (&a.id, a.record.get()).cmp(&(&b.id, b.record.get())));
        let records = records
            .into_iter()
            .map(|CorpusRecord { id, record }| match serde_json::from_str(record.get()) {
                Ok(record) => Ok(Observed { id, record }),
                Err(error) => {
                    let message =
                        format!("the record of document `{id}` is not one of `{}`: {error}", C::NAME);
                    Err(StageError::new(message))
                }
            })
            .collect::<Result<Vec<_>, _>>()?;
        let conclusion = self.conclude(records, conclusions)?;
        conclusions.insert::<C>(conclusion);
        Ok(())
    }

    fn conclude_json(
        &self,
        records: Vec<CorpusRecord>,
        conclusions: &mut Conclusions,
    ) -> Result<serde_json::Value, StageError> {
        self.conclude_records(records, conclusions)?;
        serde_json::to_value(conclusions.get::<C>())
            .map_err(|error| StageError::new(format!("the result cannot be written as JSON: {error}")))
    }
}

/// The registered description of a corpus stage.
pub struct CorpusDefinition {
    /// [`CorpusStage::NAME`].
    pub name: &'static str,
    /// The crate that registered the stage.
    pub crate_name: &'static str,
    /// [`CorpusStage::PURPOSE`].
    pub purpose: &'static str,
    /// [`CorpusStage::MANUAL`].
    pub manual: &'static str,
    /// [`CorpusStage::REQUIRES`].
    pub requires: &'static [&'static str],
    /// [`CorpusStage::READS`].
    pub reads: &'static [&'static str],
    /// [`CorpusStage::REQUIRES_STAGES`].
    pub requires_stages: &'static [&'static str],
    /// [`CorpusStage::READS_STAGES`].
    pub reads_stages: &'static [&'static str],
    /// [`CorpusStage::MODELS`].
    pub models: &'static [&'static &'static [u8]],
    build: BuildCorpusStage,
    schema: fn(&mut SchemaGenerator) -> Schema,
    conclusion_schema: fn(&mut SchemaGenerator) -> Schema,
}

type BuildCorpusStage = fn(toml::Table) -> Result<(Box<dyn AnyCorpusStage>, serde_json::Value), SettingError>;

impl CorpusDefinition {
    /// The definition of the corpus stage type `C`.
    pub const fn of<C: CorpusStage>(crate_name: &'static str) -> Self {
        CorpusDefinition {
            name: C::NAME,
            crate_name,
            purpose: C::PURPOSE,
            manual: C::MANUAL,
            requires: C::REQUIRES,
            reads: C::READS,
            requires_stages: C::REQUIRES_STAGES,
            reads_stages: C::READS_STAGES,
            models: C::MODELS,
            build: build::<C>,
            schema: |generator| generator.subschema_for::<C::Config>(),
            conclusion_schema: |generator| generator.subschema_for::<C::Conclusion>(),
        }
    }

    /// Builds the stage from its settings; the second value is the full settings, defaults included.
    ///
    /// # Errors
    /// If a setting is unknown, of the wrong type or not usable.
    pub fn build(
        &self,
        settings: toml::Table,
    ) -> Result<(Box<dyn AnyCorpusStage>, serde_json::Value), SettingError> {
        (self.build)(settings)
    }

    /// The JSON Schema of the settings.
    pub fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        (self.schema)(generator)
    }

    /// The JSON Schema of the result.
    pub fn conclusion_schema(&self, generator: &mut SchemaGenerator) -> Schema {
        (self.conclusion_schema)(generator)
    }
}

fn build<C: CorpusStage>(
    settings: toml::Table,
) -> Result<(Box<dyn AnyCorpusStage>, serde_json::Value), SettingError> {
    let (config, json) = crate::config::decode::<C::Config>(settings)?;
    Ok((Box::new(C::new(config)?), json))
}

inventory::collect!(CorpusDefinition);

/// Registers a [`CorpusStage`](crate::CorpusStage) under its name.
#[macro_export]
macro_rules! register_corpus_stage {
    ($stage:ty) => {
        $crate::inventory::submit! {
            $crate::CorpusDefinition::of::<$stage>(env!("CARGO_PKG_NAME"))
        }
    };
}
