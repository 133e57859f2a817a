//! From raw bytes to a [`Document`]: encodings, JSON records, records of web archives, e-mail, entries of feeds, and the
//! annotations of an earlier run.
//!
//! A decoder is shared by all workers and keeps no state between documents.

mod archived;
mod charset;
#[cfg(test)]
mod declaration_tests;
mod error;
mod feed;
mod languages;
mod lenient;
mod mail;
mod markup;
mod plausible;
mod record;
mod restore;
mod visible;

use std::borrow::Cow;

use encoding_rs::Encoding;
use serde_json::Value;
use tidings_core::{
    Document, DocumentError, MetaField, OffsetUnit, Origin, Registry, SettingError, SourceFormat,
};

pub(crate) use archived::announces_page;
pub use error::{DecodeError, DecodeErrorKind};

use crate::config::{InputConfig, InputFields, encoding};
use crate::input::{RawFormat, RawInput};
use record::{Field, Record};
use restore::Restorer;

/// Makes documents of raw inputs.
///
/// ```
/// use tidings_core::{MetaField, OffsetUnit, Registry};
/// use tidings_io::{Decoder, InputConfig, RawFormat, RawInput};
///
/// let registry = Registry::collect().unwrap();
/// let decoder = Decoder::new(&InputConfig::default(), &registry, OffsetUnit::CodePoint).unwrap();
/// let raw = RawInput::whole("a", RawFormat::Json, r#"{"id": 7, "text": "Kyiv agreed.", "outlet": "Wire"}"#);
/// let doc = decoder.decode(&raw).unwrap().unwrap();
/// assert_eq!((doc.id.as_str(), doc.text()), ("7", "Kyiv agreed."));
/// assert_eq!(doc.meta.get(MetaField::Publisher), Some("Wire"));
/// ```
pub struct Decoder {
    fields: InputFields,
    encoding: Option<&'static Encoding>,
    restorer: Option<Restorer>,
    /// The most bytes that a document may have.
    longest: usize,
}

impl Decoder {
    /// A decoder that reads back the layers of `registry`. `unit` is what the offsets of a record
    /// count if the record does not say.
    ///
    /// # Errors
    /// If the configuration names an encoding that does not exist.
    pub fn new(config: &InputConfig, registry: &Registry, unit: OffsetUnit) -> Result<Self, SettingError> {
        Ok(Decoder {
            fields: config.fields.clone(),
            encoding: encoding(&config.encoding)?,
            restorer: config.annotations.then(|| Restorer::new(registry, unit)),
            longest: config.longest_document(),
        })
    }

    /// The document; `None` for a blank line of JSON lines.
    ///
    /// # Errors
    /// If the bytes are not what they should be: the error says what and where.
    pub fn decode(&self, raw: &RawInput) -> Result<Option<Document>, DecodeError> {
        match raw.format {
            RawFormat::Text => self.file(raw, SourceFormat::Text).map(Some),
            RawFormat::Html => self.page(raw).map(Some),
            RawFormat::Warc => self.archived(raw),
            RawFormat::Mail => mail::read(raw.id(), &raw.bytes, self.encoding).map(Some),
            RawFormat::Feed => feed::read(raw.id(), &raw.bytes, raw.side.as_deref(), self.encoding).map(Some),
            RawFormat::Json if raw.bytes.trim_ascii().is_empty() => Ok(None),
            RawFormat::Json => self.json(raw).map(Some).map_err(|mut error| {
                error.line = error.line.or(raw.line);
                error
            }),
        }
    }

    /// The id that a JSON record brings, even if the record is no document: a failure should name it.
    pub fn given_id(&self, raw: &RawInput) -> Option<String> {
        if raw.format != RawFormat::Json {
            return None;
        }
        let text = self.json_text(&raw.bytes, 1).ok()?;
        let read = |json: &str| serde_json::from_str::<serde_json::Map<String, Value>>(json).ok();
        let record = read(&text).or_else(|| read(&lenient::mended(&text)?))?;
        match record.get(&self.fields.id)? {
            Value::String(id) if !id.is_empty() => Some(id.clone()),
            Value::Number(id) => Some(number_as_id(id)),
            _ => None,
        }
    }

