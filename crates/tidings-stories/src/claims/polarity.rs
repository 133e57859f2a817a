//! Whether a statement says that something is so, or that it is not.

use super::compare::Compared;
use super::record::Statement;
use crate::group::for_each_term;

/// Whether the statement as a whole says that something is not so.
pub(super) fn is_negative(statement: &Statement) -> bool {
    (negations(&statement.text.to_lowercase(), &NEGATIONS) > 0) != statement.negated
}

/// Which side a statement takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Polarity {
    Affirms,
    Denies,
}

/// Which side a statement takes in what it has in common with another; none if it cannot be told.
pub(super) fn polarity(of: &Compared<'_>, other: &Compared<'_>) -> Option<Polarity> {
    let text = of.statement.text.to_lowercase();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    if is_half_negated(&words) {
        return None;
    }
    let negations: Vec<usize> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| negations(word, &NEGATIONS) > 0)
        .map(|(at, _)| at)
        .collect();
    let denied = match negations[..] {
        [] => false,
        // What it denies follows it.
        [at] => {
            let mut common = false;
            let next = words[at + 1..].iter().take(REACH);
            next.for_each(|word| {
                for_each_term(word, |word| {
                    common |= other.likeness.has_plain(word) && of.likeness.has_plain(word);
                });
            });
            common.then_some(true)?
        }
        _ => return None,
    };
    Some(if denied != of.statement.negated { Polarity::Denies } else { Polarity::Affirms })
}

/// Words behind a negation that it may deny.
const REACH: usize = 4;

/// Whether the words take back a part of what they say: "without", "declined to".
fn is_half_negated(words: &[String]) -> bool {
    let alone = words.iter().any(|word| HALF_NEGATIONS.contains(&word.as_str()));
    let refused = |pair: &[String]| {
        pair[1] == "to" && ["declin", "refus", "fail"].iter().any(|beginning| pair[0].starts_with(beginning))
    };
    alone || words.windows(2).any(refused)
}

const HALF_NEGATIONS: [&str; 9] =
    ["without", "avoid", "avoided", "only", "unless", "rather", "instead", "ruled", "barred"];

/// Whether a whole sentence says that something is not so, or that somebody denies it.
pub(crate) fn denies(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    (negations(&sentence, &NEGATIONS) + negations(&sentence, &DENIALS)) % 2 == 1
}

/// How many words of a text in lower case are in a list.
fn negations(text: &str, of: &[&str]) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let contracted = |word: &str| word.ends_with("n't") || word.ends_with("n’t");
    words.filter(|word| of.contains(word) || (of.contains(&"not") && contracted(word))).count()
}

const NEGATIONS: [&str; 10] =
    ["not", "no", "never", "none", "nobody", "neither", "nor", "cannot", "barely", "hardly"];

const DENIALS: [&str; 8] =
    ["deny", "denies", "denied", "denying", "denial", "rejected", "rejects", "disputed"];
