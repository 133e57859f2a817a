//! Which forms and mentions name one person.
//!
//! Full names are compared with each other and joined where they can be one person's; no group ever holds two full
//! names that cannot. Short names go to the full name that they fit: where several fit, to the one that the
//! text spoke of last.

use rustc_hash::FxHashMap;

use super::fold::Name;
use super::forms::{Forms, Groups, Kind, Shelf, nearest};
use super::lists;
use super::persons::Person;
use super::sound::sound;

/// The people of a document.
pub(super) struct People {
    /// By form; `None` for what is no person.
    pub(super) persons: Vec<Option<Person>>,
    /// The full names that an ambiguous short form may stand for.
    pub(super) open: FxHashMap<u32, Vec<u32>>,
}

/// So many different full names one person may have.
const MEMBERS: usize = 16;

impl People {
    pub(super) fn join(forms: &Forms<'_>, groups: &mut Groups) -> Self {
        let person =
            |form: &super::forms::Form<'_>| (form.kind == Kind::Person).then(|| Person::of(&form.name));
        let persons: Vec<Option<Person>> = forms.list.iter().map(person).collect();
        let mut people = People { persons, open: FxHashMap::default() };
        let full = people.full_names(forms, groups);
        people.short_names(forms, groups, &full);
        people
    }

    fn get(&self, form: u32) -> Option<&Person> {
        self.persons.get(form as usize)?.as_ref()
    }

    /// Joins full names, the longest first; gives the forms that are full names.
    fn full_names(&self, forms: &Forms<'_>, groups: &mut Groups) -> Vec<u32> {
        let full = |form: &u32| self.get(*form).is_some_and(|person| person.full);
        let mut order: Vec<u32> = forms.kind(Kind::Person).filter(full).collect();
        order.sort_by_key(|form| std::cmp::Reverse(self.get(*form).map_or(0, |person| person.words.len())));
        let mut shelf = Shelf::default();
        let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &form in &order {
            let Some(person) = self.get(form) else { continue };
            let (Some(first), Some(last)) = (person.words.first(), person.words.last()) else { continue };
            let near = shelf.get(last).iter().chain(shelf.get(first)).copied();
            let one_person = |other: &u32| {
                let all = members.get(&groups.root(*other)).map_or(&[][..], Vec::as_slice);
                let agree = |member: &u32| self.get(*member).is_some_and(|member| member.agrees(person));
                all.len() < MEMBERS && all.iter().all(agree)
            };
            let fits: Vec<u32> = near.filter(one_person).collect();
            if let Some(whole) = nearest(forms, fits, forms.get(form).first) {
                groups.join(whole, form);
            }
            let all = members.entry(groups.root(form)).or_default();
            if !all.iter().any(|member| self.get(*member).is_some_and(|member| member.words == person.words))
            {
                all.push(form);
            }
            shelf.put(last, form);
            shelf.put(first, form);
        }
        order
    }

    fn short_names(&mut self, forms: &Forms<'_>, groups: &mut Groups, full: &[u32]) {
        let mut open = FxHashMap::default();
        let mut shelf = Shelf::default();
        let mut named: FxHashMap<String, u32> = FxHashMap::default();
        for &form in full {
            let key = sound(super::persons::proper(&forms.get(form).name), false);
            named.entry(key).or_insert(form);
            for word in self.get(form).map_or(&[][..], |person| person.words.as_slice()) {
                shelf.put(word, form);
            }
        }
        let mut alone: FxHashMap<String, u32> = FxHashMap::default();
        for form in forms.kind(Kind::Person) {
            let Some(short) = self.get(form).filter(|person| !person.full && !person.bare_title) else {
                continue;
            };
            let Some(last) = short.words.last() else { continue };
            let mut fits: Vec<(u8, u32)> = Vec::new();
            for &other in shelf.get(last) {
                if let Some(fit) = self.get(other).and_then(|full| full.fit(short)) {
                    let root = groups.root(other);
                    match fits.iter_mut().find(|(_, known)| *known == root) {
                        Some(known) => known.0 = known.0.min(fit),
                        None => fits.push((fit, root)),
                    }
                }
            }
            let best = fits.iter().map(|(fit, _)| *fit).min();
            fits.retain(|(fit, _)| Some(*fit) == best);
            let written = &forms.get(form).name;
            if let Some(listed) = listed(written) {
                // "Biden" before anything else is the Biden whom everybody knows, not a relative named later.
                let named = named.get(&listed).map(|form| groups.root(*form));
                let known = fits.iter().position(|(_, root)| Some(*root) == named);
                match known {
                    Some(at) => fits = vec![fits[at]],
                    None if fits.iter().all(|(_, root)| forms.get(*root).first > forms.get(form).first) => {
                        fits.clear()
                    }
                    None => {}
                }
            }
            match fits.as_slice() {
                [(_, only)] => groups.join(*only, form),
                [] => {
                    let key = short.words.join(" ");
                    let first = *alone.entry(key).or_insert(form);
                    groups.join(first, form);
                }
                _ => drop(open.insert(form, fits.into_iter().map(|(_, root)| root).collect())),
            }
        }
        self.open = open;
    }
}

/// The key of the full name of somebody whom news call by a short one.
fn listed(name: &Name) -> Option<String> {
    lists::usual(Kind::Person, name.as_str()).map(|usual| sound(Name::of(usual).as_str(), false))
}
