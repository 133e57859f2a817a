//! Items of a JSON feed (jsonfeed.org, versions 1 and 1.1).

use serde::Deserialize;
use serde_json::Value;

use super::element::line;
use super::names::authors;
use super::xml::absolute;
use super::{Body, Entry, Part, date};
use crate::decode::error::DecodeError;
use crate::decode::mail::language;

/// What is read of an item and of its feed: they share most fields. A field of another type counts as absent.
#[derive(Deserialize)]
#[serde(transparent)]
struct Fields(serde_json::Map<String, Value>);

impl Fields {
    fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// The names of `authors`, or of the one `author` of version 1.
    fn authors(&self) -> Vec<String> {
        let name = |author: &Value| author.get("name").and_then(Value::as_str).map(str::to_owned);
        let many = self.0.get("authors").and_then(Value::as_array).into_iter().flatten();
        let one = self.0.get("author").into_iter();
        let mut found: Vec<String> =
            many.chain(one).filter_map(name).flat_map(|name| authors(&name)).collect();
        found.dedup();
        found
    }
}

/// What an item says.
///
/// # Errors
/// If the item is no object.
pub(super) fn read(item: &str) -> Result<Entry, DecodeError> {
    let item: Fields = serde_json::from_str(item).map_err(|error| DecodeError::json(&error, 1))?;
    let url = [item.text("url"), item.text("external_url")].into_iter().find(|url| !url.is_empty());
    let texts = [
        ("content_html", true, Part::Content),
        ("content_text", false, Part::Content),
        ("summary", false, Part::Summary),
    ];
    let texts = texts.into_iter().map(|(name, html, part)| Body { text: item.text(name), html, part });
    Ok(Entry {
        title: line(&item.text("title")),
        url: url.unwrap_or_default(),
        id: item.text("id"),
        published: date::date(&item.text("date_published")),
        updated: date::date(&item.text("date_modified")),
        authors: item.authors(),
        publisher: String::new(),
        language: language(&item.text("language")),
        texts: texts.filter(|body| !body.text.is_empty()).collect(),
    })
}

/// Adds what the feed says of itself where the item says nothing. Without it the item is read all the same.
pub(super) fn add_feed(entry: &mut Entry, head: &str) {
    let Ok(feed) = serde_json::from_str::<Fields>(head) else { return };
    entry.publisher = line(&feed.text("title"));
    entry.language = entry.language.take().or_else(|| language(&feed.text("language")));
    entry.url = absolute(std::mem::take(&mut entry.url), &feed.text("home_page_url"));
    if entry.authors.is_empty() {
        entry.authors = feed.authors();
    }
}
