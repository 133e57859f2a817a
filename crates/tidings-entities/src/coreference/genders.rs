//! Which of "he" and "she" a person may be: by titles, roles, and given names.

use rustc_hash::FxHashMap;
use tidings_core::{Entity, Label, Mention};

use super::fold::Name;
use super::phrases::is_determiner;
use super::roles::{Role, is_somebody, letters};
use super::scene::Scene;
use crate::table::{Key, Table};

static GIVEN: Table<8192> = Table::build(include_str!("../../data/genders.txt"));

/// What is known of a person's gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Gender {
    Female,
    Male,
}

/// The genders of entities, where something tells. Names are looked up when they are asked for.
pub(super) struct Genders<'i> {
    index: &'i [Entity],
    known: FxHashMap<u32, Option<Gender>>,
}

impl<'i> Genders<'i> {
    /// What titles and roles tell, which is surer than a name.
    pub(super) fn of(scene: &Scene<'_>, index: &'i [Entity], roles: &[Role]) -> Self {
        let mut known = FxHashMap::default();
        for role in roles {
            if let Some(gender) = by_word(&role.head) {
                known.insert(role.entity, Some(gender));
            }
        }
        for mention in scene.mentions.iter().filter(|mention| mention.label == Label::Person) {
            let before = scene.text.as_bytes().get(..mention.span.start as usize).unwrap_or(&[]);
            let before = before.strip_suffix(b" ").map(|before| before.strip_suffix(b".").unwrap_or(before));
            let tail = before.map_or(&[][..], |before| &before[before.len().saturating_sub(8)..]);
            let word = tail.rsplit(|byte| !byte.is_ascii_alphabetic()).next().unwrap_or(&[]);
            let word = std::str::from_utf8(word).unwrap_or("");
            let own = mention
                .span
                .slice(scene.text)
                .and_then(|words| words.split_whitespace().next())
                .unwrap_or("");
            let word = if letters(own).contains('h') && by_word(own).is_some() { own } else { word };
            if letters(word).contains('h')
                && let Some(gender) = by_word(word)
            {
                known.insert(mention.entity, Some(gender));
            } else if let Some(gender) = by_kin(scene, mention) {
                known.entry(mention.entity).or_insert(Some(gender));
            }
        }
        Genders { index, known }
    }

    /// Takes down what a pronoun that stands for an entity tells.
    pub(super) fn learn(&mut self, entity: u32, gender: Gender) {
        self.known.insert(entity, Some(gender));
    }

    pub(super) fn get(&mut self, entity: u32) -> Option<Gender> {
        let name = || self.index.get(entity as usize).and_then(|entity| by_name(entity.usual_name()));
        *self.known.entry(entity).or_insert_with(name)
    }
}

/// What a word for a relative beside the name tells: "his wife, Ida Holm", "Ida Holm, the widow of the founder".
fn by_kin(scene: &Scene<'_>, mention: &Mention) -> Option<Gender> {
    let (from, to) = scene.tokens_of(mention);
    let before = from.wrapping_sub(1);
    let head = if scene.word(before) == "," { before.wrapping_sub(1) } else { before };
    if is_somebody(scene.word(head)) && scene.mention_at(head).is_none() && scene.is_word(head) {
        let told = by_word(scene.word(head));
        // "his wife and daughter, Ida" stays; "with her husband, Ida Holm said" does not.
        if told.is_some() && (head == before || matches!(scene.word(to), "," | "." | ")")) {
            return told;
        }
    }
    if scene.word(to) == "," && is_determiner(scene.word(to + 1)) {
        let near = (to + 2..to + 7).take_while(|at| scene.is_word(*at) && scene.mention_at(*at).is_none());
        let head = near.into_iter().find(|at| by_word(scene.word(*at)).is_some())?;
        let closed = matches!(scene.word(head + 1), "," | "." | "of" | "who" | "from" | "in" | "whose" | ";");
        return by_word(scene.word(head)).filter(|_| closed);
    }
    None
}

/// What a word for a person tells: "spokeswoman", "father", "Mr".
pub(super) fn by_word(word: &str) -> Option<Gender> {
    let letters = letters(word);
    if letters.contains('f') {
        Some(Gender::Female)
    } else if letters.contains('m') {
        Some(Gender::Male)
    } else {
        None
    }
}

/// What a name tells: the given name, or the ending of the family name.
pub(super) fn by_name(name: &str) -> Option<Gender> {
    let name = Name::of(name);
    let given = name.words().find(|word| !super::roles::is_title(word))?;
    match GIVEN.get(&Key::of(given)) {
        Some("f") => return Some(Gender::Female),
        Some("m") => return Some(Gender::Male),
        _ => {}
    }
    let last = name.words().next_back()?;
    match last {
        "kaur" | "devi" | "begum" | "bibi" | "khatun" | "kumari" if name.len() > 1 => {
            return Some(Gender::Female);
        }
        "singh" if name.len() > 1 => return Some(Gender::Male),
        _ => {}
    }
    if last.len() <= 5 {
        return None;
    }
    let ends = |endings: &[&str]| endings.iter().any(|end| last.ends_with(end));
    if ends(&["ova", "eva", "skaya", "skaia", "ina", "dottir", "iene"]) && name.len() > 1 {
        Some(Gender::Female)
    } else if ends(&["ov", "ev", "skiy", "skyy", "skyi"]) {
        Some(Gender::Male)
    } else {
        None
    }
}

/// Whether a name begins with a given name that tells a gender.
pub(super) fn is_given(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(|given| GIVEN.get(&Key::of(given)).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_tell_genders() {
        assert_eq!(by_name("Volodymyr Zelenskyy"), Some(Gender::Male));
        assert_eq!(by_name("Ann Koval"), Some(Gender::Female));
        assert_eq!(by_name("Xu Koval"), None);
        assert_eq!(by_name("Zarina Akhmetova"), Some(Gender::Female));
        assert_eq!(by_word("spokeswoman"), Some(Gender::Female));
        assert_eq!(by_word("Mr"), Some(Gender::Male));
        assert_eq!(by_word("minister"), None);
    }

    #[test]
    fn the_names_can_be_found() {
        for key in GIVEN.keys() {
            assert!(GIVEN.get(&Key::of(key)).is_some(), "{key}");
        }
    }
}
