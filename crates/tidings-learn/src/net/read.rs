//! Scoring with a trained net, read in place.
//!
//! What is done with rows and weights is compiled for every width of registers that a processor may have, and the widest one that
//! the machine has is taken. All of it is arithmetic of whole numbers, so that it makes no difference which.

use fearless_simd::{Level, dispatch};
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
    /// What the processor can do.
    level: Level,
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
        add(&other.0, &mut self.0);
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
        Ok(Net {
            rows: at,
            bias,
            score_bias,
            weights,
            scale,
            sizes: sizes.to_vec(),
            bytes,
            level: Level::new(),
        })
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
        self.fetch(rows);
        self.hide_with(rows, [], scratch);
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

    /// The rows, if the bytes are whole.
    #[inline]
    fn table(&self) -> &[[u8; H]] {
        self.bytes.get(self.rows..).unwrap_or(&[]).as_chunks::<H>().0
    }

    /// Adds a list of rows to sums.
    #[inline]
    pub fn add(&self, rows: &[u32], sums: &mut RowSums<H>) {
        let table = self.table();
        dispatch!(self.level, _ => add_rows(table, rows, &mut sums.0));
    }

    /// Sets the hidden layer to that of a list of rows and of others that were summed before.
    #[inline]
    pub fn hide_with<const N: usize>(
        &self,
        rows: &[u32],
        parts: [&RowSums<H>; N],
        scratch: &mut NetScratch<H>,
    ) {
        let (table, hidden) = (self.table(), &mut scratch.hidden);
        dispatch!(self.level, _ => {
            let mut sums = self.bias;
            let mut part = 0;
            while part < N {
                add(&parts[part].0, &mut sums);
                part += 1;
            }
            add_rows(table, rows, &mut sums);
            cut_off(&sums, hidden);
        });
    }

    /// Calls `found` with some of the scores of the hidden layer, and their numbers.
    ///
    /// # Panics
    /// If there is no score of a number.
    #[inline]
    pub fn each_score(
        &self,
        scratch: &NetScratch<H>,
        numbers: impl Iterator<Item = usize>,
        mut found: impl FnMut(usize, i32),
    ) {
        let mut numbers = numbers.fuse();
        let (mut block, mut scores) = ([0; BLOCK], [0; BLOCK]);
        loop {
            let mut count = 0;
            for (place, number) in block.iter_mut().zip(&mut numbers) {
                *place = number;
                count += 1;
            }
            let hidden = &scratch.hidden;
            dispatch!(self.level, _ => products(&self.weights, &block[..count], hidden, &mut scores));
            for (number, score) in block[..count].iter().zip(&scores) {
                found(*number, self.score_bias[*number].wrapping_add(*score));
            }
            if count < BLOCK {
                return;
            }
        }
    }

    /// Sets `scores` to all scores of the hidden layer, each times [`Net::scale`].
    ///
    /// # Panics
    /// If there are fewer places than scores.
    #[inline]
    pub fn scores(&self, scratch: &NetScratch<H>, scores: &mut [f32]) {
        self.each_score(scratch, 0..self.weights.len(), |number, score| {
            scores[number] = score as f32 * self.scale
        });
    }

    /// The number of the largest score among some numbers, in rising order; the first of equals, 0 if there is none.
    ///
    /// # Panics
    /// If there is no score of a number.
    #[inline]
    pub fn best(&self, scratch: &NetScratch<H>, numbers: impl Iterator<Item = usize>) -> usize {
        let mut best: Option<(i32, usize)> = None;
        self.each_score(scratch, numbers, |number, score| {
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, number));
            }
        });
        best.map_or(0, |(_, number)| number)
    }
}

// What follows is compiled for every width of registers. It loops by counting: a call of an iterator's method that returns two values is not
// inlined into code for wider registers than its own, and then costs more than the sum that it is there for.

/// How many scores are worked out at a time.
const BLOCK: usize = 16;

