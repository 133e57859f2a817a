//! A tokenizer for HTML that gives byte ranges.
//!
//! It follows the states of the HTML standard where they matter for text: comments, raw text elements, quoted
//! attribute values, stray `<`. It never fails, and every byte is looked at a bounded number of times:
//! a search that ran to the end of the page without success is not made again.

use std::ops::Range;

use crate::character_references::resolved;

/// One token.
pub(crate) enum Token<'a> {
    /// Text between tags.
    Text(Range<usize>),
    /// The content of a raw text element (`script`, `style`, `title` …).
    Raw(Range<usize>),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag: its name.
    End(&'a str),
}

/// A start tag.
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    /// Whether it opens a raw text element that is never closed: what follows is no content of it.
    pub(crate) unclosed: bool,
    /// First byte after the tag.
    pub(crate) end: usize,
    /// All between the name and the closing `>`.
    pub(crate) attributes: Attributes<'a>,
}

/// Elements whose content is not markup.
const RAW: [&str; 8] = ["script", "style", "title", "textarea", "iframe", "noframes", "noembed", "xmp"];

/// The tokens of a page.
pub(crate) struct Tokenizer<'a> {
    html: &'a str,
    at: usize,
    /// The content of the raw text element that has just been opened.
    raw: Option<Range<usize>>,
    /// Raw text elements that are never closed from here on.
    unclosed: [bool; RAW.len()],
    /// Whether no comment ends from here on.
    no_comment_end: bool,
}

impl<'a> Tokenizer<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        Tokenizer { html, at: 0, raw: None, unclosed: [false; RAW.len()], no_comment_end: false }
    }

    fn rest(&self) -> &'a [u8] {
        &self.html.as_bytes()[self.at..]
    }

    /// Skips a comment, a declaration or a processing instruction. A comment without end is taken to end at the first `>`:
    /// the standard lets it hide the rest of the page.
    fn skip_declaration(&mut self) {
        let rest = self.rest();
        let len = if rest.starts_with(b"<!--") {
            // `<!-->` and `<!--->` are whole comments.
            let short = [5, 6].into_iter().find(|&len| rest.len() >= len && rest[..len].ends_with(b"->"));
            short.or_else(|| {
                let end = (!self.no_comment_end).then(|| memchr::memmem::find(&rest[4..], b"-->")).flatten();
                self.no_comment_end = end.is_none();
                end.map(|end| end + 7)
            })
        } else {
            None
        };
        let len = len.or_else(|| memchr::memchr(b'>', rest).map(|end| end + 1));
        self.at += len.unwrap_or(rest.len());
    }

    /// The content of a raw text element that begins here, up to its end tag; `None` if it has no end. A script or a style
    /// sheet without end is taken to end with the head of the page.
    fn raw_text(&mut self, kind: usize) -> Option<Range<usize>> {
        let rest = self.rest();
        let found = if self.unclosed[kind] { None } else { end_tag(rest, RAW[kind]) };
        self.unclosed[kind] = found.is_none();
        let len = match found {
            None if kind < 2 => Some(head_end(rest).unwrap_or(rest.len())),
            found => found,
        };
        len.map(|len| self.at..self.at + len)
    }

    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let close = rest.get(1) == Some(&b'/');
        let start = self.at + 1 + usize::from(close);
        let bytes = self.html.as_bytes();
        let name_len = bytes[start..]
            .iter()
            .take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>'))
            .count();
        let name = &self.html[start..start + name_len];
        let end = tag_end(bytes, start + name_len);
        // A tag that is never closed swallows the rest of the page.
        self.at = end.map_or(bytes.len(), |end| end + 1);
        let from = Attributes { html: &self.html[..end.unwrap_or(bytes.len())], at: start + name_len };
        if close {
            return Some(Token::End(name));
        }
        let kind = RAW.iter().position(|raw| raw.eq_ignore_ascii_case(name));
        self.raw = kind.and_then(|kind| self.raw_text(kind));
        let unclosed = kind.is_some() && self.raw.is_none();
        Some(Token::Start(Tag { name, unclosed, end: self.at, attributes: from }))
    }
}

