//! Words: what the trained stages look at in a token, computed once for all of them.

use std::collections::HashMap;
use std::ops::{Index, Range};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::text::Span;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum WordCase {
    /// It has no letters.
    Uncased,
    /// All letters are lower case.
    Lower,
    /// The first letter is a capital, the others are lower case; one capital letter alone.
    Initial,
    /// Two capital letters or more and no other.
    Upper,
    /// Anything else: `McCain`, `iPhone`, `UNited`.
    Mixed,
}

/// What is known about one token without its neighbors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Word {
    /// A hash of the token as written.
    pub form: u64,
    /// A hash of the token in lower case, with straight apostrophes.
    pub lower: u64,
    /// A hash of its shape: runs of capitals, of small letters and of digits, and the marks between them.
    pub shape: u32,
    /// The first four bytes in lower case, the first in the lowest bits; zeros if there are fewer.
    pub head: u32,
    /// The last four bytes in lower case, the last in the lowest bits; zeros if there are fewer.
    pub tail: u32,
    /// How it is written.
    pub case: WordCase,
    /// Its clusters of words used alike, from fine to coarse; 0 if it is not in the vocabulary.
    pub clusters: [u16; 3],
}

/// One [`Word`] for every token. A working layer: it is made again rather than written to the output.
///
/// A word that comes again is kept once: every token has the number of its word, so that the layer takes four bytes a token and
/// forty for each different word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Vec<Word>", into = "Vec<Word>")]
pub struct Words {
    /// The different words, in the order in which they first came.
    table: Vec<Word>,
    /// For every token the place of its word in the table.
    numbers: Vec<u32>,
}

/// Collects words token by token.
#[derive(Default)]
pub struct WordsBuilder {
    words: Words,
    /// The place of the first word with this form.
    places: HashMap<u64, u32>,
}

impl WordsBuilder {
    /// A builder with room for `tokens` tokens.
    pub fn with_capacity(tokens: usize) -> Self {
        let words = Words { table: Vec::new(), numbers: Vec::with_capacity(tokens) };
        WordsBuilder { words, places: HashMap::new() }
    }

    /// Adds the word of the next token.
    pub fn push(&mut self, word: Word) {
        let Words { table, numbers } = &mut self.words;
        let next = table.len() as u32;
        let place = *self.places.entry(word.form).or_insert(next);
        match table.get(place as usize) {
            Some(known) if *known == word => numbers.push(place),
            // The first of its form, or another word with the same hash.
            _ => {
                table.push(word);
                numbers.push(next);
            }
        }
    }

    /// The layer.
    pub fn finish(self) -> Words {
        self.words
    }
}

impl Words {
    /// How many tokens have a word.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The word of the token at `index`.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&Word> {
        self.table.get(*self.numbers.get(index)? as usize)
    }

    /// The words of all tokens, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Word> + Clone + '_ {
        self.numbers.iter().map(|number| &self.table[*number as usize])
    }

    /// The words of a range of tokens, in order; `None` if it goes beyond the last token.
    pub fn range(&self, range: Range<usize>) -> Option<impl ExactSizeIterator<Item = &Word> + Clone + '_> {
        Some(self.numbers.get(range)?.iter().map(|number| &self.table[*number as usize]))
    }

    /// Fills `out` with the words of a range of tokens; says whether the layer has so many.
    #[must_use]
    pub fn read(&self, range: Range<usize>, out: &mut Vec<Word>) -> bool {
        out.clear();
        let words = self.range(range);
        let found = words.is_some();
        out.extend(words.into_iter().flatten());
        found
    }
}

impl Index<usize> for Words {
    type Output = Word;

    /// The word of the token at `index`.
    ///
    /// # Panics
    /// If there is none.
    #[inline]
    fn index(&self, index: usize) -> &Word {
        &self.table[self.numbers[index] as usize]
    }
}

impl FromIterator<Word> for Words {
    fn from_iter<I: IntoIterator<Item = Word>>(words: I) -> Self {
        let words = words.into_iter();
        let mut builder = WordsBuilder::with_capacity(words.size_hint().0);
        words.for_each(|word| builder.push(word));
        builder.finish()
    }
}

impl From<Vec<Word>> for Words {
    fn from(words: Vec<Word>) -> Self {
        words.into_iter().collect()
    }
}

impl From<Words> for Vec<Word> {
    fn from(words: Words) -> Self {
        words.iter().copied().collect()
    }
}

impl Layer for Words {
    const NAME: &'static str = "words";

    fn len(&self) -> usize {
        self.numbers.len()
    }

    fn visit_spans(&mut self, _: &mut dyn FnMut(&mut Span)) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: u64, lower: u64) -> Word {
        Word { form, lower, shape: 1, head: 2, tail: 3, case: WordCase::Lower, clusters: [1, 2, 3] }
    }

    #[test]
    fn a_word_that_comes_again_is_kept_once() {
        let all = [word(1, 1), word(2, 2), word(1, 1), word(1, 1), word(2, 2)];
        let words: Words = all.into_iter().collect();
        assert_eq!((words.len(), words.table.len()), (5, 2));
        assert_eq!(Vec::from(words.clone()), all);
        assert_eq!((words[3], words.get(5)), (word(1, 1), None));
        let mut part = Vec::new();
        assert!(words.read(1..3, &mut part));
        assert_eq!(part, all[1..3]);
        assert!(!words.read(4..6, &mut part));
    }

    #[test]
    fn words_whose_hash_is_the_same_stay_apart() {
        let all = [word(7, 1), word(7, 2), word(7, 1), word(7, 2)];
        let words: Words = all.into_iter().collect();
        assert_eq!(Vec::from(words), all);
    }

    #[test]
    fn the_layer_is_written_as_a_list_of_words() {
        let words: Words = [word(1, 1), word(1, 1)].into_iter().collect();
        let json = serde_json::to_value(&words).unwrap();
        assert_eq!(json.as_array().map(Vec::len), Some(2));
        assert_eq!(serde_json::from_value::<Words>(json).unwrap(), words);
    }
}
