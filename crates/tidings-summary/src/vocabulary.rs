//! The words of a document as small numbers.
//!
//! Every token gets the number of its term: the word in lower case, without endings. Numbers make
//! counting, overlap and runs of words array work, and no token allocates.

use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};
use tidings_core::{TokenKind, Tokens};
use tidings_learn::cache::Cache;
use tidings_learn::fingerprint::{fingerprint, tagged};

use crate::folded::Folded;
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
    /// Whether it begins with a capital.
    pub(crate) is_capital: bool,
    /// What it refers to.
    pub(crate) reference: Reference,
}

/// What a pronoun or a determiner refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Reference {
    /// Nothing, or something that does not matter here.
    #[default]
    None,
    /// The speaker or the reader.
    FirstPerson,
    /// Somebody named before: "he", "she", "they".
    ThirdPerson,
    /// Something named before: "this", "their".
    Before,
}

impl Reference {
    fn of(written: &str) -> Self {
        let is = |forms: &[&str]| forms.iter().any(|form| written.eq_ignore_ascii_case(form));
        if is(&["i", "we", "you", "me", "us"]) {
            Reference::FirstPerson
        } else if is(&["he", "she", "they"]) {
            Reference::ThirdPerson
        } else if is(&["this", "that", "these", "those", "such", "his", "her", "their", "its"]) {
            Reference::Before
        } else {
            Reference::None
        }
    }
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
    /// By the fingerprint of the stem: two stems are never one term.
    terms: FxHashMap<u128, TermId>,
    /// By the number of a term: the key of its stem in the background of the model.
    stems: Vec<u64>,
    stemming: Stemming,
}

impl Vocabulary {
    /// The vocabulary of a text.
    pub(crate) fn new(text: &str, tokens: &Tokens, stemming: Stemming) -> Self {
        // An article has half as many terms as tokens; a long text far fewer.
        let terms = (tokens.len() / 2).min(MAX_RESERVED);
        let mut vocabulary = Vocabulary {
            words: Vec::with_capacity(tokens.len()),
            terms: FxHashMap::with_capacity_and_hasher(terms, FxBuildHasher),
            stems: Vec::with_capacity(terms),
            stemming,
        };
        let written = |token: usize| tokens.spans()[token].slice(text).unwrap_or("");
        let key = |token: usize| tagged(stemming as u8, written(token).as_bytes());
        let mut keys: Vec<u128> = Vec::with_capacity(BLOCK.min(tokens.len()));
        for first in (0..tokens.len()).step_by(BLOCK) {
            keys.clear();
            keys.extend((first..(first + BLOCK).min(tokens.len())).map(key));
            let make = |at: usize, _| Form::of(written(first + at), stemming);
            let found = |at: usize, form| {
                let word = is_word(tokens.kinds()[first + at]).then(|| vocabulary.word(form));
                vocabulary.words.push(word);
            };
            FORMS.with_borrow_mut(|forms| forms.each(keys.iter().copied(), make, found));
        }
        vocabulary
    }

    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        self.stems.len()
    }

    /// The key of the stem of a term in the background of the model: the same in every document and on every machine.
    pub(crate) fn stem(&self, term: TermId) -> u64 {
        self.stems.get(term as usize).copied().unwrap_or(0)
    }

    /// The word at a token.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> Option<Word> {
        *self.words.get(token)?
    }

    /// The word of a form.
    #[inline]
    fn word(&mut self, form: Form) -> Word {
        let next = self.stems.len() as TermId;
        let term = *self.terms.entry(form.stem).or_insert(next);
        if term == next {
            self.stems.push(form.background);
        }
        form.word(term)
    }

    /// The content terms that the document shares with a text that is not its own, such as a title in its metadata.
    pub(crate) fn known_content_terms(&self, text: &str) -> Vec<TermId> {
        text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
            .map(|form| Form::of(form, self.stemming))
            .filter_map(|form| Some(form.word(*self.terms.get(&form.stem)?)))
            .filter(|word| word.is_content())
            .map(|word| word.term)
            .collect()
    }
}

/// Whether a token is a word in the sense of this crate.
pub(crate) fn is_word(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Clitic | TokenKind::Number | TokenKind::Hashtag)
}

/// The classes of the common words by fingerprint.
static CLASSES: LazyLock<FxHashMap<u128, Class>> =
    LazyLock::new(|| classes().map(|(word, class)| (fingerprint(word.as_bytes()), class)).collect());

/// What is known of a word as written, whatever the document.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    /// The fingerprint of its stem.
    stem: u128,
    /// The key of its stem in the background of the model.
    background: u64,
    class: Option<Class>,
    is_capital: bool,
    reference: Reference,
}

impl Form {
    fn of(written: &str, stemming: Stemming) -> Self {
        let word = Folded::new(written);
        let stem = word.stem(stemming);
        Form {
            stem: stem.fingerprint(),
            background: stem.background_key(),
            class: CLASSES.get(&word.fingerprint()).copied(),
            is_capital: written.starts_with(char::is_uppercase),
            reference: Reference::of(written),
        }
    }

    #[inline]
    fn word(self, term: TermId) -> Word {
        Word { term, class: self.class, is_capital: self.is_capital, reference: self.reference }
    }
}

thread_local! {
    /// The forms of the last articles, by the word as written and the stemming.
    static FORMS: RefCell<Cache<u128, Form>> = RefCell::default();
}

/// How many tokens are looked up together.
const BLOCK: usize = 4096;

/// The most terms that a table has room for at the start.
const MAX_RESERVED: usize = 1 << 12;
