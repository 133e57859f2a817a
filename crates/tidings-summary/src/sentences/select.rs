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

use super::article::Article;
use super::body::Candidate;
use super::choice::{Choice, Items, RUN, repeats, runs};
use super::rank::Ranking;
use crate::vocabulary::{TermId, Word};

/// What covering all expected words, or pairs, is worth in log-odds of a sentence.
const WORDS: f32 = 20.0;
const PAIRS: f32 = 40.0;
/// What a sentence loses that leans on one that is not chosen.
const LEANING: f32 = 0.5;
/// How many sentences are searched for together; more are added by rank alone.
const SEARCHED: usize = 24;
/// How many exchanges are made at most.
const EXCHANGES: usize = 8;
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

struct Search<'a> {
    ranking: &'a Ranking<'a>,
    limits: &'a Limits,
    /// How many words and pairs a summary is expected to have.
    expected: (f32, f32),
    /// The chances of every word, or every pair, of the options, by number.
    items: Vec<(f32, f32)>,
    /// In the order of the article.
    options: Vec<Choice>,
    /// Indices of options.
    chosen: Vec<usize>,
    /// By item: how many sentences of the set at hand have it.
    covered: Vec<u32>,
    /// By two options: whether one repeats the other, once that was asked.
    repeated: Vec<Option<bool>>,
}

/// What is known of a set of options.
#[derive(Clone, Copy, Default)]
struct Sums {
    score: f32,
    terms: f32,
    pairs: f32,
    term_count: usize,
    pair_count: usize,
}

impl<'a> Search<'a> {
    fn new(ranking: &'a Ranking<'a>, limits: &'a Limits, best: impl Iterator<Item = usize>) -> Self {
        let mut best: Vec<usize> = best.collect();
        best.sort_unstable();
        let mut all = Items::for_options(best.len());
        let options = best.iter().map(|candidate| Choice::new(ranking, *candidate, limits, &mut all));
        let options: Vec<Choice> = options.collect();
        let items = all.chances;
        let covered = vec![0; items.len()];
        let expected = (ranking.terms.salience.iter().sum(), ranking.pairs.expected);
        let repeated = vec![None; options.len() * options.len()];
        Search { ranking, limits, expected, items, options, chosen: Vec::new(), covered, repeated }
    }

    /// Adds the sentence that helps most, as long as one fits.
    fn grow(&mut self, most: usize) {
        while self.chosen.len() < most {
            let set = std::mem::take(&mut self.chosen);
            let best = self.best_addition(&set, None);
            self.chosen = set;
            let Some((_, next)) = best else { break };
            self.chosen.push(next);
        }
    }

    /// Exchanges one sentence for another as long as that helps.
    fn exchange(&mut self) {
        for _ in 0..EXCHANGES {
            let mut best: Option<(f32, usize, usize)> = None;
            let mut worth = f32::NEG_INFINITY;
            for leaving in 0..self.chosen.len() {
                let mut rest = self.chosen.clone();
                let left = rest.swap_remove(leaving);
                if leaving == 0 {
                    worth = self.worth_with(&rest, left);
                }
                if let Some((found, next)) = self.best_addition(&rest, Some(left))
                    && found > worth + 1e-4
                    && best.is_none_or(|(known, ..)| found > known)
                {
                    best = Some((found, leaving, next));
                }
            }
            let Some((_, leaving, next)) = best else { break };
            self.chosen.swap_remove(leaving);
            self.chosen.push(next);
        }
    }

    /// The option that makes a set worth most, but for one of them.
    fn best_addition(&mut self, set: &[usize], but: Option<usize>) -> Option<(f32, usize)> {
        let sums = self.cover(set);
        let mut best: Option<(f32, usize)> = None;
        for next in 0..self.options.len() {
            if Some(next) == but || !self.allows(set, next) {
                continue;
            }
            let worth = self.worth(set, sums, next);
            if best.is_none_or(|(known, _)| worth > known) {
                best = Some((worth, next));
            }
        }
        best
    }

    fn worth_with(&mut self, set: &[usize], next: usize) -> f32 {
        let sums = self.cover(set);
        self.worth(set, sums, next)
    }

    /// Sums a set up, and notes what it covers.
    fn cover(&mut self, set: &[usize]) -> Sums {
        self.covered.fill(0);
        let mut sums = Sums::default();
        for at in set {
            self.add(&mut sums, *at);
            for item in &self.options[*at].items {
                self.covered[*item as usize] += 1;
            }
        }
        sums
    }

    fn add(&self, sums: &mut Sums, next: usize) {
        let option = &self.options[next];
        for item in &option.items {
            if self.covered[*item as usize] == 0 {
                let (term, pair) = self.items[*item as usize];
                sums.terms += term;
                sums.pairs += pair;
            }
        }
        sums.score += option.score;
        sums.term_count += option.term_count;
        sums.pair_count += option.pair_count;
    }

    /// Whether a sentence may join a set.
    fn allows(&mut self, set: &[usize], next: usize) -> bool {
        let option = &self.options[next];
        let others = || set.iter().map(|at| &self.options[*at]);
        let words: usize = others().map(|other| other.words).sum();
        // One space between sentences.
        let characters: usize = others().map(|other| other.characters + 1).sum();
        !set.contains(&next)
            && words + option.words <= self.limits.words
            && characters + option.characters <= self.limits.characters
            && !set.iter().any(|other| self.repeats(*other, next))
    }

    /// Whether an option repeats another one.
    fn repeats(&mut self, one: usize, other: usize) -> bool {
        let count = self.options.len();
        let options = &self.options;
        *self.repeated[one.min(other) * count + one.max(other)]
            .get_or_insert_with(|| repeats(&options[one], &options[other]))
    }

    /// What a set whose sums are given is worth with one more option.
    fn worth(&self, set: &[usize], mut sums: Sums, next: usize) -> f32 {
        self.add(&mut sums, next);
        let options = || set.iter().chain([&next]).map(|at| &self.options[*at]);
        let leaning = options()
            .filter(|option| option.leans && !options().any(|other| other.candidate + 1 == option.candidate));
        let share = |hits: f32, count: usize, expected: f32| 2.0 * hits / (count as f32 + expected).max(1.0);
        sums.score - LEANING * leaning.count() as f32
            + WORDS * share(sums.terms, sums.term_count, self.expected.0)
            + PAIRS * share(sums.pairs, sums.pair_count, self.expected.1)
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

/// The words of a candidate that say something.
fn content<'w, 'a>(
    article: &'w Article<'a>,
    candidate: &Candidate,
) -> impl Iterator<Item = Word> + use<'w, 'a> {
    article.words(candidate).map(|(_, word)| word).filter(|word| word.is_content())
}
