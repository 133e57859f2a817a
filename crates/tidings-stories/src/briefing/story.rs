//! The sentences of one story, side by side.

use rustc_hash::FxHashMap;

use super::concepts::rarity;
use super::products::Products;
use super::record::BriefingRecord;
use crate::group::{Background, for_each_term};
use crate::likeness::{Likeness, weigh_by_story};

/// A sentence of one of the documents.
pub(super) struct StorySentence<'a> {
    /// The number of its document in the story.
    pub(super) document: usize,
    /// The voice that its document belongs to.
    pub(super) voice: u32,
    /// Its number among the kept sentences of the document, from 0.
    pub(super) place: u32,
    /// Its number in the record.
    pub(super) number: usize,
    pub(super) text: &'a str,
    /// Words as white space divides them: what a budget counts.
    pub(super) length: usize,
    /// Hashes of the words in base form, in order.
    pub(super) words: Vec<u64>,
    /// Weights by word, of length 1, ascending by word.
    pub(super) vector: Vec<(u64, f64)>,
    /// What it is compared with other sentences by.
    pub(super) likeness: Likeness,
    /// How much it is like the whole story, from 0 to 1.
    pub(super) centrality: f64,
}

impl StorySentence<'_> {
    /// Whether it names somebody or something, or gives a number.
    pub(super) fn is_specific(&self) -> bool {
        self.likeness.has_names() || self.text.contains(|c: char| c.is_ascii_digit())
    }
}

/// One story as text.
pub(super) struct StoryText<'a> {
    pub(super) sentences: Vec<StorySentence<'a>>,
    /// The sentences by the words of their likeness.
    likeness: Products,
    /// The words of every title.
    pub(super) titles: Vec<Vec<u64>>,
    /// How many independent voices tell it.
    pub(super) voices: usize,
    /// How much every document is like the whole story.
    pub(super) document_centrality: Vec<f64>,
}

impl<'a> StoryText<'a> {
    /// The story of some records; `voice` gives the voice of each, numbered from 0.
    pub(super) fn new(records: &[&'a BriefingRecord], voice: &[u32], background: &Background) -> Self {
        let mut sentences = Vec::new();
        let mut titles = Vec::new();
        let mut documents: Vec<Vec<(u64, f64)>> = Vec::new();
        for (document, record) in records.iter().enumerate() {
            let title = words_of(record.title.as_deref().unwrap_or(""));
            let mut all = title.clone();
            for (number, sentence) in record.sentences.iter().enumerate() {
                let words = words_of(&sentence.text);
                all.extend_from_slice(&words);
                sentences.push(StorySentence {
                    document,
                    voice: voice.get(document).copied().unwrap_or_default(),
                    place: sentence.place,
                    number,
                    text: &sentence.text,
                    length: sentence.text.split_whitespace().count(),
                    vector: vector(&words, background),
                    likeness: Likeness::new(&sentence.text, &words, background),
                    words,
                    centrality: 0.0,
                });
            }
            titles.push(title);
            documents.push(vector(&all, background));
        }
        weigh_by_story(sentences.iter_mut().map(|sentence: &mut StorySentence<'_>| &mut sentence.likeness));
        // Each voice counts once, however many copies of it there are.
        let mut voices: Vec<u32> = voice.to_vec();
        voices.sort_unstable();
        voices.dedup();
        let mut center: FxHashMap<u64, f64> = FxHashMap::default();
        for (document, vector) in documents.iter().enumerate() {
            let copies = voice.iter().filter(|other| Some(*other) == voice.get(document)).count().max(1);
            vector
                .iter()
                .for_each(|(word, weight)| *center.entry(*word).or_default() += weight / copies as f64);
        }
        let mut center: Vec<(u64, f64)> = center.into_iter().collect();
        normalize(&mut center);
        for sentence in &mut sentences {
            sentence.centrality = cosine(&sentence.vector, &center);
        }
        let document_centrality = documents.iter().map(|vector| cosine(vector, &center)).collect();
        let likeness =
            Products::of(sentences.iter().map(|sentence: &StorySentence<'_>| sentence.likeness.vector()));
        StoryText { sentences, likeness, titles, voices: voices.len(), document_centrality }
    }
}

impl StoryText<'_> {
    /// By sentence: how alike it is to one of them.
    pub(super) fn alike(&self, number: usize) -> Vec<f64> {
        self.likeness.with(self.sentences[number].likeness.vector())
    }
}

fn words_of(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    for_each_term(text, |word| words.push(word));
    words
}

/// The weights of the words that say something.
pub(crate) fn vector(words: &[u64], background: &Background) -> Vec<(u64, f64)> {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b).filter_map(|run| {
        let rarity = rarity(run[0], background);
        // A word of every fifth article and more is one of grammar.
        (rarity > 1.6).then(|| (run[0], (1.0 + 0.5 * (run.len() as f64).ln()) * rarity.powf(0.8)))
    });
    let mut vector: Vec<(u64, f64)> = runs.collect();
    normalize(&mut vector);
    vector
}

fn normalize(vector: &mut [(u64, f64)]) {
    vector.sort_unstable_by_key(|(word, _)| *word);
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
}

/// The product of two vectors that ascend by word.
pub(crate) fn cosine(a: &[(u64, f64)], b: &[(u64, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            sum += x.1 * y.1;
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}
