//! Punctuation in a tree: the arcs of marks are made anew by the rules of Universal Dependencies when those of the words are known.
//!
//! - What the parser hangs on a mark hangs on the word that governs the mark.
//! - The two ends of a pair (brackets, quotation marks) hang on the head of what they enclose.
//! - Another mark between two words hangs on the part that it sets off: of the shortest arc above it, on the dependent.
//! - A mark before or behind all words, or all words of the pair around it, hangs on the highest word there; a full stop on the highest
//!   word before it, whatever follows.
//!
//! Invariants: no mark governs anything (unless a sentence has marks only), no arc crosses another if none did before, and arcs between words stay as
//! they are. It takes time that grows with the sentence and no faster: nobody climbs more than [`HIGHEST`] arcs.

use std::ops::Range;

use tidings_core::{Upos, Word};

use super::marks::{Pairs, is_mark, is_stop};
use super::state::{NOBODY, State};

/// How many arcs are climbed to the highest word: more than trees are deep.
const HIGHEST: usize = 100;

/// The tree of a sentence, and what is written to while its marks find their places.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The head of every token; [`NOBODY`] for the root.
    pub heads: Vec<u32>,
    /// The relation of every token to its head, as the parser numbers them.
    pub relations: Vec<u8>,
    words: WordTree,
    pairs: Pairs,
    /// The words of every pair that is open, the innermost last.
    around: Vec<Range<u32>>,
}

impl Tree {
    /// Sets the tree to that of a state, but for its marks, whose relation is `punct`.
    pub(super) fn complete(&mut self, words: &[Word], upos: &[Upos], state: &State, punct: u8) {
        self.heads.clone_from(&state.heads);
        self.relations.clone_from(&state.relations);
        self.words.read(upos, state);
        let count = self.words.places.len();
        if count == words.len() {
            return;
        }
        let marks = |at: usize| upos.get(at).is_some_and(|upos| is_mark(*upos));
        (0..words.len()).filter(|at| marks(*at)).for_each(|at| self.relations[at] = punct);
        if count == 0 {
            self.heads.fill(0);
            self.heads.iter_mut().take(1).for_each(|head| *head = NOBODY);
            return;
        }
        for (place, head) in self.words.places.iter().zip(&self.words.heads) {
            self.heads[*place as usize] = self.words.place(*head);
        }
        self.pairs.find(words, upos);
        self.attach(words, upos);
    }

    /// Gives every mark its head.
    fn attach(&mut self, words: &[Word], upos: &[Upos]) {
        let tree = &self.words;
        self.around.clear();
        self.around.push(0..tree.places.len() as u32);
        let (mut next, mut waits) = (0, false);
        for at in 0..words.len() {
            if !is_mark(upos[at]) {
                (next, waits) = (next + 1, false);
                continue;
            }
            let other = self.pairs.other[at];
            let inside = self.around.last().cloned().unwrap_or_default();
            let head = if other == NOBODY {
                tree.single(next, inside, is_stop(&words[at]) && !waits)
            } else if other as usize > at {
                let end = tree.places.partition_point(|place| *place < other) as u32;
                self.around.push(next..end);
                tree.up_right(next, end)
            } else {
                self.around.pop();
                tree.up_left(next - 1, inside.start)
            };
            // What follows a mark that hangs on a word to its right cannot hang on one to its left.
            waits = head >= next;
            self.heads[at] = tree.place(head);
        }
    }
}

/// The tree of the words alone; they are counted without the marks.
#[derive(Clone, Debug, Default)]
struct WordTree {
    /// Which token every word is.
    places: Vec<u32>,
    /// Its head, [`NOBODY`] for the root.
    heads: Vec<u32>,
    /// Its outermost dependents on both sides, or the word itself.
    reach: Vec<(u32, u32)>,
    /// For every token the number of words before it, and of the word that governs what hangs on it.
    before: Vec<u32>,
    governors: Vec<u32>,
}

impl WordTree {
    /// Reads it from the tree of all tokens. If the root is a mark, the first word that hangs on marks alone takes its place, and the others hang on it.
    fn read(&mut self, upos: &[Upos], state: &State) {
        self.places.clear();
        self.before.clear();
        for (upos, place) in upos.iter().zip(0..) {
            self.before.push(self.places.len() as u32);
            if !is_mark(*upos) {
                self.places.push(place);
            }
        }
        self.find_governors(upos, &state.heads);
        let mut root = NOBODY;
        self.heads.clear();
        for (word, place) in self.places.iter().zip(0..).map(|(place, word)| (word, *place as usize)) {
            let head = state.heads[place];
            let head = if head == NOBODY { NOBODY } else { self.governors[head as usize] };
            let first = head == NOBODY && root == NOBODY;
            self.heads.push(if head == NOBODY && !first { root } else { head });
            if first {
                root = word;
            }
        }
        self.reach.clear();
        self.reach.extend((0..self.heads.len() as u32).map(|word| (word, word)));
        for (word, head) in (0..).zip(&self.heads) {
            if let Some(reach) = self.reach.get_mut(*head as usize) {
                *reach = (reach.0.min(word), reach.1.max(word));
            }
        }
    }

