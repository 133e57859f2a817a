//! Values of the columns as answers for the nets.

use tidings_learn::lexicon::Lexicon;

use super::columns::{BEYOND, Columns};

/// The number of every word of a document.
pub fn word_numbers(columns: &Columns, words: &Lexicon) -> Vec<u16> {
    let mut numbers = Vec::with_capacity(columns.words.len());
    words.lookup().each(columns.words.iter().copied(), |number| numbers.push(number));
    numbers
}

/// A part of speech as a number below 128.
#[inline]
pub(super) fn small_tag(tag: u64) -> u64 {
    if tag == BEYOND { 127 } else { tag & 0x7f }
}
