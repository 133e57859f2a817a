//! Scans of a text: where its words and spaces are, 64 bytes at a time, without a guess for every byte.
//!
//! A class tells eight bytes at once, as one number, which of them belong to it: it gives a mask with the highest bit of
//! those bytes. The masks of 64 bytes become one bit a byte, so that the next word is found by counting zeros.

use std::ops::Range;

use tidings_learn::feature::number;

/// The highest bit of every byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// The bit of every byte that letters have in lower case, and digits always.
pub(crate) const LOWER: u64 = 0x2020_2020_2020_2020;
/// One in every byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The eight bytes from `at` on, the first lowest; zeros behind the end of the text.
#[inline]
pub(crate) fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or(&[]);
    match rest.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => number(rest),
    }
}

/// The first `len` of eight bytes, zeros behind.
#[inline]
pub(crate) fn first(eight: u64, len: usize) -> u64 {
    eight & !u64::MAX.unbounded_shl(8 * len as u32)
}

/// The mask in which the first `len` of eight bytes belong to a class.
#[inline]
pub(crate) fn all(len: usize) -> u64 {
    first(HIGH, len)
}

/// The class of the bytes of ASCII from `from` to `to`.
#[inline]
fn range(eight: u64, from: u8, to: u8) -> u64 {
    // Two sums over seven bits say from which byte on it is, without a carry into the next.
    let low = eight & !HIGH;
    let from = low + ONES * u64::from(0x80 - from);
    let beyond = low + ONES * u64::from(0x7F - to);
    from & !beyond & !eight & HIGH
}

/// The class of letters of ASCII.
#[inline]
pub(crate) fn letters(eight: u64) -> u64 {
    range(eight | LOWER, b'a', b'z')
}

/// The class of letters and digits of ASCII.
#[inline]
pub(crate) fn letters_and_digits(eight: u64) -> u64 {
    letters(eight) | range(eight, b'0', b'9')
}

/// The class of bytes beyond ASCII.
#[inline]
pub(crate) fn beyond_ascii(eight: u64) -> u64 {
    eight & HIGH
}

/// The class of bytes that go on with a character beyond ASCII.
#[inline]
pub(crate) fn inner(eight: u64) -> u64 {
    eight & !(eight << 1) & HIGH
}

/// The class of one byte of ASCII.
#[inline]
pub(crate) fn equal(eight: u64, byte: u8) -> u64 {
    range(eight, byte, byte)
}

/// The class of all that is no white space of ASCII.
#[inline]
pub(crate) fn no_spaces(eight: u64) -> u64 {
    let controls = range(eight, b'\t', b'\r') & !equal(eight, 0x0B);
    !(equal(eight, b' ') | controls) & HIGH
}

/// A text, 64 bytes after 64, with one bit for every byte of a class.
struct Bits<'a, C> {
    rest: &'a [u8],
    class: C,
}

impl<C: Fn(u64) -> u64> Iterator for Bits<'_, C> {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        if let Some((bytes, rest)) = self.rest.split_first_chunk::<64>() {
            self.rest = rest;
            return Some(bits(bytes, &self.class));
        }
        if self.rest.is_empty() {
            return None;
        }
        let mut bytes = [0; 64];
        let len = self.rest.len();
        bytes[..len].copy_from_slice(self.rest);
        self.rest = &[];
        Some(bits(&bytes, &self.class) & !u64::MAX.unbounded_shl(len as u32))
    }
}

/// One bit for every byte of a class.
#[inline]
fn bits(bytes: &[u8; 64], class: impl Fn(u64) -> u64) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    eights.iter().rev().fold(0, |all, eight| {
        // The multiplication moves the highest bits of eight bytes side by side.
        let mask = class(u64::from_le_bytes(*eight)) >> 7;
        all << 8 | mask.wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// Where bytes of a class stand in a text.
pub(crate) struct Places<'a, C> {
    blocks: Bits<'a, C>,
    /// Where the 64 bytes begin that are looked at, and what is left of them.
    base: usize,
    left: u64,
}

/// The places of all bytes of a class.
pub(crate) fn places<C: Fn(u64) -> u64>(text: &str, class: C) -> Places<'_, C> {
    let mut blocks = Bits { rest: text.as_bytes(), class };
    let left = blocks.next().unwrap_or(0);
    Places { blocks, base: 0, left }
}

