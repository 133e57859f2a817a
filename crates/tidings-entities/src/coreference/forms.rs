//! The distinct written forms of a document: most mentions repeat an earlier one letter by letter.

use rustc_hash::FxHashMap;
use tidings_core::{Label, Mention};

use super::fold::Name;

/// Labels among which one name can be one thing: a country's government is called like the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Person,
    Place,
    Facility,
    People,
    Organization,
    /// Events, laws, products, works, languages.
    Other,
}

impl Kind {
    pub(super) fn of(label: Label) -> Self {
        match label {
            Label::Person => Kind::Person,
            Label::Gpe | Label::Loc => Kind::Place,
            Label::Fac => Kind::Facility,
            Label::Norp => Kind::People,
            Label::Org => Kind::Organization,
            _ => Kind::Other,
        }
    }
}

/// A written form of one kind of name.
#[derive(Debug)]
pub(super) struct Form<'t> {
    pub(super) text: &'t str,
    pub(super) kind: Kind,
    pub(super) name: Name,
    /// The index of the first mention that is written so.
    pub(super) first: usize,
}

/// All forms, and the form of each mention.
#[derive(Debug, Default)]
pub(super) struct Forms<'t> {
    pub(super) list: Vec<Form<'t>>,
    pub(super) of: Vec<u32>,
}

impl<'t> Forms<'t> {
    pub(super) fn collect(text: &'t str, mentions: &[Mention]) -> Self {
        let mut seen: FxHashMap<(Kind, &str), u32> = FxHashMap::default();
        let mut forms = Forms { list: Vec::new(), of: Vec::with_capacity(mentions.len()) };
        for (at, mention) in mentions.iter().enumerate() {
            let (kind, words) = (Kind::of(mention.label), mention.span.slice(text).unwrap_or(""));
            let form = *seen.entry((kind, words)).or_insert_with(|| {
                let name = Name::of(words);
                forms.list.push(Form { text: words, kind, name, first: at });
                forms.list.len() as u32 - 1
            });
            forms.of.push(form);
        }
        forms
    }

    pub(super) fn get(&self, form: u32) -> &Form<'t> {
        &self.list[form as usize]
    }

    /// The forms of one kind, in the order of the text.
    pub(super) fn kind(&self, kind: Kind) -> impl Iterator<Item = u32> + Clone {
        (0..self.list.len() as u32).filter(move |form| self.get(*form).kind == kind)
    }
}

/// Sets of forms that name one thing (Tarjan's union-find with path halving).
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<u32>,
}

impl Groups {
    pub(super) fn new(count: usize) -> Self {
        Groups { parent: (0..count as u32).collect() }
    }

    pub(super) fn root(&mut self, form: u32) -> u32 {
        let mut at = form;
        while self.parent[at as usize] != at {
            let up = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = up;
            at = up;
        }
        at
    }

    /// Makes the group of `part` a part of the group of `whole`, whose root stays.
    pub(super) fn join(&mut self, whole: u32, part: u32) {
        let (whole, part) = (self.root(whole), self.root(part));
        self.parent[part as usize] = whole;
    }
}

/// Forms by a word, at most so many each: a word that more names share says little.
#[derive(Debug, Default)]
pub(super) struct Shelf<'n>(FxHashMap<&'n str, Vec<u32>>);

const SHELF: usize = 16;

impl<'n> Shelf<'n> {
    pub(super) fn put(&mut self, word: &'n str, form: u32) {
        let forms = self.0.entry(word).or_default();
        if forms.len() < SHELF && !forms.contains(&form) {
            forms.push(form);
        }
    }

    pub(super) fn get(&self, word: &str) -> &[u32] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

/// Of forms that could be meant at mention `at`: the one that began last before it, or else the first after it.
pub(super) fn nearest(
    forms: &Forms<'_>,
    candidates: impl IntoIterator<Item = u32>,
    at: usize,
) -> Option<u32> {
    let rank = |form: &u32| {
        let first = forms.get(*form).first;
        if first <= at { (0, at - first) } else { (1, first - at) }
    };
    candidates.into_iter().min_by_key(rank)
}
