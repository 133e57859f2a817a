//! What stands beside a name and says where it ends or what it is: "and Prevention" behind an agency, "'s" inside of two names, an office
//! behind a portfolio, "newspaper" before a title, "language" behind a people.

use tidings_core::{Label, PennTag, WordCase};

use super::evidence::Evidence;
use super::extent::{is_first_name, is_one, label_of, listed};
use super::label::{Name, covering, insert};
use super::lexicon::{HEAD, Known, NAME};

/// Mends the names by what stands beside them.
pub(super) fn mend(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    possessives(evidence, names);
    partners(evidence, names);
    districts(evidence, names);
    for number in 0..names.len() {
        let limit = names.get(number + 1).map_or(evidence.words.len(), |next| next.start);
        let name = &mut names[number];
        continued(evidence, name, limit);
        kind(evidence, name, limit);
    }
    for number in 1..names.len() {
        let (before, name) = (names[number - 1], names[number]);
        let joint = before.end + 1 == name.start && matches!(evidence.word(before.end), "and" | "or" | ",");
        let both = before.label == Label::Language && name.label == Label::Norp && joint;
        // "In French and English."
        if both && evidence.known(name.start).any(Known::LANGUAGE) && !before_noun(evidence, name.end) {
            names[number].label = Label::Language;
        }
    }
    believers(evidence, names);
    names.retain(|name| !is_portfolio(evidence, name));
    titles(evidence, names);
}

/// "Buddhist, Christian and Muslim leaders": what is listed as a group beside another group is one.
fn believers(evidence: &Evidence<'_>, names: &mut [Name]) {
    let is_joint = |at: usize| matches!(evidence.word(at), "and" | "or" | ",");
    for number in 0..names.len() {
        let name = names[number];
        let before = number.checked_sub(1).and_then(|before| names.get(before));
        let before = before.is_some_and(|other| {
            other.label == Label::Norp && other.end + 1 == name.start && is_joint(other.end)
        });
        let after = names.get(number + 1).is_some_and(|other| {
            other.label == Label::Norp && name.end + 1 == other.start && is_joint(name.end)
        });
        let one = name.end == name.start + 1 && matches!(name.label, Label::Org | Label::Person);
        if one && (before || after) && evidence.known(name.start).any(Known::GROUP) {
            names[number].label = Label::Norp;
        }
    }
}

/// Whether a noun or an adjective stands at a token.
fn before_noun(evidence: &Evidence<'_>, at: usize) -> bool {
    use PennTag::{Jj, Nn, Nnp, Nnps, Nns};
    matches!(evidence.tags.penn.get(at), Some(Nn | Nns | Nnp | Nnps | Jj))
}

fn is_possessive(evidence: &Evidence<'_>, at: usize) -> bool {
    matches!(evidence.word(at), "'s" | "’s")
}

/// "Dalian's Public Security Bureau" is a city and its bureau.
fn possessives(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    let mut second = Vec::new();
    for name in names.iter_mut().filter(|name| matches!(name.label, Label::Org | Label::Gpe | Label::Fac)) {
        let inner = name.start + 1..name.end.saturating_sub(1);
        let Some(at) = inner.into_iter().find(|at| is_possessive(evidence, *at)) else { continue };
        // "Ministry of Health and Ghana's Supreme Court".
        let and = (name.start..at).rev().find(|at| evidence.word(*at) == "and");
        let first = and.map_or(name.start, |and| and + 1);
        let owner = label_of(listed(evidence, first..at)).filter(|label| *label == Label::Gpe);
        let whole = label_of(listed(evidence, name.start..name.end)).is_some();
        let Some(label) = owner.filter(|_| !whole) else { continue };
        let facility = evidence.known(name.end - 1).any(Known::FACILITY_HEAD);
        let of_rest = match name.label {
            Label::Gpe if facility => Label::Fac,
            Label::Gpe => Label::Org,
            label => label,
        };
        second.push(Name { start: at + 1, label: of_rest, skip: 0, ..*name });
        let own = Name { start: first, end: at, label, skip: 0, ..*name };
        match and {
            Some(and) if and > name.start => {
                second.push(own);
                name.end = and;
            }
            _ => *name = own,
        }
    }
    if !second.is_empty() {
        names.append(&mut second);
        names.sort_by_key(|name| name.start);
    }
}

