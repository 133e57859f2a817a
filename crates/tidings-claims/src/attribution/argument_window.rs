//! The tokens in which the source and the content of a cue are looked for, and where each of them stands: on which side of
//! the cue, how far away, what lies between, and what the claim of the rules for this cue says of it.

use std::ops::Range;

use super::columns::{CLOSES, Columns, OPENS, OUTSIDE, RuleClaim};
use crate::rules::words::*;

/// How many tokens are looked at before a cue, and after it.
const BEFORE: usize = 70;
const AFTER: usize = 90;

/// How many more tokens are looked at so that a quotation is whole: bounds the work where a mark is missing.
const WHOLE: usize = 400;

/// The tokens in which the source and the content of a cue are looked for: its sentence with the one before and the one behind it,
/// within the paragraph and at most a fixed way to either side, with whole quotations.
fn window(columns: &Columns, cue: &Range<usize>) -> Range<usize> {
    let number = columns.paragraph.get(cue.start).map_or(0, |number| *number as usize);
    let paragraph = columns.paragraphs.get(number).cloned().unwrap_or(0..columns.len());
    let near = columns.near_sentences(cue);
    let mut start = paragraph.start.max(cue.start.saturating_sub(BEFORE)).max(near.start);
    let mut end = paragraph.end.min(cue.end + AFTER).min(near.end).max(cue.end);
    let (lowest, highest) = (start.saturating_sub(WHOLE), end + WHOLE);
    while start > paragraph.start.max(lowest)
        && columns.places[start] != OUTSIDE
        && columns.places[start] != OPENS
    {
        start -= 1;
    }
    while end < paragraph.end.min(highest)
        && columns.places[end - 1] != OUTSIDE
        && columns.places[end - 1] != CLOSES
    {
        end += 1;
    }
    start.min(cue.start)..end.max(cue.end)
}

/// What lies between a token and the cue.
#[derive(Clone, Copy, Default)]
pub(super) struct Between {
    commas: u64,
    verbs: u64,
    cues: u64,
    quotes: u64,
    stops: u64,
    others: u64,
}

impl Between {
    fn pass(&mut self, columns: &Columns, index: usize, other_cue: bool) {
        let flags = columns.token(index).flags;
        self.commas += u64::from(flags & COMMA != 0 && flags & QUOTED == 0);
        self.verbs += u64::from(flags & FINITE != 0);
        self.stops += u64::from(flags & STOP != 0);
        self.others += u64::from(flags & (SEMICOLON | COLON | DASH | RELATIVE | SUBORDINATOR) != 0);
        self.quotes += u64::from(columns.places[index] >= OPENS);
        self.cues += u64::from(other_cue);
    }

    /// All counts: less than 2^10.
    pub(super) fn value(self) -> u64 {
        self.commas.min(3)
            | self.verbs.min(2) << 2
            | self.cues.min(2) << 4
            | self.quotes.min(3) << 6
            | self.stops.min(2) << 8
    }

    /// Which are not zero: less than 2^5.
    pub(super) fn short(self) -> u64 {
        self.commas.min(1)
            | self.verbs.min(1) << 1
            | self.cues.min(1) << 2
            | self.quotes.min(1) << 3
            | self.others.min(1) << 4
    }
}

/// A cue, and the tokens that are looked at for it.
pub(super) struct Asked<'c> {
    pub(super) columns: &'c Columns<'c>,
    pub(super) cue: Range<usize>,
    pub(super) window: Range<usize>,
    /// The cues in the window, and one on either side of it, sorted.
    pub(super) others: &'c [Range<usize>],
    /// The surest claim of the rules with this cue.
    pub(super) rule: Option<&'c RuleClaim>,
    /// The token that says most of the cue.
    pub(super) head: usize,
    /// Where quotations stand around the cue: less than 2^12.
    pub(super) quotes: u64,
}

/// Where a token stands, seen from a cue.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub(super) index: usize,
    /// 0 before the cue, 1 in it, 2 behind it.
    pub(super) side: u64,
    /// In tokens; 0 in the cue.
    pub(super) distance: usize,
    /// The distance, coarsely: less than 12.
    pub(super) far: u64,
    pub(super) passed: Between,
}

impl<'c> Asked<'c> {
    pub(super) fn new(columns: &'c Columns<'c>, cue: &Range<usize>, others: &'c [Range<usize>]) -> Self {
        let window = window(columns, cue);
        let first = others.partition_point(|other| other.end <= window.start).saturating_sub(1);
        let last = (others.partition_point(|other| other.start < window.end) + 1).min(others.len());
        Asked {
            columns,
            cue: cue.clone(),
            others: &others[first..last.max(first)],
            rule: columns.rule_claim(cue),
            head: head(columns, cue),
            quotes: quote_pattern(columns, cue, &window),
            window,
        }
    }

