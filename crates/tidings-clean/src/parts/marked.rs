//! Times in the markup of a page: `<time datetime="2026-01-09T18:00">`, whatever it shows ("2h ago") and whether that was kept.

use tidings_core::{Document, SourceFormat, Span};

use crate::dates::iso_8601;

/// No tag of a time is longer, in bytes.
const LONGEST: usize = 400;

/// The time of an element and the line of the text that it stands above or in. Of several at one line the last counts: those before it
/// are of what was removed above.
pub(super) fn times(doc: &Document, lines: &[Span]) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    if doc.format() != SourceFormat::Html {
        return found;
    }
    let source = doc.source();
    for at in memchr::memmem::find_iter(source.as_bytes(), b"<time") {
        let Some((time, end)) = element(source, at) else { continue };
        let place = doc.alignment().nearest_text_of(Span::new(end as u32, end as u32 + 1)).start;
        let line = lines.partition_point(|line| line.end <= place);
        if line == lines.len() {
            break;
        }
        match found.last_mut() {
            Some((last, known)) if *last == line => *known = time,
            _ => found.push((line, time)),
        }
    }
    found
}

/// The time that the tag at a place gives, and where the tag ends.
fn element(source: &str, at: usize) -> Option<(String, usize)> {
    let rest = source.as_bytes().get(at + "<time".len()..)?;
    if !rest.first()?.is_ascii_whitespace() {
        return None;
    }
    let close = memchr::memchr(b'>', &rest[..rest.len().min(LONGEST)])?;
    let end = at + "<time".len() + close + 1;
    let attributes = source.get(at + "<time".len()..end - 1)?;
    Some((datetime(attributes)?, end))
}

/// The value of the attribute `datetime` in ISO 8601.
pub(super) fn datetime(attributes: &str) -> Option<String> {
    let value = attributes.split_once("datetime")?.1.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next()?,
        None => value.split_whitespace().next()?,
    };
    iso_8601(value)
}
