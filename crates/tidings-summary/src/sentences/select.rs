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
/// What a sentence loses that is a part of a quotation and nothing else, and the share of it that is quoted then.
const ORPHAN: f32 = 1.5;
const WHOLE: f32 = 0.9;
/// What a question loses.
const QUESTION: f32 = 0.7;
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
    /// Its words and pairs, once each: numbers of [`Search::items`], rising.
    items: Vec<u32>,
    /// How many words and pairs it has, repetitions included.
    term_count: usize,
    pair_count: usize,
    runs: Vec<[TermId; RUN]>,
    words: usize,
    characters: usize,
}

impl Choice {
    fn new(ranking: &Ranking<'_>, candidate: usize, all: &mut Vec<Item>) -> Self {
        let Ranking { article, terms, pairs, .. } = ranking;
        let place = &article.body.candidates[candidate];
        let before = all.len();
        let open = article.words(place).take(READ).map(|(_, word)| word).filter(|word| is_open(*word));
        all.extend(open.map(|word| Item {
            // No pair has such a key: there are never so many terms.
            key: u64::from(u32::MAX) << 32 | u64::from(word.term),
            worth: 0.0,
            term: terms.salience[word.term as usize],
            candidate: candidate as u32,
        }));
        let term_count = all.len() - before;
        let table = ranking.pair_table();
        all.extend(pairs.of(article, terms, place).take(READ).map(|pair| Item {
            key: pair.key,
            worth: pair.chance(table),
            term: 0.0,
            candidate: candidate as u32,
        }));
        let text = article.doc.slice(place.span);
        let row = &ranking.rows[candidate];
        let leans = row[Feature::Linked as usize] > 0.6
            || row[Feature::PronounSpeaker as usize] > 0.0
            || place.cuts_quote;
        // All of it is quoted, and who speaks is told elsewhere; or what is asked is answered elsewhere.
        let asks = text.trim_end_matches(['"', '”', '’', '\'']).ends_with('?');
        let orphan = match place.cuts_quote && place.quoted > WHOLE {
            true => ORPHAN,
            false if asks => QUESTION,
            false => 0.0,
        };
        Choice {
            candidate,
            score: ranking.scores[candidate] + OPENING.get(candidate).unwrap_or(&0.0) - orphan,
            leans: leans && candidate > 0,
            items: Vec::new(),
            term_count,
            pair_count: all.len() - before - term_count,
            runs: runs(article, place).collect(),
            words: text.split_whitespace().count(),
            characters: text.chars().count(),
        }
    }
}

/// A word or a pair that a summary may have.
#[derive(Clone, Copy)]
struct Item {
    key: u64,
    /// How likely a summary has it: as a pair, as a word.
    worth: f32,
    term: f32,
    candidate: u32,
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
        let mut all = Vec::with_capacity(best.len() * 64);
        let mut options: Vec<Choice> =
            best.iter().map(|candidate| Choice::new(ranking, *candidate, &mut all)).collect();
        all.sort_unstable_by_key(|item| (item.key, item.candidate));
        all.dedup_by_key(|item| (item.key, item.candidate));
        let mut items: Vec<(f32, f32)> = Vec::with_capacity(all.len());
        let mut last = None;
        for item in &all {
            if last.replace(item.key) != Some(item.key) {
                items.push((item.term, item.worth));
            }
            if let Ok(at) = best.binary_search(&(item.candidate as usize)) {
                options[at].items.push(items.len() as u32 - 1);
            }
        }
        let covered = vec![0; items.len()];
        let expected = (ranking.terms.salience.iter().sum(), ranking.pairs.expected);
        Search { ranking, limits, expected, items, options, chosen: Vec::new(), covered }
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

/// Whether two sentences share a run of words, or one has nothing of its own.
fn repeats(one: &Choice, other: &Choice) -> bool {
    let inside = |part: &Choice, whole: &Choice| {
        part.items.len() <= whole.items.len()
            && part.items.iter().all(|item| whole.items.binary_search(item).is_ok())
    };
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
