//! Bylines: persons told from outlets, roles and dates.

mod words;

use self::words::{
    AGENCIES, CONJUNCTIONS, NOT_IN_NAMES, OF_POSITIONS, OUTLETS, PARTICLES, PICTURE_AGENCIES, PICTURES,
    POSITIONS, ROLE_NOUNS, ROLES, SENTENCE_WORDS, WIRES,
};
use crate::dates::{find_date, is_month, is_time_word};

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Credits {
    /// The persons, as written, in order.
    pub(crate) persons: Vec<String>,
    /// The outlet.
    pub(crate) publisher: Option<String>,
}

/// Words that begin a byline and are not part of a name, longest first.
const OPENINGS: [&str; 24] = [
    "about the author:",
    "about the author",
    "reporting by",
    "reported by",
    "written by",
    "analysis by",
    "opinion by",
    "posted by",
    "story by",
    "words by",
    "text by",
    "authors:",
    "author:",
    "author",
    "byline:",
    "from:",
    "by:",
    "by",
    "from",
    "von",
    "por",
    "par",
    "door",
    "av",
];

/// Reads a byline.
pub(crate) fn parse(line: &str) -> Credits {
    let mut credits = Credits::default();
    let end = (0..=line.len().min(300)).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
    let line = line[..end].trim();
    let line = line.strip_prefix(['(', '[']).map_or(line, |line| line.trim_end_matches([')', ']']));
    // "Reporting by A and B; Editing by C": who edited is not the author.
    let line = line.split(';').next().unwrap_or(line);
    // "By A with files from B".
    let helpers = ["files", "reporting", "additional", "contributions", "inputs"];
    let helped = find_word(line, " with ").filter(|&at| {
        let next = words(&line[at + " with ".len()..]).next().unwrap_or("");
        among(next, &helpers)
    });
    let line = helped.map_or(line, |at| &line[..at]);
    let plain = without_codes(line);
    let dated = without_date(&plain);
    for (at, part) in dated.split(['|', '·', '•', '—', '–', '/', '\n', '\t']).enumerate() {
        part_of(part, at == 0, &mut credits);
    }
    credits
}

fn part_of(part: &str, first: bool, credits: &mut Credits) {
    let (name, opened) = without_opening(part.trim());
    let (name, outlet) = match find_word(name, " for ") {
        Some(at) if first || opened => (&name[..at], Some(&name[at + 5..])),
        _ => (name, None),
    };
    let outlet = outlet.and_then(|outlet| outlet.split(',').next());
    // "Ada Lund writes for us. She has a background in law": a note on the author.
    if let Some(outlet) = outlet.filter(|outlet| !is_sentence(outlet) && !outlet.contains(". ")) {
        set_publisher(credits, outlet);
    }
    for segment in name.split([',', '&']).flat_map(|segment| split_word(segment, " and ")).flat_map(names) {
        let segment = without_opening(segment.trim()).0;
        let segment = find_word(segment, " in ").map_or(segment, |at| &segment[..at]);
        let segment = segment.trim().trim_end_matches(['.', ':']).trim();
        // "TOM KENT Associated Press": the two stood in two lines.
        let (segment, agency) = without_agency(segment);
        if let Some(agency) = agency {
            set_publisher(credits, agency);
        } else if is_outlet(segment) {
            set_publisher(credits, segment);
            continue;
        }
        let segment = without_position(segment);
        if !is_role(segment) && is_person(segment) {
            let person = natural_case(&segment.split_whitespace().collect::<Vec<_>>().join(" "));
            if !credits.persons.contains(&person) {
                credits.persons.push(person);
            }
        }
    }
}

/// A name and the agency that follows it without a comma.
fn without_agency(segment: &str) -> (&str, Option<&str>) {
    let mut at = 0;
    for word in segment.split_inclusive(' ') {
        let (before, agency) = segment.split_at(at);
        if at > 0 && is_agency(agency) && is_person(before.trim()) {
            return (before.trim(), Some(agency));
        }
        at += word.len();
    }
    (segment, None)
}

/// The names in a segment of a language that does not join them with "and". Both must be whole names: "Ana y Silva"
/// and "Ortega y Gasset" are each one.
fn names(segment: &str) -> Vec<&str> {
    for word in CONJUNCTIONS {
        let Some(at) = segment.find(word) else { continue };
        let (left, right) = (&segment[..at], &segment[at + word.len()..]);
        if is_person(without_opening(left.trim()).0) && names(right).iter().all(|name| is_person(name.trim()))
        {
            return std::iter::once(left).chain(names(right)).collect();
        }
    }
    vec![segment]
}

