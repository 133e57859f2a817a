//! What the first bytes of a file say about it, where its name does not.
//!
//! Only what no text begins with counts as a page: a document type or an `html`, `head` or `body` tag, after whatever may stand
//! before it (an XML declaration, comments). A text that mentions a tag is a text.

/// How many bytes are looked at; a page has its first tag well before.
pub(super) const HEAD: usize = 4096;

/// Whether a file that begins so is an HTML page.
pub(super) fn begins_as_page(head: &[u8]) -> bool {
    let narrowed: Vec<u8>;
    let mut rest = match head {
        // UTF-16: what tells a page is ASCII, whose other bytes are zero.
        [0xFF, 0xFE, rest @ ..] | [0xFE, 0xFF, rest @ ..] => {
            narrowed = rest.iter().copied().filter(|byte| *byte != 0).collect();
            &narrowed[..]
        }
        _ => head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head),
    };
    loop {
        rest = rest.trim_ascii_start();
        let after = after_pair(rest, b"<?xml", b"?>").or_else(|| after_pair(rest, b"<!--", b"-->"));
        match after {
            Some(after) => rest = after,
            None => break,
        }
    }
    let begins = |with: &[u8]| rest.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let tag =
        |name: &[u8]| begins(name) && rest.get(name.len()).is_some_and(|byte| b" \t\r\n/>".contains(byte));
    tag(b"<!doctype html") || [&b"<html"[..], b"<head", b"<body"].into_iter().any(tag)
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
    fn json_is_told_from_text() {
        for json in ["{\"a\": 1}", " \n{ \"a\"", "[ {\"a\"", "{}"] {
            assert!(begins_as_json(json.as_bytes()), "{json}");
        }
        for text in ["", "[Updated] Kyiv agreed.", "{curly} he said", "Kyiv", "3"] {
            assert!(!begins_as_json(text.as_bytes()), "{text}");
        }
    }
}
