//! The elements of an entry, one level deep, and the text in each of them.
//!
//! Feeds are often not quite XML: brackets and ampersands stand alone, pages are put in without escaping, names of HTML stand for
//! characters. What can be read is read; nothing here fails.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// An element with its attributes and, unparsed, what is in it.
#[derive(Debug)]
pub(super) struct Element<'a> {
    start: BytesStart<'a>,
    /// What is between its tags.
    pub(super) inner: &'a str,
}

impl Element<'_> {
    /// The name without `prefix`, if it has that one.
    pub(super) fn name(&self, prefix: &str) -> String {
        let name = self.start.name().into_inner().to_owned();
        let own = name.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(':'));
        own.filter(|_| !prefix.is_empty()).map_or_else(|| name.clone(), str::to_owned)
    }

    /// The value of an attribute, without its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attribute(&self.start, name)
    }

    /// Its text on one line, without tags.
    pub(super) fn line(&self) -> String {
        line(&text(self.inner))
    }
}

/// The elements in `xml`. Those whose local name is in `containers` are looked into; a language that one of them names comes with the
/// elements, and so does the prefix of the last.
pub(super) fn elements<'a>(xml: &'a str, containers: &[&str]) -> Elements<'a> {
    let mut found = Elements::default();
    let mut reader = reader(xml);
    while let Ok(event) = reader.read_event() {
        let (start, empty) = match event {
            Event::Eof => break,
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            _ => continue,
        };
        let local = start.local_name().into_inner().to_owned();
        if containers.contains(&local.as_str()) {
            found.language = attribute(&start, "lang").or(found.language);
            found.about = attribute(&start, "about").or(found.about);
            found.prefix =
                start.name().prefix().map_or_else(String::new, |prefix| prefix.into_inner().to_owned());
            continue;
        }
        let from = reader.buffer_position() as usize;
        let inner = if empty {
            ""
        } else {
            match reader.read_to_end(start.name()) {
                Ok(span) => xml.get(span.start as usize..span.end as usize).unwrap_or_default(),
                // Its end tag is missing: the rest is in it.
                Err(_) => xml.get(from..).unwrap_or_default(),
            }
        };
        found.all.push(Element { start, inner });
    }
    found
}

/// What [`elements`] finds.
#[derive(Debug, Default)]
pub(super) struct Elements<'a> {
    pub(super) all: Vec<Element<'a>>,
    pub(super) language: Option<String>,
    /// The address that an entry of RDF is about.
    pub(super) about: Option<String>,
    /// What stands before the colon in the name of the last container.
    pub(super) prefix: String,
}

fn reader(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.html_attributes();
    let mut found = attributes.with_checks(false).flatten();
    let value = found.find(|attribute| attribute.key.local_name().into_inner() == name)?.value;
    Some(unescaped(&value).trim().to_owned()).filter(|value| !value.is_empty())
}

/// The text of an element as its author had it: without escapes and without the marks of CDATA sections. Of an element with elements
/// in it, a page that was put in as it is, only the marks go.
pub(super) fn text(inner: &str) -> String {
    let marked_up = holds_elements(inner);
    let mut out = String::with_capacity(inner.len());
    let mut reader = reader(inner);
    let mut at = 0;
    loop {
        let event = reader.read_event();
        let end = reader.buffer_position() as usize;
        let raw = inner.get(at..end).unwrap_or_default();
        at = end;
        match event {
            Ok(Event::Eof) => return out,
            Ok(Event::CData(data)) => out.push_str(&data),
            Ok(Event::GeneralRef(reference)) if !marked_up => out.push_str(&resolved(&reference, raw)),
            Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_)) => {}
            Ok(_) => out.push_str(raw),
            Err(_) => {
                // What cannot be read is kept as it stands.
                out.push_str(raw);
                out.push_str(inner.get(end..).unwrap_or_default());
                return out;
            }
        }
    }
}

