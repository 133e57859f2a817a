//! One hash table from the lower-case form of a word to everything that the patterns know of it.
//!
//! A word is looked up once per token, so the table is made for that: the letters are read as two numbers, put into lower
//! case without a buffer, and compared as numbers. The hash is perfect (Belazzougui, Botelho and Dietzfelbinger, "Hash, displace,
//! and compress", ESA 2009): no second slot is tried, so the processor has no branch to guess whether a word is known.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::cue_table::ADJECTIVES;
use super::cues::{Forms, NounCue, VerbCue, inflect, nouns, third_person, verbs};
use super::words::{Flags, LISTS};

/// Longer words are in no list.
const LONGEST: usize = 16;
/// The number of buckets: words that share one are moved together until each has a slot of its own.
const BUCKETS: usize = 1024;
/// The number of slots is two to this power: about four for each word.
const SLOT_BITS: u32 = 13;

/// What is known of a word form.
#[derive(Clone, Copy, Default)]
pub(super) struct Entry {
    pub(super) flags: Flags,
    /// Index into [`Lexicon::verbs`] plus one; 0 for none.
    pub(super) verb: u16,
    /// Index into [`Lexicon::nouns`] plus one; 0 for none.
    pub(super) noun: u16,
    /// Index into [`ADJECTIVES`] plus one; 0 for none.
    pub(super) adjective: u8,
    pub(super) forms: Forms,
}

/// A word in lower case: its bytes as two numbers. The highest bit of the last byte, which no ASCII letter has, marks the end.
type Key = [u64; 2];

/// A word of the lists; two of them fill a cache line.
#[repr(align(32))]
struct Word {
    key: Key,
    entry: Entry,
}

/// The word forms and the cues that they point to.
pub(super) struct Lexicon {
    pub(super) verbs: Vec<VerbCue>,
    pub(super) nouns: Vec<NounCue>,
    /// How far the words of a bucket are moved.
    shifts: Box<[u16; BUCKETS]>,
    /// Index into `words`.
    slots: Box<[u16; 1 << SLOT_BITS]>,
    /// The first stands for all words that are in no list.
    words: Vec<Word>,
}

/// The lexicon, made at first use (a fraction of a millisecond).
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

impl Lexicon {
    fn new() -> Lexicon {
        let mut lexicon = Lexicon {
            verbs: verbs(),
            nouns: nouns(),
            shifts: Box::new([0; BUCKETS]),
            slots: Box::new([0; 1 << SLOT_BITS]),
            words: Vec::new(),
        };
        let mut words = Words::default();
        for (flags, list) in LISTS {
            for word in list.split_ascii_whitespace() {
                words.add(word, |entry| entry.flags |= flags);
            }
        }
        for index in 0..lexicon.verbs.len() {
            for (form, bit) in inflect(lexicon.verbs[index].lemma) {
                words.add(&form, |entry| {
                    if entry.verb == 0 || entry.verb == index as u16 + 1 {
                        entry.verb = index as u16 + 1;
                        entry.forms |= bit;
                    }
                });
            }
        }
        for index in 0..lexicon.nouns.len() {
            let lemma = lexicon.nouns[index].lemma;
            words.add(lemma, |entry| entry.noun = index as u16 + 1);
            words.add(&third_person(lemma), |entry| entry.noun = index as u16 + 1);
        }
        for (index, row) in ADJECTIVES.iter().enumerate() {
            for word in row.4.split_ascii_whitespace() {
                words.add(word, |entry| entry.adjective = index as u8 + 1);
            }
        }
        lexicon.arrange(words);
        lexicon
    }

    /// Gives every word a slot of its own: the fullest buckets choose first.
    fn arrange(&mut self, words: Words) {
        self.words = words.list;
        let mut buckets: Vec<Vec<u16>> = vec![Vec::new(); BUCKETS];
        for index in 1..self.words.len() {
            buckets[hash(&self.words[index].key) as usize % BUCKETS].push(index as u16);
        }
        let mut order: Vec<usize> = (0..BUCKETS).collect();
        order.sort_by_key(|bucket| std::cmp::Reverse(buckets[*bucket].len()));
        for bucket in order {
            let members = &buckets[bucket];
            for shift in 0..u16::MAX {
                let place = |index: &u16| slot(hash(&self.words[usize::from(*index)].key), shift);
                let free = members.iter().enumerate().all(|(at, index)| {
                    self.slots[place(index)] == 0
                        && members[..at].iter().all(|other| place(other) != place(index))
                });
                if free {
                    members.iter().for_each(|index| self.slots[place(index)] = *index);
                    self.shifts[bucket] = shift;
                    break;
                }
            }
        }
    }

    /// What is known of a word, whatever its case.
    pub(super) fn look_up(&self, word: &str) -> Entry {
        self.look_up_first(word.as_bytes(), word.len())
    }

    /// What is known of the word of `length` bytes with which `text` begins, whatever its case. Faster than with the word alone.
    #[inline]
    pub(super) fn look_up_first(&self, text: &[u8], length: usize) -> Entry {
        let Some(key) = key(text, length) else { return Entry::default() };
        let hash = hash(&key);
        let index = self.slots[slot(hash, self.shifts[hash as usize % BUCKETS])];
        let Some(word) = self.words.get(usize::from(index)) else { return Entry::default() };
        // All bits if the word is this one, else none: a branch would often be guessed wrong.
        let known = u64::from(word.key == key).wrapping_neg();
        let Entry { flags, verb, noun, adjective, forms } = word.entry;
        Entry {
            flags: flags & known,
            verb: verb & known as u16,
            noun: noun & known as u16,
            adjective: adjective & known as u8,
            forms: forms & known as u8,
        }
    }
}

