//! Answers as rows of the nets: how values of any size become the numbers of answers.

use tidings_learn::lexicon::Lexicon;
use tidings_learn::net::{Slots, bucket};

use super::columns::{BEYOND, Columns};

/// The number of every word of a document.
pub(super) fn word_numbers(columns: &Columns, words: &Lexicon, numbers: &mut Vec<u16>) {
    numbers.clear();
    numbers.extend(columns.words.iter().map(|word| words.get(*word)));
}

/// One of 2^`bits` answers for a value.
#[inline]
pub(super) fn hashed(value: u64, bits: u32) -> u32 {
    bucket((value ^ value >> 32) as u32, bits)
}

/// A part of speech as a number below 128.
#[inline]
pub(super) fn small_tag(tag: u64) -> u64 {
    if tag == BEYOND { 127 } else { tag & 0x7f }
}

/// The rows of the answers to the questions from the slot `first` on.
#[inline]
pub(super) fn rows_from<const Q: usize, const N: usize>(
    slots: &Slots<Q>,
    first: usize,
    answers: [u32; N],
) -> [u32; N] {
    let mut slot = first;
    answers.map(|answer| {
        slot += 1;
        slots.row(slot - 1, answer)
    })
}
