//! The core of Tidings: the document model, layers, the `Stage` trait, the registry, the planner
//! and the reading of configuration.
//!
//! What this crate must not know: any language, any file, any thread, any clock other than for the
//! time per stage, the layout of the output. It does no input or output and prints nothing. Its only
//! `unsafe` is the registration in `inventory`.
//!
//! - [`Document`]: `source` (what was read), `text` (what is analyzed), the [`Alignment`] between
//!   them, and typed [`Layer`]s.
//! - [`Stage`] and [`StageType`]: one step of analysis and its definition; [`register_stage!`]
//!   registers it.
//! - [`CorpusStage`]: a step over the whole collection, as map and reduce.
//! - [`Registry`]: everything registered, sorted by name.
//! - [`Pipeline`]: the planned, built stages.
//! - [`config`]: a configuration file with all its mistakes found at once.

pub mod config;
mod corpus;
mod corpus_plan;
mod document;
mod layers;
mod pipeline;
mod plan;
mod registry;
mod stage;
mod text;

#[doc(hidden)]
pub use inventory;

pub use corpus::{AnyCorpusStage, Conclusions, CorpusDefinition, CorpusRecord, CorpusStage, Observed};
pub use corpus_plan::{PlannedCorpusStep, plan_corpus};
pub use document::{
    Clock, Document, DocumentError, DocumentKind, Extraction, Meta, MetaField, Origin, Part, SourceFormat,
    Sourced,
};
pub use layers::{
    AnyLayer, Bound, CanonicalName, CanonicalOrigin, Checkworthiness, Claim, ClaimDetails, ClaimKind, Claims,
    CueClass, DateDetails, DateModifier, Entities, Entity, Frame, Headline, HeadlineOrigin, Keyphrase,
    Keyphrases, Label, Layer, LayerDefinition, LayerJsonError, LayerSet, LemmaRule, Lemmas, Mention,
    Modality, PartKind, Parts, PennTag, Quality, QualityFlag, QualitySignal, Quote, QuoteKind, Quotes,
    Reference, ReferenceKind, References, Region, RegionKind, Regions, Relation, RelationKind, Repair,
    Repairs, Sentence, SentenceKind, SentenceWorth, Sentences, Speaker, SpeechKind, SpeechTurn, SpeechTurns,
    Summary, SummarySentence, Syntax, SyntaxRelation, Tags, TextPart, Token, TokenKind, Tokens, Upos, Value,
    ValueMention, Values, Word, WordCase, Words, WordsBuilder, signal_limits_schema,
};
pub use pipeline::{Pipeline, PipelineBuilder, PipelineError, Progress, Step};
pub use plan::{Plan, PlanError, PlannedStep, plan};
pub use registry::{Registry, RegistryError};
pub use stage::{BuiltStage, SettingError, Stage, StageDefinition, StageError, StageType};
/// The examples of the README are tested with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use text::{Alignment, Edit, EditError, EditList, Mark, OffsetIndex, OffsetUnit, Run, Span};
