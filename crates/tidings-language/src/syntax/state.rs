//! The state of the parser in one sentence, and its three transitions: the arc-hybrid system (Kuhlmann, Gómez-Rodríguez
//! and Satta 2011).
//!
//! Invariants: every word is on the stack, still to be read, or has a head; heads never form a cycle, since a word
//! gets its head when it leaves the stack for good; the last word on the stack, and it alone, is the root. So
//! whatever is decided, the result is one tree, after at most twice as many transitions as there are words.

/// What the parser may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// The next word goes on the stack.
    Shift,
    /// The next word becomes the head of the one on top of the stack.
    Left,
    /// The second word of the stack becomes the head of the one on top.
    Right,
}

impl Transition {
    /// All transitions, in the order of their scores.
    pub const ALL: [Transition; 3] = [Transition::Shift, Transition::Left, Transition::Right];
}

/// Stands for no word.
pub const NOBODY: u32 = u32::MAX;

/// More dependents than this count as this many.
pub const MOST: u32 = 3;

/// The dependents of a word on one side.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// The outermost one, or [`NOBODY`].
    pub outer: u32,
    /// The one before it, or [`NOBODY`].
    pub inner: u32,
    /// How many there are.
    pub count: u32,
}

impl Side {
    const NONE: Side = Side { outer: NOBODY, inner: NOBODY, count: 0 };

    fn add(&mut self, word: u32) {
        *self = Side { outer: word, inner: self.outer, count: self.count + 1 };
    }
}

/// One sentence in the middle of its analysis.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Words that have no head yet, the top last.
    pub stack: Vec<u32>,
    /// The next word to be read.
    pub next: u32,
    /// The head of every word; [`NOBODY`] if it has none (yet).
    pub heads: Vec<u32>,
    /// The relation of every word to its head, as the parser numbers them.
    pub relations: Vec<u8>,
    /// Dependents to the left of every word.
    pub left: Vec<Side>,
    /// Dependents to the right of every word.
    pub right: Vec<Side>,
}

impl State {
    /// The state before the first transition in a sentence of `length` words.
    pub fn begin(&mut self, length: usize) {
        self.stack.clear();
        self.next = 0;
        self.heads.clear();
        self.heads.resize(length, NOBODY);
        self.relations.clear();
        self.relations.resize(length, 0);
        for side in [&mut self.left, &mut self.right] {
            side.clear();
            side.resize(length, Side::NONE);
        }
    }

    /// Makes it another state, without new memory.
    pub fn copy(&mut self, other: &State) {
        let State { stack, next, heads, relations, left, right } = other;
        self.next = *next;
        self.stack.clone_from(stack);
        self.heads.clone_from(heads);
        self.relations.clone_from(relations);
        self.left.clone_from(left);
        self.right.clone_from(right);
    }

    /// The word at a depth of the stack, 0 for its top.
    #[inline]
    pub fn top(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NOBODY, |at| self.stack[at])
    }

    /// Whether words are left to read.
    #[inline]
    pub fn reading(&self) -> bool {
        (self.next as usize) < self.heads.len()
    }

    /// Whether all is decided.
    #[inline]
    pub fn done(&self) -> bool {
        !self.reading() && self.stack.len() <= 1
    }

    /// How many transitions were made.
    #[inline]
    pub fn made(&self) -> usize {
        2 * self.next as usize - self.stack.len()
    }

    /// Whether all that can still be seen of two states of one sentence is the same: the words that have no head yet, and the outermost
    /// dependents of these words.
    pub fn goes_on_as(&self, other: &State) -> bool {
        let same_relation =
            |word: u32| self.relations.get(word as usize) == other.relations.get(word as usize);
        let same_side = |side: &Side, other: &Side| {
            (side.outer, side.inner) == (other.outer, other.inner)
                && side.count.min(MOST) == other.count.min(MOST)
                && same_relation(side.outer)
                && same_relation(side.inner)
        };
        let same = |word: u32| {
            let at = word as usize;
            same_side(&self.right[at], &other.right[at]) && same_side(&self.left[at], &other.left[at])
        };
        let next = Some(self.next).filter(|_| self.reading());
        self.next == other.next
            && self.stack == other.stack
            && next.into_iter().chain(self.stack.iter().rev().copied()).all(same)
    }

    /// Whether a transition is possible. One is, until all is decided.
    #[inline]
    pub fn allows(&self, transition: Transition) -> bool {
        match transition {
            Transition::Shift => self.reading(),
            Transition::Left => self.reading() && !self.stack.is_empty(),
            Transition::Right => self.stack.len() >= 2,
        }
    }

    /// Makes a transition that is allowed; one that is not changes nothing.
    #[inline]
    pub fn apply(&mut self, transition: Transition, relation: u8) {
        if !self.allows(transition) {
            return;
        }
        if transition == Transition::Shift {
            self.stack.push(self.next);
            self.next += 1;
            return;
        }
        let Some(word) = self.stack.pop() else { return };
        let (head, side) = match (transition, self.stack.last()) {
            (Transition::Right, Some(head)) => (*head, &mut self.right),
            _ => (self.next, &mut self.left),
        };
        self.heads[word as usize] = head;
        self.relations[word as usize] = relation;
        side[head as usize].add(word);
    }
}

#[cfg(test)]
mod tests {
    use super::super::features::features;
    use super::super::seen::NOTHING;
    use super::*;

    const WORDS: usize = 4;

    /// All states of a sentence of four words after so many transitions, each with one of two relations.
    fn states(made: usize) -> Vec<State> {
        let mut states = vec![State::default()];
        states[0].begin(WORDS);
        for _ in 0..made {
            states = states.iter().flat_map(ways_on).collect();
        }
        states
    }

    fn ways_on(state: &State) -> Vec<State> {
        let choices = Transition::ALL.into_iter().filter(|transition| state.allows(*transition));
        let choices = choices.flat_map(|transition| {
            let relations = if transition == Transition::Shift { 1..2 } else { 1..3 };
            relations.map(move |relation| (transition, relation))
        });
        choices
            .map(|(transition, relation)| {
                let mut next = state.clone();
                next.apply(transition, relation);
                next
            })
            .collect()
    }

    #[test]
    fn states_that_go_on_alike_look_the_same_and_stay_so() {
        let mut seen = vec![NOTHING; WORDS];
        seen.iter_mut().zip(1..).for_each(|(word, number)| (word.number, word.tag) = (number, number));
        let (mut alike, mut of_other_trees) = (0, 0);
        for made in 2..2 * WORDS - 1 {
            let states = states(made);
            assert!(states.iter().all(|state| state.made() == made));
            for (at, state) in states.iter().enumerate().step_by(3) {
                for other in states[at..].iter().step_by(2).filter(|other| state.goes_on_as(other)) {
                    assert_eq!(features(state, &seen), features(other, &seen));
                    let pairs = ways_on(state).into_iter().zip(ways_on(other));
                    pairs.for_each(|(state, other)| assert!(state.goes_on_as(&other)));
                    alike += 1;
                    of_other_trees += usize::from(state.heads != other.heads);
                }
            }
        }
        assert!(alike > 100 && of_other_trees > 10, "{alike} pairs, {of_other_trees} with other arcs");
    }
}
