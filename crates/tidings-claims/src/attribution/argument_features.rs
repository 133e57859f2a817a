//! What the net of sources and contents sees of a token, given a cue: the words around it, on which side of the cue it
//! stands and how far away, what lies between, and what the rules think.
//!
//! A token is asked about for every cue near it, so the questions are in three groups: those about the token and those about
//! the cue are answered once ([`argument_scores`](super::argument_scores)), and only those about both for every pair.

use tidings_learn::feature::pair;
use tidings_learn::net::{Slots, hashed};

use super::argument_window::{Asked, Item, near_cue, rule_role};
use super::columns::{BEYOND, Columns};
use super::slots::small_tag;

/// Numbers in the hidden layer.
pub const HIDDEN: usize = 64;

/// How many questions there are about a token, a cue, and a pair.
pub(super) const OF_TOKEN: usize = 20;
const OF_CUE: usize = 9;
const OF_PAIR: usize = 20;

/// How many questions are asked of a token, given a cue.
pub const QUESTIONS: usize = OF_TOKEN + OF_CUE + OF_PAIR;

/// The slots whose answers are words: rows are tied to vectors there.
pub const WORD_SLOTS: [usize; 5] = [0, 1, 2, OF_TOKEN, OF_TOKEN + 1];

/// The questions in the order in which they are asked, with their numbers of answers.
pub const SLOTS: Slots<QUESTIONS> = Slots::new([
    8000, 4000, 4000, // words: here, before, behind
    2049, 513, 513,  // clusters: here, here in a middle grain, behind
    4096, // use
    128, 4096, 4096, 4096, 2048, 2048, // parts of speech: here, pairs, three, two on either side
    2048, 512, // last three letters; shape
    2048, 2048, 343, 1024, 4096, // names around; quotations around; roles by rule
    // About the cue.
    3000, 2000, 513, 256, // head, word behind; cluster and group of the head
    2048, 2048, 2048, 1024, 4, // uses: head, behind, before; quotations; the claim of the rules
    // About both.
    512, // distance
    4096, 4096, 4096, 4096, 2048, 4096, // what lies between; with parts of speech; with quotations
    512, 4096, // other cues
    4096, 4096, 4096, 2048, // close to the cue: use, word, head of the cue
    256, 2048, 2048, 2048, // the claim of the rules
    4096, 2048, 4096, // head of the cue and group with distance and part of speech
]);

/// Answers about a token.
pub(super) fn token_rows(columns: &Columns, numbers: &[u16], index: usize) -> [u32; OF_TOKEN] {
    let within = columns.around(&columns.tags, index);
    let number = |inside: bool, index: usize| if inside { u32::from(numbers[index]) } else { 0 };
    let (before, behind) = (within[0] != BEYOND, within[2] != BEYOND);
    let [left, tag, right] = within.map(small_tag);
    let two_left = small_tag(columns.beside(&columns.tags, index, -2));
    let two_right = small_tag(columns.beside(&columns.tags, index, 2));
    let form = &columns.forms[index];
    let next = if behind { u32::from(columns.forms[index + 1].clusters[1]) } else { 0 };
    let names = columns.around_small(&columns.names, index).map(|name| name.min(12));
    let places = columns.around_small(&columns.places, index).map(|place| place.min(6));
    let three = |[a, b, c]: [u64; 3]| a << 8 | b << 4 | c;
    let role = columns.roles[index];
    let answers = [
        number(true, index),
        number(before, index.wrapping_sub(1)),
        number(behind, index + 1),
        u32::from(form.clusters[0]),
        u32::from(form.clusters[1]),
        next,
        hashed(columns.uses[index], 12),
        tag as u32,
        hashed(left << 7 | tag, 12),
        hashed(tag << 7 | right, 12),
        hashed(left << 14 | tag << 7 | right, 12),
        hashed(two_left << 14 | left << 7 | tag, 11),
        hashed(tag << 14 | right << 7 | two_right, 11),
        hashed(u64::from(form.tail & 0x00ff_ffff), 11),
        hashed(u64::from(form.shape), 9),
        hashed(three(names), 11),
        hashed(three(names) << 7 | tag, 11),
        ((places[0] * 7 + places[1]) * 7 + places[2]) as u32,
        (places[1] << 7 | tag) as u32,
        role.short() as u32,
    ];
    SLOTS.rows(0, answers)
}

