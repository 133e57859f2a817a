//! The index of entities: names, aliases, keys.

use rustc_hash::FxHashMap;
use tidings_core::{CanonicalName, CanonicalOrigin, Entity, Label, Mention};

use super::fold::Name;
use super::forms::Kind;
use super::link::Linked;
use super::lists;
use super::roles;
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
    /// The fullest form so far.
    name: String,
    /// The words of `name`, or of the name in the lists, that compare.
    folded: Name,
    /// The name that the lists have for one of the forms.
    listed: Option<&'static str>,
    forms: Vec<String>,
}

impl Entry {
    fn new(label: Label) -> Self {
        let (seen, forms) = (Vec::new(), Vec::new());
        Entry { label, seen, name: String::new(), folded: Name::default(), listed: None, forms }
    }

    fn add(&mut self, form: u32, linked: &Linked<'_>) {
        if self.seen.contains(&form) {
            return;
        }
        self.seen.push(form);
        let form = linked.forms.get(form);
        let surface = surface(form.text);
        let fuller = is_better(&surface, &self.name, form.kind);
        match lists::usual(form.kind, form.name.as_str()) {
            // A list's name for a person must not beat the fuller form of the text.
            Some(name)
                if self.listed.is_none() && (form.kind != Kind::Person || name.len() >= self.name.len()) =>
            {
                (self.folded, self.listed) = (Name::of(name), Some(name));
            }
            None if self.listed.is_none() && fuller => self.folded.clone_from(&form.name),
            _ => {}
        }
        if fuller {
            self.name.clone_from(&surface);
        }
        if !self.forms.contains(&surface) {
            self.forms.push(surface);
        }
    }

    fn finish(self) -> Entity {
        let Entry { label, name, folded, listed, mut forms, .. } = self;
        // A form that the text uses is its name; what the text does not say stands beside it.
        let name = listed.and_then(|usual| forms.iter().find(|form| *form == usual)).unwrap_or(&name).clone();
        let canonical = listed.filter(|usual| *usual != name);
        let canonical =
            canonical.map(|name| CanonicalName { name: name.to_owned(), origin: CanonicalOrigin::AliasList });
        forms.retain(|form| *form != name);
        forms.sort();
        let key = key(&folded, Kind::of(label));
        Entity { canonical, aliases: forms, key, ..Entity::new(name, label) }
    }
}

/// Longer is fuller; of two of one length, the one that is not all in one case. Persons have no acronyms: `HOLM` is the name of a speaker.
fn is_better(form: &str, than: &str, kind: Kind) -> bool {
    // "Senator" alone, which a finder took for a name.
    if kind == Kind::Person && !form.contains(' ') && roles::is_title(&form.to_ascii_lowercase()) {
        return than.is_empty();
    }
    let plain = |text: &str| {
        let acronym = text.len() <= 6 && kind != Kind::Person;
        !text.chars().any(char::is_uppercase) || !acronym && !text.chars().any(char::is_lowercase)
    };
    // "ROLF KELLER" tells more than "Keller".
    let full = |text: &str| kind == Kind::Person && text.contains(' ');
    match (plain(form), plain(than)) {
        _ if than.is_empty() => true,
        (false, true) => !full(than) || full(form),
        (true, false) => full(form) && !full(than),
        _ => form.len() > than.len(),
    }
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
    key(usual.as_ref().unwrap_or(&own), kind)
}

fn key(name: &Name, kind: Kind) -> String {
    match kind {
        Kind::Person => ["person:", &sound(super::persons::proper(name), false)].concat(),
        Kind::Place => ["place:", &sound(name.as_str(), true)].concat(),
        Kind::Facility => ["facility:", &sound(name.as_str(), true)].concat(),
        Kind::People => ["people:", name.as_str().trim_end_matches('s')].concat(),
        Kind::Organization => ["organization:", without_legal_words(name)].concat(),
        Kind::Other => ["other:", name.as_str()].concat(),
    }
}
