//! Choosing sentences until a limit is reached.
//!
//! Greedy: the sentence with the best score, less what the chosen ones have said already. What is
//! said can only grow, so a score can only fall, and a heap with scores that are brought up to date
//! when they come to the top gives the same choice without looking at every sentence every time
//! (lazy greedy; Minoux 1978).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::FxHashSet;
use tidings_core::Document;

use super::body::{Body, Candidate};
use super::features::{Scores, content};
use crate::vocabulary::{TermId, Vocabulary, Word};

/// What a sentence loses if all of its words have been said.
const REPETITION: f32 = 0.3;
/// Words in a row that two chosen sentences must not share.
const RUN: usize = 4;
/// Words of a sentence that are compared with what has been said; bounds the work on endless ones.
const COMPARED_WORDS: usize = 200;

/// The limits of a summary, all of which hold.
pub(super) struct Limits {
    pub(super) sentences: usize,
    pub(super) words: usize,
    pub(super) characters: usize,
}

/// The indices of the chosen candidates, in the order of choice.
pub(super) fn select(
    doc: &Document,
    vocabulary: &Vocabulary,
    body: &Body,
    scores: &Scores,
    limits: &Limits,
) -> Vec<usize> {
    let mut heap: BinaryHeap<Entry> =
        (0..body.candidates.len()).map(|index| Entry { score: scores.total(index), index }).collect();
    let mut said = Said { terms: vec![false; vocabulary.len()], runs: FxHashSet::default(), is_empty: true };
    let mut chosen = Vec::new();
    let (mut words, mut characters) = (0, 0);
    while let Some(mut best) = heap.pop() {
        if chosen.len() >= limits.sentences {
            break;
        }
        let candidate = &body.candidates[best.index];
        let now = scores.total(best.index) - REPETITION * said.share(vocabulary, candidate);
        if now < best.score && heap.peek().is_some_and(|next| next.score > now) {
            best.score = now;
            heap.push(best);
            continue;
        }
        let text = doc.slice(candidate.span);
        let space = usize::from(!chosen.is_empty());
        let longer = (words + text.split_whitespace().count(), characters + space + text.chars().count());
        if longer.0 > limits.words || longer.1 > limits.characters || said.repeats(vocabulary, candidate) {
            continue;
        }
        (words, characters) = longer;
        said.add(vocabulary, candidate);
        chosen.push(best.index);
    }
    chosen
}

/// A candidate and its score as last computed; the earlier sentence wins among equals.
struct Entry {
    score: f32,
    index: usize,
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(other.index.cmp(&self.index))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

/// What the chosen sentences say.
struct Said {
    terms: Vec<bool>,
    runs: FxHashSet<[TermId; RUN]>,
    is_empty: bool,
}

impl Said {
    /// Share of a candidate's content words that have been said.
    fn share(&self, vocabulary: &Vocabulary, candidate: &Candidate) -> f32 {
        let (mut all, mut said) = (0u32, 0u32);
        for word in content(vocabulary, candidate).take(COMPARED_WORDS) {
            all += 1;
            said += u32::from(self.terms[word.term as usize]);
        }
        said as f32 / all.max(1) as f32
    }

    /// Whether a candidate has no content word that is new, or shares a run of words.
    fn repeats(&self, vocabulary: &Vocabulary, candidate: &Candidate) -> bool {
        !self.is_empty
            && (content(vocabulary, candidate).all(|word| self.terms[word.term as usize])
                || runs(vocabulary, candidate).any(|run| self.runs.contains(&run)))
    }

    fn add(&mut self, vocabulary: &Vocabulary, candidate: &Candidate) {
        content(vocabulary, candidate).for_each(|word| self.terms[word.term as usize] = true);
        self.is_empty = false;
        self.runs.extend(runs(vocabulary, candidate));
    }
}

/// Four words in a row of which at least three say something. Three words, as in the paper, are often
/// just a name with its title, which two good sentences may well share; measured on news, they cost
/// half a point.
fn runs<'a>(
    vocabulary: &'a Vocabulary,
    candidate: &Candidate,
) -> impl Iterator<Item = [TermId; RUN]> + use<'a> {
    let words = candidate.tokens.clone().filter_map(|token| vocabulary.at(token));
    let mut window: [Option<Word>; RUN] = [None; RUN];
    words.filter_map(move |word| {
        window.rotate_left(1);
        window[RUN - 1] = Some(word);
        let content = window.iter().flatten().filter(|word| word.is_content()).count();
        let full = window[0].is_some();
        (full && content >= RUN - 1).then(|| window.map(|word| word.map_or(0, |word| word.term)))
    })
}
