//! The stage `claims.checkworthy`.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use thread_local::ThreadLocal;
use tidings_core::{
    Checkworthiness, Claims, Document, Layer, SentenceWorth, Sentences as SentenceLayer, SettingError, Stage,
    StageError, StageType, Tags, Tokens, Words,
};
use tidings_learn::cache::Cache;
use tidings_learn::linear::{LinearClassifier, sigmoid};
use tidings_learn::{Aligned, Model, ModelError};

use super::config::CheckworthyConfig;
use super::features::{Sentences, sign_key};
use super::signs::{SIGNS, SignWords};
use super::tag_pairs::TagPairs;

/// The model that is compiled in.
pub(super) static EMBEDDED: &[u8] = &Aligned(*include_bytes!("../../models/checkworthy.model")).0;

/// The section of the model that holds the weights.
pub const SECTION: &str = "weights";

/// The section of the model that says by how much the log-odds are moved so that 0.5 is the best threshold.
pub const SHIFT: &str = "shift";

/// A sign that moves the score by less than this, in log-odds, is no reason.
const LEAST_REASON: f32 = 0.05;

/// How many words are cached: all the letters of a word that is not take longer than many looks into the cache.
const KNOWN: usize = 1 << 15;

/// Scores how worth checking sentences and claims are.
pub struct Checkworthy {
    config: CheckworthyConfig,
    classifier: LinearClassifier,
    /// What a sign adds to the score.
    signs: Vec<f32>,
    tag_pairs: TagPairs,
    bias: f32,
    shift: f32,
    lists: SignWords,
    /// For each thread what words add to a score.
    known: ThreadLocal<RefCell<Cache<u128, f32>>>,
}

impl StageType for Checkworthy {
    type Config = CheckworthyConfig;
    const NAME: &'static str = "claims.checkworthy";
    const PURPOSE: &'static str = "Scores how worth checking every sentence and every claim is, and says why";
    const MANUAL: &'static str = include_str!("checkworthy.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, SentenceLayer::NAME, Words::NAME, Tags::NAME];
    const READS: &'static [&'static str] = &[Claims::NAME];
    const PROVIDES: &'static [&'static str] = &[Checkworthiness::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&EMBEDDED];

    fn new(config: CheckworthyConfig) -> Result<Self, SettingError> {
        let model = match &config.model {
            Some(path) => Model::read(path),
            None => Model::embedded(EMBEDDED),
        };
        let open = |model: Model| -> Result<_, ModelError> {
            let shift = model.section(SHIFT)?.get(..4).and_then(|four| four.try_into().ok());
            let shift = shift.map(f32::from_le_bytes).filter(|shift| shift.is_finite());
            let shift = shift.ok_or_else(|| ModelError::Damaged("`shift` is no number".to_owned()))?;
            Ok((LinearClassifier::open(model.section(SECTION)?)?, shift))
        };
        let (classifier, shift) =
            model.and_then(open).map_err(|error| SettingError::new("model", error.to_string()))?;
        let signs = (0..SIGNS.len()).map(|sign| classifier.weight(sign_key(sign))).collect();
        let lists = SignWords::default();
        let (tag_pairs, known) = (TagPairs::of(&classifier), ThreadLocal::new());
        let bias = classifier.score(&[]);
        Ok(Checkworthy { bias, shift, signs, tag_pairs, lists, known, classifier, config })
    }
}

impl Stage for Checkworthy {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        if doc.meta.is_unsupported_language() {
            doc.insert(Checkworthiness::default());
            return Ok(());
        }
        let layer = doc.get::<SentenceLayer>();
        let layer = layer.ok_or_else(|| StageError::missing_layer(SentenceLayer::NAME))?;
        let sentences = Sentences::of(doc, &self.lists).ok_or_else(|| {
            StageError::new("words and tags do not fit the tokens: make these layers again")
        })?;
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let scorer = Scorer::new(self, &sentences, tokens.len());
        let mut keys = Vec::new();
        let mut worth = Vec::with_capacity(layer.0.len());
        for sentence in &layer.0 {
            let range = sentence.tokens();
            let range = range.start.min(tokens.len())..range.end.min(tokens.len());
            let (score, reasons) = scorer.score(&[range], &mut keys);
            worth.push(SentenceWorth { span: sentence.span, score, reasons });
        }
        let claims: Option<Vec<_>> = doc.get::<Claims>().map(|claims| {
            let content = |span: &_| tokens.inside(*span);
            claims
                .0
                .iter()
                .map(|claim| scorer.score(&claim.content.iter().map(content).collect::<Vec<_>>(), &mut keys))
                .collect()
        });
        if let (Some(scores), Some(claims)) = (claims, doc.get_mut::<Claims>()) {
            for (claim, (score, reasons)) in claims.0.iter_mut().zip(scores) {
                claim.checkworthy = Some(score);
                claim.details.reasons = reasons;
            }
        }
        doc.insert(Checkworthiness(worth));
        Ok(())
    }
}

/// Scores runs of tokens of one document.
struct Scorer<'a> {
    stage: &'a Checkworthy,
    sentences: &'a Sentences<'a>,
    /// What each token adds to a score by itself.
    of_tokens: Vec<f32>,
}

impl<'a> Scorer<'a> {
    fn new(stage: &'a Checkworthy, sentences: &'a Sentences<'a>, tokens: usize) -> Self {
        let mut keys = Vec::new();
        let mut known = stage.known.get_or(|| RefCell::new(Cache::new(KNOWN))).borrow_mut();
        let score = |index: usize| {
            known.get(sentences.token_fingerprint(index), || {
                keys.clear();
                sentences.token_keys(index, &mut keys);
                stage.classifier.score(&keys) - stage.bias
            })
        };
        let of_tokens = (0..tokens).map(score).collect();
        Scorer { stage, sentences, of_tokens }
    }

    /// The score of a statement in one part or several, and the reasons.
    fn score(&self, parts: &[Range<usize>], keys: &mut Vec<u64>) -> (f32, Vec<Cow<'static, str>>) {
        let Some(largest) = parts.iter().max_by_key(|part| part.len()).filter(|part| !part.is_empty()) else {
            return (0.0, Vec::new());
        };
        let alone: f32 = parts.iter().flat_map(|part| &self.of_tokens[part.clone()]).sum();
        keys.clear();
        let signs = self.sentences.range_keys(largest.clone(), keys);
        let tags = self.stage.tag_pairs.sum(self.sentences.tags(), largest.clone());
        let score = alone + tags + self.stage.classifier.score(keys) + self.stage.shift;
        (sigmoid(score), self.stage.reasons(signs))
    }
}

impl Checkworthy {
    /// The signs that move the score most, each in the direction that a person expects.
    fn reasons(&self, signs: u32) -> Vec<Cow<'static, str>> {
        let there = |sign: &usize| signs >> sign & 1 == 1;
        let mut moved: Vec<(f32, &'static str)> = (0..SIGNS.len())
            .filter(there)
            .filter_map(|sign| {
                let weight = if SIGNS[sign].against { -self.signs[sign] } else { self.signs[sign] };
                (weight >= LEAST_REASON).then_some((weight, SIGNS[sign].reason))
            })
            .collect();
        moved.sort_by(|a, b| b.0.total_cmp(&a.0));
        let reasons = moved.iter().take(self.config.reasons);
        reasons.map(|(_, reason)| Cow::Borrowed(*reason)).collect()
    }
}

tidings_core::register_stage!(Checkworthy);
