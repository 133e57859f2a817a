//! What is worth telling: the words and word pairs of a story, each with the chance that a neutral account has it.
//!
//! A summary is then the set of sentences that covers most of them (Gillick & Favre 2009, with learned weights as in
//! Li et al. 2013). The chance comes from a logistic model over a few features that no house style decides: how many
//! voices say it, where it stands, how rare it is.

use rustc_hash::FxHashMap;

use super::story::StoryText;
use crate::group::Background;
use crate::words::mix;

/// Features of a concept.
pub(super) const FEATURES: usize = 18;

/// A model of one kind of concept: a weight a feature and the bias.
pub(super) type Weights = [f64; FEATURES + 1];

/// The two models: of single words and of pairs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ConceptModel {
    pub(super) words: Weights,
    pub(super) pairs: Weights,
}

impl ConceptModel {
    /// From the bytes of a section: little endian floats of eight bytes; `None` if there are too few.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (numbers, _) = bytes.as_chunks::<8>();
        let mut numbers = numbers.iter().map(|number| f64::from_le_bytes(*number));
        let mut weights = || {
            let mut weights = [0.0; FEATURES + 1];
            weights.iter_mut().try_for_each(|weight| numbers.next().map(|number| *weight = number))?;
            Some(weights)
        };
        Some(ConceptModel { words: weights()?, pairs: weights()? })
    }

    /// The chance that a neutral account has the concept.
    fn chance(&self, concept: &Concept) -> f64 {
        let weights = if concept.pair { &self.pairs } else { &self.words };
        let sum: f64 = concept.features.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        1.0 / (1.0 + (-(sum + weights[FEATURES])).exp())
    }
}

/// A word or pair of neighboring words.
#[derive(Clone, Debug)]
pub(super) struct Concept {
    pub(super) key: u64,
    pub(super) pair: bool,
    pub(super) features: [f64; FEATURES],
}

/// What a single word counts beside a pair.
const WORD_VALUE: f64 = 0.3;
/// The power that chances are raised to: what is likely counts for more than several things that are not.
const CHANCE_POWER: f64 = 1.3;

/// The concepts of a story.
pub(super) struct Concepts {
    pub(super) all: Vec<Concept>,
    /// For every sentence of the story the numbers of its concepts, ascending.
    pub(super) of_sentence: Vec<Vec<u32>>,
}

impl Concepts {
    /// What each concept is worth to a summary.
    pub(super) fn values(&self, model: &ConceptModel) -> Vec<f64> {
        let value = |concept: &Concept| {
            model.chance(concept).powf(CHANCE_POWER) * if concept.pair { 1.0 } else { WORD_VALUE }
        };
        self.all.iter().map(value).collect()
    }

    pub(super) fn of(story: &StoryText<'_>, background: &Background) -> Self {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut seen: Vec<Seen> = Vec::new();
        let mut of_sentence = Vec::with_capacity(story.sentences.len());
        for sentence in &story.sentences {
            let mut mine = Vec::new();
            let words = &sentence.words;
            for (at, word) in words.iter().enumerate() {
                let next = words.get(at + 1);
                for (key, parts) in [
                    (*word, [Some(word), None]),
                    (next.map_or(0, |next| pair_key(*word, *next)), [Some(word), next]),
                ] {
                    let pair = parts[1].is_some();
                    if !pair && (key != *word || key == 0) {
                        continue;
                    }
                    let parts = parts.into_iter().flatten();
                    let rarity = parts.map(|part| rarity(*part, background));
                    let (low, high, common) =
                        rarity.fold((f64::MAX, 0f64, 0), |(low, high, common), rarity| {
                            (low.min(rarity), high.max(rarity), common + i32::from(rarity < COMMON_RARITY))
                        });
                    if high < COMMON_RARITY {
                        continue;
                    }
                    let number = *numbers.entry(key).or_insert_with(|| {
                        seen.push(Seen {
                            key,
                            pair,
                            low,
                            high,
                            common: f64::from(common),
                            ..Seen::default()
                        });
                        seen.len() as u32 - 1
                    });
                    let concept = &mut seen[number as usize];
                    concept.count += 1.0;
                    concept.place = concept.place.min(sentence.place);
                    concept.centrality = concept.centrality.max(sentence.centrality);
                    if !concept.voices.contains(&sentence.voice) {
                        concept.voices.push(sentence.voice);
                    }
                    mine.push(number);
                }
            }
            mine.sort_unstable();
            mine.dedup();
            mine.iter().for_each(|number| seen[*number as usize].sentences += 1.0);
            of_sentence.push(mine);
        }
        for title in &story.titles {
            let words = title.iter().copied();
            let pairs = title.windows(2).map(|pair| pair_key(pair[0], pair[1]));
            let mut keys: Vec<u64> = words.chain(pairs).collect();
            keys.sort_unstable();
            keys.dedup();
            for number in keys.iter().filter_map(|key| numbers.get(key)) {
                seen[*number as usize].titles += 1;
            }
        }
        let all = seen.into_iter().map(|seen| seen.concept(story)).collect();
        Concepts { all, of_sentence }
    }
}

fn pair_key(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(21) ^ b)
}

/// Words more common than this say nothing alone.
const COMMON_RARITY: f64 = 0.7;

/// The logarithm of how many articles there are to one that has the word.
pub(super) fn rarity(word: u64, background: &Background) -> f64 {
    ((background.articles() + 1.0) / (background.articles_with(word) + 1.0)).ln()
}

/// A concept while the story is read.
struct Seen {
    key: u64,
    pair: bool,
    low: f64,
    high: f64,
    common: f64,
    count: f64,
    sentences: f64,
    place: u32,
    centrality: f64,
    voices: Vec<u32>,
    titles: usize,
}

impl Default for Seen {
    fn default() -> Self {
        Seen {
            key: 0,
            pair: false,
            low: 0.0,
            high: 0.0,
            common: 0.0,
            count: 0.0,
            sentences: 0.0,
            place: u32::MAX,
            centrality: 0.0,
            voices: Vec::new(),
            titles: 0,
        }
    }
}

impl Seen {
    fn concept(self, story: &StoryText<'_>) -> Concept {
        let yes = |is: bool| f64::from(u8::from(is));
        let voices = self.voices.len();
        let sentences = story.sentences.len().max(1) as f64;
        Concept {
            key: self.key,
            pair: self.pair,
            features: [
                yes(voices == 1),
                yes(voices == 2),
                yes(voices > 2),
                yes(self.place == 0),
                yes(self.place == 1),
                yes(self.place == 2),
                (1.0 + f64::from(self.place)).ln(),
                self.count.ln(),
                self.sentences / sentences,
                yes(self.titles == 1),
                yes(self.titles > 1),
                self.low / 10.0,
                self.high / 10.0,
                self.common,
                self.centrality,
                voices as f64 / story.voices.max(1) as f64 * self.centrality,
                sentences.min(30.0) / 30.0,
                yes(self.count > 2.0),
            ],
        }
    }
}
