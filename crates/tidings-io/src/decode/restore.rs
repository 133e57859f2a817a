//! Reads back what an earlier run of Tidings wrote: metadata, standard layers and the layers of
//! plugins.
//!
//! A record is taken for one of ours if it has both `format_version` and `offsets`; in any other
//! record a field called `summary` or `entities` is somebody else's and stays with the metadata. A
//! `layers` object is looked at in every record: a name that a linked crate has registered is read,
//! others stay with the metadata.
//!
//! The source is not in the record, so the text becomes the source. Regions and repairs point into
//! the lost source; they are dropped, unless the regions show that nothing was removed and nothing
//! repaired: then the text is the source, and they are kept.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tidings_core::{
    AnyLayer, Claim, Claims, Document, EditList, Entities, Entity, Frame, Keyphrase, Keyphrases, Mention,
    MetaField, OffsetIndex, OffsetUnit, Origin, Quote, Quotes, Registry, Sentence, Sentences, Span, Summary,
    SummarySentence, Tokens, ValueMention, Values,
};

use super::error::DecodeError;
use super::record::Record;
use crate::layout::{
    ClaimRow, EntityIndexRow, EntityRow, FORMAT_VERSION, KeyphraseRow, PlaceRow, QuoteRow, RegionRow,
    RepairRow, STANDARD_LAYERS, SentenceRow, SummaryRow, TokenRow,
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
            layers.push(Box::new(tokens(rows, places)?));
        }
        if let Some(rows) = &self.sentences {
            layers.push(Box::new(sentences(rows, places)?));
        }
        if let Some(rows) = &self.quotes {
            layers.push(Box::new(quotes(rows, places)?));
        }
        if let Some(rows) = &self.entities {
            let (entities, values) = entities(rows, self.entity_index.as_deref(), places)?;
            layers.extend(entities.map(|layer| Box::new(layer) as Box<dyn AnyLayer>));
            layers.extend(values.map(|layer| Box::new(layer) as Box<dyn AnyLayer>));
        }
        if let Some(rows) = &self.claims {
            layers.push(Box::new(claims(rows, places)?));
        }
        if let Some(rows) = &self.summary {
            layers.push(Box::new(summary(rows, places)?));
        }
        if let Some(rows) = &self.keyphrases {
            layers.push(Box::new(keyphrases(rows, places)?));
        }
        Ok(())
    }
}

/// Fields that are what they should be go to their place, others to the unknown ones.
fn restore_meta(doc: &mut Document, meta: Map<String, Value>) {
    for (name, value) in meta {
        let field = MetaField::ALL.into_iter().find(|field| field.name() == name);
        match (field, value) {
            (Some(field), Value::String(text)) if !field.is_list() => {
                doc.meta.set(field, text, Origin::Input);
            }
            (Some(field), Value::Array(items)) if field.is_list() && items.iter().all(Value::is_string) => {
                for text in items.iter().filter_map(Value::as_str) {
                    doc.meta.add(field, text, Origin::Input);
                }
            }
            (None, Value::Bool(truncated)) if name == "truncated" => doc.meta.truncated = Some(truncated),
            (_, value) => {
                doc.meta.extra.insert(name, value);
            }
        }
    }
}

fn tokens(rows: &[TokenRow], places: &Places<'_>) -> Result<Tokens, DecodeError> {
    let mut tokens = Tokens::with_capacity(rows.len());
    let mut order = Order::new("tokens");
    for (row, token) in rows.iter().enumerate() {
        let span = places.span("tokens", row, token.start, token.end)?;
        order.check(row, span)?;
        tokens.push(span, token.kind);
    }
    Ok(tokens)
}

fn sentences(rows: &[SentenceRow], places: &Places<'_>) -> Result<Sentences, DecodeError> {
    let mut order = Order::new("sentences");
    let sentence = |(row, sentence): (usize, &SentenceRow)| {
        let span = places.span("sentences", row, sentence.start, sentence.end)?;
        order.check(row, span)?;
        let (first_token, end_token) = (sentence.first_token, sentence.end_token);
        if first_token > end_token {
            return Err(DecodeError::annotation(format!(
                "`sentences[{row}]`: its tokens end before they begin"
            )));
        }
        Ok(Sentence { span, first_token, end_token, paragraph: sentence.paragraph, kind: sentence.kind })
    };
    rows.iter().enumerate().map(sentence).collect::<Result<_, _>>().map(Sentences)
}

