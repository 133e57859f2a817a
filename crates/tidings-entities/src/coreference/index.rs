//! The index of entities: names, aliases, keys.

use rustc_hash::FxHashMap;
use tidings_core::{Entity, Label, Mention};

use super::fold::Name;
use super::forms::Kind;
use super::link::Linked;
use super::lists;
use super::sound::sound;
use super::things::without_legal_words;

/// Numbers the groups in the order of their first mentions and describes each.
pub(super) fn index(linked: &Linked<'_>, mentions: &mut [Mention]) -> Vec<Entity> {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let mut entries: Vec<Entry> = Vec::new();
    for (mention, (group, form)) in mentions.iter_mut().zip(linked.group.iter().zip(&linked.forms.of)) {
        let number = *numbers.entry(*group).or_insert_with(|| {
            entries.push(Entry::new(mention.label));
            entries.len() as u32 - 1
        });
        mention.entity = number;
        if let Some(entry) = entries.get_mut(number as usize).filter(|entry| entry.seen.last() != Some(form))
        {
            entry.add(*form, linked);
        }
    }
    entries.into_iter().map(Entry::finish).collect()
}

/// An entity under construction.
struct Entry {
    label: Label,
    seen: Vec<u32>,
    /// The fullest form so far, unless the lists gave the name.
    name: String,
    listed: bool,
    forms: Vec<String>,
}

impl Entry {
    fn new(label: Label) -> Self {
        Entry { label, seen: Vec::new(), name: String::new(), listed: false, forms: Vec::new() }
    }

    fn add(&mut self, form: u32, linked: &Linked<'_>) {
        if self.seen.contains(&form) {
            return;
        }
        self.seen.push(form);
        let form = linked.forms.get(form);
        let surface = surface(form.text);
        match lists::usual(form.kind, form.name.as_str()) {
            // A list's name for a person must not beat the fuller form of the text.
            Some(name) if !self.listed && (form.kind != Kind::Person || name.len() >= self.name.len()) => {
                (self.name, self.listed) = (name.to_owned(), true);
            }
            None if !self.listed && is_better(&surface, &self.name) => self.name.clone_from(&surface),
            _ => {}
        }
        if !self.forms.contains(&surface) {
            self.forms.push(surface);
        }
    }

    fn finish(self) -> Entity {
        let Entry { label, name, mut forms, .. } = self;
        forms.retain(|form| *form != name);
        forms.sort();
        let key = canonical_key(&name, label);
        Entity { aliases: forms, key, ..Entity::new(name, label) }
    }
}

/// Longer is fuller; of two of one length, the one that is not all in one case.
fn is_better(form: &str, than: &str) -> bool {
    let plain = |text: &str| {
        !text.chars().any(char::is_uppercase) || text.len() > 6 && !text.chars().any(char::is_lowercase)
    };
    form.len() > than.len() && !plain(form) || plain(than) && !plain(form) || than.is_empty()
}

/// The words of a form with single spaces.
fn surface(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A form of a name that is the same in every document, whatever its spelling: for comparing entities across
/// documents.
///
/// It has the kind of thing, a colon, and the words of the name by their sound. Names of one key are
/// probably one thing; a person known by surname alone has another key than the full name.
///
/// ```
/// use tidings_core::Label;
/// use tidings_entities::canonical_key;
///
/// assert_eq!(canonical_key("Kiev", Label::Gpe), canonical_key("Kyiv", Label::Loc));
/// assert_eq!(canonical_key("Volodymyr Zelenskiy", Label::Person), canonical_key("Zelenskyy", Label::Person));
/// assert_ne!(canonical_key("Zaporizhzhia", Label::Gpe), canonical_key("Zaporizhzhia Plant", Label::Fac));
/// ```
pub fn canonical_key(name: &str, label: Label) -> String {
    let kind = Kind::of(label);
    let own = Name::of(name);
    let usual = lists::usual(kind, own.as_str()).map(Name::of);
    let name = usual.as_ref().unwrap_or(&own);
    let (prefix, key) = match kind {
        Kind::Person => ("person", sound(super::persons::proper(name), false)),
        Kind::Place => ("place", sound(name.as_str(), true)),
        Kind::Facility => ("facility", sound(name.as_str(), true)),
        Kind::People => ("people", name.as_str().trim_end_matches('s').to_owned()),
        Kind::Organization => ("organization", without_legal_words(name).to_owned()),
        Kind::Other => ("other", name.as_str().to_owned()),
    };
    format!("{prefix}:{key}")
}
