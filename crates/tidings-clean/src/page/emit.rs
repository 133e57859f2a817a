//! From verdicts to edits: kept pieces stay where they are, all between them is deleted with its kind.

use tidings_core::{EditList, RegionKind, Span};

use super::blocks::{BlockKind, Blocks, Inline, Piece, What};
use super::judge::{Reason, Verdict};
use crate::boilerplate::SUBTITLE;

/// The edits that turn the page into the article.
pub(crate) fn edits(html: &str, page: &Blocks, verdicts: &[Verdict], keep_title: bool) -> EditList {
    let mut emitter = Emitter { html, page, list: EditList::new(), at: 0, gap: Vec::new(), any: false };
    for (block, verdict) in page.blocks.iter().zip(verdicts) {
        let mut kept: Option<Span> = None;
        for piece in &page.pieces[block.pieces.clone()] {
            let span = Span::new(piece.start, piece.end);
            match (verdict, piece.inline) {
                (Verdict::Drop(RegionKind::Caption, _), Inline::Credit) => {
                    emitter.drop(span, RegionKind::PhotoCredit, Reason::Words("source of a picture"));
                }
                (Verdict::Drop(kind, reason), _) => emitter.drop(span, *kind, *reason),
                (_, Inline::Credit) => {
                    emitter.drop(span, RegionKind::PhotoCredit, Reason::Words("source of a picture"))
                }
                (_, Inline::Hidden) => {
                    emitter.drop(span, RegionKind::Widget, Reason::Words("hidden element"))
                }
                (_, Inline::Control) => {
                    emitter.drop(span, RegionKind::Widget, Reason::Words("field or player"))
                }
                (Verdict::Title, _) if !keep_title => {
                    emitter.drop(span, RegionKind::Title, Reason::Words(HEADLINE))
                }
                _ => {
                    emitter.keep(piece, kept.is_none());
                    kept = Some(kept.map_or(span, |kept| kept.cover(span)));
                }
            }
        }
        if let Some(span) = kept {
            emitter.mark(span.trim(html), block.kind, verdict);
        }
    }
    emitter.finish()
}

const HEADLINE: &str = "headline of the page";

/// A stretch of the page that goes, with what it was.
struct Gone {
    span: Span,
    kind: RegionKind,
    reason: Reason,
}

struct Emitter<'a> {
    html: &'a str,
    page: &'a Blocks,
    list: EditList,
    /// Up to where the page is dealt with.
    at: u32,
    /// What was dropped since the last kept piece.
    gap: Vec<Gone>,
    /// Whether anything has been kept.
    any: bool,
}

impl Emitter<'_> {
    fn drop(&mut self, span: Span, kind: RegionKind, reason: Reason) {
        if let Some(last) = self.gap.last_mut()
            && last.kind == kind
            && last.reason == reason
        {
            last.span = last.span.cover(span);
            return;
        }
        if !span.is_empty() {
            self.gap.push(Gone { span, kind, reason });
        }
    }

    fn keep(&mut self, piece: &Piece, first: bool) {
        self.close_gap(piece.start, first && self.any);
        self.any = true;
        self.at = piece.end;
        if let What::Become(c) = piece.what {
            let reason = if c == ' ' { "white space" } else { "HTML entity" };
            self.list.replace(Span::new(piece.start, piece.end), c.to_string(), reason);
        }
    }

    /// Deletes all from the last kept piece to `end`; `line`: the two belong to different lines.
    fn close_gap(&mut self, end: u32, line: bool) {
        let gap = std::mem::take(&mut self.gap);
        let mut missing = line;
        let mut at = self.at;
        for gone in &gap {
            self.markup(Span::new(at, gone.span.start.max(at)), &mut missing);
            self.list.delete(gone.span, gone.kind, gone.reason.text(self.html, self.page));
            at = gone.span.end;
        }
        self.markup(Span::new(at, end.max(at)), &mut missing);
    }

    /// Deletes markup; the line break that is `missing` is taken from it.
    fn markup(&mut self, span: Span, missing: &mut bool) {
        if span.is_empty() {
            return;
        }
        let slice = &self.html[span.range()];
        if *missing {
            *missing = false;
            match memchr::memchr(b'\n', slice.as_bytes()) {
                Some(at) => {
                    let at = span.start + at as u32;
                    self.delete_markup(Span::new(span.start, at));
                    self.delete_markup(Span::new(at + 1, span.end));
                }
                None => self.list.replace(span, "\n", "end of a block"),
            }
            return;
        }
        self.delete_markup(span);
    }

    fn delete_markup(&mut self, span: Span) {
        if !span.is_empty() {
            self.list.delete(span, RegionKind::Markup, "markup");
        }
    }

    fn mark(&mut self, span: Span, kind: BlockKind, verdict: &Verdict) {
        match kind {
            _ if *verdict == Verdict::Title => self.list.mark(span, RegionKind::Title, HEADLINE),
            BlockKind::Heading(_) => self.list.mark(span, RegionKind::Heading, "heading element"),
            BlockKind::Subtitle => self.list.mark(span, RegionKind::Heading, SUBTITLE),
            BlockKind::ListItem => self.list.mark(span, RegionKind::ListItem, "list element"),
            BlockKind::Text | BlockKind::Caption => {}
        }
    }

    fn finish(mut self) -> EditList {
        self.close_gap(self.html.len() as u32, false);
        self.list
    }
}
