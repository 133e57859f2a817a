//! Where punctuation hangs in a tree: by the rules that the treebanks follow, not by what the net has learned.
//!
//! Universal Dependencies says of marks: they have no dependents; a pair belongs to the head of what it encloses; any other
//! mark belongs to the lower of the two units that it separates, as high in it as no arc is crossed; the last mark of a
//! sentence belongs to what stands before it. (Udapi's `ud.FixPunct` does the same for treebanks; Popel et al. 2017.)
//!
//! Afterwards there is still one tree. Every step looks at a bounded number of words for each mark, so that the time is linear.

use tidings_core::{Upos, Word};

use super::state::NOBODY;

/// A pair with more words between its marks is none.
const LONGEST_PAIR: usize = 300;
/// A unit whose top is more steps away is left as the net has it.
const MOST_STEPS: usize = 100;

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// No mark, but a word.
    Word,
    /// The first or the last of a pair, with the place of the other one.
    Opens(u32),
    Closes(u32),
    /// The end of a sentence, as a rule.
    Ends,
    Other,
}

/// What the rules write to while they work.
#[derive(Clone, Debug, Default)]
pub(super) struct Punctuation {
    marks: Vec<Mark>,
    /// Places of openings that nothing has closed yet.
    open: Vec<u32>,
    path: Vec<u32>,
}

impl Punctuation {
    /// Gives every mark of a sentence its head.
    pub(super) fn attach(&mut self, words: &[Word], upos: &[Upos], heads: &mut [u32]) {
        self.read(words, upos);
        let count = self.marks.iter().filter(|mark| **mark != Mark::Word).count();
        if count == 0 || count == heads.len() {
            return;
        }
        self.free_words(heads);
        for first in 0..self.marks.len() {
            if let Mark::Opens(last) = self.marks[first] {
                self.attach_pair(first, last as usize, heads);
            }
        }
        self.open.clear();
        for at in 0..self.marks.len() {
            match self.marks[at] {
                Mark::Opens(_) => self.open.push(at as u32),
                Mark::Closes(_) => drop(self.open.pop()),
                Mark::Ends | Mark::Other => self.attach_mark(at, heads),
                Mark::Word => {}
            }
        }
    }

    /// Tells marks from words and finds the pairs.
    fn read(&mut self, words: &[Word], upos: &[Upos]) {
        self.marks.clear();
        self.open.clear();
        for (at, (word, upos)) in words.iter().zip(upos).enumerate() {
            let mark = match upos {
                Upos::Punct if ENDS.contains(&word.head) => Mark::Ends,
                Upos::Punct => Mark::Other,
                _ => Mark::Word,
            };
            self.marks.push(mark);
            if mark != Mark::Other {
                continue;
            }
            let closes = |open: &u32| {
                let opening = words[*open as usize].head;
                at - *open as usize <= LONGEST_PAIR && PAIRS.contains(&(opening, word.head))
            };
            // Only the innermost ones: a text full of openings must not be searched again for every mark.
            let near = self.open.len().saturating_sub(8);
            if let Some(found) = self.open[near..].iter().rposition(closes) {
                let first = self.open[near + found];
                self.open.truncate(near + found);
                self.marks[first as usize] = Mark::Opens(at as u32);
                self.marks[at] = Mark::Closes(first);
            } else if PAIRS.iter().any(|(opening, _)| *opening == word.head) {
                self.open.push(at as u32);
            }
        }
    }

    /// Hangs every word that depends on a mark on what the mark depends on.
    fn free_words(&mut self, heads: &mut [u32]) {
        let is_mark = |at: u32| self.marks.get(at as usize).is_some_and(|mark| *mark != Mark::Word);
        for at in 0..heads.len() {
            // All on the way get the same head, so that no way is gone twice.
            self.path.clear();
            let mut head = heads[at];
            self.path.push(at as u32);
            while is_mark(head) {
                self.path.push(head);
                head = heads[head as usize];
            }
            self.path.iter().for_each(|at| heads[*at as usize] = head);
        }
        let mut roots = (0..heads.len()).filter(|at| heads[*at] == NOBODY);
        let root = roots.clone().find(|at| self.marks[*at] == Mark::Word).or_else(|| roots.next());
        for (at, head) in heads.iter_mut().enumerate() {
            if *head == NOBODY && Some(at) != root {
                *head = root.map_or(NOBODY, |root| root as u32);
            }
        }
    }