/// "Southern District of Ohio": the district of a court is one place.
fn districts(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    const PARTS: [&str; 6] = ["Northern", "Southern", "Eastern", "Western", "Middle", "Central"];
    for number in 1..names.len() {
        let (district, state) = (names[number - 1], names[number]);
        let of = district.end == district.start + 2
            && is_one(evidence.word(district.start), &PARTS)
            && evidence.word(district.start + 1) == "District"
            && evidence.word(district.end) == "of"
            && district.end + 1 == state.start;
        if of && state.label == Label::Gpe {
            names[number] = Name { start: district.start, label: Label::Loc, ..state };
            names[number - 1].end = district.start;
        }
    }
    names.retain(|name| name.start < name.end);
}

/// "Dolce & Gabbana": two persons joined by "&" are a firm.
fn partners(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    for number in 1..names.len() {
        let (before, name) = (names[number - 1], names[number]);
        let single = |name: Name| {
            let alone = name.end == name.start + 1 && name.label == Label::Person;
            alone && !is_first_name(evidence, name.start)
        };
        if before.end + 1 == name.start && evidence.word(before.end) == "&" && single(before) && single(name)
        {
            names[number] = Name { start: before.start, label: Label::Org, ..name };
            names[number - 1].end = before.start;
        }
    }
    names.retain(|name| name.start < name.end);
}

/// "Centers for Disease Control" goes on with "and Prevention", if nobody else has these words. `limit` is where the next name begins.
fn continued(evidence: &Evidence<'_>, name: &mut Name, limit: usize) {
    if !matches!(name.label, Label::Org | Label::Fac)
        || evidence.word(name.end) != "and"
        || name.end < name.start + 2
    {
        return;
    }
    let of = (name.start..name.end).any(|at| matches!(evidence.word(at), "of" | "for" | "on"));
    let start = name.end + 1;
    let end =
        (start..limit.min(start + 4)).find(|at| !evidence.is_capital(*at)).unwrap_or(limit.min(start + 4));
    let role = Known::TITLE.or(Known::HONORIFIC).or(Known::CALENDAR).or(Known::FUNCTION).or(Known::FIRST);
    let plain = |at: usize| {
        let known = evidence.known(at);
        let word = evidence.word(at);
        let ending =
            of && ENDINGS.iter().any(|ending| word.ends_with(ending)) && !known.any(Known::SURNAME.or(NAME));
        (known.any(Known::COMMON.or(HEAD)) || ending) && !known.any(role)
    };
    // "The Army and Navy", "Reuters and Security Council": a word of two names is no tail.
    let tail = end > start && end == limit.min(end) && (start..end).all(plain) && (of || end == start + 1);
    if tail
        && !evidence.known(end).any(Known::TITLE)
        && evidence.words.get(end).is_none_or(|word| word.case != WordCase::Initial)
    {
        name.end = end;
    }
}

/// How words end that say what an agency or a ministry is for.
const ENDINGS: [&str; 14] = [
    "tion", "sion", "ment", "ity", "ics", "ing", "ies", "ses", "ance", "ence", "ology", "ious", "ture",
    "tions",
];

