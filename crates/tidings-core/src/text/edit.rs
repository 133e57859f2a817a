//! The edit list: how a cleaning stage changes the text of a document.
//!
//! A stage never touches the text itself. It says what to delete (and what it was), what to
//! replace (and why), and what to mark without removing it; [`Document::edit`](crate::Document::edit)
//! applies the list once, composes the alignment and records every removal in the
//! [`Regions`](crate::Regions) layer and every repair in the [`Repairs`](crate::Repairs) layer.

use std::borrow::Cow;

use super::Span;
use super::alignment::{Alignment, Builder, Piece};
use crate::layers::RegionKind;

/// One change of the text. Spans are in the text as it is before the list is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Removes a span; it stays visible as a region.
    Delete {
        /// What to remove, in bytes of the text.
        span: Span,
        /// What kind of thing it was.
        kind: RegionKind,
        /// Which rule or evidence decided, for a person to read.
        reason: Cow<'static, str>,
        /// The text span that this one repeats, for duplicates.
        duplicate_of: Option<Span>,
    },
    /// Puts other text in the place of a span (an empty span: an insertion).
    Replace {
        /// What to replace, in bytes of the text.
        span: Span,
        /// The new text.
        with: Cow<'static, str>,
        /// What was repaired, for a person to read.
        reason: Cow<'static, str>,
    },
}

impl Edit {
    /// The span that the edit changes.
    pub fn span(&self) -> Span {
        match self {
            Edit::Delete { span, .. } | Edit::Replace { span, .. } => *span,
        }
    }

    fn new_text(&self) -> &str {
        match self {
            Edit::Delete { .. } => "",
            Edit::Replace { with, .. } => with,
        }
    }
}

/// A region that stays in the text but is known to be something (a title, a list item …).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What is marked, in bytes of the text before the edits.
    pub span: Span,
    /// What it is.
    pub kind: RegionKind,
    /// Which rule or evidence decided.
    pub reason: Cow<'static, str>,
}

/// A list of edits and marks, in any order; edits must not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditList {
    pub(crate) edits: Vec<Edit>,
    pub(crate) marks: Vec<Mark>,
}

/// Why an edit list was refused. Nothing of a refused list is applied.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum EditError {
    /// Two edits share bytes, or put text in the same place.
    #[error("two edits overlap: bytes {0} and bytes {1}")]
    Overlap(Span, Span),
    /// A span is outside the text or cuts a character in two.
    #[error("an edit of bytes {0} does not lie on character boundaries of the text")]
    Boundary(Span),
    /// A layer already points into the text; changing the text would make its spans wrong.
    #[error("the text cannot be edited any more: the layer `{0}` already points into it")]
    Annotated(&'static str),
    /// The text would pass 4 GiB.
    #[error("the edited text would be longer than 4 GiB")]
    TooLong,
}

impl EditList {
    /// An empty list.
    pub fn new() -> Self {
        EditList::default()
    }

    /// Whether the list neither edits nor marks anything.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.marks.is_empty()
    }

    /// The edits so far, in the order they were added.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Removes `span` because it is a `kind`. An empty span removes nothing and is not recorded.
    pub fn delete(&mut self, span: Span, kind: RegionKind, reason: impl Into<Cow<'static, str>>) {
        if !span.is_empty() {
            self.edits.push(Edit::Delete { span, kind, reason: reason.into(), duplicate_of: None });
        }
    }

    /// Removes `span` because it repeats the earlier span `of` (in the text before the edits).
    pub fn delete_duplicate(&mut self, span: Span, of: Span, reason: impl Into<Cow<'static, str>>) {
        let (kind, reason) = (RegionKind::Duplicate, reason.into());
        if !span.is_empty() {
            self.edits.push(Edit::Delete { span, kind, reason, duplicate_of: Some(of) });
        }
    }

    /// Puts `with` in the place of `span`; in the place of an empty span, that inserts.
    pub fn replace(
        &mut self,
        span: Span,
        with: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) {
        self.edits.push(Edit::Replace { span, with: with.into(), reason: reason.into() });
    }

    /// Keeps `span` and records that it is a `kind`.
    pub fn mark(&mut self, span: Span, kind: RegionKind, reason: impl Into<Cow<'static, str>>) {
        self.marks.push(Mark { span, kind, reason: reason.into() });
    }
}

