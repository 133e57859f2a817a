//! Parts of a whole: "a third", "two-thirds", "three quarters of", "half the seats", "one in five".

use tidings_core::{Label, Value};

use super::scan::{Found, Scan};
use super::words::{Calendar, Word};
use crate::pieces::Shape;

impl Scan<'_> {
    /// The part of a whole that begins at `at`.
    pub(super) fn share(&self, at: usize) -> Option<Found> {
        let (to, number) = match self.word(at) {
            Word::Half => self.half(at),
            Word::Article => self.fraction(at, 1),
            Word::Small(parts) => self.fraction(at, parts).or_else(|| self.one_in(at)),
            _ if self.shape(at)? == Shape::Number => self.one_in(at),
            _ => None,
        }?;
        Some(Found::new(at, to, Label::Cardinal, Value::Cardinal { number }))
    }

    /// "half of", "half the seats", "more than half".
    fn half(&self, at: usize) -> Option<(usize, f64)> {
        let next = self.lower(at + 1);
        let whole = matches!(
            next.as_str(),
            "of" | "the" | "its" | "their" | "his" | "her" | "our" | "all" | "those" | "these" | "that"
        );
        let bounded = matches!(
            self.lower_before(at, 1).as_str(),
            "than"
                | "nearly"
                | "almost"
                | "about"
                | "over"
                | "roughly"
                | "around"
                | "least"
                | "only"
                | "under"
                | "by"
        );
        let alone = self.shape(at + 1) != Some(Shape::Hyphen)
            && !matches!(self.word(at + 1), Word::Article | Word::Dozen | Word::Unit(_) | Word::Clock(_));
        let ranked = matches!(self.before(at), Word::Ordinal(_) | Word::Turn(_));
        (!ranked && (whole || bounded && alone)).then_some((at + 1, 0.5))
    }

    /// "a third of", "two-thirds", "three quarters of"; `parts` is the number before the hyphen or space.
    fn fraction(&self, at: usize, parts: u8) -> Option<(usize, f64)> {
        let article = self.word(at) == Word::Article;
        let hyphen = self.shape(at + 1) == Some(Shape::Hyphen) && !article;
        let name = at + 1 + usize::from(hyphen);
        if !matches!(self.word(name), Word::Ordinal(_) | Word::Half | Word::Unit(Calendar::Quarter)) {
            return None;
        }
        if hyphen && parts == 1 && self.word(name) == Word::Half {
            return Some((name + 1, 0.5));
        }
        let plural = self.lower(name).ends_with('s');
        let of = match self.word(name) {
            Word::Ordinal(of) if of > 2 => of,
            Word::Unit(Calendar::Quarter) => 4,
            _ => return None,
        };
        if plural == (parts == 1) || parts == 0 || parts >= of && !hyphen {
            return None;
        }
        let followed = self.word(name + 1) == Word::Of;
        let told = match of {
            // "three quarters of growth" are a time, and so is "a quarter of 2025".
            4 if !hyphen && plural => followed && self.is_whole(name + 2),
            4 if article => followed && self.is_whole(name + 2) || self.is_parting(at) && self.ends(name + 1),
            // "He added a third in the closing minutes."
            _ if article && self.is_comparing(name + 1) => true,
            _ if article => followed || self.is_parting(at) && self.ends(name + 1),
            _ => hyphen || plural || followed,
        };
        told.then(|| (name + 1, f64::from(parts) / f64::from(of)))
    }

    /// "a third more than", "a fifth less".
    fn is_comparing(&self, at: usize) -> bool {
        matches!(
            self.lower(at).as_str(),
            "more" | "less" | "higher" | "lower" | "fewer" | "larger" | "smaller"
        )
    }

    /// Whether what follows "quarters of" is a whole that has parts rather than a time or what went on in it.
    fn is_whole(&self, at: usize) -> bool {
        matches!(
            self.lower(at).as_str(),
            "the" | "all" | "its" | "their" | "his" | "her" | "our" | "those" | "these" | "a"
        ) || self.is_plural(at)
            || self.is_capital(at) && self.year(at).is_none()
    }

    /// Whether the word before leads to a part: "by a third", "fell a quarter".
    fn is_parting(&self, at: usize) -> bool {
        matches!(
            self.lower_before(at, 1).as_str(),
            "by" | "than"
                | "about"
                | "nearly"
                | "almost"
                | "over"
                | "only"
                | "roughly"
                | "around"
                | "under"
                | "least"
                | "fell"
                | "rose"
                | "dropped"
                | "down"
                | "up"
                | "to"
                | "cut"
                | "lost"
                | "grew"
                | "shrank"
        )
    }

    /// Whether a part may end before `at`.
    fn ends(&self, at: usize) -> bool {
        match self.piece(at) {
            None => true,
            Some(piece) if !piece.is_word() => piece.shape == Shape::Mark,
            Some(_) => {
                matches!(
                    self.lower(at).as_str(),
                    "this"
                        | "in"
                        | "over"
                        | "from"
                        | "since"
                        | "and"
                        | "or"
                        | "to"
                        | "more"
                        | "less"
                        | "by"
                        | "last"
                        | "on"
                        | "for"
                        | "as"
                        | "but"
                )
            }
        }
    }

    /// "one in five homes", "9 out of 10".
    fn one_in(&self, at: usize) -> Option<(usize, f64)> {
        if !matches!(self.text(at + 1), "in" | "out") {
            return None;
        }
        let first = self.number(at).filter(|number| number.value >= 1.0 && number.value.fract() == 0.0)?;
        let plain =
            first.scale == 1.0 && !first.year_like && first.suffix == Word::Other && first.upper.is_none();
        let mut next = first.end + 1;
        let out = self.lower(first.end).as_str() == "out" && self.word(next) == Word::Of;
        if !plain || !out && self.lower(first.end).as_str() != "in" {
            return None;
        }
        next += usize::from(out);
        next += usize::from(self.lower(next).as_str() == "every");
        let second = self.number(next).filter(|number| number.suffix == Word::Other && !number.open)?;
        let round =
            matches!(second.value as u64, 3..=10 | 12 | 20 | 50 | 100 | 1_000 | 10_000 | 100_000 | 1_000_000);
        let fits = if out { first.value <= second.value } else { round && first.value < second.value };
        let rated = first.value == 1.0 || first.value <= 9.0 && second.value <= 10.0;
        let counted = !matches!(
            self.word(second.end),
            Word::Unit(_)
                | Word::Clock(_)
                | Word::Percent
                | Word::Measure(_)
                | Word::Currency(_)
                | Word::Month(_)
        ) && self.shape(second.end) != Some(Shape::Hyphen);
        let people =
            self.is_plural(second.end) || !self.is_lower(second.end) || out || self.is_verb(second.end);
        (fits && rated && counted && people && !second.year_like)
            .then_some((second.end, first.value / second.value))
    }

    fn is_verb(&self, at: usize) -> bool {
        matches!(
            self.lower(at).as_str(),
            "is" | "are" | "has" | "have" | "was" | "were" | "said" | "say" | "says" | "had"
        )
    }
}
