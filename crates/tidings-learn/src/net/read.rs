//! Scoring with a trained net, read in place.

use prefetch_index::prefetch_index;

use super::HEAD;
use crate::model::{ModelError, Section};

/// A trained net whose hidden layer has `H` numbers.
#[derive(Clone)]
pub struct Net<const H: usize> {
    bytes: Section,
    /// Where the rows begin.
    rows: usize,
    bias: [i16; H],
    /// For every score what it starts from, and its weights.
    score_bias: Vec<i32>,
    weights: Vec<[i16; H]>,
    scale: f32,
    sizes: Vec<u32>,
}

/// The sum of some rows, before the hidden layer is cut off at zero: what many decisions have in common is summed once and
/// added to each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowSums<const H: usize>([i16; H]);

impl<const H: usize> Default for RowSums<H> {
    fn default() -> Self {
        RowSums([0; H])
    }
}

impl<const H: usize> RowSums<H> {
    /// Adds other sums.
    #[inline]
    pub fn add(&mut self, other: &RowSums<H>) {
        for (sum, other) in self.0.iter_mut().zip(&other.0) {
            *sum = sum.wrapping_add(*other);
        }
    }
}

/// The hidden layer of one decision.
#[derive(Clone, Debug)]
pub struct NetScratch<const H: usize> {
    hidden: [i16; H],
}

impl<const H: usize> Default for NetScratch<H> {
    fn default() -> Self {
        NetScratch { hidden: [0; H] }
    }
}

impl<const H: usize> Net<H> {
    /// A net from the bytes of a section, with the slots that the caller numbers rows by.
    ///
    /// # Errors
    /// If the bytes are not a net of this width, with these slots and this number of scores.
    pub fn open(bytes: Section, sizes: &[u32], scores: usize) -> Result<Self, ModelError> {
        let damaged = || ModelError::Damaged("a net has another shape than this version reads".to_owned());
        let number = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes).ok_or_else(damaged)
        };
        let head = [number(0)? as usize, number(4)? as usize, number(8)? as usize];
        if head != [H, sizes.len(), scores] {
            return Err(damaged());
        }
        let scale = f32::from_bits(number(12)?);
        let mut at = HEAD;
        for size in sizes {
            if number(at)? != *size {
                return Err(damaged());
            }
            at += 4;
        }
        let mut short = |_: usize| {
            let two = bytes.get(at..at + 2).and_then(|two| two.try_into().ok());
            at += 2;
            two.map(i16::from_le_bytes).ok_or_else(damaged)
        };
        let mut bias = [0; H];
        for value in &mut bias {
            *value = short(0)?;
        }
        let mut weights = Vec::with_capacity(scores);
        for _ in 0..scores {
            let mut row = [0; H];
            for value in &mut row {
                *value = short(0)?;
            }
            weights.push(row);
        }
        let mut score_bias = Vec::with_capacity(scores);
        for _ in 0..scores {
            score_bias.push(number(at)? as i32);
            at += 4;
        }
        let rows: u64 = sizes.iter().map(|size| *size as u64).sum();
        if bytes.len() as u64 != at as u64 + rows * H as u64 {
            return Err(damaged());
        }
        Ok(Net { rows: at, bias, score_bias, weights, scale, sizes: sizes.to_vec(), bytes })
    }

    /// The numbers of answers of the slots.
    pub fn sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// What a score of 1 is worth.
    #[inline]
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Sets the hidden layer to that of a list of rows.
    #[inline]
    pub fn hide(&self, rows: &[u32], scratch: &mut NetScratch<H>) {
        let mut sums = RowSums::default();
        self.fetch(rows);
        self.add(rows, &mut sums);
        self.hide_sums(&sums, scratch);
    }

    /// Asks the memory for rows that will be summed soon: it answers many questions at once, but only if it is asked them at once.
    #[inline]
    pub fn fetch(&self, rows: &[u32]) {
        let bytes: &[u8] = self.bytes.get(self.rows..).unwrap_or(&[]);
        for row in rows {
            let start = *row as usize * H;
            for line in (start..start + H).step_by(64) {
                prefetch_index(bytes, line);
            }
        }
    }

    /// Adds a list of rows to sums.
    #[inline]
    pub fn add(&self, rows: &[u32], sums: &mut RowSums<H>) {
        let table = self.bytes.get(self.rows..).unwrap_or(&[]).as_chunks::<H>().0;
        let mut all = sums.0;
        for row in rows {
            if let Some(row) = table.get(*row as usize) {
                for (sum, value) in all.iter_mut().zip(row) {
                    *sum = sum.wrapping_add((*value as i8) as i16);
                }
            }
        }
        sums.0 = all;
    }

    /// Sets the hidden layer to that of all rows that were summed.
    #[inline]
    pub fn hide_sums(&self, sums: &RowSums<H>, scratch: &mut NetScratch<H>) {
        for ((hidden, sum), bias) in scratch.hidden.iter_mut().zip(&sums.0).zip(&self.bias) {
            *hidden = sum.wrapping_add(*bias).max(0);
        }
    }

    /// One score of the hidden layer.
    #[inline]
    pub fn score(&self, scratch: &NetScratch<H>, number: usize) -> i32 {
        let mut sum = self.score_bias[number];
        for (weight, hidden) in self.weights[number].iter().zip(&scratch.hidden) {
            sum = sum.wrapping_add(*weight as i32 * *hidden as i32);
        }
        sum
    }

    /// Sets `scores` to all scores of the hidden layer, each times [`Net::scale`].
    ///
    /// # Panics
    /// If there are fewer places than scores.
    #[inline]
    pub fn scores(&self, scratch: &NetScratch<H>, scores: &mut [f32]) {
        let scores = &mut scores[..self.weights.len()];
        for (number, score) in scores.iter_mut().enumerate() {
            *score = self.score(scratch, number) as f32 * self.scale;
        }
    }

    /// The number of the largest score among a range of numbers; the first of equals.
    #[inline]
    pub fn best(&self, scratch: &NetScratch<H>, numbers: std::ops::Range<usize>) -> usize {
        let mut best = (i32::MIN, numbers.start);
        for number in numbers {
            let score = self.score(scratch, number);
            if score > best.0 {
                best = (score, number);
            }
        }
        best.1
    }
}
