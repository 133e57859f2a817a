//! Long lists of places and of names of persons, looked up by phrase.
//!
//! A phrase is a run of tokens in lower case; its hash grows token by token, so that all phrases that begin at a token
//! are looked up in one pass. The lists are in the model file `gazetteer.model`.

use tidings_core::Word;
use tidings_learn::feature::pair;
use tidings_learn::lexicon::Lexicon;
use tidings_learn::{Aligned, Model, ModelError};

pub(super) static MODEL: &[u8] = &Aligned(*include_bytes!("../../models/gazetteer.model")).0;

/// What the lists know of a phrase: bits.
pub mod list {
    /// A city of 200,000 people or more.
    pub const LARGE_CITY: u16 = 1;
    /// A city of 15,000 people or more.
    pub const CITY: u16 = 1 << 1;
    /// A country or territory.
    pub const COUNTRY: u16 = 1 << 2;
    /// A state or county of the USA.
    pub const STATE: u16 = 1 << 3;
    /// One of the 400 most frequent first names of women or of men in the USA.
    pub const FREQUENT_FIRST: u16 = 1 << 4;
    /// A first name.
    pub const FIRST: u16 = 1 << 5;
    /// One of the 2,000 most frequent surnames in the USA.
    pub const FREQUENT_SURNAME: u16 = 1 << 6;
    /// One of the next 20,000.
    pub const SURNAME: u16 = 1 << 7;
    /// A rarer surname.
    pub const RARE_SURNAME: u16 = 1 << 8;
    /// Not a list: some phrase of several tokens begins with this token.
    pub const BEGINS: u16 = 1 << 15;
}

/// The longest phrase, in tokens.
pub const LONGEST_PHRASE: usize = 5;

/// The hash of the phrase that ends with `word`, from the hash of the phrase before it (0 for none).
#[inline]
pub fn extend(phrase: u64, word: u64) -> u64 {
    pair(phrase, word)
}

/// The lists.
#[derive(Clone)]
pub struct Gazetteer {
    lexicon: Lexicon,
}

/// What the lists know of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// What they know of it alone.
    pub alone: u16,
    /// What they know of the longest phrase of several tokens that covers it.
    pub phrase: u16,
    /// Its place in that phrase: 1 first, 2 inside, 3 last; 0 if there is none.
    pub place: u8,
}

impl Gazetteer {
    /// The lists that are compiled in.
    ///
    /// # Errors
    /// If the model of the lists is not whole.
    pub fn embedded() -> Result<Self, ModelError> {
        let model = Model::embedded(MODEL)?;
        Ok(Gazetteer { lexicon: Lexicon::open(model.section("phrases")?)? })
    }

    /// Sets one mark a word of a sentence.
    pub fn mark(&self, words: &[Word], marks: &mut Vec<Mark>) {
        let first = marks.len();
        let words_alone = words.iter().map(|word| extend(0, word.lower));
        self.lexicon.lookup().each(words_alone, |alone| marks.push(Mark { alone, ..Mark::default() }));
        let marks = &mut marks[first..];
        let mut free = 0;
        for start in 0..words.len() {
            let alone = marks[start].alone;
            marks[start].alone = alone & !list::BEGINS;
            if alone & list::BEGINS == 0 || start < free {
                continue;
            }
            let Some((length, found)) = self.longest(&words[start..]) else { continue };
            free = start + length;
            for (offset, mark) in marks[start..free].iter_mut().enumerate() {
                let place = if offset == 0 { 1 } else { 2 + (offset + 1 == length) as u8 };
                (mark.phrase, mark.place) = (found, place);
            }
        }
    }

    /// The longest phrase of several words with which some words begin: how many they are, and what the lists know of it. Phrases are
    /// not remembered: few come again soon, and each would take the place of a word.
    fn longest(&self, words: &[Word]) -> Option<(usize, u16)> {
        let mut phrases = [0; LONGEST_PHRASE];
        let mut phrase = 0;
        for (word, end) in words.iter().zip(&mut phrases) {
            phrase = extend(phrase, word.lower);
            *end = phrase;
            self.lexicon.fetch(phrase);
        }
        let lengths = (2..=words.len().min(LONGEST_PHRASE)).rev();
        let mut found = lengths.map(|length| (length, self.lexicon.get(phrases[length - 1]) & !list::BEGINS));
        found.find(|(_, found)| *found != 0)
    }
}
