//! One hash table from the lower-case form of a word to everything that the patterns know of it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::cue_table::ADJECTIVES;
use super::cues::{Forms, NounCue, VerbCue, inflect, nouns, third_person, verbs};
use super::words::{Flags, LISTS};

/// Longer words are in no list.
const LONGEST: usize = 24;

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
    /// Whether the noun is a plural.
    pub(super) plural: bool,
}

/// The word forms and the cues that they point to.
pub(super) struct Lexicon {
    pub(super) verbs: Vec<VerbCue>,
    pub(super) nouns: Vec<NounCue>,
    entries: FxHashMap<Box<[u8]>, Entry>,
}

/// The lexicon, made at first use (a fraction of a millisecond).
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

impl Lexicon {
    fn new() -> Lexicon {
        let mut lexicon = Lexicon {
            verbs: verbs(),
            nouns: nouns(),
            entries: FxHashMap::with_capacity_and_hasher(4096, Default::default()),
        };
        for (flags, words) in LISTS {
            for word in words.split_whitespace() {
                lexicon.entry(word).flags |= flags;
            }
        }
        for index in 0..lexicon.verbs.len() {
            for (form, bit) in inflect(lexicon.verbs[index].lemma) {
                let entry = lexicon.entry(&form);
                if entry.verb == 0 || entry.verb == index as u16 + 1 {
                    entry.verb = index as u16 + 1;
                    entry.forms |= bit;
                }
            }
        }
        for index in 0..lexicon.nouns.len() {
            let lemma = lexicon.nouns[index].lemma;
            for (form, plural) in [(lemma.to_owned(), false), (third_person(lemma), true)] {
                let entry = lexicon.entry(&form);
                entry.noun = index as u16 + 1;
                entry.plural = plural;
            }
        }
        for (index, row) in ADJECTIVES.iter().enumerate() {
            for word in row.4.split_whitespace() {
                lexicon.entry(word).adjective = index as u8 + 1;
            }
        }
        lexicon
    }

    fn entry(&mut self, form: &str) -> &mut Entry {
        self.entries.entry(form.as_bytes().into()).or_default()
    }

    /// What is known of a word, whatever its case.
    #[inline]
    pub(super) fn look_up(&self, word: &str) -> Entry {
        let bytes = word.as_bytes();
        if bytes.len() > LONGEST {
            return Entry::default();
        }
        let mut lower = [0; LONGEST];
        let mut length = 0;
        // The curly apostrophe (three bytes) is looked up as the straight one.
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if *byte == 0xE2 && bytes.get(at + 1..at + 3) == Some(&[0x80, 0x99]) {
                lower[length] = b'\'';
                at += 3;
            } else {
                lower[length] = byte.to_ascii_lowercase();
                at += 1;
            }
            length += 1;
        }
        self.entries.get(&lower[..length]).copied().unwrap_or_default()
    }
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
        assert!(claims.forms & THIRD != 0 && claims.noun != 0 && claims.plural);
    }

    #[test]
    fn long_words_are_unknown() {
        assert_eq!(LEXICON.look_up(&"a".repeat(100)).flags, 0);
    }
}