    /// Finds the word that governs what hangs on each token: the token itself, or what the mark hangs on.
    fn find_governors(&mut self, upos: &[Upos], heads: &[u32]) {
        const UNKNOWN: u32 = NOBODY - 1;
        self.governors.clear();
        self.governors.resize(upos.len(), UNKNOWN);
        for token in 0..upos.len() {
            // Up to a word, or to a mark that is known; then down the same way, telling the marks.
            let (mut top, mut found) = (token, UNKNOWN);
            while found == UNKNOWN {
                found = match self.governors[top] {
                    UNKNOWN if !is_mark(upos[top]) => self.before[top],
                    UNKNOWN if heads[top] == NOBODY => NOBODY,
                    UNKNOWN => {
                        top = heads[top] as usize;
                        UNKNOWN
                    }
                    known => known,
                };
            }
            let end = top;
            let mut at = token;
            self.governors[end] = found;
            while at != end {
                self.governors[at] = found;
                at = heads[at] as usize;
            }
        }
    }

    /// The token that a word is.
    fn place(&self, word: u32) -> u32 {
        self.places.get(word as usize).copied().unwrap_or(NOBODY)
    }

    /// The head of a mark that is no end of a pair, before the word `next`, by the words of the pair around it.
    fn single(&self, next: u32, inside: Range<u32>, is_stop: bool) -> u32 {
        if next <= inside.start {
            return self.up_right(next, inside.end);
        }
        let left = self.up_left(next - 1, inside.start);
        if is_stop || next >= inside.end {
            return left;
        }
        // Who governs a word on the other side is not the dependent of the shortest arc.
        let (head, governs) = (self.heads[left as usize], self.reach[left as usize].1 >= next);
        if !governs && head != NOBODY && head >= next { left } else { self.up_right(next, inside.end) }
    }

    /// The highest word on the way up from a word on the left of a mark, from `start` on.
    fn up_left(&self, word: u32, start: u32) -> u32 {
        let mut top = word;
        for _ in 0..HIGHEST {
            let head = self.heads[top as usize];
            if self.reach[top as usize].1 > word || head > top || head < start {
                break;
            }
            top = head;
        }
        top
    }

