//! A sentence that may be chosen: its words and pairs, its runs of words, and whether it can stand alone.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::article::{Article, is_open};
use super::body::Candidate;
use super::features::Feature;
use super::rank::Ranking;
use super::select::Limits;
use crate::vocabulary::{TermId, Word};

/// What the first sentences are given. The highlights that the model was trained on come from one house; summaries by
/// other writers stay closer to the opening. Costs nothing that can be measured on the former.
const OPENING: [f32; 3] = [0.6, 0.3, 0.15];
/// What a sentence loses that is a part of a quotation and nothing else, and the share of it that is quoted then.
const ORPHAN: f32 = 1.5;
const WHOLE: f32 = 0.9;
/// What a question loses.
const QUESTION: f32 = 0.7;
/// Words in a row that two chosen sentences must not share.
pub(super) const RUN: usize = 4;
/// Words of a sentence that are looked at; bounds the work on endless ones.
const READ: usize = 300;

/// A sentence that may be chosen.
pub(super) struct Choice {
    pub(super) candidate: usize,
    pub(super) score: f32,
    /// Whether it leans on the candidate before it.
    pub(super) leans: bool,
    /// Its words and pairs, once each: numbers of [`Items`], rising.
    pub(super) items: Vec<u32>,
    /// How many words and pairs it has, repetitions included.
    pub(super) term_count: usize,
    pub(super) pair_count: usize,
    runs: Vec<[TermId; RUN]>,
    /// Counted only where there is a limit.
    pub(super) words: usize,
    pub(super) characters: usize,
}

impl Choice {
    pub(super) fn new(ranking: &Ranking<'_>, candidate: usize, limits: &Limits, all: &mut Items) -> Self {
        let Ranking { article, terms, pairs, .. } = ranking;
        let place = &article.body.candidates[candidate];
        let mut items = Vec::with_capacity(2 * place.words.len().min(READ));
        let (mut term_count, mut pair_count) = (0, 0);
        all.begin();
        for (_, word) in article.words(place).take(READ).filter(|(_, word)| is_open(*word)) {
            // No pair has such a key: there are never so many terms.
            let key = u64::from(u32::MAX) << 32 | u64::from(word.term);
            items.extend(all.add(key, (terms.salience[word.term as usize], 0.0)));
            term_count += 1;
        }
        for pair in pairs.of(candidate).iter().take(READ) {
            items.extend(all.add(pair.key, (0.0, pair.chance)));
            pair_count += 1;
        }
        items.sort_unstable();
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
            items,
            term_count,
            pair_count,
            runs: runs(article, place).collect(),
            words: if limits.words < usize::MAX { text.split_whitespace().count() } else { 0 },
            characters: if limits.characters < usize::MAX { text.chars().count() } else { 0 },
        }
    }
}

/// The words and pairs that a summary may have, by number.
#[derive(Default)]
pub(super) struct Items {
    numbers: FxHashMap<u64, u32>,
    /// How likely a summary has it: as a word, as a pair.
    pub(super) chances: Vec<(f32, f32)>,
    /// The last option that has it, counted from one.
    last: Vec<u32>,
    options: u32,
}

impl Items {
    /// Room for the items of so many options of usual length.
    pub(super) fn for_options(count: usize) -> Self {
        let numbers = FxHashMap::with_capacity_and_hasher(count * 24, FxBuildHasher);
        Items { numbers, ..Items::default() }
    }

    /// Says that the items to come are those of another option.
    fn begin(&mut self) {
        self.options += 1;
    }

    /// The number of an item, if the option does not have it yet.
    fn add(&mut self, key: u64, chances: (f32, f32)) -> Option<u32> {
        let next = self.chances.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.chances.push(chances);
            self.last.push(0);
        }
        let before = std::mem::replace(&mut self.last[number as usize], self.options);
        (before != self.options).then_some(number)
    }
}

/// Whether two sentences share a run of words, or one has nothing of its own.
pub(super) fn repeats(one: &Choice, other: &Choice) -> bool {
    let inside = |part: &Choice, whole: &Choice| {
        part.items.len() <= whole.items.len()
            && part.items.iter().all(|item| whole.items.binary_search(item).is_ok())
    };
    one.runs.iter().any(|run| other.runs.contains(run)) || inside(one, other) || inside(other, one)
}

/// Four words in a row of which at least three say something. Three words, as in the paper, are often just a name with
/// its title, which two good sentences may well share; measured on news, they cost half a point.
pub(super) fn runs<'w, 'a>(
    article: &'w Article<'a>,
    candidate: &Candidate,
) -> impl Iterator<Item = [TermId; RUN]> + use<'w, 'a> {
    let words = article.words(candidate).map(|(_, word)| word).take(READ);
    let mut window: [Option<Word>; RUN] = [None; RUN];
    words.filter_map(move |word| {
        window.rotate_left(1);
        window[RUN - 1] = Some(word);
        let content = window.iter().flatten().filter(|word| word.is_content()).count();
        let full = window[0].is_some();
        (full && content >= RUN - 1).then(|| window.map(|word| word.map_or(0, |word| word.term)))
    })
}
