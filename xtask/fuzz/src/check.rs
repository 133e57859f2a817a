//! What holds of every document, whatever its text: the invariants of `docs/architecture.md` that one document can break.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tidings::io::{RawFormat, RawInput};
use tidings::{Document, Frame, OffsetUnit, Span};

use crate::setup::{SETUP, Writer};

/// Checks a document and the line that is written of it, and gives the line.
///
/// # Errors
/// With the first invariant that does not hold.
pub fn document(doc: &Document) -> Result<Vec<u8>> {
    alignment(doc)?;
    layers(doc)?;
    let writer = SETUP.writer(doc.source().len());
    let line = encode(doc, writer)?;
    written(doc, &line, writer.unit)?;
    read_back(doc, &line, writer)?;
    Ok(line)
}

/// The line that is written of a document.
///
/// # Errors
/// If it cannot be written.
pub fn line(doc: &Document) -> Result<Vec<u8>> {
    encode(doc, SETUP.writer(doc.source().len()))
}

fn encode(doc: &Document, writer: &Writer) -> Result<Vec<u8>> {
    let mut line = Vec::new();
    writer.encoder.encode(doc, &mut line).context("a document that is done cannot be written")?;
    Ok(line)
}

/// Runs lie end to end on both sides, cut no character, and what was kept is the same on both sides.
fn alignment(doc: &Document) -> Result<()> {
    let (text, source) = (doc.text(), doc.source());
    let (mut in_text, mut in_source) = (0, 0);
    for run in doc.alignment().runs() {
        ensure!(
            (run.text.start, run.source.start) == (in_text, in_source),
            "a gap in the alignment at {run:?}"
        );
        let here = run.text.slice(text).with_context(|| format!("{run:?} does not fit the text"))?;
        let there = run.source.slice(source).with_context(|| format!("{run:?} does not fit the source"))?;
        ensure!(!run.kept || here == there, "kept, but not the same: {here:?} and {there:?}");
        (in_text, in_source) = (run.text.end, run.source.end);
    }
    let ends = (in_text as usize, in_source as usize);
    ensure!(ends == (text.len(), source.len()), "the alignment ends at {ends:?}, before the text does");
    Ok(())
}

/// Every span of every layer fits what it points into, leads somewhere in the source, and back.
fn layers(doc: &Document) -> Result<()> {
    for layer in doc.layers().iter() {
        let name = layer.name();
        let definition = SETUP.registry.layer(name).with_context(|| format!("`{name}` is not registered"))?;
        let mut wrong = None;
        let json = definition.to_json(layer, &mut |span| {
            let fits = match definition.frame {
                Frame::Source => span.slice(doc.source()).is_some(),
                Frame::Text => span.slice(doc.text()).is_some() && leads_back(doc, *span),
            };
            if !fits {
                wrong = Some(*span);
            }
        })?;
        ensure!(wrong.is_none(), "`{name}`: {wrong:?} cuts a character, lies outside, or does not lead back");
        let restored = definition.from_json(json.clone(), &mut |_| ())?;
        ensure!(
            definition.to_json(&*restored, &mut |_| ())? == json,
            "`{name}` is not restored as it was written"
        );
    }
    Ok(())
}

fn leads_back(doc: &Document, span: Span) -> bool {
    let alignment = doc.alignment();
    let strict = alignment.source_of(span);
    let back = strict.is_none_or(|source| alignment.text_of(source) == Some(span) || span.is_empty());
    back && alignment.nearest_source_of(span).slice(doc.source()).is_some()
}

/// The line is JSON, and what a row repeats of the text stands where the row says.
fn written(doc: &Document, line: &[u8], unit: OffsetUnit) -> Result<()> {
    ensure!(line.ends_with(b"\n") && !line[..line.len() - 1].contains(&b'\n'), "not one line");
    let json: Value = serde_json::from_slice(line).context("what is written is not JSON")?;
    ensure!(json["text"] == doc.text() && json["id"] == doc.id.as_str(), "another text or id is written");
    let text = Units::new(doc.text(), unit);
    for field in ["quotes", "entities", "summary"] {
        for row in json[field].as_array().into_iter().flatten() {
            let place = row["start"].as_u64().zip(row["end"].as_u64()).context("a row without a place")?;
            let there = text.slice(place);
            ensure!(there.as_deref() == row["text"].as_str(), "`{field}`: {row} is no row of {there:?}");
        }
    }
    Ok(())
}

/// A text that can be sliced by code points, bytes or UTF-16 units: slowly and plainly, as a reader of the output would.
struct Units<'t> {
    text: &'t str,
    unit: OffsetUnit,
    wide: Vec<u16>,
}

impl<'t> Units<'t> {
    fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let wide = if unit == OffsetUnit::Utf16 { text.encode_utf16().collect() } else { Vec::new() };
        Units { text, unit, wide }
    }

    fn slice(&self, (start, end): (u64, u64)) -> Option<String> {
        let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
        match self.unit {
            OffsetUnit::Utf8 => self.text.get(start..end).map(str::to_owned),
            OffsetUnit::CodePoint => {
                Some(self.text.chars().skip(start).take(end.checked_sub(start)?).collect())
            }
            OffsetUnit::Utf16 => String::from_utf16(self.wide.get(start..end)?).ok(),
        }
    }
}

/// What was written can be read, and what is written of that is the same from then on: an edited text becomes its own source, so
/// the first reading may lose what pointed into the old one.
fn read_back(doc: &Document, line: &[u8], writer: &Writer) -> Result<()> {
    let first = decode(line).context("our own line is refused")?;
    ensure!((&*first.id, first.text()) == (&*doc.id, doc.text()), "another id or text is read back");
    let second = encode(&first, writer)?;
    let third = encode(&decode(&second).context("our own line is refused the second time")?, writer)?;
    ensure!(
        second == third,
        "written, read and written again: {} and {}",
        String::from_utf8_lossy(&second),
        String::from_utf8_lossy(&third)
    );
    Ok(())
}

fn decode(line: &[u8]) -> Result<Document> {
    let raw = RawInput::whole("line", RawFormat::Json, line);
    SETUP.decoder.decode(&raw)?.context("a blank line")
}
