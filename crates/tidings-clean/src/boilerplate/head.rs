//! The head of an article: bylines, date lines and the dateline before the first sentence.

use std::ops::Range;

use crate::byline::{is_outlet, is_person, is_role, is_wire, parse};
use crate::dates::{find_date, is_month, is_time_word};

/// A dateline, as byte ranges of its line.
pub(crate) struct Dateline {
    /// The place, with its country or state.
    pub(crate) place: Range<usize>,
    /// What stands in parentheses.
    pub(crate) agency: Option<Range<usize>>,
    /// End of the dash.
    pub(crate) end: usize,
}

/// Longest dateline, in bytes.
const LONGEST_DATELINE: usize = 90;

/// Words in front of a dash that are labels, not places.
const LABELS: [&str; 27] = [
    "a",
    "an",
    "analysis",
    "and",
    "breaking",
    "but",
    "correction",
    "editorial",
    "exclusive",
    "explainer",
    "he",
    "in",
    "it",
    "live",
    "note",
    "on",
    "opinion",
    "she",
    "so",
    "that",
    "the",
    "then",
    "they",
    "this",
    "update",
    "watch",
    "we",
];

/// Recognizes "KYIV, Ukraine (AP) —" at the start of a line.
pub(crate) fn dateline(line: &str) -> Option<Dateline> {
    if let Some(found) = slashed(line) {
        return Some(found);
    }
    let (dash, end) = dash(line)?;
    let before = line[..dash].trim_end();
    // A hyphen between words is no sign of a dateline.
    let spaced = before.len() < dash && !line[dash..].starts_with('-');
    if is_wire(before) {
        return Some(Dateline { place: 0..0, agency: Some(0..before.len()), end });
    }
    let (rest, agency) = match before.strip_suffix(')') {
        Some(inside) => {
            let open = inside.rfind('(')?;
            (before[..open].trim_end(), Some(open + 1..inside.len()))
        }
        None => (before, None),
    };
    if agency.clone().is_some_and(|range| range.is_empty() || range.len() > 40) {
        return None;
    }
    let place = place(rest, agency.is_some())?;
    let capitals = line[place.clone()].split(',').next().is_some_and(is_capitals);
    let after = line[end..].trim_start().chars().next()?;
    let begins = !after.is_lowercase();
    let sure = capitals || agency.is_some() && begins || spaced && begins && before.len() <= 40;
    (sure && !(place.is_empty() && agency.is_none())).then_some(Dateline { place, agency, end })
}

/// "MOSCOW, January 5. /TASS/.": the agency between slashes, as some agencies sign.
fn slashed(line: &str) -> Option<Dateline> {
    let open = line.bytes().take(60).position(|byte| byte == b'/')?;
    let len = line.as_bytes()[open + 1..].iter().take(24).position(|&byte| byte == b'/')?;
    let close = open + 1 + len;
    let before = line[..open].trim_end().trim_end_matches('.');
    let place = place(before, true)
        .filter(|place| is_capitals(line[place.clone()].split(',').next().unwrap_or("")))?;
    let end = close + 1 + usize::from(line[close + 1..].starts_with('.'));
    // "/Harbor Wire/ -- The board".
    let rest = line[end..].trim_start();
    let dash = ["--", "—", "–", "- "].iter().find(|dash| rest.starts_with(**dash));
    let end = dash.map_or(end, |dash| line.len() - rest.len() + dash.len());
    Some(Dateline { place, agency: Some(open + 1..close), end })
}

/// A line that is a place in capitals and nothing else.
pub(crate) fn is_place_line(line: &str, words: u32) -> bool {
    words <= 3 && line.len() <= 40 && is_capitals(line) && line.split_whitespace().all(is_place_word)
}

/// Where the first dash of a line stands, if it can end a dateline.
fn dash(line: &str) -> Option<(usize, usize)> {
    for (at, c) in line.char_indices() {
        if at > LONGEST_DATELINE {
            return None;
        }
        match c {
            '—' | '–' | '―' => return Some((at, at + c.len_utf8())),
            '-' if line[at..].starts_with("--") => return Some((at, at + 2)),
            '-' if line[..at].ends_with(' ') && line[at..].starts_with("- ") => return Some((at, at + 1)),
            '!' | '?' | ';' | ':' | '“' | '"' => return None,
            _ => {}
        }
    }
    None
}

/// The part of a dateline that names the place; empty if there is none.
fn place(rest: &str, agency: bool) -> Option<Range<usize>> {
    let mut end = 0;
    let mut at = 0;
    for (index, part) in rest.split(',').enumerate() {
        let bare = part.trim();
        let words: Vec<&str> = bare.split_whitespace().collect();
        let date = words.iter().any(|word| is_month(word.trim_end_matches('.')) || is_time_word(word))
            || !words.is_empty() && words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
        if index > 3 || words.len() > 4 || words.is_empty() && !(index == 0 && agency) {
            return None;
        }
        if !(index > 0 && date) {
            if !words.iter().all(|word| is_place_word(word)) {
                return None;
            }
            end = at + part.trim_end().len();
        }
        at += part.len() + 1;
    }
    let first = rest[..end].split([' ', ',']).next().unwrap_or("");
    (!LABELS.iter().any(|label| label.eq_ignore_ascii_case(first))).then_some(0..end)
}