impl<'a> Iterator for Tokenizer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(raw) = self.raw.take().filter(|raw| !raw.is_empty()) {
            self.at = raw.end;
            return Some(Token::Raw(raw));
        }
        loop {
            let rest = self.rest();
            let text = next_markup(rest).unwrap_or(rest.len());
            if text > 0 {
                self.at += text;
                return Some(Token::Text(self.at - text..self.at));
            }
            match rest.get(1)? {
                b'!' | b'?' => self.skip_declaration(),
                b'/' if !rest.get(2).is_some_and(u8::is_ascii_alphabetic) => self.skip_declaration(),
                _ => return self.tag(),
            }
        }
    }
}

/// Where the end tag of an element stands.
pub(super) fn end_tag(html: &[u8], name: &str) -> Option<usize> {
    memchr::memchr_iter(b'<', html)
        .find(|&at| html.get(at + 1) == Some(&b'/') && is_name(&html[at + 2..], name))
}

/// Where the head of the page ends, or its body begins.
fn head_end(html: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'<', html).find(|&at| {
        let tail = &html[at + 1..];
        tail.strip_prefix(b"/").is_some_and(|tail| is_name(tail, "head")) || is_name(tail, "body")
    })
}

/// Whether the name of an element stands here, and no longer one.
fn is_name(tail: &[u8], name: &str) -> bool {
    tail.len() > name.len()
        && tail[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && !tail[name.len()].is_ascii_alphanumeric()
}

/// Where the `>` of a tag stands: the first that is not inside a quoted value.
fn tag_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        let byte = bytes[at];
        if byte == b'>' {
            return Some(at);
        }
        // Quotes count only where a value begins; one that is never closed is a letter like others.
        let before = bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace());
        at += 1;
        if before == Some(&b'=')
            && let Some(len) = memchr::memchr(byte, &bytes[at..])
        {
            at += len + 1;
        }
    }
}

/// Where the next `<` stands that begins markup.
fn next_markup(rest: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'<', rest).find(|&at| {
        rest.get(at + 1).is_some_and(|&next| next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'))
    })
}

/// An attribute: its name and the range of its value.
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: Range<usize>,
}

/// The attributes of a tag, in order.
#[derive(Clone)]
pub(crate) struct Attributes<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Attributes<'a> {
    fn skip(&mut self, is: impl Fn(u8) -> bool) -> usize {
        let start = self.at;
        let bytes = self.html.as_bytes();
        while self.at < bytes.len() && is(bytes[self.at]) {
            self.at += 1;
        }
        start
    }

    fn value(&mut self) -> Range<usize> {
        let bytes = self.html.as_bytes();
        if let Some(&quote @ (b'"' | b'\'')) = bytes.get(self.at)
            && let Some(len) = memchr::memchr(quote, &bytes[self.at + 1..])
        {
            let start = self.at + 1;
            self.at = start + len + 1;
            return start..start + len;
        }
        // Without quotes, or with a quote that is never closed.
        let start = self.skip(|b| !b.is_ascii_whitespace() && b != b'>');
        start..self.at
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        self.skip(|b| b.is_ascii_whitespace() || b == b'/');
        if matches!(self.html.as_bytes().get(self.at), None | Some(b'>')) {
            return None;
        }
        let start = self.at;
        // An equals sign may begin a name.
        self.at += usize::from(self.html.as_bytes()[start] == b'=');
        self.skip(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'='));
        let name = &self.html[start..self.at];
        let end = self.at;
        self.skip(|b| b.is_ascii_whitespace());
        if self.html.as_bytes().get(self.at) != Some(&b'=') {
            return Some(Attribute { name, value: end..end });
        }
        self.at += 1;
        self.skip(|b| b.is_ascii_whitespace());
        let value = self.value();
        Some(Attribute { name, value })
    }
}

/// The text of a piece of a page, with single spaces.
pub(crate) fn plain(html: &str) -> String {
    let mut out = String::new();
    for token in Tokenizer::new(html) {
        match token {
            Token::Text(range) => out.push_str(&resolved(&html[range])),
            Token::Start(tag) if super::element::element(tag.name).is_block() => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
