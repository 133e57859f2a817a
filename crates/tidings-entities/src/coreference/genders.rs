//! Which of "he" and "she" a person may be: by titles, roles, and given names.

use rustc_hash::FxHashMap;
use tidings_core::{Entity, Label};

use super::fold::Name;
use super::roles::{Role, letters};
use super::scene::Scene;
use crate::table::{Key, Table};

static GIVEN: Table<2048> = Table::build(include_str!("../../data/genders.txt"));

/// What is known of a person's gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
            if letters(word).contains('h')
                && let Some(gender) = by_word(word)
            {
                known.insert(mention.entity, Some(gender));
            }
        }
        Genders { index, known }
    }

    pub(super) fn get(&mut self, entity: u32) -> Option<Gender> {
        let name = || self.index.get(entity as usize).and_then(|entity| by_name(entity.usual_name()));
        *self.known.entry(entity).or_insert_with(name)
    }
}

fn by_word(word: &str) -> Option<Gender> {
    let letters = letters(word);
    if letters.contains('f') {
        Some(Gender::Female)
    } else if letters.contains('m') {
        Some(Gender::Male)
    } else {
        None
    }
}

fn by_name(name: &str) -> Option<Gender> {
    let name = Name::of(name);
    let given = name.words().find(|word| !super::roles::is_title(word))?;
    match GIVEN.get(&Key::of(given)) {
        Some("f") => return Some(Gender::Female),
        Some("m") => return Some(Gender::Male),
        _ => {}
    }
    let last = name.words().next_back().filter(|last| last.len() > 5)?;
    let ends = |endings: &[&str]| endings.iter().any(|end| last.ends_with(end));
    if ends(&["ova", "eva", "skaya", "skaia", "ina"]) && name.len() > 1 {
        Some(Gender::Female)
    } else if ends(&["ov", "ev", "skiy", "skyy", "skyi"]) {
        Some(Gender::Male)
    } else {
        None
    }
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
