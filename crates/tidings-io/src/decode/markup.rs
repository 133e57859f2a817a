//! Whether a text that was given as plain text is HTML after all: scrapers often leave the tags in.
//!
//! An article may write about tags, or show a program. So a tag alone says nothing: it takes a text that begins with a tag which is
//! closed later, or several elements with something in them or several line breaks that stand all over the text.

/// Tags of running text that scrapers leave. Others come with these.
const NAMES: [&str; 26] = [
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "html",
    "i",
    "li",
    "ol",
    "p",
    "section",
    "span",
    "strong",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];

/// So many elements or line breaks are no mention.
const ENOUGH: usize = 3;

/// Whether the text is marked up.
pub(super) fn is_marked_up(text: &str) -> bool {
    let start = text.len() - text.trim_start().len();
    let (mut open, mut begins, mut closed, mut breaks) = (Vec::<(&str, usize)>::new(), false, 0, 0);
    let mut quarters = [false; 4];
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let Some(tag) = tag(&text[at..]) else { continue };
        if tag.name.eq_ignore_ascii_case("br") {
            breaks += 1;
        } else if !NAMES.iter().any(|name| name.eq_ignore_ascii_case(tag.name)) {
            continue;
        } else if !tag.closes {
            begins |= at == start;
            // Of a text without end tags only the last few matter.
            if open.len() == MOST_OPEN {
                open.remove(0);
            }
            open.push((tag.name, at + tag.len));
        } else if let Some(last) = open.iter().rposition(|(name, _)| name.eq_ignore_ascii_case(tag.name)) {
            let inside = &text[open[last].1..at];
            open.truncate(last);
            closed += usize::from(inside.contains(char::is_alphanumeric) && !is_mention(inside));
        }
        if begins && closed > 0 {
            return true;
        }
        quarters[at * 4 / text.len()] = true;
    }
    let everywhere = quarters.iter().filter(|has_tags| **has_tags).count() >= 3;
    everywhere && (closed >= ENOUGH || breaks >= ENOUGH)
}

/// How many open elements are kept in mind.
const MOST_OPEN: usize = 64;

/// What stands between the tags of "the tags <p> and </p>".
fn is_mention(inside: &str) -> bool {
    let word = inside.trim_matches(|c: char| !c.is_alphanumeric());
    ["and", "or", "to", "with", "instead of", "rather than"].contains(&word)
}

struct Tag<'t> {
    name: &'t str,
    closes: bool,
    len: usize,
}

/// The tag that a text begins with: `<name>`, `</name>`, `<name/>` or one with attributes, of no more than a thousand bytes.
fn tag(text: &str) -> Option<Tag<'_>> {
    const LONGEST: usize = 1000;
    let bytes = text.as_bytes();
    let closes = bytes.get(1) == Some(&b'/');
    let start = 1 + usize::from(closes);
    let end = start + bytes.get(start..)?.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
    let name = text.get(start..end).filter(|name| !name.is_empty())?;
    // Of a name that is longer than any tag, nothing follows within it.
    let after = bytes.get(end..bytes.len().min(LONGEST))?;
    let close = memchr::memchr2(b'>', b'<', after).filter(|at| after[*at] == b'>')?;
    let attributes = after[..close].trim_ascii();
    let right = match attributes {
        b"" | b"/" => true,
        _ => !closes && after[0].is_ascii_whitespace() && attributes.contains(&b'='),
    };
    right.then_some(Tag { name, closes, len: end + close + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_recognized() {
        for text in [
            "<p>Kyiv agreed.</p>",
            "\n<div class=\"body\"><p>Kyiv agreed.</p>",
            "<P>Kyiv agreed. <B>Moscow</B> did not.",
            "Kyiv agreed.<br>Moscow did not.<br/>Officials said so.<br />",
            "Lead.\n<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>",
            "Kyiv <a href=\"/x\">agreed</a>, <em>officials</em> in <strong>Kyiv</strong> said.",
            "<!DOCTYPE html><html><body><p>x</p></body></html>",
        ] {
            assert!(is_marked_up(text), "{text}");
        }
    }

    #[test]
    fn a_text_about_tags_is_a_text() {
        for text in [
            "",
            "Use <p> for a paragraph.",
            "<p> is the tag of a paragraph, <div> that of a part, <b> makes bold.",
            "Put it between <p> and </p>, <b> and </b>, <i> or </i>, the manual says.",
            "He wrote <b>bold</b> once and <br> twice <br>.",
            "If a < b and c > d, then <3 and <email@example.com> and <https://example.com/p>.",
            "<name> was here, <place> was there </name>",
            "<p",
            &format!("<{} x", "long".repeat(300)),
        ] {
            assert!(!is_marked_up(text), "{text}");
        }
        let program = "<div class=\"a\"><p>One</p><p>Two</p><p>Three</p><p>Four</p></div>\n";
        let prose = "The talks ended without an agreement, officials said.\n".repeat(20);
        assert!(!is_marked_up(&format!("{prose}{program}{prose}")));
    }

    #[test]
    fn time_is_linear_in_tags() {
        let open = "<p ".repeat(400_000);
        let nested = "<div>".repeat(400_000);
        assert!(!is_marked_up(&open) && !is_marked_up(&nested));
    }
}
