//! Entries of RSS, Atom and RDF.

use super::element::{Element, elements, line, text};
use super::names::authors;
use super::{Body, Entry, MOST_AUTHORS, Part, date};
use crate::decode::mail::language;

/// Elements that hold what a feed says of itself.
const FEEDS: [&str; 4] = ["rss", "RDF", "feed", "channel"];

/// What an entry says.
pub(super) fn read(xml: &str) -> Entry {
    let mut entry = Entry::default();
    let found = elements(xml, &["item", "entry"]);
    for element in &found.all {
        take(&mut entry, element, &found.prefix);
    }
    // The fullest first; a text may be given twice.
    entry.texts.sort_by_key(|body| body.part == Part::Summary);
    if entry.url.is_empty() {
        let about = found.about.unwrap_or_default();
        entry.url = [about, entry.id.clone()].into_iter().find(|url| is_address(url)).unwrap_or_default();
    }
    if let Some(code) = found.language.as_deref().and_then(language) {
        entry.language = Some(code);
    }
    entry
}

/// Takes what one element of an entry says.
fn take(entry: &mut Entry, element: &Element<'_>, prefix: &str) {
    let first = |slot: &mut String, value: String| {
        if slot.is_empty() {
            *slot = value;
        }
    };
    match element.name(prefix).as_str() {
        "title" => entry.title = element.line(),
        "media:title" | "dc:title" => first(&mut entry.title, element.line()),
        "link" => take_link(entry, element),
        "feedburner:origLink" => entry.url = element.line(),
        "guid" | "id" | "dc:identifier" => first(&mut entry.id, element.line()),
        "pubDate" | "published" | "issued" | "dc:date" | "dcterms:issued" | "dcterms:created" => {
            entry.published = entry.published.take().or_else(|| date::date(&element.line()));
        }
        "updated" | "modified" | "dcterms:modified" | "atom:updated" => {
            entry.updated = entry.updated.take().or_else(|| date::date(&element.line()));
        }
        "author" | "dc:creator" | "creator" | "itunes:author" => {
            let known = author(element);
            for name in known {
                if entry.authors.len() < MOST_AUTHORS && !entry.authors.contains(&name) {
                    entry.authors.push(name);
                }
            }
        }
        "source" => {
            let inner = elements(element.inner, &[]);
            let title = inner.all.iter().find(|element| element.name(prefix) == "title");
            first(&mut entry.publisher, title.map_or_else(|| element.line(), Element::line));
        }
        "dc:language" | "language" => entry.language = language(&element.line()),
        "content:encoded" | "content" | "xhtml:body" | "body" if element.attribute("src").is_none() => {
            entry.texts.push(body(element, Part::Content));
        }
        "description" | "summary" | "media:description" | "itunes:summary" | "dc:description" => {
            entry.texts.push(body(element, Part::Summary));
        }
        _ => {}
    }
}

fn take_link(entry: &mut Entry, element: &Element<'_>) {
    let Some(href) = element.attribute("href") else {
        let url = element.line();
        if !url.is_empty() {
            entry.url = url;
        }
        return;
    };
    let leads_there = element.attribute("rel").is_none_or(|rel| rel == "alternate");
    let is_page = element.attribute("type").is_none_or(|kind| kind.contains("html"));
    if leads_there && (is_page || entry.url.is_empty()) {
        entry.url = href;
    }
}

/// The names in an element that names an author: in Atom, the element has elements.
fn author(element: &Element<'_>) -> Vec<String> {
    let inner = elements(element.inner, &[]);
    let name = inner.all.iter().find(|inner| inner.name("").rsplit(':').next() == Some("name"));
    match name {
        Some(name) => authors(&name.line()),
        None if inner.all.is_empty() => authors(&line(&text(element.inner))),
        None => Vec::new(),
    }
}

fn body(element: &Element<'_>, part: Part) -> Body {
    let text = text(element.inner);
    let said = element.attribute("type").is_some_and(|kind| kind.contains("html"));
    let html = said || is_html(&text);
    Body { text, html, part }
}

/// Whether a text holds a tag or a character reference.
fn is_html(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with(|c: char| c.is_ascii_alphabetic())
            && rest.bytes().take(2000).find(|byte| matches!(byte, b'>' | b'<')) == Some(b'>')
    });
    tag || text.contains('&') && super::element::unescaped(text) != text
}

fn is_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Adds what the feed says of itself where the entry says nothing.
pub(super) fn add_feed(entry: &mut Entry, head: &str) {
    let found = elements(head, &FEEDS);
    let mut home = String::new();
    let mut language_of_feed = found.language.as_deref().and_then(language);
    let mut authors_of_feed = Vec::new();
    for element in &found.all {
        match element.name(&found.prefix).as_str() {
            "title" if entry.publisher.is_empty() => entry.publisher = element.line(),
            "language" | "dc:language" => {
                language_of_feed = language_of_feed.or_else(|| language(&element.line()));
            }
            // In Atom it is the author of every entry without one; in RSS, the name of the outlet again.
            "author" => authors_of_feed.extend(author(element)),
            "link" if home.is_empty() => {
                let own = element.attribute("rel").is_none_or(|rel| rel == "alternate");
                home = element.attribute("href").filter(|_| own).unwrap_or_else(|| element.line());
            }
            _ => {}
        }
    }
    entry.language = entry.language.take().or(language_of_feed);
    if entry.authors.is_empty() {
        authors_of_feed.retain(|name| *name != entry.publisher);
        entry.authors = authors_of_feed;
    }
    entry.url = absolute(std::mem::take(&mut entry.url), &home);
}

/// An address that leaves out where it belongs, with that of the feed before it.
pub(super) fn absolute(url: String, home: &str) -> String {
    let Some((scheme, rest)) = home.split_once("://") else { return url };
    if let Some(rest) = url.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if url.starts_with('/') { format!("{scheme}://{host}{url}") } else { url }
}
