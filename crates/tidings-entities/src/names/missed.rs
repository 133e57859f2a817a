//! Names that their form shows, where the tagger found none: before "-led" and after "pro-", the halves of Korean names, codes of
//! countries after persons, institutions after "the".

use rustc_hash::FxHashSet;
use tidings_core::{Label, WordCase};

use super::codes;
use super::evidence::{Evidence, is_hyphen, used};
use super::extent::{self, is_one, label_of, listed};
use super::label::{Name, insert};
use super::lexicon::Known;

/// What a name has that was found by its form alone.
const CONFIDENCE: f32 = 0.75;

/// What the tagger is less sure of gives way.
const DOUBTFUL: f32 = 0.35;

/// Adds what was missed, and mends what was found of it with another extent or label.
pub(super) fn add(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    country_codes(evidence, names);
    let mut found = Vec::new();
    let mut number = 0;
    for at in 0..evidence.words.len() {
        while names.get(number).is_some_and(|name| name.end <= at) {
            number += 1;
        }
        let here = number..names.len().min(number + 2);
        if let Some(name) = by_form(evidence, at, &mut names[here]) {
            found.push(name);
        }
    }
    insert(names, disjoint(found));
}

/// Of names that overlap the first one stays.
fn disjoint(mut found: Vec<Name>) -> Vec<Name> {
    found.sort_by_key(|name| name.start);
    let mut end = 0;
    found.retain(|name| {
        let free = name.start >= end && name.start < name.end;
        end = if free { name.end } else { end };
        free
    });
    found
}

/// The name that the form of a token shows, or of the tokens around it. `near` are the names that end behind it.
fn by_form(evidence: &Evidence<'_>, at: usize, near: &mut [Name]) -> Option<Name> {
    let word = &evidence.words[at];
    let covered = |at: usize| {
        near.iter().any(|name| name.confidence >= DOUBTFUL && (name.start..name.end).contains(&at))
    };
    if word.head == u32::from(b'-') || word.case == WordCase::Uncased && is_hyphen(evidence.word(at)) {
        if !evidence.is_glued(at) || !evidence.is_glued(at + 1) || at == 0 {
            return None;
        }
        return korean(evidence, at, near).or_else(|| beside_hyphen(evidence, at, covered));
    }
    if may_be_prefix(word.head) && !covered(at) {
        let text = evidence.word(at);
        let skip = extent::prefix(text)?;
        let label = label_of(evidence.listed(std::iter::once(&text[skip..])))?;
        let capital = text[skip..].starts_with(char::is_uppercase);
        return capital.then_some(Name {
            start: at,
            end: at + 1,
            label,
            confidence: CONFIDENCE,
            skip: skip as u8,
        });
    }
    let institution = at > 0
        && word.case == WordCase::Initial
        && evidence.words[at - 1].head == u32::from_le_bytes(*b"the\0")
        && is_one(evidence.word(at), &INSTITUTIONS);
    if !institution || evidence.is_capital(at + 1) || evidence.word(at + 1) == "of" {
        return None;
    }
    match near.iter_mut().find(|name| name.confidence >= DOUBTFUL && (name.start..name.end).contains(&at)) {
        Some(name) if name.end == name.start + 1 => {
            name.label = Label::Org;
            None
        }
        Some(_) => None,
        None => {
            let lowered = evidence.used[at] & used::LOWER != 0;
            let name = Name { start: at, end: at + 1, label: Label::Org, confidence: 0.5, skip: 0 };
            (!lowered && !evidence.known(at).any(Known::TAKEN)).then_some(name)
        }
    }
}

/// Whether the first four letters of a token are those of a prefix with its hyphen.
fn may_be_prefix(head: u32) -> bool {
    const HEADS: [&[u8; 4]; 6] = [b"anti", b"pro-", b"non-", b"post", b"pre-", b"coun"];
    HEADS.iter().any(|letters| head == u32::from_le_bytes(**letters))
        || head & 0x00ff_ffff == u32::from_le_bytes(*b"ex-\0")
}

/// "Moon Jae-in": a family name and two syllables.
fn korean(evidence: &Evidence<'_>, hyphen: usize, near: &[Name]) -> Option<Name> {
    let (first, second) = (evidence.word(hyphen - 1), evidence.word(hyphen + 1));
    let syllables = SYLLABLES.contains(&first)
        && second.len() <= 5
        && second.bytes().all(|byte| byte.is_ascii_lowercase());
    let family = hyphen.checked_sub(2).filter(|at| evidence.is_capital(*at) && syllables)?;
    let titled = evidence.known(family).any(Known::TITLE.or(Known::HONORIFIC));
    let start = if titled { family + 1 } else { family };
    let whole = near.iter().any(|name| name.start <= start && name.end >= hyphen + 2);
    let other = near.iter().any(|name| name.start < start && name.end > start);
    let name = Name { start, end: hyphen + 2, label: Label::Person, confidence: CONFIDENCE, skip: 0 };
    (!whole && !other).then_some(name)
}