impl<C: Fn(u64) -> u64> Iterator for Places<'_, C> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.left == 0 {
            self.left = self.blocks.next()?;
            self.base += 64;
        }
        let place = self.base + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        Some(place)
    }
}

/// The runs of bytes of a class that are as long as they can be, in order.
pub(crate) struct Runs<'a, C> {
    blocks: Bits<'a, C>,
    len: usize,
    base: usize,
    /// Where runs begin and end in these 64 bytes, as far as not yet told, and whether the last byte was in one.
    edges: u64,
    last: u64,
}

/// The runs of bytes of a class.
pub(crate) fn runs<C: Fn(u64) -> u64>(text: &str, class: C) -> Runs<'_, C> {
    let len = text.len();
    let mut blocks = Bits { rest: text.as_bytes(), class };
    let bits = blocks.next().unwrap_or(0);
    Runs { blocks, len, base: 0, edges: bits ^ bits << 1, last: bits >> 63 }
}

impl<C: Fn(u64) -> u64> Runs<'_, C> {
    /// The next place where a run begins or ends.
    #[inline]
    fn edge(&mut self) -> Option<usize> {
        while self.edges == 0 {
            let bits = self.blocks.next()?;
            self.base += 64;
            self.edges = bits ^ (bits << 1 | self.last);
            self.last = bits >> 63;
        }
        let edge = self.base + self.edges.trailing_zeros() as usize;
        self.edges &= self.edges - 1;
        Some(edge)
    }
}

impl<C: Fn(u64) -> u64> Iterator for Runs<'_, C> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.edge()?;
        let end = self.edge().unwrap_or(self.len);
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        for byte in 0..=255u8 {
            for place in 0..8 {
                let mut bytes = *b"a9 Zz_\xC3@";
                bytes[place] = byte;
                let eight = eight(&bytes, 0);
                let is = |mask: u64| mask >> (8 * place) & 0x80 != 0;
                assert_eq!(is(letters(eight)), byte.is_ascii_alphabetic(), "{byte} at {place}");
                assert_eq!(is(letters_and_digits(eight)), byte.is_ascii_alphanumeric(), "{byte} at {place}");
                assert_eq!(is(beyond_ascii(eight)), !byte.is_ascii(), "{byte} at {place}");
                assert_eq!(is(inner(eight)), byte & 0xC0 == 0x80, "{byte} at {place}");
                assert_eq!(is(no_spaces(eight)), !byte.is_ascii_whitespace(), "{byte} at {place}");
                assert_eq!(is(equal(eight, b'_')), byte == b'_', "{byte} at {place}");
            }
        }
    }

    #[test]
    fn the_end_of_a_text_is_followed_by_zeros() {
        assert_eq!(eight(b"abc", 1), u64::from(b'c') << 8 | u64::from(b'b'));
        assert_eq!(eight(b"abc", 7), 0);
        assert_eq!(first(eight(b"abcdefgh", 0), 2), eight(b"ab", 0));
        assert_eq!(first(eight(b"abcdefgh", 0), 8), eight(b"abcdefgh", 0));
    }

    proptest! {
        #[test]
        fn places_and_runs_are_those_of_a_search(text in "[ab. \n é\0]{0,200}") {
            let space = |byte: u8| byte.is_ascii_whitespace();
            let slowly: Vec<usize> = (0..text.len()).filter(|at| text.as_bytes()[*at] == b' ').collect();
            prop_assert_eq!(places(&text, |eight| equal(eight, b' ')).collect::<Vec<_>>(), slowly);
            let words: Vec<&[u8]> = text.as_bytes().split(|b| space(*b)).filter(|word| !word.is_empty()).collect();
            let found: Vec<&[u8]> = runs(&text, no_spaces).map(|run| &text.as_bytes()[run]).collect();
            prop_assert_eq!(found, words);
        }
    }
}
