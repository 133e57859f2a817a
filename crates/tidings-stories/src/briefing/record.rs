//! What `stories.briefing` keeps of one document: who published it, whom it names, and its most telling sentences.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Entities, Label, MetaField, OffsetIndex, OffsetUnit, Sentence, Sentences, Summary,
};

use crate::days::day_of;
use crate::voices::Publication;

/// Bytes of sentences from the beginning of the article, and of all that are kept.
const LEAD_BYTES: usize = 1_800;
const MOST_BYTES: usize = 2_500;
/// A longer sentence is a list, a table, or a page without marks.
const LONGEST_SENTENCE: usize = 700;
/// Names that are kept.
const MOST_NAMES: usize = 12;

/// The record of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BriefingRecord {
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    /// Who published it, and when.
    #[serde(flatten)]
    pub(super) publication: Publication,
    /// The things that it names most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) names: Vec<RecordedName>,
    /// Sentences, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) sentences: Vec<RecordedSentence>,
}

/// A thing that a document names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "(String, Label, u32)", from = "(String, Label, u32)")]
pub(super) struct RecordedName {
    pub(super) name: String,
    pub(super) label: Label,
    pub(super) mentions: u32,
}

impl From<RecordedName> for (String, Label, u32) {
    fn from(name: RecordedName) -> Self {
        (name.name, name.label, name.mentions)
    }
}

impl From<(String, Label, u32)> for RecordedName {
    fn from((name, label, mentions): (String, Label, u32)) -> Self {
        RecordedName { name, label, mentions }
    }
}

/// A sentence of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RecordedSentence {
    /// Where it stands, in the unit of the output.
    #[serde(rename = "s")]
    pub(super) start: u32,
    #[serde(rename = "e")]
    pub(super) end: u32,
    /// Its number among the prose sentences of the document, from 0.
    #[serde(rename = "p")]
    pub(super) place: u32,
    /// The day that it tells of, `YYYY-MM-DD`.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub(super) day: Option<String>,
    #[serde(rename = "t")]
    pub(super) text: String,
}

impl BriefingRecord {
    pub(super) fn of(doc: &Document, sentences: &Sentences, offsets: OffsetUnit) -> Self {
        let index = OffsetIndex::new(doc.text(), offsets);
        let title =
            doc.meta.get(MetaField::Title).map(clean).map(Cow::into_owned).filter(|title| !title.is_empty());
        let publication = Publication::of(doc);
        let prose: Vec<(usize, &Sentence, &str)> = sentences
            .0
            .iter()
            .filter(|sentence| !sentence.kind.is_above_text())
            .filter_map(|sentence| Some((sentence, sentence.span.slice(doc.text())?)))
            .filter(|(_, text)| text.len() <= LONGEST_SENTENCE)
            // A scraper may leave the headline in the text as a sentence.
            .filter(|(_, text)| title.as_deref().is_none_or(|title| clean(text) != title))
            .enumerate()
            .map(|(place, (sentence, text))| (place, sentence, text))
            .collect();
        let days: Vec<Option<String>> =
            prose.iter().map(|(_, sentence, _)| day_of(doc, sentence.span)).collect();
        let kept = keep(doc, &prose, &days);
        let sentences = prose.iter().zip(days).zip(kept).filter(|(_, kept)| *kept).map(
            |(((place, sentence, text), day), _)| {
                let span = index.span_to_units(sentence.span);
                let text = clean(text).into_owned();
                RecordedSentence { start: span.start, end: span.end, place: *place as u32, day, text }
            },
        );
        BriefingRecord { title, names: names(doc), sentences: sentences.collect(), publication }
    }
}

/// Which sentences are kept: the first ones, then those of the summary, then those with a date, then the rest, as far as
/// there is room.
fn keep(doc: &Document, prose: &[(usize, &Sentence, &str)], days: &[Option<String>]) -> Vec<bool> {
    let mut kept = vec![false; prose.len()];
    let mut bytes = 0;
    let summary = doc.get::<Summary>();
    let in_summary = |sentence: &Sentence| {
        summary.is_some_and(|summary| summary.0.iter().any(|chosen| chosen.span.overlaps(sentence.span)))
    };
    let mut take = |wanted: &dyn Fn(usize) -> bool, limit: usize| {
        for (place, (_, _, text)) in prose.iter().enumerate() {
            if !kept[place] && bytes + text.len() <= limit && wanted(place) {
                kept[place] = true;
                bytes += text.len();
            }
        }
    };
    // The first sentence that does not fit ends the beginning.
    let mut lead = 0;
    let mut sum = 0;
    while prose.get(lead).is_some_and(|(_, _, text)| sum + text.len() <= LEAD_BYTES) {
        sum += prose[lead].2.len();
        lead += 1;
    }
    take(&|place| place < lead, LEAD_BYTES);
    if summary.is_some() {
        take(&|place| in_summary(prose[place].1), MOST_BYTES);
    }
    take(&|place| days[place].is_some(), MOST_BYTES);
    take(&|_| true, MOST_BYTES);
    kept
}

/// The text on one line with single spaces.
fn clean(text: &str) -> Cow<'_, str> {
    let even = !text.contains(|c: char| c != ' ' && c.is_whitespace()) && !text.contains("  ");
    let trimmed = text.trim();
    if even {
        Cow::Borrowed(trimmed)
    } else {
        Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// The names with most mentions; of equally many, those that come first.
fn names(doc: &Document) -> Vec<RecordedName> {
    let Some(entities) = doc.get::<Entities>() else { return Vec::new() };
    let mut counts = vec![0u32; entities.index.len()];
    for mention in &entities.mentions {
        if let Some(count) = counts.get_mut(mention.entity as usize) {
            *count += 1;
        }
    }
    let mut names: Vec<RecordedName> = Vec::new();
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    for (entity, mentions) in entities.index.iter().zip(counts) {
        // "Russian" says no more than "Russia".
        if entity.label.is_value() || entity.label == Label::Norp || mentions == 0 {
            continue;
        }
        match known.entry(entity.usual_name()) {
            Entry::Occupied(place) => names[*place.get()].mentions += mentions,
            Entry::Vacant(place) => {
                place.insert(names.len());
                names.push(RecordedName {
                    name: entity.usual_name().to_owned(),
                    label: entity.label,
                    mentions,
                });
            }
        }
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.mentions));
    names.truncate(MOST_NAMES);
    names
}
