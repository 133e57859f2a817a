//! The alignment between what was read (`source`) and what is analyzed (`text`).
//!
//! It is a list of runs, not a table per byte: a document that lost three comments costs seven
//! runs. A *kept* run has the same bytes on both sides; a *changed* run replaced its source bytes
//! by its text bytes (no text bytes: a deletion; no source bytes: an insertion).
//!
//! Two kinds of question can be asked. A strict query answers only where the answer is exact: not
//! inside changed text, and not at the edge of a deletion or insertion, which has no other side. A
//! nearest query always answers, with the edges of the changed runs that the span falls into.
//!
//! Invariants:
//! - Runs follow each other without gap on both sides; neighbors are never both kept; no run is
//!   empty on both sides.
//! - Every byte of a kept run is the identical byte of the source.
//! - The strict queries are inverse to each other, and those of a composition are the compositions
//!   of the strict queries, however it was put together.

use super::Span;

/// One run of an [`Alignment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of `text`.
    pub text: Span,
    /// Bytes of `source`.
    pub source: Span,
    /// Whether both sides hold the same bytes.
    pub kept: bool,
    /// Whether the two starts belong together: not so for a deletion, an insertion, and a replaced
    /// text whose beginning a later edit took away.
    exact_start: bool,
    /// Whether the two ends belong together.
    exact_end: bool,
}

/// How the spans of a text lead back to the spans of its source.
///
/// ```
/// use tidings_core::{Document, EditList, Span};
///
/// let mut doc = Document::new("a", "Prices fell &amp; rose").unwrap();
/// let mut edits = EditList::new();
/// edits.replace(Span::new(12, 17), "&", "character reference");
/// doc.edit(edits).unwrap();
/// assert_eq!(doc.text(), "Prices fell & rose");
///
/// let alignment = doc.alignment();
/// assert_eq!(alignment.source_of(Span::new(14, 18)), Some(Span::new(18, 22))); // rose
/// assert_eq!(alignment.source_of(Span::new(12, 13)), Some(Span::new(12, 17))); // &
/// assert_eq!(alignment.text_of(Span::new(13, 16)), None); // amp
/// assert_eq!(alignment.nearest_text_of(Span::new(13, 16)), Span::new(12, 13));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Alignment {
    runs: Vec<Run>,
}

/// Which end of a span an offset is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// Which side of the alignment a question is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Text,
    Source,
}

impl Run {
    fn side(&self, side: Side) -> Span {
        match side {
            Side::Text => self.text,
            Side::Source => self.source,
        }
    }
}

impl Alignment {
    /// The alignment of a text of `len` bytes with itself.
    pub fn identity(len: u32) -> Self {
        let mut runs = Builder::default();
        runs.push(Piece::kept(len));
        runs.finish()
    }

    /// The runs, in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Whether text and source are the same bytes throughout.
    pub fn is_identity(&self) -> bool {
        self.runs.iter().all(|run| run.kept)
    }

    /// Length of the text in bytes.
    pub fn text_len(&self) -> u32 {
        self.len(Side::Text)
    }

    /// Length of the source in bytes.
    pub fn source_len(&self) -> u32 {
        self.len(Side::Source)
    }

    fn len(&self, side: Side) -> u32 {
        self.runs.last().map_or(0, |run| run.side(side).end)
    }

    /// The source span of a text span, if both of its ends are exact.
    ///
    /// The start must begin, and the end must close, a kept character or a whole replaced text; what
    /// lies between may have been changed. Text that was inserted has no answer. An empty span
    /// stands before the character that follows it.
    pub fn source_of(&self, text: Span) -> Option<Span> {
        self.strict(text, Side::Text, Side::Source)
    }

    /// The text span of a source span, if both of its ends are exact (see [`Alignment::source_of`],
    /// whose inverse it is). Source that was deleted has no answer.
    pub fn text_of(&self, source: Span) -> Option<Span> {
        self.strict(source, Side::Source, Side::Text)
    }

    /// The source span of a text span; inside changed text, the edges of the changed run.
    ///
    /// What was inserted becomes an empty span, and what lies beyond the end becomes the end.
    pub fn nearest_source_of(&self, text: Span) -> Span {
        self.nearest(text, Side::Text, Side::Source)
    }

    /// The text span of a source span; inside changed source, the edges of the changed run.
    ///
    /// What was deleted becomes an empty span at the place where it stood.
    pub fn nearest_text_of(&self, source: Span) -> Span {
        self.nearest(source, Side::Source, Side::Text)
    }

    fn strict(&self, span: Span, from: Side, to: Side) -> Option<Span> {
        if span.is_empty() && span.start == self.len(from) {
            return Some(Span::empty(self.len(to)));
        }
        let start = self.exact(span.start, Edge::Start, from, to)?;
        let end = if span.is_empty() { start } else { self.exact(span.end, Edge::End, from, to)? };
        // Only a span whose end lies before its start can fail here.
        (start <= end).then_some(Span { start, end })
    }

    fn nearest(&self, span: Span, from: Side, to: Side) -> Span {
        let start = self.near(span.start, Edge::Start, from, to);
        let end = if span.is_empty() { start } else { self.near(span.end, Edge::End, from, to) };
        Span { start, end: end.max(start) }
    }

    /// The run that an offset belongs to: for a start, the run of the byte that follows; for an end,
    /// the run of the byte before.
    fn run_at(&self, at: u32, edge: Edge, from: Side) -> Option<&Run> {
        self.runs.get(match edge {
            Edge::Start => self.runs.partition_point(|run| run.side(from).end <= at),
            Edge::End => self.runs.partition_point(|run| run.side(from).end < at),
        })
    }

