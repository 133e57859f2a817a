//! From what the tagger and the rules found to labels: which kind of place, and the kinds of name that no corpus marks.

use tidings_core::{Label, WordCase};
use tidings_learn::chain::FoundSpan;

use super::evidence::{Evidence, Proposal};
use super::extent::listed;
use super::gazetteer::list;
use super::lexicon::{Known, PEOPLE_OF};
use super::people::{follows_storm, is_adjective, people};
use super::tagger::{NameType, Tagged};

/// A name over tokens of the document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Name {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: Label,
    pub(super) confidence: f32,
    /// How many bytes of its first token are no part of it: the prefix of "anti-China".
    pub(super) skip: u8,
}

/// The name that covers a token.
pub(super) fn covering(names: &[Name], at: usize) -> Option<&Name> {
    let number = names.partition_point(|name| name.end <= at);
    names.get(number).filter(|name| name.start <= at)
}

/// Adds names, sorted and without overlap like those there are, in the place of those that they overlap.
pub(super) fn insert(names: &mut Vec<Name>, found: Vec<Name>) {
    if found.is_empty() {
        return;
    }
    let mut next = found.iter().peekable();
    names.retain(|name| {
        while next.next_if(|found| found.end <= name.start).is_some() {}
        next.peek().is_none_or(|found| found.start >= name.end)
    });
    names.extend(found);
    names.sort_by_key(|name| name.start);
}

/// Rules that the tagger does not contradict are believed from this confidence on.
const BELIEVED: f32 = 0.6;
/// What the tagger is less sure of than this gives way to what the lists have whole.
const DOUBTFUL: f32 = 0.35;
/// What the lists have whole has at least this confidence.
const LISTED: f32 = 0.85;
/// A tagger that is surer than this is not contradicted.
const SURE: f32 = 0.97;

/// Joins what the tagger found with what only the rules know, sorted and without overlap.
pub(super) fn names(evidence: &Evidence<'_>, tagged: &[Tagged]) -> Vec<Name> {
    let mut names = Vec::with_capacity(tagged.len() + 8);
    let mut proposals = evidence.proposals.iter().peekable();
    let mut end = 0;
    for tagged in tagged {
        let span = &tagged.span;
        while let Some(proposal) = proposals.next_if(|proposal| proposal.end as usize <= span.items.start) {
            names.extend(only_ruled(evidence, proposal).filter(|name| name.start >= end));
        }
        let overlapping = proposals.peek().filter(|proposal| (proposal.start as usize) < span.items.end);
        let mut found = labeled(evidence, tagged, overlapping.copied());
        if found.is_none_or(|name| name.confidence < DOUBTFUL) {
            // The tagger takes the words for something else than one name: what the lists have whole is one all the same.
            let (start, stop) = cut(evidence, span.items.start, span.items.end);
            let whole =
                |proposal: &&Proposal| proposal.start as usize <= start && proposal.end as usize >= stop;
            let few = |label| matches!(label, Label::Event | Label::Law | Label::Norp | Label::Language);
            let listed = overlapping.filter(|proposal| proposal.confidence >= LISTED || few(proposal.label));
            // "The Montgomery Advertiser" is no person, though "the Todashev family" is named by one.
            let article = start > 0 && evidence.words[start - 1].head == u32::from_le_bytes(*b"the\0");
            let listed =
                listed.filter(|proposal| proposal.label != Label::Person || !article || stop == start + 1);
            let name =
                listed.filter(|proposal| whole(proposal)).and_then(|proposal| only_ruled(evidence, proposal));
            found = name.filter(|name| name.start >= end).or(found);
        }
        if let Some(mut name) = found {
            // A first name or a storm before it may have been found on its own.
            name.start = name.start.max(names.last().map_or(0, |last| last.end));
            if name.start < name.end {
                end = name.end;
                let (first, second) = split(evidence, name);
                names.push(first);
                names.extend(second);
            }
        }
        while proposals.next_if(|proposal| (proposal.start as usize) < span.items.end).is_some() {}
    }
    names.extend(
        proposals.filter_map(|proposal| only_ruled(evidence, proposal)).filter(|name| name.start >= end),
    );
    names
}