    fn file(&self, raw: &RawInput, format: SourceFormat) -> Result<Document, DecodeError> {
        if raw.bytes.is_empty() {
            return Err(DecodeError::new(DecodeErrorKind::Empty, "the file is empty"));
        }
        let decoded = charset::decode(&raw.bytes, self.encoding, format == SourceFormat::Html)
            .map_err(|charset::Binary| DecodeError::new(DecodeErrorKind::Binary, BINARY))?;
        let mut doc = document(raw.id(), decoded.text, format)?;
        note_correction(&mut doc, decoded.corrected);
        Ok(doc)
    }

    /// A page with what the file beside it says.
    fn page(&self, raw: &RawInput) -> Result<Document, DecodeError> {
        let mut doc = self.file(raw, SourceFormat::Html)?;
        let Some(side) = &raw.side else { return Ok(doc) };
        let beside = |mut error: DecodeError| {
            error.reason = format!("the JSON file beside the page: {}", error.reason);
            error
        };
        let text = self.json_text(side, 1).map_err(beside)?;
        leniently(&text, |text| self.add_side(&mut doc, text)).map_err(beside)?;
        Ok(doc)
    }

    /// Adds what the file beside a page says.
    fn add_side(&self, doc: &mut Document, json: &str) -> Result<(), DecodeError> {
        let mut record = Record::read(json, &self.fields).map_err(|error| DecodeError::json(&error, 1))?;
        if let Some(id) = record.take(Field::Id).filter(|id| !id.is_empty()) {
            doc.id = id.into_owned();
        }
        set_meta(doc, &mut record);
        for (name, raw) in std::mem::take(&mut record.rest) {
            let value: Value = restore::parse(&name, raw)?;
            doc.meta.extra.insert(name.into_owned(), value);
        }
        Ok(())
    }

    /// The page in a record of a web archive; `None` if it holds none.
    fn archived(&self, raw: &RawInput) -> Result<Option<Document>, DecodeError> {
        let Some(page) = archived::page(&raw.bytes, self.longest)? else { return Ok(None) };
        let html = page.format == SourceFormat::Html;
        let decoded = charset::decode_served(&page.body, self.encoding, page.charset, html)
            .map_err(|charset::Binary| DecodeError::new(DecodeErrorKind::Binary, BINARY))?;
        let mut doc = document(raw.id(), decoded.text, page.format)?;
        note_correction(&mut doc, decoded.corrected);
        if let Some(url) = page.url {
            doc.meta.set(MetaField::Url, url, Origin::Input);
        }
        // The day of the capture is not that of publication.
        if let Some(captured) = page.captured {
            doc.meta.extra.insert("captured".to_owned(), captured.into());
        }
        Ok(Some(doc))
    }

    fn json(&self, raw: &RawInput) -> Result<Document, DecodeError> {
        let line = raw.line.unwrap_or(1);
        let text = self.json_text(&raw.bytes, line)?;
        leniently(&text, |text| self.record(raw, text, line))
    }

    /// The document of a record.
    fn record(&self, raw: &RawInput, json: &str, line: u64) -> Result<Document, DecodeError> {
        let mut record = Record::read(json, &self.fields).map_err(|error| DecodeError::json(&error, line))?;
        let own = restore::is_own(&record)?;
        let (source, format) = self.body(&mut record, own)?;
        let id = record.take(Field::Id).filter(|id| !id.is_empty());
        let id = id.map_or_else(|| raw.id(), Cow::into_owned);
        let mut doc = document(id, source.into_owned(), format)?;
        // A text of ours says so itself, if its source was marked up.
        if !own && format == SourceFormat::Text && markup::is_marked_up(doc.source()) {
            doc.meta.text_has_markup = Some(true);
        }
        let rest = std::mem::take(&mut record.rest);
        self.keep(&mut doc, rest, own)?;
        set_meta(&mut doc, &mut record);
        Ok(doc)
    }

