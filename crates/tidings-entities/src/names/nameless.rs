//! What is no name, whatever tagger takes it for one: the mark of a forwarded post, titles alone, numbers in words, offices and measures
//! in capitals.

use tidings_core::{Label, TokenKind};

use super::evidence::Evidence;
use super::extent::{is_first_name, is_one};
use super::features::Style;
use super::gazetteer::list;
use super::headlines;
use super::label::Name;
use super::lexicon::Known;

/// Whether what was found as a name is none.
pub(super) fn is_none(evidence: &Evidence<'_>, name: &Name) -> bool {
    let last = name.end - 1;
    if is_forward(evidence, name.start) && name.end <= name.start + 2 {
        return true;
    }
    let mut tokens = name.start..name.end;
    if name.end == name.start + 1 {
        let word = evidence.word(last);
        let broadcaster = word == "CCTV" && is_broadcaster(evidence, last);
        if name.label == Label::Person && is_one(word, &["caliph", "messiah", "pharaoh"]) {
            return true;
        }
        if name.label != Label::WorkOfArt && is_one(word, &NUMBERS) || GENERIC.contains(&word) && !broadcaster
        {
            return true;
        }
        // "Chief Warrant Officer": part of a title.
        let in_title = evidence.known(name.end).any(Known::TITLE) && evidence.is_capital(name.end);
        if name.label == Label::Person && in_title && is_ordinary(evidence, last) {
            return true;
        }
    }
    if evidence.word(last) == "WHO" && name.end == name.start + 1 && is_pronoun(evidence, last) {
        return true;
    }
    let title = Known::TITLE.or(Known::HONORIFIC);
    // "Shadow Chancellor Paul Renner".
    let of_next =
        name.label == Label::Person && evidence.known(last).any(title) && name.end < evidence.words.len();
    if of_next && is_first_name(evidence, name.end) && !is_first_name(evidence, name.start) {
        return true;
    }
    // "Mr. President" is how somebody is spoken to.
    let spoken_to =
        name.start >= 1 && is_one(evidence.word(name.start - 1), &["mr.", "mr", "madam", "madame"]);
    !spoken_to
        && matches!(name.label, Label::Person | Label::Gpe | Label::Loc | Label::Org)
        && evidence.known(last).any(title)
        && tokens.all(|at| is_ordinary(evidence, at))
        && (name.label == Label::Person || name.end == name.start + 1)
}

/// Whether "WHO" in a sentence of capitals is the pronoun.
fn is_pronoun(evidence: &Evidence<'_>, at: usize) -> bool {
    let capitals = headlines::style(evidence, at) == Style::AllCapitals;
    let says = evidence.known(at + 1).any(Known::SAY.or(Known::TITLE))
        || is_one(evidence.word(at + 1), &["chief", "team"]);
    capitals && !says
}

/// Whether a word with a capital is the name of no person and no place, as far as the lists know.
fn is_ordinary(evidence: &Evidence<'_>, at: usize) -> bool {
    let names = Known::FIRST.or(Known::SURNAME).or(Known::PERSON).or(Known::ORG).or(Known::COUNTRY);
    let marks = list::FREQUENT_FIRST | list::FREQUENT_SURNAME | list::SURNAME;
    !evidence.known(at).any(names) && evidence.marks[at].alone & marks == 0
}

/// Whether "CCTV" is the broadcaster, and not the cameras.
fn is_broadcaster(evidence: &Evidence<'_>, at: usize) -> bool {
    let kinds = ["broadcaster", "network", "channel", "station", "television", "told"];
    evidence.known(at + 1).any(Known::SAY) || at > 0 && is_one(evidence.word(at - 1), &kinds)
}

/// Whether a token is the mark of a forwarded post ("RT @name: …"), and not the broadcaster of that name.
fn is_forward(evidence: &Evidence<'_>, at: usize) -> bool {
    if !matches!(evidence.word(at), "RT" | "MT" | "rt") {
        return false;
    }
    let kinds = evidence.tokens.kinds();
    let handle =
        |at: usize| matches!(kinds.get(at), Some(TokenKind::Handle | TokenKind::Hashtag | TokenKind::Url));
    let next = evidence.word(at + 1);
    let mark = matches!(next, ":" | "RT" | "“" | "\"" | "@" | "‘" | "'");
    if handle(at + 1) || handle(at + 2) || mark {
        return true;
    }
    let before = at.checked_sub(1).map_or("", |before| evidence.word(before));
    // What speaks for the broadcaster: a verb of saying or "'s" after it, a preposition or its kind before it.
    let says =
        evidence.known(at + 1).any(Known::SAY) || matches!(next, "'s" | "’s" | "," | "." | "and" | "had");
    let named = is_one(before, &BEFORE_BROADCASTER);
    let verb = says && !evidence.is_capital(at + 1);
    !named && !verb
}

const BEFORE_BROADCASTER: [&str; 22] = [
    "the",
    "told",
    "channel",
    "broadcaster",
    "network",
    "outlet",
    "station",
    "on",
    "by",
    "of",
    "from",
    "with",
    "to",
    "for",
    "at",
    "site",
    "website",
    "media",
    "and",
    "as",
    "russian",
    "state-run",
];

/// Numbers in words.
const NUMBERS: [&str; 13] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "zero",
];

/// Offices, measures and kinds of thing in capitals.
const GENERIC: [&str; 40] = [
    "CEO", "CFO", "COO", "CTO", "CIO", "GDP", "GNP", "CPI", "DNA", "RNA", "HIV", "AIDS", "CCTV", "VAT",
    "NGO", "NGOs", "TV", "PhD", "MBA", "CEOs", "SUV", "SUVs", "UFO", "UFOs", "ATM", "ATMs", "GPS", "VIP",
    "VIPs", "FAQ", "PDF", "USB", "LGBT", "LGBTQ", "PTSD", "MRSA", "IVF", "MRI", "IPO", "EST",
];

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn the_mark_of_a_forwarded_post_is_no_name() {
        check("RT @harbourwatch: [PERSON Ellis Okoro] is at the gate in [GPE Leeds]");
        check("So true! RT @annlind The ferry is late again");
        check("He told [ORG RT] that the talks had failed.");
    }

    #[test]
    fn titles_and_numbers_alone_are_no_names() {
        check("The Vice President, [PERSON Lena Fischer], spoke, and the Senator left.");
        check("[PERSON Carol King] sang, and [PERSON King] smiled. One stayed.");
    }
}
