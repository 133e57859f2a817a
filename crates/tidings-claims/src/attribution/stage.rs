//! The stage `claims.attribution`.

use tidings_core::{
    Claim, Claims, Document, Entities, Layer, Part, Parts, Quotes, References, Sentences, SettingError,
    SpeechTurns, Stage, StageError, StageType, Tags, Tokens, Values, Words,
};
use tidings_learn::Model;

use super::candidates::{self, LEAST_CUE, Scratch};
use super::claims;
use super::columns::Columns;
use super::config::AttributionConfig;
use super::dialogue;
use super::judge;
use super::model::{EMBEDDED, Learned};
use super::slots::word_numbers;
use super::speaker::Speakers;
use super::turns;
use crate::rules::{Input, Rules};

/// Finds who said what.
pub struct Attribution {
    config: AttributionConfig,
    learned: Learned,
}

impl StageType for Attribution {
    type Config = AttributionConfig;
    const NAME: &'static str = "claims.attribution";
    const PURPOSE: &'static str = "Finds who said what: source, cue and content of attributed statements";
    const MANUAL: &'static str = include_str!("attribution.md");
    const REQUIRES: &'static [&'static str] =
        &[Tokens::NAME, Sentences::NAME, Words::NAME, Tags::NAME, Quotes::NAME];
    const READS: &'static [&'static str] = &[Entities::NAME, References::NAME, Values::NAME, Parts::NAME];
    const PROVIDES: &'static [&'static str] = &[Claims::NAME, SpeechTurns::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&EMBEDDED];

    fn new(config: AttributionConfig) -> Result<Self, SettingError> {
        if !(0.0..=1.0).contains(&config.min_confidence) {
            return Err(SettingError::new("min_confidence", "must be from 0 to 1"));
        }
        let model = match &config.model {
            Some(path) => Model::read(path),
            None => Model::embedded(EMBEDDED),
        };
        let learned = model.and_then(|model| Learned::open(&model));
        let learned = learned.map_err(|error| SettingError::new("model", error.to_string()))?;
        Ok(Attribution { config, learned })
    }
}

/// How many tokens are read together, some 150 KB of text: longer than any article, and no more than a few megabytes of columns.
pub(super) const LONGEST_PART: usize = 32_768;

impl Stage for Attribution {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        if doc.meta.is_unsupported_language() {
            doc.insert(Claims::default());
            doc.insert(SpeechTurns::default());
            return Ok(());
        }
        let mut scratch = Scratch::default();
        let mut claims = Vec::new();
        match &doc.parts(LONGEST_PART)[..] {
            [_] => claims = self.claims(doc, &mut scratch)?,
            parts => {
                for range in parts {
                    let part = doc.part(range.clone()).ok_or_else(unfit)?;
                    let found = self.claims(&part.doc, &mut scratch)?;
                    add(&part, found, &mut claims);
                }
            }
        }
        let mut speakers = Speakers::new(doc.get(), doc.get::<References>(), self.config.pronouns);
        for claim in &mut claims {
            let Some(source) = claim.source else { continue };
            let speaker = speakers.resolve(doc.text(), source, claim.sentence);
            (claim.source_entity, claim.speaker_confidence) = (speaker.entity, speaker.confidence);
            // Who said it is a part of the claim: it is no surer than that.
            claim.confidence = claim.confidence.min(speaker.confidence.unwrap_or(1.0));
        }
        let turns = self.speech_turns(doc, &mut claims)?;
        doc.insert(Claims(claims));
        doc.insert(turns);
        Ok(())
    }
}

pub(super) fn unfit() -> StageError {
    StageError::new("words and tags do not fit the tokens: make these layers again")
}

/// Adds the claims of a part to those of the document.
fn add(part: &Part, claims: Vec<Claim>, all: &mut Vec<Claim>) {
    let before = all.len() as u32;
    let mut claims = Claims(claims);
    claims.visit_spans(&mut |span| *span = part.in_whole(*span));
    for claim in &mut claims.0 {
        claim.sentence = part.sentence_in_whole(claim.sentence);
        claim.details.inside = claim.details.inside.map(|inside| inside + before);
    }
    all.append(&mut claims.0);
}

