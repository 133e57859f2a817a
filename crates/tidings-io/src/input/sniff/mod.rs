//! What the first bytes of a file say about it, where its name does not.
//!
//! Only what no text begins with counts as a page: a document type or an `html`, `head` or `body` tag, after whatever may stand
//! before it (an XML declaration, comments). A text that mentions a tag is a text. A feed is told by its root element, an e-mail by
//! its header fields.

mod mail;

use std::borrow::Cow;

use super::find::FileKind;
pub(super) use mail::{begins_as_mailbox, is_separator};

/// How many bytes are looked at; a page has its first tag well before.
pub(super) const HEAD: usize = 4096;

/// What a file that begins so is, if its beginning tells: a page, a feed, an e-mail or a mailbox.
pub(super) fn kind_of(head: &[u8]) -> Option<FileKind> {
    if begins_as_page(head) {
        return Some(FileKind::Html);
    }
    if begins_as_feed(head) {
        return Some(FileKind::Feed);
    }
    if begins_as_json_feed(head) {
        return Some(FileKind::JsonFeed);
    }
    if begins_as_mailbox(head) {
        return Some(FileKind::Mailbox);
    }
    mail::begins_as_mail(head).then_some(FileKind::Mail)
}

/// Whether a file that begins so is an HTML page.
pub(super) fn begins_as_page(head: &[u8]) -> bool {
    let head = narrowed(head);
    let rest = after_prolog(&head);
    let tag = |name: &[u8]| opens(rest, name);
    tag(b"<!doctype html") || [&b"<html"[..], b"<head", b"<body"].into_iter().any(tag)
}

/// Whether a file that begins so is a feed in XML: RSS of any version, or Atom.
fn begins_as_feed(head: &[u8]) -> bool {
    let head = narrowed(head);
    let rest = after_prolog(&head);
    // RSS 0.91 has a document type.
    let rest = after_pair(rest, b"<!DOCTYPE", b">").map_or(rest, after_prolog);
    let holds = |what: &[u8]| memchr::memmem::find(rest, what).is_some();
    if opens(rest, b"<rss") {
        return true;
    }
    if opens(rest, b"<rdf:RDF") {
        return holds(b"http://purl.org/rss/1.0/") || holds(b"http://my.netscape.com/rdf/");
    }
    (opens(rest, b"<feed") || opens(rest, b"<atom:feed")) && (holds(b"/Atom") || holds(b"/atom"))
}

/// Whether a file that begins so is a feed in JSON.
fn begins_as_json_feed(head: &[u8]) -> bool {
    const VERSION: [&[u8]; 2] =
        [b"\"https://jsonfeed.org/version/", b"\"https:\\/\\/jsonfeed.org\\/version\\/"];
    begins_as_json(head) && VERSION.iter().any(|version| memchr::memmem::find(head, version).is_some())
}

/// Whether a file that begins so is XML.
pub(super) fn begins_as_xml(head: &[u8]) -> bool {
    let head = narrowed(head);
    let head = head.trim_ascii_start();
    head.starts_with(b"<?xml") && head.get(5).is_some_and(u8::is_ascii_whitespace)
}

/// The beginning without byte order mark. Of UTF-16, what tells is ASCII, whose other bytes are zero.
fn narrowed(head: &[u8]) -> Cow<'_, [u8]> {
    match head {
        [0xFF, 0xFE, rest @ ..] | [0xFE, 0xFF, rest @ ..] => {
            rest.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>().into()
        }
        _ => head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).into(),
    }
}

/// What follows an XML declaration and comments.
fn after_prolog(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = rest.trim_ascii_start();
        let after = after_pair(rest, b"<?xml", b"?>").or_else(|| after_pair(rest, b"<!--", b"-->"));
        match after {
            Some(after) => rest = after,
            None => return rest,
        }
    }
}

