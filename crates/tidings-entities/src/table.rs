//! Word tables that are hashed when the crate is compiled.
//!
//! A table is a text file with one entry per line, `key<tab>value`, that a person can read and a diff
//! can show. [`Table::build`] runs at compile time and leaves an open-addressing index of the lines in
//! the binary, so that nothing is built at start-up and a lookup costs one probe. A slot holds the
//! place of a line and eleven bits of its hash: a word that is not in the table rarely touches the text.

/// Bits of a slot that hold the offset of the line, plus one.
const PLACE_BITS: u32 = 21;
const PLACE: u32 = (1 << PLACE_BITS) - 1;

/// An index of the lines of a text; `N` is a power of two, at least 1.5 times the number of lines.
pub(crate) struct Table<const N: usize> {
    text: &'static str,
    slots: [u32; N],
}

impl<const N: usize> Table<N> {
    /// Indexes `text`. Call it in a `static`: it is slow at run time.
    pub(crate) const fn build(text: &'static str) -> Self {
        assert!(N.is_power_of_two() && text.len() < PLACE as usize);
        let bytes = text.as_bytes();
        let mut slots = [0; N];
        let mut used = 0;
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            let mut hash = SEED;
            while at < bytes.len() && bytes[at] != b'\t' && bytes[at] != b'\n' {
                hash = step(hash, bytes[at]);
                at += 1;
            }
            while at < bytes.len() && bytes[at] != b'\n' {
                at += 1;
            }
            at += 1;
            let hash = finish(hash);
            let mut slot = hash as usize & (N - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (N - 1);
            }
            slots[slot] = (hash & !PLACE) | (start as u32 + 1);
            used += 1;
            assert!(used * 3 <= N * 2, "the table is too full: double its size");
        }
        Table { text, slots }
    }

    /// The value of `key`, if the table has it.
    #[inline]
    pub(crate) fn get(&self, key: &Key) -> Option<&'static str> {
        let hash = finish(key.hash);
        let mut slot = hash as usize & (N - 1);
        loop {
            let entry = self.slots[slot];
            if entry == 0 {
                return None;
            }
            if (entry ^ hash) & !PLACE == 0
                && let Some(value) = value_at(self.text, (entry & PLACE) as usize - 1, key.as_bytes())
            {
                return Some(value);
            }
            slot = (slot + 1) & (N - 1);
        }
    }

    /// The keys, in the order of the file.
    #[cfg(test)]
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.text.lines().map(|line| line.split_once('\t').map_or(line, |(key, _)| key))
    }
}

/// What follows the key on the line at `start`, if the key is `key`.
fn value_at(text: &'static str, start: usize, key: &[u8]) -> Option<&'static str> {
    let line = text.get(start..)?;
    let rest = line.as_bytes().strip_prefix(key)?;
    match rest.first() {
        None | Some(b'\n') => Some(""),
        Some(b'\t') => line.get(key.len() + 1..)?.split('\n').next(),
        Some(_) => None,
    }
}

const SEED: u32 = 0x811C_9DC5;

const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// FNV leaves the low bits of short keys uneven; this mixes the high ones in.
const fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    hash ^ (hash >> 13)
}

/// The longest key that is looked up, in bytes.
const KEY_BYTES: usize = 62;

/// A key under construction: one or more words in lower case, one space between them, without periods
/// and with straight apostrophes. It never leaves the stack.
#[derive(Clone)]
pub(crate) struct Key {
    hash: u32,
    len: u8,
    /// Whether a word did not fit: such a key is in no table.
    full: bool,
    bytes: [u8; KEY_BYTES],
}

impl Key {
    pub(crate) fn new() -> Self {
        Key { hash: SEED, len: 0, full: false, bytes: [0; KEY_BYTES] }
    }

    /// The key of a single word.
    #[inline]
    pub(crate) fn of(word: &str) -> Self {
        let mut key = Key::new();
        key.push(word);
        key
    }

    /// Adds a word.
    #[inline]
    pub(crate) fn push(&mut self, word: &str) {
        if self.len > 0 {
            self.byte(b' ');
        }
        // The usual word: ASCII, without a period, and there is room.
        let (start, hash) = (self.len as usize, self.hash);
        if let Some(room) = self.bytes.get_mut(start..start + word.len()) {
            let mut plain = true;
            for (place, byte) in room.iter_mut().zip(word.bytes()) {
                plain &= byte.is_ascii() && byte != b'.';
                let lower = byte.to_ascii_lowercase();
                *place = lower;
                self.hash = step(self.hash, lower);
            }
            if plain {
                self.len += word.len() as u8;
                return;
            }
            self.hash = hash;
        }
        self.push_unicode(word);
    }

    #[cold]
    fn push_unicode(&mut self, word: &str) {
        for char in word.chars().flat_map(char::to_lowercase) {
            match char {
                '.' => {}
                '\u{2019}' => self.byte(b'\''),
                _ => char.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.byte(byte)),
            }
        }
    }

    #[inline]
    fn byte(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len as usize) {
            *place = byte;
            self.len += 1;
            self.hash = step(self.hash, byte);
        } else {
            self.full = true;
        }
    }

    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        if self.full { b"\n" } else { &self.bytes[..self.len as usize] }
    }

    /// The key as a string; empty if it was too long.
    #[inline]
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or("")
    }

    /// Whether the words did not fit: nothing is known of such a key, nor can two be compared.
    pub(crate) fn is_cut(&self) -> bool {
        self.full
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: Table<8> = Table::build("a\tx\nnew york\ty\tz\nend");

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        let mut two = Key::of("New");
        two.push("York");
        assert_eq!(TABLE.get(&two), Some("y\tz"));
        assert_eq!(TABLE.get(&Key::of("A.")), Some("x"));
        assert_eq!(TABLE.get(&Key::of("end")), Some(""));
        for missing in ["", "new", "yor", "york", "b", "\n"] {
            assert_eq!(TABLE.get(&Key::of(missing)), None, "{missing:?}");
        }
    }

    #[test]
    fn a_key_that_does_not_fit_is_in_no_table() {
        assert_eq!(TABLE.get(&Key::of(&"a".repeat(200))), None);
        assert!(Key::of(&"a".repeat(200)).is_cut());
        assert_eq!(Key::of("Côte d’Ivoire").as_str(), "côte d'ivoire");
    }
}