/// Adds to sums the numbers of some rows; of rows that there are not, nothing.
#[inline(always)]
fn add_rows<const H: usize>(table: &[[u8; H]], rows: &[u32], sums: &mut [i16; H]) {
    // A copy that nothing else can see stays in registers.
    let mut all = *sums;
    let mut next = 0;
    while next < rows.len() {
        let row = rows[next] as usize;
        if row < table.len() {
            let (row, mut at) = (&table[row], 0);
            while at < H {
                all[at] = all[at].wrapping_add(row[at] as i8 as i16);
                at += 1;
            }
        }
        next += 1;
    }
    *sums = all;
}

/// Adds numbers to sums.
#[inline(always)]
fn add<const H: usize>(numbers: &[i16; H], sums: &mut [i16; H]) {
    let mut at = 0;
    while at < H {
        sums[at] = sums[at].wrapping_add(numbers[at]);
        at += 1;
    }
}

/// The sums, or 0 where they are below it.
#[inline(always)]
fn cut_off<const H: usize>(sums: &[i16; H], hidden: &mut [i16; H]) {
    let mut at = 0;
    while at < H {
        hidden[at] = if sums[at] > 0 { sums[at] } else { 0 };
        at += 1;
    }
}

/// The sums of the products of the hidden layer with some of the weights.
///
/// # Panics
/// If there are no weights of a number, or fewer scores than numbers.
#[inline(always)]
fn products<const H: usize>(
    weights: &[[i16; H]],
    numbers: &[usize],
    hidden: &[i16; H],
    scores: &mut [i32; BLOCK],
) {
    let mut next = 0;
    while next < numbers.len() {
        let (row, mut sum, mut at) = (&weights[numbers[next]], 0i32, 0);
        while at < H {
            sum = sum.wrapping_add(row[at] as i32 * hidden[at] as i32);
            at += 1;
        }
        scores[next] = sum;
        next += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::random::Random;

    /// More than are worked out at a time, and no whole number of times that.
    const SCORES: usize = 2 * BLOCK + 9;

    /// A net of 40 hidden numbers with 100 rows, all of chance.
    fn net(seed: u64) -> Net<40> {
        let mut random = Random::new(seed);
        let mut bytes: Vec<u8> = [40, 1, SCORES as u32].into_iter().flat_map(u32::to_le_bytes).collect();
        bytes.extend([1.0_f32, 1.0].into_iter().flat_map(f32::to_le_bytes));
        bytes.extend(100_u32.to_le_bytes());
        bytes.extend((0..(1 + SCORES) * 80 + SCORES * 4 + 100 * 40).map(|_| random.next_u64() as u8));
        Net::open(bytes.into(), &[100], SCORES).unwrap()
    }

    proptest! {
        /// What the widest registers give is what the narrowest ones give.
        #[test]
        fn every_width_of_registers_gives_the_same(
            seed in 0u64..20,
            rows in proptest::collection::vec(0u32..101, 0..40),
            others in proptest::collection::vec(0u32..100, 0..40),
        ) {
            let wide = net(seed);
            let narrow = Net { level: Level::baseline(), ..wide.clone() };
            let scores = [wide, narrow].map(|net| {
                let (mut sums, mut hidden, mut scores) = (RowSums::default(), NetScratch::default(), [0.0; SCORES]);
                net.add(&others, &mut sums);
                net.hide_with(&rows, [&sums], &mut hidden);
                net.scores(&hidden, &mut scores);
                (sums, scores, net.best(&hidden, 2..SCORES - 1))
            });
            prop_assert_eq!(scores[0], scores[1]);
        }

        /// Scores are what they are one by one, whatever is worked out with them.
        #[test]
        fn scores_come_in_the_order_of_their_numbers(seed in 0u64..20, numbers in proptest::collection::vec(0..SCORES, 0..80)) {
            let (net, mut hidden) = (net(seed), NetScratch::default());
            net.hide(&[1, 2, 3], &mut hidden);
            let (mut found, mut wanted) = (Vec::new(), Vec::new());
            net.each_score(&hidden, numbers.iter().copied(), |number, score| found.push((number, score)));
            for number in &numbers {
                let products = net.weights[*number].iter().zip(hidden.hidden);
                let sum = products.fold(0i32, |sum, (weight, hidden)| {
                    sum.wrapping_add(i32::from(*weight) * i32::from(hidden))
                });
                wanted.push((*number, net.score_bias[*number].wrapping_add(sum)));
            }
            prop_assert_eq!(found, wanted);
        }
    }
}
