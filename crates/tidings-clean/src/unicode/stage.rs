//! The stage `clean.unicode` and its passes.

use std::borrow::Cow;

use tidings_core::{
    Document, EditList, Layer, Repairs, SettingError, Span, Stage, StageError, StageType, register_stage,
};

use super::characters::{change, find_byte, is_odd};
use super::composition::compose;
use super::config::UnicodeConfig;
use super::mojibake::{printable_c1, repairs};
use crate::character_references::character_reference;

/// Repairs damaged characters; see the manual page.
pub struct Unicode {
    config: UnicodeConfig,
}

impl StageType for Unicode {
    type Config = UnicodeConfig;
    const NAME: &'static str = "clean.unicode";
    const PURPOSE: &'static str = "Repairs damaged characters: mojibake, invisible characters, odd spaces";
    const MANUAL: &'static str = include_str!("unicode.md");
    const PROVIDES: &'static [&'static str] = &[Repairs::NAME];
    const EDITS_TEXT: bool = true;

    fn new(config: UnicodeConfig) -> Result<Self, SettingError> {
        Ok(Unicode { config })
    }
}

impl Stage for Unicode {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        if self.config.references {
            doc.edit(references(doc.text()))?;
        }
        doc.edit(characters(&self.config, doc.text()))?;
        if self.config.compose {
            let mut edits = EditList::new();
            compose(doc.text(), &mut edits);
            doc.edit(edits)?;
        }
        Ok(())
    }
}

/// `text` with all repairs made, for values that are read from the source.
pub(crate) fn repaired(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte != b'&' && !is_odd(byte)) {
        return Cow::Borrowed(text);
    }
    let Ok(mut doc) = Document::new("", text) else { return Cow::Borrowed(text) };
    let config = UnicodeConfig { spaces: true, hyphens: true, ..UnicodeConfig::default() };
    let done = Unicode { config }.process(&mut doc);
    if done.is_ok() { Cow::Owned(doc.text().to_owned()) } else { Cow::Borrowed(text) }
}

fn references(text: &str) -> EditList {
    let mut edits = EditList::new();
    let mut done = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if at < done {
            continue;
        }
        let Some((mut len, mut value)) = character_reference(&text[at..]) else { continue };
        // Escaped twice or more: "&amp;#39;", "&amp;amp;eacute;".
        while value == '&' {
            let rest = format!("&{}", window(&text[at + len..]));
            let Some((inner, meant)) = character_reference(&rest) else { break };
            (len, value) = (len + inner - 1, meant);
        }
        done = at + len;
        edits.replace(Span::from_range(at..done), value.to_string(), "HTML entity");
    }
    edits
}

/// As much of `text` as a character reference can take.
fn window(text: &str) -> &str {
    let end = text.char_indices().nth(12).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn characters(config: &UnicodeConfig, text: &str) -> EditList {
    let mut edits = EditList::new();
    let mut fixes = if config.mojibake { repairs(text) } else { Vec::new() }.into_iter().peekable();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = find_byte(&bytes[at..], is_odd) {
        at += next;
        let Some(c) = text[at..].chars().next() else { break };
        if let Some(fix) = fixes.next_if(|fix| fix.range.start <= at) {
            at = fix.range.end;
            edits.replace(Span::from_range(fix.range), plain(config, &fix.text), "mojibake");
            continue;
        }
        let before = text[..at].chars().next_back();
        if let Some(meant) = printable_c1(c).filter(|_| config.mojibake) {
            edits.replace(Span::from_range(at..at + c.len_utf8()), meant.to_string(), "mojibake");
        } else if let Some(change) = change(config, c, &text[at..], before) {
            edits.replace(Span::from_range(at..at + change.len), change.with, change.reason);
        }
        at += c.len_utf8();
    }
    edits
}

/// The result of a mojibake repair with the other repairs made in it.
fn plain(config: &UnicodeConfig, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match change(config, c, &text[at..], out.chars().next_back()) {
            Some(change) => out.push_str(change.with),
            None => out.push(c),
        }
    }
    out
}

register_stage!(Unicode);
