//! Words in lower case, their stems, and the keys of both.

use tidings_learn::fingerprint::fingerprint;

use crate::vocabulary::Stemming;

const MAX_FOLDED: usize = 40;

/// A word in lower case: its bytes if it is a short one, else only their keys.
#[derive(Clone)]
pub(crate) struct Folded {
    bytes: [u8; MAX_FOLDED],
    len: usize,
    /// The fingerprint and the key in the background, if the word did not fit.
    long: Option<(u128, u64)>,
}

impl Folded {
    pub(crate) fn new(word: &str) -> Self {
        let word = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .filter(|w| !w.is_empty())
            .unwrap_or(word);
        let mut folded = Folded { bytes: [0; MAX_FOLDED], len: 0, long: None };
        if word.len() * 2 > MAX_FOLDED {
            let lower = || word.chars().flat_map(char::to_lowercase);
            let background = lower().fold(0, |hash, c| combine(hash, u64::from(c)));
            folded.long = Some((fingerprint(lower().collect::<String>().as_bytes()), background));
        } else if word.is_ascii() {
            folded.len = word.len();
            folded.bytes[..word.len()].copy_from_slice(word.as_bytes());
            folded.bytes[..word.len()].make_ascii_lowercase();
        } else {
            let mut buffer = [0; 4];
            for c in word.chars().flat_map(char::to_lowercase) {
                // Fits: lower case is at most half as long again, and the word is at most half of the room.
                c.encode_utf8(&mut buffer).bytes().for_each(|byte| folded.push(byte));
            }
        }
        folded
    }

    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len += 1;
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// What tells the word from every other.
    pub(crate) fn fingerprint(&self) -> u128 {
        self.long.map_or_else(|| fingerprint(self.bytes()), |(fingerprint, _)| fingerprint)
    }

    /// Its key in the background of the model.
    pub(crate) fn background_key(&self) -> u64 {
        self.long.map_or_else(|| background_key(self.bytes()), |(_, key)| key)
    }

    fn drop_last(&mut self, count: usize) {
        self.len = self.len.saturating_sub(count);
    }

    /// The word without its ending.
    pub(crate) fn stem(&self, stemming: Stemming) -> Self {
        let mut stem = self.clone();
        if stem.long.is_some() || !stem.bytes().iter().all(u8::is_ascii_alphabetic) {
            return stem;
        }
        stem.drop_plural();
        if stemming == Stemming::Full {
            stem.drop_verb_ending();
        }
        stem
    }

    fn drop_plural(&mut self) {
        // Patterns of bytes rather than `ends_with`: this runs for every form of an article.
        match self.bytes() {
            [_, _, .., b's' | b'u' | b'i', b's'] => {}
            [_, _, .., b'i', b'e', b's'] => {
                self.drop_last(3);
                self.push(b'y');
            }
            [.., b's', b's', b'e', b's']
            | [.., b's' | b'c', b'h', b'e', b's']
            | [_, .., b'x' | b'z', b'e', b's'] => self.drop_last(2),
            [_, _, _, .., b's'] => self.drop_last(1),
            _ => {}
        }
    }

    fn drop_verb_ending(&mut self) {
        let cut = match self.bytes() {
            [_, _, .., b'i', b'e', b'd'] => {
                self.drop_last(3);
                self.push(b'y');
                return;
            }
            [_, _, _, .., b'i', b'n', b'g'] => 3,
            [_, _, _, .., b'e', b'e', b'd'] => 1,
            [.., b'e', b'e', b'd'] => 0,
            [_, _, _, .., b'e', b'd'] => 2,
            [_, _, _, _, .., b'l', b'y'] => 2,
            _ => 0,
        };
        self.drop_last(cut);
        let doubled =
            matches!(self.bytes(), [.., a, b] if a == b && !matches!(a, b'l' | b's' | b'z' | b'e' | b'o'));
        if cut > 0 && doubled {
            self.drop_last(1);
        }
        if self.len > 4 && self.bytes().last() == Some(&b'e') {
            self.drop_last(1);
        }
    }
}

