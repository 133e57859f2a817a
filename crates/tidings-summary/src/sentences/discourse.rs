//! Whether a sentence stands alone: what its beginning and its speakers point to.

use super::article::Article;
use super::body::Candidate;
use crate::lexicon::Class;
use crate::vocabulary::{Reference, Word};

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
        let mut before: Option<Word> = None;
        for (position, (_, word)) in self.article.words(candidate).enumerate() {
            if position > 0 && word.is_content() && word.is_capital {
                return false;
            }
            let pronoun =
                |word: Word| word.class == Some(Class::Pronoun) && word.reference == Reference::ThirdPerson;
            let reporting = |word: Word| word.class == Some(Class::Reporting);
            let says =
                |before: Word| pronoun(before) && reporting(word) || reporting(before) && pronoun(word);
            if before.is_some_and(says) {
                return true;
            }
            before = Some(word);
        }
        false
    }
}

fn is_any(form: &str, forms: &[&str]) -> bool {
    forms.iter().any(|known| form.eq_ignore_ascii_case(known))
}
