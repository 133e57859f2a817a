//! How far one piece of XML reaches: enough to find where an element ends without parsing it.

use std::ops::Range;

/// A piece of XML and how many bytes it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Markup {
    pub(super) len: usize,
    pub(super) kind: MarkupKind,
}

/// What a piece of XML is; names are ranges of bytes, counted from its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MarkupKind {
    Start {
        name: Range<usize>,
        empty: bool,
    },
    End {
        name: Range<usize>,
    },
    /// A comment, a CDATA section, an instruction or a document type.
    Other,
    /// A bracket that begins nothing.
    Lone,
}

/// The piece of XML that `bytes`, which begin with `<`, begin with; `None` if it does not end here.
pub(super) fn markup(bytes: &[u8]) -> Option<Markup> {
    let until = |open: &[u8], close: &[u8]| {
        bytes.starts_with(open).then(|| {
            memchr::memmem::find(&bytes[open.len()..], close).map(|at| open.len() + at + close.len())
        })
    };
    let other = |len: usize| Markup { len, kind: MarkupKind::Other };
    for (open, close) in [(&b"<!--"[..], &b"-->"[..]), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")] {
        if let Some(found) = until(open, close) {
            return found.map(other);
        }
        // Too short to tell.
        if open.starts_with(bytes) {
            return None;
        }
    }
    let first = bytes.get(1)?;
    if *first == b'!' {
        return document_type(bytes).map(other);
    }
    let (from, ends) = if *first == b'/' { (2, true) } else { (1, false) };
    let lone = Some(Markup { len: 1, kind: MarkupKind::Lone });
    match bytes.get(from) {
        None => return None,
        Some(byte) if !(byte.is_ascii_alphabetic() || *byte == b'_' || *byte >= 0x80) => return lone,
        Some(_) => {}
    }
    let close = tag_end(bytes)?;
    let name_end = bytes[from..close].iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
    let name = from..name_end.map_or(close, |at| from + at);
    let empty = bytes[close - 1] == b'/';
    let kind = if ends { MarkupKind::End { name } } else { MarkupKind::Start { name, empty } };
    Some(Markup { len: close + 1, kind })
}

/// Where the closing bracket of a tag is, outside of quotation marks.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        match bytes[at] {
            b'>' => return Some(at),
            quote => at += 2 + memchr::memchr(quote, &bytes[at + 1..])?,
        }
    }
}

/// The length of a document type, with what stands between its square brackets.
fn document_type(bytes: &[u8]) -> Option<usize> {
    let at = memchr::memchr2(b'[', b'>', bytes)?;
    if bytes[at] == b'>' {
        return Some(at + 1);
    }
    let inside = memchr::memchr(b']', &bytes[at..])? + at;
    memchr::memchr(b'>', &bytes[inside..]).map(|close| inside + close + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(xml: &str, len: usize, kind: MarkupKind) {
        assert_eq!(markup(xml.as_bytes()), Some(Markup { len, kind }), "{xml}");
    }

    #[test]
    fn pieces_have_their_length() {
        check("<item>x", 6, MarkupKind::Start { name: 1..5, empty: false });
        check("<a:b c='>'/>x", 12, MarkupKind::Start { name: 1..4, empty: true });
        check("</item >x", 8, MarkupKind::End { name: 2..6 });
        check("<!-- <item> -->x", 15, MarkupKind::Other);
        check("<![CDATA[</item>]]>x", 19, MarkupKind::Other);
        check("<?xml version='1.0'?>", 21, MarkupKind::Other);
        check("<!DOCTYPE rss [<!ENTITY a \"b\">]>x", 32, MarkupKind::Other);
        check("<!DOCTYPE rss>x", 14, MarkupKind::Other);
        check("< 5 and", 1, MarkupKind::Lone);
        check("<3", 1, MarkupKind::Lone);
    }

    #[test]
    fn what_does_not_end_is_not_known_yet() {
        for xml in ["<", "</", "<!", "<!-", "<![CDATA[ ]]", "<a b='>", "<a", "<!DOCTYPE a [ >", "<?xml"] {
            assert_eq!(markup(xml.as_bytes()), None, "{xml}");
        }
    }

    proptest! {
        #[test]
        fn a_piece_lies_within_its_bytes(rest in "[<>/!?'\"a \\[\\]-]{0,20}") {
            let xml = format!("<{rest}");
            if let Some(piece) = markup(xml.as_bytes()) {
                prop_assert!(piece.len > 0 && piece.len <= xml.len());
                // What is known stays so, whatever follows.
                prop_assert_eq!(markup(format!("{xml}>x").as_bytes()), Some(piece));
            }
        }
    }
}
