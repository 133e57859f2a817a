//! Linked data (schema.org in JSON-LD): what a page tells search engines about its article.

use serde_json::Value;

use crate::byline::{is_agency, is_bare_position, is_outlet, is_picture_agency, parse};

/// What was read from one script.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct LinkedData {
    pub(crate) headline: String,
    /// Whether it is said to be news.
    pub(crate) news: bool,
    pub(crate) published: String,
    pub(crate) modified: String,
    pub(crate) publisher: String,
    /// Names of persons.
    pub(crate) authors: Vec<String>,
    /// News agencies among the authors.
    pub(crate) agencies: Vec<String>,
}

/// Longest script that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// Reads the first article that a script describes.
pub(crate) fn read(script: &str) -> Option<LinkedData> {
    if script.len() > LONGEST {
        return None;
    }
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let value: Value = serde_json::from_str(script).ok()?;
    let article = article(&value, 0)?;
    let mut data = LinkedData {
        headline: string(article, "headline"),
        news: article.get("@type").is_some_and(is_news),
        published: string(article, "datePublished"),
        modified: string(article, "dateModified"),
        publisher: article.get("publisher").map(name).unwrap_or_default(),
        authors: Vec::new(),
        agencies: Vec::new(),
    };
    match article.get("author").or_else(|| article.get("creator")) {
        Some(Value::Array(authors)) => {
            authors.iter().take(20).for_each(|author| add_author(author, &mut data))
        }
        Some(author) => add_author(author, &mut data),
        None => {}
    }
    Some(data)
}

/// Whether a script says of the page or of a part of it that it is not free to read.
pub(crate) fn is_for_subscribers(script: &str) -> bool {
    let says = |at: usize| {
        let value = script[at..].trim_start_matches(['"', ' ', ':', '\t', '\n', '\r']);
        value.get(..5).is_some_and(|value| value.eq_ignore_ascii_case("false"))
    };
    memchr::memmem::find_iter(script.as_bytes(), b"isAccessibleForFree")
        .any(|at| says(at + "isAccessibleForFree".len()))
}

/// Whether a kind, or one of several, is that of a news article.
fn is_news(kind: &Value) -> bool {
    match kind {
        Value::Array(kinds) => kinds.iter().any(is_news),
        kind => kind.as_str().is_some_and(|kind| kind.ends_with("NewsArticle") || kind == "LiveBlogPosting"),
    }
}

/// Finds the article in nested graphs and lists.
fn article(value: &Value, depth: u8) -> Option<&Value> {
    if depth > 4 {
        return None;
    }
    match value {
        Value::Array(items) => items.iter().find_map(|item| article(item, depth + 1)),
        Value::Object(fields) => {
            let is = |kind: &Value| {
                kind.as_str().is_some_and(|kind| {
                    kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report")
                })
            };
            let found = fields.get("@type").is_some_and(|kind| match kind {
                Value::Array(kinds) => kinds.iter().any(is),
                kind => is(kind),
            });
            if found { Some(value) } else { fields.get("@graph").and_then(|graph| article(graph, depth + 1)) }
        }
        _ => None,
    }
}

fn add_author(author: &Value, data: &mut LinkedData) {
    let name = name(author);
    let organization = author.get("@type").and_then(Value::as_str).is_some_and(|kind| kind != "Person");
    if name.is_empty() || name.contains("://") || is_picture_agency(&name) {
        return;
    }
    if is_agency(&name) {
        data.agencies.push(name);
        return;
    }
    if organization || is_outlet(&name) {
        if data.publisher.is_empty() {
            data.publisher = name;
        }
        return;
    }
    // "By A and B" in one string.
    let credits = parse(&name);
    if !credits.persons.is_empty() {
        data.authors.extend(credits.persons);
    } else if !is_bare_position(&name) {
        data.authors.push(name);
    }
}

/// A name, given as a string or as an object with a name.
fn name(value: &Value) -> String {
    match value {
        Value::String(name) => name.trim().to_owned(),
        Value::Array(items) => items.first().map(name).unwrap_or_default(),
        value => string(value, "name"),
    }
}

fn string(value: &Value, field: &str) -> String {
    value.get(field).and_then(Value::as_str).unwrap_or("").trim().to_owned()
}
