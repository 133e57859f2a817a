//! `summary.sentences`: the sentences that tell most of the article.
//!
//! Why extracts: a summary made of the article's own sentences cannot invent, and each one leads back to its place.
//! News is written most important first, so that the first three sentences are hard to beat (Nenkova 2005). What
//! beats them was learned from articles with written summaries, in three steps: how likely a summary is to use each
//! word of the article, from there how likely it is to have each sentence, and from both which sentences make the best
//! summary together.
//!
//! Invariant: whole sentences, chosen only as long as every limit holds.

mod article;
mod body;
mod choice;
mod discourse;
mod features;
mod pairs;
mod rank;
mod reasons;
mod select;
mod terms;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Claims, Document, Entities, Layer, Parts, Quotes, Regions, Sentences, SettingError, Stage, StageError,
    StageType, Summary, SummarySentence, Tokens, Values,
};

use tidings_learn::Model;

pub(crate) use article::Article;
use body::Body;
pub(crate) use body::title;
pub(crate) use features::rows;
pub use features::{LEANS, NAMES, SENTENCE_FEATURES};
pub(crate) use pairs::Pairs;
pub use pairs::{PAIR_CELLS, PairTable};
use rank::Ranker;
use select::{Limits, select};
pub(crate) use terms::Terms;
pub use terms::{RAREST, TERM_FEATURES};

/// The order of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SentenceOrder {
    /// As in the article.
    #[default]
    Document,
    /// Best first.
    Score,
}

/// Settings of `summary.sentences`. All limits hold at once, and no sentence is ever cut: if not even
/// one sentence fits, the summary is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SummarySentencesConfig {
    /// The most sentences.
    #[schemars(range(min = 1))]
    pub max_sentences: u32,
    /// The most words: runs of characters between white space.
    #[schemars(range(min = 1))]
    pub max_words: Option<u32>,
    /// The most characters (Unicode code points), with one space between sentences.
    #[schemars(range(min = 1))]
    pub max_characters: Option<u32>,
    /// The most words as a share of the words of the article's running text, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub max_share: Option<f64>,
    /// The order of the sentences.
    pub order: SentenceOrder,
    /// A model that replaces the one in the program: the path of its file.
    pub model: Option<PathBuf>,
}

impl Default for SummarySentencesConfig {
    fn default() -> Self {
        SummarySentencesConfig {
            max_sentences: 3,
            max_words: None,
            max_characters: None,
            max_share: None,
            order: SentenceOrder::Document,
            model: None,
        }
    }
}

/// The stage `summary.sentences`.
#[derive(Clone, Debug)]
pub struct SummarySentences {
    config: SummarySentencesConfig,
    ranker: Ranker,
}

impl StageType for SummarySentences {
    type Config = SummarySentencesConfig;
    const NAME: &'static str = "summary.sentences";
    const PURPOSE: &'static str = "Chooses the sentences that tell most of the article";
    const MANUAL: &'static str = include_str!("sentences.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME];
    const READS: &'static [&'static str] =
        &[Entities::NAME, Values::NAME, Claims::NAME, Quotes::NAME, Regions::NAME, Parts::NAME];
    const PROVIDES: &'static [&'static str] = &[Summary::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&rank::EMBEDDED];

    fn new(config: SummarySentencesConfig) -> Result<Self, SettingError> {
        let limits = [
            ("max_sentences", Some(config.max_sentences)),
            ("max_words", config.max_words),
            ("max_characters", config.max_characters),
        ];
        if let Some((name, _)) = limits.into_iter().find(|(_, limit)| *limit == Some(0)) {
            return Err(SettingError::new(name, "the limit must be at least 1"));
        }
        if let Some(share) = config.max_share.filter(|share| !(*share > 0.0 && *share <= 1.0)) {
            return Err(SettingError::new(
                "max_share",
                format!("{share} is not a share above 0 and up to 1"),
            ));
        }
        let model = match &config.model {
            Some(path) => Model::read(path),
            None => Model::embedded(rank::EMBEDDED),
        };
        let model = model.map_err(|error| SettingError::new("model", error.to_string()))?;
        SummarySentences::with_model(config, &model)
    }
}

impl Stage for SummarySentences {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let unsupported = doc.meta.is_unsupported_language();
        let summary = if unsupported { Summary::default() } else { self.summary(doc)? };
        doc.insert(summary);
        Ok(())
    }
}

impl SummarySentences {
    /// The stage with an opened model.
    pub(crate) fn with_model(config: SummarySentencesConfig, model: &Model) -> Result<Self, SettingError> {
        let ranker = Ranker::open(model).map_err(|error| SettingError::new("model", error.to_string()))?;
        Ok(SummarySentences { config, ranker })
    }

    fn summary(&self, doc: &Document) -> Result<Summary, StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let article = Article::new(doc, tokens, sentences);
        let ranking = self.ranker.rank(&article);
        let chosen = select(&ranking, &self.limits(doc, &article.body));
        let mut summary: Vec<SummarySentence> = chosen
            .into_iter()
            .map(|index| SummarySentence {
                span: article.body.candidates[index].span,
                score: 1.0 / (1.0 + (-ranking.scores[index]).exp()),
                reasons: ranking.reasons(index),
            })
            .collect();
        match self.config.order {
            SentenceOrder::Document => summary.sort_by_key(|sentence| sentence.span),
            SentenceOrder::Score => {
                summary.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.span.cmp(&b.span)));
            }
        }
        Ok(Summary(summary))
    }

    fn limits(&self, doc: &Document, body: &Body) -> Limits {
        let share = self.config.max_share.map(|share| (share * body.words(doc) as f64).floor() as usize);
        let words = self.config.max_words.map(|words| words as usize);
        Limits {
            sentences: self.config.max_sentences as usize,
            words: words.into_iter().chain(share).min().unwrap_or(usize::MAX),
            characters: self.config.max_characters.map_or(usize::MAX, |characters| characters as usize),
        }
    }
}

tidings_core::register_stage!(SummarySentences);
