//! A list of words or phrases, by the hashes of its entries, with a number for each: read in place.
//!
//! ```text
//! bytes 0..4   bits of a bucket number
//! then         2^bits + 1 starts (u32): the first entry of a bucket
//! then         entries: fingerprint (u16), number (u16)
//! ```
//!
//! The lowest bits of a hash choose the bucket and the highest 16 are the fingerprint. What is not in the list is taken for an entry with a chance of about 1 : 30,000.

use std::cell::{RefCell, RefMut};
use std::ops::Range;
use std::sync::Arc;

use prefetch_index::prefetch_index;
use thread_local::ThreadLocal;

use crate::cache::{AHEAD, Cache, with_later};
use crate::model::{ModelError, Section};

/// An open list.
///
/// ```
/// use tidings_learn::feature::bytes;
/// use tidings_learn::lexicon::{Lexicon, lexicon_section};
///
/// let section = lexicon_section(&[(bytes(b"kyiv"), 3), (bytes(b"paris"), 5)]);
/// let lexicon = Lexicon::open(section.into()).unwrap();
/// assert_eq!(lexicon.get(bytes(b"paris")), 5);
/// assert_eq!(lexicon.get(bytes(b"london")), 0);
/// ```
#[derive(Clone)]
pub struct Lexicon {
    bytes: Section,
    mask: u64,
    entries: usize,
    known: Arc<ThreadLocal<RefCell<Cache<u64, u16>>>>,
}

const STARTS: usize = 4;

/// A list of no more bytes is looked into at once: it is smaller than the cache would be.
const SMALL: usize = 1 << 16;

impl Lexicon {
    /// A list from the bytes of a section.
    ///
    /// # Errors
    /// If the bytes are not a list.
    pub fn open(bytes: Section) -> Result<Self, ModelError> {
        let head = bytes.get(..4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
        let bits = head.filter(|bits| *bits < 30);
        let entries = bits.map(|bits| STARTS + ((1usize << bits) + 1) * 4);
        match (bits, entries) {
            (Some(bits), Some(entries)) if entries <= bytes.len() => {
                Ok(Lexicon { mask: (1 << bits) - 1, entries, bytes, known: Arc::default() })
            }
            _ => Err(ModelError::Damaged("a list of words does not fit".to_owned())),
        }
    }

    /// The number of an entry; 0 if it is not in the list.
    #[inline]
    pub fn get(&self, hash: u64) -> u16 {
        let bytes: &[u8] = &self.bytes;
        let at = STARTS + (hash & self.mask) as usize * 4;
        let Some(bounds) = bytes.get(at..at + 8) else { return 0 };
        let start = u32::from_le_bytes([bounds[0], bounds[1], bounds[2], bounds[3]]) as usize;
        let end = u32::from_le_bytes([bounds[4], bounds[5], bounds[6], bounds[7]]) as usize;
        let fingerprint = (hash >> 48) as u16;
        let count = end.wrapping_sub(start);
        match bytes.get(self.entries + start * 4..).and_then(|entries| entries.first_chunk()) {
            Some(first) if count <= FIRST => number_of(first, count, fingerprint),
            _ => self.search(start..end, fingerprint),
        }
    }

    /// The number of a fingerprint among some entries, one after another.
    #[cold]
    fn search(&self, entries: Range<usize>, fingerprint: u16) -> u16 {
        let bytes: &[u8] = &self.bytes;
        let entries =
            bytes.get(self.entries + entries.start * 4..self.entries + entries.end * 4).unwrap_or(&[]);
        let mut entries = entries.as_chunks::<4>().0.iter();
        let entry = entries.find(|entry| entry[..2] == fingerprint.to_le_bytes());
        entry.map_or(0, |entry| u16::from_le_bytes([entry[2], entry[3]]))
    }

    /// Prefetches the bucket of a hash that will be looked up soon.
    #[inline]
    pub fn fetch(&self, hash: u64) {
        let bytes: &[u8] = &self.bytes;
        prefetch_index(bytes, STARTS + (hash & self.mask) as usize * 4);
    }

    /// Begins to look many words up.
    pub fn lookup(&self) -> Lookup<'_> {
        let is_large = self.bytes.len() > SMALL;
        let known = is_large.then(|| self.known.get_or_default().try_borrow_mut().ok()).flatten();
        Lookup { lexicon: self, known }
    }
}

