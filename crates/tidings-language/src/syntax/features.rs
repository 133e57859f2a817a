//! What the parser sees of a state: the words on top of the stack and next to be read, the words around them, the
//! dependents they have so far, and what lies between them.

use tidings_learn::net::{Slots, bucket};

use super::seen::{NOTHING, Seen, TAGS};
use super::state::{MOST, NOBODY, State};

/// How many questions are asked of a state.
pub const QUESTIONS: usize = 52;

/// The slots of words, which are tied to vectors: top of the stack, next, second and third on the stack, second to
/// be read.
pub const WORD_SLOTS: [usize; 4] = [0, 1, 2, 3];

/// The questions about the top of the stack alone, about the next word, and about the second and third on the stack.
pub(super) const ABOUT_TOP: [usize; 6] = [0, 10, 17, 18, 39, 42];
pub(super) const ABOUT_NEXT: [usize; 10] = [1, 3, 13, 14, 15, 16, 20, 40, 43, 51];
pub(super) const ABOUT_SECOND: [usize; 4] = [2, 11, 19, 41];
pub(super) const ABOUT_THIRD: [usize; 2] = [9, 12];

/// The questions in the order of [`features`], with their numbers of answers: so many words are told apart at the places of [`WORD_SLOTS`], and
/// so many where dependents stand.
pub(super) const fn questions(words: [u32; 4], dependents: u32) -> Slots<QUESTIONS> {
    let [top, next, second, after] = words;
    let other = dependents;
    Slots::new([
        top, next, second, after, // words
        other, other, other, other, other,
        other, // of dependents to the left of next, top and second; third
        TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, // tags: top, second, third, next, three after it
        TAGS, TAGS, TAGS,
        TAGS, // of neighbors: before and after the top, after the second, before the next
        TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, // of dependents
        64, 64, 64, 64, 64, 64, 64, 64, 64, // their relations
        2049, 2049, 513, // clusters: top, next, second
        1024, 1024, // endings: top, next
        64,   // cases of top and next
        64, 256, // distances; numbers of dependents
        256, // marks and verbs between
        1024, 1024, 1024, 1024, // pairs of tags
    ])
}

/// The answers to the questions in a state.
#[inline]
pub fn features(state: &State, seen: &[Seen]) -> [u32; QUESTIONS] {
    let at = |index: u32| seen.get(index as usize).unwrap_or(&NOTHING);
    let tag = |index: u32| at(index).tag as u32;
    let beside = |index: u32, by: i32| if index == NOBODY { NOBODY } else { index.wrapping_add_signed(by) };
    let (s0, s1, s2) = (state.top(0), state.top(1), state.top(2));
    let b0 = if state.reading() { state.next } else { NOBODY };
    let left = |index: u32| {
        state
            .left
            .get(index as usize)
            .map_or((NOBODY, NOBODY, 0), |side| (side.outer, side.inner, side.count))
    };
    let right = |index: u32| {
        state
            .right
            .get(index as usize)
            .map_or((NOBODY, NOBODY, 0), |side| (side.outer, side.inner, side.count))
    };
    let relation =
        |index: u32| state.relations.get(index as usize).map_or(0, |relation| 1 + *relation as u32);
    let (l0, r0, l1, r1, lb) = (left(s0), right(s0), left(s1), right(s1), left(b0));
    let between = |first: u32, second: u32| {
        let (first, second) = (at(first), at(second));
        (second.marks.wrapping_sub(first.marks).min(3) as u32) << 2
            | second.verbs.wrapping_sub(first.verbs).min(3) as u32
    };
    let (here, next, second) = (at(s0), at(b0), at(s1));
    let pair = |a: u32, b: u32| bucket(a << 10 | b, 10);
    [
        here.number as u32,
        next.number as u32,
        second.number as u32,
        at(beside(b0, 1)).number as u32,
        at(lb.0).number as u32,
        at(lb.1).number as u32,
        at(l0.0).number as u32,
        at(l0.1).number as u32,
        at(l1.0).number as u32,
        at(s2).number as u32,
        tag(s0),
        tag(s1),
        tag(s2),
        tag(b0),
        tag(beside(b0, 1)),
        tag(beside(b0, 2)),
        tag(beside(b0, 3)),
        tag(beside(s0, -1)),
        tag(beside(s0, 1)),
        tag(beside(s1, 1)),
        tag(beside(b0, -1)),
        tag(l0.0),
        tag(l0.1),
        tag(r0.0),
        tag(r0.1),
        tag(l1.0),
        tag(r1.0),
        tag(r1.1),
        tag(lb.0),
        tag(lb.1),
        relation(l0.0),
        relation(l0.1),
        relation(r0.0),
        relation(r0.1),
        relation(l1.0),
        relation(r1.0),
        relation(r1.1),
        relation(lb.0),
        relation(lb.1),
        here.fine as u32,
        next.fine as u32,
        second.middle as u32,
        here.ending as u32,
        next.ending as u32,
        (here.case as u32) << 3 | next.case as u32,
        distance(s0, b0) << 3 | distance(s1, s0),
        (l0.2.min(MOST) << 6) | (r0.2.min(MOST) << 4) | (r1.2.min(MOST) << 2) | lb.2.min(MOST),
        between(s0, b0) << 4 | between(s1, s0),
        pair(tag(s0), tag(b0)),
        pair(tag(s0), tag(s1)),
        pair(tag(s1), tag(b0)),
        pair(tag(b0), tag(beside(b0, 1))),
    ]
}

/// How far two words are apart, from 1 (side by side) to 7; 0 if there are not two.
#[inline]
fn distance(first: u32, second: u32) -> u32 {
    if first == NOBODY || second == NOBODY {
        return 0;
    }
    match second.saturating_sub(first) {
        near @ 0..=4 => near.max(1),
        5..=7 => 5,
        8..=13 => 6,
        _ => 7,
    }
}
