//! The text as the rules see it: pieces, what is known of each, and the mentions found so far.

use std::cell::RefCell;

use rustc_hash::FxHashSet;
use tidings_core::{Label, Sentence, Span, Tokens, Values};
use tidings_learn::cache::Cache;
use tidings_learn::fingerprint::{fingerprint, tagged};

use super::lexicon::{self, Known, Lists};
use crate::pieces::{Piece, Shape, pieces};
use crate::table::Key;

/// A mention that is not final yet, over the pieces `from..to`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Label,
    pub(super) confidence: f32,
}

/// How many pieces are looked up together.
const BLOCK: usize = 4096;

/// The longest run of pieces that one name may have.
pub(super) const LONGEST: usize = 14;

/// The longest phrase of the lists, in words.
const PHRASE_WORDS: usize = 7;

/// A text in pieces with what the lists know of each.
pub(super) struct View<'t> {
    pub(super) text: &'t str,
    pub(super) pieces: Vec<Piece>,
    pub(super) known: Vec<Known>,
    /// How much of the lists counts.
    pub(super) lists: Lists,
}

/// A phrase of the lists in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    /// One past its last piece.
    pub(super) to: usize,
    pub(super) known: Known,
}

impl<'t> View<'t> {
    pub(super) fn new(text: &'t str, tokens: &Tokens, values: Option<&Values>, lists: Lists) -> Self {
        let pieces = pieces(text, tokens);
        let mut lowered = FxHashSet::default();
        let mut capitals = Vec::new();
        let mut known = Vec::with_capacity(pieces.len());
        let word = |piece: &Piece| piece.span.slice(text).unwrap_or("");
        let is_lower = |at: usize| pieces[at].shape == Shape::Lower;
        let table = |at| (lists as u8) << 1 | u8::from(is_lower(at));
        let key = |at: usize| tagged(table(at), word(&pieces[at]).as_bytes());
        let mut keys: Vec<u128> = Vec::with_capacity(BLOCK.min(pieces.len()));
        for first in (0..pieces.len()).step_by(BLOCK) {
            keys.clear();
            keys.extend((first..(first + BLOCK).min(pieces.len())).map(key));
            let make = |at: usize, _| Listed::of(word(&pieces[first + at]), is_lower(first + at), lists);
            let found = |at: usize, listed: Listed| {
                let at = first + at;
                if !pieces[at].is_word() {
                    known.push(Known::NONE);
                    return;
                }
                known.push(listed.known);
                if is_lower(at) {
                    lowered.insert(listed.key);
                } else {
                    capitals.push((at, listed.key));
                }
            };
            LISTED.with_borrow_mut(|listed| listed.each(keys.iter().copied(), make, found));
        }
        for (at, key) in &capitals {
            if *key != NO_KEY && lowered.contains(key) {
                known[*at] = known[*at].or(Known::LOWERED);
            }
        }
        mark_taken(&pieces, &mut known, values);
        View { text, pieces, known, lists }
    }

    pub(super) fn known(&self, at: usize) -> Known {
        self.known.get(at).copied().unwrap_or_default()
    }