/// The words as they are collected.
struct Words {
    list: Vec<Word>,
    known: FxHashMap<Key, usize>,
}

impl Default for Words {
    fn default() -> Words {
        let mut list = Vec::with_capacity(3072);
        list.push(Word { key: [0; 2], entry: Entry::default() });
        Words { list, known: FxHashMap::with_capacity_and_hasher(3072, Default::default()) }
    }
}

impl Words {
    /// Changes what is known of a word; a word that is too long for a key is in no list.
    fn add(&mut self, form: &str, change: impl FnOnce(&mut Entry)) {
        let Some(key) = key(form.as_bytes(), form.len()) else {
            debug_assert!(false, "{form} is too long");
            return;
        };
        let index = *self.known.entry(key).or_insert(self.list.len());
        if index == self.list.len() {
            self.list.push(Word { key, entry: Entry::default() });
        }
        change(&mut self.list[index].entry);
    }
}

/// The key of the word of `length` bytes with which `text` begins; `None` if it is in no list for its length or letters.
#[inline]
fn key(text: &[u8], length: usize) -> Option<Key> {
    if length == 0 || length > LONGEST {
        return None;
    }
    // What follows in the text is read too and cut off: one read, whatever the length.
    let bytes = text.first_chunk::<LONGEST>().copied().unwrap_or_else(|| padded(text));
    let letters = u128::from_le_bytes(bytes) & (u128::MAX >> (8 * (LONGEST - length)));
    let letters = [letters as u64, (letters >> 64) as u64];
    if (letters[0] | letters[1]) & ASCII_ONLY != 0 {
        return with_straight_apostrophes(text.get(..length)?);
    }
    let mut key = letters.map(lower);
    key[(length - 1) / 8] |= 0x80 << (8 * ((length - 1) % 8));
    Some(key)
}

/// The last bytes of a text, with zeros behind.
#[cold]
fn padded(text: &[u8]) -> [u8; LONGEST] {
    let mut bytes = [0; LONGEST];
    for (to, from) in bytes.iter_mut().zip(text) {
        *to = *from;
    }
    bytes
}

/// The highest bit of each byte.
const ASCII_ONLY: u64 = 0x8080_8080_8080_8080;

/// Eight bytes, all of them ASCII, in lower case.
#[inline]
fn lower(letters: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The highest bit of each byte tells whether it is at least "A", and whether it is beyond "Z".
    let from_a = letters + ONES * (0x80 - b'A' as u64);
    let beyond_z = letters + ONES * (0x7F - b'Z' as u64);
    letters | ((from_a & !beyond_z & ASCII_ONLY) >> 2)
}

/// The curly apostrophe is looked up as the straight one; no word of the lists has other letters than ASCII.
#[cold]
fn with_straight_apostrophes(word: &[u8]) -> Option<Key> {
    let mut straight = [0; LONGEST];
    let (mut length, mut at) = (0, 0);
    while let Some(byte) = word.get(at) {
        let curly = word.get(at..at + 3) == Some("’".as_bytes());
        if !curly && !byte.is_ascii() {
            return None;
        }
        straight[length] = if curly { b'\'' } else { *byte };
        length += 1;
        at += if curly { 3 } else { 1 };
    }
    key(&straight, length)
}

#[inline]
fn hash(key: &Key) -> u64 {
    let mixed = key[0].wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ key[1].wrapping_mul(0xC2B2_AE3D_27D4_EB4F).rotate_left(17);
    let mixed = mixed.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    mixed ^ mixed >> 32
}

/// The slot of a word whose bucket is moved by `shift`.
#[inline]
fn slot(hash: u64, shift: u16) -> usize {
    (hash.wrapping_mul(2 * u64::from(shift) + 1) >> (64 - SLOT_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::super::cues::{PARTICIPLE, PAST, THIRD};
    use super::super::words::{MODAL, PERSONAL};
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        assert!(LEXICON.look_up("He").flags & PERSONAL != 0);
        assert!(LEXICON.look_up("WOULD").flags & MODAL != 0);
        let said = LEXICON.look_up("said");
        assert_eq!(LEXICON.verbs[usize::from(said.verb) - 1].lemma, "say");
        assert_eq!(said.forms, PAST | PARTICIPLE);
        let claims = LEXICON.look_up("claims");
        assert!(claims.forms & THIRD != 0 && claims.noun != 0);
    }

    #[test]
    fn every_listed_word_is_found() {
        for (flags, words) in LISTS {
            for word in words.split_whitespace() {
                assert_eq!(LEXICON.look_up(&word.to_uppercase()).flags & flags, *flags, "{word}");
            }
        }
        // Every word has its slot.
        let placed = LEXICON.slots.iter().filter(|index| **index != 0).count();
        assert_eq!(placed + 1, LEXICON.words.len());
    }

    #[test]
    fn apostrophes_may_be_curly_and_other_letters_are_unknown() {
        assert!(LEXICON.look_up("’LL").flags & MODAL != 0);
        assert_eq!(LEXICON.look_up("sáid").verb, 0);
        assert_eq!(LEXICON.look_up("said\0").verb, 0);
        assert_eq!(LEXICON.look_up("").flags, 0);
    }

    #[test]
    fn long_words_are_unknown() {
        assert_eq!(LEXICON.look_up(&"a".repeat(100)).flags, 0);
    }
}
