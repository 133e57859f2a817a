//! Where a name begins and ends, whatever tagger found it: without prefixes, titles, offices and brackets, joined names apart, and
//! the full names of states whole.
//!
//! Every rule here reads the words of the name, their neighbors and the lists; none of them makes a name where none was found. The names
//! stay sorted and without overlap.

use std::ops::Range;

use tidings_core::{Label, PennTag, WordCase};

use super::evidence::{Evidence, is_hyphen};
use super::gazetteer::list;
use super::headlines;
use super::label::Name;
use super::lexicon::{Known, PEOPLE_OF, PLACE};
use super::nameless;
use super::scores;

/// Gives every name its extent. A name may fall apart into several, or be none.
pub(super) fn reshape(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    let mut out = Vec::with_capacity(names.len() + 8);
    let mut parts = Vec::new();
    for name in names.drain(..) {
        let Some(name) = without_marks(evidence, name) else { continue };
        scores::apart(evidence, name, &mut parts);
        for part in parts.drain(..) {
            person_alone(evidence, part, &mut out);
        }
    }
    let mut single = Vec::with_capacity(out.len());
    for name in out {
        joined(evidence, name, &mut parts);
        for mut part in parts.drain(..) {
            if part.label == Label::Norp && is_region(evidence, part) {
                part.label = Label::Loc;
            }
            without_prefix(evidence, part, &mut single);
        }
    }
    *names = single;
    full_states(evidence, names);
    headlines::trim(evidence, names);
    names.retain(|name| !nameless::is_none(evidence, name));
}

/// The label that the lists give a whole name, if they have it as one that needs no context.
pub(super) fn label_of(known: Known) -> Option<Label> {
    let table = [
        (Known::COUNTRY, Label::Gpe),
        (PEOPLE_OF, Label::Norp),
        (PLACE.without(Known::REGION), Label::Gpe),
        (Known::ORG.or(Known::ACRONYM), Label::Org),
        (Known::REGION, Label::Loc),
        (Known::PERSON, Label::Person),
    ];
    table.into_iter().find(|(class, _)| known.any(*class)).map(|(_, label)| label)
}

/// What the lists know of some tokens as one name.
pub(super) fn listed(evidence: &Evidence<'_>, tokens: Range<usize>) -> Known {
    evidence.listed(tokens.map(|at| evidence.word(at)))
}

/// "The Caribbean": with an article and no noun behind it, a region and not its people.
fn is_region(evidence: &Evidence<'_>, name: Name) -> bool {
    let article = name.start > 0 && is_one(evidence.word(name.start - 1), &["the"]);
    let noun = matches!(
        evidence.tags.penn.get(name.end),
        Some(PennTag::Nn | PennTag::Nns | PennTag::Nnp | PennTag::Nnps | PennTag::Jj)
    );
    name.end == name.start + 1 && evidence.known(name.start).any(Known::REGION) && article && !noun
}

