//! What the tagger of sources and contents sees of a token, given a cue: the words around it as before, on which side of the
//! cue it stands and how far away, what lies between, and what the rules think.

use std::ops::Range;

use tidings_learn::FeatureRows;
use tidings_learn::feature::{key, pair};

use super::columns::{CLOSES, Columns, OPENS, OUTSIDE, RuleClaim};
use crate::rules::words::*;

/// How many tokens are looked at before a cue, and after it.
const BEFORE: usize = 70;
const AFTER: usize = 90;

/// How many more tokens are looked at so that a quotation is whole: bounds the work where a mark is missing.
const WHOLE: usize = 400;

const BEYOND: u64 = 0x5eed;

/// The tokens in which the source and the content of a cue are looked for: its paragraph, at most a fixed way to
/// either side, with whole quotations.
pub(super) fn window(columns: &Columns, cue: &Range<usize>) -> Range<usize> {
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
struct Between {
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

/// Adds a row for every token of the window. `others` are the other cues that were found, sorted.
pub(super) fn rows(
    columns: &Columns,
    cue: &Range<usize>,
    window: &Range<usize>,
    others: &[Range<usize>],
    rows: &mut FeatureRows,
) {
    rows.clear();
    let between = betweens(columns, cue, window, others);
    let rule = columns.rule_claim(cue);
    let head = head(columns, cue);
    let head_word = columns.words[head];
    let head_use = columns.uses[head];
    let head_cluster = u64::from(columns.forms[head].clusters[1]);
    let neighbor = |column: &[u64], index: usize| {
        if window.contains(&index) { column[index] } else { BEYOND }
    };
    let next_use = neighbor(&columns.uses, cue.end);
    let next_word = neighbor(&columns.words, cue.end);
    let last_use = neighbor(&columns.uses, cue.start.wrapping_sub(1));
    let quotes = quote_pattern(columns, cue, window);
    let group = columns.token(head).cue_group();
    for index in window.clone() {
        let side = if index < cue.start {
            1
        } else if index < cue.end {
            2
        } else {
            3_u64
        };
        let distance = match side {
            1 => cue.start - index,
            3 => index + 1 - cue.end,
            _ => 0,
        };
        let far = bucket(distance);
        let sided = side << 8;
        let at = |column: &[u64], offset: isize| -> u64 {
            let index = index.wrapping_add_signed(offset);
            if window.contains(&index) { column[index] } else { BEYOND }
        };
        let word = |offset: isize| at(&columns.words, offset);
        let tag = |offset: isize| at(&columns.tags, offset);
        let small = |column: &[u8], offset: isize| -> u64 {
            let index = index.wrapping_add_signed(offset);
            if window.contains(&index) { u64::from(column[index]) } else { 0xff }
        };
        let mut template = 100;
        let mut add = |value: u64| {
            rows.push(key(template, value));
            template += 1;
        };
        let (before, here, after) = (word(-1), word(0), word(1));
        let (left, tag_here, right) = (tag(-1), tag(0), tag(1));
        let usage_here = columns.uses[index];
        let form = &columns.forms[index];
        let middle = u64::from(form.clusters[1]);
        let place = small(&columns.places, 0);
        let places = small(&columns.places, -1) << 16 | place << 8 | small(&columns.places, 1);
        let names =
            small(&columns.names, -1) << 16 | small(&columns.names, 0) << 8 | small(&columns.names, 1);
        // Words, by side.
        add(sided | far);
        add(pair(sided, here));
        add(pair(sided, before));
        add(pair(sided, after));
        add(pair(sided, usage_here));
        let around = pair(pair(left, tag_here), right);
        add(pair(sided, pair(left, tag_here)));
        add(pair(sided, pair(tag_here, right)));
        add(pair(sided, around));
        add(pair(sided, pair(pair(tag(-2), left), tag_here)));
        add(pair(sided, pair(pair(tag_here, right), tag(2))));
        add(pair(sided, pair(left, here)));
        add(pair(sided, pair(here, right)));
        add(pair(sided, middle));
        add(pair(sided, pair(middle, right)));
        add(pair(sided, u64::from(form.tail & 0x00ff_ffff)));
        add(pair(sided, u64::from(form.shape)));
        add(pair(sided, names));
        add(pair(sided, pair(names, tag_here)));
        add(pair(sided, places));
        add(pair(sided, pair(places, tag_here)));
        // The cue.
        add(pair(sided | place, head_word));
        add(pair(sided | far, head_word));
        add(pair(sided, pair(head_word, tag_here)));
        add(pair(sided | far, head_cluster));
        add(pair(sided, pair(head_cluster, tag_here)));
        add(pair(sided | far, group));
        add(pair(sided, pair(group, tag_here)));
        add(pair(sided | far, pair(next_use, head_use)));
        add(pair(sided | place, pair(next_use, head_use)));
        add(pair(sided | far, next_word));
        add(pair(sided | far, pair(last_use, tag_here)));
        add(pair(sided | far, quotes));
        add(pair(sided | place, quotes));
        // Next to the cue.
        let offset = if distance <= 4 { sided | distance as u64 } else { sided | 9 };
        add(pair(offset, usage_here));
        add(pair(offset, here));
        add(pair(offset, head_word));
        add(pair(offset, pair(head_use, tag_here)));
        // What lies between.
        let passed = between[index - window.start];
        add(pair(sided, passed.value()));
        add(pair(sided, pair(passed.value(), tag_here)));
        add(pair(sided, pair(passed.short(), around)));
        add(pair(sided, pair(passed.short(), left)));
        add(pair(sided, pair(passed.short(), right)));
        add(pair(sided, pair(passed.short(), quotes)));
        add(pair(sided | place, passed.value()));
        let other = near_cue(others, cue, index);
        add(sided | other);
        add(pair(sided | other, tag_here));
        // The rules.
        let role = |offset: isize| -> u64 {
            let index = index.wrapping_add_signed(offset);
            if window.contains(&index) { rule_role(rule, index) } else { 99 }
        };
        let (role_before, role_here, role_after) = (role(-1), role(0), role(1));
        add(sided | role_here);
        add(pair(sided | role_here, tag_here));
        add(pair(sided | role_here, pair(role_before, role_after)));
        add(pair(sided | role_before, pair(left, tag_here)));
        add(pair(sided | role_after, pair(tag_here, right)));
        add(pair(sided, columns.roles[index].value()));
        add(pair(sided | role_here, pair(columns.roles[index].value(), passed.short())));
        rows.end_item();
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

fn betweens(
    columns: &Columns,
    cue: &Range<usize>,
    window: &Range<usize>,
    others: &[Range<usize>],
) -> Vec<Between> {
    let mut between = vec![Between::default(); window.len()];
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
    between
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
