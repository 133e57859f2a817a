//! Mentions that a record of somebody else's brings along, so that coreference and claims can be run, and scored, on them alone.
//!
//! `entities` is such a list if each of its items is an object with `start`, `end` and `label`; anything else of that name is not ours.
//! Invariant: a place that does not fit the text, or that holds other words than the item says, is refused with the number of the item;
//! nothing is moved or guessed.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use tidings_core::{Document, Entities, Entity, Label, Mention, OffsetUnit, Span};

use super::{Fields, Places};
use crate::decode::error::DecodeError;

/// A mention as a record gives it.
#[derive(Deserialize)]
struct GivenRow<'a> {
    start: u32,
    end: u32,
    #[serde(borrow)]
    label: Cow<'a, str>,
    /// The words, to check the place.
    #[serde(borrow, default)]
    text: Option<Cow<'a, str>>,
    /// What names one thing, by a number or a name.
    #[serde(default)]
    cluster: Option<Value>,
    /// The same in rows of our own output.
    #[serde(default)]
    entity: Option<Value>,
    #[serde(default)]
    confidence: Option<f32>,
}

impl GivenRow<'_> {
    fn group(&self) -> Option<&Value> {
        self.cluster.as_ref().or(self.entity.as_ref()).filter(|group| !group.is_null())
    }
}

/// The mentions of a record.
pub(super) struct Given<'a> {
    rows: Vec<GivenRow<'a>>,
    /// What the offsets count, if the record says so.
    pub(super) unit: Option<OffsetUnit>,
}

/// Takes the mentions out of the fields of a record.
///
/// # Errors
/// If an item has the right fields and one of them is no number or no text.
pub(super) fn take<'a>(rest: &mut Fields<'a>) -> Result<Option<Given<'a>>, DecodeError> {
    let Some(at) = rest.iter().position(|(name, _)| name == "entities") else { return Ok(None) };
    if !is_mentions(rest[at].1) {
        return Ok(None);
    }
    let raw = rest.remove(at).1;
    let items: Vec<&RawValue> = super::parse("entities", raw)?;
    let read = |(row, item): (usize, &'a RawValue)| super::parse(&format!("entities[{row}]"), item);
    let rows = items.into_iter().enumerate().map(read).collect::<Result<_, _>>()?;
    let unit = rest.iter().position(|(name, _)| name == "offsets");
    let unit = unit.and_then(|at| Some((at, super::unit_of(rest[at].1).ok()?)));
    if let Some((at, _)) = unit {
        rest.remove(at);
    }
    Ok(Some(Given { rows, unit: unit.map(|(_, unit)| unit) }))
}

/// Whether a list holds mentions: objects, each with a place and a label.
fn is_mentions(raw: &RawValue) -> bool {
    let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else { return false };
    let is_mention = |item: &&RawValue| {
        let fields = serde_json::from_str::<HashMap<Cow<'_, str>, &RawValue>>(item.get());
        fields.is_ok_and(|fields| ["start", "end", "label"].iter().all(|name| fields.contains_key(*name)))
    };
    !items.is_empty() && items.iter().all(is_mention)
}

impl Given<'_> {
    /// The layer of names. Items with the label of a value are passed over: a date names nothing.
    ///
    /// # Errors
    /// If a place does not fit the text or the words, two places overlap, or there is no such label.
    pub(super) fn entities(&self, doc: &Document, places: &Places<'_>) -> Result<Entities, DecodeError> {
        let mut found: Vec<(usize, Span, Label)> = Vec::with_capacity(self.rows.len());
        for (row, given) in self.rows.iter().enumerate() {
            let span = places.span("entities", row, given.start, given.end)?;
            let words = doc.slice(span);
            if span.is_empty() {
                return Err(refused(row, given, "the place is empty"));
            }
            if let Some(text) = given.text.as_deref().filter(|text| *text != words) {
                let message = format!(
                    "the text has `{}` there, not `{}`; are its offsets those of another unit?",
                    shortened(words),
                    shortened(text)
                );
                return Err(refused(row, given, &message));
            }
            let label = label(&given.label).ok_or_else(|| refused(row, given, &unknown(&given.label)))?;
            if !label.is_value() {
                found.push((row, span, label));
            }
        }
        found.sort_by_key(|(row, span, _)| (*span, *row));
        if let Some(pair) = found.windows(2).find(|pair| pair[1].1.start < pair[0].1.end) {
            let (first, second) = (pair[0].0, pair[1].0);
            let message = format!("it overlaps `entities[{first}]`: names may not stand inside each other");
            return Err(refused(second, &self.rows[second], &message));
        }
        Ok(self.linked(doc, &found))
    }

    /// Mentions of one cluster are one entity; without clusters, those with one label and the same words.
    fn linked(&self, doc: &Document, found: &[(usize, Span, Label)]) -> Entities {
        let sure =
            |row: usize| self.rows[row].confidence.filter(|sure| (0.0..=1.0).contains(sure)).unwrap_or(1.0);
        let mut entities = Entities::of_names(
            doc.text(),
            found.iter().map(|(row, span, label)| (*span, *label, sure(*row))),
        );
        if found.iter().all(|(row, ..)| self.rows[*row].group().is_none()) {
            return entities;
        }
        let mut index: Vec<Entity> = Vec::new();
        let mut clusters: HashMap<String, u32> = HashMap::new();
        for (mention, (row, span, label)) in entities.mentions.iter_mut().zip(found) {
            let words = doc.slice(*span).split_whitespace().collect::<Vec<_>>().join(" ");
            let mut new = || {
                index.push(Entity::new(words.as_str(), *label));
                index.len() as u32 - 1
            };
            let entity = match self.rows[*row].group() {
                Some(cluster) => *clusters.entry(cluster.to_string()).or_insert_with(new),
                None => new(),
            };
            *mention = Mention { entity, ..*mention };
            name(&mut index[entity as usize], words);
        }
        index.iter_mut().for_each(|entity| entity.aliases.sort());
        entities.index = index;
        entities
    }
}

/// Adds a form to an entity: the longest one is its name.
fn name(entity: &mut Entity, words: String) {
    if entity.name == words || entity.aliases.contains(&words) {
        return;
    }
    let other =
        if words.len() > entity.name.len() { std::mem::replace(&mut entity.name, words) } else { words };
    entity.aliases.push(other);
}

fn refused(row: usize, given: &GivenRow<'_>, message: &str) -> DecodeError {
    DecodeError::annotation(format!("`entities[{row}]`, {} to {}: {message}", given.start, given.end))
}

/// The label of a name as we, or the usual corpora, write it.
fn label(written: &str) -> Option<Label> {
    match written {
        "PER" => Some(Label::Person),
        _ => Label::ALL.into_iter().find(|label| label.name() == written),
    }
}

fn unknown(written: &str) -> String {
    let names: Vec<&str> =
        Label::ALL.iter().filter(|label| !label.is_value()).map(|label| label.name()).collect();
    format!("there is no label `{}`: use one of {}", shortened(written), names.join(", "))
}

/// The beginning of what may be long.
fn shortened(text: &str) -> Cow<'_, str> {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests;
