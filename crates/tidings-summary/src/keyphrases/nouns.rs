//! How each word of the article is used: as a noun, as a verb, as a name.
//!
//! Counted over the whole article from the words beside it: "the", "of" before a word speak for a
//! noun, "to", "will", "they" for a verb. The article's own use beats a word list, which would have to
//! choose once and for all what "plan" is.

use tidings_core::{Document, SentenceKind, Sentences, Tokens};

use crate::lexicon::Class;
use crate::vocabulary::{TermId, Vocabulary};

/// What was counted for one term.
#[derive(Clone, Copy, Default)]
struct Uses {
    noun: f32,
    verb: f32,
    count: f32,
    /// Inside a sentence, with a capital.
    capital: u32,
    /// Inside a sentence, without.
    small: u32,
}

/// The uses of every term.
pub(super) struct Nouns {
    uses: Vec<Uses>,
}

impl Nouns {
    pub(super) fn of(
        doc: &Document,
        tokens: &Tokens,
        sentences: &Sentences,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut uses = vec![Uses::default(); vocabulary.len()];
        for sentence in &sentences.0 {
            let mut before: Option<Class> = None;
            let mut before_is_word = false;
            for (position, token) in sentence.tokens().enumerate() {
                let word = vocabulary.at(token);
                let next = vocabulary.at(token + 1).filter(|_| token + 1 < sentence.end_token as usize);
                if let Some(word) = word.filter(|word| word.is_content()) {
                    let form = tokens.get(token).map_or("", |token| doc.slice(token.span));
                    let uses = &mut uses[word.term as usize];
                    let (noun, verb) = evidence(form, before, next.and_then(|next| next.class));
                    uses.count += 1.0;
                    uses.noun += noun;
                    uses.verb += verb;
                    // Headings capitalize what is no name.
                    if position > 0 && before_is_word && sentence.kind != SentenceKind::Heading {
                        let capital = form.starts_with(char::is_uppercase);
                        uses.capital += u32::from(capital);
                        uses.small += u32::from(!capital);
                    }
                }
                before = word.and_then(|word| word.class);
                before_is_word = word.is_some();
            }
        }
        Nouns { uses }
    }

    /// How often the words of a phrase come, on average.
    pub(super) fn mean_count(&self, terms: &[TermId]) -> f32 {
        terms.iter().map(|term| self.uses[*term as usize].count).sum::<f32>() / terms.len().max(1) as f32
    }

    /// Whether the article uses the term as a noun at least as often as not.
    pub(super) fn is_noun(&self, term: TermId) -> bool {
        let uses = self.uses[term as usize];
        uses.noun > 0.0 && uses.noun >= uses.verb
    }

    /// Whether the article uses the term as a verb rather than a noun.
    pub(super) fn is_verb(&self, term: TermId) -> bool {
        let uses = self.uses[term as usize];
        uses.verb > uses.noun
    }

    /// Whether the article writes the term with a capital inside sentences.
    pub(super) fn is_name(&self, term: TermId) -> bool {
        let uses = self.uses[term as usize];
        uses.capital > uses.small
    }
}

/// What one place says for a noun and for a verb.
fn evidence(form: &str, before: Option<Class>, next: Option<Class>) -> (f32, f32) {
    let (mut noun, mut verb) = match before {
        Some(Class::Determiner | Class::Adjective) => (1.0, 0.0),
        // "to" leads to verbs as often as to nouns.
        Some(Class::Preposition) => (0.5, 0.25),
        Some(Class::Pronoun | Class::Auxiliary) => (0.0, 1.0),
        Some(Class::Adverb) => (0.0, 0.5),
        _ => (0.25, 0.0),
    };
    match next {
        Some(Class::Determiner | Class::Pronoun) => verb += 0.5,
        Some(Class::Auxiliary | Class::Reporting) => noun += 0.5,
        _ => {}
    }
    if ends_like_verb(form) {
        verb += 0.5;
    } else if ends_like_noun(form) {
        noun += 0.5;
    }
    (noun, verb)
}

/// `-ed`, `-ing`.
pub(super) fn ends_like_verb(form: &str) -> bool {
    match form.as_bytes() {
        [_, _, _, .., b'e', b'e', b'd'] => false,
        [_, _, _, .., b'e', b'd'] | [_, _, .., b'i', b'n', b'g'] => true,
        _ => false,
    }
}

/// `-ian`, `-ean`, `-ese`: "Ukrainian" is rather an adjective than a name.
pub(super) fn ends_like_demonym(form: &str) -> bool {
    matches!(form.as_bytes(), [_, _, _, .., b'i' | b'e', b'a', b'n'] | [_, _, _, .., b'e', b's', b'e'])
}

/// `-ly`, and the endings of adjectives that are hardly ever nouns.
pub(super) fn ends_like_modifier(form: &str) -> bool {
    const ENDINGS: [&str; 9] = ["ly", "ous", "ful", "less", "able", "ible", "ical", "ish", "ial"];
    const NOUNS: [&str; 11] = [
        "assembly", "family", "supply", "ally", "anomaly", "table", "cable", "trial", "material", "official",
        "memorial",
    ];
    form.len() > 4 && ENDINGS.iter().any(|ending| form.ends_with(ending)) && !NOUNS.contains(&form)
}

/// `-tion`, `-sion`, `-ment`, `-ness`, `-ship`, `-ence`, `-ance`, `-ity`, `-ism`, `-ist`, `-ure`, `-cy`, also in the plural.
fn ends_like_noun(form: &str) -> bool {
    let bytes = form.as_bytes();
    let bytes = bytes.strip_suffix(b"s").unwrap_or(bytes);
    form.len() > 4
        && matches!(
            bytes,
            [.., b't' | b's', b'i', b'o', b'n']
                | [.., b'm', b'e', b'n', b't']
                | [.., b'n', b'e', b's']
                | [.., b's', b'h', b'i', b'p']
                | [.., b'e' | b'a', b'n', b'c', b'e']
                | [.., b'i', b't', b'y']
                | [.., b'i', b's', b'm' | b't']
                | [.., b'u', b'r', b'e']
                | [.., b'c', b'y']
        )
}
