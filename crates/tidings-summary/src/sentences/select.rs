//! Choosing sentences that together make a good summary, within every limit.
//!
//! What a set of sentences is worth has three parts: how likely a summary has each sentence (the ranker); how many of
//! the words and pairs of words that a summary is expected to have it covers, held against its length (what ROUGE
//! measures, in expectation, with the chances that the model gives); and whether each sentence can stand where it would
//! stand: one that leans on the sentence before it loses unless that one is chosen too. Sentences that share a run of
//! words with a chosen one are not taken (Paulus et al. 2018).
//!
//! The search is greedy over the best-ranked candidates and then exchanges one sentence for another as long as that
//! helps. Sentences beyond [`SEARCHED`] are taken by rank, so that a summary of any length takes n log n time.

use rustc_hash::FxHashSet;

use super::article::{Article, is_open};
use super::body::Candidate;
use super::features::Feature;
use super::rank::Ranking;
use crate::vocabulary::{TermId, Word};

/// What covering all expected words, or pairs, is worth in log-odds of a sentence.
const WORDS: f32 = 20.0;
const PAIRS: f32 = 40.0;
/// What the first sentences are given. The highlights that the model was trained on come from one house; summaries by
/// other writers stay closer to the opening. Costs nothing that can be measured on the former.
const OPENING: [f32; 3] = [0.6, 0.3, 0.15];
/// What a sentence loses that leans on one that is not chosen.
const LEANING: f32 = 0.5;
/// How many sentences are searched for together; more are added by rank alone.
const SEARCHED: usize = 24;
/// How many exchanges are made at most.
const EXCHANGES: usize = 8;
/// Words in a row that two chosen sentences must not share.
const RUN: usize = 4;
/// Words of a sentence that are looked at; bounds the work on endless ones.
const READ: usize = 300;

/// The limits of a summary, all of which hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) sentences: usize,
    pub(super) words: usize,
    pub(super) characters: usize,
}

/// The indices of the chosen candidates, rising.
pub(super) fn select(ranking: &Ranking<'_>, limits: &Limits) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranking.scores.len()).collect();
    order.sort_by(|a, b| ranking.scores[*b].total_cmp(&ranking.scores[*a]).then(a.cmp(b)));
    let searched = limits.sentences.min(SEARCHED);
    let mut search = Search::new(ranking, limits, order.iter().copied().take(4 + 3 * searched));
    search.grow(searched);
    search.exchange();
    let mut chosen: Vec<usize> = search.chosen.iter().map(|at| search.options[*at].candidate).collect();
    if limits.sentences > searched {
        search.fill(&order, &mut chosen);
    }
    chosen.sort_unstable();
    chosen
}

/// A sentence that may be chosen.
struct Choice {
    candidate: usize,
    score: f32,
    /// Whether it leans on the candidate before it.
    leans: bool,
    /// Its distinct terms and pairs, each with its chance, sorted.
    terms: Vec<(u64, f32)>,
    pairs: Vec<(u64, f32)>,
    /// How many of them it has, repetitions included.
    term_count: usize,
    pair_count: usize,
    runs: Vec<[TermId; RUN]>,
    words: usize,
    characters: usize,
}

impl Choice {
    fn new(ranking: &Ranking<'_>, candidate: usize) -> Self {
        let Ranking { article, terms, pairs, .. } = ranking;
        let place = &article.body.candidates[candidate];
        let open = article.words(place).take(READ).map(|(_, word)| word).filter(|word| is_open(*word));
        let mut own: Vec<(u64, f32)> =
            open.map(|word| (u64::from(word.term), terms.salience[word.term as usize])).collect();
        let table = ranking.pair_table();
        let mut own_pairs: Vec<(u64, f32)> =
            pairs.of(article, terms, place).take(READ).map(|pair| (pair.key, pair.chance(table))).collect();
        let (term_count, pair_count) = (own.len(), own_pairs.len());
        for list in [&mut own, &mut own_pairs] {
            list.sort_unstable_by_key(|(key, _)| *key);
            list.dedup_by_key(|(key, _)| *key);
        }
        let text = article.doc.slice(place.span);
        let row = &ranking.rows[candidate];
        let leans = row[Feature::Linked as usize] > 0.6
            || row[Feature::PronounSpeaker as usize] > 0.0
            || place.cuts_quote;
        Choice {
            candidate,
            score: ranking.scores[candidate] + OPENING.get(candidate).unwrap_or(&0.0),
            leans: leans && candidate > 0,
            terms: own,
            pairs: own_pairs,
            term_count,
            pair_count,
            runs: runs(article, place).collect(),
            words: text.split_whitespace().count(),
            characters: text.chars().count(),
        }
    }
}

