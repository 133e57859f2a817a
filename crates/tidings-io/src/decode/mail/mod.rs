//! From an e-mail to a document: the body that a person would read, and what the header says.
//!
//! The page is read rather than the plain text beside it, unless it says much less: some newsletters send a page that only says where
//! to read it. Attachments are counted, not read.

mod body;
mod flowed;
mod sender;

use encoding_rs::Encoding;
use mail_parser::{Address, HeaderName, HeaderValue, Message, MessageParser, PartType};
use tidings_core::{Document, DocumentKind, MetaField, Origin};

use super::document;
use super::error::{DecodeError, DecodeErrorKind};
use sender::Sender;

/// The document of an e-mail.
///
/// # Errors
/// If the bytes are no e-mail, or there is nothing to read in it.
pub(super) fn read(
    id: String,
    bytes: &[u8],
    label: Option<&'static Encoding>,
) -> Result<Document, DecodeError> {
    let message = MessageParser::default().parse(bytes).filter(is_mail).ok_or_else(|| {
        let reason = "it is no e-mail: it does not begin with header fields such as `From:` and `Date:`";
        DecodeError::new(DecodeErrorKind::Field, reason)
    })?;
    let skipped = attachments(&message);
    let message = forwarded(&message).unwrap_or(&message);
    let Some((text, format)) = body::read(message, label) else {
        let reason = match skipped {
            0 => "the e-mail has no text".to_owned(),
            1 => "the e-mail has no text, only an attachment, which is not read".to_owned(),
            many => format!("the e-mail has no text, only {many} attachments, which are not read"),
        };
        return Err(DecodeError::new(DecodeErrorKind::Empty, reason));
    };
    let mut doc = document(id, text, format)?;
    describe(&mut doc, message);
    if skipped > 0 {
        doc.meta.extra.insert("attachments_skipped".to_owned(), skipped.into());
    }
    Ok(doc)
}

/// Whether the header has a field that every e-mail has.
fn is_mail(message: &Message<'_>) -> bool {
    let wanted = [HeaderName::From, HeaderName::Date, HeaderName::Subject, HeaderName::Sender];
    wanted.into_iter().any(|name| message.header(name).is_some())
}

/// How many attachments there are. Pictures that the page shows are none.
fn attachments(message: &Message<'_>) -> usize {
    message.attachments().filter(|part| !matches!(part.body, PartType::InlineBinary(_))).count()
}

/// The message that was sent on as an attachment, if nothing was written above it.
fn forwarded<'m>(message: &'m Message<'m>) -> Option<&'m Message<'m>> {
    let written = message.text_bodies().chain(message.html_bodies()).any(|part| {
        let text = part.text_contents().unwrap_or_default();
        !text.trim().is_empty()
    });
    if written {
        return None;
    }
    message.attachments().find_map(|part| match &part.body {
        PartType::Message(inner) => Some(inner),
        _ => None,
    })
}

/// Sets what the header says.
fn describe(doc: &mut Document, message: &Message<'_>) {
    let meta = &mut doc.meta;
    if let Some(subject) = message.subject().map(plain).filter(|subject| !subject.is_empty()) {
        meta.set(MetaField::Title, subject, Origin::Input);
    }
    // A page that a browser saved with its pictures has the form of an e-mail.
    let saved = other(message, "Snapshot-Content-Location");
    if let Some(url) = saved.as_deref().and_then(address_in) {
        meta.set(MetaField::Url, url, Origin::Input);
        if let Some(date) = message.date() {
            meta.extra.insert("captured".to_owned(), date.to_rfc3339().into());
        }
        return;
    }
    if let Some(date) = message.date().filter(|date| date.is_valid() && date.year > 1970) {
        meta.set(MetaField::Published, date.to_rfc3339(), Origin::Input);
    }
    if let Some(code) = text(message, HeaderName::ContentLanguage).as_deref().and_then(language) {
        meta.set(MetaField::Language, code, Origin::Input);
    }
    let list = text(message, HeaderName::ListId);
    let bulk = list.is_some()
        || message.header(HeaderName::ListUnsubscribe).is_some()
        || other(message, "Precedence").is_some_and(|value| ["bulk", "list"].contains(&value.as_str()))
        || other(message, "Feedback-ID").is_some();
    let from = message.from().and_then(Address::first);
    let name = from.and_then(|from| from.name()).map(plain).unwrap_or_default();
    let address = from.and_then(|from| from.address()).unwrap_or_default();
    let sender = Sender::read(&name, address, bulk, list.as_deref().and_then(list_name));
    meta.set_kind(sender.kind, Origin::Input);
    for person in sender.persons {
        meta.add(MetaField::Byline, person, Origin::Input);
    }
    if let Some(publisher) = sender.publisher {
        meta.set(MetaField::Publisher, publisher, Origin::Input);
    }
    if let Some(url) = other(message, "Archived-At").as_deref().and_then(address_in) {
        meta.set(MetaField::Url, url, Origin::Input);
    }
    if let Some(id) = message.message_id() {
        meta.extra.insert("message_id".to_owned(), plain(id).into());
    }
}

/// The value of a header field as it is written.
fn text(message: &Message<'_>, name: HeaderName<'_>) -> Option<String> {
    let raw = message.headers().iter().rev().find(|header| header.name == name)?;
    let value = match &raw.value {
        HeaderValue::Text(text) => text.to_string(),
        HeaderValue::TextList(texts) => texts.first()?.to_string(),
        _ => {
            let raw = bytes_of(message, raw.offset_start, raw.offset_end);
            String::from_utf8_lossy(raw).into_owned()
        }
    };
    Some(plain(&value)).filter(|value| !value.is_empty())
}

fn other(message: &Message<'_>, name: &'static str) -> Option<String> {
    text(message, HeaderName::Other(name.into()))
}

fn bytes_of<'m>(message: &'m Message<'_>, start: u32, end: u32) -> &'m [u8] {
    message.raw_message().get(start as usize..end as usize).unwrap_or_default()
}

/// One line without white space at its ends.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The code of a language: `de` of `de-AT`.
pub(super) fn language(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_', ',']).next()?.trim().to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

/// What a list calls itself: the words before the brackets of `The Quay <quay.example>`.
fn list_name(list: &str) -> Option<&str> {
    let (name, _) = list.split_once('<')?;
    let name = name.trim().trim_matches('"').trim();
    name.chars().any(char::is_alphabetic).then_some(name)
}

/// The address between brackets, or the whole value if it is one.
fn address_in(value: &str) -> Option<&str> {
    let inside = value.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inside, _)| inside);
    let url = inside.unwrap_or(value).trim();
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url)
}

/// The kind of an e-mail: one to many, or one to another.
fn kind(bulk: bool) -> DocumentKind {
    if bulk { DocumentKind::Newsletter } else { DocumentKind::Email }
}

#[cfg(test)]
mod tests;