/// The name of a span, with the proposal of the rules that overlaps it.
fn labeled(evidence: &Evidence<'_>, tagged: &Tagged, ruled: Option<&Proposal>) -> Option<Name> {
    let span = &tagged.span;
    let (mut start, mut end) = cut(evidence, span.items.start, span.items.end);
    // "Kerch power plant": only the rules know how far the lower-case words of a facility go.
    let longer = ruled.filter(|proposal| proposal.start as usize == start && proposal.end as usize > end);
    // "Islamic State of Iraq and Syria": nor does the tagger always go as far as the lists.
    let whole = |proposal: &&Proposal| {
        let tokens = proposal.start as usize..proposal.end as usize;
        proposal.label == Label::Fac
            || proposal.label == Label::Org && listed(evidence, tokens).any(Known::ORG)
    };
    let longer = longer.filter(whole);
    end = longer.map_or(end, |proposal| end.max(proposal.end as usize));
    if span.kind != NameType::Event as usize && end == start + 1 && follows_storm(evidence, start) {
        return Some(Name {
            start: start - 1,
            end,
            label: Label::Event,
            confidence: span.confidence,
            skip: 0,
        });
    }
    let same = ruled.filter(|proposal| proposal.start as usize == start && proposal.end as usize == end);
    let whole = same.is_some_and(|ruled| ruled.label == Label::Norp && ruled.confidence >= LISTED);
    // "North Korean" in the lists, or one word.
    let demonym = if end == start + 1 {
        evidence.known[start].any(PEOPLE_OF)
    } else {
        whole || is_people_of_two(evidence, start, end)
    };
    let is_norp = span.kind == NameType::Norp as usize;
    let of_people = if is_norp { people(evidence, start, end, same) } else { None };
    // Corpora that the tagger learned from put peoples and many other names into one class.
    let (kind, confidence) =
        if is_norp && of_people.is_none() { second(tagged)? } else { (span.kind, span.confidence) };
    let label = match NameType::ALL.get(kind)? {
        NameType::Person => {
            (start, end) = person(evidence, start, end, ruled);
            unlike_person(evidence, span, same).unwrap_or(Label::Person)
        }
        NameType::Org if is_adjective(evidence, start, end) || demonym && end > start + 1 => Label::Norp,
        NameType::Org if is_religion(evidence, start, end) => Label::Norp,
        NameType::Org if listed_state(evidence, start, end, same) => Label::Gpe,
        NameType::Org => Label::Org,
        NameType::Norp => of_people?,
        NameType::Place
            if demonym && (end > start + 1 || same.is_some_and(|ruled| ruled.label == Label::Norp)) =>
        {
            Label::Norp
        }
        NameType::Event | NameType::Product | NameType::WorkOfArt if listed_org(same) => Label::Org,
        NameType::Event | NameType::Product | NameType::WorkOfArt
            if same.is_some_and(|proposal| proposal.label == Label::Law) =>
        {
            Label::Law
        }
        NameType::Place if listed_org(same) => Label::Org,
        NameType::Place => place(evidence, start, end, ruled),
        NameType::Event => Label::Event,
        NameType::Product => Label::Product,
        NameType::WorkOfArt => Label::WorkOfArt,
        NameType::Other if demonym => people(evidence, start, end, same)?,
        NameType::Other => ruled.map(|proposal| proposal.label).filter(|label| {
            matches!(label, Label::Law | Label::Language | Label::Event | Label::Product | Label::WorkOfArt)
        })?,
    };
    (start < end).then_some(Name { start, end, label, confidence, skip: 0 })
}

