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

    /// These questions and more of them.
    ///
    /// # Panics
    /// If a question has no answer, or the numbers do not add up (while the program is compiled, for a constant).
    pub const fn with<const M: usize, const A: usize>(&self, more: [u32; M]) -> Slots<A> {
        assert!(N + M == A, "a wrong number of questions");
        let (mut sizes, mut slot) = ([0; A], 0);
        while slot < A {
            sizes[slot] = if slot < N { self.sizes[slot] } else { more[slot - N] };
            slot += 1;
        }
        Slots::new(sizes)
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
        // Plain loops over arrays of one length: the compiler makes several at a time.
        let (sizes, bases) = (&self.sizes[first..first + A], &self.bases[first..first + A]);
        let mut rows = [0; A];
        for index in 0..A {
            let answer = if answers[index] < sizes[index] { answers[index] } else { 0 };
            rows[index] = bases[index] + answer;
        }
        rows
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
