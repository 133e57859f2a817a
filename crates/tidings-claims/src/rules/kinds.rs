//! What kind of thing a noun phrase names: only who can speak makes a claim.

use std::ops::Range;

use tidings_core::Label;

use super::segment::Segment;
use super::words::*;

/// What kind of thing a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// he, she, they, who …
    Pronoun,
    /// A person, a people, a body, a state.
    Agent,
    /// A report, a poll, a letter.
    Document,
    /// it, which.
    Thing,
    /// An act, an event, a point in time: the author infers, no one speaks.
    Act,
    Unknown,
}

/// The head of a noun phrase: the last word before what hangs on it.
pub(super) fn head(segment: &Segment, range: &Range<usize>) -> usize {
    let mut head = range.start;
    for index in range.clone() {
        if index > range.start
            && (segment.is(index, COMMA | RELATIVE | THAT_WORD | OPEN | TO)
                || (segment.is(index, PREPOSITION)
                    && index > range.start + usize::from(segment.is(range.start, PREPOSITION)))
                || (segment.is(index, PAST_LIKE) && segment.is(index + 1, PREPOSITION | ADVERB | TIME)))
        {
            break;
        }
        if segment.is(index, WORD) && !segment.is(index, GENITIVE) {
            head = index;
        }
    }
    head
}

/// What kind of thing a phrase names, by its head.
pub(crate) fn classify(segment: &Segment, range: &Range<usize>) -> Kind {
    let head = head(segment, range);
    if segment.is(head, PERSONAL) {
        return Kind::Pronoun;
    }
    if segment.is(head, RELATIVE) {
        return if segment.equals(head, "which") { Kind::Thing } else { Kind::Pronoun };
    }
    match segment.label(head) {
        Some(Label::Person | Label::Org | Label::Gpe | Label::Norp) => return Kind::Agent,
        Some(Label::Date | Label::Time | Label::Event | Label::Money | Label::Percent) => return Kind::Act,
        _ => {}
    }
    if segment.is(head, ROLE | SOME) {
        return Kind::Agent;
    }
    let first_word = head == 0 || segment.heading;
    if segment.is(head, PAPER | ACT) && (!segment.is(head, CAPITAL) || first_word) {
        return if segment.is(head, PAPER) && !segment.is(head, ACT) { Kind::Document } else { Kind::Act };
    }
    if segment.is(head, THING) {
        return if segment.equals(head, "it") { Kind::Thing } else { Kind::Act };
    }
    if segment.is(head, TIME) {
        return Kind::Act;
    }
    if segment.is(head, CAPITAL) || names_an_agent(segment.word(head)) {
        return Kind::Agent;
    }
    Kind::Unknown
}

/// Nouns made from verbs and trades: "researchers", "lobbyists", "politicians", "firemen".
pub(super) fn names_an_agent(word: &str) -> bool {
    const SUFFIXES: [&str; 14] = [
        "ers", "ors", "ists", "ians", "ants", "ents", "ees", "men", "women", "man", "woman", "ist", "ian",
        "ites",
    ];
    const NOT: [&str; 14] = [
        "numbers",
        "papers",
        "orders",
        "matters",
        "factors",
        "errors",
        "powers",
        "offers",
        "borders",
        "statements",
        "documents",
        "events",
        "comments",
        "agreements",
    ];
    let word = word.trim_end_matches(['’', '\'']);
    word.len() > 4
        && !word.ends_with("ments")
        && SUFFIXES.iter().any(|suffix| word.ends_with(suffix))
        && !NOT.contains(&word)
}