/// Looks many words up, on one thread, through a cache: the number of an entry depends on all bits of the hash and on nothing else.
///
/// The list lies all over the memory, but most words of a text were in the one before.
pub struct Lookup<'l> {
    lexicon: &'l Lexicon,
    /// `None` if the list is small, or another look-up of this thread is using it.
    known: Option<RefMut<'l, Cache<u64, u16>>>,
}

impl Lookup<'_> {
    /// The number of an entry; 0 if it is not in the list.
    #[inline]
    pub fn get(&mut self, hash: u64) -> u16 {
        match &mut self.known {
            Some(known) => known.get(hash, || self.lexicon.get(hash)),
            None => self.lexicon.get(hash),
        }
    }

    /// Calls `found` with the number of every hash, in order: faster than one after another, since the processor is asked ahead for
    /// what will be needed.
    #[inline]
    pub fn each(&mut self, hashes: impl Iterator<Item = u64> + Clone, mut found: impl FnMut(u16)) {
        let lexicon = self.lexicon;
        match &mut self.known {
            Some(known) => known.each(hashes, |_, hash| lexicon.get(hash), |_, number| found(number)),
            None => {
                hashes.clone().take(AHEAD).for_each(|hash| lexicon.fetch(hash));
                for (hash, later) in with_later(hashes) {
                    later.into_iter().for_each(|later| lexicon.fetch(later));
                    found(lexicon.get(hash));
                }
            }
        }
    }
}

/// Nearly all buckets have no more entries than this.
const FIRST: usize = 4;

/// The number of a fingerprint in a bucket with `count` entries. All are looked at, whether they are of the bucket or not: how many
/// there are cannot be guessed, so nothing may depend on it.
#[inline]
fn number_of(entries: &[u8; 4 * FIRST], count: usize, fingerprint: u16) -> u16 {
    let mut number = 0;
    // The first of equals is the one.
    for (at, entry) in entries.as_chunks::<4>().0.iter().enumerate().rev() {
        let is_it = u16::from_le_bytes([entry[0], entry[1]]) == fingerprint && at < count;
        number = if is_it { u16::from_le_bytes([entry[2], entry[3]]) } else { number };
    }
    number
}

/// The bytes of a section. The numbers of one hash are joined bit by bit; the order of the entries does not
/// matter.
pub fn lexicon_section(entries: &[(u64, u16)]) -> Vec<u8> {
    let bits = (entries.len() / 2).max(1).next_power_of_two().trailing_zeros();
    let mask = (1u64 << bits) - 1;
    let mut sorted = entries.to_vec();
    sorted.sort_unstable_by_key(|(hash, number)| (hash & mask, *hash, *number));
    sorted.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 |= later.1;
        }
        same
    });
    let mut bytes = bits.to_le_bytes().to_vec();
    for bucket in 0..=(1u64 << bits) {
        let start = sorted.partition_point(|(hash, _)| hash & mask < bucket) as u32;
        bytes.extend(start.to_le_bytes());
    }
    for (hash, number) in sorted {
        bytes.extend(((hash >> 48) as u16).to_le_bytes());
        bytes.extend(number.to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn entries_come_back(hashes in proptest::collection::hash_set(any::<u64>(), 0..300)) {
            let entries: Vec<_> = hashes.iter().map(|hash| (crate::feature::key(0, *hash), 7)).collect();
            let lexicon = Lexicon::open(lexicon_section(&entries).into()).unwrap();
            prop_assert!(entries.iter().all(|(hash, _)| lexicon.get(*hash) == 7));
            let (mut first, mut second) = (lexicon.lookup(), lexicon.lookup());
            let mut numbers = Vec::new();
            lexicon.lookup().each(hashes.iter().copied(), |number| numbers.push(number));
            prop_assert_eq!(numbers, hashes.iter().map(|hash| lexicon.get(*hash)).collect::<Vec<_>>());
            for (hash, _) in entries.iter().chain(&entries) {
                prop_assert_eq!((first.get(*hash), second.get(*hash), first.get(!hash)), (7, 7, lexicon.get(!hash)));
            }
        }

        #[test]
        fn any_bytes_are_a_list_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200), hash: u64) {
            if let Ok(lexicon) = Lexicon::open(bytes.into()) {
                lexicon.get(hash);
            }
        }
    }
}
