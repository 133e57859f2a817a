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

/// Which of the [`OPPOSITES`] and of the [`OUTCOMES`] a statement names: found once, compared often.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Named {
    /// A bit for every pair of opposites whose first, and whose second beginning is there.
    ones: u64,
    others: u64,
    /// A bit for every outcome.
    outcomes: u8,
}

impl Named {
    /// What a text names.
    pub(super) fn of(text: &str) -> Self {
        let mut named = Named::default();
        for word in words(text) {
            for (at, (one, other)) in OPPOSITES.iter().enumerate() {
                named.ones |= u64::from(is_form(&word, one)) << at;
                named.others |= u64::from(is_form(&word, other)) << at;
            }
            for (at, stems) in OUTCOMES.iter().enumerate() {
                named.outcomes |= u8::from(stems.iter().any(|stem| is_form(&word, stem))) << at;
            }
        }
        named
    }

    /// Whether each names an outcome, and none that the other names.
    pub(super) fn differ_in_outcome(self, other: Named) -> bool {
        self.outcomes != 0 && other.outcomes != 0 && self.outcomes & other.outcomes == 0
    }

    /// The first pair of opposites of which each names one side, if neither names both.
    pub(super) fn opposed(self, other: Named) -> Option<Opposed> {
        let (only_one, only_other) = (self.ones & !self.others, self.others & !self.ones);
        let pairs = only_one & other.others & !other.ones | only_other & other.ones & !other.others;
        let pair = pairs.trailing_zeros() as usize;
        (pairs != 0).then(|| Opposed { pair, turned: only_one & 1 << pair == 0 })
    }
}

/// Opposites that two statements name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opposed {
    pair: usize,
    /// Whether the first statement has the second beginning.
    turned: bool,
}

impl Opposed {
    /// The words of the two texts in which they are named.
    pub(super) fn words(self, a: &str, b: &str) -> (String, String) {
        let (one, other) = OPPOSITES[self.pair];
        let (of_a, of_b) = if self.turned { (other, one) } else { (one, other) };
        let find = |text: &str, beginning: &str| {
            words(text).find(|word| is_form(word, beginning)).unwrap_or_else(|| beginning.to_owned())
        };
        (find(a, of_a), find(b, of_b))
    }
}

/// Endings that a word beginning may take.
const ENDINGS: [&str; 13] = ["", "s", "es", "ed", "d", "e", "ing", "en", "ied", "ies", "y", "al", "ion"];

/// Whether a word is a beginning with one of the usual endings.
fn is_form(word: &str, beginning: &str) -> bool {
    word.strip_prefix(beginning).is_some_and(|ending| ENDINGS.contains(&ending))
}

/// The words of a text in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_differ_if_none_is_shared() {
        let differ_in_outcome = |a: &str, b: &str| Named::of(a).differ_in_outcome(Named::of(b));
        assert!(differ_in_outcome("Three people were killed", "Twelve people were wounded"));
        assert!(!differ_in_outcome("Three people were killed", "Four died and twelve were wounded"));
        assert!(!differ_in_outcome("Three people were killed", "Four people were on board"));
        assert!(!differ_in_outcome("The deadline for three towns", "Twelve people were wounded"));
    }

    #[test]
    fn opposites_stand_on_different_sides() {
        let opposed = |a: &str, b: &str| Named::of(a).opposed(Named::of(b)).map(|found| found.words(a, b));
        let found = opposed("Parliament approved the budget", "Parliament rejects the budget");
        assert_eq!(found, Some(("approved".into(), "rejects".into())));
        let found = opposed("Parliament rejects the budget", "Parliament approved the budget");
        assert_eq!(found, Some(("rejects".into(), "approved".into())));
        assert_eq!(opposed("The port opened and closed", "The port closed"), None);
        assert_eq!(opposed("The bank", "The banned"), None);
    }
}