/// A name without what somebody is before and after it: "court reporter Ada Lund", "Ada Lund Founder".
fn without_position(segment: &str) -> &str {
    let is_noun = |word: &str| among(word, ROLE_NOUNS);
    let mut name = segment;
    // Before it: all up to the last word for a position, if these are such words or in small letters.
    let mut at = 0;
    for word in segment.split_inclusive(' ') {
        at += word.len();
        let bare = word.trim();
        if !(among(bare, ROLES) || is_noun(bare) || bare.starts_with(char::is_lowercase)) {
            break;
        }
        if is_noun(bare) && segment[at..].split_whitespace().count() >= 2 {
            name = &segment[at..];
        }
    }
    // After it, where what is left is no position too: "Digital Security Expert".
    if let Some((before, last)) = name.trim_end().rsplit_once(' ')
        && (among(last, ROLE_NOUNS) || among(last, &["founder", "co-founder", "cofounder", "ceo", "owner"]))
        && before.split_whitespace().count() >= 2
        && !words(before).any(|word| among(word, ROLES))
    {
        name = before;
    }
    name.trim()
}

fn set_publisher(credits: &mut Credits, name: &str) {
    let name = name.trim().trim_end_matches('.').trim();
    let sound = (2..=60).contains(&name.len()) && name.starts_with(|c: char| c.is_alphanumeric());
    if sound && credits.publisher.is_none() && !is_role(name) {
        credits.publisher = Some(name.to_owned());
    }
}

/// The line without the codes of its writers: "Elena Brandt (ebr)".
fn without_codes(line: &str) -> String {
    const LONGEST_CODE: usize = 6;
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find(" (") {
        let inside = &rest[open + 2..];
        let Some(close) = inside.find(')') else { break };
        let code = &inside[..close];
        let is_code = close <= LONGEST_CODE && code.chars().all(|c| c.is_lowercase() || c == '.');
        out.push_str(&rest[..if is_code { open } else { open + close + 3 }]);
        rest = &inside[close + 1..];
    }
    out.push_str(rest);
    out
}

/// The line without its date, the words around the date and words such as "Updated".
fn without_date(line: &str) -> String {
    let mut out = line.to_owned();
    while let Some((range, _)) = find_date(&out) {
        let before = out[..range.start].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '|');
        let start = match before.rsplit([' ', '|']).next() {
            Some(day) if is_time_word(day) => before.len() - day.len(),
            _ => before.len(),
        };
        // "Monday August 27, 2018 10:05 am PDT by Ada Lund".
        let by = find_word(&out[range.end..], " by ").map(|at| range.end + at);
        let bar = out[range.end..].find('|').map(|at| range.end + at);
        let rest = by.into_iter().chain(bar).min().unwrap_or(out.len());
        out.replace_range(start..rest, if by == Some(rest) { "|" } else { " " });
    }
    for label in ["last updated", "updated", "published", "posted", "modified"] {
        if let Some(at) = find_folded(&out, label) {
            out.replace_range(at..at + label.len(), "|");
        }
    }
    out
}

/// Where a label stands as a whole word.
fn find_folded(text: &str, label: &str) -> Option<usize> {
    let at = text.to_ascii_lowercase().find(label)?;
    let word =
        text[at + label.len()..].starts_with(|c: char| !c.is_alphabetic()) || at + label.len() == text.len();
    let is_posted_by = text[at + label.len()..].trim_start().starts_with("by");
    (word && !is_posted_by).then_some(at)
}

fn without_opening(text: &str) -> (&str, bool) {
    for opening in OPENINGS {
        let Some(start) = text.get(..opening.len()) else { continue };
        let rest = &text[opening.len()..];
        // "ByAda Lund": the label and the name stood in two elements.
        let glued = start == "By" && rest.starts_with(char::is_uppercase);
        let whole = glued || opening.ends_with(':') || rest.starts_with([' ', ':', '\u{a0}']);
        // "Von Miller" is a name, "Von Seb Dumitru" is one after the German word.
        let foreign = matches!(opening, "von" | "por" | "par" | "door" | "av");
        let named = || !foreign || rest.split_whitespace().count() >= 2;
        if whole && start.eq_ignore_ascii_case(opening) && named() {
            return (rest.trim_start_matches([' ', ':', '\u{a0}']), true);
        }
    }
    (text, false)
}

/// Where `word` (ASCII, with its spaces) stands in `text`, whatever its case.
fn find_word(text: &str, word: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(word)
}