/// "US-built", "un-American": the name on one side of a hyphen.
fn beside_hyphen(evidence: &Evidence<'_>, hyphen: usize, covered: impl Fn(usize) -> bool) -> Option<Name> {
    let named = |at: usize| {
        let free = !covered(at) && evidence.is_capital(at) && !evidence.known(at).any(Known::TAKEN);
        let label = label_of(listed(evidence, at..at + 1)).filter(|_| free)?;
        Some(Name { start: at, end: at + 1, label, confidence: CONFIDENCE, skip: 0 })
    };
    let (before, after) = (evidence.word(hyphen - 1), evidence.word(hyphen + 1));
    // "a-US-led": only the last two words of a compound are read.
    let alone = !evidence.is_glued(hyphen - 1) && !is_hyphen(evidence.word(hyphen + 2));
    // "South African-born": two words before the hyphen, if the lists have both as one.
    let two = hyphen.checked_sub(2).filter(|at| evidence.is_capital(*at) && !covered(*at));
    let whole = two.and_then(|start| Some((start, label_of(listed(evidence, start..hyphen))?)));
    if let Some((start, label)) = whole.filter(|_| is_one(after, &PARTICIPLES) && !covered(hyphen - 1)) {
        return Some(Name { start, end: hyphen, label, confidence: CONFIDENCE, skip: 0 });
    }
    if alone && is_one(after, &PARTICIPLES) {
        named(hyphen - 1)
    } else if alone && is_one(before, &extent::PREFIXES) {
        named(hyphen + 1)
    } else {
        None
    }
}

/// "Pedro Lima (PRT)": the code behind a person is his country.
fn country_codes(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    let mut found = Vec::new();
    let mut acronyms = None;
    for number in 0..names.len() {
        let Name { label, end, .. } = names[number];
        let code = end + 1;
        let opens = label == Label::Person && evidence.word(end) == "(";
        if !opens || !codes::is_code(evidence.word(code)) {
            continue;
        }
        if !matches!(evidence.word(code + 1), ")" | "," | ";" | "/" | ":") {
            continue;
        }
        if acronyms.get_or_insert_with(|| acronyms_of(evidence, names)).contains(evidence.word(code)) {
            continue;
        }
        found.push(Name { start: code, end: code + 1, label: Label::Gpe, confidence: 0.9, skip: 0 });
    }
    insert(names, found);
}

/// What stands in brackets behind organizations: "National Action Party (PAN)".
fn acronyms_of<'d>(evidence: &Evidence<'d>, names: &[Name]) -> FxHashSet<&'d str> {
    let organizations = names.iter().filter(|name| name.label == Label::Org);
    organizations
        .filter(|name| evidence.word(name.end) == "(")
        .map(|name| evidence.word(name.end + 1))
        .collect()
}

/// Second halves of compounds with a name.
const PARTICIPLES: [&str; 38] = [
    "led",
    "backed",
    "based",
    "built",
    "made",
    "owned",
    "born",
    "held",
    "funded",
    "brokered",
    "sponsored",
    "occupied",
    "controlled",
    "trained",
    "supplied",
    "style",
    "era",
    "run",
    "ruled",
    "supported",
    "allied",
    "aligned",
    "financed",
    "mediated",
    "administered",
    "registered",
    "flagged",
    "listed",
    "designed",
    "educated",
    "imposed",
    "friendly",
    "bound",
    "wide",
    "produced",
    "manufactured",
    "affiliated",
    "linked",
];

/// First syllables of the given names of Koreans, as they are written before a hyphen.
const SYLLABLES: [&str; 44] = [
    "Jae", "Jong", "Jung", "Joon", "Jun", "Ji", "Jin", "Joo", "Ju", "Sang", "Sung", "Seung", "Seong", "Soo",
    "Su", "Suk", "Sun", "Dong", "Dae", "Do", "Young", "Yong", "Yoon", "Yeon", "Hye", "Hyun", "Hyung", "Hee",
    "Ho", "Ha", "Tae", "Kwang", "Kyung", "Kyong", "Ki", "Geun", "Min", "Myung", "Moo", "Mu", "Nam", "Chang",
    "Chul", "Byung",
];

/// Institutions that news names with "the" and one word.
const INSTITUTIONS: [&str; 16] = [
    "cabinet",
    "embassy",
    "parliament",
    "council",
    "commission",
    "committee",
    "assembly",
    "tribunal",
    "ministry",
    "consulate",
    "secretariat",
    "chancellery",
    "army",
    "navy",
    "treasury",
    "board",
];

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn compounds_hold_names() {
        check("[GPE US]-built vehicles and pro-[GPE Palestine] marchers; an un-[NORP American] thing.");
        check("A well-built wall and a pro-business mayor.");
    }

    #[test]
    fn korean_names_are_whole() {
        check("[PERSON Moon Jae-in]’s office and [PERSON Kim Jong-un]'s sister spoke.");
        check("A long Sit-in and a Check-in desk.");
    }

    #[test]
    fn codes_of_countries_stand_behind_persons() {
        check("[PERSON Pedro Lima] ([GPE PRT]) beat [PERSON Jan Holub] ([GPE CZE]) in three sets.");
        check("[PERSON Ruben Stark] (CEO) and [PERSON Paul Renner] (CFO) resigned.");
    }

    #[test]
    fn institutions_are_no_places() {
        check("The [ORG Embassy] stayed shut, and the [ORG Cabinet] met.");
        check("The embassy stayed shut, and the cabinet met.");
    }
}
