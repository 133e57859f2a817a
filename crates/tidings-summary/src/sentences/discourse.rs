//! Whether a sentence stands alone: what its beginning and its speakers point to.

use super::article::Article;
use super::body::Candidate;
use crate::lexicon::Class;
use crate::vocabulary::Word;

/// Looks at beginnings and speakers.
pub(super) struct Discourse<'a> {
    pub(super) article: &'a Article<'a>,
}

impl Discourse<'_> {
    /// How much the beginning leans on the sentence before: "But", "He", "This comes as".
    pub(super) fn linked(&self, candidate: &Candidate) -> f32 {
        let mut words = self.article.words(candidate);
        let Some((token, first)) = words.next() else { return 0.0 };
        let next = words.next().map(|(_, word)| word);
        let is = |forms: &[&str]| is_any(self.article.form(token), forms);
        match first.class {
            Some(Class::Connective) => {
                let free = ["if", "when", "while", "although", "though", "where", "whether", "as", "once"];
                if is(&free) { 0.0 } else { 1.0 }
            }
            Some(Class::Pronoun) if is(&["he", "she", "they", "it"]) => 1.0,
            Some(Class::Pronoun) if is(&["i", "we", "you"]) => 0.5,
            Some(Class::Determiner) if is(&["this", "that", "these", "those", "such"]) => {
                // "This week" points at the day, not at the sentence before.
                if next.and_then(|word| word.class) == Some(Class::Time) { 0.0 } else { 1.0 }
            }
            Some(Class::Determiner) if is(&["his", "her", "their", "its", "both", "others", "another"]) => {
                0.7
            }
            _ => 0.0,
        }
    }

    /// Whether the only speaker of a statement is a pronoun without a name before it.
    pub(super) fn has_pronoun_speaker(&self, candidate: &Candidate) -> bool {
        let mut before: Option<(usize, Word)> = None;
        for (position, (token, word)) in self.article.words(candidate).enumerate() {
            if position > 0 && word.is_content() && self.article.is_capitalized(token) {
                return false;
            }
            let pronoun = |(token, word): (usize, Word)| {
                word.class == Some(Class::Pronoun) && is_any(self.article.form(token), &["he", "she", "they"])
            };
            let reporting = |word: Word| word.class == Some(Class::Reporting);
            let says = |(token, before): (usize, Word), (next, word): (usize, Word)| {
                pronoun((token, before)) && reporting(word) || reporting(before) && pronoun((next, word))
            };
            if before.is_some_and(|before| says(before, (token, word))) {
                return true;
            }
            before = Some((token, word));
        }
        false
    }

    /// Whether a pronoun is that of the speaker or the reader.
    pub(super) fn is_first_person(&self, token: usize) -> bool {
        is_any(self.article.form(token), &["i", "we", "you", "me", "us"])
    }

    /// Whether a determiner points at something named before.
    pub(super) fn points_back(&self, token: usize) -> bool {
        let back = ["this", "that", "these", "those", "such", "his", "her", "their", "its"];
        is_any(self.article.form(token), &back)
    }
}

fn is_any(form: &str, forms: &[&str]) -> bool {
    forms.iter().any(|known| form.eq_ignore_ascii_case(known))
}
