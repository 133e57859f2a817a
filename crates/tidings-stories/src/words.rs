//! Words as hashes, straight from any text.
//!
//! A word is a run of letters and digits, in lower case; a character of a script that writes no
//! spaces between words is a word of its own. Marks, quotation marks, white space and invisible
//! characters do not matter, so that the same article set in two houses gives the same words.
//!
//! Invariant: the hashes are written into records, and records of several runs and machines are
//! compared. They depend on nothing but the text, and a change of them is a change of format.

use std::ops::Range;

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// Calls `each` with the hash and the byte range of every word of `text`, in order.
pub(crate) fn for_each_word(text: &str, mut each: impl FnMut(u64, Range<usize>)) {
    let bytes = text.as_bytes();
    let mut word = WordBuilder::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            match FOLDED[usize::from(byte)] {
                0 => word.finish(&mut each),
                folded => word.push(u64::from(folded), at, at + 1),
            }
            at += 1;
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let end = at + character.len_utf8();
        match class(character) {
            Class::Letter => character.to_lowercase().for_each(|c| word.push(u64::from(c), at, end)),
            Class::Invisible => {}
            Class::Boundary => word.finish(&mut each),
            Class::WordOfItsOwn => {
                word.finish(&mut each);
                word.push(u64::from(character), at, end);
                word.finish(&mut each);
            }
        }
        at = end;
    }
    word.finish(&mut each);
}

/// Spreads the bits of `x` (the finalizer of SplitMix64, Steele et al. 2014).
#[inline]
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The word under construction.
#[derive(Default)]
struct WordBuilder {
    hash: u64,
    start: usize,
    /// Zero while there is no word: no word ends at byte zero.
    end: usize,
}

impl WordBuilder {
    #[inline]
    fn push(&mut self, code: u64, start: usize, end: usize) {
        if self.end == 0 {
            (self.hash, self.start) = (FNV_OFFSET, start);
        }
        self.hash = (self.hash ^ code).wrapping_mul(FNV_PRIME);
        self.end = end;
    }

    #[inline]
    fn finish(&mut self, each: &mut impl FnMut(u64, Range<usize>)) {
        if self.end != 0 {
            each(mix(self.hash), self.start..self.end);
            self.end = 0;
        }
    }
}

/// ASCII letters in lower case and digits; zero for everything else.
const FOLDED: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

enum Class {
    Letter,
    WordOfItsOwn,
    Invisible,
    Boundary,
}

fn class(character: char) -> Class {
    match character {
        // Soft hyphen, combining marks, joiners and direction marks, variation selectors, BOM.
        '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => Class::Invisible,
        // Kana, Han, and the same beyond the basic plane.
        '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::WordOfItsOwn,
        _ if character.is_alphanumeric() => Class::Letter,
        _ => Class::Boundary,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tidings_learn::collisions::{collisions, words_of_the_project};

    use super::*;
    use crate::group::for_each_term;

    fn hashes(text: &str) -> Vec<u64> {
        let mut hashes = Vec::new();
        for_each_word(text, |hash, _| hashes.push(hash));
        hashes
    }

    #[test]
    fn case_marks_and_invisible_characters_do_not_matter() {
        let plain = hashes("it s a landing in two steps Ürümqi said");
        assert_eq!(plain.len(), 9);
        assert_eq!(hashes("“It’s a ‘landing’ in two steps”,\u{a0}ÜRÜMQI said."), plain);
        assert_eq!(hashes("It's a lan\u{ad}ding in\u{feff} two\u{200b} steps Ürümqi said"), plain);
        assert_ne!(hashes("its a landing in two steps Ürümqi said"), plain);
    }

    #[test]
    fn characters_of_scripts_without_spaces_are_words() {
        assert_eq!(hashes("東京2020で").len(), 4);
    }

    #[test]
    fn ranges_cover_the_words() {
        let text = " Kyiv’s plan — 2,5 % é";
        let mut words = Vec::new();
        for_each_word(text, |_, range| words.push(&text[range]));
        assert_eq!(words, ["Kyiv", "s", "plan", "2", "5", "é"]);
    }

    /// The hashes of records tell apart all words that there are, but for those of terms, which are short: then two words are one term.
    #[test]
    fn no_two_words_share_a_hash() {
        let words = words_of_the_project();
        let all = || words.iter().map(String::as_str).filter(|word| word.chars().all(char::is_alphanumeric));
        let lower = |word: &str| word.to_lowercase();
        let mut shared = collisions(all(), hashes);
        shared.retain(|(one, other)| lower(one) != lower(other));
        assert_eq!(shared, []);
        let terms = |word: &str| {
            let mut terms = Vec::new();
            for_each_term(word, |term| terms.push(term));
            terms
        };
        let stem = |word: &str| lower(word).trim_end_matches('s').replace("ie", "y");
        let mut shared = collisions(all().filter(|word| word.len() > 1), terms);
        shared.retain(|(one, other)| stem(one) != stem(other));
        assert_eq!(shared, []);
    }

    /// Records of an older run must still be comparable: whoever changes the hash sees it here.
    #[test]
    fn the_hash_is_part_of_the_record_format() {
        assert_eq!(
            hashes("kyiv"),
            [mix(b"kyiv"
                .iter()
                .fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME)))]
        );
    }

    proptest! {
        #[test]
        fn any_text_gives_words_in_order_on_character_boundaries(text in "\\PC{0,200}") {
            let mut end = 0;
            for_each_word(&text, |_, range| {
                assert!(end <= range.start && range.start < range.end);
                assert!(text.get(range.clone()).is_some());
                end = range.end;
            });
        }
    }
}
