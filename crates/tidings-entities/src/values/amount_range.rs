//! Ranges: numbers with two ends, and pairs of numbers that are none, since something went from one to the other.

use super::number::Number;
use super::scan::Scan;
use super::words::Word;
use crate::pieces::Shape;

impl Scan<'_> {
    /// Whether the piece at `at` may join two ends of a range; `from` is where the first one begins.
    pub(super) fn joins(&self, from: usize, at: usize) -> bool {
        match self.word(at) {
            Word::To => true,
            Word::And => self.is_between(from),
            _ if self.shape(at) == Some(Shape::Hyphen) => {
                let one = self.text(at).chars().count() == 1;
                let long = self.text(at) == "\u{2014}";
                one && (self.glued(at) && self.glued(at + 1)
                    || !long && !self.glued(at) && !self.glued(at + 1))
            }
            _ => self.text(at) == "or",
        }
    }

    /// "between 10", "between about 10".
    fn is_between(&self, from: usize) -> bool {
        self.lower_before(from, 1).as_str() == "between" || self.lower_before(from, 2).as_str() == "between"
    }

    /// The second number of "10 to 20", "10-20", "between 10 and 20", "10 or 12".
    pub(super) fn range(&self, from: usize, first: &Number) -> Option<Number> {
        // "a 10- to 15-minute delay"
        let hung = self.shape(first.end) == Some(Shape::Hyphen)
            && self.glued(first.end)
            && !self.glued(first.end + 1)
            && self.word(first.end + 1) == Word::To;
        let mark = first.end + usize::from(hung);
        if first.upper.is_some() || first.open || first.suffix != Word::Other || !self.joins(from, mark) {
            return None;
        }
        let next = mark + 1;
        let negative = self.minus(next + 1).filter(|minus| *minus == next).is_some();
        let mut second = self.number(next + usize::from(negative))?;
        if negative {
            second.value = -second.value;
        }
        let hyphen = self.shape(mark) == Some(Shape::Hyphen);
        // "five-six months"
        let counted =
            first.value < 10.0 && second.value == first.value + 1.0 && self.glued(mark) && !first.digits;
        if second.open
            || hyphen && !second.digits && !counted
            || hyphen && !self.glued(next) && self.is_lettered(second.end)
        {
            return None;
        }
        // "nine to 10 people": news spells numbers below ten.
        if second.digits != first.digits && (first.digits || first.value > 10.0 || hyphen) {
            return None;
        }
        let or = self.lower(mark).as_str() == "or";
        let (low, high) = spread(*first, second);
        let high = high?;
        // "one or two", "40 or 50"; not "1 or 100".
        if or && high > 2.0 * low.max(1.0) {
            return None;
        }
        let low = if self.minus(from).is_some() { -low } else { low };
        (low < high && !self.is_change(from, mark, false)).then_some(second)
    }

    /// Whether two numbers around the "to" at `to` are told of something that went from the one to the other: "rose from 10 to
    /// 20", "decreased $1.2 million to $23.5 million". `told` says that both ends have their unit.
    pub(super) fn is_change(&self, from: usize, to: usize, told: bool) -> bool {
        if self.word(to) != Word::To {
            return false;
        }
        let mut begin = from;
        let before = |at: usize| self.lower_before(at, 1);
        while matches!(
            before(begin).as_str(),
            "about" | "around" | "nearly" | "almost" | "roughly" | "some" | "by"
        ) {
            begin -= 1;
        }
        if before(begin).as_str() == "from" {
            if self.near(begin - 1, begin, 2, 0, &RANGED) {
                return false;
            }
            return told || self.near(begin - 1, begin, 7, 0, &CHANGED);
        }
        told && self.near(begin, begin, 2, 0, &CHANGED)
    }
}

/// The ends of a range: a scale after the second number holds for the first as well ("10 to 20 million").
pub(super) fn spread(first: Number, last: Number) -> (f64, Option<f64>) {
    if last == first {
        return (first.value, first.upper);
    }
    let scaled = first.value * last.scale;
    let shared = first.scale == 1.0 && last.scale > 1.0 && first.suffix == Word::Other && scaled < last.value;
    (if shared { scaled } else { first.value }, Some(last.value))
}

/// What goes "from" one end of a range "to" the other.
const RANGED: [&str; 24] = [
    "range",
    "ranges",
    "ranged",
    "ranging",
    "vary",
    "varies",
    "varied",
    "varying",
    "anywhere",
    "span",
    "spans",
    "spanned",
    "spanning",
    "aged",
    "ages",
    "age",
    "estimates",
    "prices",
    "priced",
    "anything",
    "numbering",
    "costing",
    "somewhere",
    "sizes",
];

/// What went from one number to another.
const CHANGED: [&str; 84] = [
    "rose",
    "risen",
    "rises",
    "rise",
    "rising",
    "fell",
    "fallen",
    "falls",
    "fall",
    "falling",
    "grew",
    "grown",
    "grows",
    "grow",
    "growing",
    "increased",
    "increases",
    "increase",
    "increasing",
    "decreased",
    "decreases",
    "decrease",
    "decreasing",
    "cut",
    "cuts",
    "raised",
    "raises",
    "raise",
    "raising",
    "lowered",
    "lowers",
    "lowering",
    "up",
    "down",
    "went",
    "goes",
    "gone",
    "moved",
    "moves",
    "jumped",
    "jumps",
    "climbed",
    "climbs",
    "climbing",
    "dropped",
    "drops",
    "drop",
    "dropping",
    "declined",
    "declines",
    "decline",
    "declining",
    "slipped",
    "slips",
    "doubled",
    "tripled",
    "expanded",
    "expands",
    "shrank",
    "shrunk",
    "narrowed",
    "widened",
    "revised",
    "improved",
    "reduced",
    "reduce",
    "reducing",
    "surged",
    "soared",
    "plunged",
    "slid",
    "edged",
    "gained",
    "advanced",
    "change",
    "changed",
    "boosted",
    "extended",
    "swelled",
    "dwindled",
    "shifted",
    "converted",
    "upgraded",
    "downgraded",
];
