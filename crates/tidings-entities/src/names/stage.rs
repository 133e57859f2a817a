//! The stage `entities.names`.
//!
//! Lists, rules and the use of a word elsewhere in the document are evidence; a trained tagger decides; lists and heads
//! say which kind of place; the document as a whole settles what the tagger is not sure of.

use tidings_core::{
    Clock, Document, Entities, Label, Layer, Parts, Sentences, SettingError, Span, Stage, StageError,
    StageType, Tags, Tokens, Values, Words, register_stage,
};
use tidings_learn::{Aligned, Model, ModelError};

use super::beside;
use super::clubs;
use super::config::NamesConfig;
use super::evidence::{self, Evidence};
use super::extent;
use super::firms;
use super::gazetteer::{self, Gazetteer};
use super::label::{Name, names};
use super::lexicon::Lists;
use super::missed;
use super::scores;
use super::settle::Agreement;
use super::short;
use super::speakers;
use super::tagger::NameTagger;

static MODEL: &[u8] = &Aligned(*include_bytes!("../../models/names.model")).0;

/// Finds names of persons, organizations, places and other things.
#[derive(Clone)]
pub struct NamesStage {
    config: NamesConfig,
    gazetteer: Gazetteer,
    tagger: NameTagger,
}

impl NamesStage {
    fn names(&self, evidence: &Evidence<'_>, clock: Clock) -> Result<Vec<Name>, StageError> {
        let mut tagged = Vec::new();
        self.tagger.tag(evidence, clock, |name| tagged.push(name));
        clock.check()?;
        let mut names = names(evidence, &tagged);
        extent::reshape(evidence, &mut names);
        missed::add(evidence, &mut names);
        beside::mend(evidence, &mut names);
        scores::teams(evidence, &mut names);

        if self.config.agreement {
            firms::relabel(evidence, &mut names);
            short::agree(evidence, &mut names);
            let agreement = Agreement::of(evidence, &names);
            agreement.settle(evidence, &mut names);
            agreement.complete(evidence, &mut names);
        }
        clubs::relabel(evidence, &mut names);
        names.retain(|name| {
            name.confidence >= self.config.min_confidence && self.config.labels.contains(&name.label)
        });
        Ok(names)
    }
}

/// How many tokens are read together, some 150 KB of text: longer than any article. Names of one part say nothing of those of another.
const LONGEST_PART: usize = 32_768;

impl Stage for NamesStage {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        if doc.meta.is_unsupported_language() {
            doc.insert(Entities::default());
            return Ok(());
        }
        let mut mentions = Vec::new();
        match &doc.parts(LONGEST_PART)[..] {
            [_] => mentions = self.mentions(doc)?,
            parts => {
                for range in parts {
                    let part = doc.part(range.clone()).ok_or_else(evidence::unfit)?;
                    let found = self.mentions(&part.doc)?.into_iter();
                    mentions.extend(found.map(|(span, label, sure)| (part.in_whole(span), label, sure)));
                }
            }
        }
        speakers::complete(doc, &mut mentions);
        let entities = Entities::of_names(doc.text(), mentions);
        doc.insert(entities);
        Ok(())
    }
}

impl NamesStage {
    /// The names of a document, or of a part of one that is read alone: place, label, confidence.
    fn mentions(&self, doc: &Document) -> Result<Vec<(Span, Label, f32)>, StageError> {
        let lists = if self.config.whole_lists { Lists::Whole } else { Lists::Training };
        let evidence = Evidence::collect(doc, &self.gazetteer, lists)?;
        let mentions = self.names(&evidence, doc.clock())?.into_iter().filter_map(|name| {
            let span = evidence.tokens.cover(name.start..name.end)?;
            let span = Span::new(span.start + u32::from(name.skip), span.end);
            Some((span, name.label, name.confidence))
        });
        Ok(mentions.collect())
    }
}

impl StageType for NamesStage {
    type Config = NamesConfig;
    const NAME: &'static str = "entities.names";
    const PURPOSE: &'static str = "Finds names of persons, organizations, places and other things";
    const MANUAL: &'static str = include_str!("names.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME, Words::NAME, Tags::NAME];
    const READS: &'static [&'static str] = &[Values::NAME, Parts::NAME];
    const PROVIDES: &'static [&'static str] = &[Entities::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&MODEL, &gazetteer::MODEL];

    fn new(config: NamesConfig) -> Result<Self, SettingError> {
        if let Some(label) = config.labels.iter().find(|label| label.is_value()) {
            let message = format!("{label} is a label for values: list it in `entities.values`");
            return Err(SettingError::new("labels", message));
        }
        if !(0.0..=1.0).contains(&config.min_confidence) {
            return Err(SettingError::new("min_confidence", "must lie between 0 and 1"));
        }
        let model = match &config.model {
            Some(path) => Model::read(path),
            None => Model::embedded(MODEL),
        };
        let unusable = |error: ModelError| SettingError::new("model", error.to_string());
        let tagger = model.and_then(|model| NameTagger::open(&model)).map_err(unusable)?;
        Ok(NamesStage { config, tagger, gazetteer: Gazetteer::embedded().map_err(unusable)? })
    }
}

register_stage!(NamesStage);