/// Whether one word names a religion: "Islam", "Buddhism".
fn is_religion(evidence: &Evidence<'_>, start: usize, end: usize) -> bool {
    let word = evidence.word(start);
    let ends = word.ends_with("ism") || word.ends_with("ity") || word == "Islam";
    end == start + 1 && ends && evidence.known[start].any(Known::GROUP)
}

/// The second type of a name counts from this share of what the first one leaves.
const SECOND: f32 = 0.6;

/// The second most probable type of a name, with its probability if the first one is out of the question.
fn second(tagged: &Tagged) -> Option<(usize, f32)> {
    let (kind, share) = tagged.second?;
    let rest = 1.0 - tagged.span.confidence;
    let share = if rest > 0.0 { (share / rest).min(1.0) } else { 0.0 };
    (share >= SECOND).then_some((kind, share))
}

/// Two names that the tagger took for one: no name goes on with "and the".
fn split(evidence: &Evidence<'_>, name: Name) -> (Name, Option<Name>) {
    let is = |at: usize, word: [u8; 4]| evidence.words[at].head == u32::from_le_bytes(word);
    let inner = name.start + 1..name.end.saturating_sub(2);
    let joint = inner.into_iter().find(|at| is(*at, *b"and\0") && is(*at + 1, *b"the\0"));
    let kind = matches!(name.label, Label::Org | Label::Gpe | Label::Loc | Label::Fac);
    // "Islamic State of Iraq and the Levant".
    let whole = joint.is_some() && listed(evidence, name.start..name.end).any(Known::ORG);
    match joint.filter(|_| kind && !whole) {
        Some(at) => (Name { end: at, ..name }, Some(Name { start: at + 2, ..name })),
        None => (name, None),
    }
}

/// The span of a person: without titles, with the particles before the family name and the first name before these.
fn person(evidence: &Evidence<'_>, mut start: usize, end: usize, ruled: Option<&Proposal>) -> (usize, usize) {
    let title = Known::TITLE.or(Known::HONORIFIC);
    while start + 1 < end && evidence.known[start].any(title) && !evidence.known[start].any(Known::FIRST) {
        start += 1;
    }
    let same_end = ruled.filter(|ruled| ruled.label == Label::Person && ruled.end as usize == end);
    let particles = same_end.map_or(start, |ruled| ruled.start as usize)..start;
    if particles.clone().all(|at| evidence.known[at].any(Known::PARTICLE)) {
        start = particles.start.min(start);
    }
    (with_first_name(evidence, start), end)
}

/// Where the name of a person begins whose family name begins at a token: at the first name before its particles, if it has both.
pub(super) fn with_first_name(evidence: &Evidence<'_>, start: usize) -> usize {
    let is_particle =
        |at: usize| evidence.known[at].any(Known::PARTICLE) && evidence.words[at].case == WordCase::Lower;
    let is_first = |at: usize| {
        let listed = evidence.marks[at].alone & (list::FREQUENT_FIRST | list::FIRST) != 0;
        (listed || evidence.known[at].any(Known::FIRST)) && evidence.words[at].case == WordCase::Initial
    };
    let first = (0..start).rev().find(|at| !is_particle(*at));
    first.filter(|at| at + 1 < start && is_first(*at)).unwrap_or(start)
}

/// The label of the lists for a word that the tagger took for a person without being sure, and that is the
/// name of no person: "Kremlin".
fn unlike_person(evidence: &Evidence<'_>, span: &FoundSpan, same: Option<&Proposal>) -> Option<Label> {
    let ruled = same.filter(|ruled| ruled.confidence >= LISTED && ruled.label != Label::Person)?;
    let personal = Known::FIRST.or(Known::SURNAME).or(Known::PERSON);
    let persons = list::FREQUENT_FIRST | list::FIRST | list::FREQUENT_SURNAME | list::SURNAME;
    let at = span.items.start;
    let alone =
        span.items.len() == 1 && !evidence.known[at].any(personal) && evidence.marks[at].alone & persons == 0;
    (alone && span.confidence < SURE).then_some(ruled.label)
}