/// The key of a word in the background of the model, which was made with it. It is weak: words of nine letters and more that
/// differ only in the eighth letter and behind it may share one (`subsidium` and `subsidies` do), and then also what news
/// writers do with them. Nothing else may depend on it; words are told apart by their fingerprints.
fn background_key(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let hash =
        eights.iter().fold(bytes.len() as u64, |hash, eight| combine(hash, u64::from_le_bytes(*eight)));
    let rest = match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        // Two looks that overlap give the same number as one byte after another.
        (Some(first), Some(last)) => {
            let shift = 8 * (rest.len() as u32 - 4);
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << shift
        }
        _ => rest.iter().rev().fold(0, |code, byte| code << 8 | u64::from(*byte)),
    };
    let hash = combine(hash, rest);
    // The product leaves its low bits weak; the tables use them.
    hash ^ hash >> 32
}

fn combine(hash: u64, code: u64) -> u64 {
    (hash.rotate_left(5) ^ code).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[cfg(test)]
mod tests {
    use tidings_learn::collisions::{collisions, words_of_the_project};

    use super::*;

    fn same(stemming: Stemming, a: &str, b: &str) -> bool {
        let stem = |word| Folded::new(word).stem(stemming).fingerprint();
        stem(a) == stem(b)
    }

    #[test]
    fn plural_possessive_and_case_are_one_term() {
        for (a, b) in [
            ("cities", "City"),
            ("guarantees", "guarantee"),
            ("Kyiv’s", "KYIV"),
            ("losses", "loss"),
            ("ÉTATS", "états"),
        ] {
            assert!(same(Stemming::Plural, a, b), "{a} {b}");
        }
        for (a, b) in [("status", "statu"), ("news", "new-"), ("proposed", "propose"), ("crisis", "crisi")] {
            assert!(!same(Stemming::Plural, a, b), "{a} {b}");
        }
    }

    #[test]
    fn verb_forms_are_one_term_for_sentences() {
        for (a, b) in [
            ("proposed", "proposing"),
            ("agreed", "agrees"),
            ("stopped", "stop"),
            ("tried", "try"),
            ("selling", "sell"),
        ] {
            assert!(same(Stemming::Full, a, b), "{a} {b}");
        }
        assert!(!same(Stemming::Full, "king", "k"));
    }

    #[test]
    fn endings_of_short_words_stay() {
        for (word, stem) in [
            ("gas", "gas"),
            ("his", "his"),
            ("buses", "buse"),
            ("boxes", "box"),
            ("dies", "die"),
            ("ties", "tie"),
            ("boss", "boss"),
            ("plus", "plus"),
            ("cities", "city"),
            ("bed", "bed"),
            ("need", "need"),
            ("agreed", "agre"),
            ("used", "used"),
            ("lying", "lying"),
            ("sing", "sing"),
            ("early", "early"),
            ("only", "only"),
            ("rise", "rise"),
            ("raise", "rais"),
            ("tied", "tied"),
        ] {
            let found = Folded::new(word).stem(Stemming::Full);
            let written = String::from_utf8_lossy(found.bytes()).into_owned();
            assert_eq!(written, stem, "{word}");
        }
    }

    #[test]
    fn the_key_is_that_of_the_bytes_one_after_another() {
        let slowly = |bytes: &[u8]| {
            let (eights, rest) = bytes.as_chunks::<8>();
            let start = bytes.len() as u64;
            let hash = eights.iter().fold(start, |hash, eight| combine(hash, u64::from_le_bytes(*eight)));
            let hash = combine(hash, rest.iter().rev().fold(0, |code, byte| code << 8 | u64::from(*byte)));
            hash ^ hash >> 32
        };
        let text = "a model knows stems by this key";
        for end in 0..text.len() {
            assert_eq!(background_key(&text.as_bytes()[..end]), slowly(&text.as_bytes()[..end]));
        }
    }

    /// The background's key is weak, but it does its work for the words that there are.
    #[test]
    fn few_words_share_a_key() {
        let words = words_of_the_project();
        let all = || words.iter().map(String::as_str);
        let lower = |word: &str| Folded::new(word).fingerprint();
        let mut shared = collisions(all(), |word| Folded::new(word).background_key());
        shared.retain(|(one, other)| lower(one) != lower(other) && *other != "subsidium");
        assert_eq!(shared, []);
        // The pair by which it was found out: two words, whatever the background takes them for.
        let pair = ["subsidium", "subsidies"].map(Folded::new);
        assert_eq!(pair[0].background_key(), pair[1].background_key());
        assert_ne!(pair[0].fingerprint(), pair[1].fingerprint());
    }

    #[test]
    fn very_long_words_are_words() {
        let long = "x".repeat(100_000);
        assert!(same(Stemming::Full, &long, &long.to_uppercase()));
        assert!(!same(Stemming::Full, &long, &long[1..]));
    }
}
