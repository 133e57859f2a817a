//! Reads back what an earlier run of Tidings wrote: metadata, standard layers and the layers of
//! plugins.
//!
//! A record is taken for one of ours if it has both `format_version` and `offsets`; in any other
//! record a field called `summary` is somebody else's and stays with the metadata, and so does one called
//! `entities`, unless it is a list of mentions with places ([`given`]). A
//! `layers` object is looked at in every record: a name that a linked crate has registered is read,
//! others stay with the metadata.
//!
//! The source is not in the record, so the text becomes the source. Regions and repairs point into
//! the lost source; they are dropped, unless the regions show that nothing was removed and nothing
//! repaired: then the text is the source, and they are kept.

mod given;
mod layers;

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tidings_core::{
    AnyLayer, Document, EditList, Entities, Frame, MetaField, OffsetIndex, OffsetUnit, Origin, Registry, Span,
};

use super::error::DecodeError;
use super::record::Record;
use crate::layout::{
    ClaimRow, EntityIndexRow, EntityRow, FORMAT_VERSION, KeyphraseRow, PlaceRow, QuoteRow, RegionRow,
    RepairRow, STANDARD_LAYERS, SentenceRow, SummaryRow, TokenRow, WorthRow,
};

/// Fields of a record that are not yet parsed.
pub(super) type Fields<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

/// Whether the record was written by Tidings.
///
/// # Errors
/// If it was written by a later version with another layout.
pub(super) fn is_own(record: &Record<'_>) -> Result<bool, DecodeError> {
    let field = |wanted: &str| record.rest.iter().find(|(name, _)| name == wanted).map(|(_, raw)| *raw);
    let (Some(version), Some(unit)) = (field("format_version"), field("offsets")) else { return Ok(false) };
    let (Ok(version), Ok(_)) = (version_of(version), unit_of(unit)) else { return Ok(false) };
    if version != FORMAT_VERSION {
        return Err(DecodeError::field(format!(
            "the record has the format version {version}; this version of Tidings reads {FORMAT_VERSION}"
        )));
    }
    Ok(true)
}

fn version_of(raw: &RawValue) -> serde_json::Result<u64> {
    serde_json::from_str(raw.get())
}

fn unit_of(raw: &RawValue) -> serde_json::Result<OffsetUnit> {
    serde_json::from_str(raw.get())
}

/// The text of a record of ours where the configuration gives the field of the text another name.
pub(super) fn own_text<'a>(record: &mut Record<'a>) -> Result<Option<Cow<'a, str>>, DecodeError> {
    let Some(at) = record.rest.iter().position(|(name, _)| name == "text") else { return Ok(None) };
    let (name, raw) = record.rest.remove(at);
    parse::<String>(&name, raw).map(|text| Some(Cow::Owned(text)))
}

/// Reads the JSON of one field.
pub(super) fn parse<'a, T: Deserialize<'a>>(name: &str, raw: &'a RawValue) -> Result<T, DecodeError> {
    serde_json::from_str(raw.get()).map_err(|error| {
        let text = error.to_string();
        let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
        DecodeError::field(format!("`{name}`: {text}"))
    })
}

/// Reads the metadata of a record of ours and drops its annotations. Gives what is left.
pub(super) fn without_annotations<'a>(
    doc: &mut Document,
    rest: Fields<'a>,
) -> Result<Fields<'a>, DecodeError> {
    let mut rest = Own::read(doc, rest)?.rest;
    rest.retain(|(name, _)| name != "layers");
    Ok(rest)
}

/// Reads annotations back.
pub(super) struct Restorer {
    registry: Registry,
    unit: OffsetUnit,
}

impl Restorer {
    pub(super) fn new(registry: &Registry, unit: OffsetUnit) -> Self {
        Restorer { registry: registry.clone(), unit }
    }