    /// A pair belongs to the highest word between its marks.
    fn attach_pair(&mut self, first: usize, last: usize, heads: &mut [u32]) {
        let is_top = |at: &usize| {
            let head = heads[*at];
            self.marks[*at] == Mark::Word && (head == NOBODY || !(first..last).contains(&(head as usize)))
        };
        let mut best: Option<(usize, usize)> = None;
        for at in (first + 1..last).filter(is_top) {
            let depth = depth(at, heads);
            if best.is_none_or(|(least, _)| depth < least) {
                best = Some((depth, at));
            }
        }
        match best {
            Some((_, top)) => (heads[first], heads[last]) = (top as u32, top as u32),
            None => (self.marks[first], self.marks[last]) = (Mark::Other, Mark::Other),
        }
    }

    /// Any other mark belongs to a unit beside it.
    fn attach_mark(&self, at: usize, heads: &mut [u32]) {
        let enclosing =
            self.open.last().map_or((None, heads.len()), |open| match self.marks[*open as usize] {
                Mark::Opens(last) => (Some(*open as usize), last as usize),
                _ => (None, heads.len()),
            });
        let (start, end) = enclosing;
        let inside_left = |head: u32| (head as usize) < at && start.is_none_or(|start| head as usize > start);
        let inside_right = |head: u32| head != NOBODY && head as usize > at && (head as usize) < end;
        let left = self.word_before(at).and_then(|word| top(word, heads, inside_left));
        let right = match self.marks[at] {
            Mark::Ends => None,
            _ => self.word_behind(at).and_then(|word| top(word, heads, inside_right)),
        };
        let head = match (left, right) {
            (Some(left), Some(right)) if depends(right, left, heads) => right,
            (Some(left), _) => left,
            (None, Some(right)) => right,
            (None, None) => return,
        };
        heads[at] = head;
    }

    /// The nearest word before a mark, unless an opening stands between.
    fn word_before(&self, at: usize) -> Option<u32> {
        let marks = self.marks[..at].iter().enumerate().rev().take(MOST_STEPS);
        let found = marks.clone().find(|(_, mark)| matches!(mark, Mark::Word | Mark::Opens(_)));
        found.filter(|(_, mark)| **mark == Mark::Word).map(|(at, _)| at as u32)
    }

    /// The nearest word behind a mark, unless a closing stands between.
    fn word_behind(&self, at: usize) -> Option<u32> {
        let marks = self.marks.iter().enumerate().skip(at + 1).take(MOST_STEPS);
        let found = marks.clone().find(|(_, mark)| matches!(mark, Mark::Word | Mark::Closes(_)));
        found.filter(|(_, mark)| **mark == Mark::Word).map(|(at, _)| at as u32)
    }
}

/// The highest word that is reached from a word through heads that are inside; nothing if it is too far.
fn top(mut word: u32, heads: &[u32], inside: impl Fn(u32) -> bool) -> Option<u32> {
    for _ in 0..MOST_STEPS {
        let head = heads[word as usize];
        if head == NOBODY || !inside(head) {
            return Some(word);
        }
        word = head;
    }
    None
}

/// Whether a word depends on another, directly or not.
fn depends(mut word: u32, on: u32, heads: &[u32]) -> bool {
    for _ in 0..MOST_STEPS {
        word = match heads.get(word as usize) {
            Some(head) if *head == on => return true,
            Some(head) => *head,
            None => return false,
        };
    }
    false
}

/// How many heads stand above a word, up to a bound.
fn depth(word: usize, heads: &[u32]) -> usize {
    let mut at = word as u32;
    (0..MOST_STEPS)
        .take_while(|_| {
            at = heads.get(at as usize).copied().unwrap_or(NOBODY);
            at != NOBODY
        })
        .count()
}

/// The first four bytes of a mark, as words have them.
const fn bytes(mark: &str) -> u32 {
    let (mark, mut four, mut at) = (mark.as_bytes(), [0; 4], 0);
    while at < 4 && at < mark.len() {
        four[at] = mark[at];
        at += 1;
    }
    u32::from_le_bytes(four)
}

const ENDS: [u32; 5] = [bytes("."), bytes("?"), bytes("!"), bytes("…"), bytes("...")];

