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