    /// The highest word on the way up from a word on the right of a mark, before `end`.
    fn up_right(&self, word: u32, end: u32) -> u32 {
        let mut top = word;
        for _ in 0..HIGHEST {
            let head = self.heads[top as usize];
            if self.reach[top as usize].0 < word || head == NOBODY || head < top || head >= end {
                break;
            }
            top = head;
        }
        top
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::state::Transition;
    use super::*;
    use crate::words::describe;

    /// Tokens with tags: marks are marks, all else are nouns.
    fn tokens(text: &str) -> (Vec<Word>, Vec<Upos>) {
        let mut scratch = String::new();
        let words: Vec<Word> = text.split(' ').map(|token| describe(token, &mut scratch)).collect();
        let is_word = |token: &str| token.starts_with(char::is_alphanumeric);
        let upos = text.split(' ').map(|token| if is_word(token) { Upos::Noun } else { Upos::Punct });
        (words, upos.collect())
    }

    /// The tree of a text whose tokens make these transitions as long as they can, then any.
    fn tree(text: &str, wishes: &[usize]) -> (Tree, State) {
        let (words, upos) = tokens(text);
        let (mut state, mut tree) = (State::default(), Tree::default());
        state.begin(words.len());
        for wish in wishes {
            state.apply(Transition::ALL[*wish], 1);
        }
        while !state.done() {
            let next = Transition::ALL.into_iter().find(|transition| state.allows(*transition));
            state.apply(next.unwrap(), 1);
        }
        tree.complete(&words, &upos, &state, 9);
        (tree, state)
    }

    /// A tree whose words have these heads, by their numbers, and whose marks hang on the word before or behind them.
    fn tree_of(text: &str, heads: &[Option<usize>]) -> Tree {
        let (words, upos) = tokens(text);
        let places: Vec<usize> = (0..words.len()).filter(|at| !is_mark(upos[*at])).collect();
        let mut state = State::default();
        state.begin(words.len());
        for (at, upos) in upos.iter().enumerate() {
            let word = places.partition_point(|place| *place < at);
            let beside = places.get(word).or(places.last()).copied();
            let head = if is_mark(*upos) { beside } else { heads[word].map(|head| places[head]) };
            state.heads[at] = head.map_or(NOBODY, |head| head as u32);
        }
        let mut tree = Tree::default();
        tree.complete(&words, &upos, &state, 9);
        tree
    }

    /// The heads of the marks of a text.
    fn heads(text: &str, of_words: &[Option<usize>]) -> Vec<String> {
        let tree = tree_of(text, of_words);
        let tokens: Vec<&str> = text.split(' ').collect();
        let marks = (0..tokens.len()).filter(|at| tree.relations[*at] == 9);
        marks.map(|at| format!("{} {}", tokens[at], tokens[tree.heads[at] as usize])).collect()
    }

    #[test]
    fn a_pair_hangs_on_the_head_of_what_it_encloses() {
        let of_words = [Some(3), Some(2), Some(0), None, Some(5), Some(3)];
        let marks = heads("Kyiv ( old port , ) said prices fell .", &of_words);
        assert_eq!(marks, ["( port", ", port", ") port", ". said"]);
    }

    #[test]
    fn a_comma_hangs_on_what_it_sets_off() {
        // Before a conjunct; behind a clause in front; before and behind an apposition.
        assert_eq!(heads("apples , pears", &[None, Some(0)]), [", pears"]);
        assert_eq!(heads("late , she left", &[Some(2), Some(2), None]), [", late"]);
        assert_eq!(heads("Mina , clerk , left", &[Some(2), Some(0), None]), [", clerk", ", Mina"]);
    }

    #[test]
    fn marks_at_the_ends_hang_on_the_root() {
        let of_words = [Some(1), None, Some(1)];
        assert_eq!(heads("« they left town ! »", &of_words), ["« left", "! left", "» left"]);
        // Whatever follows a full stop, and in angle brackets too.
        assert_eq!(heads("they left . we stay", &[Some(1), None, Some(3), Some(1)]), [". left"]);
        assert_eq!(heads("Mina < mina >", &[None, Some(0)]), ["< mina", "> mina"]);
        assert_eq!(heads("they left . [ 12 ]", &of_words), [". left", "[ 12", "] 12"]);
        // What is said stands in front, and its comma in the quotation marks.
        let marks = heads("“ we wait , ” he said .", &[Some(1), Some(3), Some(3), None]);
        assert_eq!(marks, ["“ wait", ", wait", "” wait", ". said"]);
    }

    #[test]
    fn what_hung_on_a_mark_hangs_on_a_word() {
        // The comma governs both words, and is the root.
        let (words, upos) = tokens("apples , pears");
        let (mut state, mut tree) = (State::default(), Tree::default());
        state.begin(3);
        state.heads = vec![1, NOBODY, 1];
        tree.complete(&words, &upos, &state, 9);
        assert_eq!(tree.heads, [NOBODY, 2, 0]);
    }

    #[test]
    fn marks_alone_are_a_tree() {
        assert_eq!(tree("— — ?", &[]).0.heads, [NOBODY, 0, 0]);
    }

    proptest! {
        /// Whatever the words and the marks: one tree, no arc crosses another, and no mark governs anything.
        #[test]
        fn any_marks_leave_a_tree_without_crossing_arcs(
            text in proptest::collection::vec("(port|Kyiv|old|,|\\.|-|—|\\(|\\)|\\[|\\]|“|”|\"|'|:|…)", 1..30),
            wishes in proptest::collection::vec(0usize..3, 0..80),
        ) {
            let (tree, state) = tree(&text.join(" "), &wishes);
            let heads: Vec<usize> = tree.heads.iter().map(|head| *head as usize).collect();
            let is_word: Vec<bool> = text.iter().map(|token| token.starts_with(char::is_alphanumeric)).collect();
            prop_assert_eq!(heads.iter().filter(|head| **head == NOBODY as usize).count(), 1);
            for (mut at, head) in heads.iter().enumerate() {
                prop_assert!(*head >= text.len() || is_word[*head] || !is_word.contains(&true), "a mark governs");
                prop_assert_eq!(tree.relations[at] == 9, !is_word[at]);
                if is_word[at] && is_word.get(state.heads[at] as usize) == Some(&true) {
                    prop_assert_eq!(tree.heads[at], state.heads[at], "an arc between words");
                }
                let mut steps = 0;
                while heads[at] != NOBODY as usize {
                    (at, steps) = (heads[at], steps + 1);
                    prop_assert!(steps <= text.len(), "a cycle");
                }
            }
            let arcs: Vec<(usize, usize)> = heads.iter().enumerate().filter(|(_, head)| **head < text.len())
                .map(|(at, head)| (at.min(*head), at.max(*head))).collect();
            for (a, b) in &arcs {
                prop_assert!(!arcs.iter().any(|(c, d)| a < c && c < b && b < d), "arcs cross: {:?}", heads);
            }
        }
    }
}