/// Whether there are elements, outside of CDATA sections.
fn holds_elements(inner: &str) -> bool {
    let mut reader = reader(inner);
    loop {
        match reader.read_event() {
            Ok(Event::Start(_) | Event::Empty(_)) => return true,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

fn resolved<'r>(reference: &BytesRef<'_>, raw: &'r str) -> Cow<'r, str> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string().into();
    }
    resolve_html5_entity(reference).map_or(Cow::Borrowed(raw), Cow::Borrowed)
}

/// No name of a character is longer, in bytes.
const LONGEST_NAME: usize = 32;

/// A text without its character references, those of HTML included; one that is none stays.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let near = &rest.as_bytes()[1..rest.len().min(LONGEST_NAME + 2)];
        let name = memchr::memchr(b';', near).and_then(|end| rest.get(1..=end));
        match name.and_then(character) {
            Some((value, name)) => {
                out.push_str(&value);
                rest = &rest[name.len() + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.into()
}

/// What a character reference stands for.
fn character(name: &str) -> Option<(Cow<'static, str>, &str)> {
    if let Ok(Some(character)) = BytesRef::new(name).resolve_char_ref() {
        return Some((character.to_string().into(), name));
    }
    resolve_html5_entity(name).map(|value| (Cow::Borrowed(value), name))
}

/// A text on one line, without tags and, where there were some, without the character references that they came with.
pub(super) fn line(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let tag = &rest[open + 1..];
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            plain.push_str(&rest[..=open]);
            rest = tag;
            continue;
        }
        // Without a closing bracket nothing more is a tag.
        let Some(close) = tag.find('>') else { break };
        plain.push_str(&rest[..open]);
        rest = &tag[close + 1..];
    }
    plain.push_str(rest);
    unescaped(&plain).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_as_their_author_had_them() {
        for (inner, expected) in [
            ("Ada &amp; Bo", "Ada & Bo"),
            ("<![CDATA[<p>a &amp; b</p>]]>", "<p>a &amp; b</p>"),
            ("&lt;p&gt;a &amp;amp; b&lt;/p&gt;", "<p>a &amp; b</p>"),
            ("caf&eacute; &#8211; 5 < 6 & so", "café – 5 < 6 & so"),
            ("<div><p>a &lt; b<br></div> <!-- c -->d", "<div><p>a &lt; b<br></div> d"),
            ("<p>one <![CDATA[& two]]></p>", "<p>one & two</p>"),
            ("&unknown; x", "&unknown; x"),
        ] {
            assert_eq!(text(inner), expected, "{inner}");
        }
    }

    #[test]
    fn lines_have_no_tags() {
        assert_eq!(line("The <b>pier</b>\n is&nbsp;5 &lt; 6 <3 &c;"), "The pier is 5 < 6 <3 &c;");
    }

    #[test]
    fn elements_are_found_one_level_deep() {
        let xml = "<a:item xml:lang='de' rdf:about='x'><a:title t=\"&amp;1\">A</a:title><b><title>B</title></b><c/></a:item>";
        let found = elements(xml, &["item"]);
        let names: Vec<String> = found.all.iter().map(|element| element.name(&found.prefix)).collect();
        assert_eq!(names, ["title", "b", "c"]);
        assert_eq!((found.language.as_deref(), found.about.as_deref()), (Some("de"), Some("x")));
        assert_eq!(found.all[0].attribute("t").as_deref(), Some("&1"));
        assert_eq!(found.all[1].inner, "<title>B</title>");
        let cut = elements("<rss><channel><title>x</title><description>cut", &["rss", "channel"]);
        assert_eq!(cut.all.iter().map(|element| element.inner).collect::<Vec<_>>(), ["x", "cut"]);
    }

    #[test]
    fn time_is_linear_in_what_does_not_end() {
        for part in ["&", "<", "<a", "&a", "<a &"] {
            let long = part.repeat(1_000_000);
            let _ = (line(&long), unescaped(&long), text(&long));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(xml in "(<|>|</|/>|&|;|<!\\[CDATA\\[|\\]\\]>|<!--|-->|<\\?|a|b='|\"| |é|&#){0,40}") {
            let _ = (text(&xml), line(&xml), elements(&xml, &["a"]));
        }
    }
}
