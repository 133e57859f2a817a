//! `summary.headline`: what to put above the article, and who, where, when and how many.
//!
//! Why: a list of articles needs one line each. The title is that line if the article has one; else the best short
//! sentence of the summary, uncut, so that nothing is invented. The key facts are the names that the article is about
//! and the dates and figures of its summary.

#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Claims, Document, Entities, Headline, HeadlineOrigin, Label, Layer, MetaField, RegionKind, Regions,
    SentenceKind, Sentences, SettingError, Span, Stage, StageError, StageType, Summary, Tokens, Value,
    ValueMention, Values,
};

/// Settings of `summary.headline`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SummaryHeadlineConfig {
    /// The most words of a sentence that serves as headline; if none is so short, the shortest of the summary does.
    #[schemars(range(min = 1))]
    pub max_words: u32,
    /// The most facts of each kind.
    #[schemars(range(min = 1))]
    pub max_facts: u32,
}

impl Default for SummaryHeadlineConfig {
    fn default() -> Self {
        SummaryHeadlineConfig { max_words: 25, max_facts: 3 }
    }
}

/// The stage `summary.headline`.
#[derive(Clone, Debug)]
pub struct SummaryHeadline {
    config: SummaryHeadlineConfig,
}

impl StageType for SummaryHeadline {
    type Config = SummaryHeadlineConfig;
    const NAME: &'static str = "summary.headline";
    const PURPOSE: &'static str = "Finds the headline, and who, where, when and how many";
    const MANUAL: &'static str = include_str!("headline.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME, Summary::NAME];
    const READS: &'static [&'static str] = &[Entities::NAME, Values::NAME, Claims::NAME, Regions::NAME];
    const PROVIDES: &'static [&'static str] = &[Headline::NAME];

    fn new(config: SummaryHeadlineConfig) -> Result<Self, SettingError> {
        for (name, limit) in [("max_words", config.max_words), ("max_facts", config.max_facts)] {
            if limit == 0 {
                return Err(SettingError::new(name, "the limit must be at least 1"));
            }
        }
        Ok(SummaryHeadline { config })
    }
}

impl Stage for SummaryHeadline {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let summary = doc.get::<Summary>().ok_or_else(|| StageError::missing_layer(Summary::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let (origin, span) = self.headline(doc, sentences, summary);
        let most = self.config.max_facts as usize;
        let (who, places) = names(doc, most);
        let headline = Headline {
            origin,
            span,
            who,
            places,
            when: values(doc, summary, most, is_point_in_time),
            how_many: values(doc, summary, most, is_figure),
        };
        doc.insert(headline);
        Ok(())
    }
}

impl SummaryHeadline {
    fn headline(
        &self,
        doc: &Document,
        sentences: &Sentences,
        summary: &Summary,
    ) -> (HeadlineOrigin, Option<Span>) {
        // The heading that the text begins with is the title, whether or not the metadata has it too.
        let heading = sentences.0.first().filter(|first| first.kind == SentenceKind::Heading);
        let region = doc.get::<Regions>().is_some_and(|regions| {
            regions.iter().any(|region| region.kind == RegionKind::Title && !region.source.is_empty())
        });
        if heading.is_some() || region || doc.meta.get(MetaField::Title).is_some() {
            return (HeadlineOrigin::Title, heading.map(|heading| heading.span));
        }
        let words = |span: Span| doc.slice(span).split_whitespace().count();
        let short =
            summary.0.iter().filter(|sentence| words(sentence.span) <= self.config.max_words as usize);
        let best = short.max_by(|a, b| a.score.total_cmp(&b.score).then(b.span.cmp(&a.span)));
        let best =
            best.or_else(|| summary.0.iter().min_by_key(|sentence| (words(sentence.span), sentence.span)));
        match best.map(|sentence| sentence.span).or_else(|| sentences.0.first().map(|first| first.span)) {
            Some(span) => (HeadlineOrigin::Sentence, Some(span)),
            None => (HeadlineOrigin::None, None),
        }
    }
}

/// What a mention in the first tenth of the text counts more, at its very beginning.
const EARLY: f32 = 3.0;
/// What a claim counts for the one who makes it, in mentions.
const SPEAKER: f32 = 0.5;

/// The first mentions of the people and organizations, and of the places, that the text names most and earliest.
fn names(doc: &Document, most: usize) -> (Vec<Span>, Vec<Span>) {
    let Some(entities) = doc.get::<Entities>() else { return (Vec::new(), Vec::new()) };
    let length = doc.text().len().max(1) as f32;
    let mut found: Vec<(f32, Option<Span>)> = vec![(0.0, None); entities.index.len()];
    for mention in &entities.mentions {
        if let Some((weight, first)) = found.get_mut(mention.entity as usize) {
            *weight += 1.0;
            if first.is_none() {
                *first = Some(mention.span);
                *weight += EARLY * (1.0 - mention.span.start as f32 / length);
            }
        }
    }
    for claim in doc.get::<Claims>().map_or(&[][..], |claims| &claims.0) {
        let speaker = claim.source_entity.and_then(|entity| found.get_mut(entity as usize));
        speaker.into_iter().for_each(|(weight, _)| *weight += SPEAKER);
    }
    let best = |wanted: &dyn Fn(Label) -> bool| {
        let entities = entities.index.iter().zip(&found).filter(|(entity, _)| wanted(entity.label));
        let mut best: Vec<(f32, Span)> =
            entities.filter_map(|(_, (weight, first))| Some((*weight, (*first)?))).collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best.into_iter().take(most).map(|(_, span)| span).collect()
    };
    let is_who = |label| matches!(label, Label::Person | Label::Org | Label::Norp);
    let is_where = |label| matches!(label, Label::Gpe | Label::Loc | Label::Fac);
    (best(&is_who), best(&is_where))
}

/// The values of the summary that are wanted, or else the first of the text.
fn values(doc: &Document, summary: &Summary, most: usize, wanted: fn(&ValueMention) -> bool) -> Vec<Span> {
    let Some(values) = doc.get::<Values>() else { return Vec::new() };
    let mut spans: Vec<Span> = summary.0.iter().map(|sentence| sentence.span).collect();
    spans.sort_unstable();
    let inside = spans.into_iter().flat_map(|span| values.inside(span));
    let mut found: Vec<Span> =
        inside.filter(|value| wanted(value)).map(|value| value.span).take(most).collect();
    if found.is_empty() {
        found.extend(values.0.iter().find(|value| wanted(value)).map(|value| value.span));
    }
    found
}

/// A date or time of day, not a duration.
fn is_point_in_time(value: &ValueMention) -> bool {
    matches!(value.value, Value::Date { .. } | Value::Time { .. } | Value::RelativeDate { .. })
}

fn is_figure(value: &ValueMention) -> bool {
    matches!(value.label, Label::Money | Label::Percent | Label::Quantity | Label::Cardinal)
}

tidings_core::register_stage!(SummaryHeadline);
