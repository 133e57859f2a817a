//! The alignment between what was read (`source`) and what is analyzed (`text`).
//!
//! It is a list of runs, not a table per byte: a document that lost three comments costs seven
//! runs. A *kept* run has the same bytes on both sides; a *changed* run replaced its source bytes
//! by its text bytes (no text bytes: a deletion; no source bytes: an insertion).
//!
//! Two kinds of question can be asked. A strict query answers only where the answer is exact: an
//! offset inside changed text has none. A nearest query always answers, with the edge of the
//! changed run that the offset falls into.
//!
//! Invariants: runs follow each other without gap on both sides; neighbors are never both kept; no
//! run is empty on both sides. Every byte of a kept run is the identical byte of
//! the source.

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
}

/// How the spans of a text lead back to the spans of its source.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Alignment {
    runs: Vec<Run>,
}

/// Which side of a boundary between two runs an offset belongs to.
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
        let whole = Span::new(0, len);
        let runs = if len == 0 { vec![] } else { vec![Run { text: whole, source: whole, kept: true }] };
        Alignment { runs }
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
        self.runs.last().map_or(0, |run| run.text.end)
    }

    /// Length of the source in bytes.
    pub fn source_len(&self) -> u32 {
        self.runs.last().map_or(0, |run| run.source.end)
    }

    /// The source span of a text span, if both of its ends are exact.
    ///
    /// The start must begin, and the end must close, a kept character or a whole changed run; text in
    /// between may have been changed.
    pub fn source_of(&self, text: Span) -> Option<Span> {
        self.strict(text, Side::Text, Side::Source)
    }

    /// The text span of a source span, if both of its ends are exact (see [`Alignment::source_of`]).
    ///
    /// A span that was deleted as a whole has no answer.
    pub fn text_of(&self, source: Span) -> Option<Span> {
        let span = self.strict(source, Side::Source, Side::Text)?;
        (!span.is_empty() || source.is_empty()).then_some(span)
    }

    /// The source span of a text span; inside changed text, the edges of the changed run.
    pub fn nearest_source_of(&self, text: Span) -> Span {
        self.nearest(text, Side::Text, Side::Source)
    }

    /// The text span of a source span; inside changed source, the edges of the changed run.
    /// What was deleted becomes an empty span at the place where it stood.
    pub fn nearest_text_of(&self, source: Span) -> Span {
        self.nearest(source, Side::Source, Side::Text)
    }

    fn strict(&self, span: Span, from: Side, to: Side) -> Option<Span> {
        let start = self.map(span.start, Edge::Start, from, to);
        let end = if span.is_empty() { start } else { self.map(span.end, Edge::End, from, to) };
        let ((start, exact_start), (end, exact_end)) = (start?, end?);
        (exact_start && exact_end && start <= end).then_some(Span { start, end })
    }

    fn nearest(&self, span: Span, from: Side, to: Side) -> Span {
        let last = self.runs.last().map_or(0, |run| run.side(to).end);
        let start = self.map(span.start, Edge::Start, from, to).map_or(last, |(at, _)| at);
        let end = if span.is_empty() {
            start
        } else {
            self.map(span.end, Edge::End, from, to).map_or(last, |(at, _)| at)
        };
        Span { start, end: end.max(start) }
    }

    /// Maps one offset; the flag says whether the answer is exact. `None` beyond the end.
    fn map(&self, at: u32, edge: Edge, from: Side, to: Side) -> Option<(u32, bool)> {
        // The run that the offset belongs to: for a start, the run whose first or inner byte it is;
        // for an end, the run whose last byte it closes.
        let index = match edge {
            Edge::Start => self.runs.partition_point(|run| run.side(from).end <= at),
            Edge::End => self.runs.partition_point(|run| run.side(from).end < at),
        };
        let Some(run) = self.runs.get(index) else {
            let last = self.runs.last().map(|run| (run.side(to).end, run.side(from).end == at));
            return last.or((at == 0).then_some((0, true)));
        };
        let (source, target) = (run.side(from), run.side(to));
        Some(if run.kept {
            (target.start + (at - source.start), true)
        } else if at == source.start {
            (target.start, true)
        } else if at == source.end {
            (target.end, true)
        } else {
            (if edge == Edge::Start { target.start } else { target.end }, false)
        })
    }

    /// The alignment `source -> newer`, from this one (`source -> text`) and `later`
    /// (`text -> newer`, whose source is this one's text).
    ///
    /// # Panics
    /// If the two lengths differ, in debug builds.
    pub fn then(&self, later: &Alignment) -> Alignment {
        debug_assert_eq!(self.text_len(), later.source_len());
        let mut out = Builder::default();
        let (mut left, mut right) = (Cursor::new(&self.runs), Cursor::new(&later.runs));
        loop {
            // Inside a changed run that is only partly used up, everything belongs to that run.
            let join = left.open || right.open;
            match (left.head, right.head) {
                (Some(a), _) if a.text.is_empty() => {
                    out.push(a.source.len(), 0, false, join);
                    left.next();
                }
                (_, Some(b)) if b.source.is_empty() => {
                    out.push(0, b.text.len(), false, join);
                    right.next();
                }
                (Some(a), Some(b)) => {
                    let step = a.text.len().min(b.source.len());
                    let source = if a.kept { step } else { a.source.len() };
                    let text = if b.kept { step } else { b.text.len() };
                    out.push(source, text, a.kept && b.kept, join);
                    left.advance(step, Side::Text);
                    right.advance(step, Side::Source);
                }
                _ => return out.finish(),
            }
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

/// Collects runs from their lengths.
#[derive(Default)]
pub(crate) struct Builder {
    runs: Vec<Run>,
}

impl Builder {
    /// Adds a run; kept neighbors merge, changed neighbors only if `join` says that they are one change.
    pub(crate) fn push(&mut self, source_len: u32, text_len: u32, kept: bool, join: bool) {
        if source_len == 0 && text_len == 0 {
            return;
        }
        if let Some(last) = self.runs.last_mut()
            && last.kept == kept
            && (kept || join)
        {
            last.source.end += source_len;
            last.text.end += text_len;
            return;
        }
        let (source, text) = self.runs.last().map_or((0, 0), |run| (run.source.end, run.text.end));
        self.runs.push(Run {
            text: Span::new(text, text + text_len),
            source: Span::new(source, source + source_len),
            kept,
        });
    }

    pub(crate) fn finish(self) -> Alignment {
        Alignment { runs: self.runs }
    }
}
