//! From a [`Document`] to one line of JSON in the layout of [`DocumentRecord`](crate::DocumentRecord).
//!
//! An encoder is shared by all workers. It writes the layers that are there and wanted, straight from
//! the document into the caller's buffer.

mod json;
mod line;
mod rows;

use std::collections::HashMap;

use serde_json::{Map, Value};
use tidings_core::config::nearest;
use tidings_core::{
    AnyLayer, Checkworthiness, Claims, Document, Entities, Frame, Keyphrases, Layer, LayerDefinition,
    LayerJsonError, Lemmas, Meta, MetaField, OffsetUnit, Origin, Quotes, Regions, Registry, Repairs,
    Sentences, SettingError, Span, Summary, Syntax, Tags, Tokens, Values, Words,
};

use crate::config::OutputConfig;
use crate::layout::{FORMAT_VERSION, OriginRow, STANDARD_LAYERS};
use json::Object;
pub use line::Line;
use rows::Rows;

/// Writes documents as JSON.
///
/// ```
/// use tidings_core::{Document, Registry};
/// use tidings_io::{Encoder, OutputConfig};
///
/// let registry = Registry::collect().unwrap();
/// let encoder = Encoder::new(&OutputConfig::default(), &registry).unwrap();
/// let mut line = Vec::new();
/// encoder.encode(&Document::new("a", "Kyiv agreed.").unwrap(), &mut line).unwrap();
/// assert_eq!(
///     String::from_utf8(line).unwrap(),
///     r#"{"id":"a","format_version":1,"offsets":"codepoint","meta":{},"text":"Kyiv agreed."}"#.to_owned() + "\n"
/// );
/// ```
pub struct Encoder {
    registry: Registry,
    unit: OffsetUnit,
    provenance: bool,
    wanted: Wanted,
}

/// Which layers are written.
struct Wanted {
    all: bool,
    tokens: bool,
    names: Vec<String>,
}

impl Wanted {
    fn layer(&self, name: &str) -> bool {
        if name == Tokens::NAME && self.tokens {
            return true;
        }
        // One row a token: as long as the text, so it is written only where it is named.
        let long = [Tokens::NAME, Tags::NAME, Words::NAME, Lemmas::NAME, Syntax::NAME].contains(&name);
        (self.all && !long) || self.names.iter().any(|wanted| wanted == name)
    }
}

