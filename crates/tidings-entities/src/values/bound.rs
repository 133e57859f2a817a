//! Words of exactness around a value: "about", "more than", "or less".

use tidings_core::{Bound, Label, Value};

use super::scan::{Found, Scan};
use super::words::Word;
use crate::pieces::Shape;

impl Scan<'_> {
    /// What the words around say of exactness. A range is never exact.
    pub(super) fn bound(&self, found: &Found) -> Bound {
        let lasts = matches!(&found.value, Value::Date { iso } | Value::Time { iso } if iso.starts_with('P'));
        let point = matches!(found.label, Label::Date | Label::Time) && !lasts;
        // "Higher than last year" bounds no year.
        let compared = point && self.lower_before(found.from, 1).as_str() == "than";
        let before = if compared { None } else { self.bound_before(found.from) };
        let bound = before.or_else(|| self.bound_behind(found.to));
        match bound {
            Some(bound) => bound,
            None if found.upper.is_some() => Bound::Between,
            // "hundreds" are two hundred or more.
            None if self.is_open(found) => Bound::AtLeast,
            None => Bound::Exact,
        }
    }

    fn bound_before(&self, from: usize) -> Option<Bound> {
        // "more than a third": the article is part of the value; "a total of", "the" are not passed over.
        let word = |back: usize| self.lower_before(from, back);
        let one = word(1);
        if !LAST.contains(&one.as_str()) {
            return None;
        }
        let (three, two) = (word(3), word(2));
        let no = |word: &str| matches!(word, "no" | "not");
        let bound = match (three.as_str(), two.as_str(), one.as_str()) {
            (before, "less" | "fewer" | "lower" | "shorter" | "smaller" | "younger" | "lighter", "than") => {
                if no(before) {
                    Bound::AtLeast
                } else if matches!(before, "slightly" | "little" | "just") {
                    Bound::Nearly
                } else {
                    Bound::AtMost
                }
            }
            (before, comparative, "than") if is_comparative(comparative) => {
                if no(before) {
                    Bound::AtMost
                } else {
                    Bound::AtLeast
                }
            }
            (_, "at", "least") | (_, "minimum" | "upwards" | "upward" | "excess" | "north", "of") => {
                Bound::AtLeast
            }
            ("as", "few" | "little" | "low", "as") => Bound::AtLeast,
            (_, "at", "most") | (_, "maximum", "of") | (_, "not", "exceeding") => Bound::AtMost,
            (before, "up", "to") if !matches!(before, "add" | "adds" | "added" | "adding") => Bound::AtMost,
            (_, "many" | "much" | "high", "as") => Bound::AtMost,
            (_, "just" | "slightly" | "little", "under" | "below") | ("just", "short" | "shy", "of") => {
                Bound::Nearly
            }
            (_, _, "nearly" | "almost" | "approaching" | "nearing") => Bound::Nearly,
            (_, "close", "to") => Bound::About,
            ("the", "region" | "neighborhood" | "neighbourhood", "of") | ("the", "order", "of") => {
                Bound::About
            }
            (
                _,
                _,
                "about" | "around" | "approximately" | "approx" | "approx." | "roughly" | "some" | "~" | "c.",
            ) => Bound::About,
            (_, _, "estimated" | "circa" | "ca.") => Bound::About,
            (_, _, "over" | "above" | "exceeding" | "beyond" | "topping" | "surpassing") => Bound::AtLeast,
            (_, _, "under" | "below") => Bound::AtMost,
            _ => return None,
        };
        Some(bound)
    }

    fn bound_behind(&self, to: usize) -> Option<Bound> {
        if self.text(to.saturating_sub(1)).ends_with('+') {
            return Some(Bound::AtLeast);
        }
        let hyphen = self.shape(to) == Some(Shape::Hyphen);
        if !hyphen && !matches!(self.text(to), "or" | "and" | "give" | "+" | "at") {
            return None;
        }
        let (one, two) = (self.lower(to), self.lower(to + 1));
        let bound = match (one.as_str(), two.as_str()) {
            (
                "or" | "and",
                "more" | "higher" | "over" | "above" | "greater" | "older" | "up" | "longer" | "better",
            ) => Bound::AtLeast,
            (
                "or" | "and",
                "less" | "fewer" | "lower" | "under" | "below" | "younger" | "smaller" | "shorter",
            ) => Bound::AtMost,
            ("or", "so") | ("or", "thereabouts") | ("give", "or") => Bound::About,
            ("+", _) if self.glued(to) => Bound::AtLeast,
            ("at", "least") => Bound::AtLeast,
            ("at", "most") => Bound::AtMost,
            (_, "plus") if self.is_joined(to) => Bound::AtLeast,
            (_, "odd") if self.is_joined(to) => Bound::About,
            _ => return None,
        };
        Some(bound)
    }

    /// Whether a hyphen at `at` joins what is before and after it.
    fn is_joined(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Hyphen) && self.glued(at) && self.glued(at + 1)
    }

    /// Whether a value has a number without limit: "thousands", "several hundred".
    fn is_open(&self, found: &Found) -> bool {
        if !matches!(found.label, Label::Cardinal | Label::Money | Label::Quantity) {
            return false;
        }
        (found.from..found.to).any(|at| {
            matches!(self.word(at), Word::Plural(_))
                || matches!(self.text(at), "several" | "Several" | "few" | "couple")
        })
    }
}

/// The words that stand right before a value and may say how exact it is: those of [`Scan::bound_before`].
const LAST: [&str; 33] = [
    "than",
    "least",
    "of",
    "as",
    "most",
    "exceeding",
    "to",
    "under",
    "below",
    "nearly",
    "almost",
    "approaching",
    "nearing",
    "about",
    "around",
    "approximately",
    "approx",
    "approx.",
    "roughly",
    "some",
    "~",
    "c.",
    "estimated",
    "circa",
    "ca.",
    "over",
    "above",
    "beyond",
    "topping",
    "surpassing",
    "c",
    "ca",
    "not",
];

/// "more", "higher": at the least so much.
fn is_comparative(word: &str) -> bool {
    matches!(
        word,
        "more"
            | "greater"
            | "higher"
            | "longer"
            | "larger"
            | "bigger"
            | "older"
            | "heavier"
            | "taller"
            | "better"
            | "deeper"
            | "wider"
            | "faster"
            | "further"
            | "farther"
    )
}
