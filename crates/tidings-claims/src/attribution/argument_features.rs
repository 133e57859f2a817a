//! What the tagger of sources and contents sees of a token, given a cue: the words around it, on which side of the
//! cue it stands and how far away, what lies between, and what the rules think.
//!
//! A token is asked about for every cue near it, so the questions are grouped by what their answers depend on: the token and
//! its side; the cue and a distance, a place or a tag; or both. The sums of the first two groups are worked out once
//! ([`argument_scores`](super::argument_scores)).

use std::ops::Range;

use tidings_learn::feature::{key, pair};

use super::columns::{BEYOND, CLOSES, Columns, OPENS, OUTSIDE, RuleClaim};
use crate::rules::words::*;

/// How many tokens are looked at before a cue, and after it.
const BEFORE: usize = 70;
const AFTER: usize = 90;

/// How many more tokens are looked at so that a quotation is whole: bounds the work where a mark is missing.
const WHOLE: usize = 400;

/// The tokens in which the source and the content of a cue are looked for: its paragraph, at most a fixed way to
/// either side, with whole quotations.
fn window(columns: &Columns, cue: &Range<usize>) -> Range<usize> {
    let number = columns.paragraph.get(cue.start).map_or(0, |number| *number as usize);
    let paragraph = columns.paragraphs.get(number).cloned().unwrap_or(0..columns.len());
    let mut start = paragraph.start.max(cue.start.saturating_sub(BEFORE));
    let mut end = paragraph.end.min(cue.end + AFTER);
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

    fn value(self) -> u64 {
        self.commas.min(3)
            | self.verbs.min(2) << 2
            | self.cues.min(2) << 4
            | self.quotes.min(3) << 6
            | self.stops.min(2) << 8
    }

    fn short(self) -> u64 {
        self.commas.min(1)
            | self.verbs.min(1) << 1
            | self.cues.min(1) << 2
            | self.quotes.min(1) << 3
            | self.others.min(1) << 4
    }
}

/// What all tokens of a window are asked about.
pub(super) struct Asked<'c> {
    columns: &'c Columns<'c>,
    cue: Range<usize>,
    pub(super) window: Range<usize>,
    /// The other cues that were found, sorted.
    others: &'c [Range<usize>],
    rule: Option<&'c RuleClaim>,
    head_word: u64,
    head_use: u64,
    head_cluster: u64,
    group: u64,
    next_use: u64,
    next_word: u64,
    last_use: u64,
    quotes: u64,
}

/// Where a token stands, seen from a cue.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub(super) index: usize,
    /// 1 before the cue, 2 in it, 3 behind it.
    pub(super) side: u64,
    distance: usize,
    /// The distance, coarsely: less than [`DISTANCES`].
    pub(super) far: u64,
    passed: Between,
}

/// The number of sides, coarse distances, places and tags, with some to spare.
pub(super) const SIDES: usize = 4;
pub(super) const DISTANCES: usize = 12;
pub(super) const PLACES: usize = 8;
pub(super) const TAGS: usize = 64;

/// The first numbers of the questions of each group.
const OF_TOKEN: u32 = 100;
const OF_DISTANCE: u32 = 130;
const OF_PLACE: u32 = 140;
const OF_TAG: u32 = 145;
const OF_PAIR: u32 = 150;
const OF_NEIGHBOR: u32 = 165;
const OF_RULE: u32 = 170;

