//! The stage `language.lemmas` and its settings.

use std::path::PathBuf;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Layer, Lemmas, SettingError, Stage, StageError, StageType, Tags, Tokens, Words,
};
use tidings_learn::{Aligned, Model};

use super::lemmatizer::Lemmatizer;

static MODEL: &[u8] = &Aligned(*include_bytes!("../../models/lemmas.model")).0;

/// Settings of `language.lemmas`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LemmatizerConfig {
    /// A model file, instead of the one that is compiled in.
    pub model: Option<PathBuf>,
}

/// Finds the dictionary form of every token.
#[derive(Clone)]
pub struct LemmatizerStage {
    lemmatizer: Lemmatizer,
}

impl LemmatizerStage {
    /// A stage with a lemmatizer that is no file yet.
    pub fn with(lemmatizer: Lemmatizer) -> Self {
        LemmatizerStage { lemmatizer }
    }
}

impl Stage for LemmatizerStage {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let words = doc.get::<Words>().ok_or_else(|| StageError::missing_layer(Words::NAME))?;
        let tags = doc.get::<Tags>().ok_or_else(|| StageError::missing_layer(Tags::NAME))?;
        if [words.len(), tags.upos.len(), tags.penn.len()] != [tokens.len(); 3] {
            return Err(StageError::new("the tags do not fit the tokens: make both layers again"));
        }
        let rows = words.iter().zip(&tags.upos).zip(&tags.penn);
        let rules = rows.map(|((word, upos), penn)| self.lemmatizer.rule(word, *upos, *penn)).collect();
        let lemmas = Lemmas::new(Arc::clone(self.lemmatizer.rules()), rules);
        doc.insert(lemmas);
        Ok(())
    }
}

impl StageType for LemmatizerStage {
    type Config = LemmatizerConfig;
    const NAME: &'static str = "language.lemmas";
    const PURPOSE: &'static str = "Finds the dictionary form of every token";
    const MANUAL: &'static str = include_str!("lemmas.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Words::NAME, Tags::NAME];
    const PROVIDES: &'static [&'static str] = &[Lemmas::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&MODEL];

    fn new(config: LemmatizerConfig) -> Result<Self, SettingError> {
        let model = match &config.model {
            Some(path) => Model::read(path),
            None => Model::embedded(MODEL),
        };
        let lemmatizer = model.and_then(|model| Lemmatizer::open(&model));
        let lemmatizer = lemmatizer.map_err(|error| SettingError::new("model", error.to_string()))?;
        Ok(LemmatizerStage { lemmatizer })
    }
}

tidings_core::register_stage!(LemmatizerStage);