/// Whether a word is one of some words, in any case.
pub(super) fn is_one(word: &str, of: &[&str]) -> bool {
    of.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// Without brackets at its edges or half of a pair inside, and without "on Tuesday" behind it.
fn without_marks(evidence: &Evidence<'_>, mut name: Name) -> Option<Name> {
    let bracket = |at: usize| matches!(evidence.word(at), "(" | ")" | "[" | "]" | "{" | "}");
    while name.start < name.end && bracket(name.start) {
        name.start += 1;
        name.skip = 0;
    }
    if let Some(at) = (name.start..name.end).find(|at| bracket(*at)) {
        name.end = at;
    }
    // One quote of two: 'the "Pacman" Pacquiao'.
    let quote = |at: &usize| matches!(evidence.word(*at), "\"" | "“" | "”");
    let mut quotes = (name.start..name.end).filter(quote);
    if let (Some(at), None) = (quotes.next(), quotes.next()) {
        if evidence.is_glued(at) && at + 1 < name.end {
            name.start = at + 1;
        } else {
            name.end = at;
        }
    }
    let day = |at: usize| {
        let preposition = matches!(evidence.word(at), "on" | "in" | "by" | "until" | "since" | "from" | "at");
        preposition && at + 1 < name.end && evidence.known(at + 1).any(Known::CALENDAR)
    };
    if let Some(at) = (name.start + 1..name.end).find(|at| day(*at)) {
        name.end = at;
    }
    (name.start < name.end).then_some(name)
}

/// Whether a token may be the first name of a person.
pub(super) fn is_first_name(evidence: &Evidence<'_>, at: usize) -> bool {
    let listed = evidence.marks[at].alone & (list::FREQUENT_FIRST | list::FIRST) != 0;
    (listed || evidence.known(at).any(Known::FIRST)) && evidence.words[at].case == WordCase::Initial
}

/// Whether a token may be part of the name of a person.
fn is_personal(evidence: &Evidence<'_>, at: usize) -> bool {
    let surname = list::FREQUENT_SURNAME | list::SURNAME;
    is_first_name(evidence, at)
        || evidence.known(at).any(Known::SURNAME.or(Known::PERSON))
        || evidence.marks[at].alone & surname != 0
}

/// A person without the title, the people or the office before the name: "Syrian President Bashar al-Assad", "Minister for
/// Equalities Niamh Morton".
fn person_alone(evidence: &Evidence<'_>, mut name: Name, out: &mut Vec<Name>) {
    if matches!(name.label, Label::Org | Label::Person | Label::Gpe | Label::Loc)
        && follows_office(evidence, name.start)
    {
        let inner = name.start + 1..name.end.saturating_sub(1);
        let common = |at: &usize| evidence.known(*at).any(Known::COMMON) || !evidence.is_capital(*at);
        // "Commissioner for Human Rights Zeid Al Hussein": what the office is for is a word of the language.
        let ordinary = inner.clone().find(|at| !common(at)).filter(|_| common(&name.start));
        let first = ordinary.or_else(|| inner.clone().find(|at| is_first_name(evidence, *at)));
        let at_least_three = name.end >= name.start + 3 && name.label == Label::Person;
        let after_office = first.or(at_least_three.then_some(name.start + 1));
        let start = if is_first_name(evidence, name.start) { None } else { after_office };
        if let Some(start) = start {
            name = Name { start, label: Label::Person, skip: 0, ..name };
        }
    }
    if name.label != Label::Person {
        return out.push(name);
    }
    let titles = Known::TITLE.or(Known::HONORIFIC);
    let is_title = |at: usize| {
        let before_first = is_first_name(evidence, at + 1)
            && at + 2 < name.end + 1
            && (!is_first_name(evidence, at) || at > name.start);
        let title = evidence.known(at).any(titles) || is_one(evidence.word(at), &PLURALS);
        title && (before_first || !is_personal(evidence, at))
    };
    // "Muhammed Sheikh Khalil": behind a name it is part of it.
    let before = |title: usize| {
        let known = Known::COMMON.or(titles).or(PEOPLE_OF).or(PLACE);
        let part =
            |at: usize| evidence.known(at).any(known) || is_one(evidence.word(at), &["crown", "shadow"]);
        (name.start..title).all(|at| part(at) || !evidence.is_capital(at))
    };
    let title = (name.start..name.end - 1).rev().find(|at| is_title(*at) && before(*at));
    if let Some(title) = title {
        if let Some(label) = label_of(listed(evidence, name.start..title)) {
            out.push(Name { end: title, label, ..name });
        }
        name = Name { start: title + 1, skip: 0, ..name };
    }
    // "Equalities Niamh Morton": an ordinary word, then a whole name.
    let ordinary = |at: usize| evidence.known(at).any(Known::COMMON) && !is_personal(evidence, at);
    while name.end >= name.start + 3 && ordinary(name.start) && is_first_name(evidence, name.start + 1) {
        name.start += 1;
    }
    out.push(name);
}

/// Titles of several persons.
const PLURALS: [&str; 8] =
    ["princes", "presidents", "senators", "ministers", "kings", "queens", "generals", "judges"];

/// Whether "Minister for", "Secretary of" and the like stand before a token.
fn follows_office(evidence: &Evidence<'_>, at: usize) -> bool {
    let preposition = at >= 2 && matches!(evidence.word(at - 1), "of" | "for");
    preposition && is_one(evidence.word(at - 2), &OFFICES) && evidence.is_capital(at - 2)
}

/// Offices that are followed by what they are for, and by the name of the one who holds them.
const OFFICES: [&str; 4] = ["minister", "secretary", "commissioner", "undersecretary"];

/// The names that hyphens join: "Ukraine-US", "Sino-Indian", but not "Guinea-Bissau".
fn joined(evidence: &Evidence<'_>, name: Name, out: &mut Vec<Name>) {
    let hyphen =
        |at: &usize| is_hyphen(evidence.word(*at)) && evidence.is_glued(*at) && evidence.is_glued(*at + 1);
    let first = (name.start + 1..name.end.saturating_sub(1)).find(hyphen);
    if first.is_none() || label_of(listed(evidence, name.start..name.end)).is_some() {
        return out.push(name);
    }
    let before = out.len();
    let mut start = name.start;
    while start < name.end {
        let end = (start + 1..name.end).find(hyphen).unwrap_or(name.end);
        let combines = end == start + 1 && end < name.end && is_one(evidence.word(start), &COMBINING);
        let label = if combines { Some(Label::Norp) } else { label_of(listed(evidence, start..end)) };
        // "Smith-Jones" and "Democratic-Republican Party" are one.
        let weak = |label| match name.label {
            Label::Person => !matches!(label, Label::Person | Label::Norp),
            Label::Org => label == Label::Norp,
            _ => false,
        };
        match label.filter(|label| !weak(*label)) {
            Some(label) => out.push(Name { start, end, label, ..name }),
            None => {
                // One half that is no name of its own: the whole is one.
                out.truncate(before);
                return out.push(name);
            }
        }
        start = end + 1;
    }
}

/// First halves of "Franco-German" and the like.
const COMBINING: [&str; 12] = [
    "sino", "anglo", "franco", "russo", "indo", "afro", "austro", "greco", "italo", "hispano", "turco",
    "serbo",
];

/// Cuts the prefix off "anti-China" and "ex-Soviet", and off the first of two names: "pro-Kremlin Liberal Party".
fn without_prefix(evidence: &Evidence<'_>, mut name: Name, out: &mut Vec<Name>) {
    let word = evidence.word(name.start);
    let party = name.start > 0 && evidence.word(name.start - 1) == "(" && is_one(word, &["R", "D", "I"]);
    let hyphen = name.end > name.start + 2 && is_hyphen(evidence.word(name.start + 1));
    if hyphen && (party || is_one(word, &PREFIXES)) {
        let label = label_of(listed(evidence, name.start + 2..name.end));
        if label.is_some() || word.starts_with(char::is_lowercase) {
            name.start += 2;
            name.label = label.unwrap_or(name.label);
        }
        return out.push(name);
    }
    let Some(skip) = prefix(word) else { return out.push(name) };
    let first = std::iter::once(&word[skip..]);
    let rest = (name.start + 1..name.end).map(|at| evidence.word(at));
    let label = label_of(evidence.listed(first.clone().chain(rest)));
    let lower = word.starts_with(char::is_lowercase) && word[skip..].starts_with(char::is_uppercase);
    let of_first = label_of(evidence.listed(first)).filter(|_| lower && name.end > name.start + 1);
    match (label, of_first) {
        (Some(label), _) => out.push(Name { label, skip: skip as u8, ..name }),
        (None, Some(label)) => {
            out.push(Name { end: name.start + 1, label, skip: skip as u8, ..name });
            out.push(Name { start: name.start + 1, ..name });
        }
        (None, None) if !lower => out.push(name),
        (None, None) if matches!(name.label, Label::Product | Label::WorkOfArt | Label::Law) => {}
        (None, None) => out.push(Name { skip: skip as u8, ..name }),
    }
}

/// How many bytes of a token are a prefix with its hyphen, before a name.
pub(super) fn prefix(word: &str) -> Option<usize> {
    let (at, hyphen) = word.char_indices().find(|(_, char)| crate::pieces::is_hyphen(*char))?;
    let skip = at + hyphen.len_utf8();
    (skip < word.len() && is_one(&word[..at], &PREFIXES)).then_some(skip)
}

/// Prefixes that stand before names. Those that make a new name with theirs ("sub-Saharan") are not among them.
pub(super) const PREFIXES: [&str; 10] =
    ["anti", "pro", "non", "ex", "post", "pre", "un", "then", "former", "counter"];

/// "Islamic Republic of Iran": the full name of a state begins before the short one.
fn full_states(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    for number in 0..names.len() {
        let Name { start, end, label, .. } = names[number];
        if label == Label::Org && is_state_of(evidence, start, end) {
            names[number].label = Label::Gpe;
        }
        if names[number].label != Label::Gpe {
            continue;
        }
        let Some(head) = state_head(evidence, start) else { continue };
        let cut = number
            .checked_sub(1)
            .is_some_and(|before| names[before].end > head && names[before].start < head);
        if cut {
            continue;
        }
        names[number].start = head;
        // A name that was found for the head alone: "Commonwealth of Virginia".
        if let Some(before) = number.checked_sub(1).filter(|before| names[*before].end > head) {
            names[before].end = names[before].start;
        }
    }
    names.retain(|name| name.start < name.end);
}

/// Whether a name is "Republic of" and a place.
fn is_state_of(evidence: &Evidence<'_>, start: usize, end: usize) -> bool {
    let Some(of) = (start + 1..end).find(|at| evidence.word(*at) == "of") else { return false };
    let place = of + 1 + usize::from(evidence.word(of + 1) == "the");
    let adjectives = (start..of - 1).all(|at| is_one(evidence.word(at), &STATE_WORDS));
    // "Islamic State of Iraq" is none.
    let adjectives = adjectives
        && !(is_one(evidence.word(start), &["islamic"]) && of == start + 2 && is_state(evidence, of - 1));
    let head = is_one(evidence.word(of - 1), &STATES) || is_one(evidence.word(of - 1), &TOWNS);
    head && adjectives && place < end && listed(evidence, place..end).any(PLACE)
}

/// Whether a token is the head "State".
fn is_state(evidence: &Evidence<'_>, at: usize) -> bool {
    is_one(evidence.word(at), &["state"])
}

/// Where the full name of the state begins of which the short name begins at a token.
fn state_head(evidence: &Evidence<'_>, start: usize) -> Option<usize> {
    let article = usize::from(start > 0 && evidence.word(start - 1) == "the");
    let of = start.checked_sub(1 + article).filter(|of| evidence.word(*of) == "of")?;
    let head = of.checked_sub(1).filter(|head| evidence.is_capital(*head))?;
    let opens = head == 0 || evidence.words[head - 1].case != WordCase::Lower;
    let of_states = is_one(evidence.word(head), &STATES) && !(opens && evidence.word(head) == "State");
    let of_towns = is_one(evidence.word(head), &TOWNS) && !opens;
    if !of_states && !of_towns {
        return None;
    }
    let mut first = head;
    while first > 0 && is_one(evidence.word(first - 1), &STATE_WORDS) {
        first -= 1;
    }
    let first = if evidence.is_capital(first) { first } else { head };
    if is_state(evidence, head) && head > 0 && is_one(evidence.word(head - 1), &["islamic"]) {
        return None;
    }
    is_free_before(evidence, first).then_some(first)
}

/// "Bank of the Republic of Panama", "Islamic State of Iraq": part of another name.
fn is_free_before(evidence: &Evidence<'_>, first: usize) -> bool {
    let before = |back: usize| first.checked_sub(back).map_or("", |at| evidence.word(at));
    let article = usize::from(is_one(before(1), &["the"]));
    let of = matches!(before(1 + article), "of" | "for");
    let part = of && first >= 2 + article && evidence.is_capital(first - 2 - article);
    let joined = article == 0 && first > 0 && evidence.is_capital(first - 1);
    !part && !joined
}

/// Heads of the full names of states.
const STATES: [&str; 8] =
    ["republic", "kingdom", "commonwealth", "state", "emirate", "sultanate", "principality", "republics"];
/// Heads of the full names of smaller places.
const TOWNS: [&str; 4] = ["city", "province", "county", "town"];
/// Words before the head.
const STATE_WORDS: [&str; 16] = [
    "democratic",
    "people",
    "'s",
    "’s",
    "people's",
    "islamic",
    "federal",
    "socialist",
    "hashemite",
    "united",
    "arab",
    "bolivarian",
    "cooperative",
    "co-operative",
    "popular",
    "plurinational",
];

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn prefixes_stay_outside() {
        check("The anti-[GPE China] bill passed, and a pro-[NORP Russian] mayor won.");
        check("Ex-[NORP Soviet] states and pro-[GPE Palestine] marchers agreed.");
        check("The [ORG Anti-Defamation League] objected to the anti-crime law.");
    }

    #[test]
    fn joined_names_fall_apart() {
        check("The [GPE Ukraine]-[GPE US] deal and the [NORP Sino]-[NORP Indian] border.");
        check("[GPE Guinea-Bissau] and [GPE Bosnia-Herzegovina] abstained; [PERSON Mary Smith-Jones] voted.");
    }

    #[test]
    fn offices_and_peoples_are_no_part_of_a_person() {
        check("Minister for Equalities [PERSON Niamh Morton] opened the school.");
        check("The [NORP Syrian] President [PERSON Bashar al-Assad] fled, and [PERSON Carol King] sang.");
    }

    #[test]
    fn states_have_full_names() {
        check("The [GPE Republic of Panama] and the [GPE Islamic Republic of Iran] signed.");
        check("The [ORG Bank of Panama] was closed; the republic of letters was not.");
    }
}
