//! Lets the first bytes of a file tell what it is, where its name may be wrong or does not say enough.

use super::find::{FileKind, Found};
use super::open::{Peeked, Stream};
use super::sniff::{HEAD, begins_as_json, begins_as_xml, kind_of};

/// What a file is, by its beginning and by what it was taken for. Whatever its beginning says counts only if it `sniffs`; that a file of
/// e-mail is a mailbox, and a feed JSON, is always told by it.
///
/// Standard input is what it is said to be: whoever writes to it line by line wants an answer line by line.
pub(super) fn settle(reader: Stream, found: &Found, kind: FileKind, sniffs: bool) -> (Stream, FileKind) {
    let (stream, patient) = match found {
        Found::Stdin(_) => (true, true),
        Found::File { bytes, .. } => (false, bytes.is_some()),
    };
    let forms = matches!(kind, FileKind::Mail | FileKind::Feed);
    if !forms && (stream || !sniffs || matches!(kind, FileKind::Html | FileKind::Warc)) {
        return (reader, kind);
    }
    let peeked = Peeked::new(reader, HEAD, patient);
    let begins = kind_of(peeked.head());
    let kind = match (kind, begins) {
        (FileKind::Mail, Some(FileKind::Mailbox)) => FileKind::Mailbox,
        (FileKind::Feed, Some(FileKind::JsonFeed)) => FileKind::JsonFeed,
        (kind, _) if !sniffs || stream => kind,
        // Lines of JSON that speak of feeds are lines.
        (kind @ FileKind::Lines, Some(FileKind::JsonFeed)) => kind,
        (_, Some(begins)) => begins,
        (FileKind::Unknown, None) if begins_as_json(peeked.head()) => FileKind::Json,
        (FileKind::Unknown | FileKind::Text | FileKind::Feed, None) if begins_as_xml(peeked.head()) => {
            FileKind::OtherXml
        }
        (FileKind::Unknown, None) => FileKind::Text,
        (kind, None) => kind,
    };
    (Box::new(peeked), kind)
}
