//! One spelling, the American one, in comments, names and prose.
//!
//! Strings are data and may hold any spelling; so may what stands in quotation marks or backticks.

use std::path::Path;

use super::Problem;
use super::lexer::{Kind, pieces};

/// Stems of words in *-our*; whatever follows them.
const OUR: [&str; 10] = [
    "behaviour",
    "colour",
    "favour",
    "flavour",
    "harbour",
    "honour",
    "humour",
    "neighbour",
    "rumour",
    "endeavour",
];

/// Stems of verbs in *-ise*; only the endings in [`ISE_ENDINGS`] make them British.
const ISE: [&str; 43] = [
    "analys",
    "apologis",
    "authoris",
    "canonicalis",
    "capitalis",
    "categoris",
    "centralis",
    "characteris",
    "criticis",
    "customis",
    "emphasis",
    "finalis",
    "formalis",
    "generalis",
    "initialis",
    "italicis",
    "lemmatis",
    "localis",
    "materialis",
    "maximis",
    "memoris",
    "minimis",
    "modernis",
    "normalis",
    "optimis",
    "organis",
    "parallelis",
    "paralys",
    "penalis",
    "prioritis",
    "randomis",
    "realis",
    "recognis",
    "serialis",
    "specialis",
    "stabilis",
    "standardis",
    "summaris",
    "symbolis",
    "synchronis",
    "tokenis",
    "utilis",
    "visualis",
];
const ISE_ENDINGS: [&str; 9] = ["e", "ed", "er", "ers", "es", "ing", "ation", "ations", "able"];

/// Other words, with the American one.
const WORDS: [(&str, &str); 28] = [
    ("amongst", "among"),
    ("artefact", "artifact"),
    ("artefacts", "artifacts"),
    ("cancelled", "canceled"),
    ("cancelling", "canceling"),
    ("centre", "center"),
    ("centred", "centered"),
    ("centres", "centers"),
    ("defence", "defense"),
    ("fulfil", "fulfill"),
    ("fulfils", "fulfills"),
    ("grey", "gray"),
    ("judgement", "judgment"),
    ("judgements", "judgments"),
    ("labelled", "labeled"),
    ("labelling", "labeling"),
    ("levelled", "leveled"),
    ("licence", "license"),
    ("licences", "licenses"),
    ("modelled", "modeled"),
    ("modelling", "modeling"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("sceptical", "skeptical"),
    ("signalled", "signaled"),
    ("signalling", "signaling"),
    ("travelled", "traveled"),
    ("whilst", "while"),
];

/// Finds British spellings in Rust sources (not in strings) and in Markdown (not in code).
pub fn check(path: &Path, text: &str) -> Vec<Problem> {
    // The seed collection is quoted material; some of it is British on purpose.
    if path.starts_with("seeds") {
        return Vec::new();
    }
    let lines: Vec<(usize, String)> = match path.extension().and_then(|end| end.to_str()) {
        Some("rs") => pieces(text)
            .into_iter()
            .filter(|piece| piece.kind != Kind::Literal)
            .map(|piece| match piece.kind {
                Kind::Comment => (piece.line, without_quotations(piece.text)),
                _ => (piece.line, piece.text.to_owned()),
            })
            .collect(),
        Some("md") => prose(text),
        _ => Vec::new(),
    };
    let mut problems = Vec::new();
    for (line, text) in &lines {
        for word in words(text) {
            if let Some(american) = american(&word) {
                let message = format!("`{word}` is British spelling: write `{american}`");
                problems.push(Problem::new(path, *line, message));
            }
        }
    }
    problems
}

/// The lines of a Markdown text outside fenced code, without what stands in quotation marks or backticks.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            lines.push((index + 1, without_quotations(line)));
        }
    }
    lines
}

/// A line without what stands in quotation marks, backticks or link targets.
fn without_quotations(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut close = None;
    let mut before = ' ';
    for letter in line.chars() {
        match close {
            Some(mark) if mark == letter => close = None,
            Some(_) => {}
            None => match letter {
                '`' => close = Some('`'),
                '"' => close = Some('"'),
                '“' => close = Some('”'),
                '(' if before == ']' => close = Some(')'),
                _ => out.push(letter),
            },
        }
        before = letter;
    }
    out
}

/// The words of a text in lower case; `snake_case` and `CamelCase` names are taken apart.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut lower = false;
    for letter in text.chars() {
        if !word.is_empty() && (!letter.is_alphabetic() || lower && letter.is_uppercase()) {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphabetic() {
            word.extend(letter.to_lowercase());
        }
        lower = letter.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The American spelling of a British word.
fn american(word: &str) -> Option<String> {
    if let Some(stem) = OUR.iter().find(|stem| word.starts_with(**stem)) {
        let (root, rest) = (&stem[..stem.len() - 3], &word[stem.len()..]);
        return Some(format!("{root}or{rest}"));
    }
    for stem in ISE {
        let Some(ending) = word.strip_prefix(stem) else { continue };
        let root = &stem[..stem.len() - 1];
        // "Analyses" is also the plural of "analysis", and "organism" is no verb.
        let plural = ending == "es" && (root.ends_with('y') || stem == "emphasis");
        if ISE_ENDINGS.contains(&ending) && !plural {
            return Some(format!("{root}z{ending}"));
        }
    }
    WORDS.iter().find(|(british, _)| *british == word).map(|(_, american)| (*american).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(file: &str, text: &str, expected: &[(usize, &str)]) {
        let found = check(Path::new(file), text);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (problem, (line, word)) in found.iter().zip(expected) {
            assert_eq!(problem.line, *line, "{problem}");
            assert!(problem.message.ends_with(&format!("write `{word}`")), "{problem}");
        }
    }

    #[test]
    fn british_words_are_found_in_prose() {
        check_text("a.md", "The behaviour\nis Normalised.\n", &[(1, "behavior"), (2, "normalized")]);
        check_text("a.md", "Organisms analyse; analyses and emphases stay.\n", &[(1, "analyze")]);
        check_text("a.md", "`colour`, “colour” and [a](b/colour.md)\n```text\ncolour\n```\n", &[]);
        check_text("seeds/README.md", "the colour\n", &[]);
    }

    #[test]
    fn names_and_comments_count_in_rust_but_strings_do_not() {
        check_text("a.rs", "// Its colour.\n", &[(1, "color")]);
        check_text("a.rs", "fn normalise_text() {}\nstruct TextColour;\n", &[(1, "normalize"), (2, "color")]);
        check_text("a.rs", "const A: &str = \"colour\"; // as in \"colour\"\n", &[]);
    }

    #[test]
    fn american_words_stay() {
        for word in ["color", "normalize", "analysis", "realism", "four", "hour", "license", "optimist"] {
            assert_eq!(american(word), None, "{word}");
        }
    }
}