fn quotes(rows: &[QuoteRow<'_>], places: &Places<'_>) -> Result<Quotes, DecodeError> {
    let quote = |(row, quote): (usize, &QuoteRow<'_>)| {
        Ok(Quote {
            span: places.span("quotes", row, quote.start, quote.end)?,
            inner: places.span("quotes", row, quote.inner_start, quote.inner_end)?,
            kind: quote.kind,
            unclosed: quote.unclosed,
            continues: quote.continues,
            depth: quote.depth,
        })
    };
    rows.iter().enumerate().map(quote).collect::<Result<_, _>>().map(Quotes)
}

/// The names, if the record has an index of them, and the values, if there are any or it has none.
fn entities(
    rows: &[EntityRow<'_>],
    index: Option<&[EntityIndexRow<'_>]>,
    places: &Places<'_>,
) -> Result<(Option<Entities>, Option<Values>), DecodeError> {
    let mut names = Entities { mentions: Vec::new(), index: entity_index(index.unwrap_or(&[]))? };
    let mut values = Values::default();
    let (mut name_order, mut value_order) = (Order::new("entities"), Order::new("entities"));
    for (row, entity) in rows.iter().enumerate() {
        let span = places.span("entities", row, entity.start, entity.end)?;
        match (entity.entity, &entity.value) {
            (Some(id), None) if (id as usize) < names.index.len() => {
                name_order.check(row, span)?;
                let confidence = entity.confidence.map_or(1.0, |score| score.0);
                names.mentions.push(Mention { span, label: entity.label, entity: id, confidence });
            }
            (None, Some(value)) => {
                value_order.check(row, span)?;
                values.0.push(ValueMention {
                    span,
                    label: entity.label,
                    value: value.clone().into_owned(),
                    bound: entity.bound.unwrap_or_default(),
                    upper: entity.upper.clone().map(Cow::into_owned),
                });
            }
            (Some(id), None) => {
                return Err(DecodeError::annotation(format!(
                    "`entities[{row}]`: the `entity` {id} is not in `entity_index`"
                )));
            }
            _ => {
                return Err(DecodeError::annotation(format!(
                    "`entities[{row}]` must have either `entity` or `value`"
                )));
            }
        }
    }
    let has_values = !values.0.is_empty() || index.is_none();
    Ok((index.is_some().then_some(names), has_values.then_some(values)))
}

fn entity_index(rows: &[EntityIndexRow<'_>]) -> Result<Vec<Entity>, DecodeError> {
    let entity = |(row, entity): (usize, &EntityIndexRow<'_>)| {
        if entity.id as usize != row {
            return Err(DecodeError::annotation(format!("`entity_index[{row}]` must have the `id` {row}")));
        }
        let aliases = entity.aliases.iter().map(|alias| alias.clone().into_owned()).collect();
        Ok(Entity { name: entity.name.clone().into_owned(), label: entity.label, aliases })
    };
    rows.iter().enumerate().map(entity).collect()
}

fn claims(rows: &[ClaimRow<'_>], places: &Places<'_>) -> Result<Claims, DecodeError> {
    let claim = |(row, claim): (usize, &ClaimRow<'_>)| {
        let content: Vec<Span> =
            claim.content.iter().map(|place| places.place("claims", row, place)).collect::<Result<_, _>>()?;
        if content.is_empty() {
            return Err(DecodeError::annotation(format!("`claims[{row}]` has no `content`")));
        }
        let source = claim.source.as_ref();
        let cue = claim.cue.as_ref();
        let source_span = source.map(|at| places.span("claims", row, at.start, at.end)).transpose()?;
        Ok(Claim {
            source: source_span,
            source_entity: source.map_or(claim.source_entity, |source| source.entity),
            cue: cue.map(|at| places.span("claims", row, at.start, at.end)).transpose()?,
            lemma: cue.map_or_else(String::new, |cue| cue.lemma.clone().into_owned()),
            cue_class: claim.cue_class,
            content,
            kind: claim.kind,
            modality: claim.modality,
            negated: claim.negated,
            sentence: claim.sentence,
            confidence: claim.confidence.0,
            checkworthy: claim.checkworthy.map(|score| score.0),
        })
    };
    rows.iter().enumerate().map(claim).collect::<Result<_, _>>().map(Claims)
}

fn summary(rows: &[SummaryRow<'_>], places: &Places<'_>) -> Result<Summary, DecodeError> {
    let sentence = |(row, sentence): (usize, &SummaryRow<'_>)| {
        Ok(SummarySentence {
            span: places.span("summary", row, sentence.start, sentence.end)?,
            score: sentence.score.0,
            reasons: sentence.reasons.iter().map(|reason| reason.clone().into_owned().into()).collect(),
        })
    };
    rows.iter().enumerate().map(sentence).collect::<Result<_, _>>().map(Summary)
}

fn keyphrases(rows: &[KeyphraseRow<'_>], places: &Places<'_>) -> Result<Keyphrases, DecodeError> {
    let phrase = |(row, phrase): (usize, &KeyphraseRow<'_>)| {
        let spans: Vec<Span> = phrase
            .spans
            .iter()
            .map(|place| places.place("keyphrases", row, place))
            .collect::<Result<_, _>>()?;
        if spans.is_empty() {
            return Err(DecodeError::annotation(format!("`keyphrases[{row}]` has no `spans`")));
        }
        Ok(Keyphrase { spans, score: phrase.score.0 })
    };
    rows.iter().enumerate().map(phrase).collect::<Result<_, _>>().map(Keyphrases)
}

/// Watches that rows are sorted and do not overlap, as stages expect of these layers.
struct Order {
    field: &'static str,
    end: u32,
}

impl Order {
    fn new(field: &'static str) -> Self {
        Order { field, end: 0 }
    }

    fn check(&mut self, row: usize, span: Span) -> Result<(), DecodeError> {
        if span.start < self.end {
            return Err(DecodeError::annotation(format!(
                "`{}[{row}]` begins before the row before it ends",
                self.field
            )));
        }
        self.end = span.end;
        Ok(())
    }
}
