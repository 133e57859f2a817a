//! The terms of an article: what is known of each, and from that how likely a summary is to use it.
//!
//! Why terms before sentences: one article with a written summary teaches something about two hundred terms, and
//! about forty sentences only (Hong and Nenkova 2014, on the importance of words).

use tidings_core::Label;
use tidings_learn::dense::DenseTable;
use tidings_learn::forest::Forest;

use super::article::{Article, is_open};
use super::pairs::salient_kind;
use crate::vocabulary::TermId;

/// How many features a term has.
pub const TERM_FEATURES: usize = 22;

/// By how much the title raises the log-odds of a term.
const TITLE_BONUS: f32 = 1.0;
/// The logarithms of so many counts, which nearly all terms have, are worked out once.
const COUNTED: usize = 16;
/// Sentences that count as the opening.
const OPENING: u32 = 3;

/// What the article says of a term.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Term {
    /// Whether it can carry meaning; the rest is not looked at otherwise.
    pub(super) open: bool,
    /// Whether it says something of this article.
    pub(super) content: bool,
    class: u8,
    /// How often it stands in the body, and in how many sentences.
    pub(super) count: u32,
    pub(super) sentences: u32,
    /// The first and the last sentence it stands in.
    pub(super) first: u32,
    last: u32,
    opening: u32,
    capitals: u32,
    quoted: u32,
    named: u32,
    label: u8,
    salience: f32,
    /// Sum and smallest of its places in its sentences, from 0 to 1.
    places: f32,
    earliest_place: f32,
    letters: u32,
    number: bool,
    /// The logarithm of one more than its count.
    pub(super) log_count: f32,
    /// How rare it is in news.
    pub(super) rarity: f32,
    /// How much rather summaries use it than articles do.
    lean: f32,
}

/// The terms of an article.
pub(crate) struct Terms {
    pub(super) stats: Vec<Term>,
    /// By term: how likely a summary is to use it; 0 for words that carry no meaning.
    pub(crate) salience: Vec<f32>,
    /// By term: its kind in a pair by its salience; 0 if it has none.
    pub(super) kinds: Vec<u8>,
}

impl Terms {
    /// Counts the terms of an article. Nothing is salient yet.
    pub(crate) fn count(article: &Article<'_>, background: &DenseTable) -> Self {
        let mut stats = vec![Term::default(); article.vocabulary.len()];
        for (index, candidate) in article.body.candidates.iter().enumerate() {
            let index = index as u32;
            let length = candidate.tokens.len().max(1) as f32;
            for (token, word) in article.words(candidate) {
                let Some(term) = stats.get_mut(word.term as usize) else { continue };
                if term.count == 0 {
                    *term = Term {
                        open: is_open(word),
                        content: word.is_content(),
                        class: word.class.map_or(0, |class| 1 + class as u8),
                        first: index,
                        last: u32::MAX,
                        earliest_place: 1.0,
                        ..Term::default()
                    };
                    if term.open {
                        let form = article.form(token);
                        term.letters = form.len() as u32;
                        term.number = form.starts_with(|c: char| c.is_ascii_digit());
                    }
                }
                term.count += 1;
                if !term.open {
                    continue;
                }
                if term.last != index {
                    (term.last, term.sentences) = (index, term.sentences + 1);
                }
                term.opening += u32::from(index < OPENING);
                let inside = token > candidate.tokens.start;
                term.capitals += u32::from(inside && word.is_capital);
                term.quoted += u32::from(candidate.quoted > 0.5);
                let place = (token - candidate.tokens.start) as f32 / length;
                term.places += place;
                term.earliest_place = term.earliest_place.min(place);
                if let Some(entity) = article.names.at(token) {
                    term.named += 1;
                    let salience = article.names.salience(entity);
                    if salience >= term.salience {
                        term.salience = salience;
                        term.label = label(article, entity);
                    }
                }
            }
        }
        // In one go at the end: the looks into the table, each into another corner of memory, then wait together.
        let logarithms: [f32; COUNTED] = std::array::from_fn(|count| (count as f32).ln_1p());
        for (id, term) in stats.iter_mut().enumerate().filter(|(_, term)| term.open) {
            (term.rarity, term.lean) = known(background, article.vocabulary.stem(id as TermId));
            let known = logarithms.get(term.count as usize).copied();
            term.log_count = known.unwrap_or_else(|| (term.count as f32).ln_1p());
        }
        let salience = vec![0.0; stats.len()];
        Terms { kinds: vec![0; stats.len()], stats, salience }
    }

