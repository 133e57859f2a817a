//! Which mentions name the same thing: the index of entities.

use rustc_hash::{FxHashMap, FxHashSet};
use tidings_core::{Entities, Entity, Label, Mention};

use super::draft::{Draft, View};
use super::lexicon;
use crate::pieces::Shape;
use crate::table::Key;

/// An entity under construction.
struct Group {
    label: Label,
    /// The longest form so far, unless the lists gave the name.
    name: String,
    listed: bool,
    forms: Vec<String>,
}

/// Builds the mentions and the index out of sorted drafts.
pub(super) fn link(view: &View, drafts: &[Draft]) -> Entities {
    let families = Families::of(view, drafts);
    let acronyms = acronyms(view, drafts);
    let mut groups: Vec<Group> = Vec::new();
    let mut by_key: FxHashMap<(Kind, String), u32> = FxHashMap::default();
    let mut mentions = Vec::with_capacity(drafts.len());
    // Most mentions repeat an earlier one letter by letter.
    let mut by_text: FxHashMap<(Kind, &str), u32> = FxHashMap::default();
    for draft in drafts {
        let span = view.span(draft.from, draft.to);
        let (kind, text) = (Kind::of(draft.label), span.slice(view.text).unwrap_or(""));
        let entity = match by_text.get(&(kind, text)) {
            Some(entity) => *entity,
            None => {
                let key = view.key(draft.from, draft.to);
                let listed = lexicon::canonical(&key).filter(|_| draft.label != Label::Norp);
                let name = resolve(draft, &key, listed, &families, &acronyms);
                let entity = *by_key.entry((kind, name)).or_insert_with(|| {
                    groups.push(Group {
                        label: draft.label,
                        name: String::new(),
                        listed: false,
                        forms: Vec::new(),
                    });
                    groups.len() as u32 - 1
                });
                if let Some(group) = groups.get_mut(entity as usize) {
                    group.add(surface(text), listed);
                }
                by_text.insert((kind, text), entity);
                entity
            }
        };
        mentions.push(Mention { span, label: draft.label, entity, confidence: draft.confidence });
    }
    Entities { mentions, index: groups.into_iter().map(Group::finish).collect() }
}

impl Group {
    fn add(&mut self, form: String, listed: Option<&str>) {
        match listed {
            // A list's name for a person must not beat the fuller form of the text.
            Some(name) if !self.listed && name.len() >= self.name.len() => {
                (self.name, self.listed) = (name.to_owned(), true);
            }
            None if !self.listed && is_better(&form, &self.name) => self.name.clone_from(&form),
            _ => {}
        }
        if !self.forms.contains(&form) {
            self.forms.push(form);
        }
    }

    fn finish(self) -> Entity {
        let Group { label, name, mut forms, .. } = self;
        forms.retain(|form| *form != name);
        forms.sort();
        Entity { name, label, aliases: forms }
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

/// Labels among which one name can be one thing: a country's government is called like the country.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Person,
    Place,
    Facility,
    People,
    Organization,
    Other(Label),
}

impl Kind {
    fn of(label: Label) -> Self {
        match label {
            Label::Person => Kind::Person,
            Label::Gpe | Label::Loc => Kind::Place,
            Label::Fac => Kind::Facility,
            Label::Norp => Kind::People,
            Label::Org => Kind::Organization,
            other => Kind::Other(other),
        }
    }
}

/// The name under which a mention is grouped.
fn resolve(
    draft: &Draft,
    key: &Key,
    listed: Option<&'static str>,
    families: &Families,
    acronyms: &FxHashMap<String, String>,
) -> String {
    match draft.label {
        Label::Person => {
            let full = families.full(key);
            full.or_else(|| listed.map(person_key)).unwrap_or_else(|| person_key(key.as_str()))
        }
        Label::Norp => key.as_str().trim_end_matches('s').to_owned(),
        Label::Org => {
            let name = listed.map_or_else(|| key.as_str().to_owned(), str::to_lowercase);
            acronyms.get(key.as_str()).cloned().unwrap_or(name)
        }
        _ => listed.map_or_else(|| key.as_str().to_owned(), str::to_lowercase),
    }
}

/// A person's name, with spelling variants of one name made equal: Zelenskyy, Zelenskiy, Zelensky; Sergei,
/// Sergey; Dmitry, Dmitri.
fn person_key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for char in name.chars() {
        if char.is_ascii() {
            push_sound(&mut out, char.to_ascii_lowercase());
        } else {
            char.to_lowercase().for_each(|char| push_sound(&mut out, char));
        }
    }
    out
}

/// Adds a letter as transliterations have it in common; doubled letters and endings in -iy come out the same.
fn push_sound(out: &mut String, char: char) {
    let char = match char {
        'i' | 'j' | 'y' | 'ї' => 'y',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'á' | 'à' | 'â' | 'ã' | 'å' => 'a',
        'ó' | 'ò' | 'ô' | 'õ' => 'o',
        'ć' | 'č' | 'ç' => 'c',
        'š' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ğ' => 'g',
        'ń' | 'ñ' => 'n',
        '-' => ' ',
        other => other,
    };
    if !out.ends_with(char) {
        out.push(char);
    }
}

/// The full names of a document by their family name.
struct Families(FxHashMap<String, Vec<String>>);

impl Families {
    fn of(view: &View, drafts: &[Draft]) -> Self {
        let mut families: FxHashMap<String, Vec<String>> = FxHashMap::default();
        let mut seen = FxHashSet::default();
        for draft in drafts.iter().filter(|draft| draft.label == Label::Person && draft.to > draft.from + 1) {
            if !seen.insert(view.span(draft.from, draft.to).slice(view.text)) {
                continue;
            }
            let full = person_key(view.key(draft.from, draft.to).as_str());
            let mut words = full.splitn(2, ' ');
            let (Some(_), Some(rest)) = (words.next(), words.next()) else { continue };
            // "von der Leyen" and "Leyen" are both short for "Ursula von der Leyen".
            for family in [rest, rest.rsplit(' ').next().unwrap_or(rest)] {
                let known = families.entry(family.to_owned()).or_default();
                if !known.contains(&full) {
                    known.push(full.clone());
                }
            }
        }
        Families(families)
    }

    /// The full name that a short one stands for: the only one of the document, or else the known one.
    fn full(&self, key: &Key) -> Option<String> {
        let short = person_key(key.as_str());
        let known = self.0.get(&short)?;
        if let [only] = known.as_slice() {
            return Some(only.clone());
        }
        let listed = lexicon::canonical(key).map(person_key);
        listed.filter(|listed| known.contains(listed)).or_else(|| known.first().cloned())
    }
}

/// The organizations of a document by their initials: "IAEA" for "International Atomic Energy Agency".
fn acronyms(view: &View, drafts: &[Draft]) -> FxHashMap<String, String> {
    let mut out = FxHashMap::default();
    let mut seen = FxHashSet::default();
    for draft in drafts.iter().filter(|draft| draft.label == Label::Org && draft.to > draft.from + 1) {
        if !seen.insert(view.span(draft.from, draft.to).slice(view.text)) {
            continue;
        }
        let initials: String = (draft.from..draft.to)
            .filter(|at| view.is_capital(*at) && view.shape(*at) != Some(Shape::Upper))
            .filter_map(|at| view.word(at).chars().next())
            .flat_map(char::to_lowercase)
            .collect();
        if initials.chars().count() > 1 {
            let key = view.key(draft.from, draft.to);
            let name = lexicon::canonical(&key).map_or_else(|| key.as_str().to_owned(), str::to_lowercase);
            out.entry(initials).or_insert(name);
        }
    }
    out
}
