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

/// The same name, whatever its dress, spelling, order of words or other name by the lists.
fn same(forms: &Forms<'_>, groups: &mut Groups, kind: Kind) {
    let mut known: FxHashMap<String, u32> = FxHashMap::default();
    for form in forms.kind(kind) {
        let key = key(forms.get(form));
        let turned = turned(&key);
        for key in [Some(key), turned].into_iter().flatten().filter(|key| !key.is_empty()) {
            let first = *known.entry(key).or_insert(form);
            groups.join(first, form);
        }
    }
}

/// The words of a key in the order of the alphabet, without small ones: "Ministry of Defense" is "Defense Ministry".
fn turned(key: &str) -> Option<String> {
    let telling = |word: &&str| !matches!(*word, "of" | "the" | "for" | "in" | "and" | "de" | "s");
    let mut words: Vec<&str> = key.split(' ').filter(telling).collect();
    words.sort_unstable();
    (words.len() > 1).then(|| words.join(" "))
}

/// What forms of one name have in common.
pub(super) fn key(form: &Form<'_>) -> String {
    let usual = lists::usual(form.kind, form.name.as_str()).map(Name::of);
    let name = usual.as_ref().unwrap_or(&form.name);
    match form.kind {
        Kind::Place => sound(place_core(name), true),
        Kind::Facility => sound(name.as_str(), true),
        Kind::People => {
            let name = name.as_str();
            name.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(name).to_owned()
        }
        Kind::Organization => without_legal_words(name).to_owned(),
        _ => name.as_str().to_owned(),
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

#[rustfmt::skip] // words read better in lines
const LEGAL: [&str; 21] = [
    "inc", "corp", "corporation", "co", "ltd", "limited", "llc", "plc", "ag", "sa", "nv", "bv", "gmbh", "spa", "oyj", "ab",
    "asa", "kg", "llp", "lp", "pty",
];

/// The words of a place's name without those that say what it is: "Norland" of "Republic of Norland".
///
/// "City" and "Island" stay: Mexico and Mexico City, Coron and Coron Island are not one place. So do "Province" and "region",
/// which are mostly larger than the city of their name.
fn place_core(name: &Name) -> &str {
    let len = name.len();
    if len > 1 && matches!(name.word(len - 1), "islands" | "town" | "village" | "republic" | "peninsula") {
        return name.part(0, len - 1);
    }
    if let Some(of) = (1..len.min(5)).find(|at| name.word(*at) == "of") {
        let core = of + 1 + usize::from(name.word(of + 1) == "the");
        if core < len && (0..of).all(|at| STATES.contains(&name.word(at))) {
            return name.part(core, len);
        }
    }
    // "Frankfurt am Main".
    let joint = len == 3 && matches!(name.word(1), "am" | "an" | "upon" | "sur" | "di" | "de" | "del" | "on");
    if joint { name.word(0) } else { name.as_str() }
}

/// What a state or a town calls itself before "of".
#[rustfmt::skip] // words read better in lines
const STATES: [&str; 25] = [
    "borough", "city", "commonwealth", "democratic", "duchy", "emirate", "empire", "federal", "free", "grand", "islamic", "isles",
    "islands", "kingdom", "municipality", "peoples", "principality", "republic", "socialist", "soviet", "state", "sultanate",
    "town", "union", "village",
];

fn acronyms(forms: &Forms<'_>, groups: &mut Groups, kind: Kind) {
    let mut spelled: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    if !forms.kind(kind).any(|form| acronym::may_be_one(&forms.get(form).name)) {
        return;
    }
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
    for form in forms.kind(kind).filter(|form| forms.get(*form).name.len() > 1) {
        let name = &forms.get(form).name;
        heads.put(name.word(0), form);
        tails.put(name.word(name.len() - 1), form);
    }
    // The longest first, so that "Court" finds "Supreme Court" with all that it already holds.
    let mut order: Vec<u32> = forms.kind(kind).filter(|form| forms.get(*form).name.len() > 0).collect();
    order.sort_by_key(|form| std::cmp::Reverse(forms.get(*form).name.len()));
    for form in order {
        let short = forms.get(form);
        let own = groups.root(form);
        let (first, last) = (short.name.word(0), short.name.word(short.name.len() - 1));
        let near = heads.get(first).iter().chain(tails.get(last)).copied();
        let mut fits: Vec<u32> = near
            .filter(|long| shortens(kind, short, forms.get(*long)) && groups.root(*long) != own)
            .collect();
        // "House" is the House of Representatives rather than the White House.
        let of = |long: &u32| forms.get(*long).name.word(short.name.len()) == "of";
        if fits.iter().any(of) {
            fits.retain(of);
        }
        if let Some(whole) = nearest(forms, fits, short.first) {
            groups.join(whole, form);
        }
    }
}

/// Whether `short` can be a short form of `long`.
fn shortens(kind: Kind, short: &Form<'_>, long: &Form<'_>) -> bool {
    let (s, l) = (&short.name, &long.name);
    let Some(gap) = l.len().checked_sub(s.len()).filter(|gap| *gap > 0) else { return false };
    let starts = l.part(0, s.len()) == s.as_str();
    let ends = l.part(gap, l.len()) == s.as_str();
    let single = s.len() == 1;
    if matches!(kind, Kind::Place | Kind::Facility) {
        return ends && !single;
    }
    let telling = !single || s.word(0).len() > 3 && s.is_capital(0);
    // A headline may have the short form of what the text then names in full; other short forms come later.
    let headline = single && (starts || kind == Kind::Organization);
    if !telling || !headline && long.first > short.first {
        return false;
    }
    // "Internet Explorer 6" is not any Internet Explorer.
    let numbers = |range: std::ops::Range<usize>| range.into_iter().any(|at| is_number(l.word(at)));
    let belongs = matches!(l.word(gap - 1), "of" | "for" | "in" | "to" | "de");
    let church = matches!(l.word(0), "university" | "church");
    starts && !numbers(s.len()..l.len()) || ends && !numbers(0..gap) && (!belongs || church)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit()) || matches!(word, "ii" | "iii" | "iv" | "v" | "vi")
}
