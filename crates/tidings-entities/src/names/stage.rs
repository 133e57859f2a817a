//! The stage `entities.names`.
//!
//! Two passes: candidates by capitals, cut and labeled by word lists and by the words around them;
//! and agreement within the document. Rules and lists, no training: the order of evidence follows the lists and non-local features of Ratinov and Roth, "Design
//! Challenges and Misconceptions in Named Entity Recognition" (CoNLL 2009).

use tidings_core::{
    Document, Entities, Layer, Sentences, SettingError, Stage, StageError, StageType, Tokens, Values,
    register_stage,
};

use super::agree::Agreement;
use super::config::NamesConfig;
use super::draft::View;
use super::find::Finder;
use super::link::link;

/// Finds names of persons, organizations, places and other things.
pub struct NamesStage {
    config: NamesConfig,
}

impl Stage for NamesStage {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let view = View::new(doc.text(), tokens, doc.get::<Values>());
        let mut finder = Finder::new(&view);
        for sentence in &sentences.0 {
            let range = view.range(sentence);
            finder.sentence(range.start, range.end, sentence.kind);
        }
        let mut drafts = finder.drafts;
        drafts.sort_by_key(|draft| (draft.from, std::cmp::Reverse(draft.to)));
        drop_overlaps(&mut drafts);
        if self.config.agreement {
            let agreement = Agreement::of(&view, &drafts);
            agreement.settle(&view, &mut drafts);
            agreement.complete(&view, &mut drafts);
            drop_overlaps(&mut drafts);
        }
        drafts.retain(|draft| {
            draft.confidence >= self.config.min_confidence && self.config.labels.contains(&draft.label)
        });
        let entities: Entities = link(&view, &drafts);
        doc.insert(entities);
        Ok(())
    }
}

/// Of two drafts that overlap the first one stays, and of two that begin together the longer one.
fn drop_overlaps(drafts: &mut Vec<super::draft::Draft>) {
    let mut end = 0;
    drafts.retain(|draft| {
        let free = draft.from >= end && draft.to > draft.from;
        if free {
            end = draft.to;
        }
        free
    });
}

impl StageType for NamesStage {
    type Config = NamesConfig;
    const NAME: &'static str = "entities.names";
    const PURPOSE: &'static str = "Finds names of persons, organizations, places and other things";
    const MANUAL: &'static str = include_str!("names.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME];
    const READS: &'static [&'static str] = &[Values::NAME];
    const PROVIDES: &'static [&'static str] = &[Entities::NAME];

    fn new(config: NamesConfig) -> Result<Self, SettingError> {
        if let Some(label) = config.labels.iter().find(|label| label.is_value()) {
            let message = format!("{label} is a label for values: list it in `entities.values`");
            return Err(SettingError::new("labels", message));
        }
        if !(0.0..=1.0).contains(&config.min_confidence) {
            return Err(SettingError::new("min_confidence", "must lie between 0 and 1"));
        }
        Ok(NamesStage { config })
    }
}

register_stage!(NamesStage);