/// What a word beside or inside of a name says of its label.
fn kind(evidence: &Evidence<'_>, name: &mut Name, limit: usize) {
    let last = name.end - 1;
    let next = evidence.word(name.end);
    if name.label == Label::Norp && name.end == name.start + 1 && matches!(next, "language" | "dialect") {
        name.label = Label::Language;
    }
    let law = evidence.known(last).any(Known::LAW_HEAD) || numbered_law(evidence, name);
    if law && name.end > name.start + 1 && matches!(name.label, Label::WorkOfArt | Label::Product) {
        name.label = Label::Law;
    }
    let place = matches!(name.label, Label::Gpe | Label::Loc) && name.end > name.start + 1;
    if place && label_of(listed(evidence, name.start..name.end)).is_none() && is_organization(evidence, name)
    {
        name.label = Label::Org;
    }
    // "The Montgomery Advertiser".
    let article = name.start > 0 && is_one(evidence.word(name.start - 1), &["the"]);
    let taken = matches!(name.label, Label::Person | Label::WorkOfArt | Label::Gpe | Label::Product);
    if article && taken && name.end > name.start + 1 && NEWSPAPERS.contains(&evidence.word(last)) {
        name.label = Label::Org;
    }
    // "The Chicago Marathon".
    let event = evidence.known(name.end).any(Known::EVENT_HEAD) && evidence.is_capital(name.end);
    let other = Known::ORG_HEAD.or(Known::TITLE).or(Known::FIRST);
    if name.label == Label::Gpe && event && name.end < limit && !evidence.known(name.end).any(other) {
        name.end += 1;
        name.label = Label::Event;
    }
    // "Published on Wednesday in Science Advances".
    let published =
        name.start >= 2 && evidence.word(name.start - 1) == "in" && is_published(evidence, name.start - 1);
    if published && matches!(name.label, Label::Gpe | Label::Loc | Label::Person) {
        let known = label_of(listed(evidence, name.start..name.end)).is_some();
        name.label = if known || name.end == name.start + 1 { name.label } else { Label::Org };
    }
    // "The Amazon rainforest", "the Congo basin".
    let one = name.end == name.start + 1;
    let taken = matches!(name.label, Label::Gpe | Label::Org | Label::Person | Label::Product);
    if one && taken && LANDS.contains(&next) && (article || name.label != Label::Person) {
        name.label = Label::Loc;
    }
    // "The mayor of Tolvan": a word that no list has as a name of persons.
    let governed = name.start >= 2
        && evidence.word(name.start - 1) == "of"
        && is_one(evidence.word(name.start - 2), &GOVERNED);
    let person = Known::PERSON.or(Known::FIRST).or(Known::SURNAME);
    if one && governed && name.label == Label::Person && !evidence.known(name.start).any(person) {
        name.label = Label::Gpe;
    }
    let word = evidence.word(last);
    let site = [".com", ".org", ".net"].iter().any(|end| word.ends_with(end));
    if name.end == name.start + 1 && site && name.label == Label::Product {
        name.label = Label::Org;
    }
}

/// What "of" joins to the name of a place.
const GOVERNED: [&str; 12] = [
    "mayor",
    "governor",
    "town",
    "city",
    "village",
    "port",
    "suburb",
    "outskirts",
    "residents",
    "island",
    "province",
    "capital",
];

/// What a name before it is a river, a forest or another land by, and no state, firm or person.
const LANDS: [&str; 13] = [
    "archipelago",
    "basin",
    "biome",
    "delta",
    "desert",
    "glacier",
    "jungle",
    "peninsula",
    "plateau",
    "rainforest",
    "river",
    "steppe",
    "watershed",
];

/// Last words of the names of newspapers.
const NEWSPAPERS: [&str; 30] = [
    "Advertiser",
    "Argus",
    "Beacon",
    "Bulletin",
    "Chronicle",
    "Courier",
    "Dispatch",
    "Echo",
    "Enquirer",
    "Examiner",
    "Express",
    "Gazette",
    "Herald",
    "Inquirer",
    "Journal",
    "Ledger",
    "Mail",
    "Mercury",
    "Mirror",
    "News",
    "Observer",
    "Post",
    "Record",
    "Register",
    "Reporter",
    "Sentinel",
    "Standard",
    "Telegraph",
    "Times",
    "Tribune",
];

/// Whether "published" stands one to three words before a token.
fn is_published(evidence: &Evidence<'_>, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|at| evidence.word(at) == "published")
}

/// "Republic Act No. 3846".
fn numbered_law(evidence: &Evidence<'_>, name: &Name) -> bool {
    let number = (name.start + 1..name.end).find(|at| is_one(evidence.word(*at), &["no.", "no", "number"]));
    number.is_some_and(|at| evidence.known(at - 1).any(Known::LAW_HEAD))
}

/// Whether a name that the tagger took for a place says that it is an organization: "Halden College", "Port Authority of Halden".
fn is_organization(evidence: &Evidence<'_>, name: &Name) -> bool {
    let heads = |at: usize| {
        let known = evidence.known(at);
        let places = Known::PLACE_HEAD.or(Known::GEO_HEAD).or(Known::FACILITY_HEAD).or(Known::UNIT);
        let word = evidence.word(at);
        let head =
            known.any(Known::ORG_HEAD.or(Known::SUFFIX)) && evidence.words[at].case == WordCase::Initial;
        head && !known.any(places) && !is_one(word, &["center", "centre"])
    };
    let of = (name.start + 1..name.end).find(|at| evidence.word(*at) == "of");
    let police = (name.start + 1..name.end).any(|at| evidence.word(at) == "Police")
        && !evidence.word(name.end - 1).ends_with("uarters");
    police || heads(of.unwrap_or(name.end) - 1)
}

