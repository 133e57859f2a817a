//! Words of exactness around a value: "about", "more than", "or less".

use tidings_core::Bound;

use super::scan::Scan;
use super::words::Word;

impl Scan<'_> {
    /// What the words around say of exactness.
    pub(super) fn bound(&self, from: usize, to: usize) -> Bound {
        let one = self.lower_before(from, 1);
        let two = self.lower_before(from, 2);
        let bound = match (two.as_str(), one.as_str()) {
            ("more" | "greater" | "higher" | "longer", "than") | ("at", "least") => Bound::AtLeast,
            ("less" | "fewer" | "lower" | "shorter", "than") | ("at", "most") | ("up", "to") => Bound::AtMost,
            ("many" | "much" | "high", "as") => Bound::AtMost,
            ("close", "to")
            | (_, "about" | "around" | "approximately" | "roughly" | "some" | "nearly" | "almost") => {
                Bound::About
            }
            (_, "estimated" | "circa") => Bound::About,
            (_, "over" | "above" | "exceeding") => Bound::AtLeast,
            (_, "under" | "below") => Bound::AtMost,
            _ => Bound::Exact,
        };
        if bound == Bound::AtLeast && self.lower_before(from, 3).as_str() == "no" && two.as_str() != "at" {
            return Bound::AtMost;
        }
        if bound == Bound::AtMost && self.lower_before(from, 3).as_str() == "no" && one.as_str() == "than" {
            return Bound::AtLeast;
        }
        match (bound, self.lower(to).as_str(), self.lower(to + 1).as_str()) {
            (Bound::Exact, "or", "more") | (Bound::Exact, "+", _) => Bound::AtLeast,
            (Bound::Exact, "or", "less" | "fewer") => Bound::AtMost,
            (Bound::Exact, "or", "so") => Bound::About,
            // "hundreds" are two hundred or more.
            (Bound::Exact, ..) if matches!(self.word(from), Word::Plural(_)) => Bound::AtLeast,
            _ => bound,
        }
    }
}