    /// The record as UTF-8. Without a label it must be UTF-8: to guess at the encoding of single lines
    /// would be to guess wrong on some.
    fn json_text<'r>(&self, bytes: &'r [u8], line: u64) -> Result<Cow<'r, str>, DecodeError> {
        match self.encoding {
            // UTF-16 was translated by the reader, which needs to find line ends.
            Some(encoding) if encoding.is_ascii_compatible() => {
                Ok(encoding.decode_without_bom_handling(bytes).0)
            }
            _ => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
                let at = error.valid_up_to();
                let feeds = memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64;
                let column = at - memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |feed| feed + 1);
                DecodeError {
                    kind: DecodeErrorKind::Encoding,
                    line: Some(line + feeds),
                    column: Some(column as u64 + 1),
                    reason: format!(
                        "byte {} of the record is not UTF-8; if the file has another encoding, name it with `encoding`",
                        at + 1
                    ),
                }
            }),
        }
    }

    /// The text or, if there is none, the page.
    fn body<'a>(
        &self,
        record: &mut Record<'a>,
        own: bool,
    ) -> Result<(Cow<'a, str>, SourceFormat), DecodeError> {
        let mut text = record.take(Field::Text);
        let html = record.take(Field::Html);
        if text.is_none() && own {
            text = restore::own_text(record)?;
        }
        match (text, html) {
            (Some(text), html) if !text.is_empty() || html.is_none() => Ok((text, SourceFormat::Text)),
            (_, Some(html)) => Ok((html, SourceFormat::Html)),
            _ => {
                let present: Vec<String> =
                    record.present(&self.fields).take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
                let present =
                    if present.is_empty() { "no field at all".to_owned() } else { present.join(", ") };
                Err(DecodeError::field(format!(
                    "the record has neither `{}` nor `{}`; it has {present}: set `text` or `html` in `[input.fields]`",
                    self.fields.text, self.fields.html
                )))
            }
        }
    }

    /// Keeps the fields that are not known by name: annotations as layers, others with the metadata.
    fn keep(&self, doc: &mut Document, rest: restore::Fields<'_>, own: bool) -> Result<(), DecodeError> {
        let rest = match (&self.restorer, own) {
            (Some(restorer), _) => restorer.restore(doc, rest, own)?,
            (None, true) => restore::without_annotations(doc, rest)?,
            (None, false) => rest,
        };
        for (name, raw) in rest {
            let value: Value = restore::parse(&name, raw)?;
            doc.meta.extra.insert(name.into_owned(), value);
        }
        Ok(())
    }
}

/// Reads JSON; if that fails, with what is not quite JSON mended. Columns would not be those of the file then.
fn leniently<T>(json: &str, mut read: impl FnMut(&str) -> Result<T, DecodeError>) -> Result<T, DecodeError> {
    read(json).or_else(|error| match lenient::mended(json) {
        Some(mended) => read(&mended).map_err(|error| DecodeError { column: None, ..error }),
        None => Err(error),
    })
}

/// Keeps with the document that the encoding it names is not the one it was read in.
fn note_correction(doc: &mut Document, corrected: Option<(&'static str, &'static str)>) {
    if let Some((declared, used)) = corrected {
        let value = serde_json::json!({ "declared": declared, "used": used });
        doc.meta.extra.insert("encoding_corrected".to_owned(), value);
    }
}

/// A number that is the id of a document, as a record that is one would have it.
fn number_as_id(number: &serde_json::Number) -> String {
    let whole = number.as_u64().map(|number| number.to_string());
    let whole = whole.or_else(|| number.as_i64().map(|number| number.to_string()));
    whole.or_else(|| number.as_f64().map(|number| number.to_string())).unwrap_or_default()
}

/// Sets what a record says about its document.
fn set_meta(doc: &mut Document, record: &mut Record<'_>) {
    for (field, meta) in [
        (Field::Title, MetaField::Title),
        (Field::Url, MetaField::Url),
        (Field::Date, MetaField::Published),
        (Field::Outlet, MetaField::Publisher),
    ] {
        if let Some(value) = record.take(field).filter(|value| !value.trim().is_empty()) {
            doc.meta.set(meta, value.trim(), Origin::Input);
        }
    }
}

const BINARY: &str = "this looks like a binary file, not text";

/// How many names of fields an error lists.
const MOST_NAMES: usize = 12;

fn document(id: String, text: String, format: SourceFormat) -> Result<Document, DecodeError> {
    Document::with_format(id, text, format).map_err(|error @ DocumentError::TooLong(_)| {
        DecodeError::new(DecodeErrorKind::TooLong, error.to_string())
    })
}

#[cfg(test)]
mod tests;
