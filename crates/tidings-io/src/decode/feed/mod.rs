//! From an entry of a feed to a document: what it says itself, and what its feed says for all of them.
//!
//! Of several texts the fullest kind that says enough is read: the content before the description. An entry without any text is
//! refused with its title and address, so that nobody takes it for an article without words.

mod date;
mod element;
mod json;
mod names;
mod xml;

use encoding_rs::Encoding;
use tidings_core::{Document, DocumentKind, MetaField, Origin, SourceFormat};

use super::charset;
use super::error::{DecodeError, DecodeErrorKind};
use super::visible::{letters, visible};
use super::{BINARY, document};

/// What is known of an entry.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) url: String,
    /// The name that the feed gives the entry.
    pub(super) id: String,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: String,
    pub(super) language: Option<String>,
    /// The fullest texts first.
    pub(super) texts: Vec<Body>,
}

/// A text of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) text: String,
    pub(super) html: bool,
    pub(super) part: Part,
}

/// Which part of an entry a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Content,
    Summary,
}

/// Of more authors, the others are not read.
pub(super) const MOST_AUTHORS: usize = 50;

/// A fuller text says too little if another has so many times its letters.
const LESS: usize = 2;

/// The document of an entry; `head` is what its feed says of itself.
///
/// # Errors
/// If the entry cannot be read or has no text.
pub(super) fn read(
    id: String,
    bytes: &[u8],
    head: Option<&[u8]>,
    label: Option<&'static Encoding>,
) -> Result<Document, DecodeError> {
    let head = head.unwrap_or_default();
    // What the declaration of the file says about its bytes.
    let served = charset::declared(head);
    let decode = |bytes: &[u8]| {
        charset::decode_served(bytes, label, served, false)
            .map(|decoded| decoded.text)
            .map_err(|charset::Binary| DecodeError::new(DecodeErrorKind::Binary, BINARY))
    };
    let text = decode(bytes)?;
    let is_json = text.trim_start().starts_with('{');
    let mut entry = if is_json { json::read(&text)? } else { xml::read(&text) };
    let Some(body) = chosen(std::mem::take(&mut entry.texts)) else {
        return Err(DecodeError::new(DecodeErrorKind::Empty, without_text(&entry)));
    };
    if !head.is_empty() {
        let head = decode(head)?;
        if is_json { json::add_feed(&mut entry, &head) } else { xml::add_feed(&mut entry, &head) }
    }
    let part = body.part;
    let (source, format) = source(body);
    let mut doc = document(id, source, format)?;
    describe(&mut doc, entry, part);
    Ok(doc)
}

/// The text that is read: the first that says at least half of what any other says.
fn chosen(texts: Vec<Body>) -> Option<Body> {
    let said = |body: &Body| if body.html { visible(&body.text) } else { letters(&body.text) };
    let most = texts.iter().map(said).max().filter(|most| *most > 0)?;
    texts.into_iter().find(|body| said(body).saturating_mul(LESS) >= most)
}

/// Why an entry without a text gives no document.
fn without_text(entry: &Entry) -> String {
    let named = match (entry.title.as_str(), entry.url.as_str()) {
        ("", "") => String::new(),
        (title, "") => format!("; it is called `{title}`"),
        ("", url) => format!("; it leads to {url}"),
        (title, url) => format!("; it is called `{title}` and leads to {url}"),
    };
    format!("the entry has no text, neither content nor a description{named}")
}

/// A part of a page becomes a page whose article it is.
fn source(body: Body) -> (String, SourceFormat) {
    if !body.html {
        return (body.text, SourceFormat::Text);
    }
    let text = body.text.trim();
    let whole = ["<!doctype", "<html", "<body"]
        .into_iter()
        .any(|tag| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)));
    if whole {
        return (body.text, SourceFormat::Html);
    }
    let blocks =
        ["<p", "<div", "<h1", "<h2", "<h3", "<ul", "<ol", "<table", "<blockquote", "<figure", "<section"];
    let has_block = blocks.into_iter().any(|tag| text.contains(tag));
    let (open, close) = if has_block { ("", "") } else { ("<p>", "</p>") };
    let page =
        format!("<!DOCTYPE html>\n<html><body><article>\n{open}{text}{close}\n</article></body></html>\n");
    (page, SourceFormat::Html)
}

/// Sets what is known of the entry.
fn describe(doc: &mut Document, entry: Entry, part: Part) {
    let meta = &mut doc.meta;
    for (field, value) in [
        (MetaField::Title, entry.title),
        (MetaField::Url, entry.url),
        (MetaField::Publisher, entry.publisher),
    ] {
        if !value.is_empty() {
            meta.set(field, value, Origin::Input);
        }
    }
    for (field, value) in [
        (MetaField::Published, entry.published.or_else(|| entry.updated.clone())),
        (MetaField::Updated, entry.updated),
        (MetaField::Language, entry.language),
    ] {
        if let Some(value) = value {
            meta.set(field, value, Origin::Input);
        }
    }
    for author in entry.authors.into_iter().take(MOST_AUTHORS) {
        meta.add(MetaField::Byline, author, Origin::Input);
    }
    meta.set_kind(DocumentKind::FeedEntry, Origin::Input);
    if !entry.id.is_empty() {
        meta.extra.insert("entry_id".to_owned(), entry.id.into());
    }
    let part = match part {
        Part::Content => "content",
        Part::Summary => "summary",
    };
    meta.extra.insert("entry_part".to_owned(), part.into());
}

#[cfg(test)]
mod tests;
