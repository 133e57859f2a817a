//! A stage: one step of analysis of one document.
//!
//! [`Stage`] is what the pipeline runs, [`StageType`] is what the author of a stage implements
//! beside it, and [`StageDefinition`] is the `const` description that both give to the registry.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::document::Document;
use crate::text::EditError;

/// One step of analysis. A stage is shared by all workers and keeps no state between documents.
pub trait Stage: Send + Sync {
    /// Analyzes or cleans one document.
    ///
    /// Any text is a document: odd text gives fewer annotations, not an error.
    ///
    /// # Errors
    /// If the document cannot go on, for example because an edit list was refused.
    fn process(&self, doc: &mut Document) -> Result<(), StageError>;
}

impl<S: Stage + ?Sized> Stage for Box<S> {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        (**self).process(doc)
    }
}

/// Why a stage gave up on a document, in plain words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StageError(String);

impl StageError {
    /// An error with a message that says what happened and, if it can, what to do.
    pub fn new(message: impl Into<String>) -> Self {
        StageError(message.into())
    }

    /// The error of a stage that was run without a layer that it requires.
    pub fn missing_layer(layer: &str) -> Self {
        StageError(format!("the layer `{layer}` is missing: run the stage that makes it before this one"))
    }
}

impl From<EditError> for StageError {
    fn from(error: EditError) -> Self {
        StageError(error.to_string())
    }
}

/// A setting whose value the schema allows but the stage cannot use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", setting.map(|name| format!("`{name}`: ")).unwrap_or_default())]
pub struct SettingError {
    /// The name of the setting, if one setting alone is to blame.
    pub setting: Option<&'static str>,
    /// What is wrong and what to do.
    pub message: String,
}

impl SettingError {
    /// An error about the setting `name`.
    pub fn new(name: &'static str, message: impl Into<String>) -> Self {
        SettingError { setting: Some(name), message: message.into() }
    }
}

/// The definition of a stage type: its name, its configuration, and what it needs and makes.
///
/// ```
/// use schemars::JsonSchema;
/// use serde::{Deserialize, Serialize};
/// use tidings_core::{Document, Layer, Sentences, SettingError, Stage, StageError, StageType};
///
/// /// Settings of `example.count`.
/// #[derive(Default, Serialize, Deserialize, JsonSchema)]
/// #[serde(default, deny_unknown_fields)]
/// struct CountConfig {}
///
/// /// Counts sentences.
/// struct Count;
///
/// impl Stage for Count {
///     fn process(&self, doc: &mut Document) -> Result<(), StageError> {
///         let count = doc.get::<Sentences>().map_or(0, |sentences| sentences.0.len());
///         doc.meta.extra.insert("sentence_count".into(), count.into());
///         Ok(())
///     }
/// }
///
/// impl StageType for Count {
///     type Config = CountConfig;
///     const NAME: &'static str = "example.count";
///     const PURPOSE: &'static str = "Counts sentences";
///     const MANUAL: &'static str = "## What it does\nCounts sentences.";
///     const REQUIRES: &'static [&'static str] = &[Sentences::NAME];
///     fn new(_: CountConfig) -> Result<Self, SettingError> {
///         Ok(Count)
///     }
/// }
/// tidings_core::register_stage!(Count);
/// # fn main() {}
/// ```
pub trait StageType: Stage + Sized + 'static {
    /// The settings: `#[serde(default, deny_unknown_fields)]`, named after the stage, a doc comment on
    /// every field.
    type Config: Default + Serialize + DeserializeOwned + JsonSchema;
    /// `family.noun`.
    const NAME: &'static str;
    /// What the stage does, in one line without final period.
    const PURPOSE: &'static str;
    /// The manual page, in Markdown; its settings are added from the schema.
    const MANUAL: &'static str;
    /// Names of layers without which the stage cannot work; the planner adds their providers.
    const REQUIRES: &'static [&'static str] = &[];
    /// Names of layers that the stage uses if they are there.
    const READS: &'static [&'static str] = &[];
    /// Names of layers that the stage makes.
    const PROVIDES: &'static [&'static str] = &[];
    /// Whether the stage edits the text. Such a stage must run before any that points into it.
    const EDITS_TEXT: bool = false;
    /// Whether the planner may add this stage for the layers that it provides.
    const DEFAULT_PROVIDER: bool = true;
    /// The models that are compiled into the stage, each a whole model file; for lists of what is inside a program. They are references to
    /// statics: bytes alone would be copied wherever the list is.
    const MODELS: &'static [&'static &'static [u8]] = &[];

    /// Builds the stage.
    ///
    /// # Errors
    /// If a setting has a value that the stage cannot use.
    fn new(config: Self::Config) -> Result<Self, SettingError>;
}

/// A stage with the settings it was built from, defaults included.
pub struct BuiltStage {
    /// The stage.
    pub stage: Box<dyn Stage>,
    /// Its full settings.
    pub config: serde_json::Value,
}

/// The registered description of a stage.
pub struct StageDefinition {
    /// [`StageType::NAME`].
    pub name: &'static str,
    /// The crate that registered the stage.
    pub crate_name: &'static str,
    /// [`StageType::PURPOSE`].
    pub purpose: &'static str,
    /// [`StageType::MANUAL`].
    pub manual: &'static str,
    /// [`StageType::REQUIRES`].
    pub requires: &'static [&'static str],
    /// [`StageType::READS`].
    pub reads: &'static [&'static str],
    /// [`StageType::PROVIDES`].
    pub provides: &'static [&'static str],
    /// [`StageType::EDITS_TEXT`].
    pub edits_text: bool,
    /// [`StageType::DEFAULT_PROVIDER`].
    pub default_provider: bool,
    /// [`StageType::MODELS`].
    pub models: &'static [&'static &'static [u8]],
    build: fn(toml::Table) -> Result<BuiltStage, SettingError>,
    schema: fn(&mut SchemaGenerator) -> Schema,
}

impl StageDefinition {
    /// The definition of the stage type `S`.
    pub const fn of<S: StageType>(crate_name: &'static str) -> Self {
        StageDefinition {
            name: S::NAME,
            crate_name,
            purpose: S::PURPOSE,
            manual: S::MANUAL,
            requires: S::REQUIRES,
            reads: S::READS,
            provides: S::PROVIDES,
            edits_text: S::EDITS_TEXT,
            default_provider: S::DEFAULT_PROVIDER,
            models: S::MODELS,
            build: build::<S>,
            schema: |generator| generator.subschema_for::<S::Config>(),
        }
    }

    /// Builds the stage from its settings.
    ///
    /// # Errors
    /// If a setting is unknown, of the wrong type or not usable.
    pub fn build(&self, settings: toml::Table) -> Result<BuiltStage, SettingError> {
        (self.build)(settings)
    }

    /// The JSON Schema of the settings.
    pub fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        (self.schema)(generator)
    }

    /// The part of the name before the period: `clean`, `entities` …
    pub fn family(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(family, _)| family)
    }
}

fn build<S: StageType>(settings: toml::Table) -> Result<BuiltStage, SettingError> {
    let (config, json) = crate::config::decode::<S::Config>(settings)?;
    Ok(BuiltStage { stage: Box::new(S::new(config)?), config: json })
}

inventory::collect!(StageDefinition);

/// Registers a [`StageType`](crate::StageType) under its name.
///
/// The crate must be linked: the binary names it, for example by `use my_stages as _;`.
#[macro_export]
macro_rules! register_stage {
    ($stage:ty) => {
        $crate::inventory::submit! {
            $crate::StageDefinition::of::<$stage>(env!("CARGO_PKG_NAME"))
        }
    };
}