impl<'c> Asked<'c> {
    pub(super) fn new(columns: &'c Columns, cue: &Range<usize>, others: &'c [Range<usize>]) -> Self {
        let window = window(columns, cue);
        let head = head(columns, cue);
        let neighbor = |column: &[u64], index: usize| {
            if window.contains(&index) { column[index] } else { BEYOND }
        };
        Asked {
            columns,
            cue: cue.clone(),
            others,
            rule: columns.rule_claim(cue),
            head_word: columns.words[head],
            head_use: columns.uses[head],
            head_cluster: u64::from(columns.forms[head].clusters[1]),
            group: columns.token(head).cue_group(),
            next_use: neighbor(&columns.uses, cue.end),
            next_word: neighbor(&columns.words, cue.end),
            last_use: neighbor(&columns.uses, cue.start.wrapping_sub(1)),
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
                (1, self.cue.start - index)
            } else if index < self.cue.end {
                (2, 0)
            } else {
                (3, index + 1 - self.cue.end)
            };
            Item { index, side, distance, far: bucket(distance), passed: *passed }
        })
    }

    /// Questions about the cue and a distance.
    #[inline]
    pub(super) fn distance_keys(&self, side: u64, far: u64, mut push: impl FnMut(u64)) {
        let sided = side << 8 | far;
        let values = [
            u64::from(self.rule.is_some()),
            self.head_word,
            self.head_cluster,
            self.group,
            pair(self.next_use, self.head_use),
            self.next_word,
            self.quotes,
        ];
        for (template, value) in (OF_DISTANCE..).zip(values) {
            push(key(template, pair(sided, value)));
        }
    }

    /// Questions about the cue and whether a token is quoted.
    #[inline]
    pub(super) fn place_keys(&self, side: u64, place: u64, mut push: impl FnMut(u64)) {
        let sided = side << 8 | place;
        let values = [self.head_word, pair(self.next_use, self.head_use), self.quotes];
        for (template, value) in (OF_PLACE..).zip(values) {
            push(key(template, pair(sided, value)));
        }
    }

    /// Questions about the cue and a part of speech.
    #[inline]
    pub(super) fn tag_keys(&self, side: u64, tag: u64, mut push: impl FnMut(u64)) {
        let sided = side << 8 | tag;
        for (template, value) in
            (OF_TAG..).zip([self.head_word, self.head_cluster, self.group, self.last_use])
        {
            push(key(template, pair(sided, value)));
        }
    }

    /// Questions about what only this token and this cue have together.
    #[inline]
    pub(super) fn pair_keys(&self, item: &Item, mut push: impl FnMut(u64)) {
        let Asked { columns, cue, window, .. } = self;
        let index = item.index;
        let sided = item.side << 8;
        let [left, tag, right] = columns.around(&columns.tags, index);
        let (value, short) = (item.passed.value(), item.passed.short());
        let other = near_cue(self.others, cue, index);
        let values = [
            pair(sided, value),
            pair(sided, pair(value, tag)),
            pair(sided, pair(short, pair(pair(left, tag), right))),
            pair(sided, pair(short, left)),
            pair(sided, pair(short, right)),
            pair(sided, pair(short, self.quotes)),
            pair(sided | u64::from(columns.places[index]), value),
            sided | other,
            pair(sided | other, tag),
        ];
        for (template, value) in (OF_PAIR..).zip(values) {
            push(key(template, value));
        }
        if item.distance <= 4 {
            let offset = sided | item.distance as u64;
            let values =
                [columns.uses[index], columns.words[index], self.head_word, pair(self.head_use, tag)];
            for (template, value) in (OF_NEIGHBOR..).zip(values) {
                push(key(template, pair(offset, value)));
            }
        }
        if self.rule.is_some() {
            let role = |index: usize| {
                if window.contains(&index) { rule_role(self.rule, index) } else { 99 }
            };
            let (before, here, after) = (role(index.wrapping_sub(1)), role(index), role(index + 1));
            let values = [
                sided | here,
                pair(sided | here, tag),
                pair(sided | here, pair(before, after)),
                pair(sided | before, pair(left, tag)),
                pair(sided | after, pair(tag, right)),
                pair(sided | here, pair(columns.roles[index].value(), short)),
            ];
            for (template, value) in (OF_RULE..).zip(values) {
                push(key(template, value));
            }
        }
    }
}

/// Questions about a token and its side.
pub(super) fn token_keys(columns: &Columns, index: usize, side: u64, mut push: impl FnMut(u64)) {
    let sided = side << 8;
    let [before, here, after] = columns.around(&columns.words, index);
    let [left, tag, right] = columns.around(&columns.tags, index);
    let form = &columns.forms[index];
    let middle = u64::from(form.clusters[1]);
    let three = |[a, b, c]: [u64; 3]| a << 16 | b << 8 | c;
    let names = three(columns.around_small(&columns.names, index));
    let places = three(columns.around_small(&columns.places, index));
    let two_left = columns.beside(&columns.tags, index, -2);
    let two_right = columns.beside(&columns.tags, index, 2);
    let values = [
        here,
        before,
        after,
        columns.uses[index],
        pair(left, tag),
        pair(tag, right),
        pair(pair(left, tag), right),
        pair(pair(two_left, left), tag),
        pair(pair(tag, right), two_right),
        pair(left, here),
        pair(here, right),
        middle,
        pair(middle, right),
        u64::from(form.tail & 0x00ff_ffff),
        u64::from(form.shape),
        names,
        pair(names, tag),
        places,
        pair(places, tag),
        columns.roles[index].value(),
    ];
    for (template, value) in (OF_TOKEN..).zip(values) {
        push(key(template, pair(sided, value)));
    }
}

/// The token that says most of a cue: its last verb or noun of saying, or else its last word.
pub(super) fn head(columns: &Columns, cue: &Range<usize>) -> usize {
    cue.clone()
        .rev()
        .find(|index| columns.token(*index).may_be_cue())
        .unwrap_or(cue.end.saturating_sub(1).max(cue.start))
}

/// What the claim of the rules for this cue says of a token.
fn rule_role(rule: Option<&RuleClaim>, index: usize) -> u64 {
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

/// Whether the token lies in another cue, or just before or behind one.
fn near_cue(others: &[Range<usize>], cue: &Range<usize>, index: usize) -> u64 {
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
