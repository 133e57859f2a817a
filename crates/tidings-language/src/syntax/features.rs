//! What the parser sees of a state: the words on top of the stack and next to be read, the words around them, the
//! dependents they have so far, and what lies between them.

use tidings_core::{PennTag, Upos, Word, WordCase};
use tidings_learn::net::{Slots, bucket};

use super::state::{NOBODY, State};

/// One word as the parser sees it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    number: u16,
    tag: u16,
    fine: u16,
    middle: u16,
    ending: u16,
    case: u8,
    /// How many commas and the like, and how many verbs, there are before this word (modulo 2^16).
    marks: u16,
    verbs: u16,
}

/// Tags count as Penn tags in eight variants: no two pairs of tags that are frequent share one.
const TAGS: u32 = 1 + 8 * PennTag::ALL.len() as u32;
const NOTHING: Seen = Seen { number: 0, tag: 0, fine: 0, middle: 0, ending: 0, case: 7, marks: 0, verbs: 0 };

/// How many questions are asked of a state.
pub const QUESTIONS: usize = 52;

/// The slots of words, which are tied to vectors: top of the stack, next, second and third on the stack, second to
/// be read.
pub const WORD_SLOTS: [usize; 4] = [0, 1, 2, 3];

/// The questions in the order of [`features`], with their numbers of answers.
pub const SLOTS: Slots<QUESTIONS> = Slots::new([
    6000, 6000, 3000, 2000, // words: top, next, second, after next
    1000, 1000, 1000, 1000, 1000,
    1000, // frequent words: dependents to the left of next, top and second; third
    TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, // tags: top, second, third, next, three after it
    TAGS, TAGS, TAGS,
    TAGS, // tags of neighbors: before and after the top, after the second, before the next
    TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, TAGS, // tags of dependents
    64, 64, 64, 64, 64, 64, 64, 64, 64, // their relations
    2049, 2049, 513, // clusters: top, next, second
    1024, 1024, // endings: top, next
    64,   // cases of top and next
    64, 256, // distances; numbers of dependents
    256, // marks and verbs between
    2048, 2048, 2048, 2048, // pairs of tags
]);

/// Describes a sentence.
pub fn see(words: &[Word], numbers: &[u16], upos: &[Upos], penn: &[PennTag], seen: &mut Vec<Seen>) {
    seen.clear();
    let (mut marks, mut verbs) = (0u16, 0u16);
    for (((word, number), upos), penn) in words.iter().zip(numbers).zip(upos).zip(penn) {
        seen.push(Seen {
            number: *number,
            tag: 1 + *penn as u16 * 8 + *upos as u16 % 8,
            fine: word.clusters[0],
            middle: word.clusters[1],
            ending: bucket(word.tail & 0xff_ffff, 10) as u16,
            case: match word.case {
                WordCase::Initial | WordCase::Mixed => 1,
                WordCase::Upper => 2,
                WordCase::Lower => 3,
                WordCase::Uncased => 0,
            },
            marks,
            verbs,
        });
        marks = marks.wrapping_add(matches!(upos, Upos::Punct | Upos::Cconj) as u16);
        verbs = verbs.wrapping_add(matches!(upos, Upos::Verb) as u16);
    }
}

/// The rows of a state.
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
    let pair = |a: u32, b: u32| bucket(a << 10 | b, 11);
    let answers = [
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
        (l0.2.min(3) << 6) | (r0.2.min(3) << 4) | (r1.2.min(3) << 2) | lb.2.min(3),
        between(s0, b0) << 4 | between(s1, s0),
        pair(tag(s0), tag(b0)),
        pair(tag(s0), tag(s1)),
        pair(tag(s1), tag(b0)),
        pair(tag(b0), tag(beside(b0, 1))),
    ];
    SLOTS.rows(0, answers)
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
