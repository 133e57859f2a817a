//! The stage `language.words` and its settings.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{Document, Layer, SettingError, Stage, StageError, StageType, Tokens, Words};
use tidings_learn::{Aligned, Model, ModelError};

use super::{ClusterTable, describe};

static MODEL: &[u8] = &Aligned(*include_bytes!("../../models/clusters.model")).0;

/// Settings of `language.words`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DescriberConfig {
    /// A model file with other word clusters, instead of the one that is compiled in.
    pub model: Option<PathBuf>,
}

/// Describes every token: its form, shape, affixes and word clusters.
#[derive(Clone)]
pub struct Describer {
    clusters: ClusterTable,
}

impl Stage for Describer {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let mut scratch = String::new();
        let describe = |span: &tidings_core::Span| describe(doc.slice(*span), &mut scratch);
        let mut words = Words(tokens.spans().iter().map(describe).collect());
        self.clusters.lookup().fill(&mut words.0);
        doc.insert(words);
        Ok(())
    }
}

impl StageType for Describer {
    type Config = DescriberConfig;
    const NAME: &'static str = "language.words";
    const PURPOSE: &'static str = "Describes every token: form, shape, affixes, word clusters";
    const MANUAL: &'static str = include_str!("words.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME];
    const PROVIDES: &'static [&'static str] = &[Words::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&MODEL];

    fn new(config: DescriberConfig) -> Result<Self, SettingError> {
        let model = match &config.model {
            Some(path) => Model::read(path),
            None => Model::embedded(MODEL),
        };
        let open = |model: Model| ClusterTable::open(model.section("clusters")?);
        let clusters = model.and_then(open);
        let clusters = clusters.map_err(|error: ModelError| SettingError::new("model", error.to_string()))?;
        Ok(Describer { clusters })
    }
}

tidings_core::register_stage!(Describer);