fn is_place_word(word: &str) -> bool {
    const PARTICLES: [&str; 10] = ["al", "am", "and", "de", "del", "la", "of", "on", "the", "upon"];
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑' | '/'));
    letters && (word.starts_with(char::is_uppercase) || PARTICLES.contains(&word))
}

/// Whether a place is in capitals.
fn is_capitals(place: &str) -> bool {
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && !place.chars().any(char::is_lowercase)
}

/// Why a line is a byline or date line, if it is one. `loose`: it stands between the headline and the
/// text, where a bare name or date counts too.
pub(crate) fn byline(line: &str, words: u32, loose: bool) -> Option<&'static str> {
    // After a colon somebody speaks, or something is listed.
    let leads = line.ends_with(':') && words > 1;
    if words > 25 || line.len() > 240 || leads {
        return None;
    }
    let opened = line
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("by ") || start.eq_ignore_ascii_case("by:"));
    if opened && names_somebody(line) {
        return Some("byline after `By`");
    }
    if let Some((range, _)) = find_date(line) {
        if signs_after_date(line, &range) {
            return Some("date and byline");
        }
        return date_line(line, range, words, loose);
    }
    if !loose || words > 10 {
        return None;
    }
    let mut parts = line.split([',', '|', '·', '•']).map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next()?;
    let second = parts.next();
    if is_role(line) || second.is_some_and(is_role) && (is_person(first) || is_outlet(first)) {
        return Some("name and position");
    }
    if second.is_some_and(is_outlet) && is_person(first) {
        return Some("name and outlet");
    }
    is_age(line).then_some("time since publication")
}

/// Whether the names after "By" are names.
fn names_somebody(line: &str) -> bool {
    let Some(next) = line[3..].split_whitespace().next() else { return false };
    let bare = next.trim_matches(|c: char| !c.is_alphanumeric());
    let credits = parse(line);
    let known = !credits.persons.is_empty() || credits.publisher.is_some();
    // "By Friday, the Harbor Echo had …" is a sentence.
    let sentence = is_month(bare) || is_time_word(bare) || line.ends_with('.') && line.split(' ').count() > 8;
    let handle = bare.contains('@') || is_role(line[3..].trim());
    (known || handle) && !sentence
}

/// "Monday August 27, 2018 10:05 am PDT by Ada Lund".
fn signs_after_date(line: &str, date: &Range<usize>) -> bool {
    let after = &line[date.end..];
    let Some(by) = after.to_ascii_lowercase().find("by ") else { return false };
    let begins = by == 0 || !after[..by].ends_with(char::is_alphanumeric);
    begins && by <= 30 && date.start <= 40 && !line.ends_with('.') && !parse(&after[by..]).persons.is_empty()
}

/// A line that gives the date of the article.
fn date_line(line: &str, date: Range<usize>, words: u32, loose: bool) -> Option<&'static str> {
    const LABELS: [&str; 13] = [
        "published",
        "updated",
        "last updated",
        "posted",
        "last modified",
        "modified",
        "first published",
        "date:",
        "publication date",
        "created",
        "on ",
        "posted on",
        "published on",
    ];
    let lower = line.to_ascii_lowercase();
    let labeled = LABELS.iter().filter(|label| **label != "on ").any(|label| lower.starts_with(label));
    if labeled && words <= 20 {
        return Some("date of publication");
    }
    let rest = line.len() - date.len();
    let sentence = line.ends_with('.') && !lower.ends_with("m.");
    (loose && words <= 14 && rest <= 80 && !sentence).then_some("line with a date under the headline")
}

/// "3 hours ago", "5 min ago".
fn is_age(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    let number = lower.starts_with(|c: char| c.is_ascii_digit()) || lower.starts_with("updated ");
    number && lower.ends_with(" ago") && lower.len() <= 30
}

/// "FOR IMMEDIATE RELEASE": what a press release has above its headline.
pub(crate) fn is_release_label(line: &str) -> bool {
    const LABELS: [&str; 7] = [
        "for immediate release",
        "press release",
        "news release",
        "media release",
        "media advisory",
        "for release",
        "immediate release",
    ];
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = bare.to_ascii_lowercase();
    let embargo = lower.starts_with("embargoed")
        || lower.starts_with("under embargo")
        || lower.starts_with("for release ");
    LABELS.contains(&lower.as_str()) || embargo && bare.len() <= 60 && !bare.ends_with('.')
}

/// A breadcrumb trail or a section label above the headline.
pub(crate) fn is_trail(line: &str, words: u32) -> bool {
    const SECTIONS: [&str; 26] = [
        "africa",
        "americas",
        "asia",
        "business",
        "culture",
        "economy",
        "education",
        "entertainment",
        "environment",
        "europe",
        "health",
        "home",
        "local news",
        "media",
        "middle east",
        "national",
        "news",
        "opinion",
        "politics",
        "science",
        "sport",
        "sports",
        "tech",
        "technology",
        "us news",
        "world",
    ];
    let section = |part: &str| SECTIONS.iter().any(|known| known.eq_ignore_ascii_case(part.trim()));
    let crumbs = line.split(['>', '›', '»', '/', '|']);
    let count = crumbs.clone().count();
    section(line)
        || words <= 14
            && count >= 2
            && crumbs.clone().next().is_some_and(section)
            && crumbs.take(3).any(section)
}
