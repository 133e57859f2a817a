//! Who has been spoken of lately: persons with a name, and people for whom the text has only words ("the mayor").

use rustc_hash::FxHashMap;
use tidings_core::Span;

use super::genders::Gender;
use super::grammar::Place;

/// Whom a pronoun may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// An entity.
    Named(u32),
    /// Somebody without a name, by the words for them.
    Unnamed(Span),
    /// A name of something that may be a person's, by its first token: nothing may be said of it.
    Unclear(u32),
}

/// One place where somebody is spoken of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken {
    pub(super) who: Who,
    /// What the words tell; of entities [`Genders`](super::genders::Genders) knows more.
    pub(super) gender: Option<Gender>,
    /// Index of the sentence.
    pub(super) sentence: usize,
    /// The tokens.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) place: Place,
    /// Whether it is a pronoun.
    pub(super) is_pronoun: bool,
}

/// The last places, oldest first, and how often the text has spoken of each entity.
#[derive(Default)]
pub(super) struct Recent {
    places: Vec<Spoken>,
    counts: FxHashMap<u32, u32>,
    /// The entities, in the order of their first mention.
    entities: Vec<u32>,
    /// The sentence of the last pronoun that was left open, for either gender.
    open: [Option<usize>; 2],
}

/// So many places are kept: more than a few sentences have.
const KEPT: usize = 48;
/// So many entities are compared.
const ENTITIES: usize = 64;

impl Recent {
    pub(super) fn add(&mut self, spoken: Spoken) {
        if self.places.len() == 2 * KEPT {
            self.places.drain(..KEPT);
        }
        if let Who::Named(entity) = spoken.who {
            let count = self.counts.entry(entity).or_insert(0);
            *count += 1;
            if *count == 1 && self.entities.len() < ENTITIES {
                self.entities.push(entity);
            }
        }
        self.places.push(spoken);
    }

    /// Takes down that a pronoun was left open.
    pub(super) fn leave_open(&mut self, sentence: usize, gender: Gender) {
        self.open[usize::from(gender == Gender::Male)] = Some(sentence);
    }

    /// The sentence of the last pronoun of a gender that was left open.
    pub(super) fn open(&self, gender: Gender) -> Option<usize> {
        self.open[usize::from(gender == Gender::Male)]
    }

    /// The places from the last one back.
    pub(super) fn back(&self) -> impl Iterator<Item = &Spoken> {
        self.places.iter().rev()
    }

    /// Whether the last place is in this sentence or the one before.
    pub(super) fn is_near(&self, sentence: usize) -> bool {
        self.places.last().is_some_and(|last| last.sentence + 1 >= sentence)
    }

    pub(super) fn count(&self, who: Who) -> u32 {
        match who {
            Who::Named(entity) => self.counts.get(&entity).copied().unwrap_or(0),
            _ => 1,
        }
    }

    pub(super) fn entities(&self) -> &[u32] {
        &self.entities
    }
}
