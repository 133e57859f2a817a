//! The words that a trained net knows by number: frequent ones first, 0 for all others.

use tidings_core::Word;
use tidings_learn::lexicon::Lexicon;
use tidings_learn::{ModelError, Section};

/// The numbers of words, read in place.
#[derive(Clone)]
pub struct Vocabulary(Lexicon);

impl Vocabulary {
    /// A vocabulary from a section made by [`lexicon_section`](tidings_learn::lexicon::lexicon_section) from the hashes of
    /// lower-case words.
    ///
    /// # Errors
    /// If the section is no list of words.
    pub fn open(section: Section) -> Result<Self, ModelError> {
        Lexicon::open(section).map(Vocabulary)
    }

    /// Sets `numbers` to those of a sentence.
    #[inline]
    pub fn number(&self, words: &[Word], numbers: &mut Vec<u16>) {
        numbers.clear();
        self.0.lookup().each(words.iter().map(|word| word.lower), |number| numbers.push(number));
    }
}
