//! The draft: a tree of the same sentence by a smaller parser that reads it from the end, and what the parser asks about it.
//!
//! A parser that reads from left to right decides about long arcs before it has seen where they lead; one that reads from
//! right to left errs elsewhere (Attardi and Dell'Orletta 2009).

use tidings_learn::net::{Net, Slots, bucket};
use tidings_learn::{ModelError, Section};

use super::decide::{Decider, Decisions};
use super::features::{ABOUT_NEXT, ABOUT_SECOND, ABOUT_THIRD, ABOUT_TOP, QUESTIONS, features, questions};
use super::fitting::Fitting;
use super::roles::{ROLES, RoleRows, others};
use super::seen::{NOTHING, Seen, TAGS, turned};
use super::state::{NOBODY, State, Transition};

/// Numbers in the hidden layer of its parser.
pub const DRAFT_HIDDEN: usize = 96;

/// What the draft says of a word.
#[derive(Clone, Copy, Debug)]
pub struct Drafted {
    /// Its head, or [`NOBODY`].
    head: u32,
    /// Its relation, counted from 1; 0 for the root.
    relation: u8,
    /// Its outermost dependents on both sides, or the word itself.
    left: u32,
    right: u32,
}

/// What is said where no word is.
const SILENCE: Drafted = Drafted { head: NOBODY, relation: 0, left: NOBODY, right: NOBODY };

/// The draft of one sentence, and what its parser writes to while it works.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    words: Vec<Drafted>,
    turned: Vec<Seen>,
    state: State,
    decisions: Decisions<DRAFT_HIDDEN>,
}

impl Draft {
    /// What it says of every word.
    #[inline]
    pub fn words(&self) -> &[Drafted] {
        &self.words
    }

    /// Reads it from the state that its parser ended in.
    fn read(&mut self) {
        let length = self.state.heads.len() as u32;
        self.words.clear();
        for index in 0..length {
            let at = (length - 1 - index) as usize;
            let head = self.state.heads[at];
            let (head, relation) = match head {
                NOBODY => (NOBODY, 0),
                head => (length - 1 - head, self.state.relations[at] + 1),
            };
            self.words.push(Drafted { head, relation, left: index, right: index });
        }
        for index in 0..length {
            let head = self.words[index as usize].head;
            if let Some(head) = self.words.get_mut(head as usize) {
                head.left = head.left.min(index);
                head.right = head.right.max(index);
            }
        }
    }
}

/// Makes drafts.
#[derive(Clone)]
pub struct Drafter {
    net: Net<DRAFT_HIDDEN>,
    relations: usize,
    fitting: Fitting,
}

impl Drafter {
    /// From the bytes of a net, for so many relations, and where they fit in the order of reading.
    ///
    /// # Errors
    /// If the bytes are no such net.
    pub fn open(section: Section, relations: usize, fitting: &Fitting) -> Result<Self, ModelError> {
        let scores = Transition::ALL.len() + 2 * relations;
        let net = Net::open(section, DRAFT_SLOTS.sizes(), scores)?;
        Ok(Drafter { net, relations, fitting: fitting.turned() })
    }

    /// Makes the draft of a sentence, with at most so many revisions.
    pub fn draft(&self, seen: &[Seen], revisions: usize, draft: &mut Draft) {
        turned(seen, &mut draft.turned);
        let Draft { turned, state, decisions, .. } = &mut *draft;
        let Drafter { net, relations, fitting } = self;
        let decider = Decider { net, seen: turned, relations: *relations, fitting, roles: &ROLE_ROWS };
        decider.analyze(state, revisions, decisions, |state| draft_rows(state, turned));
        draft.read();
    }
}

/// The rows of a state of the parser that makes the draft.
#[inline]
pub fn draft_rows(state: &State, turned: &[Seen]) -> [u32; QUESTIONS] {
    DRAFT_SLOTS.rows(0, features(state, turned))
}

/// What its parser is asked.
pub const DRAFT_SLOTS: Slots<QUESTIONS> = questions([3000, 3000, 1500, 700], 400);

const OF_ROLES: [&[usize]; ROLES] = [&ABOUT_TOP, &ABOUT_NEXT, &ABOUT_SECOND, &ABOUT_THIRD];
pub(super) static ROLE_ROWS: RoleRows =
    RoleRows { of_roles: OF_ROLES, others: &others::<QUESTIONS, 30>(OF_ROLES) };

/// How many questions are asked about the draft.
pub(super) const DRAFT_QUESTIONS: usize = 17;

/// The questions about the draft in the order of [`draft_features`], with their numbers of answers.
pub(super) const ABOUT_DRAFT: [u32; DRAFT_QUESTIONS] = [
    512, 512, 512,
    512, // where the heads of top, next, second and after next stand, and their relations
    64,  // who still waits for dependents
    TAGS, TAGS, 513, 513,  // tags and clusters of the heads of top and next
    512,  // where the head of the third stands, and its relation
    2048, // relations of top and next
    256,  // how far the heads of top and next are
    700, 700, // words of these heads
    TAGS, TAGS, TAGS, // tags of what waits for the top, and of the heads of these heads
];