/// Whether a name is what an office is for: "National Security Adviser Stephen Hadley".
fn is_portfolio(evidence: &Evidence<'_>, name: &Name) -> bool {
    let office = is_one(evidence.word(name.end), &OFFICES) && evidence.is_capital(name.end);
    let plain = |at: usize| {
        let ordinary = evidence.known(at).any(Known::COMMON) || is_one(evidence.word(at), &PORTFOLIOS);
        ordinary || evidence.words[at].case == WordCase::Lower
    };
    let person = evidence.is_capital(name.end + 1);
    name.label == Label::Org && office && person && (name.start..name.end).all(plain)
}

/// What ministers are for.
const PORTFOLIOS: [&str; 20] = [
    "labor",
    "labour",
    "energy",
    "defense",
    "defence",
    "interior",
    "justice",
    "finance",
    "health",
    "education",
    "transport",
    "culture",
    "trade",
    "agriculture",
    "environment",
    "foreign",
    "home",
    "treasury",
    "housing",
    "commerce",
];

const OFFICES: [&str; 6] = ["secretary", "minister", "adviser", "advisor", "commissioner", "undersecretary"];

/// "The newspaper Star of Mysore", "the journal Current Biology": capitals behind a word for a periodical are its title.
fn titles(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    let mut found = Vec::new();
    for at in 0..evidence.words.len().saturating_sub(1) {
        let word = &evidence.words[at];
        if word.case != WordCase::Lower
            || !may_be_periodical(word.head)
            || !is_one(evidence.word(at), &PERIODICALS)
        {
            continue;
        }
        let start = at + 1 + usize::from(evidence.word(at + 1) == "The");
        let mut end = start;
        while end < start + 5 && may_go_on(evidence, end) {
            end += 1;
        }
        let known =
            Known::CALENDAR.or(Known::HONORIFIC).or(Known::TITLE).or(Known::FUNCTION).or(Known::FIRST);
        let other = end == start || evidence.known(start).any(known.or(Known::TAKEN));
        // "Newspaper Kommersant": what was found with the same beginning has its own end.
        let first = covering(names, start).is_none_or(|name| name.start == start);
        let whole = first && covering(names, end.max(1) - 1).is_none_or(|name| name.end <= end);
        if !other && whole && end > start {
            found.push(Name { start, end, label: Label::Org, confidence: 0.8, skip: 0 });
        }
    }
    insert(names, found);
}

/// Whether the title of a periodical may go on with a token.
fn may_go_on(evidence: &Evidence<'_>, at: usize) -> bool {
    let connector = evidence.word(at) == "of" && evidence.is_capital(at + 1);
    evidence.is_capital(at) && !evidence.known(at).any(Known::TAKEN) || connector
}

/// Whether the first four letters of a word are those of a word for a periodical.
fn may_be_periodical(head: u32) -> bool {
    const HEADS: [&[u8; 4]; 5] = [b"news", b"jour", b"maga", b"tabl", b"broa"];
    HEADS.iter().any(|letters| head == u32::from_le_bytes(**letters))
}

/// Words for periodicals that stand before their titles.
const PERIODICALS: [&str; 6] = ["newspaper", "journal", "magazine", "tabloid", "broadsheet", "broadcaster"];

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn names_go_on_behind_and() {
        check("The [ORG Institute of Tidal Research and Prevention] closed.");
        check("[ORG Reuters] and Mayor [PERSON Ellis Okoro] disagreed.");
    }

    #[test]
    fn an_owner_is_a_name_of_its_own() {
        check("[GPE Leeds]'s [ORG Public Security Bureau] confirmed it.");
    }

    #[test]
    fn a_periodical_has_a_title() {
        check("The newspaper [ORG Star of Torvik] and the journal [ORG Current Tides] reported it.");
        check("The newspaper said on Monday that the journal Monday had nothing.");
    }
}