struct Search<'a> {
    ranking: &'a Ranking<'a>,
    limits: &'a Limits,
    /// How many words and pairs a summary is expected to have.
    expected: (f32, f32),
    /// In the order of the article.
    options: Vec<Choice>,
    /// Indices of options.
    chosen: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(ranking: &'a Ranking<'a>, limits: &'a Limits, best: impl Iterator<Item = usize>) -> Self {
        let mut best: Vec<usize> = best.collect();
        best.sort_unstable();
        Search {
            ranking,
            limits,
            expected: (ranking.terms.salience.iter().sum(), ranking.pairs.expected),
            options: best.into_iter().map(|candidate| Choice::new(ranking, candidate)).collect(),
            chosen: Vec::new(),
        }
    }

    /// Adds the sentence that helps most, as long as one fits.
    fn grow(&mut self, most: usize) {
        while self.chosen.len() < most {
            let mut best: Option<(f32, usize)> = None;
            for next in 0..self.options.len() {
                if self.allows(&self.chosen, next) {
                    let mut set = self.chosen.clone();
                    set.push(next);
                    let worth = self.worth(&set);
                    if best.is_none_or(|(known, _)| worth > known) {
                        best = Some((worth, next));
                    }
                }
            }
            let Some((_, next)) = best else { break };
            self.chosen.push(next);
        }
    }

    /// Exchanges one sentence for another as long as that helps.
    fn exchange(&mut self) {
        let mut worth = self.worth(&self.chosen);
        for _ in 0..EXCHANGES {
            let mut best: Option<(f32, Vec<usize>)> = None;
            for leaving in 0..self.chosen.len() {
                let mut rest = self.chosen.clone();
                rest.swap_remove(leaving);
                for next in 0..self.options.len() {
                    if next == self.chosen[leaving] || !self.allows(&rest, next) {
                        continue;
                    }
                    rest.push(next);
                    let found = self.worth(&rest);
                    if found > worth + 1e-4 && best.as_ref().is_none_or(|(known, _)| found > *known) {
                        best = Some((found, rest.clone()));
                    }
                    rest.pop();
                }
            }
            let Some((found, set)) = best else { break };
            (worth, self.chosen) = (found, set);
        }
    }

    /// Whether a sentence may join a set.
    fn allows(&self, set: &[usize], next: usize) -> bool {
        let option = &self.options[next];
        let others = || set.iter().map(|at| &self.options[*at]);
        let words: usize = others().map(|other| other.words).sum();
        // One space between sentences.
        let characters: usize = others().map(|other| other.characters + 1).sum();
        !set.contains(&next)
            && words + option.words <= self.limits.words
            && characters + option.characters <= self.limits.characters
            && !others().any(|other| repeats(other, option))
    }

    /// What a set is worth.
    fn worth(&self, set: &[usize]) -> f32 {
        let options = || set.iter().map(|at| &self.options[*at]);
        let scores: f32 = options().map(|option| option.score).sum();
        let leaning = options()
            .filter(|option| option.leans && !options().any(|other| other.candidate + 1 == option.candidate));
        let term_count: usize = options().map(|option| option.term_count).sum();
        let pair_count: usize = options().map(|option| option.pair_count).sum();
        let terms = self.covered(set, |option| &option.terms);
        let pairs = self.covered(set, |option| &option.pairs);
        let share = |hits: f32, count: usize, expected: f32| 2.0 * hits / (count as f32 + expected).max(1.0);
        scores - LEANING * leaning.count() as f32
            + WORDS * share(terms, term_count, self.expected.0)
            + PAIRS * share(pairs, pair_count, self.expected.1)
    }

    /// The sum of the chances of everything that a set has, counted once.
    fn covered(&self, set: &[usize], of: impl Fn(&Choice) -> &[(u64, f32)]) -> f32 {
        let mut sum = 0.0;
        for (place, at) in set.iter().enumerate() {
            for (key, chance) in of(&self.options[*at]) {
                let has = |other: &usize| {
                    of(&self.options[*other]).binary_search_by_key(key, |(key, _)| *key).is_ok()
                };
                if !set[..place].iter().any(has) {
                    sum += chance;
                }
            }
        }
        sum
    }

    /// Adds sentences by rank as long as they fit and repeat nothing.
    fn fill(&self, order: &[usize], chosen: &mut Vec<usize>) {
        let mut said = Said::new(self.ranking.article);
        chosen.iter().for_each(|candidate| said.add(*candidate));
        for candidate in order.iter().copied() {
            if chosen.len() >= self.limits.sentences {
                break;
            }
            if said.allows(candidate, self.limits) {
                said.add(candidate);
                chosen.push(candidate);
            }
        }
    }
}