/// A list of more edits than this is joined where it is dense: each edit takes some 200 bytes until it is applied and recorded.
const MOST_EDITS: usize = 16_384;
/// Edits of a list that is joined become one if they lie within so many bytes.
const JOINED: u32 = 64;

/// Joins what lies close together in a list that is longer than any article makes: side by side, what is removed becomes one
/// region of the kind of its first part; anything else becomes one replacement, of which the reason is that of its first part. Does
/// nothing to a list that would be refused.
pub(crate) fn join(text: &str, edits: &mut Vec<Edit>) {
    if edits.len() <= MOST_EDITS {
        return;
    }
    edits.sort_by_key(Edit::span);
    if check(text, edits).is_err() {
        return;
    }
    let mut joined: Vec<Edit> = Vec::new();
    for edit in edits.drain(..) {
        let span = edit.span();
        match joined.last_mut() {
            Some(last) if span.end - last.span().start <= JOINED => last.take_in(text, &edit),
            _ => joined.push(edit),
        }
    }
    joined.shrink_to_fit();
    *edits = joined;
}

impl Edit {
    /// Makes one edit of this one and a later one, with what lies between.
    fn take_in(&mut self, text: &str, next: &Edit) {
        let both = self.span().cover(next.span());
        let between = Span::new(self.span().end, next.span().start).slice(text).unwrap_or("");
        match (&mut *self, next) {
            (Edit::Delete { span, .. }, Edit::Delete { .. }) if between.is_empty() => *span = both,
            (Edit::Delete { reason, .. } | Edit::Replace { reason, .. }, _) => {
                let reason = std::mem::take(reason);
                let with = [self.new_text(), between, next.new_text()].concat();
                *self = Edit::Replace { span: both, with: with.into(), reason };
            }
        }
    }
}

/// The result of applying a list to a text.
pub(crate) struct Applied {
    pub(crate) text: String,
    /// From the new text to the text before.
    pub(crate) alignment: Alignment,
}

/// Sorts the list, checks it and applies it.
pub(crate) fn apply(text: &str, edits: &mut [Edit]) -> Result<Applied, EditError> {
    edits.sort_by_key(Edit::span);
    check(text, edits)?;
    let removed: usize = edits.iter().map(|edit| edit.span().range().len()).sum();
    let added: usize = edits.iter().map(|edit| edit.new_text().len()).sum();
    let len = text.len() - removed + added;
    // Checked before the runs are built: their offsets could not hold it.
    u32::try_from(len).map_err(|_| EditError::TooLong)?;
    let mut out = String::with_capacity(len);
    let mut runs = Builder::default();
    let mut at = 0;
    for edit in edits.iter() {
        let span = edit.span();
        out.push_str(&text[at as usize..span.start as usize]);
        runs.push(Piece::kept(span.start - at));
        out.push_str(edit.new_text());
        runs.push(Piece::changed(span.len(), edit.new_text().len() as u32));
        at = span.end;
    }
    out.push_str(&text[at as usize..]);
    runs.push(Piece::kept(text.len() as u32 - at));
    Ok(Applied { text: out, alignment: runs.finish() })
}

/// Every span must lie on character boundaries, and sorted neighbors must not share bytes.
fn check(text: &str, edits: &[Edit]) -> Result<(), EditError> {
    for edit in edits {
        edit.span().slice(text).ok_or(EditError::Boundary(edit.span()))?;
        if let Edit::Delete { duplicate_of: Some(of), .. } = edit {
            of.slice(text).ok_or(EditError::Boundary(*of))?;
        }
    }
    for pair in edits.windows(2) {
        let (first, second) = (pair[0].span(), pair[1].span());
        // Two insertions at one place share no bytes, but nothing says which comes first.
        if first.end > second.start || first == second {
            return Err(EditError::Overlap(first, second));
        }
    }
    Ok(())
}
