//! Pairs of neighboring words: which stand in the article more than once, and how likely a summary is to have each.
//!
//! A pair is judged by its two words (how salient each is, or which kind of common word) and by how often it stands in
//! the article: a table of some five hundred chances, counted in training.

use tidings_learn::ModelError;

use super::article::Article;
use super::body::Candidate;
use super::terms::Terms;
use crate::lexicon::Class;
use crate::vocabulary::Word;

/// Bounds between the kinds of salient words.
const BOUNDS: [f32; 7] = [0.03, 0.06, 0.1, 0.15, 0.22, 0.32, 0.45];
/// Kinds of words that carry no meaning.
const COMMON: usize = 5;
/// Kinds of words.
const KINDS: usize = COMMON + BOUNDS.len() + 1;
/// How often a pair is counted at most.
const MOST: usize = 3;
/// How many kinds of pairs there are.
pub const PAIR_CELLS: usize = KINDS * KINDS * MOST;

/// How likely a summary is to have a pair, by its kind.
#[derive(Clone, Debug)]
pub struct PairTable(Vec<f32>);

impl PairTable {
    /// A table of the chances of all kinds.
    ///
    /// # Errors
    /// If there are not [`PAIR_CELLS`].
    pub fn new(chances: Vec<f32>) -> Result<Self, ModelError> {
        if chances.len() == PAIR_CELLS && chances.iter().all(|chance| chance.is_finite()) {
            Ok(PairTable(chances))
        } else {
            Err(ModelError::Damaged("its pairs do not fit".to_owned()))
        }
    }

    /// A table from the bytes of a section: numbers of four bytes, little endian.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, ModelError> {
        PairTable::new(bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    fn chance(&self, cell: usize) -> f32 {
        self.0.get(cell).copied().unwrap_or(0.0)
    }
}

/// The pairs of an article.
pub(crate) struct Pairs {
    /// Bits by the hash of a pair, for one, two and three places. A wrong answer is rare and harmless.
    places: [Vec<u64>; MOST],
    /// The pairs of all candidates, in order, once their chances are known; and where those of each candidate end.
    found: Vec<Pair>,
    ends: Vec<u32>,
    /// How many different pairs a summary is expected to have.
    pub(super) expected: f32,
}

/// A pair in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// Which pair: both terms.
    pub(super) key: u64,
    /// How likely a summary is to have it.
    pub(super) chance: f32,
    /// How often it stands in the article, three at most.
    count: u8,
    /// Whether both words can carry meaning.
    pub(super) open: bool,
}

impl Pair {
    /// Whether it stands in the article more than once.
    pub(super) fn is_repeated(&self) -> bool {
        self.count > 1
    }
}

impl Pairs {
    /// Counts the pairs of an article.
    pub(crate) fn count(article: &Article<'_>) -> Self {
        let words = (article.tokens.len() / 2).next_power_of_two().clamp(1 << 5, 1 << 16);
        let mut places: [Vec<u64>; MOST] = std::array::from_fn(|_| vec![0; words]);
        for candidate in &article.body.candidates {
            let mut previous: Option<Word> = None;
            for (_, word) in article.words(candidate) {
                if let Some(previous) = previous.replace(word) {
                    let (at, bit) = place(key(previous, word), words);
                    let [once, twice, thrice] = &mut places;
                    thrice[at] |= twice[at] & bit;
                    twice[at] |= once[at] & bit;
                    once[at] |= bit;
                }
            }
        }
        Pairs { places, found: Vec::new(), ends: Vec::new(), expected: 0.0 }
    }

    /// Says how likely a summary is to have each pair, and how many of them it is expected to have.
    pub(crate) fn expect(&mut self, article: &Article<'_>, terms: &Terms, table: &PairTable) {
        let mut found = Vec::with_capacity(article.tokens.len());
        self.ends.clear();
        for candidate in &article.body.candidates {
            found.extend(self.kinds(article, terms, candidate).map(|kind| Pair {
                key: kind.key,
                chance: table.chance(kind.cell),
                count: kind.count,
                open: kind.open,
            }));
            self.ends.push(found.len() as u32);
        }
        // Every place of a pair has its share.
        self.expected = found.iter().map(|pair| pair.chance / f32::from(pair.count)).sum();
        self.found = found;
    }

    /// The pairs of a candidate, in order.
    pub(super) fn of(&self, candidate: usize) -> &[Pair] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let first = candidate.checked_sub(1).map_or(0, end);
        self.found.get(first..end(candidate)).unwrap_or(&[])
    }

    /// The pairs of a sentence with their kinds, in order.
    fn kinds(
        &self,
        article: &Article<'_>,
        terms: &Terms,
        candidate: &Candidate,
    ) -> impl Iterator<Item = PairKind> {
        let mut previous: Option<(Word, usize)> = None;
        article.words(candidate).filter_map(move |(_, word)| {
            let kind = kind(word, terms);
            let (before, kind_before) = previous.replace((word, kind))?;
            let key = key(before, word);
            let (at, bit) = place(key, self.places[0].len());
            let more = self.places[1..].iter().filter(|bits| bits[at] & bit != 0).count();
            let cell = (kind_before * KINDS + kind) * MOST + more;
            let open = kind_before >= COMMON && kind >= COMMON;
            Some(PairKind { key, count: 1 + more as u8, cell, open })
        })
    }

    /// The pairs of all sentences, each with the tokens of its words and its kind; for training.
    pub(crate) fn cells<'a>(
        &self,
        article: &'a Article<'_>,
        terms: &Terms,
    ) -> impl Iterator<Item = ([usize; 2], u64, usize)> + use<'a, '_> {
        let pairs: Vec<_> = article
            .body
            .candidates
            .iter()
            .flat_map(|candidate| {
                let tokens: Vec<usize> = article.words(candidate).map(|(token, _)| token).collect();
                let pairs: Vec<PairKind> = self.kinds(article, terms, candidate).collect();
                let places: Vec<[usize; 2]> = tokens.windows(2).map(|pair| [pair[0], pair[1]]).collect();
                places.into_iter().zip(pairs)
            })
            .collect();
        pairs.into_iter().map(|(places, pair)| (places, pair.key, pair.cell))
    }
}

/// What is known of a pair before its chance is looked up.
struct PairKind {
    key: u64,
    count: u8,
    cell: usize,
    open: bool,
}

fn key(a: Word, b: Word) -> u64 {
    u64::from(a.term) << 32 | u64::from(b.term)
}

fn place(key: u64, words: usize) -> (usize, u64) {
    let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    // The number of words is a power of two.
    ((hash >> 40) as usize & (words - 1), 1 << (hash >> 32 & 63))
}

/// The kind of a word with this salience; 0 if it has none.
pub(super) fn salient_kind(salience: f32) -> u8 {
    if salience > 0.0 { (COMMON + BOUNDS.iter().filter(|bound| salience > **bound).count()) as u8 } else { 0 }
}

#[inline]
fn kind(word: Word, terms: &Terms) -> usize {
    let salient = terms.kinds.get(word.term as usize).copied().unwrap_or(0);
    if salient > 0 {
        return usize::from(salient);
    }
    match word.class {
        Some(Class::Pronoun) => 0,
        Some(Class::Determiner) => 1,
        Some(Class::Auxiliary) => 2,
        Some(Class::Preposition) => 3,
        _ => 4,
    }
}
