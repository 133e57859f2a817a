//! Names of organizations, places and other things: which forms name one of them.
//!
//! Three sieves, the surest first, as in Raghunathan et al., "A Multi-Pass Sieve for Coreference Resolution" (EMNLP
//! 2010): the same words or spellings of them; acronyms; and shortenings by whole words.

use rustc_hash::FxHashMap;

use super::acronym;
use super::fold::Name;
use super::forms::{Form, Forms, Groups, Kind, Shelf, nearest};
use super::lists;
use super::sound::sound;

/// Joins the forms of each kind.
pub(super) fn join(forms: &Forms<'_>, groups: &mut Groups) {
    for kind in [Kind::Place, Kind::Facility, Kind::People, Kind::Organization, Kind::Other] {
        same(forms, groups, kind);
        if kind != Kind::People {
            acronyms(forms, groups, kind);
            shortenings(forms, groups, kind);
        }
    }
}

/// The same name, whatever its dress, spelling or other name by the lists.
fn same(forms: &Forms<'_>, groups: &mut Groups, kind: Kind) {
    let mut known: FxHashMap<String, u32> = FxHashMap::default();
    for form in forms.kind(kind) {
        let key = key(forms.get(form));
        if key.is_empty() {
            continue;
        }
        let first = *known.entry(key).or_insert(form);
        groups.join(first, form);
    }
}

/// What forms of one name have in common.
pub(super) fn key(form: &Form<'_>) -> String {
    let name = form.name.as_str();
    let folded = |usual: &str| Name::of(usual).as_str().to_owned();
    match form.kind {
        Kind::Place | Kind::Facility => {
            let usual = lists::usual(form.kind, name).map(folded);
            sound(usual.as_deref().unwrap_or(name), true)
        }
        Kind::People => name.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(name).to_owned(),
        Kind::Organization => {
            let own = || without_legal_words(&form.name).to_owned();
            lists::usual(form.kind, name).map_or_else(own, folded)
        }
        _ => lists::usual(form.kind, name).map_or_else(|| name.to_owned(), folded),
    }
}

/// The words before "Inc." and the like.
pub(super) fn without_legal_words(name: &Name) -> &str {
    let mut end = name.len();
    while end > 1 && LEGAL.contains(&name.word(end - 1)) {
        end -= 1;
    }
    name.part(0, end)
}

const LEGAL: [&str; 21] = [
    "inc",
    "corp",
    "corporation",
    "co",
    "ltd",
    "limited",
    "llc",
    "plc",
    "ag",
    "sa",
    "nv",
    "bv",
    "gmbh",
    "spa",
    "oyj",
    "ab",
    "asa",
    "kg",
    "llp",
    "lp",
    "pty",
];

fn acronyms(forms: &Forms<'_>, groups: &mut Groups, kind: Kind) {
    let mut spelled: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for form in forms.kind(kind).filter(|form| forms.get(*form).name.len() > 1) {
        for initials in acronym::initials(&forms.get(form).name) {
            let known = spelled.entry(initials).or_default();
            if known.len() < 16 {
                known.push(form);
            }
        }
    }
    for form in forms.kind(kind) {
        let Form { name, first, .. } = forms.get(form);
        if !acronym::may_be_one(name) {
            continue;
        }
        let own = groups.root(form);
        let candidates = spelled.get(name.as_str()).into_iter().flatten().copied();
        if let Some(whole) = nearest(forms, candidates, *first).filter(|whole| groups.root(*whole) != own) {
            groups.join(whole, form);
        }
    }
}

/// "the Examiner" for "Lakeside Examiner", "Winter Olympics" for "2002 Winter Olympics".
fn shortenings(forms: &Forms<'_>, groups: &mut Groups, kind: Kind) {
    let (mut heads, mut tails) = (Shelf::default(), Shelf::default());
    let long = |form: &u32| forms.get(*form).name.len() > 1;
    for form in forms.kind(kind).filter(long) {
        let name = &forms.get(form).name;
        heads.put(name.word(0), form);
        // Anything that ends in "Agency" may be called "the agency": the last word is the shelf.
        tails.put(name.word(name.len() - 1), form);
        if let Some(core) = place_core(name) {
            heads.put(name.word(core.start), form);
        }
    }
    // The longest first, so that "Court" finds "Supreme Court" with all that it already holds.
    let mut order: Vec<u32> = forms.kind(kind).filter(|form| forms.get(*form).name.len() > 0).collect();
    order.sort_by_key(|form| std::cmp::Reverse(forms.get(*form).name.len()));
    for form in order {
        let short = forms.get(form);
        let own = groups.root(form);
        let last = short.name.word(short.name.len() - 1);
        let candidates = heads.get(short.name.word(0)).iter().chain(tails.get(last)).copied();
        let fits: Vec<u32> = candidates
            .filter(|long| shortens(kind, short, forms.get(*long)) && groups.root(*long) != own)
            .collect();
        if let Some(whole) = nearest(forms, fits, short.first) {
            groups.join(whole, form);
        }
    }
}

fn shortens(kind: Kind, short: &Form<'_>, long: &Form<'_>) -> bool {
    let (s, l) = (&short.name, &long.name);
    if s.len() >= l.len() {
        return false;
    }
    let gap = l.len() - s.len();
    let prefix = l.part(0, s.len()) == s.as_str();
    let suffix = l.part(gap, l.len()) == s.as_str();
    let telling = s.len() > 1 || s.word(0).len() > 3 && s.is_capital(0);
    match kind {
        Kind::Place | Kind::Facility => {
            place_core(l).is_some_and(|core| l.part(core.start, core.end) == s.as_str())
                || suffix && s.len() > 1
        }
        _ => {
            let belongs = suffix && gap > 0 && matches!(l.word(gap - 1), "of" | "for" | "in" | "to" | "de");
            telling && (prefix || suffix && (!belongs || matches!(l.word(0), "university" | "church")))
        }
    }
}

/// The words of a place's name without those that say what it is: "Socotra" of "Socotra Island".
fn place_core(name: &Name) -> Option<std::ops::Range<usize>> {
    let len = name.len();
    let after = ["city", "island", "islands", "town", "village", "republic", "peninsula"];
    let before = [
        "city",
        "town",
        "village",
        "republic",
        "kingdom",
        "state",
        "commonwealth",
        "island",
        "isle",
        "municipality",
    ];
    if len > 1 && after.contains(&name.word(len - 1)) {
        Some(0..len - 1)
    } else if len > 2 && name.word(1) == "of" && before.contains(&name.word(0)) {
        Some(2 + usize::from(name.word(2) == "the")..len)
    } else {
        None
    }
}
