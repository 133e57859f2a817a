//! Peoples, religions, parties and languages. One word stands for several of them ("Russian"), and the tagger has learned from corpora
//! that put all of them, and other names, into one class.
//!
//! The rules have a narrower test for languages of their own (`listed`): what they find is a feature that the tagger was trained with, so it
//! stays as it is.

use std::ops::Range;

use tidings_core::{Label, PennTag, WordCase};

use super::evidence::{Evidence, Proposal};
use super::lexicon::{Known, PEOPLE_OF};

/// What a name is that the tagger took for a people: `None` if nothing speaks for that but the tagger.
pub(super) fn people(
    evidence: &Evidence<'_>,
    start: usize,
    end: usize,
    ruled: Option<&Proposal>,
) -> Option<Label> {
    if end == start + 1 && is_language(evidence, start) {
        return Some(Label::Language);
    }
    if let Some(label) =
        ruled.map(|ruled| ruled.label).filter(|label| matches!(label, Label::Language | Label::Law))
    {
        return Some(label);
    }
    let listed = ruled.is_some_and(|ruled| ruled.label == Label::Norp && ruled.confidence >= 0.85);
    if listed || may_be_people(evidence, start..end) {
        return Some(Label::Norp);
    }
    let last = end - 1;
    if end > start + 1 && evidence.known[last].any(Known::LAW_HEAD) {
        Some(Label::Law)
    } else if end > start + 1 && AWARDS.iter().any(|award| begins(evidence, last, award)) {
        Some(Label::WorkOfArt)
    } else if evidence.words[start].case == WordCase::Mixed || is_one_of(&WEAPONS, evidence, end) {
        Some(Label::Product)
    } else {
        None
    }
}

/// Whether a name ends as those of peoples, religions and parties do: with a word of the lists, or one with such an ending.
fn may_be_people(evidence: &Evidence<'_>, tokens: Range<usize>) -> bool {
    let Some(last) = tokens.clone().next_back() else { return false };
    let tail = evidence.words[last].tail.to_be_bytes();
    evidence.known[last].any(PEOPLE_OF.or(Known::LANGUAGE))
        || tokens.len() <= 2 && ENDINGS.iter().any(|ending| tail.ends_with(ending))
}

/// How names of peoples and of those who hold a belief end.
const ENDINGS: [&[u8]; 12] =
    [b"an", b"ans", b"ese", b"ish", b"ism", b"ist", b"ists", b"ites", b"ners", b"crat", b"rats", b"jews"];

/// Whether a word that the tagger took for an organization is the adjective of a people or religion: "Catholic bishops".
pub(super) fn is_adjective(evidence: &Evidence<'_>, start: usize, end: usize) -> bool {
    let followed = matches!(evidence.tags.penn.get(end), Some(PennTag::Nn | PennTag::Nns))
        && evidence.words[end].case == WordCase::Lower;
    end == start + 1 && evidence.known[start].any(PEOPLE_OF) && followed
}

/// Words for awards, by their first four letters.
const AWARDS: [&[u8; 4]; 3] = [b"priz", b"awar", b"meda"];
/// Words for weapons and vehicles, by their first and their last four letters: they stand after the names of makes.
const WEAPONS: [(&[u8; 4], &[u8; 4]); 10] = [
    (b"miss", b"iles"),
    (b"miss", b"sile"),
    (b"dron", b"ones"),
    (b"dron", b"rone"),
    (b"rifl", b"fles"),
    (b"rifl", b"ifle"),
    (b"rock", b"kets"),
    (b"airc", b"raft"),
    (b"heli", b"ters"),
    (b"heli", b"pter"),
];

/// Whether a word stands behind one for a storm with a name: "Hurricane Katrina" is neither a person nor a people.
pub(super) fn follows_storm(evidence: &Evidence<'_>, at: usize) -> bool {
    let storm = |at: usize| is_one_of(&STORMS, evidence, at) && evidence.words[at].case == WordCase::Initial;
    at.checked_sub(1).is_some_and(storm)
}

/// Words for storms, by their first and their last four letters.
const STORMS: [(&[u8; 4], &[u8; 4]); 3] = [(b"hurr", b"cane"), (b"typh", b"hoon"), (b"cycl", b"lone")];

fn begins(evidence: &Evidence<'_>, at: usize, letters: &[u8; 4]) -> bool {
    evidence.words[at].head == u32::from_le_bytes(*letters)
}

/// Whether a token is one of the words with these first and last four letters.
fn is_one_of(words: &[(&[u8; 4], &[u8; 4])], evidence: &Evidence<'_>, at: usize) -> bool {
    let Some(word) = evidence.words.get(at) else { return false };
    words.iter().any(|(head, tail)| {
        word.head == u32::from_le_bytes(**head) && word.tail == u32::from_be_bytes(**tail)
    })
}

/// Whether a word that may be a language is one: "spoke French", "in French." but not "French voters", "in French towns".
fn is_language(evidence: &Evidence<'_>, at: usize) -> bool {
    if !evidence.known[at].any(Known::LANGUAGE) {
        return false;
    }
    let noun = |tag: Option<&PennTag>| {
        matches!(
            tag,
            Some(PennTag::Nn | PennTag::Nns | PennTag::Nnp | PennTag::Nnps | PennTag::Jj | PennTag::Cd)
        )
    };
    let hyphen = evidence.words.get(at + 1).is_some_and(|word| word.head == u32::from(b'-'));
    if hyphen || noun(evidence.tags.penn.get(at + 1)) {
        return false;
    }
    let before = |back: usize| at.checked_sub(back).map(|at| &evidence.words[at]);
    let is = |back: usize, letters: &[u8; 4]| {
        before(back).is_some_and(|word| word.head == u32::from_le_bytes(*letters))
    };
    let into = |ahead: usize| {
        evidence.words.get(at + ahead).is_some_and(|word| {
            [b"into", b"to\0\0"].iter().any(|letters| word.head == u32::from_le_bytes(**letters))
        }) && evidence.known.get(at + ahead + 1).is_some_and(|known| known.any(Known::LANGUAGE))
    };
    let verb = at > 0 && evidence.known[at - 1].any(Known::LANGUAGE_WORD)
        || [b"lear", b"taug", b"teac"].iter().any(|letters| is(1, letters));
    verb || is(1, b"in\0\0") || is(1, b"into") || (is(1, b"from") && into(1))
}

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn languages_are_told_from_peoples() {
        check("He learned [LANGUAGE Arabic] from an [NORP Iraqi] teacher.");
        check("The minister answered in [LANGUAGE French], and [NORP French] voters liked it.");
        check("The poem was translated from [LANGUAGE Polish] into [LANGUAGE English].");
        check("[NORP Russian] troops speak [LANGUAGE Russian].");
    }

    #[test]
    fn other_names_are_no_peoples() {
        check("The museum tells how [NORP Jews] and [NORP Westerners] left the city.");
        check("A [NORP Tamil] priest met [NORP Bengali] farmers.");
        check("They read about it in the Bible and on the Internet.");
        check("The Solar System has eight planets.");
        check("The race before was the [EVENT Malaysian Grand Prix].");
        check("Cyclist [PERSON Marco Rossi] won, and cyclist [PERSON Rossi] smiled.");
        check("The storm was worse than [EVENT Hurricane Katrina], which hit [GPE New Orleans] in 2005.");
    }

    #[test]
    fn adjectives_of_religions_are_no_organizations() {
        check("[NORP Catholic] bishops and [NORP Jewish] groups agreed.");
    }
}
