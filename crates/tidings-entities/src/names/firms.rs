//! Firms that no list knows, by what is said of them: "shares in Tolvanbank", "the chipmaker Quandel", "an analyst at Corvance".
//!
//! One such use speaks for all uses of the word in the document, unless it is part of the name of a person there. Words that the lists have
//! as places or first names are left alone.

use rustc_hash::FxHashMap;
use tidings_core::{Label, WordCase};

use super::evidence::{Evidence, used};
use super::extent::is_one;
use super::gazetteer::list;
use super::label::{Name, covering, insert};
use super::lexicon::{Known, PEOPLE_OF, PLACE};

/// What a name has that only its use shows.
const CONFIDENCE: f32 = 0.8;

/// Gives words that the document uses as those of firms are used the label of an organization, and adds them where none was found.
pub(super) fn relabel(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    suffixes(evidence, names);
    for name in names.iter_mut().filter(|name| name.end == name.start + 2) {
        // "Retailer Pellmark will close 12 shops."
        if is_one(evidence.word(name.start), &MAKERS) && may_be_firm(evidence, name.end - 1) {
            *name = Name { start: name.start + 1, label: Label::Org, skip: 0, ..*name };
        }
    }
    let mut firms: FxHashMap<u64, bool> = FxHashMap::default();
    for name in names.iter().filter(|name| name.end == name.start + 1 && name.skip == 0) {
        let word = evidence.words[name.start].lower;
        if may_be_firm(evidence, name.start) && firms.get(&word) != Some(&true) {
            firms.insert(word, is_used_as_firm(evidence, name.start, name.label == Label::Gpe));
        }
    }
    add(evidence, names, &mut firms);
    firms.retain(|_, firm| *firm);
    if firms.is_empty() {
        return;
    }
    for name in names.iter().filter(|name| name.label == Label::Person && name.end > name.start + 1) {
        for word in evidence.words.range(name.start..name.end).into_iter().flatten() {
            firms.remove(&word.lower);
        }
    }
    for name in names.iter_mut().filter(|name| name.end == name.start + 1 && name.skip == 0) {
        let titled = name.start > 0 && evidence.known(name.start - 1).any(Known::HONORIFIC.or(Known::TITLE));
        if firms.contains_key(&evidence.words[name.start].lower) && !titled && name.label != Label::Org {
            name.label = Label::Org;
            name.confidence = CONFIDENCE;
        }
    }
}

/// "Facebook Ireland Limited": the names before the form of a firm are one with it.
fn suffixes(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    for number in 0..names.len() {
        let end = names[number].end;
        let suffix =
            FORMS.contains(&evidence.word(end)) && names.get(number + 1).is_none_or(|next| next.start > end);
        let kind = matches!(names[number].label, Label::Person | Label::Org | Label::Gpe | Label::Product);
        if !suffix || !kind {
            continue;
        }
        let mut first = number;
        let ends = |name: &Name| FORMS.contains(&evidence.word(name.end - 1));
        while first > 0 && names[first - 1].end == names[first].start && !ends(&names[first - 1]) {
            first -= 1;
        }
        let start = names[first].start;
        for name in &mut names[first..number] {
            name.end = name.start;
        }
        names[number] = Name { start, end: end + 1, label: Label::Org, skip: 0, ..names[number] };
    }
    names.retain(|name| name.start < name.end);
}

/// The legal forms of firms.
const FORMS: [&str; 12] =
    ["Limited", "Ltd", "Ltd.", "Inc", "Inc.", "LLC", "PLC", "plc", "GmbH", "Corp", "Corp.", "Incorporated"];

/// Adds the words beside "shares" and the like that the tagger left out.
fn add(evidence: &Evidence<'_>, names: &mut Vec<Name>, firms: &mut FxHashMap<u64, bool>) {
    let mut found = Vec::new();
    for at in 1..evidence.words.len() {
        let word = &evidence.words[at];
        if word.case != WordCase::Lower || !may_be_cue(word.head) {
            continue;
        }
        for side in [at - 1, at + 1, at + 2, at.saturating_sub(3)] {
            let free = evidence.is_capital(side) && covering(names, side).is_none();
            let alone = !evidence.is_capital(side + 1) && !evidence.is_capital(side.wrapping_sub(1));
            if free && alone && may_be_firm(evidence, side) && is_used_as_firm(evidence, side, true) {
                firms.insert(evidence.words[side].lower, true);
                found.push(Name {
                    start: side,
                    end: side + 1,
                    label: Label::Org,
                    confidence: CONFIDENCE,
                    skip: 0,
                });
                break;
            }
        }
    }
    found.sort_by_key(|name: &Name| name.start);
    found.dedup_by_key(|name| name.start);
    insert(names, found);
}

/// Whether the first four letters of a word are those of a cue that [`add`] looks for.
fn may_be_cue(head: u32) -> bool {
    const HEADS: [&[u8; 4]; 14] = [
        b"shar", b"stoc", b"chip", b"carm", b"auto", b"drug", b"reta", b"lend", b"insu", b"airl", b"star",
        b"make", b"manu", b"brew",
    ];
    HEADS.iter().any(|letters| head == u32::from_le_bytes(**letters))
}

/// Whether a word may be the name of a firm that no list knows.
fn may_be_firm(evidence: &Evidence<'_>, at: usize) -> bool {
    let known = PLACE.or(PEOPLE_OF).or(Known::PERSON).or(Known::FIRST).or(Known::TITLE).or(Known::CALENDAR);
    let ordinary =
        Known::FUNCTION.or(Known::TAKEN).or(Known::WEAK_CITY).or(Known::COMMON).or(Known::DIRECTION);
    let marks = list::CITY | list::LARGE_CITY | list::COUNTRY | list::STATE | list::FREQUENT_FIRST;
    !evidence.known(at).any(known.or(ordinary))
        && evidence.marks[at].alone & marks == 0
        && evidence.marks[at].place == 0
        && evidence.used[at] & (used::LOWER | used::AFTER_TITLE | used::AFTER_FIRST_NAME) == 0
        && evidence.word(at).len() > 2
}

