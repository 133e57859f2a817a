//! One number of 128 bits for a run of bytes: the key of caches and tables that must never take one word for another.
//!
//! A short word is its own key, byte for byte, so that two of them cannot share one. A longer run has 124 bits of
//! SipHash-1-3 with a fixed key, which is defined to the bit: the same on every machine and in every version, and no two
//! runs are known that share it.
//!
//! The highest three bits are zero unless the caller sets them with [`tagged`].

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::feature::number;

/// The longest run that is its own key.
pub const EXACT: usize = 15;

/// How many tags there are.
pub const TAGS: u8 = 8;

/// Set in the key of a run that is longer than [`EXACT`].
const LONG: u128 = 1 << 124;

/// The key of a run of bytes.
///
/// ```
/// use tidings_learn::fingerprint::fingerprint;
///
/// assert_ne!(fingerprint(b"subsidium"), fingerprint(b"subsidies"));
/// assert_eq!(fingerprint(b"ab"), 2 << 120 | 0x6261);
/// ```
#[inline]
pub fn fingerprint(bytes: &[u8]) -> u128 {
    if bytes.len() <= EXACT {
        let (head, tail) = bytes.split_at(bytes.len().min(8));
        u128::from(number(head)) | u128::from(number(tail)) << 64 | (bytes.len() as u128) << 120
    } else {
        hashed(bytes)
    }
}

/// The key of a run of bytes in one of [`TAGS`] tables: runs with different tags never share one.
///
/// # Panics
/// In a debug build, if there is no such tag.
#[inline]
pub fn tagged(tag: u8, bytes: &[u8]) -> u128 {
    debug_assert!(tag < TAGS);
    u128::from(tag) << 125 ^ fingerprint(bytes)
}

fn hashed(bytes: &[u8]) -> u128 {
    let mut hasher = SipHasher13::new();
    std::hash::Hasher::write(&mut hasher, bytes);
    hasher.finish128().as_u128() & (LONG - 1) | LONG
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn runs_of_any_two_lengths_differ() {
        let text = [b'a'; 40];
        let zeros = [0; 40];
        let mut keys: Vec<u128> =
            (0..=40).flat_map(|len| [&text[..len], &zeros[..len]].map(fingerprint)).collect();
        keys.sort_unstable();
        keys.dedup();
        // The empty run is one.
        assert_eq!(keys.len(), 81);
    }

    /// Keys may be stored by others and compared between machines: whoever changes them sees it here.
    #[test]
    fn the_keys_are_fixed() {
        assert_eq!(fingerprint(b"abcdefghijklmno"), 0x0f6f_6e6d_6c6b_6a69_6867_6665_6463_6261);
        assert_eq!(fingerprint(b"abcdefghijklmnop"), 0x100d_8c0e_ec2a_50f0_40bc_b24e_5d37_23ca);
    }

    proptest! {
        #[test]
        fn other_bytes_other_keys(one in proptest::collection::vec(any::<u8>(), 0..24), at: usize, byte: u8, tag in 0..TAGS) {
            let mut other = one.clone();
            if let Some(place) = at.checked_rem(one.len()) {
                other[place] = byte;
            }
            prop_assert_eq!(one == other, fingerprint(&one) == fingerprint(&other));
            prop_assert_eq!(tag == 0, tagged(tag, &one) == fingerprint(&one));
        }
    }
}
