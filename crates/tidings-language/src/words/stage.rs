//! The stage `language.words` and its settings.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Layer, SettingError, Stage, StageError, StageType, Tokens, Words, WordsBuilder,
};
use tidings_learn::{Aligned, Model, ModelError};

use super::{ClusterTable, describe};

static MODEL: &[u8] = &Aligned(*include_bytes!("../../models/clusters.model")).0;

/// How many tokens are described before their words are looked up together.
const BLOCK: usize = 1024;

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
        let (mut scratch, mut block) = (String::new(), Vec::with_capacity(BLOCK.min(tokens.len())));
        let mut lookup = self.clusters.lookup();
        let mut words = WordsBuilder::with_capacity(tokens.len());
        for spans in tokens.spans().chunks(BLOCK) {
            block.clear();
            block.extend(spans.iter().map(|span| describe(doc.slice(*span), &mut scratch)));
            lookup.fill(&mut block);
            block.drain(..).for_each(|word| words.push(word));
        }
        let words = words.finish();
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
