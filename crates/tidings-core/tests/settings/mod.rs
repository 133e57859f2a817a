//! Stages and sections with settings of every kind, for the tests of configuration.

#![allow(dead_code, clippy::unwrap_used, reason = "every test program uses its own part, and may panic")]

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::config::{ConfigFile, Diagnostic, Section};
use tidings_core::{
    CorpusDefinition, CorpusStage, Document, Observed, Registry, SettingError, Stage, StageDefinition,
    StageError, StageType,
};

/// A documented enum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What readers wrote.
    #[default]
    Comment,
    /// Players and sign-ups.
    Widget,
    /// Links to other articles.
    Related,
}

/// Every shape that a setting may have.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RichConfig {
    /// What to drop.
    pub drop: Vec<Kind>,
    /// What to prefer.
    pub prefer: Option<Kind>,
    /// From 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub share: f64,
    /// At least 1.
    #[schemars(range(min = 1))]
    pub max_lines: u32,
    /// May be negative.
    pub shift: i64,
    /// One byte.
    pub depth: u8,
    /// Whether to do it.
    pub enabled: bool,
    /// A file.
    pub model: Option<String>,
    /// Must not be empty.
    #[schemars(length(min = 1))]
    pub title: String,
    /// Weights by name.
    pub weights: BTreeMap<String, f64>,
    /// A table in a table.
    pub limits: Limits,
    /// A table that may be missing.
    pub extra: Option<Limits>,
    /// A choice of shapes.
    pub scorer: Scorer,
    /// Not zero, which the schema says and the type as well.
    pub divisor: Option<std::num::NonZeroU32>,
    /// One letter, which only the type says.
    pub letter: char,
}

/// A table in a table.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
    /// One level deeper.
    pub words: BTreeMap<String, Vec<Kind>>,
}

/// A tagged enum.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "type", deny_unknown_fields)]
pub enum Scorer {
    /// By length.
    Length {
        /// The longest, in words.
        longest: u32,
    },
    /// By place.
    Place {
        /// The weight of the first sentence.
        #[serde(default)]
        first: f64,
    },
}

impl Default for RichConfig {
    fn default() -> Self {
        RichConfig {
            drop: vec![],
            prefer: None,
            share: 0.5,
            max_lines: 3,
            shift: 0,
            depth: 0,
            enabled: true,
            model: None,
            title: "x".to_owned(),
            weights: BTreeMap::new(),
            limits: Limits::default(),
            extra: None,
            scorer: Scorer::Place { first: 1.0 },
            divisor: None,
            letter: 'a',
        }
    }
}

/// Has settings of every kind and does nothing.
pub struct Rich;

impl Stage for Rich {
    fn process(&self, _: &mut Document) -> Result<(), StageError> {
        Ok(())
    }
}

impl StageType for Rich {
    type Config = RichConfig;
    const NAME: &'static str = "clean.rich";
    const PURPOSE: &'static str = "Has settings of every kind";
    const MANUAL: &'static str = "## What it does\nNothing.";
    fn new(config: RichConfig) -> Result<Self, SettingError> {
        if config.model.as_deref() == Some("missing.bin") {
            return Err(SettingError::new("model", "there is no such model"));
        }
        Ok(Rich)
    }
}

/// Another crate's enum of the same name, with other values.
mod other {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    pub enum Kind {
        #[default]
        Fast,
        Exact,
    }
}

/// Settings with a type whose name another stage uses too.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PlainConfig {
    /// How to work.
    pub kind: other::Kind,
}

/// Does nothing.
pub struct Plain;

impl Stage for Plain {
    fn process(&self, _: &mut Document) -> Result<(), StageError> {
        Ok(())
    }
}

impl StageType for Plain {
    type Config = PlainConfig;
    const NAME: &'static str = "clean.plain";
    const PURPOSE: &'static str = "Does nothing";
    const MANUAL: &'static str = "## What it does\nNothing.";
    fn new(_: PlainConfig) -> Result<Self, SettingError> {
        Ok(Plain)
    }
}

/// Settings that one must give.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupConfig {
    /// From 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub threshold: f64,
}

/// Counts documents.
pub struct Group;

impl CorpusStage for Group {
    type Config = GroupConfig;
    type Record = u32;
    type Conclusion = Vec<String>;
    const NAME: &'static str = "stories.group";
    const PURPOSE: &'static str = "Counts documents";
    const MANUAL: &'static str = "## What it does\nCounts documents.";
    fn new(_: GroupConfig) -> Result<Self, SettingError> {
        Ok(Group)
    }
    fn observe(&self, doc: &Document, _: tidings_core::OffsetUnit) -> Result<u32, StageError> {
        Ok(doc.text().len() as u32)
    }
    fn conclude(
        &self,
        records: Vec<Observed<u32>>,
        _: &tidings_core::Conclusions,
    ) -> Result<Vec<String>, StageError> {
        Ok(records.into_iter().map(|observed| format!("{}:{}", observed.id, observed.record)).collect())
    }
}

/// Where documents come from.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InputConfig {
    /// Patterns.
    pub paths: Vec<String>,
    /// Names of fields.
    pub fields: Fields,
    /// Which kind to read, with an enum that a stage uses too.
    pub kind: Option<Kind>,
}

/// Names of fields.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Fields {
    /// The text.
    pub text: Option<String>,
    /// The title.
    pub title: Option<String>,
}

/// How results are written.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OutputConfig {
    /// The folder.
    pub folder: String,
    /// Sub-outputs: a table of its own kind.
    pub also: Vec<OutputConfig>,
    /// How to write, with an enum whose name the stages use for others.
    pub kind: output::Kind,
}

mod output {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    pub enum Kind {
        #[default]
        Json,
        Html,
    }
}

/// The stages of this file, and the standard layers.
pub fn registry() -> Registry {
    static STAGES: [StageDefinition; 2] =
        [StageDefinition::of::<Rich>("tests"), StageDefinition::of::<Plain>("tests")];
    static CORPUS: [CorpusDefinition; 1] = [CorpusDefinition::of::<Group>("tests")];
    Registry::new(&STAGES, &CORPUS, []).unwrap()
}

/// The sections of this file.
pub fn sections() -> [Section; 2] {
    [Section::of::<InputConfig>("input"), Section::of::<OutputConfig>("output")]
}

/// A mistake as `line:column «what stands there» message (label; help)`.
pub fn show(text: &str, diagnostic: &Diagnostic) -> String {
    let before = &text[..diagnostic.span.start];
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
    let slice = &text[diagnostic.span.clone()];
    let Diagnostic { message, label, help, .. } = diagnostic;
    let help = help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    format!("{line}:{column} «{slice}» {message} ({label}{help})")
}

/// Reads a file without mistakes.
pub fn read(text: &str) -> ConfigFile {
    let shown = |found: Vec<Diagnostic>| found.iter().map(|d| show(text, d)).collect::<Vec<_>>().join("\n");
    ConfigFile::read(text, &registry(), &sections()).unwrap_or_else(|found| panic!("{}", shown(found)))
}

/// Checks the mistakes of a file, one a line.
pub fn check(text: &str, expected: &str) {
    let found = ConfigFile::read(text, &registry(), &sections()).err().unwrap_or_default();
    let found: Vec<String> = found.iter().map(|diagnostic| show(text, diagnostic)).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "\n{text}\n{}", found.join("\n"));
}

/// Checks the mistakes in the settings of the stage `clean.rich`; the settings begin in line 3.
pub fn check_rich(settings: &str, expected: &str) {
    check(&format!("[[stage]]\nuse = \"clean.rich\"\n{settings}\n"), expected);
}
