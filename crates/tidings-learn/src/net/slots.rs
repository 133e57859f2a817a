//! Numbering the rows of a net.

/// The questions of a net, and how many answers each may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slots<const N: usize> {
    sizes: [u32; N],
    bases: [u32; N],
}

impl<const N: usize> Slots<N> {
    /// Questions with their numbers of answers.
    ///
    /// # Panics
    /// If a question has no answer (while the program is compiled, for a constant).
    pub const fn new(sizes: [u32; N]) -> Self {
        let (mut bases, mut next, mut slot) = ([0; N], 0, 0);
        while slot < N {
            assert!(sizes[slot] > 0, "a question without an answer");
            bases[slot] = next;
            next += sizes[slot];
            slot += 1;
        }
        Slots { sizes, bases }
    }

    /// The numbers of answers.
    pub const fn sizes(&self) -> &[u32; N] {
        &self.sizes
    }

    /// The row of an answer. An answer beyond the last one counts as the first, which stands for "unknown".
    #[inline]
    pub const fn row(&self, slot: usize, answer: u32) -> u32 {
        let answer = if answer < self.sizes[slot] { answer } else { 0 };
        self.bases[slot] + answer
    }

    /// The rows of the answers to the questions from `first` on.
    ///
    /// # Panics
    /// If there are fewer questions.
    #[inline]
    pub fn rows<const A: usize>(&self, first: usize, answers: [u32; A]) -> [u32; A] {
        let mut slot = first;
        answers.map(|answer| {
            slot += 1;
            self.row(slot - 1, answer)
        })
    }
}

/// One of 2^`bits` answers for a value of any size: two values may share one.
#[inline]
pub const fn hashed(value: u64, bits: u32) -> u32 {
    bucket((value ^ value >> 32) as u32, bits)
}

/// The same for a value of 32 bits.
#[inline]
pub const fn bucket(value: u32, bits: u32) -> u32 {
    // Fibonacci hashing: the highest bits of the product depend on all bits of the value.
    value.wrapping_mul(0x9e37_79b1) >> (32 - bits)
}
