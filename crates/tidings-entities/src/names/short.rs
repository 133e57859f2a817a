//! Short forms: an acronym and the first word of a name have the label of the whole name, through the document.
//!
//! "Hallein Research Institute (HRI)" says what HRI is, and "Torvane Corp" what Torvane is. A short form that the lists know, or that is the
//! family name of a person of the document, keeps its label.

use rustc_hash::{FxHashMap, FxHashSet};
use tidings_core::{Label, WordCase};

use super::evidence::Evidence;
use super::gazetteer::list;
use super::label::{Name, covering, insert};
use super::lexicon::{Known, NAME, PLACE};

/// What a name has whose long form stands in the document.
const CONFIDENCE: f32 = 0.98;

/// Gives short forms the labels of the long ones.
pub(super) fn agree(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    let plain = of_plain_words(evidence, names);
    if !plain.is_empty() {
        names.retain(|name| name.end > name.start + 1 || !plain.contains(evidence.word(name.start)));
    }
    let mut short = FxHashMap::default();
    acronyms(evidence, names, &mut short);
    first_words(evidence, names, &mut short);
    if short.is_empty() {
        return;
    }
    for name in names.iter_mut().filter(|name| name.end == name.start + 1 && name.skip == 0) {
        if let Some(label) = short.get(evidence.word(name.start)) {
            name.label = *label;
            name.confidence = name.confidence.max(CONFIDENCE);
        }
    }
}

/// The acronyms that stand in brackets behind their long forms, or the other way round. Those that were not found are added.
fn acronyms<'d>(evidence: &Evidence<'d>, names: &mut Vec<Name>, short: &mut FxHashMap<&'d str, Label>) {
    let mut added = Vec::new();
    for name in names.iter().filter(|name| name.end > name.start + 1 && name.label != Label::Person) {
        let behind = (evidence.word(name.end) == "(").then_some(name.end + 1);
        let quote = usize::from(matches!(behind.map(|at| evidence.word(at)), Some("\"" | "“" | "'" | "‘")));
        let before = (name.start >= 2 && evidence.word(name.start - 1) == "(").then(|| name.start - 2);
        for at in behind.map(|at| at + quote).into_iter().chain(before) {
            let word = evidence.word(at);
            // A tagger that takes the long form for a work is not to be believed of the short one.
            let work = matches!(name.label, Label::WorkOfArt | Label::Product);
            if !work && is_acronym(evidence, at) && stands_for(evidence, word, name) {
                short.insert(word, name.label);
                added.push(Name { start: at, end: at + 1, confidence: CONFIDENCE, skip: 0, ..*name });
            }
        }
    }
    added.retain(|name| covering(names, name.start).is_none());
    added.sort_by_key(|name| name.start);
    added.dedup_by_key(|name| name.start);
    insert(names, added);
}

/// The acronyms that stand in brackets behind words in lower case: "extravehicular activity (EVA)" is no name. Those of ministries and the like are.
fn of_plain_words<'d>(evidence: &Evidence<'d>, names: &[Name]) -> FxHashSet<&'d str> {
    let mut found = FxHashSet::default();
    for name in names.iter().filter(|name| name.end == name.start + 1 && name.start > 2) {
        let brackets = evidence.word(name.start - 1) == "(" && evidence.word(name.end) == ")";
        if brackets
            && is_acronym(evidence, name.start)
            && spells(evidence, evidence.word(name.start), name.start - 1)
        {
            found.insert(evidence.word(name.start));
        }
    }
    found
}

/// Whether words in lower case before a token spell an acronym: its first letter begins the first of them, its last one the last, and the
/// others come in between.
fn spells(evidence: &Evidence<'_>, acronym: &str, end: usize) -> bool {
    let letters: Vec<char> = acronym.chars().flat_map(char::to_lowercase).collect();
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return false };
    let head = Known::ORG_HEAD.or(Known::OF_HEAD).or(Known::SUFFIX);
    let lower = |at: usize| {
        let word = evidence.words[at].case == WordCase::Lower && !evidence.known(at).any(head);
        word || evidence.word(at) == "-"
    };
    if letters.len() < 2 || !evidence.word(end - 1).starts_with(*last) {
        return false;
    }
    let most = end.saturating_sub(letters.len() + 2);
    (most..end - 1).rev().take_while(|at| lower(*at) && lower(end - 1)).any(|start| {
        let mut rest = (start..end).flat_map(|at| evidence.word(at).chars());
        evidence.word(start).starts_with(*first)
            && letters.iter().all(|letter| rest.any(|char| char == *letter))
    })
}