/// Why a document cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// A stage made a layer that its crate does not register.
    #[error("the layer `{0}` is not registered: its crate must call `register_layer!`")]
    Unregistered(&'static str),
    /// A layer of a plugin does not serialize.
    #[error(transparent)]
    Layer(#[from] LayerJsonError),
    /// A row does not serialize.
    #[error("the document cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl Encoder {
    /// An encoder for the layers that the configuration names.
    ///
    /// # Errors
    /// If it names a layer that no linked crate registers.
    pub fn new(config: &OutputConfig, registry: &Registry) -> Result<Self, SettingError> {
        for name in &config.layers {
            if name != ALL && registry.layer(name).is_none() {
                return Err(unknown_layer(name, registry));
            }
        }
        Ok(Encoder {
            registry: registry.clone(),
            unit: config.offsets,
            provenance: config.provenance,
            wanted: Wanted {
                all: config.layers.iter().any(|name| name == ALL),
                tokens: config.tokens,
                names: config.layers.clone(),
            },
        })
    }

    /// What the offsets of the output count.
    pub fn offsets(&self) -> OffsetUnit {
        self.unit
    }

    /// Takes out of a document what is as long as its text and is not written: to be called when no stage will look at it any more.
    pub fn drop_unwritten(&self, doc: &mut Document) {
        fn drop<L: Layer>(wanted: &Wanted, doc: &mut Document) {
            if !wanted.layer(L::NAME) {
                doc.remove::<L>();
            }
        }
        drop::<Tokens>(&self.wanted, doc);
        drop::<Words>(&self.wanted, doc);
        drop::<Tags>(&self.wanted, doc);
        drop::<Lemmas>(&self.wanted, doc);
        drop::<Syntax>(&self.wanted, doc);
    }

    /// Appends the document to `out` as one line, with its line feed.
    ///
    /// # Errors
    /// If the layer of a plugin cannot be written; `out` is unchanged then.
    pub fn encode(&self, doc: &Document, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        let before = out.len();
        let mut line = Line::whole(std::mem::take(out));
        let result = self.write(doc, &mut line);
        *out = line.rest;
        if result.is_err() {
            out.truncate(before);
        }
        result
    }

    /// The document as one line, with its line feed. `capacity` is about how long the line will be, in bytes.
    ///
    /// # Errors
    /// If the layer of a plugin cannot be written.
    pub fn line(&self, doc: &Document, capacity: usize) -> Result<Line, EncodeError> {
        let mut line = Line::with_capacity(capacity);
        self.write(doc, &mut line)?;
        line.pack();
        Ok(line)
    }

    fn write(&self, doc: &Document, line: &mut Line) -> Result<(), EncodeError> {
        let rows = Rows::new(doc, self.unit, self.provenance);
        let mut object = Object::begin(line);
        object.string("id", &doc.id);
        object.value("format_version", &FORMAT_VERSION)?;
        object.value("offsets", &self.unit)?;
        object.object("meta", |object| write_meta(&doc.meta, object))?;
        if self.provenance {
            object.object("meta_origin", |object| write_origins(&doc.meta, &rows, object))?;
        }
        object.string("text", doc.text());
        self.standard_layers(&rows, &mut object)?;
        self.plugin_layers(doc, &rows, &mut object)?;
        object.end();
        line.rest.push(b'\n');
        Ok(())
    }

    fn wanted<'d, L: Layer>(&self, rows: &Rows<'d>) -> Option<&'d L> {
        rows.doc().get::<L>().filter(|_| self.wanted.layer(L::NAME))
    }

    fn standard_layers(&self, rows: &Rows<'_>, object: &mut Object<'_>) -> serde_json::Result<()> {
        if let Some(regions) = self.wanted::<Regions>(rows) {
            object.list("regions", regions.iter().map(|region| rows.region(region)))?;
        }
        if let Some(repairs) = self.wanted::<Repairs>(rows) {
            object.list("repairs", repairs.iter().map(|repair| rows.repair(repair)))?;
        }
        if let Some(tokens) = self.wanted::<Tokens>(rows) {
            object.list("tokens", tokens.iter().map(|token| rows.token(token)))?;
        }
        if let Some(sentences) = self.wanted::<Sentences>(rows) {
            object.list("sentences", sentences.0.iter().map(|sentence| rows.sentence(sentence)))?;
        }
        if let Some(quotes) = self.wanted::<Quotes>(rows) {
            object.list("quotes", quotes.0.iter().map(|quote| rows.quote(quote)))?;
        }
        let (names, values) = (self.wanted::<Entities>(rows), self.wanted::<Values>(rows));
        if names.is_some() || values.is_some() {
            object.list("entities", rows.entities(names, values))?;
        }
        if let Some(names) = names {
            object.list("entity_index", rows::entity_index(names))?;
        }
        if let Some(claims) = self.wanted::<Claims>(rows) {
            object.list("claims", claims.0.iter().map(|claim| rows.claim(claim)))?;
        }
        if let Some(worth) = self.wanted::<Checkworthiness>(rows) {
            object.list("checkworthiness", worth.0.iter().map(|sentence| rows.worth(sentence)))?;
        }
        if let Some(summary) = self.wanted::<Summary>(rows) {
            object.list("summary", summary.0.iter().map(|sentence| rows.summary(sentence)))?;
        }
        if let Some(phrases) = self.wanted::<Keyphrases>(rows) {
            object.list("keyphrases", phrases.0.iter().map(|phrase| rows.keyphrase(phrase)))?;
        }
        Ok(())
    }

    /// The other layers, sorted by name: the order in which stages made them is not part of the result.
    fn plugin_layers(
        &self,
        doc: &Document,
        rows: &Rows<'_>,
        object: &mut Object<'_>,
    ) -> Result<(), EncodeError> {
        let plugin = |layer: &&dyn AnyLayer| {
            let definition = || self.registry.layer(layer.name());
            !STANDARD_LAYERS.contains(&layer.name())
                && self.wanted.layer(layer.name())
                && !(layer.is_empty() && definition().is_some_and(|definition| !definition.written_empty))
        };
        let mut layers: Vec<&dyn AnyLayer> = doc.layers().iter().filter(plugin).collect();
        if layers.is_empty() {
            return Ok(());
        }
        layers.sort_by_key(|layer| layer.name());
        object.object("layers", |object| {
            for layer in layers {
                if self.provenance {
                    object.value(layer.name(), &self.plugin_layer(layer, rows)?)?;
                } else {
                    let definition = self.definition(layer)?;
                    let mut map = |span: &mut Span| *span = frame_span(definition.frame, *span, rows);
                    definition.write_json(layer, &mut map, object.name(layer.name()))?;
                }
            }
            Ok(())
        })
    }

    fn definition(&self, layer: &dyn AnyLayer) -> Result<&'static LayerDefinition, EncodeError> {
        self.registry.layer(layer.name()).ok_or(EncodeError::Unregistered(layer.name()))
    }

    fn plugin_layer(&self, layer: &dyn AnyLayer, rows: &Rows<'_>) -> Result<Value, EncodeError> {
        let definition = self.definition(layer)?;
        let mut sources = HashMap::new();
        let mut json = definition.to_json(layer, &mut |span| {
            let bytes = *span;
            *span = frame_span(definition.frame, bytes, rows);
            if definition.frame == Frame::Text {
                sources.insert(*span, rows.source_of(bytes));
            }
        })?;
        if !sources.is_empty() {
            add_sources(&mut json, &sources);
        }
        Ok(json)
    }
}