    fn exact(&self, at: u32, edge: Edge, from: Side, to: Side) -> Option<u32> {
        let run = self.run_at(at, edge, from)?;
        let (here, there) = (run.side(from), run.side(to));
        if run.kept {
            return Some(there.start + (at - here.start));
        }
        match edge {
            Edge::Start => (at == here.start && run.exact_start).then_some(there.start),
            Edge::End => (at == here.end && run.exact_end).then_some(there.end),
        }
    }

    fn near(&self, at: u32, edge: Edge, from: Side, to: Side) -> u32 {
        let Some(run) = self.run_at(at, edge, from) else { return self.len(to) };
        let (here, there) = (run.side(from), run.side(to));
        match edge {
            _ if run.kept => there.start + (at - here.start),
            Edge::Start => there.start,
            Edge::End => there.end,
        }
    }

    /// The alignment `source -> newer`, from this one (`source -> text`) and `later`
    /// (`text -> newer`, whose source is this one's text).
    ///
    /// A change of changed text makes one run of both changes; changes that only touch stay apart.
    ///
    /// # Panics
    /// If the two lengths differ, in debug builds.
    pub fn then(&self, later: &Alignment) -> Alignment {
        debug_assert_eq!(self.text_len(), later.source_len());
        let mut out = Builder::default();
        let (mut left, mut right) = (Cursor::new(&self.runs), Cursor::new(&later.runs));
        // The run that is being put together, while a changed run on either side is used in part.
        let mut growing: Option<Piece> = None;
        loop {
            let piece = match (left.head, right.head) {
                (Some(a), _) if a.text.is_empty() => {
                    left.next();
                    Piece::changed(a.source.len(), 0)
                }
                (_, Some(b)) if b.source.is_empty() => {
                    right.next();
                    Piece::changed(0, b.text.len())
                }
                (Some(a), Some(b)) => {
                    let step = a.text.len().min(b.source.len());
                    left.advance(step, Side::Text);
                    right.advance(step, Side::Source);
                    Piece {
                        source: if a.kept { step } else { a.source.len() },
                        text: if b.kept { step } else { b.text.len() },
                        kept: a.kept && b.kept,
                        exact_start: a.exact_start && b.exact_start,
                        exact_end: a.exact_end && b.exact_end,
                    }
                }
                _ => return out.finish(),
            };
            let run = growing.take().map_or(piece, |begun| begun.followed_by(piece));
            if left.open || right.open { growing = Some(run) } else { out.push(run) }
        }
    }
}

/// A walk over runs that can stop in the middle of one.
struct Cursor<'a> {
    rest: std::slice::Iter<'a, Run>,
    /// What is left of the current run.
    head: Option<Run>,
    /// Whether the current run is a changed one that has been used in part.
    open: bool,
}

impl<'a> Cursor<'a> {
    fn new(runs: &'a [Run]) -> Self {
        let mut rest = runs.iter();
        let head = rest.next().copied();
        Cursor { rest, head, open: false }
    }

    fn next(&mut self) {
        self.head = self.rest.next().copied();
        self.open = false;
    }

    /// Uses `step` bytes of the side that both alignments share.
    fn advance(&mut self, step: u32, shared: Side) {
        let Some(run) = &mut self.head else { return };
        if run.side(shared).len() == step {
            return self.next();
        }
        if run.kept {
            run.text.start += step;
            run.source.start += step;
            return;
        }
        // A changed run gives all of its other side with its first piece.
        self.open = true;
        match shared {
            Side::Text => (run.text.start, run.source.start) = (run.text.start + step, run.source.end),
            Side::Source => (run.text.start, run.source.start) = (run.text.end, run.source.start + step),
        }
    }
}

/// A run by its lengths, before its place is known.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    source: u32,
    text: u32,
    kept: bool,
    exact_start: bool,
    exact_end: bool,
}

impl Piece {
    pub(super) fn kept(len: u32) -> Self {
        Piece { source: len, text: len, kept: true, exact_start: true, exact_end: true }
    }

    pub(super) fn changed(source: u32, text: u32) -> Self {
        let exact = source > 0 && text > 0;
        Piece { source, text, kept: false, exact_start: exact, exact_end: exact }
    }

    /// One run of two; its start is that of the first and its end that of the last piece.
    fn followed_by(self, next: Piece) -> Self {
        Piece {
            source: self.source + next.source,
            text: self.text + next.text,
            kept: false,
            exact_start: self.exact_start,
            exact_end: next.exact_end,
        }
    }
}

/// Collects runs from their lengths.
#[derive(Default)]
pub(super) struct Builder {
    runs: Vec<Run>,
}

impl Builder {
    /// Adds a run; neighbors that are both kept become one.
    pub(super) fn push(&mut self, piece: Piece) {
        if piece.source == 0 && piece.text == 0 {
            return;
        }
        let (source, text) = self.runs.last().map_or((0, 0), |run| (run.source.end, run.text.end));
        match self.runs.last_mut() {
            Some(last) if last.kept && piece.kept => {
                last.source.end += piece.source;
                last.text.end += piece.text;
            }
            _ => self.runs.push(Run {
                text: Span::new(text, text + piece.text),
                source: Span::new(source, source + piece.source),
                kept: piece.kept,
                exact_start: piece.exact_start,
                exact_end: piece.exact_end,
            }),
        }
    }

    pub(super) fn finish(self) -> Alignment {
        Alignment { runs: self.runs }
    }
}
