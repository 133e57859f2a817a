//! The stage `clean.parts`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, DocumentKind, EditList, Layer, MetaField, Origin, Parts, RegionKind, SettingError, Span, Stage,
    StageError, StageType, register_stage,
};

use super::furniture::{directions_in, is_counter, is_direction, is_mail_control, is_notice};
use super::{live, release, thread, turns};
use crate::dates::Date;
use crate::lines::{cut_line_breaks, lines};

/// Settings of `clean.parts`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentPartsConfig {
    /// Whether lines that nobody says are cut: directions and notices of transcripts, counts and controls of threads and e-mail.
    pub cut: bool,
}

impl Default for DocumentPartsConfig {
    fn default() -> Self {
        DocumentPartsConfig { cut: true }
    }
}

/// Tells what kind of document a text is, and finds its parts; see the manual page.
#[derive(Clone, Debug)]
pub struct DocumentParts {
    config: DocumentPartsConfig,
}

impl StageType for DocumentParts {
    type Config = DocumentPartsConfig;
    const NAME: &'static str = "clean.parts";
    const PURPOSE: &'static str =
        "Tells live blogs, threads, transcripts and interviews from articles, and finds their parts";
    const MANUAL: &'static str = include_str!("parts.md");
    const PROVIDES: &'static [&'static str] = &[Parts::NAME];
    const EDITS_TEXT: bool = true;

    fn new(config: DocumentPartsConfig) -> Result<Self, SettingError> {
        Ok(DocumentParts { config })
    }
}

impl Stage for DocumentParts {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let mail = matches!(doc.meta.kind(), DocumentKind::Newsletter | DocumentKind::Email);
        if self.config.cut && mail {
            cut(doc, |line| is_mail_control(line).then_some("control of an e-mail"))?;
        }
        let Some((kind, mut parts)) = find(doc) else {
            if release::is_release(doc) {
                set_kind(doc, DocumentKind::PressRelease);
            }
            doc.insert(Parts::default());
            return Ok(());
        };
        if self.config.cut && (cut(doc, |line| unsaid(kind, line))? | cut_directions(doc, kind)?) {
            // Places have changed.
            parts = find(doc).map(|(_, again)| again).unwrap_or_default();
        }
        set_kind(doc, kind);
        if kind == DocumentKind::LiveBlog {
            let newest =
                parts.parts.iter().filter_map(|part| part.published.as_deref()).max().map(str::to_owned);
            if let Some(newest) = newest {
                doc.meta.set_missing(MetaField::Updated, newest, Origin::Stage(DocumentParts::NAME.into()));
            }
        }
        doc.insert(parts);
        Ok(())
    }
}

/// Sets the kind unless the reader knows it: an entry of a feed stays one.
fn set_kind(doc: &mut Document, kind: DocumentKind) {
    if doc.meta.kind() == DocumentKind::Article {
        doc.meta.set_kind(kind, Origin::Stage(DocumentParts::NAME.into()));
    }
}

/// What kind of document it is and its parts; `None` for an article without parts.
pub(crate) fn find(doc: &Document) -> Option<(DocumentKind, Parts)> {
    let text = doc.text();
    let lines = lines(text);
    let today = doc.meta.get(MetaField::Published).and_then(Date::of_iso);
    if let Some(parts) = thread::find(text, &lines, today) {
        return Some((DocumentKind::Thread, parts));
    }
    if let Some(parts) = live::find(doc, &lines) {
        return Some((DocumentKind::LiveBlog, parts));
    }
    turns::find(text, &lines)
}

/// Why a line of such a document is nothing that anybody says.
fn unsaid(kind: DocumentKind, line: &str) -> Option<&'static str> {
    match kind {
        DocumentKind::Thread if is_counter(line) => Some("counts and controls of a post"),
        DocumentKind::Transcript | DocumentKind::Interview if is_notice(line) => {
            Some("notice about the transcript")
        }
        DocumentKind::Transcript if is_direction(line) => Some("direction in a transcript"),
        _ => None,
    }
}

/// Cuts the directions between the words of a transcript; tells whether there were any.
fn cut_directions(doc: &mut Document, kind: DocumentKind) -> Result<bool, StageError> {
    if !matches!(kind, DocumentKind::Transcript | DocumentKind::Interview) {
        return Ok(false);
    }
    let text = doc.text();
    let mut edits = EditList::new();
    let mut any = false;
    for line in lines(text) {
        for range in directions_in(line.slice(text).unwrap_or("")) {
            let span = Span::new(line.start + range.start as u32, line.start + range.end as u32);
            edits.delete(span, RegionKind::Widget, "direction in a transcript");
            any = true;
        }
    }
    doc.edit(edits)?;
    Ok(any)
}

/// Cuts the lines for which there is a reason; tells whether there were any.
fn cut(doc: &mut Document, reason: impl Fn(&str) -> Option<&'static str>) -> Result<bool, StageError> {
    let text = doc.text();
    let lines = lines(text);
    let reason = |line: &Span| reason(line.slice(text)?);
    let reasons: Vec<Option<&'static str>> = lines.iter().map(reason).collect();
    if reasons.iter().all(Option::is_none) {
        return Ok(false);
    }
    let mut edits = EditList::new();
    for (line, reason) in lines.iter().zip(&reasons) {
        if let Some(reason) = reason {
            edits.delete(*line, RegionKind::Widget, *reason);
        }
    }
    cut_line_breaks(&lines, |line| reasons[line].is_some(), &mut edits);
    doc.edit(edits)?;
    Ok(true)
}

register_stage!(DocumentParts);