    /// Puts the annotations of a record into the document and gives the fields that are not ours.
    pub(super) fn restore<'a>(
        &self,
        doc: &mut Document,
        mut rest: Fields<'a>,
        own: bool,
    ) -> Result<Fields<'a>, DecodeError> {
        let (mut unit, mut edited, mut layers) = (self.unit, false, Vec::new());
        if own {
            let record = Own::read(doc, rest)?;
            unit = record.unit.unwrap_or(unit);
            edited = record.edited();
            let places = Places::new(doc, unit);
            record.standard_layers(&places, &mut layers)?;
            let marks = if edited { EditList::new() } else { record.marks(&places)? };
            rest = record.rest;
            doc.edit(marks).map_err(|error| DecodeError::annotation(error.to_string()))?;
        } else if let Some(mentions) = given::take(&mut rest)? {
            unit = mentions.unit.unwrap_or(unit);
            layers.push(Box::new(mentions.entities(doc, &Places::new(doc, unit))?));
        }
        if let Some(at) = rest.iter().position(|(name, _)| name == "layers") {
            let raw = rest[at].1;
            // Somebody else's `layers` may be anything: a list of names, a picture format.
            if let Ok(named) = serde_json::from_str::<Map<String, Value>>(raw.get()) {
                rest.remove(at);
                let places = Places::new(doc, unit);
                let unknown = self.plugin_layers(named, edited, &places, &mut layers)?;
                if !unknown.is_empty() {
                    doc.meta.extra.insert("layers".to_owned(), Value::Object(unknown));
                }
            }
        }
        layers.into_iter().for_each(|layer| doc.insert_boxed(layer));
        // Names hold for themselves: no stage needs to find them again.
        if let Some(names) = doc.remove::<Entities>() {
            doc.give(names);
        }
        Ok(rest)
    }

    /// Reads the layers that a linked crate has registered; gives the others.
    fn plugin_layers(
        &self,
        named: Map<String, Value>,
        edited: bool,
        places: &Places<'_>,
        layers: &mut Vec<Box<dyn AnyLayer>>,
    ) -> Result<Map<String, Value>, DecodeError> {
        let mut unknown = Map::new();
        for (name, json) in named {
            let definition = self.registry.layer(&name).filter(|_| !STANDARD_LAYERS.contains(&name.as_str()));
            let Some(definition) = definition else {
                unknown.insert(name, json);
                continue;
            };
            if definition.frame == Frame::Source && edited {
                continue;
            }
            let mut misfit = None;
            let layer = definition.from_json(json, &mut |span| match places.index.span_to_bytes(*span) {
                Some(bytes) => *span = bytes,
                None => misfit = misfit.or(Some(std::mem::take(span))),
            });
            let layer = layer.map_err(|error| DecodeError::annotation(error.to_string()))?;
            match misfit {
                Some(span) => return Err(places.misfit(&name, 0, span.start, span.end)),
                None => layers.push(layer),
            }
        }
        Ok(unknown)
    }
}

/// Translates the places of a record into bytes of the text.
struct Places<'d> {
    index: OffsetIndex<'d>,
    len: u32,
}

impl<'d> Places<'d> {
    fn new(doc: &'d Document, unit: OffsetUnit) -> Self {
        let index = OffsetIndex::new(doc.text(), unit);
        let len = index.to_unit(u32::MAX);
        Places { index, len }
    }

    fn span(&self, field: &str, row: usize, start: u32, end: u32) -> Result<Span, DecodeError> {
        // Not `Span::new`, which wants its ends in order.
        self.index.span_to_bytes(Span { start, end }).ok_or_else(|| self.misfit(field, row, start, end))
    }

    fn place(&self, field: &str, row: usize, place: &PlaceRow) -> Result<Span, DecodeError> {
        self.span(field, row, place.start, place.end)
    }

    fn misfit(&self, field: &str, row: usize, start: u32, end: u32) -> DecodeError {
        let len = self.len;
        DecodeError::annotation(format!(
            "`{field}[{row}]`: {start} to {end} is no place in a text of length {len}; was it written with other `offsets`, or the text changed?"
        ))
    }
}

/// The parts of a record of ours.
#[derive(Default)]
struct Own<'a> {
    unit: Option<OffsetUnit>,
    regions: Option<Vec<RegionRow<'a>>>,
    repairs: Option<Vec<RepairRow<'a>>>,
    tokens: Option<Vec<TokenRow>>,
    sentences: Option<Vec<SentenceRow>>,
    quotes: Option<Vec<QuoteRow<'a>>>,
    entities: Option<Vec<EntityRow<'a>>>,
    entity_index: Option<Vec<EntityIndexRow<'a>>>,
    claims: Option<Vec<ClaimRow<'a>>>,
    checkworthiness: Option<Vec<WorthRow<'a>>>,
    summary: Option<Vec<SummaryRow<'a>>>,
    keyphrases: Option<Vec<KeyphraseRow<'a>>>,
    rest: Fields<'a>,
}

