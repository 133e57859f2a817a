//! ROUGE-1, ROUGE-2 and ROUGE-Lsum (Lin 2004), F1 with stemming, as the package `rouge-score` counts them; and the
//! greedy oracle: the sentences that a summarizer would choose if it knew the reference.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::porter;

/// The F1 of the three measures, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Words.
    pub one: f64,
    /// Pairs of words.
    pub two: f64,
    /// Longest common subsequences, sentence by sentence.
    pub lsum: f64,
}

impl Scores {
    /// The mean of the three.
    pub fn mean(self) -> f64 {
        (self.one + self.two + self.lsum) / 3.0
    }

    /// Each times `factor`.
    pub fn scaled(self, factor: f64) -> Scores {
        Scores { one: self.one * factor, two: self.two * factor, lsum: self.lsum * factor }
    }
}

impl std::ops::Add for Scores {
    type Output = Scores;
    fn add(self, other: Scores) -> Scores {
        Scores { one: self.one + other.one, two: self.two + other.two, lsum: self.lsum + other.lsum }
    }
}

/// A stemmed word as a number.
type Word = u32;

/// The stemmed words of all texts that were seen, as numbers.
#[derive(Default)]
pub struct Rouge {
    words: FxHashMap<String, Word>,
}

/// A reference, ready to be compared.
pub struct Reference {
    sentences: Vec<Vec<Word>>,
    ones: Grams<1>,
    twos: Grams<2>,
}

/// Counts of runs of words, and their sum.
struct Grams<const N: usize> {
    counts: FxHashMap<[Word; N], usize>,
    all: usize,
}

impl<const N: usize> Grams<N> {
    fn new(words: &[Word]) -> Self {
        let mut counts = FxHashMap::default();
        let mut all = 0;
        for run in words.windows(N) {
            if let Ok(run) = <[Word; N]>::try_from(run) {
                *counts.entry(run).or_insert(0) += 1;
                all += 1;
            }
        }
        Grams { counts, all }
    }

    /// How many runs both have.
    fn hits(&self, reference: &Grams<N>) -> usize {
        let common = |(run, count): (&[Word; N], &usize)| *reference.counts.get(run).unwrap_or(&0).min(count);
        self.counts.iter().map(common).sum()
    }
}

impl Rouge {
    /// The words of a text: what is left of its letters a to z and digits, stemmed if longer than three.
    pub fn words(&mut self, text: &str) -> Vec<Word> {
        let lower = text.to_lowercase();
        let runs = lower.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit()));
        runs.filter(|run| !run.is_empty()).map(|run| self.number(run)).collect()
    }

    fn number(&mut self, word: &str) -> Word {
        let stem = if word.len() > 3 { porter::stem(word) } else { word.to_owned() };
        let next = self.words.len() as Word;
        match self.words.entry(stem) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => *new.insert(next),
        }
    }

    /// A reference summary. Its sentences are its lines; a single line is split by rule.
    pub fn reference(&mut self, text: &str) -> Reference {
        let mut lines: Vec<&str> = text.split('\n').filter(|line| !line.trim().is_empty()).collect();
        if lines.len() == 1 {
            lines = split_by_rule(text);
        }
        let sentences: Vec<_> = lines.into_iter().map(|line| self.words(line)).collect();
        let all = sentences.concat();
        Reference { ones: Grams::new(&all), twos: Grams::new(&all), sentences }
    }
}

impl Reference {
    /// Whether a word stands in it.
    pub fn has(&self, word: Word) -> bool {
        self.ones.counts.contains_key(&[word])
    }

    /// Whether a pair of words stands in it.
    pub fn has_pair(&self, first: Word, second: Word) -> bool {
        self.twos.counts.contains_key(&[first, second])
    }

    /// How a summary of these sentences does. With a `stretch` above 1 the reference is taken to say so many times as
    /// much in the same manner: references of one house are longer than those of another.
    pub fn score(&self, summary: &[&[Word]], stretch: f64) -> Scores {
        let all = summary.concat();
        let (ones, twos) = (Grams::new(&all), Grams::new(&all));
        Scores {
            one: f1(ones.hits(&self.ones), ones.all, self.ones.all, stretch),
            two: f1(twos.hits(&self.twos), twos.all, self.twos.all, stretch),
            lsum: f1(self.lsum_hits(summary, &all), all.len(), self.ones.all, stretch),
        }
    }

    /// ROUGE-1 and ROUGE-2, which are quick to compute.
    fn gain(&self, summary: &[&[Word]], stretch: f64) -> f64 {
        let all = summary.concat();
        let (ones, twos) = (Grams::new(&all), Grams::new(&all));
        f1(ones.hits(&self.ones), ones.all, self.ones.all, stretch)
            + f1(twos.hits(&self.twos), twos.all, self.twos.all, stretch)
    }

    fn lsum_hits(&self, summary: &[&[Word]], all: &[Word]) -> usize {
        let mut left = self.ones.counts.clone();
        let mut left_here = Grams::<1>::new(all).counts;
        let mut hits = 0;
        for sentence in &self.sentences {
            let mut union = FxHashSet::default();
            for candidate in summary {
                union.extend(common_subsequence(sentence, candidate));
            }
            // The order does not matter: one word is counted as often as both sides have it.
            for at in union {
                let word = [sentence[at]];
                if let (Some(a @ 1..), Some(b @ 1..)) = (left.get_mut(&word), left_here.get_mut(&word)) {
                    (*a, *b) = (*a - 1, *b - 1);
                    hits += 1;
                }
            }
        }
        hits
    }

