//! Which line breaks of a wrapped text stand inside a paragraph.
//!
//! A blank line, an indent, a bullet and the name of a speaker begin one. Else the room at the end of a row tells: where the next
//! word would have fitted and was not put, the paragraph ends, if the text was wrapped by a program. People and PDF files leave
//! some room; of those only a row that is clearly short ends a paragraph.

use tidings_core::Span;

use super::evidence::{Wrapped, is_broken};
use super::rows::{End, Row, Start};

/// How many rows stand between two pages, at most.
const MOST_MARGIN: usize = 3;

/// What stands between two rows that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joint {
    /// The rows above and below.
    pub(super) above: usize,
    pub(super) below: usize,
}

/// Percent of the width that a row has which goes on in capitals, where rows are uneven.
const UNEVEN: u32 = 60;
/// Percent of the width that a row has which ends like a sentence and yet goes on.
const NEARLY_FULL: u32 = 88;
/// The same of the first row of a paragraph that might be a heading.
const HEADING: u32 = 80;
/// Percent of the width below which a row in the middle of a sentence was not broken by wrapping.
const SHORT: u32 = 45;
/// Percent of the width from which on a row goes on even over a blank line, as at the end of a page.
const PAGE_END: u32 = 70;

/// The line breaks inside paragraphs.
pub(super) fn joints(rows: &[Row], wrapped: &Wrapped) -> Vec<Joint> {
    let mut judge = Judge { rows, wrapped, spaced: are_paragraphs_spaced(rows, wrapped), items: Vec::new() };
    judge.find_items();
    let mut out = Vec::new();
    // The indent of the rows of an item below its first.
    let mut hanging = None;
    let mut above = 0;
    while above + 1 < rows.len() {
        let below = above + 1;
        if judge.items[above] {
            hanging = Some(rows[below].indent).filter(|indent| *indent > rows[above].indent);
        }
        if judge.belong(above, below, hanging) {
            out.push(Joint { above, below });
            above = below;
            continue;
        }
        hanging = None;
        let margin = rows[below..].iter().take(MOST_MARGIN).take_while(|row| row.furniture).count();
        let next = below + margin;
        let goes_on = margin > 0 && next < rows.len() && judge.goes_on_beyond(&rows[above], &rows[next]);
        if goes_on {
            out.push(Joint { above, below: next });
        }
        above = if goes_on { next } else { below };
    }
    out
}

/// Whether blank lines stand between the paragraphs.
fn are_paragraphs_spaced(rows: &[Row], wrapped: &Wrapped) -> bool {
    let blocks = rows.chunk_by(|_, below| below.blank <= wrapped.gap);
    blocks.filter(|block| block.len() > 1).take(2).count() == 2
}

struct Judge<'a> {
    rows: &'a [Row],
    wrapped: &'a Wrapped,
    spaced: bool,
    /// Which rows begin an item of a list or a turn.
    items: Vec<bool>,
}

impl Judge<'_> {
    fn percent(&self, percent: u32) -> u32 {
        self.wrapped.width * percent / 100
    }

    /// Whether the next word would not have fitted into the row above it.
    fn is_full(&self, above: &Row, below: &Row) -> bool {
        above.columns + 1 + below.first_word > self.wrapped.width
    }

    /// Finds the items: a dash, a number or a name at the start of a row may be of the middle of a sentence, unless one in
    /// the block surely is not.
    fn find_items(&mut self) {
        let mut items = Vec::with_capacity(self.rows.len());
        for block in self.rows.chunk_by(|_, below| below.blank <= self.wrapped.gap) {
            let alone = |row: usize| {
                let Some(above) = row.checked_sub(1).map(|above| &block[above]) else { return true };
                let uneven = !self.wrapped.greedy && above.columns >= self.percent(UNEVEN);
                above.end == End::Closed || !(uneven || self.is_full(above, &block[row]))
            };
            let listed = (0..block.len()).any(|row| block[row].item && alone(row));
            items.extend(
                (0..block.len()).map(|row| block[row].item && listed || block[row].turn && alone(row)),
            );
        }
        self.items = items;
    }

    /// Whether two rows, one right below the other, are of one paragraph.
    fn belong(&self, at_above: usize, at_below: usize, hanging: Option<u32>) -> bool {
        let (above, below) = (&self.rows[at_above], &self.rows[at_below]);
        if above.fixed || below.fixed || self.items[at_below] {
            return false;
        }
        if below.blank != self.wrapped.gap {
            return below.blank > self.wrapped.gap && self.goes_on_beyond(above, below);
        }
        let broken = is_broken(above, below);
        let hangs = hanging.is_some_and(|indent| below.indent == indent);
        let indented = below.indent >= self.wrapped.margin + 2 && !hangs;
        if indented && !broken || above.columns > self.percent(130) {
            return false;
        }
        let long = |percent: u32| above.columns >= self.percent(percent);
        if broken || above.end == End::Hyphen && below.start == Start::Lower {
            return long(SHORT);
        }
        let full = self.is_full(above, below);
        if self.wrapped.greedy {
            return full;
        }
        let first = at_above == 0 || above.blank > self.wrapped.gap;
        match above.end {
            End::Closed if self.spaced => long(UNEVEN),
            End::Closed => full || long(NEARLY_FULL),
            End::Hangs | End::Hyphen => long(SHORT),
            End::Open if first && (at_above == 0 || !self.spaced) => full || long(HEADING),
            End::Open if first => full || long(UNEVEN),
            End::Open => long(UNEVEN),
        }
    }

    /// Whether a sentence goes on over the end of a page.
    fn goes_on_beyond(&self, above: &Row, below: &Row) -> bool {
        !above.fixed
            && !below.fixed
            && !below.item
            && is_broken(above, below)
            && above.columns >= self.percent(PAGE_END)
            && above.columns <= self.percent(130)
            && below.indent <= above.indent + 1
    }
}

/// What stands between two rows.
pub(super) fn between(rows: &[Row], joint: Joint) -> Span {
    Span::new(rows[joint.above].span.end, rows[joint.below].span.start)
}