fn split_word<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some(at) = find_word(rest, word) {
        out.push(&rest[..at]);
        rest = &rest[at + word.len()..];
    }
    out.push(rest);
    out
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn among(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a text says what somebody is ("Senior Correspondent", "Europe editor").
pub(crate) fn is_role(text: &str) -> bool {
    let last = words(text).last().unwrap_or("");
    let all = words(text).all(|word| among(word, ROLES));
    all || among(last, ROLE_NOUNS) && words(text).count() <= 5
}

/// Whether a text is the name of an outlet.
pub(crate) fn is_outlet(text: &str) -> bool {
    if text.is_empty() || text.len() > 60 {
        return false;
    }
    // "This post was written by Ada Lund".
    if is_sentence(text) {
        return false;
    }
    let capital = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let site = !text.contains(' ') && text.contains('.') && text.len() > 4 && !text.ends_with('.');
    let known = words(text).any(|word| among(word, OUTLETS) || among(word, WIRES));
    let article = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
    let count = words(text).count();
    site || capital && count <= 7 && (known || article) && !is_role(text)
}

/// Whether a text holds a word that sentences have and names of outlets do not.
pub(crate) fn is_sentence(text: &str) -> bool {
    text.split_whitespace().any(|word| SENTENCE_WORDS.contains(&word))
}

/// Whether a text is the short name of a news agency.
pub(crate) fn is_wire(text: &str) -> bool {
    among(text, WIRES) || text.eq_ignore_ascii_case("associated press")
}

/// Whether a text is the name of a news agency, short or whole.
pub(crate) fn is_agency(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    is_wire(text) || AGENCIES.contains(&text.to_lowercase().as_str())
}

/// Whether a text is the name of an agency that sells pictures: "Getty Images", "Ada Lund/Getty".
pub(crate) fn is_picture_agency(text: &str) -> bool {
    let last = words(text).last().unwrap_or("");
    words(text).any(|word| among(word, PICTURE_AGENCIES)) || words(text).count() == 2 && among(last, PICTURES)
}

/// Whether a text says what somebody is or which part of an outlet signs, and is nobody's name.
pub(crate) fn is_position(text: &str) -> bool {
    let last = words(text).last().unwrap_or("");
    let desk = ["editorial", "redaktion", "redacción"];
    is_role(text) || among(last, POSITIONS) || words(text).any(|word| among(word, &desk))
}

/// Whether a text is a position without any name in it: "Lead Reviewer", but not "Harbor Echo Staff".
pub(crate) fn is_bare_position(text: &str) -> bool {
    let known = |word: &str| among(word, ROLES) || among(word, ROLE_NOUNS) || among(word, POSITIONS);
    is_position(text) && words(text).all(|word| known(word) || among(word, OF_POSITIONS))
}

/// Whether a text looks like the name of one person: two to five capitalized words.
pub(crate) fn is_person(text: &str) -> bool {
    if words(text).any(|word| among(word, NOT_IN_NAMES))
        || is_bare_position(text)
        || is_picture_agency(text)
        || is_agency(text)
    {
        return false;
    }
    let (mut names, mut count) = (0, 0);
    for word in text.split_whitespace() {
        count += 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        // "April Fulton" has the name of a month.
        let month =
            is_month(bare) && !(count == 1 && matches!(bare, "April" | "May" | "June" | "August" | "Jan"));
        if bare.is_empty() || bare.chars().any(|c| c.is_ascii_digit()) || month {
            return false;
        }
        let odd = |c: char| !c.is_alphabetic() && !matches!(c, '.' | '-' | '\'' | '’' | '‑' | ',');
        if word.chars().any(odd) {
            return false;
        }
        if bare.starts_with(char::is_uppercase) {
            names += 1;
        } else if !PARTICLES.contains(&bare) {
            return false;
        }
    }
    (2..=4).contains(&names) && count <= 6 && !is_outlet(text)
}

/// Longest line of names, in bytes.
const LONGEST_NAMES: usize = 120;

/// Whether a line is of names of persons and nothing else but an agency: what stands above the dateline of a wire.
pub(crate) fn is_names(line: &str) -> bool {
    if line.len() > LONGEST_NAMES {
        return false;
    }
    let mut persons = 0;
    let mut parts = line.split([',', '&']).flat_map(|part| split_word(part, " and ")).map(str::trim);
    let all = parts.all(|part| {
        persons += usize::from(is_person(part));
        is_person(part) || is_agency(part) || part.is_empty()
    });
    all && persons > 0
}

/// A name in capitals, in ordinary case; other names as they are.
pub(crate) fn natural_case(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 4 || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    for word in name.split_inclusive([' ', '-', '\'', '’']) {
        // Initials and abbreviations ("J.", "D.C.", "UK") keep their capitals.
        if word.contains('.') || word.chars().filter(|c| c.is_alphabetic()).count() < 3 {
            out.push_str(word);
            continue;
        }
        let mut chars = word.chars();
        out.extend(chars.next());
        out.extend(chars.flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, persons: &[&str], publisher: &str) {
        let credits = parse(line);
        assert_eq!(credits.persons, persons, "{line}");
        assert_eq!(credits.publisher.as_deref().unwrap_or(""), publisher, "{line}");
    }

    #[test]
    fn persons_roles_and_outlets() {
        check("By Miriam Okafor, Senior Correspondent", &["Miriam Okafor"], "");
        check(
            "Written by Nora Halvest for Copperline Media, original reporting.",
            &["Nora Halvest"],
            "Copperline Media",
        );
        check(
            "By Halyna Moroz and Piers Lindgren, Saltmarsh Shipping News",
            &["Halyna Moroz", "Piers Lindgren"],
            "Saltmarsh Shipping News",
        );
        check("By PAUL O’NEILL-SMITH", &["Paul O’Neill-Smith"], "");
        check("Imogen Tarrant, Europe correspondent", &["Imogen Tarrant"], "");
        check("By Staff Reporter", &[], "");
        check("(Reporting by Ada van der Berg in Kyiv; Editing by Tom Kent)", &["Ada van der Berg"], "");
        check("By Reuters", &[], "Reuters");
        check("ByAda Lund", &["Ada Lund"], "");
        check("Byron Lund", &["Byron Lund"], "");
        check("Author Ada Lund", &["Ada Lund"], "");
        check("Leave a Comment", &[], "");
        check("April Fulton", &["April Fulton"], "");
        check("This post was written by Ada Lund", &[], "");
        check("By Bill  Marsh", &["Bill Marsh"], "");
        check("By Elena Brandt (ebr), Oliver Maks (oma)", &["Elena Brandt", "Oliver Maks"], "");
    }

    #[test]
    fn positions_around_a_name() {
        check("By court reporter Julia Clove and staff", &["Julia Clove"], "");
        check("By Political Editor Julia Clove", &["Julia Clove"], "");
        check("Ada Lund Founder", &["Ada Lund"], "");
        check("Digital Security Expert", &[], "");
        check("Lead Reviewer, Ada Lund, Co-Founder", &["Ada Lund"], "");
        check("Senior Content Editor", &[], "");
    }

    #[test]
    fn names_and_agencies_in_one() {
        check("By MINA DAHL and TOM KENT Associated Press", &["Mina Dahl", "Tom Kent"], "Associated Press");
        check("By Julia Clove with files from The Canadian Press", &["Julia Clove"], "");
        check("By Julia Clove and wire reports", &["Julia Clove"], "");
    }

    #[test]
    fn a_note_on_the_author_names_no_outlet() {
        check("Ada Lund is a writer for the bay. She has a background in law", &[], "");
        check("Ada Lund for Harbor Echo", &["Ada Lund"], "Harbor Echo");
    }

    #[test]
    fn agencies_are_no_persons() {
        for line in [
            "By Getty Images",
            "Getty Images",
            "iStock Photo",
            "Deutsche Presse-Agentur",
            "By Anadolu Agency",
        ] {
            assert_eq!(parse(line).persons, [""; 0], "{line}");
        }
        check("By Ada Lund/Getty Images", &["Ada Lund"], "");
        check("ADA LUND and PIERS ORR, Associated Press", &["Ada Lund", "Piers Orr"], "Associated Press");
    }

    #[test]
    fn bylines_in_other_languages() {
        check("Von Seb Dumitru, Lille", &["Seb Dumitru"], "");
        check("Von Miller", &["Von Miller"], "");
        check("Anna Martel und Lea Wagner, Nairobi", &["Anna Martel", "Lea Wagner"], "");
        check("Trine Juncher Holm og Tora Reimer-Lund", &["Trine Juncher Holm", "Tora Reimer-Lund"], "");
        check("Por José Ortega y Gasset", &["José Ortega y Gasset"], "");
        check("par Ada Lund et Piers Orr", &["Ada Lund", "Piers Orr"], "");
    }

    #[test]
    fn a_date_before_the_name() {
        check("Monday August 27, 2018 10:05 am PDT by Julia Clove", &["Julia Clove"], "");
        check(
            "August 27, 2018, by Julia Clove and Ada Lund | Harbor Echo",
            &["Julia Clove", "Ada Lund"],
            "Harbor Echo",
        );
    }

    #[test]
    fn dates_in_bylines() {
        check("By Tomas Rehn | Updated 14 December 2025", &["Tomas Rehn"], "");
        check(
            "By Nora Halvest | The Northway Post | December 15, 2025",
            &["Nora Halvest"],
            "The Northway Post",
        );
        check("The Kestrel Courier, Tuesday 16 December 2025 08.15 GMT", &[], "The Kestrel Courier");
        check("Published December 15, 2025, 9:42 p.m.", &[], "");
        check("Meridian Press | Dec. 18, 2025", &[], "Meridian Press");
    }
}