    /// The sentences, at most `most`, that a greedy search by ROUGE-1 and ROUGE-2 takes, in the order of choice.
    pub fn oracle(&self, sentences: &[Vec<Word>], most: usize, stretch: f64) -> Vec<usize> {
        let mut chosen = Vec::new();
        let mut best = 0.0;
        while chosen.len() < most {
            let mut next = None;
            for at in (0..sentences.len()).filter(|at| !chosen.contains(at)) {
                let mut order: Vec<usize> = chosen.iter().copied().chain([at]).collect();
                order.sort_unstable();
                let summary: Vec<&[Word]> = order.iter().map(|at| sentences[*at].as_slice()).collect();
                let gain = self.gain(&summary, stretch);
                if gain > best {
                    (best, next) = (gain, Some(at));
                }
            }
            let Some(next) = next else { break };
            chosen.push(next);
        }
        chosen
    }
}

fn f1(hits: usize, summary: usize, reference: usize, stretch: f64) -> f64 {
    if hits == 0 || summary == 0 || reference == 0 {
        return 0.0;
    }
    let reference = reference as f64 * stretch;
    let hits = (hits as f64 * stretch).min(summary as f64);
    let (precision, recall) = (hits / summary as f64, hits / reference);
    2.0 * precision * recall / (precision + recall)
}

/// The places in `reference` of one longest common subsequence; among equals the one that `rouge-score` takes.
fn common_subsequence(reference: &[Word], candidate: &[Word]) -> Vec<usize> {
    let width = candidate.len() + 1;
    let mut table = vec![0u16; (reference.len() + 1) * width];
    for i in 1..=reference.len() {
        for j in 1..=candidate.len() {
            table[i * width + j] = if reference[i - 1] == candidate[j - 1] {
                table[(i - 1) * width + j - 1] + 1
            } else {
                table[(i - 1) * width + j].max(table[i * width + j - 1])
            };
        }
    }
    let (mut i, mut j, mut found) = (reference.len(), candidate.len(), Vec::new());
    while i > 0 && j > 0 {
        if reference[i - 1] == candidate[j - 1] {
            found.push(i - 1);
            (i, j) = (i - 1, j - 1);
        } else if table[i * width + j - 1] > table[(i - 1) * width + j] {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    found
}

/// Splits at line ends, and after `.!?` with closing marks and white space before a capital or a digit.
fn split_by_rule(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let after_stop = text[..at].ends_with(['.', '!', '?']);
        let closed = rest.trim_start_matches(['"', '\'', ')', ']', '”', '’']);
        let next = closed.trim_start();
        let opened = next.strip_prefix(['"', '\'', '“', '‘', '(', '[']).unwrap_or(next);
        let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
        if c == '\n' {
            sentences.push(&text[start..at]);
            at = text.len() - rest.trim_start_matches('\n').len();
            start = at;
        } else if after_stop && next.len() < closed.len() && (begins(opened) || begins(next)) {
            sentences.push(&text[start..at]);
            at = text.len() - next.len();
            start = at;
        } else {
            at += c.len_utf8();
        }
    }
    sentences.push(&text[start..]);
    sentences.retain(|sentence| !sentence.trim().is_empty());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(summary: &[&str], reference: &str) -> Scores {
        let mut rouge = Rouge::default();
        let reference = rouge.reference(reference);
        let sentences: Vec<_> = summary.iter().map(|sentence| rouge.words(sentence)).collect();
        reference.score(&sentences.iter().map(Vec::as_slice).collect::<Vec<_>>(), 1.0)
    }

    #[test]
    fn words_and_pairs() {
        let scores = score(&["The ferry sailed on Monday."], "A ferry sails Monday.");
        // ferry, sail, monday of 5 and 4; "ferry sail" of 4 and 3.
        assert!((scores.one - 6.0 / 9.0).abs() < 1e-12, "{scores:?}");
        assert!((scores.two - 2.0 / 7.0).abs() < 1e-12, "{scores:?}");
        assert!((scores.lsum - 6.0 / 9.0).abs() < 1e-12, "{scores:?}");
    }

    #[test]
    fn subsequences_unite_over_sentences() {
        let scores = score(&["w1 w2 w6 w7 w8", "w1 w3 w8 w9 w5"], "w1 w2 w3 w4 w5");
        // Lin's example: w1 w2 w3 w5 are covered, of 5 and 10 words.
        assert!((scores.lsum - f1(4, 10, 5, 1.0)).abs() < 1e-12, "{scores:?}");
    }

    #[test]
    fn a_reference_of_one_line_is_split() {
        let split = split_by_rule("He won. \"It is over.\" Was it? (Yes.) no. 3 more.\nEnd");
        assert_eq!(split, ["He won.", "\"It is over.", "Was it?", "(Yes.) no.", "3 more.", "End"]);
    }

    #[test]
    fn the_oracle_stops_when_nothing_helps() {
        let mut rouge = Rouge::default();
        let reference = rouge.reference("The bridge fell.\nNobody was hurt.");
        let sentences: Vec<_> = ["It rained.", "The bridge fell.", "Nobody was hurt.", "Rain again."]
            .map(|sentence| rouge.words(sentence))
            .into();
        assert_eq!(reference.oracle(&sentences, 3, 1.0), [1, 2]);
    }
}