impl<'a> Own<'a> {
    /// Sorts the fields of a record; its metadata goes into the document.
    fn read(doc: &mut Document, rest: Fields<'a>) -> Result<Self, DecodeError> {
        let mut own = Own::default();
        for (name, raw) in rest {
            match name.as_ref() {
                "format_version" | "meta_origin" => {}
                "offsets" => own.unit = Some(parse(&name, raw)?),
                "meta" => restore_meta(doc, parse(&name, raw)?),
                "regions" => own.regions = Some(parse(&name, raw)?),
                "repairs" => own.repairs = Some(parse(&name, raw)?),
                "tokens" => own.tokens = Some(parse(&name, raw)?),
                "sentences" => own.sentences = Some(parse(&name, raw)?),
                "quotes" => own.quotes = Some(parse(&name, raw)?),
                "entities" => own.entities = Some(parse(&name, raw)?),
                "entity_index" => own.entity_index = Some(parse(&name, raw)?),
                "claims" => own.claims = Some(parse(&name, raw)?),
                "checkworthiness" => own.checkworthiness = Some(parse(&name, raw)?),
                "summary" => own.summary = Some(parse(&name, raw)?),
                "keyphrases" => own.keyphrases = Some(parse(&name, raw)?),
                _ => own.rest.push((name, raw)),
            }
        }
        Ok(own)
    }

    /// Whether cleaning changed the text.
    fn edited(&self) -> bool {
        let removed = self.regions.iter().flatten().any(|region| region.removed);
        removed || self.repairs.as_ref().is_some_and(|repairs| !repairs.is_empty())
    }

    /// The regions of a text that was not edited.
    fn marks(&self, places: &Places<'_>) -> Result<EditList, DecodeError> {
        let mut marks = EditList::new();
        for (row, region) in self.regions.iter().flatten().enumerate() {
            let span = places.span("regions", row, region.source_start, region.source_end)?;
            marks.mark(span, region.kind, region.reason.clone().into_owned());
        }
        Ok(marks)
    }

    fn standard_layers(
        &self,
        places: &Places<'_>,
        layers: &mut Vec<Box<dyn AnyLayer>>,
    ) -> Result<(), DecodeError> {
        if let Some(rows) = &self.tokens {
            layers.push(Box::new(layers::tokens(rows, places)?));
        }
        if let Some(rows) = &self.sentences {
            layers.push(Box::new(layers::sentences(rows, places)?));
        }
        if let Some(rows) = &self.quotes {
            layers.push(Box::new(layers::quotes(rows, places)?));
        }
        if let Some(rows) = &self.entities {
            let (entities, values) = layers::entities(rows, self.entity_index.as_deref(), places)?;
            layers.extend(entities.map(|layer| Box::new(layer) as Box<dyn AnyLayer>));
            layers.extend(values.map(|layer| Box::new(layer) as Box<dyn AnyLayer>));
        }
        if let Some(rows) = &self.claims {
            layers.push(Box::new(layers::claims(rows, places)?));
        }
        if let Some(rows) = &self.checkworthiness {
            layers.push(Box::new(layers::checkworthiness(rows, places)?));
        }
        if let Some(rows) = &self.summary {
            layers.push(Box::new(layers::summary(rows, places)?));
        }
        if let Some(rows) = &self.keyphrases {
            layers.push(Box::new(layers::keyphrases(rows, places)?));
        }
        Ok(())
    }
}

/// Fields that are what they should be go to their place, others to the unknown ones.
fn restore_meta(doc: &mut Document, meta: Map<String, Value>) {
    for (name, value) in meta {
        let field = MetaField::ALL.into_iter().find(|field| field.name() == name);
        match (field, value) {
            (Some(field), Value::String(text)) if !field.is_list() && field.allows(&text) => {
                doc.meta.set(field, text, Origin::Input);
            }
            (Some(field), Value::Array(items)) if field.is_list() && items.iter().all(Value::is_string) => {
                for text in items.iter().filter_map(Value::as_str) {
                    doc.meta.add(field, text, Origin::Input);
                }
            }
            (None, Value::Bool(truncated)) if name == "truncated" => doc.meta.truncated = Some(truncated),
            (None, Value::Bool(marked_up)) if name == "text_has_markup" => {
                doc.meta.text_has_markup = Some(marked_up);
            }
            (None, Value::Bool(unsupported)) if name == "unsupported_language" => {
                doc.meta.unsupported_language = Some(unsupported);
            }
            (_, value) => {
                doc.meta.extra.insert(name, value);
            }
        }
    }
}
