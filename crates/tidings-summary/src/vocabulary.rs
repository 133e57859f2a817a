//! The words of a document as small numbers.
//!
//! Every token gets the number of its term: the word in lower case, without endings. Numbers make
//! counting, overlap and runs of words array work, and no token allocates.

use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};
use tidings_core::{TokenKind, Tokens};

use crate::lexicon::{Class, classes};

/// How far endings are taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stemming {
    /// Plural and possessive only (the S-stemmer; Harman 1991): what a phrase may differ in.
    Plural,
    /// Also `-ed`, `-ing`, `-ly` and a final `-e`: enough to see that two sentences share a word.
    Full,
}

/// The number of a term; numbers count up from 0.
pub(crate) type TermId = u32;

/// What is known of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its term.
    pub(crate) term: TermId,
    /// What it does, if it is a common word.
    pub(crate) class: Option<Class>,
}

impl Word {
    /// Whether the word itself says something of the article.
    pub(crate) fn is_content(self) -> bool {
        matches!(self.class, None | Some(Class::Generic))
    }
}

/// The terms of a document.
pub(crate) struct Vocabulary {
    /// For every token its word, or `None` for marks.
    pub(crate) words: Vec<Option<Word>>,
    /// By the hash of the word as written, so that it is folded at its first place only, and by that of the folded word:
    /// for most words the two are one.
    forms: FxHashMap<u64, Word>,
    /// By the hash of the stem.
    terms: FxHashMap<u64, TermId>,
    /// By the number of a term: the hash of its stem, which is the same in every document.
    stems: Vec<u64>,
    stemming: Stemming,
}

impl Vocabulary {
    /// The vocabulary of a text.
    pub(crate) fn new(text: &str, tokens: &Tokens, stemming: Stemming) -> Self {
        // An article has half as many forms as tokens; a long text far fewer.
        let forms = (tokens.len() / 2).min(MAX_RESERVED);
        let mut vocabulary = Vocabulary {
            words: Vec::with_capacity(tokens.len()),
            forms: FxHashMap::with_capacity_and_hasher(forms, FxBuildHasher),
            terms: FxHashMap::with_capacity_and_hasher(forms, FxBuildHasher),
            stems: Vec::with_capacity(forms),
            stemming,
        };
        for token in tokens.iter() {
            let word = is_word(token.kind).then(|| token.span.slice(text)).flatten();
            let word = word.map(|word| vocabulary.written(word));
            vocabulary.words.push(word);
        }
        vocabulary
    }

    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        self.stems.len()
    }

    /// The hash of the stem of a term: the same in every document and on every machine.
    pub(crate) fn stem(&self, term: TermId) -> u64 {
        self.stems.get(term as usize).copied().unwrap_or(0)
    }

    /// The word at a token.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> Option<Word> {
        *self.words.get(token)?
    }

    fn written(&mut self, written: &str) -> Word {
        let hash = hash_of(written.as_bytes());
        if let Some(word) = self.forms.get(&hash) {
            return *word;
        }
        let folded = Folded::new(written);
        let folded_hash = folded.hash();
        let word = match self.forms.get(&folded_hash) {
            Some(word) => *word,
            None => self.add(&folded, folded_hash),
        };
        if folded_hash != hash {
            self.forms.insert(hash, word);
        }
        word
    }

    /// Adds a form that is new.
    fn add(&mut self, folded: &Folded, hash: u64) -> Word {
        let class = CLASS_BY_HASH.get(&hash).copied();
        let stem = folded.stem(self.stemming).hash();
        let next = self.stems.len() as TermId;
        let term = *self.terms.entry(stem).or_insert(next);
        if term == next {
            self.stems.push(stem);
        }
        let word = Word { term, class };
        self.forms.insert(hash, word);
        word
    }

    /// The content terms of a text that is not the document's own, such as a title in its metadata.
    pub(crate) fn known_content_terms(&self, text: &str) -> Vec<TermId> {
        text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
            .filter_map(|form| self.forms.get(&Folded::new(form).hash()))
            .filter(|word| word.is_content())
            .map(|word| word.term)
            .collect()
    }
}

/// Whether a token is a word in the sense of this crate.
pub(crate) fn is_word(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Clitic | TokenKind::Number | TokenKind::Hashtag)
}

/// The classes of the common words by the hash of the word, which is known anyway when they are asked.
static CLASS_BY_HASH: LazyLock<FxHashMap<u64, Class>> =
    LazyLock::new(|| classes().map(|(word, class)| (hash_of(word.as_bytes()), class)).collect());

const MAX_FOLDED: usize = 40;
/// The most forms that a table has room for at the start.
const MAX_RESERVED: usize = 1 << 12;

/// A word in lower case: its bytes if it is a short one, else only their hash.
#[derive(Clone)]
struct Folded {
    bytes: [u8; MAX_FOLDED],
    len: usize,
    /// Set if the word did not fit.
    long: Option<u64>,
}

impl Folded {
    fn new(word: &str) -> Self {
        let word = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .filter(|w| !w.is_empty())
            .unwrap_or(word);
        let mut folded = Folded { bytes: [0; MAX_FOLDED], len: 0, long: None };
        if word.len() * 2 > MAX_FOLDED {
            let hash =
                word.chars().flat_map(char::to_lowercase).fold(0, |hash, c| combine(hash, u64::from(c)));
            folded.long = Some(hash);
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

    fn hash(&self) -> u64 {
        self.long.unwrap_or_else(|| hash_of(self.bytes()))
    }

    fn drop_last(&mut self, count: usize) {
        self.len = self.len.saturating_sub(count);
    }

    /// The word without its ending.
    fn stem(&self, stemming: Stemming) -> Self {
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

/// The hash of some bytes, eight at a time.
fn hash_of(bytes: &[u8]) -> u64 {
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
    use super::*;

    fn same(stemming: Stemming, a: &str, b: &str) -> bool {
        let stem = |word| Folded::new(word).stem(stemming).hash();
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
    fn the_hash_is_that_of_the_bytes_one_after_another() {
        let slowly = |bytes: &[u8]| {
            let (eights, rest) = bytes.as_chunks::<8>();
            let start = bytes.len() as u64;
            let hash = eights.iter().fold(start, |hash, eight| combine(hash, u64::from_le_bytes(*eight)));
            let hash = combine(hash, rest.iter().rev().fold(0, |code, byte| code << 8 | u64::from(*byte)));
            hash ^ hash >> 32
        };
        let text = "a model knows stems by this hash";
        for end in 0..text.len() {
            assert_eq!(hash_of(&text.as_bytes()[..end]), slowly(&text.as_bytes()[..end]));
        }
    }

    #[test]
    fn very_long_words_are_words() {
        let long = "x".repeat(100_000);
        assert!(same(Stemming::Full, &long, &long.to_uppercase()));
        assert!(!same(Stemming::Full, &long, &long[1..]));
    }
}
