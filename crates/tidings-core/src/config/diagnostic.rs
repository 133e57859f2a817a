//! A mistake in a configuration: what, where, and what to do.

use std::ops::Range;

/// A mistake at a place of a configuration text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong, in one line.
    pub message: String,
    /// What stands at the place, in a few words.
    pub label: String,
    /// The place: bytes of the configuration text. Empty, with an empty label, for what has no place in it.
    pub span: Range<usize>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(message: impl Into<String>, label: impl Into<String>, span: Range<usize>) -> Self {
        Diagnostic { message: message.into(), label: label.into(), span, help: None }
    }

    pub(crate) fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// The known name that a person most likely meant by `name`, if any is near.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (score(&lower, candidate), candidate))
        .filter(|(score, _)| *score >= 0.72)
        // On a tie the first candidate wins, whatever the order of floating point.
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, candidate)| candidate)
}

/// How alike two names are, from 0 to 1. A name of a `family.name` pair alone counts as near.
fn score(name: &str, candidate: &str) -> f64 {
    let candidate = candidate.to_lowercase();
    let whole = strsim::jaro_winkler(name, &candidate);
    let tail = candidate
        .rsplit_once('.')
        .map_or(0.0, |(_, tail)| strsim::normalized_damerau_levenshtein(name, tail));
    let edits = strsim::normalized_damerau_levenshtein(name, &candidate);
    // Jaro-Winkler alone calls any two words with a common start alike.
    if edits < 0.4 && tail < 0.8 { 0.0 } else { whole.max(tail) }
}

/// "`a`, `b` or `c`".
pub(crate) fn one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_name_finds_its_neighbor() {
        let stages = ["clean.boilerplate", "clean.repeats", "claims.quotes"];
        assert_eq!(nearest("clean.boilerplat", stages), Some("clean.boilerplate"));
        assert_eq!(nearest("boilerplate", stages), Some("clean.boilerplate"));
        assert_eq!(nearest("max_lines", ["max_line", "drop"]), Some("max_line"));
        assert_eq!(nearest("weather", stages), None);
        assert_eq!(nearest("person", ["ORG", "PERSON"]), Some("PERSON"));
    }
}
