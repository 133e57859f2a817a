//! Press releases: what an organization tells about itself, by the words that the form demands.

use tidings_core::{Document, SourceFormat};

/// What stands above a release, in small letters.
const OPENINGS: [&str; 6] = [
    "for immediate release",
    "press release",
    "news release",
    "media release",
    "for release",
    "pressemitteilung",
];

/// Services that send releases, as the dateline names them, in small letters.
const WIRES: [&str; 9] = [
    "/prnewswire/",
    "(business wire)",
    "(globe newswire)",
    "/pr newswire/",
    "/cnw/",
    "(accesswire)",
    "/einpresswire",
    "(prweb)",
    "/newsfile corp",
];

/// What stands below one, in small letters.
const CLOSINGS: [&str; 8] = [
    "forward-looking statements",
    "media contact",
    "press contact",
    "media contacts",
    "contact for media",
    "investor relations",
    "source: ",
    "safe harbor",
];

/// Whether the document is a press release.
pub(super) fn is_release(doc: &Document) -> bool {
    // Cleaning may have cut what tells: of a text, its source still has it.
    let text = if doc.format() == SourceFormat::Text { doc.source() } else { doc.text() };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let opened = lines.clone().take(4).any(|line| {
        let lower = line.to_lowercase();
        line.len() <= 60 && OPENINGS.iter().any(|opening| lower.starts_with(opening))
    });
    let start: String = text.chars().take(1500).collect::<String>().to_lowercase();
    let wired = WIRES.iter().any(|wire| start.contains(wire)) || slashed(&start);
    if !opened && !wired {
        return false;
    }
    let lines = || lines.clone().filter(|line| line.len() <= 80);
    let closed = lines().any(|line| {
        let lower = line.to_lowercase();
        CLOSINGS.iter().any(|closing| lower.starts_with(closing)) || line.starts_with("SOURCE ")
    });
    let about = lines().any(|line| line.starts_with("About ") && !line.ends_with(['.', '?']));
    about || closed || opened && wired
}

/// Whether a dateline ends with a name between slashes and two dashes: "ELSWORTH, March 3 /NewsLine/ --".
fn slashed(start: &str) -> bool {
    start.match_indices("/ --").any(|(at, _)| {
        let before = &start[..at];
        before.rfind('/').is_some_and(|open| {
            let name = &before[open + 1..];
            (3..=30).contains(&name.len())
                && name.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '-')
        })
    })
}
