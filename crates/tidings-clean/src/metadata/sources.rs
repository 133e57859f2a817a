//! What a source line names.

use crate::byline::is_outlet;
use crate::dates::is_month;

/// Openings of source lines, longest first.
const OPENINGS: [&str; 31] = [
    "this article was originally published by",
    "this article was originally published in",
    "this article was originally published on",
    "this article was originally published at",
    "this story was originally published by",
    "this story was originally published in",
    "this article originally appeared in",
    "this article originally appeared on",
    "this story originally appeared in",
    "this story originally appeared on",
    "this article first appeared in",
    "this article first appeared on",
    "this article is republished from",
    "originally published by",
    "originally published in",
    "originally published on",
    "originally published at",
    "first published in",
    "first published by",
    "republished from",
    "with additional reporting by",
    "with inputs from",
    "with input from",
    "with information from",
    "with reporting from",
    "with files from",
    "news source",
    "copyright ©",
    "copyright",
    "sources",
    "source",
];

/// The sources that a line credits, as written.
pub(crate) fn credited(line: &str) -> Vec<String> {
    let line = line.trim().trim_matches(['(', ')', '[', ']', '*', '_']).trim();
    let (rest, found) = without_opening(line);
    // Of "Copyright 2025 Harbor Echo. Used with permission." only the first sentence names somebody.
    let rest = if found { rest.split(". ").next().unwrap_or(rest) } else { rest };
    let Some(rest) = (if found { Some(rest) } else { contributor(line) }) else { return Vec::new() };
    let mut out: Vec<String> = Vec::new();
    for part in rest.split([',', ';', '|', '•', '·']) {
        for part in split_pair(part) {
            let part = part.trim().trim_start_matches("and ").trim_end_matches(['.', ')', ']']).trim();
            if is_no_source(part) {
                continue;
            }
            let short = (2..=80).contains(&part.len()) && part.split_whitespace().count() <= 8;
            if short && !out.iter().any(|known| known == part) {
                out.push(part.to_owned());
            }
        }
    }
    out
}

/// What stands beside a name in a copyright or source line: rights reserved, what a company is by law, links, days.
fn is_no_source(part: &str) -> bool {
    const RIGHTS: [&str; 8] = [
        "rights reserved",
        "alle rechte",
        "tous droits",
        "derechos reservados",
        "direitos reservados",
        "diritti riservati",
        "hakları saklıdır",
        "used with permission",
    ];
    const LINKS: [&str; 6] = ["policy", "terms", "sitemap", "made with", "powered by", "cookie"];
    const FORMS: [&str; 8] = ["inc", "llc", "ltd", "limited", "plc", "corp", "gmbh", "s.a"];
    let lower = part.to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let dated = lower.split(' ').next().is_some_and(is_month) && lower.split(' ').count() <= 2;
    holds(&RIGHTS)
        || holds(&LINKS)
        || FORMS.contains(&lower.as_str())
        || dated
        || !lower.contains(char::is_alphabetic)
}

/// Two names joined by "and", told from one name that has the word in it.
fn split_pair(part: &str) -> [&str; 2] {
    let words = |name: &str| name.split_whitespace().count();
    let two = |(left, right): &(&str, &str)| {
        is_outlet(left.trim()) || is_outlet(right.trim()) || words(left) <= 2 && words(right) <= 2
    };
    part.split_once(" and ").filter(two).map_or([part, ""], |(left, right)| [left, right])
}

fn without_opening(line: &str) -> (&str, bool) {
    for opening in OPENINGS {
        if line.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening)) {
            let rest = line[opening.len()..].trim_start_matches([' ', ':', '-', '–', '\u{A0}', '©']);
            // The year or the years of a copyright line.
            return (rest.trim_start_matches(|c: char| c.is_ascii_digit() || " -–—,".contains(c)), true);
        }
    }
    (line, false)
}

/// "The Harbor Wire contributed to this report."
fn contributor(line: &str) -> Option<&str> {
    let at = line.find(" contributed")?;
    let names = line[..at].trim();
    // "Harbor Wire writers A and B": the outlet is the source.
    let writers = [" writer", " reporter", " correspondent", " journalist"]
        .iter()
        .filter_map(|word| names.find(word))
        .min();
    writers.map_or(Some(names), |at| Some(&names[..at]).filter(|outlet| is_outlet(outlet)))
}

/// The credit in a line with a photo credit, without its label.
pub(crate) fn photo(line: &str, credit_at: Option<usize>) -> Option<&str> {
    const LABELS: [&str; 24] = [
        "photo credit",
        "photo courtesy of",
        "photo courtesy",
        "photos by",
        "photo by",
        "photograph by",
        "photography by",
        "photograph",
        "photos",
        "photo",
        "image courtesy of",
        "image credits",
        "image credit",
        "image courtesy",
        "image source",
        "image by",
        "images",
        "image",
        "picture credit",
        "picture by",
        "pictures",
        "picture",
        "credits",
        "credit",
    ];
    let credit = credit_at.and_then(|at| line.get(at..)).unwrap_or(line);
    let mut credit = credit.trim().trim_matches(['(', ')', '[', ']']).trim();
    for label in LABELS {
        let Some(start) = credit.get(..label.len()) else { continue };
        let rest = &credit[label.len()..];
        let whole = rest.starts_with([':', '/']) || label.contains(' ') && rest.starts_with(' ');
        if whole && start.eq_ignore_ascii_case(label) {
            credit = rest.trim_start_matches([' ', ':', '/']);
            break;
        }
    }
    let credit = credit.trim().trim_end_matches('.');
    (!credit.is_empty() && credit.len() <= 160).then_some(credit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_and_legal_forms_are_no_sources() {
        assert_eq!(credited("Copyright © 2026 Harbor Echo, Inc, All rights reserved."), ["Harbor Echo"]);
        assert_eq!(credited("Copyright © 2019 - 2025 Harbor Echo | Privacy Policy | Terms"), ["Harbor Echo"]);
        assert!(credited("Copyright © 2025").is_empty() && credited("Source: March 2022").is_empty());
    }
}