    /// The features of every term that may be salient.
    pub(crate) fn rows(&self, article: &Article<'_>) -> Vec<(TermId, [f32; TERM_FEATURES])> {
        let count = article.body.candidates.len().max(1) as f32;
        let words: u32 = self.stats.iter().filter(|term| term.open).map(|term| term.count).sum();
        let weight = |term: &Term| term.log_count * term.rarity;
        let most = self.stats.iter().map(weight).fold(f32::MIN_POSITIVE, f32::max);
        let open = self.stats.iter().enumerate().filter(|(_, term)| term.open && term.count > 0);
        open.map(|(id, term)| {
            let occurrences = term.count as f32;
            let row = [
                occurrences,
                occurrences / words.max(1) as f32 * 100.0,
                term.sentences as f32 / count,
                term.first as f32,
                term.first as f32 / count,
                (term.last - term.first) as f32 / count,
                term.opening as f32,
                term.capitals as f32 / occurrences,
                term.quoted as f32 / occurrences,
                term.named as f32 / occurrences,
                f32::from(term.label),
                term.salience,
                f32::from(term.class),
                f32::from(u8::from(term.number)),
                term.rarity,
                term.lean,
                term.places / occurrences,
                term.earliest_place,
                term.letters as f32,
                weight(term) / most,
                weight(term),
                count,
            ];
            (id as TermId, row)
        })
        .collect()
    }

    /// Says how likely a summary is to use each term.
    pub(crate) fn weigh(&mut self, article: &Article<'_>, forest: &Forest) {
        let rows = self.rows(article);
        let scores = forest.scores(rows.iter().map(|(_, row)| &row[..]));
        for ((term, _), mut score) in rows.into_iter().zip(scores) {
            if article.title.binary_search(&term).is_ok() {
                score += TITLE_BONUS;
            }
            self.salience[term as usize] = 1.0 / (1.0 + (-score).exp());
        }
        self.kinds = self.salience.iter().map(|salience| salient_kind(*salience)).collect();
    }
}

/// The chances of a sentence's terms, none below zero: their sum, and the four largest, falling.
#[derive(Default)]
pub(super) struct Top {
    pub(super) count: u32,
    pub(super) sum: f32,
    pub(super) best: [f32; 4],
}

impl Top {
    #[inline]
    pub(super) fn add(&mut self, chance: f32) {
        self.count += 1;
        self.sum += chance;
        let mut rest = chance;
        for best in &mut self.best {
            (*best, rest) = (best.max(rest), best.min(rest));
        }
    }
}

/// Rarity and lean of a stem, as the background knows them.
fn known(background: &DenseTable, stem: u64) -> (f32, f32) {
    let [common, lean] = background.of(stem);
    (RAREST - common, lean)
}

/// The rarity of a term that the background does not know: the logarithm of articles by articles that have it.
pub const RAREST: f32 = 7.5;

fn label(article: &Article<'_>, entity: u32) -> u8 {
    let label = article.names.entities.and_then(|entities| entities.index.get(entity as usize));
    match label.map(|entity| entity.label) {
        Some(Label::Person) => 4,
        Some(Label::Org) => 3,
        Some(Label::Gpe) => 2,
        Some(_) => 1,
        None => 0,
    }
}