/// Whether the lists have the whole name as an organization: "White House".
fn listed_org(ruled: Option<&Proposal>) -> bool {
    ruled.is_some_and(|proposal| proposal.label == Label::Org && proposal.confidence >= LISTED)
}

/// Whether the lists have the whole name, of two words or more, as a state: "North Korea".
fn listed_state(evidence: &Evidence<'_>, start: usize, end: usize, ruled: Option<&Proposal>) -> bool {
    let place = ruled.is_some_and(|ruled| ruled.label == Label::Gpe && ruled.confidence >= LISTED);
    place && end > start + 1 && listed(evidence, start..end).any(Known::COUNTRY)
}

/// "East Timorese": a direction and a people.
fn is_people_of_two(evidence: &Evidence<'_>, start: usize, end: usize) -> bool {
    let pole = evidence.words[end - 1].head == u32::from_le_bytes(*b"pole");
    let people = evidence.known[end - 1].any(PEOPLE_OF) && !pole;
    end == start + 2 && evidence.known[start].any(Known::DIRECTION) && people
}

/// Without a leading article and a trailing possessive.
fn cut(evidence: &Evidence<'_>, mut start: usize, mut end: usize) -> (usize, usize) {
    let word = |at: usize| evidence.words[at].head;
    while start + 1 < end
        && [*b"the\0", *b"a\0\0\0", *b"an\0\0"].map(u32::from_le_bytes).contains(&word(start))
    {
        start += 1;
    }
    while start + 1 < end && [*b"'s\0\0", *b"'\0\0\0"].map(u32::from_le_bytes).contains(&word(end - 1)) {
        end -= 1;
    }
    (start, end)
}

/// The kind of a place: what the rules say, else what the lists and its head say, else a city or a state.
fn place(evidence: &Evidence<'_>, start: usize, end: usize, ruled: Option<&Proposal>) -> Label {
    let is_place = |label: &Label| matches!(label, Label::Gpe | Label::Loc | Label::Fac);
    if let Some(label) = ruled.map(|proposal| proposal.label).filter(is_place) {
        return label;
    }
    let mark = evidence.marks[start];
    let listed = if end > start + 1 { mark.phrase } else { mark.alone };
    if listed & (list::COUNTRY | list::STATE | list::LARGE_CITY) != 0 {
        return Label::Gpe;
    }
    let (first, last) = (evidence.known[start], evidence.known[end - 1]);
    if end > start + 1 && last.any(Known::FACILITY_HEAD) {
        Label::Fac
    } else if first.any(Known::GEO_PREFIX) || last.any(Known::GEO_HEAD) || last.any(Known::REGION) {
        Label::Loc
    } else {
        Label::Gpe
    }
}

/// A name that only the rules found, if it is of a kind that few corpora mark or the lists have it whole. Places are
/// left to the tagger: with them the rules cost more than they bring (EWT and CrossNER, development parts).
fn only_ruled(evidence: &Evidence<'_>, proposal: &Proposal) -> Option<Name> {
    let (start, end) = (proposal.start as usize, proposal.end as usize);
    let capital = evidence.words[start].form != evidence.words[start].lower;
    let titled = start > 0 && evidence.known[start - 1].any(Known::TITLE.or(Known::HONORIFIC));
    let believed = proposal.confidence >= BELIEVED && capital;
    let kind = match proposal.label {
        Label::Law | Label::Language | Label::Event | Label::Norp => believed,
        Label::Person => proposal.confidence >= 0.8 || titled && proposal.confidence >= 0.5,
        // In lower case the rules propose ministries alone.
        Label::Org => proposal.confidence >= 0.9 || !capital && proposal.confidence >= BELIEVED,
        _ => false,
    };
    kind.then_some(Name { start, end, label: proposal.label, confidence: proposal.confidence * 0.8, skip: 0 })
}
