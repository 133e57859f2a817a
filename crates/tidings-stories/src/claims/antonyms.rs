//! Words that say the opposite of each other in reports of events, and outcomes that are counted apart. Data tables.

/// Pairs of opposite word beginnings: each matches a whole word with one of the usual endings.
const OPPOSITES: [(&str, &str); 34] = [
    ("accept", "reject"),
    ("accept", "refus"),
    ("approv", "reject"),
    ("agre", "refus"),
    ("agre", "reject"),
    ("support", "oppos"),
    ("back", "oppos"),
    ("increas", "decreas"),
    ("ris", "fall"),
    ("rose", "fell"),
    ("gain", "los"),
    ("won", "lost"),
    ("win", "lose"),
    ("open", "clos"),
    ("reopen", "clos"),
    ("begin", "end"),
    ("began", "ended"),
    ("start", "stop"),
    ("confirm", "den"),
    ("guilty", "innocent"),
    ("convict", "acquit"),
    ("alive", "dead"),
    ("surviv", "died"),
    ("surviv", "kill"),
    ("safe", "unsafe"),
    ("legal", "illegal"),
    ("lawful", "unlawful"),
    ("possible", "impossible"),
    ("success", "fail"),
    ("succeed", "fail"),
    ("present", "absent"),
    ("allow", "forbid"),
    ("rais", "cut"),
    ("rais", "lower"),
];

/// What may become of people and things in one event, by word beginnings: a number of one is no number of another.
const OUTCOMES: [&[&str]; 8] = [
    &["kill", "dead", "died", "death", "fatalit", "drown"],
    &["wound", "injur", "hurt", "hospitalized"],
    &["missing", "disappear"],
    &["arrest", "detain", "jail", "captur"],
    &["rescu", "saved", "surviv", "pulled"],
    &["evacuat", "displac", "homeless", "fled"],
    &["damag"],
    &["destroy"],
];

/// Whether each text names an outcome, and none that the other names.
pub(super) fn differ_in_outcome(a: &str, b: &str) -> bool {
    let outcomes = |text: &str| {
        let words = words(text);
        let named = |of: &[&str]| words.iter().any(|word| of.iter().any(|stem| is_form(word, stem)));
        OUTCOMES.map(named)
    };
    let (a, b) = (outcomes(a), outcomes(b));
    let shared = a.iter().zip(&b).any(|(a, b)| *a && *b);
    a.contains(&true) && b.contains(&true) && !shared
}

/// Endings that a word beginning may take.
const ENDINGS: [&str; 13] = ["", "s", "es", "ed", "d", "e", "ing", "en", "ied", "ies", "y", "al", "ion"];

/// The first two words that are opposites, one of each text, if neither text has both.
pub(super) fn opposed(a: &str, b: &str) -> Option<(String, String)> {
    let (first, second) = (words(a), words(b));
    let find = |words: &[String], beginning: &str| -> Option<String> {
        words.iter().find(|word| is_form(word, beginning)).cloned()
    };
    OPPOSITES.iter().find_map(|(one, other)| {
        let sides = (find(&first, one), find(&first, other), find(&second, one), find(&second, other));
        match sides {
            (Some(one), None, None, Some(other)) => Some((one, other)),
            (None, Some(other), Some(one), None) => Some((other, one)),
            _ => None,
        }
    })
}

/// Whether a word is a beginning with one of the usual endings.
fn is_form(word: &str, beginning: &str) -> bool {
    word.strip_prefix(beginning).is_some_and(|ending| ENDINGS.contains(&ending))
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_differ_if_none_is_shared() {
        assert!(differ_in_outcome("Three people were killed", "Twelve people were wounded"));
        assert!(!differ_in_outcome("Three people were killed", "Four died and twelve were wounded"));
        assert!(!differ_in_outcome("Three people were killed", "Four people were on board"));
        assert!(!differ_in_outcome("The deadline for three towns", "Twelve people were wounded"));
    }

    #[test]
    fn opposites_stand_on_different_sides() {
        let found = opposed("Parliament approved the budget", "Parliament rejects the budget");
        assert_eq!(found, Some(("approved".into(), "rejects".into())));
        assert_eq!(opposed("The port opened and closed", "The port closed"), None);
        assert_eq!(opposed("The bank", "The banned"), None);
    }
}