    /// What is known of the piece before `at`.
    pub(super) fn before(&self, at: usize) -> Known {
        at.checked_sub(1).map_or(Known::NONE, |before| self.known(before))
    }

    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.pieces.get(at).map(|piece| piece.shape)
    }

    pub(super) fn word(&self, at: usize) -> &'t str {
        self.pieces.get(at).and_then(|piece| piece.span.slice(self.text)).unwrap_or("")
    }

    pub(super) fn word_before(&self, at: usize) -> &'t str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.is_capital())
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.glued)
    }

    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let last = to.saturating_sub(1).max(from);
        match (self.pieces.get(from), self.pieces.get(last)) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::empty(0),
        }
    }

    /// The key of the words from `from` to `to`: marks and hyphens are left out.
    pub(super) fn key(&self, from: usize, to: usize) -> Key {
        let mut key = Key::new();
        for at in from..to.min(self.pieces.len()) {
            if !matches!(self.pieces[at].shape, Shape::Hyphen | Shape::Mark) {
                key.push(self.word(at));
            }
        }
        key
    }

    /// The longest phrase of the lists that begins with the word at `at` and ends before `limit`.
    pub(super) fn phrase(&self, at: usize, limit: usize) -> Option<Phrase> {
        let mut key = Key::new();
        let mut found = None;
        let mut end = at;
        for count in 0..PHRASE_WORDS {
            let piece = self.pieces.get(end).filter(|_| end < limit)?;
            let number = count > 0 && piece.shape == Shape::Number;
            if !number && (!piece.is_word() || self.known(end).any(Known::TAKEN)) {
                break;
            }
            key.push(self.word(end));
            end += 1;
            let known = if count == 0 { self.known(at) } else { lexicon::phrase(&key, self.lists) };
            // An acronym is one only in capitals: "WHO" is not "Who".
            let acronym = known.any(Known::ACRONYM) && !known.any(Known::ORG);
            let shown = !acronym || self.shape(at) == Some(Shape::Upper) || count > 0;
            if known.any(lexicon::NAME.or(Known::WEAK_CITY)) && shown && self.ends_like_a_name(at, end) {
                found = Some(Phrase { to: end, known });
            }
            // Hyphens inside of a phrase are not spoken ("Guinea-Bissau"), nor are periods ("U. S.").
            let hyphen = self.shape(end) == Some(Shape::Hyphen) && self.glued(end + 1);
            let period = self.word(end) == "." && self.word(end - 1).len() <= 2;
            if (hyphen || period) && self.glued(end) {
                end += 1;
            }
            if end >= limit {
                break;
            }
        }
        found
    }

    /// Whether the last word has a capital, so that "White house" in a sentence is not "White House".
    fn ends_like_a_name(&self, at: usize, end: usize) -> bool {
        end == at + 1 || self.is_capital(end - 1) || self.shape(end - 1) == Some(Shape::Number)
    }

    /// Whether the piece at `at` is the first word of the sentence.
    pub(super) fn opens(&self, at: usize, start: usize) -> bool {
        at == start
            || self.pieces[start..at].iter().all(|piece| !piece.is_word() && piece.shape != Shape::Number)
            || matches!(self.word_before(at), ":" | "\u{201C}" | "\"" | "•" | "\u{2018}" | "*")
    }

    /// The pieces of a sentence.
    pub(super) fn range(&self, sentence: &Sentence) -> std::ops::Range<usize> {
        let start = self.pieces.partition_point(|piece| piece.span.start < sentence.span.start);
        let end = self.pieces.partition_point(|piece| piece.span.start < sentence.span.end);
        start..end.max(start)
    }
}

/// Marks the pieces that values cover.
fn mark_taken(pieces: &[Piece], known: &mut [Known], values: Option<&Values>) {
    let mut at = 0;
    for value in values.map_or(&[][..], |values| &values.0) {
        at += pieces[at..].partition_point(|piece| piece.span.end <= value.span.start);
        let mut covered = at;
        while covered < pieces.len() && pieces[covered].span.overlaps(value.span) {
            known[covered] = known[covered].or(Known::TAKEN);
            covered += 1;
        }
    }
}

/// What the lists know of a word by itself.
#[derive(Clone, Copy, Debug, Default)]
struct Listed {
    known: Known,
    /// The fingerprint of its key, by which a word with a capital is found in lower case; [`NO_KEY`] if it is too long.
    key: u128,
}

/// The fingerprint of no word.
const NO_KEY: u128 = u128::MAX;

impl Listed {
    fn of(word: &str, is_lower: bool, lists: Lists) -> Self {
        let key = Key::of(word);
        let mut known = if is_lower { lexicon::role(&key) } else { lexicon::word(&key, lists) };
        let in_capitals = !word.chars().any(char::is_lowercase);
        if known.any(Known::ACRONYM) && !in_capitals {
            // "Rai" is a surname, "RAI" is not. What the tagger saw of acronyms in training it can judge itself.
            known = known.without(Known::ACRONYM).or(lexicon::word(&key, Lists::Training));
        }
        Listed { known, key: if key.is_cut() { NO_KEY } else { fingerprint(key.as_bytes()) } }
    }
}

thread_local! {
    /// What the lists know of the words of the last articles, by the word, whether it is taken for one in lower case, and how much
    /// of the lists counts.
    static LISTED: RefCell<Cache<u128, Listed>> = RefCell::default();
}