/// A span of a layer in units.
fn frame_span(frame: Frame, span: Span, rows: &Rows<'_>) -> Span {
    match frame {
        Frame::Source => rows.source_span(span),
        Frame::Text => rows.text_span(span),
    }
}

/// The word for every layer.
const ALL: &str = "all";

fn unknown_layer(name: &str, registry: &Registry) -> SettingError {
    let known = registry.layers().iter().map(|layer| layer.name);
    let hint = match nearest(name, known.clone().chain([ALL])) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the layers are {}", known.collect::<Vec<_>>().join(", ")),
    };
    SettingError::new("layers", format!("there is no layer `{name}`: {hint}"))
}

/// Adds the place in the source to every span in the JSON of a layer. A span is an object with `start`
/// and `end` alone that was one of the layer's spans.
fn add_sources(json: &mut Value, sources: &HashMap<Span, Span>) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|item| add_sources(item, sources)),
        Value::Object(fields) => {
            if let Some(source) = span_of(fields).and_then(|span| sources.get(&span)) {
                fields.insert("source_start".to_owned(), source.start.into());
                fields.insert("source_end".to_owned(), source.end.into());
            } else {
                fields.values_mut().for_each(|value| add_sources(value, sources));
            }
        }
        _ => {}
    }
}

fn span_of(fields: &Map<String, Value>) -> Option<Span> {
    let end = |name| fields.get(name)?.as_u64().and_then(|at| u32::try_from(at).ok());
    (fields.len() == 2).then_some(Span { start: end("start")?, end: end("end")? })
}

fn write_meta(meta: &Meta, object: &mut Object<'_>) -> serde_json::Result<()> {
    for (field, values) in meta.fields() {
        match values {
            _ if field.is_list() => object.list(field.name(), values.iter().map(|sourced| &sourced.value))?,
            [first, ..] => object.string(field.name(), &first.value),
            [] => {}
        }
    }
    if let Some(truncated) = meta.truncated {
        object.value("truncated", &truncated)?;
    }
    if let Some(marked_up) = meta.text_has_markup {
        object.value("text_has_markup", &marked_up)?;
    }
    if let Some(unsupported) = meta.unsupported_language {
        object.value("unsupported_language", &unsupported)?;
    }
    for (name, value) in &meta.extra {
        object.value(&free_name(name, &meta.extra), value)?;
    }
    Ok(())
}

/// The name under which an unknown field of the input is written: its own, unless it is that of a
/// field of ours.
fn free_name<'n>(name: &'n str, extra: &Map<String, Value>) -> std::borrow::Cow<'n, str> {
    let taken = ["truncated", "text_has_markup", "unsupported_language"].contains(&name)
        || MetaField::ALL.iter().any(|field| field.name() == name);
    if !taken {
        return name.into();
    }
    let mut free = format!("input_{name}");
    while extra.contains_key(&free) {
        free.insert_str(0, "input_");
    }
    free.into()
}

fn write_origins(meta: &Meta, rows: &Rows<'_>, object: &mut Object<'_>) -> serde_json::Result<()> {
    for (field, values) in meta.fields() {
        let origins = values.iter().map(|sourced| match &sourced.origin {
            Origin::Input => OriginRow::Input,
            Origin::Source(span) => {
                let span = rows.source_span(*span);
                OriginRow::Source { source_start: span.start, source_end: span.end }
            }
            Origin::Stage(stage) => OriginRow::Stage { stage: stage.as_ref().into() },
        });
        object.list(field.name(), origins)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