/// What the chosen sentences say, for summaries of many.
struct Said<'a> {
    article: &'a Article<'a>,
    runs: FxHashSet<[TermId; RUN]>,
    terms: Vec<bool>,
    taken: Vec<bool>,
    words: usize,
    characters: usize,
}

impl<'a> Said<'a> {
    fn new(article: &'a Article<'a>) -> Self {
        Said {
            article,
            runs: FxHashSet::default(),
            terms: vec![false; article.vocabulary.len()],
            taken: vec![false; article.body.candidates.len()],
            words: 0,
            characters: 0,
        }
    }

    /// Words and characters of a candidate.
    fn size(&self, candidate: usize) -> (usize, usize) {
        let text = self.article.doc.slice(self.article.body.candidates[candidate].span);
        (text.split_whitespace().count(), text.chars().count())
    }

    fn add(&mut self, candidate: usize) {
        let (words, characters) = self.size(candidate);
        // One space between sentences.
        (self.words, self.characters) = (self.words + words, self.characters + characters + 1);
        let place = &self.article.body.candidates[candidate];
        self.runs.extend(runs(self.article, place));
        content(self.article, place).for_each(|word| self.terms[word.term as usize] = true);
        self.taken[candidate] = true;
    }

    /// Whether a candidate fits and says something new.
    fn allows(&self, candidate: usize, limits: &Limits) -> bool {
        let (words, characters) = self.size(candidate);
        let place = &self.article.body.candidates[candidate];
        !self.taken[candidate]
            && self.words + words <= limits.words
            && self.characters + characters <= limits.characters
            && content(self.article, place).any(|word| !self.terms[word.term as usize])
            && !runs(self.article, place).any(|run| self.runs.contains(&run))
    }
}

/// Whether two sentences share a run of words, or one has no term of its own.
fn repeats(one: &Choice, other: &Choice) -> bool {
    let has = |whole: &Choice, key: &u64| whole.terms.binary_search_by_key(key, |(key, _)| *key).is_ok();
    let inside = |part: &Choice, whole: &Choice| part.terms.iter().all(|(key, _)| has(whole, key));
    one.runs.iter().any(|run| other.runs.contains(run)) || inside(one, other) || inside(other, one)
}

/// Four words in a row of which at least three say something. Three words, as in the paper, are often just a name with
/// its title, which two good sentences may well share; measured on news, they cost half a point.
fn runs<'a>(
    article: &'a Article<'_>,
    candidate: &Candidate,
) -> impl Iterator<Item = [TermId; RUN]> + use<'a> {
    let words = candidate.tokens.clone().filter_map(|token| article.vocabulary.at(token)).take(READ);
    let mut window: [Option<Word>; RUN] = [None; RUN];
    words.filter_map(move |word| {
        window.rotate_left(1);
        window[RUN - 1] = Some(word);
        let content = window.iter().flatten().filter(|word| word.is_content()).count();
        let full = window[0].is_some();
        (full && content >= RUN - 1).then(|| window.map(|word| word.map_or(0, |word| word.term)))
    })
}

/// The words of a candidate that say something.
fn content<'a>(article: &'a Article<'_>, candidate: &Candidate) -> impl Iterator<Item = Word> + use<'a> {
    let words = candidate.tokens.clone().filter_map(|token| article.vocabulary.at(token));
    words.filter(|word| word.is_content())
}