    /// The tokens of the window, in order. `betweens` is scratch space.
    pub(super) fn items<'b>(
        &'b self,
        betweens: &'b mut Vec<Between>,
    ) -> impl Iterator<Item = Item> + use<'b, 'c> {
        fill_betweens(self.columns, &self.cue, &self.window, self.others, betweens);
        self.window.clone().zip(betweens.iter()).map(|(index, passed)| {
            let (side, distance) = if index < self.cue.start {
                (0, self.cue.start - index)
            } else if index < self.cue.end {
                (1, 0)
            } else {
                (2, index + 1 - self.cue.end)
            };
            Item { index, side, distance, far: bucket(distance), passed: *passed }
        })
    }
}

/// The token that says most of a cue: its last verb or noun of saying, or else its last word.
pub(super) fn head(columns: &Columns, cue: &Range<usize>) -> usize {
    cue.clone()
        .rev()
        .find(|index| columns.token(*index).may_be_cue())
        .unwrap_or(cue.end.saturating_sub(1).max(cue.start))
}

/// What the claim of the rules for this cue says of a token: less than 64.
pub(super) fn rule_role(rule: Option<&RuleClaim>, index: usize) -> u64 {
    let Some(rule) = rule else { return 0 };
    let part = |range: &Range<usize>| {
        if index == range.start {
            1
        } else if index + 1 == range.end {
            2
        } else {
            3
        }
    };
    let sure = u64::from(rule.confidence >= 0.6) + u64::from(rule.confidence >= 0.8);
    let role = if let Some(range) = rule.content.iter().find(|range| range.contains(&index)) {
        4 + part(range)
    } else if let Some(range) = rule.source.iter().find(|range| range.contains(&index)) {
        8 + part(range)
    } else if rule.source.is_none() {
        1
    } else {
        2
    };
    role << 2 | sure
}

fn fill_betweens(
    columns: &Columns,
    cue: &Range<usize>,
    window: &Range<usize>,
    others: &[Range<usize>],
    between: &mut Vec<Between>,
) {
    between.clear();
    between.resize(window.len(), Between::default());
    let starts = |index: usize| others.binary_search_by_key(&index, |other| other.start).is_ok();
    let mut passed = Between::default();
    for index in (window.start..cue.start).rev() {
        between[index - window.start] = passed;
        passed.pass(columns, index, starts(index));
    }
    passed = Between::default();
    for index in cue.end..window.end {
        // A mark counts for itself: the text behind it begins with it.
        passed.pass(columns, index, starts(index));
        between[index - window.start] = passed;
    }
}

/// Whether the token lies in another cue, or just before or behind one: less than 128.
pub(super) fn near_cue(others: &[Range<usize>], cue: &Range<usize>, index: usize) -> u64 {
    let at = others.partition_point(|other| other.end <= index);
    let next = others.get(at).filter(|other| other.start != cue.start);
    let last = at.checked_sub(1).and_then(|at| others.get(at)).filter(|other| other.start != cue.start);
    let next = next.map_or(7, |next| match next.start.saturating_sub(index) {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=8 => 3,
        9..=20 => 4,
        _ => 5,
    });
    let last = last.map_or(7, |last| match index + 1 - last.end {
        0..=1 => 1,
        2..=3 => 2,
        4..=8 => 3,
        _ => 5,
    });
    next << 4 | last
}

/// Whether quotations stand on either side of the cue, and how close.
fn quote_pattern(columns: &Columns, cue: &Range<usize>, window: &Range<usize>) -> u64 {
    let near = |distance: usize| match distance {
        0 => 1,
        1..=2 => 2,
        3..=6 => 3,
        7..=15 => 4,
        _ => 5,
    };
    let left = (window.start..cue.start)
        .rev()
        .find(|index| columns.places[*index] >= OPENS)
        .map_or(0, |index| near(cue.start - index - 1) << 1 | u64::from(columns.places[index] == CLOSES));
    let right = (cue.end..window.end)
        .find(|index| columns.places[*index] >= OPENS)
        .map_or(0, |index| near(index - cue.end) << 1 | u64::from(columns.places[index] == CLOSES));
    let inside = u64::from(columns.places[cue.start] != OUTSIDE);
    left << 8 | right << 1 | inside
}

fn bucket(distance: usize) -> u64 {
    match distance {
        0..=5 => distance as u64,
        6..=8 => 6,
        9..=12 => 7,
        13..=18 => 8,
        19..=28 => 9,
        29..=45 => 10,
        _ => 11,
    }
}