/// Answers about a cue.
pub(super) fn cue_rows(asked: &Asked<'_>, numbers: &[u16]) -> [u32; OF_CUE] {
    let Asked { columns, cue, window, head, .. } = asked;
    let usage = |index: usize| if window.contains(&index) { columns.uses[index] } else { BEYOND };
    let next = if window.contains(&cue.end) { u32::from(numbers[cue.end]) } else { 0 };
    let sure = asked
        .rule
        .map_or(0, |rule| 1 + u32::from(rule.confidence >= 0.6) + u32::from(rule.confidence >= 0.8));
    let answers = [
        u32::from(numbers[*head]),
        next,
        u32::from(columns.forms[*head].clusters[1]),
        hashed(columns.token(*head).cue_group(), 8),
        hashed(columns.uses[*head], 11),
        hashed(usage(cue.end), 11),
        hashed(usage(cue.start.wrapping_sub(1)), 11),
        hashed(asked.quotes, 10),
        sure,
    ];
    SLOTS.rows(OF_TOKEN, answers)
}

/// Where the questions begin that are about tokens close to a cue, and those about the claim of the rules; and where they end.
const CLOSE: usize = OF_TOKEN + OF_CUE + 9;
const BY_RULE: usize = CLOSE + 4;
const BY_RULE_END: usize = BY_RULE + 4;

/// The farthest token, counted from the cue, that the questions about close ones are asked of.
const CLOSEST: usize = 4;

/// The rows of a token that is not close to the cue, instead of those of the questions about close ones.
pub(super) fn rows_if_far() -> [u32; BY_RULE - CLOSE] {
    SLOTS.rows(CLOSE, [0; BY_RULE - CLOSE])
}

/// The rows of every token if there is no claim of the rules, instead of those of the questions about it.
pub(super) fn rows_if_unruled() -> [u32; BY_RULE_END - BY_RULE] {
    SLOTS.rows(BY_RULE, [0; BY_RULE_END - BY_RULE])
}

/// Whether questions about close tokens are asked.
pub(super) fn is_close(item: &Item) -> bool {
    item.distance <= CLOSEST
}

/// Answers about a token and a cue. Those that all tokens have that are [far](rows_if_far), or without a claim of the
/// [rules](rows_if_unruled), are not given again.
pub(super) fn pair_rows(asked: &Asked<'_>, item: &Item, rows: &mut Vec<u32>) {
    let Asked { columns, cue, head, .. } = asked;
    let (index, side) = (item.index, item.side);
    let [left, tag, right] = columns.around(&columns.tags, index).map(small_tag);
    let (value, short) = (item.passed.value(), item.passed.short());
    let other = near_cue(asked.others, cue, index);
    let far = side << 4 | item.far;
    let between = [
        (far << 3 | item.distance.min(6) as u64) as u32,
        (side << 10 | value) as u32,
        hashed(side << 12 | short << 7 | left, 12),
        hashed(side << 12 | short << 7 | tag, 12),
        hashed(side << 12 | short << 7 | right, 12),
        hashed(side << 17 | short << 12 | asked.quotes, 11),
        hashed(side << 13 | value << 3 | u64::from(columns.places[index]), 12),
        (side << 7 | other) as u32,
        hashed(side << 14 | other << 7 | tag, 12),
    ];
    rows.extend(SLOTS.rows(OF_TOKEN + OF_CUE, between));
    if is_close(item) {
        rows.extend(close_rows(asked, item, tag));
    }
    if asked.rule.is_some() {
        rows.extend(rule_rows(asked, item, tag));
    }
    let (word, group) = (columns.words[*head], columns.token(*head).cue_group());
    let of_head =
        [hashed(pair(far, word), 12), hashed(pair(far, group), 11), hashed(pair(side << 7 | tag, group), 12)];
    rows.extend(SLOTS.rows(BY_RULE_END, of_head));
}

/// Answers about a token close to a cue.
fn close_rows(asked: &Asked<'_>, item: &Item, tag: u64) -> [u32; BY_RULE - CLOSE] {
    let Asked { columns, head, .. } = asked;
    // The first answer is that of all tokens farther away.
    let offset = item.side << 4 | item.distance as u64;
    let close = |value: u64, bits: u32| hashed(pair(offset, value), bits).max(1);
    let answers = [
        close(columns.uses[item.index], 12),
        close(columns.words[item.index], 12),
        close(columns.words[*head], 12),
        close(pair(columns.uses[*head], tag), 11),
    ];
    SLOTS.rows(CLOSE, answers)
}

/// Answers about a token and the claim of the rules.
fn rule_rows(asked: &Asked<'_>, item: &Item, tag: u64) -> [u32; BY_RULE_END - BY_RULE] {
    let (index, side) = (item.index, item.side);
    let part = |index: usize| if asked.window.contains(&index) { rule_role(asked.rule, index) } else { 63 };
    let (before, here, behind) = (part(index.wrapping_sub(1)), part(index), part(index + 1));
    let role = asked.columns.roles[index].short();
    let answers = [
        (side << 6 | here) as u32,
        hashed(side << 18 | before << 12 | here << 6 | behind, 11),
        hashed(side << 13 | here << 7 | tag, 11),
        hashed(role << 13 | side << 11 | here << 5 | item.passed.short(), 11),
    ];
    SLOTS.rows(BY_RULE, answers)
}