/// Whether the bytes begin with a tag of this name, written with its bracket, in whatever case.
fn opens(rest: &[u8], name: &[u8]) -> bool {
    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && rest.get(name.len()).is_some_and(|byte| b" \t\r\n/>".contains(byte))
}

/// What follows a part that has this beginning and this end.
fn after_pair<'b>(bytes: &'b [u8], open: &[u8], close: &[u8]) -> Option<&'b [u8]> {
    let inside = bytes.strip_prefix(open)?;
    let end = memchr::memmem::find(inside, close)?;
    Some(&inside[end + close.len()..])
}

/// Whether a stream that begins so holds JSON objects.
pub(super) fn begins_as_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let inside = head.strip_prefix(b"[").map_or(head, <[u8]>::trim_ascii_start);
    let key = inside.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    key.is_some_and(|key| key.starts_with(b"\"") || key.starts_with(b"}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_by_its_beginning() {
        for page in [
            "<!doctype html><p>x",
            "\u{feff}\r\n <!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
            "<html lang=en>",
            "<?xml version=\"1.0\"?>\n<!-- saved -->\n<!-- twice --><html xmlns=\"http://www.w3.org/1999/xhtml\">",
            "<HEAD><title>x</title>",
            "<body>",
        ] {
            assert!(begins_as_page(page.as_bytes()), "{page}");
        }
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain("<html>".bytes().flat_map(|b| [b, 0])).collect();
        assert!(begins_as_page(&wide));
    }

    #[test]
    fn what_only_looks_like_a_page_is_none() {
        for text in [
            "",
            "The tag <html> begins a page.",
            "<p> is the tag of a paragraph.",
            "<htmlish>",
            "<html",
            "<?xml version=\"1.0\"?><rss version=\"2.0\">",
            "<?php echo 1 ?><html>",
            "<!-- a comment without end <html>",
            "<svg>",
            "%PDF-1.7",
            "From: a@example.com\n\n<html>",
        ] {
            assert!(!begins_as_page(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn feeds_are_told_by_their_root() {
        for feed in [
            "<rss version=\"2.0\"><channel>",
            "\u{feff}<?xml version='1.0'?>\n<?xml-stylesheet href='a.xsl'?><!-- made by hand --><rss>",
            "<?xml version=\"1.0\"?><!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"x.dtd\">\n<rss version=\"0.91\">",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
            "<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>",
            "<rdf:RDF xmlns:rdf=\"x\" xmlns=\"http://purl.org/rss/1.0/\">",
        ] {
            assert_eq!(kind_of(feed.as_bytes()), Some(FileKind::Feed), "{feed}");
        }
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain("<rss>".bytes().flat_map(|b| [b, 0])).collect();
        assert_eq!(kind_of(&wide), Some(FileKind::Feed));
        let json = br#"{ "version": "https://jsonfeed.org/version/1.1", "title": "x""#;
        assert_eq!(kind_of(json), Some(FileKind::JsonFeed));
    }

    #[test]
    fn other_xml_is_no_feed() {
        for other in [
            "<?xml version=\"1.0\"?><nitf><body>",
            "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">",
            "<rdf:RDF xmlns:foaf=\"http://xmlns.com/foaf/0.1/\">",
            "<feed>the horses</feed>",
            "{\"version\": \"1\"}",
        ] {
            assert_eq!(kind_of(other.as_bytes()), None, "{other}");
        }
        assert!(begins_as_xml(b"\n<?xml version='1.0'?><a/>") && !begins_as_xml(b"<?xmlish ?>"));
    }

    #[test]
    fn json_is_told_from_text() {
        for json in ["{\"a\": 1}", " \n{ \"a\"", "[ {\"a\"", "{}"] {
            assert!(begins_as_json(json.as_bytes()), "{json}");
        }
        for text in ["", "[Updated] Kyiv agreed.", "{curly} he said", "Kyiv", "3"] {
            assert!(!begins_as_json(text.as_bytes()), "{text}");
        }
    }
}
