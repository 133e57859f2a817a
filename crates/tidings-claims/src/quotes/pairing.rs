//! Pairing marks to quotations with a stack, and surviving marks that are missing.

use tidings_core::{Quote, QuoteKind, Span};

use super::marks::{Family, Mark};

/// How many marks ahead a single mark looks for its close: bounds the work on a line of lone apostrophes.
const LOOK_AHEAD: usize = 40;

/// The stack of open quotations, kept between paragraphs only for its memory.
pub(super) struct Pairing {
    open: Vec<Open>,
    max_depth: u8,
}

#[derive(Clone, Copy)]
struct Open {
    mark: Mark,
    /// For single marks: the index of the mark that closes.
    closer: Option<usize>,
}

impl Pairing {
    pub(super) fn new(max_depth: u8) -> Self {
        Pairing { open: Vec::new(), max_depth }
    }

    /// Pairs the marks of one paragraph and adds the quotations to `out`, in no order.
    pub(super) fn pair(&mut self, text: &str, paragraph: Span, marks: &[Mark], out: &mut Vec<Quote>) {
        self.open.clear();
        for (index, mark) in marks.iter().enumerate() {
            match mark.family {
                Family::Single => self.single(text, marks, index, out),
                _ => self.double(marks, index, out),
            }
        }
        // What is still open: an outer double quotation runs to the end of the paragraph, the others were no quotations.
        if let Some(outer) = self.open.iter().find(|open| open.mark.family.is_double()).copied() {
            let inner = Span::new(outer.mark.end.min(paragraph.end), paragraph.end);
            if inner.slice(text).is_some_and(|inner| !inner.trim().is_empty()) {
                let span = Span::new(outer.mark.start, paragraph.end);
                out.push(Quote {
                    span,
                    inner,
                    kind: QuoteKind::Speech,
                    unclosed: true,
                    continues: false,
                    depth: 0,
                });
            }
        }
    }

    fn double(&mut self, marks: &[Mark], index: usize, out: &mut Vec<Quote>) {
        let mark = marks[index];
        let open = self.open.iter().rposition(|open| open.mark.family == mark.family);
        match open {
            Some(position) if mark.may_close && !(mark.may_open && self.nests(marks, index, position)) => {
                let opener = self.open[position].mark;
                self.open.truncate(position);
                self.close(opener, mark, out);
            }
            // A second opening mark: quotation inside a quotation if enough closing marks follow, or else the first
            // one lost its close.
            Some(position) if mark.may_open => {
                if !self.nests(marks, index, position) {
                    let opener = self.open[position].mark;
                    self.open.truncate(position);
                    self.abandon(opener, mark, out);
                }
                self.push(mark, None);
            }
            None if mark.may_open => self.push(mark, None),
            _ => {}
        }
    }

    /// Whether a mark that could open, found while `position` is open, opens a quotation inside: only if the marks that
    /// follow hold a close for both.
    fn nests(&self, marks: &[Mark], index: usize, position: usize) -> bool {
        let mark = marks[index];
        if mark.may_close && !mark.directed {
            return false;
        }
        let outer = self.open[position].mark;
        if !mark.directed || !outer.directed {
            // Straight marks: only two pure closes in a row tell.
            let mut closes = 0;
            for next in marks[index + 1..].iter().take(LOOK_AHEAD).filter(|next| next.family == mark.family) {
                if next.may_open && !next.may_close {
                    return false;
                }
                closes += 1;
                if closes == 2 {
                    return true;
                }
            }
            return false;
        }
        let mut depth = 2_usize;
        for next in marks[index + 1..].iter().take(LOOK_AHEAD).filter(|next| next.family == mark.family) {
            match (next.may_close, next.may_open) {
                (true, _) => depth -= 1,
                (false, true) => depth += 1,
                _ => {}
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }

    fn single(&mut self, text: &str, marks: &[Mark], index: usize, out: &mut Vec<Quote>) {
        let mark = marks[index];
        if let Some(position) = self.open.iter().rposition(|open| open.closer == Some(index)) {
            let opener = self.open[position].mark;
            self.open.truncate(position);
            self.close(opener, mark, out);
        } else if mark.may_open && self.open.last().is_none_or(|open| open.mark.family.is_double()) {
            let closer = single_closer(text, marks, index, self.open.is_empty());
            if closer.is_some() {
                self.push(mark, closer);
            }
        }
    }

    fn push(&mut self, mark: Mark, closer: Option<usize>) {
        if self.open.len() < usize::from(self.max_depth) {
            self.open.push(Open { mark, closer });
        }
    }

    fn close(&self, opener: Mark, closer: Mark, out: &mut Vec<Quote>) {
        if opener.end >= closer.start {
            return;
        }
        out.push(Quote {
            span: Span::new(opener.start, closer.end),
            inner: Span::new(opener.end, closer.start),
            kind: QuoteKind::Scrap,
            unclosed: false,
            continues: false,
            depth: self.open.len() as u8,
        });
    }

    /// The quotation of `opener` ends, for want of a better place, before the next opening mark.
    fn abandon(&self, opener: Mark, next: Mark, out: &mut Vec<Quote>) {
        if opener.end < next.start {
            out.push(Quote {
                span: Span::new(opener.start, next.start),
                inner: Span::new(opener.end, next.start),
                kind: QuoteKind::Scrap,
                unclosed: true,
                continues: false,
                depth: self.open.len() as u8,
            });
        }
    }
}

/// The mark that closes the single mark at `index`: the first closing mark that is surely no plural's apostrophe, or
/// else the first that may be one.
fn single_closer(text: &str, marks: &[Mark], index: usize, outermost: bool) -> Option<usize> {
    let mut doubtful = None;
    for (ahead, mark) in marks.iter().enumerate().skip(index + 1).take(LOOK_AHEAD) {
        if mark.family.is_double() {
            // Inside a double quotation the inner one cannot outlive it.
            if !outermost && mark.may_close && !mark.may_open {
                break;
            }
            continue;
        }
        if mark.may_open && !mark.may_close {
            break;
        }
        if mark.may_close {
            let before = text.as_bytes().get(mark.start as usize - 1);
            let next = text.as_bytes().get(mark.end as usize);
            // "the workers' rights": a plural before a word.
            let plural = before == Some(&b's')
                && next == Some(&b' ')
                && text.as_bytes().get(mark.end as usize + 1).is_some_and(u8::is_ascii_lowercase);
            if !plural {
                return Some(ahead);
            }
            doubtful = doubtful.or(Some(ahead));
        }
    }
    doubtful
}
