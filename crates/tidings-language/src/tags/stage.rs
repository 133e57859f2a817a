//! The stage `language.tags` and its settings.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Layer, Sentences, SettingError, Stage, StageError, StageType, Tags, Tokens, Words,
};
use tidings_learn::{Aligned, Model};

use super::tagger::{Scratch, Tagger};

static MODEL: &[u8] = &Aligned(*include_bytes!("../../models/tags.model")).0;

/// Settings of `language.tags`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TaggerConfig {
    /// A model file, instead of the one that is compiled in.
    pub model: Option<PathBuf>,
}

/// Tags every token with its part of speech.
#[derive(Clone)]
pub struct TaggerStage {
    tagger: Tagger,
}

impl TaggerStage {
    /// A stage with a tagger that is no file yet.
    pub fn with(tagger: Tagger) -> Self {
        TaggerStage { tagger }
    }
}

/// A longer sentence is tagged in parts of so many tokens: nobody writes one, and what is read of it takes memory.
const LONGEST_SENTENCE: usize = 4096;

impl Stage for TaggerStage {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let words = doc.get::<Words>().ok_or_else(|| StageError::missing_layer(Words::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let mut tags =
            Tags { upos: Vec::with_capacity(tokens.len()), penn: Vec::with_capacity(tokens.len()) };
        let (mut scratch, mut read) = (Scratch::default(), Vec::new());
        let clock = doc.clock();
        for sentence in &sentences.0 {
            clock.check()?;
            let range = sentence.tokens();
            for first in range.clone().step_by(LONGEST_SENTENCE) {
                let range = first..(first + LONGEST_SENTENCE).min(range.end);
                let (fits, kinds) = (words.read(range.clone(), &mut read), tokens.kinds().get(range));
                let Some(kinds) = kinds.filter(|_| fits) else {
                    let message = "the sentences do not fit the tokens: make both layers again";
                    return Err(StageError::new(message));
                };
                self.tagger.tag(&read, kinds, &mut scratch, &mut tags);
            }
        }
        if tags.upos.len() != tokens.len() {
            return Err(StageError::new("there are tokens outside sentences: make both layers again"));
        }
        doc.insert(tags);
        Ok(())
    }
}

impl StageType for TaggerStage {
    type Config = TaggerConfig;
    const NAME: &'static str = "language.tags";
    const PURPOSE: &'static str = "Tags every token with its part of speech";
    const MANUAL: &'static str = include_str!("tags.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME, Words::NAME];
    const PROVIDES: &'static [&'static str] = &[Tags::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&MODEL];

    fn new(config: TaggerConfig) -> Result<Self, SettingError> {
        let model = match &config.model {
            Some(path) => Model::read(path),
            None => Model::embedded(MODEL),
        };
        let tagger = model.and_then(|model| Tagger::open(&model));
        Ok(TaggerStage { tagger: tagger.map_err(|error| SettingError::new("model", error.to_string()))? })
    }
}

tidings_core::register_stage!(TaggerStage);
