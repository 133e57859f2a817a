//! Bylines: persons told from outlets, roles and dates.

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
const OPENINGS: [&str; 19] = [
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
];

/// Words for what somebody is at a newspaper.
const ROLES: [&str; 44] = [
    "analyst",
    "bureau",
    "chief",
    "columnist",
    "contributing",
    "contributor",
    "correspondent",
    "desk",
    "deputy",
    "diplomatic",
    "director",
    "editor",
    "editorial",
    "editors",
    "energy",
    "executive",
    "fellow",
    "foreign",
    "freelance",
    "freelancer",
    "host",
    "intern",
    "investigative",
    "journalist",
    "managing",
    "news",
    "photographer",
    "photojournalist",
    "political",
    "politics",
    "producer",
    "professor",
    "reporter",
    "reporters",
    "researcher",
    "security",
    "senior",
    "special",
    "staff",
    "team",
    "writer",
    "writers",
    "world",
    "business",
];

/// Words that mark the name of an outlet.
const OUTLETS: [&str; 58] = [
    "agencies",
    "agency",
    "associated",
    "bbc",
    "bloomberg",
    "broadcasting",
    "bulletin",
    "business",
    "chronicle",
    "cnn",
    "company",
    "courier",
    "daily",
    "digest",
    "dispatch",
    "echo",
    "enquirer",
    "examiner",
    "express",
    "gazette",
    "globe",
    "group",
    "guardian",
    "herald",
    "inc",
    "independent",
    "inquirer",
    "institute",
    "journal",
    "ledger",
    "llc",
    "magazine",
    "mail",
    "media",
    "mirror",
    "monitor",
    "network",
    "news",
    "newspaper",
    "newspapers",
    "observer",
    "online",
    "post",
    "press",
    "publishing",
    "radio",
    "record",
    "register",
    "reporter",
    "review",
    "sentinel",
    "star",
    "sun",
    "telegraph",
    "times",
    "today",
    "tribune",
    "tv",
];

/// Outlets known by one word.
const WIRES: [&str; 18] = [
    "afp",
    "ani",
    "ansa",
    "ap",
    "axios",
    "cnbc",
    "dpa",
    "efe",
    "ians",
    "interfax",
    "nbc",
    "pti",
    "reuters",
    "tass",
    "ukrinform",
    "upi",
    "xinhua",
    "politico",
];

/// Particles inside names.
const PARTICLES: [&str; 21] = [
    "al", "ap", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la",
    "le", "ten", "ter", "van", "von",
];

/// Reads a byline.
pub(crate) fn parse(line: &str) -> Credits {
    let mut credits = Credits::default();
    let end = (0..=line.len().min(300)).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
    let line = line[..end].trim().trim_matches(['(', ')', '[', ']']);
    // "Reporting by A and B; Editing by C": who edited is not the author.
    let line = line.split(';').next().unwrap_or(line);
    let dated = without_date(line);
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
    if let Some(outlet) = outlet.and_then(|outlet| outlet.split(',').next()) {
        set_publisher(credits, outlet);
    }
    for segment in name.split([',', '&']).flat_map(|segment| split_word(segment, " and ")) {
        let segment = without_opening(segment.trim()).0;
        let segment = find_word(segment, " in ").map_or(segment, |at| &segment[..at]);
        let segment = segment.trim().trim_end_matches(['.', ':']).trim();
        if is_outlet(segment) {
            set_publisher(credits, segment);
        } else if !is_role(segment) && is_person(segment) {
            let person = natural_case(segment);
            if !credits.persons.contains(&person) {
                credits.persons.push(person);
            }
        }
    }
}

fn set_publisher(credits: &mut Credits, name: &str) {
    let name = name.trim().trim_end_matches('.').trim();
    let sound = (2..=60).contains(&name.len()) && name.starts_with(|c: char| c.is_alphanumeric());
    if sound && credits.publisher.is_none() && !is_role(name) {
        credits.publisher = Some(name.to_owned());
    }
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
        let rest = out[range.end..].find('|').map_or(out.len(), |at| range.end + at);
        out.replace_range(start..rest, " ");
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
        if whole && start.eq_ignore_ascii_case(opening) {
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
    const NOUNS: [&str; 16] = [
        "analyst",
        "columnist",
        "contributor",
        "correspondent",
        "desk",
        "director",
        "editor",
        "editors",
        "fellow",
        "freelancer",
        "journalist",
        "photographer",
        "producer",
        "reporter",
        "staff",
        "writer",
    ];
    let last = words(text).last().unwrap_or("");
    let all = words(text).all(|word| among(word, &ROLES));
    all || among(last, &NOUNS) && words(text).count() <= 5
}

/// Whether a text is the name of an outlet.
pub(crate) fn is_outlet(text: &str) -> bool {
    if text.is_empty() || text.len() > 60 {
        return false;
    }
    let capital = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let site = !text.contains(' ') && text.contains('.') && text.len() > 4 && !text.ends_with('.');
    let known = words(text).any(|word| among(word, &OUTLETS) || among(word, &WIRES));
    let article = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
    let count = words(text).count();
    site || capital && count <= 7 && (known || article) && !is_role(text)
}

/// Whether a text is the short name of a news agency.
pub(crate) fn is_wire(text: &str) -> bool {
    among(text, &WIRES) || text.eq_ignore_ascii_case("associated press")
}

/// Words of pages that no name holds, sorted.
const NOT_IN_NAMES: [&str; 38] = [
    "about",
    "additional",
    "and",
    "article",
    "articles",
    "best",
    "blog",
    "by",
    "category",
    "comment",
    "comments",
    "for",
    "guide",
    "how",
    "in",
    "insurance",
    "latest",
    "leave",
    "liability",
    "min",
    "minutes",
    "more",
    "our",
    "page",
    "photo",
    "post",
    "posts",
    "published",
    "read",
    "related",
    "reply",
    "share",
    "tags",
    "the",
    "updated",
    "view",
    "with",
    "written",
];

/// Whether a text looks like the name of one person: two to five capitalized words.
pub(crate) fn is_person(text: &str) -> bool {
    if words(text).any(|word| among(word, &NOT_IN_NAMES)) {
        return false;
    }
    let (mut names, mut count) = (0, 0);
    for word in text.split_whitespace() {
        count += 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() || bare.chars().any(|c| c.is_ascii_digit()) || is_month(bare) {
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
