//! The body of an e-mail that a person would read.

use encoding_rs::Encoding;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Message, MessagePart, MimeHeaders, PartType};
use tidings_core::SourceFormat;

use super::bytes_of;
use super::flowed::unflowed;
use crate::decode::charset;
use crate::decode::visible::{letters, visible};

/// A page says too little if the text beside it has so many times its letters.
const LESS: usize = 2;

/// The body and what it is; `None` if there is none.
pub(super) fn read(
    message: &Message<'_>,
    label: Option<&'static Encoding>,
) -> Option<(String, SourceFormat)> {
    let pages: Vec<&MessagePart<'_>> = message.html_bodies().collect();
    let has_page = pages.iter().any(|part| matches!(part.body, PartType::Html(_)));
    let plain = plain_body(message, label);
    let said = letters(&plain);
    if has_page {
        let page = page_body(message, &pages, label);
        if visible(&page).saturating_mul(LESS) >= said && visible(&page) > 0 {
            return Some((page, SourceFormat::Html));
        }
    }
    (said > 0).then_some((plain, SourceFormat::Text))
}

/// The parts of plain text, one after the other.
fn plain_body(message: &Message<'_>, label: Option<&'static Encoding>) -> String {
    let mut body = String::new();
    for part in message.text_bodies() {
        let PartType::Text(_) = part.body else { continue };
        let mut text = content(message, part, label, false);
        let kind = part.content_type();
        let says = |name: &str, value: &str| {
            kind.and_then(|kind| kind.attribute(name)).is_some_and(|found| found.eq_ignore_ascii_case(value))
        };
        if says("format", "flowed") {
            text = unflowed(&text, says("delsp", "yes"));
        }
        join(&mut body, &text);
    }
    body
}

/// The parts of a page; plain text between them becomes paragraphs.
fn page_body(message: &Message<'_>, parts: &[&MessagePart<'_>], label: Option<&'static Encoding>) -> String {
    let mut body = String::new();
    for part in parts {
        match part.body {
            PartType::Html(_) => join(&mut body, &content(message, part, label, true)),
            PartType::Text(_) => {
                let text = content(message, part, label, false);
                for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
                    let escaped = paragraph.replace('&', "&amp;").replace('<', "&lt;");
                    join(&mut body, &format!("<p>{}</p>", escaped.trim()));
                }
            }
            _ => {}
        }
    }
    body
}

fn join(body: &mut String, text: &str) {
    if !body.is_empty() {
        body.push_str("\n\n");
    }
    body.push_str(text);
}

/// The text of a part. One that its own words do not decode is decoded as a file would be, whatever it says.
fn content(
    message: &Message<'_>,
    part: &MessagePart<'_>,
    label: Option<&'static Encoding>,
    html: bool,
) -> String {
    let (PartType::Text(decoded) | PartType::Html(decoded)) = &part.body else { return String::new() };
    if label.is_none() && !decoded.contains('\u{FFFD}') {
        return decoded.to_string();
    }
    let raw = bytes_of(message, part.raw_body_offset(), part.raw_end_offset());
    let transfer = part.content_transfer_encoding().unwrap_or_default().to_ascii_lowercase();
    let bytes = match transfer.as_str() {
        "base64" => base64_decode(raw),
        "quoted-printable" => quoted_printable_decode(raw),
        _ => Some(raw.to_vec()),
    };
    let named = part.content_type().and_then(|kind| kind.attribute("charset"));
    let served = named.and_then(|label| Encoding::for_label(label.as_bytes()));
    let text = bytes.and_then(|bytes| charset::decode_served(&bytes, label, served, html).ok());
    text.map_or_else(|| decoded.to_string(), |read| read.text)
}