/// Whether a token is written as acronyms are: "HRI", "MoD".
fn is_acronym(evidence: &Evidence<'_>, at: usize) -> bool {
    let word = evidence.word(at);
    let capitals = word.chars().filter(|char| char.is_uppercase()).count();
    (2..=8).contains(&word.len()) && capitals >= 2 && 2 * capitals >= word.len() && evidence.is_capital(at)
}

/// Whether the capitals of an acronym are, in order, those that the words of a name begin with: the first of the name, and at most one of
/// its words without a letter.
fn stands_for(evidence: &Evidence<'_>, acronym: &str, name: &Name) -> bool {
    let mut letters = acronym.chars().filter(|char| char.is_uppercase()).peekable();
    let mut left_out = 0;
    for at in name.start..name.end {
        let Some(first) = evidence.word(at).chars().next() else { continue };
        if letters.peek() == Some(&first) {
            letters.next();
        } else if at == name.start {
            return false;
        } else if first.is_uppercase() {
            left_out += 1;
        } else if letters.peek().is_some_and(|letter| first.to_uppercase().eq([*letter])) {
            // "Centre for Tidal Research (CFTR)".
            letters.next();
        }
    }
    letters.peek().is_none() && left_out <= 1
}

/// The first words of organizations: "Mahan Air" is Mahan.
fn first_words<'d>(evidence: &Evidence<'d>, names: &[Name], short: &mut FxHashMap<&'d str, Label>) {
    let whole = names.iter().filter(|name| name.label == Label::Person && name.end > name.start + 1);
    let persons: FxHashSet<&str> =
        whole.flat_map(|name| name.start..name.end).map(|at| evidence.word(at)).collect();
    for name in names.iter().filter(|name| name.label == Label::Org && name.end == name.start + 2) {
        let word = evidence.word(name.start);
        let known = evidence.known(name.start);
        let head =
            evidence.known(name.end - 1).any(Known::SUFFIX) || HEADS.contains(&evidence.word(name.end - 1));
        let unknown = !known
            .any(NAME.or(PLACE).or(Known::FIRST).or(Known::COMMON).or(Known::WEAK_CITY).or(Known::DIRECTION));
        let marks = list::CITY | list::LARGE_CITY | list::COUNTRY | list::STATE;
        let free = head && unknown && evidence.marks[name.start].alone & marks == 0 && word.len() > 3;
        if !free || evidence.words[name.start].case == WordCase::Upper {
            continue;
        }
        if !persons.contains(word) {
            short.insert(word, Label::Org);
        }
    }
}

/// Last words of the names of firms, which their short forms leave out. A town leaves out none of these.
const HEADS: [&str; 34] = [
    "Air",
    "Airlines",
    "Airways",
    "Motors",
    "Motor",
    "Bank",
    "Group",
    "Holdings",
    "Holding",
    "Industries",
    "Technologies",
    "Technology",
    "Systems",
    "Software",
    "Pharmaceuticals",
    "Pharma",
    "Energy",
    "Petroleum",
    "Oil",
    "Foods",
    "Media",
    "Capital",
    "Partners",
    "Securities",
    "Entertainment",
    "Electronics",
    "Aerospace",
    "Corporation",
    "Company",
    "Robotics",
    "Biotech",
    "Therapeutics",
    "Networks",
    "Shipping",
];

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn acronyms_have_the_label_of_what_they_stand_for() {
        check(
            "The [EVENT Baltic Music Festival] ([EVENT BMF]) opens on Friday. Last year the [EVENT BMF] was cancelled.",
        );
        check(
            "The [ORG Office of Port Safety] ([ORG OPS]) closed the quay, and [ORG OPS] inspectors stayed.",
        );
    }

    #[test]
    fn the_first_word_of_a_firm_is_the_firm() {
        check("[ORG Torvane Corp] posted a profit. [ORG Torvane] will build a plant in [GPE Ohio].");
        check("[ORG Lind Holdings] was founded by [PERSON Marta Lind]. [PERSON Lind] has sold it.");
    }
}