impl Attribution {
    /// The claims of a document, or of a part of one that is read alone.
    fn claims(&self, doc: &Document, scratch: &mut Scratch) -> Result<Vec<Claim>, StageError> {
        fn layer<L: Layer>(doc: &Document) -> Result<&L, StageError> {
            doc.get::<L>().ok_or_else(|| StageError::missing_layer(L::NAME))
        }
        let input = Input {
            text: doc.text(),
            tokens: layer::<Tokens>(doc)?,
            sentences: layer::<Sentences>(doc)?,
            quotes: layer::<Quotes>(doc)?,
            entities: doc.get::<Entities>(),
        };
        let (values, clock) = (doc.get::<Values>(), doc.clock());
        let rules = Rules { bare_quotes: self.config.bare_quotes, lists: self.config.lists };
        let columns = Columns::read(rules, input, layer::<Words>(doc)?, layer::<Tags>(doc)?);
        let columns = columns.ok_or_else(unfit)?;
        let numbers = word_numbers(&columns, &self.learned.words);
        let Learned { cues, arguments, judge, ranking, .. } = &self.learned;
        let cues = candidates::cues(&columns, &numbers, cues, LEAST_CUE, clock, scratch);
        let candidates = candidates::candidates(&columns, &numbers, &cues, arguments, clock, scratch);
        clock.check()?;
        let chosen = judge::choose(&columns, &candidates, judge, ranking, self.config.min_confidence);
        let mut found: Vec<_> = chosen.iter().map(|chosen| candidates[chosen.candidate].clone()).collect();
        dialogue::part(&columns, &mut found);
        let mut claims: Vec<Claim> = found
            .iter()
            .zip(&chosen)
            .filter_map(|(candidate, chosen)| claims::claim(&columns, values, candidate, chosen.confidence))
            .filter(|claim| self.is_wanted(claim))
            .collect();
        claims.sort_by_key(|claim| (claim.content.first().copied(), claim.cue, claim.source));
        set_inside(&mut claims);
        if !self.config.nested {
            claims.retain(|claim| claim.details.inside.is_none());
        }
        Ok(claims)
    }

    /// The speech turns of a document; their claims go to the others.
    fn speech_turns(&self, doc: &Document, claims: &mut Vec<Claim>) -> Result<SpeechTurns, StageError> {
        if !self.config.turns {
            return Ok(SpeechTurns::default());
        }
        let reader = turns::Reader::of(doc)?;
        let found = turns::find(&reader);
        if found.0.is_empty() {
            return Ok(found);
        }
        turns::settle(doc, &found, claims);
        let mut spoken = Vec::new();
        turns::add(&reader, &found, &mut spoken);
        spoken.retain(|claim| claim.confidence >= self.config.min_confidence && self.is_wanted(claim));
        claims.append(&mut spoken);
        claims.sort_by_key(|claim| (claim.content.first().copied(), claim.cue, claim.source));
        set_inside(claims);
        if !self.config.nested {
            claims.retain(|claim| claim.details.inside.is_none());
        }
        Ok(found)
    }

    fn is_wanted(&self, claim: &Claim) -> bool {
        (self.config.unsourced || claim.source.is_some()) && self.config.classes.contains(&claim.cue_class)
    }
}

/// Finds for every claim the smallest other one in whose content its cue stands.
fn set_inside(claims: &mut [Claim]) {
    for index in 0..claims.len() {
        let Some(cue) = claims[index].cue else { continue };
        // A claim that holds this one begins near it: before its cue, or a few claims later.
        let near = index.saturating_sub(24)..(index + 25).min(claims.len());
        let holds =
            |other: &usize| *other != index && claims[*other].content.iter().any(|part| part.contains(cue));
        let size = |other: &usize| claims[*other].content.iter().map(|part| part.len()).sum::<u32>();
        claims[index].details.inside = near.filter(holds).min_by_key(size).map(|other| other as u32);
    }
}

tidings_core::register_stage!(Attribution);