const PAIRS: [(u32, u32); 10] = [
    (bytes("("), bytes(")")),
    (bytes("["), bytes("]")),
    (bytes("{"), bytes("}")),
    (bytes("“"), bytes("”")),
    (bytes("„"), bytes("“")),
    (bytes("\""), bytes("\"")),
    (bytes("‘"), bytes("’")),
    (bytes("'"), bytes("'")),
    (bytes("«"), bytes("»")),
    (bytes("``"), bytes("''")),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tidings_core::{WordCase, Words};

    use super::*;
    use crate::tags::tests::tagged;

    fn word(text: &str) -> Word {
        let (form, case) = (0, WordCase::Lower);
        Word { form, lower: 0, shape: 0, head: bytes(text), tail: 0, case, clusters: [0; 3] }
    }

    /// Attaches the marks of a text whose words are all in lower case, given the heads of its tokens.
    fn attached(text: &str, heads: &[i32]) -> Vec<i32> {
        let doc = tagged(text);
        let words = &doc.get::<Words>().unwrap().0;
        let is_mark = |word: &Word| !char::from(word.head as u8).is_ascii_alphanumeric();
        let upos: Vec<Upos> =
            words.iter().map(|word| if is_mark(word) { Upos::Punct } else { Upos::Noun }).collect();
        let mut heads: Vec<u32> = heads.iter().map(|head| *head as u32).collect();
        Punctuation::default().attach(words, &upos, &mut heads);
        heads.iter().map(|head| *head as i32).collect()
    }

    #[test]
    fn the_last_mark_belongs_to_the_root() {
        // moscow denied the report .
        assert_eq!(attached("moscow denied the report.", &[1, -1, 3, 1, 3]), [1, -1, 3, 1, 1]);
    }

    #[test]
    fn a_pair_belongs_to_what_it_encloses() {
        // the port ( a small one ) closed .
        let heads = [1, 7, 5, 5, 5, 1, 7, -1, 7];
        assert_eq!(attached("the port (a small one) closed.", &heads), [1, 7, 5, 5, 5, 1, 5, -1, 7]);
        // it said : " we left . " -- the full stop stays inside.
        let heads = [1, -1, 1, 1, 5, 1, 1, 1];
        assert_eq!(attached("it said: \"we left.\"", &heads), [1, -1, 5, 5, 5, 1, 5, 5]);
    }

    #[test]
    fn a_comma_belongs_to_the_lower_unit() {
        // when ships left , crews waved
        let heads = [2, 2, 5, 5, 5, -1];
        assert_eq!(attached("when ships left, crews waved", &heads), [2, 2, 5, 2, 5, -1]);
    }

    #[test]
    fn what_hangs_on_a_mark_is_freed() {
        // ships , left : the root was the comma
        assert_eq!(attached("ships, left", &[1, -1, 1]), [-1, 2, 0]);
    }

    proptest! {
        #[test]
        fn a_tree_stays_a_tree(
            marks in proptest::collection::vec("[a-c(),.\"“”'!–]", 1..40),
            parents in proptest::collection::vec(0u32..40, 40),
            root in 0usize..40,
        ) {
            let length = marks.len();
            // Every token hangs on an earlier one of an order that begins with the root.
            let order: Vec<usize> = (0..length).map(|at| (at + root) % length).collect();
            let mut heads = vec![NOBODY; length];
            for (place, at) in order.iter().enumerate().skip(1) {
                heads[*at] = order[parents[place] as usize % place] as u32;
            }
            let words: Vec<Word> = marks.iter().map(|mark| word(mark)).collect();
            let is_word = |mark: &String| mark.as_bytes()[0].is_ascii_alphabetic();
            let upos: Vec<Upos> =
                marks.iter().map(|mark| if is_word(mark) { Upos::Noun } else { Upos::Punct }).collect();
            Punctuation::default().attach(&words, &upos, &mut heads);
            prop_assert_eq!(heads.iter().filter(|head| **head == NOBODY).count(), 1);
            for at in 0..length {
                let (mut next, mut steps) = (heads[at], 0);
                while next != NOBODY {
                    prop_assert!(steps <= length && (next as usize) < length, "a cycle");
                    (next, steps) = (heads[next as usize], steps + 1);
                }
            }
        }
    }
}