/// Whether a word is used as those of firms are. `place`: it may be an unknown place, for which "workers at" says little.
fn is_used_as_firm(evidence: &Evidence<'_>, at: usize, place: bool) -> bool {
    let word = |at: usize| evidence.word(at);
    let before = |back: usize| at.checked_sub(back).map_or("", word);
    // "Tolvanbank shares", "Zelmar's profit".
    let clitic = usize::from(matches!(word(at + 1), "'s" | "’s" | "'" | "’"));
    if is_one(word(at + 1 + clitic), &OWNED) && !evidence.is_capital(at + 1 + clitic) {
        return true;
    }
    // "shares in Tolvanbank", "chief executive of Dorvane", "an analyst at Corvance".
    let in_it = matches!(before(1), "in" | "of" | "at" | "with" | "for" | "from");
    if in_it && is_one(before(2), &STOCK) && matches!(before(1), "in" | "of") {
        return true;
    }
    if in_it && matches!(before(1), "at" | "of" | "with" | "for") && is_one(before(2), &POSTS) {
        return true;
    }
    if matches!(before(1), "at" | "from") && is_one(before(2), &STAFF) {
        return !place || before(1) == "at";
    }
    // "the chipmaker Quandel", "the chains Pellmark and Tolmark".
    let second = matches!(before(1), "and" | "," | "or") && is_one(before(3), &GROUPS);
    if is_one(before(1), &KINDS) || is_one(before(1), &GROUPS) || second {
        return true;
    }
    // "Mirexa, a maker of pumps,".
    if word(at + 1) == "," && matches!(word(at + 2), "a" | "an" | "the" | "its") {
        let end = (at + 3..at + 9)
            .find(|at| matches!(word(*at), "," | "." | "of" | "that" | "which" | "based" | "in" | "with"));
        return end.is_some_and(|end| is_one(word(end - 1), &KINDS));
    }
    // "Hestra employs 900 people", "Torvane posted a profit".
    is_one(word(at + 1), &VERBS)
        || word(at + 1) == "posted" && matches!(word(at + 2), "a" | "net" | "record" | "its")
}

/// What a firm has, after its name.
const OWNED: [&str; 14] = [
    "shares",
    "stock",
    "shareholders",
    "investors",
    "profit",
    "profits",
    "revenue",
    "revenues",
    "earnings",
    "subsidiary",
    "subsidiaries",
    "headquarters",
    "customers",
    "bonds",
];

/// What is held in a firm.
const STOCK: [&str; 9] = [
    "shares",
    "stock",
    "stake",
    "stakes",
    "shareholders",
    "shareholder",
    "investors",
    "investor",
    "shareholding",
];

/// What people are at, with and of firms.
const POSTS: [&str; 17] = [
    "analyst",
    "analysts",
    "economist",
    "economists",
    "strategist",
    "strategists",
    "executive",
    "engineer",
    "engineers",
    "founder",
    "co-founder",
    "cofounder",
    "ceo",
    "executives",
    "shareholder",
    "subsidiary",
    "trader",
];

/// Who works at a firm, or at a place.
const STAFF: [&str; 6] = ["workers", "employees", "staff", "staffers", "managers", "pilots"];

/// Kinds of firms.
const KINDS: [&str; 40] = [
    "company",
    "firm",
    "maker",
    "chipmaker",
    "carmaker",
    "automaker",
    "drugmaker",
    "planemaker",
    "manufacturer",
    "retailer",
    "supermarket",
    "airline",
    "carrier",
    "lender",
    "bank",
    "insurer",
    "broker",
    "brokerage",
    "broadcaster",
    "publisher",
    "brewer",
    "miner",
    "operator",
    "startup",
    "start-up",
    "conglomerate",
    "supplier",
    "developer",
    "contractor",
    "utility",
    "telecom",
    "shipbuilder",
    "steelmaker",
    "consultancy",
    "subsidiary",
    "distributor",
    "newspaper",
    "magazine",
    "website",
    "chain",
];

/// Kinds of firms, several of them.
const GROUPS: [&str; 14] = [
    "companies",
    "firms",
    "retailers",
    "chains",
    "supermarkets",
    "airlines",
    "banks",
    "lenders",
    "insurers",
    "carmakers",
    "automakers",
    "chipmakers",
    "brewers",
    "miners",
];

/// Kinds of firms that are part of no name, before it.
const MAKERS: [&str; 14] = [
    "retailer",
    "chipmaker",
    "carmaker",
    "automaker",
    "drugmaker",
    "planemaker",
    "lender",
    "insurer",
    "brewer",
    "miner",
    "startup",
    "steelmaker",
    "shipbuilder",
    "broadcaster",
];

/// What firms do.
const VERBS: [&str; 6] = ["employs", "manufactures", "acquired", "outsources", "supplies", "acquires"];

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn a_firm_is_known_by_its_shares_and_staff() {
        check("Shares in [ORG Tolvanbank] fell 4 percent, and [ORG Tolvanbank] will cut jobs.");
        check("The chipmaker [ORG Quandel] lost its chief engineer.");
        check("[PERSON Mina Dahl], an analyst at [ORG Corvance], said so.");
    }

    #[test]
    fn persons_and_places_stay_what_they_are() {
        check("[PERSON Karl Varga] is an analyst. Shares rose, [PERSON Varga] said.");
        check("Shares in [GPE Tokyo] fell, and workers at the port left.");
    }
}
