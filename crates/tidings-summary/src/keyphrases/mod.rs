//! `summary.keyphrases`: the names and noun phrases that an article is about.
//!
//! Why: phrases to tag and search by. Candidates are names and runs of words between common words and
//! marks (RAKE; Rose et al. 2010); what they weigh comes from how often, how early and how widely they
//! stand in the article (YAKE!; Campos et al. 2020). Parts of speech tell nouns from verbs; without them, how a word is
//! used in the article itself does, after "the" or after "will".
//!
//! Invariant: no phrase begins or ends with a common word, none is part of another, and no two differ
//! only in number, possessive, case, hyphens or one letter.

mod candidates;
mod choose;
mod nouns;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Entities, Keyphrase, Keyphrases, Layer, Sentences, SettingError, Stage, StageError, StageType,
    Tags, Tokens,
};

use crate::vocabulary::{Stemming, Vocabulary};

/// Settings of `summary.keyphrases`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SummaryKeyphrasesConfig {
    /// The most phrases. Short articles give fewer.
    #[schemars(range(min = 1))]
    pub max_phrases: u32,
    /// The most words of a phrase.
    #[schemars(range(min = 1, max = 8))]
    pub max_words: u32,
}

impl Default for SummaryKeyphrasesConfig {
    fn default() -> Self {
        SummaryKeyphrasesConfig { max_phrases: 8, max_words: 4 }
    }
}

/// The stage `summary.keyphrases`.
#[derive(Clone, Debug)]
pub struct SummaryKeyphrases {
    config: SummaryKeyphrasesConfig,
}

impl StageType for SummaryKeyphrases {
    type Config = SummaryKeyphrasesConfig;
    const NAME: &'static str = "summary.keyphrases";
    const PURPOSE: &'static str = "Finds the names and noun phrases that the article is about";
    const MANUAL: &'static str = include_str!("keyphrases.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME];
    const READS: &'static [&'static str] = &[Entities::NAME, Tags::NAME];
    const PROVIDES: &'static [&'static str] = &[Keyphrases::NAME];

    fn new(config: SummaryKeyphrasesConfig) -> Result<Self, SettingError> {
        if config.max_phrases == 0 {
            return Err(SettingError::new("max_phrases", "the limit must be at least 1"));
        }
        if !(1..=8).contains(&config.max_words) {
            return Err(SettingError::new("max_words", "a phrase has from 1 to 8 words"));
        }
        Ok(SummaryKeyphrases { config })
    }
}

impl Stage for SummaryKeyphrases {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let unsupported = doc.meta.is_unsupported_language();
        let phrases = if unsupported { Vec::new() } else { self.keyphrases(doc)? };
        doc.insert(Keyphrases(phrases));
        Ok(())
    }
}

impl SummaryKeyphrases {
    fn keyphrases(&self, doc: &Document) -> Result<Vec<Keyphrase>, StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let vocabulary = Vocabulary::new(doc.text(), tokens, Stemming::Plural);
        let nouns = nouns::Nouns::of(doc, tokens, sentences, &vocabulary);
        let tags = doc.get::<Tags>().map(|tags| &*tags.penn).filter(|tags| tags.len() == tokens.len());
        let text = candidates::Text { doc, tokens, sentences, vocabulary: &vocabulary, nouns: &nouns, tags };
        let candidates = candidates::candidates(&text, self.config.max_words as usize);
        Ok(choose::choose(&text, &candidates, self.config.max_phrases as usize))
    }
}

tidings_core::register_stage!(SummaryKeyphrases);
