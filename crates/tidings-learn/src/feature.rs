//! Features: what a learner sees of an item, as a list of 64-bit keys.
//!
//! A key is a template (which question is asked) mixed with a value (the answer). Nobody keeps the strings: the key
//! is all there is. Two answers to one question share a key with a chance of 2⁻⁶⁴.

/// The key of the answer `value` to the question `template`.
///
/// The multiplication and the fold are those of the `wyhash` family: two cycles, and every bit of the key
/// depends on every bit of the input.
#[inline]
pub const fn key(template: u32, value: u64) -> u64 {
    mix(value ^ 0x9e37_79b9_7f4a_7c15u64.wrapping_mul(template as u64 + 1))
}

/// Joins two values into one that stands for the pair, in this order.
#[inline]
pub const fn pair(first: u64, second: u64) -> u64 {
    mix(first.rotate_left(23) ^ second.wrapping_mul(0xa076_1d64_78bd_642f))
}

#[inline]
const fn mix(value: u64) -> u64 {
    let product = (value ^ 0xe703_7ed1_a0b4_28db) as u128 * 0x8ebc_6af0_9c88_c6e3u128;
    (product as u64) ^ ((product >> 64) as u64)
}

/// The value of a run of bytes.
#[inline]
pub fn bytes(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64;
    for eight in eights {
        hash = pair(hash, u64::from_le_bytes(*eight));
    }
    if !rest.is_empty() {
        hash = pair(hash, number(rest));
    }
    mix(hash)
}

/// Up to eight bytes as a number, the first byte lowest; of more bytes, it is not said which.
#[inline]
pub fn number(bytes: &[u8]) -> u64 {
    let len = bytes.len();
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        // Two looks that overlap, instead of a copy of a length that is not known before.
        (Some(first), Some(last)) => {
            let shift = 8 * (len as u32 - 4);
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)).unbounded_shl(shift)
        }
        _ if len > 0 => {
            let byte = |at: usize| u64::from(bytes[at]) << (8 * at);
            byte(0) | byte(len / 2) | byte(len - 1)
        }
        _ => 0,
    }
}

/// The features of a run of items (the tokens of a sentence), one list of keys each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeatureRows {
    keys: Vec<u64>,
    ends: Vec<u32>,
}

impl FeatureRows {
    /// No items.
    pub fn new() -> Self {
        FeatureRows::default()
    }

    /// Forgets the items and keeps the memory.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.ends.clear();
    }

    /// Adds a feature to the item that is being made.
    #[inline]
    pub fn push(&mut self, key: u64) {
        self.keys.push(key);
    }

    /// Ends the item that is being made.
    #[inline]
    pub fn end_item(&mut self) {
        self.ends.push(self.keys.len() as u32);
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The features of the item at `index`.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn row(&self, index: usize) -> &[u64] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.keys[start..self.ends[index] as usize]
    }

    /// All items in order.
    pub fn rows(&self) -> impl Iterator<Item = &[u64]> {
        (0..self.len()).map(|index| self.row(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_template_count() {
        assert_ne!(pair(1, 2), pair(2, 1));
        assert_ne!(key(1, 2), key(2, 2));
        assert_ne!(bytes(b"ab"), bytes(b"ab\0"));
        assert_ne!(bytes(b"12345678"), bytes(b"123456789"));
    }

    #[test]
    fn bytes_are_numbers() {
        let text = b"ABCDEFGH";
        for len in 0..=text.len() {
            let slowly = text[..len].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
            assert_eq!(number(&text[..len]), slowly, "{len}");
        }
    }

    #[test]
    fn rows_come_back() {
        let mut rows = FeatureRows::new();
        rows.push(1);
        rows.push(2);
        rows.end_item();
        rows.end_item();
        rows.push(3);
        rows.end_item();
        let all: Vec<_> = rows.rows().collect();
        assert_eq!(all, [&[1, 2][..], &[], &[3]]);
    }
}