/// Which of them are about the top of the stack alone, and about the next word.
pub(super) const ABOUT_HEAD_OF_TOP: [usize; 4] = [5, 7, 12, 15];
pub(super) const ABOUT_HEAD_OF_NEXT: [usize; 4] = [6, 8, 13, 16];

/// The answers to the questions about the draft in a state.
#[inline]
pub(super) fn draft_features(state: &State, seen: &[Seen], draft: &[Drafted]) -> [u32; DRAFT_QUESTIONS] {
    let (s0, s1, s2) = (state.top(0), state.top(1), state.top(2));
    let (b0, b1) = if state.reading() { (state.next, state.next + 1) } else { (NOBODY, NOBODY) };
    let at = |index: u32| draft.get(index as usize).unwrap_or(&SILENCE);
    let word = |index: u32| seen.get(index as usize).unwrap_or(&NOTHING);
    let (head, next_head) = (at(s0).head, at(b0).head);
    let place = |index: u32| {
        let relation = u32::from(at(index).relation);
        if index as usize >= draft.len() {
            0
        } else {
            place_of(at(index).head, s0, s1, state.next) << 6 | relation
        }
    };
    let waiting = waits(at(s0).right, state.next) + 3 * waits(at(s1).right, state.next);
    let right = Some(at(s0).right).filter(|right| *right >= state.next).unwrap_or(NOBODY);
    [
        place(s0),
        place(b0),
        place(s1),
        place(b1),
        waiting + 9 * reach(at(b0).left, s0, s1),
        word(head).tag.into(),
        word(next_head).tag.into(),
        word(head).middle.into(),
        word(next_head).middle.into(),
        place(s2),
        bucket(u32::from(at(s0).relation) << 6 | u32::from(at(b0).relation), 11),
        distance(s0, head) << 4 | distance(b0, next_head),
        word(head).number.into(),
        word(next_head).number.into(),
        word(right).tag.into(),
        word(at(head).head).tag.into(),
        word(at(next_head).head).tag.into(),
    ]
}

/// Where a head stands, seen from a state: 1 for that of the root, up to 7.
#[inline]
fn place_of(head: u32, top: u32, second: u32, next: u32) -> u32 {
    match head {
        NOBODY => 1,
        head if head == top => 2,
        head if head == second => 3,
        head if head == next => 4,
        head if head > next => 5,
        head if second != NOBODY && head < second => 6,
        _ => 7,
    }
}

/// Whether the outermost dependent on the right is behind the next word (2), that word (1), or neither.
#[inline]
fn waits(right: u32, next: u32) -> u32 {
    match right {
        NOBODY => 0,
        right if right > next => 2,
        right => u32::from(right == next),
    }
}

/// How far into the stack the outermost dependent on the left of the next word stands: 0 if behind the top, up to 4.
#[inline]
fn reach(left: u32, top: u32, second: u32) -> u32 {
    if left == NOBODY || top == NOBODY || left > top {
        0
    } else if left == top {
        1
    } else if second == NOBODY || left > second {
        2
    } else if left == second {
        3
    } else {
        4
    }
}

/// How far away a head is, and on which side: less than 16.
#[inline]
fn distance(index: u32, head: u32) -> u32 {
    match head {
        NOBODY => 0,
        head if head > index => 8 + (head - index).min(7),
        head => (index - head).min(7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// *Moscow denied it*, read from its end: *it* and *Moscow* hang on *denied*.
    fn draft() -> Draft {
        let mut draft = Draft::default();
        draft.state.begin(3);
        draft.state.heads = vec![1, NOBODY, 1];
        draft.state.relations = vec![5, 0, 7];
        draft.read();
        draft
    }

    #[test]
    fn a_draft_is_turned_back() {
        let said: Vec<_> = draft().words().iter().map(|word| (word.head, word.relation)).collect();
        assert_eq!(said, [(1, 8), (NOBODY, 0), (1, 6)]);
        let denied = draft().words()[1];
        assert_eq!((denied.left, denied.right), (0, 2));
    }

    #[test]
    fn what_the_draft_says_is_seen_from_the_state() {
        let (draft, seen) = (draft(), [NOTHING; 3]);
        let mut state = State::default();
        state.begin(3);
        state.apply(Transition::Shift, 0);
        // Moscow on the stack, denied next: the one hangs on the other, which is the root and waits for nothing to its left but that.
        let answers = draft_features(&state, &seen, draft.words());
        assert_eq!(answers[..2], [4 << 6 | 8, 1 << 6]);
        state.apply(Transition::Left, 0);
        state.apply(Transition::Shift, 0);
        let answers = draft_features(&state, &seen, draft.words());
        assert_eq!(answers[0], 1 << 6, "denied is the root");
        assert_eq!(answers[4], 1, "and waits for the next word");
    }
}
