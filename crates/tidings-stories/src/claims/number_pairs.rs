//! How the numbers of two statements compare: which are of one kind and unit, and whether they can both be right.

use tidings_core::Bound;

use super::number::{Number, NumberKind};
use crate::days::weekday;
use crate::group::iso_day;

/// A number is rounded by this share of it at most; one that is said to be about right, by that.
const ROUNDED: f64 = 0.03;
const ABOUT: f64 = 0.1;
/// Numbers that are further apart than this share of the larger one do not confirm each other.
const NEAR: f64 = 0.04;
/// A range whose upper end is more than so many times the lower one confirms no single number.
const WIDE: f64 = 1.5;

/// How the numbers of two statements compare.
pub(super) struct Numbers<'a> {
    /// Pairs of numbers that measure the same thing, and of these such as agree.
    pub(super) compared: usize,
    pub(super) agree: usize,
    /// Whether one of those that agree is more than a small count.
    pub(super) telling: bool,
    /// Two numbers for one thing.
    pub(super) differ: Option<(&'a Number, &'a Number)>,
    /// Numbers of the first that have no counterpart, and of the second.
    pub(super) one_sided: usize,
    pub(super) of_other: usize,
}

impl Numbers<'_> {
    /// Whether at most one side gives a number that the other leaves out, and none that the other gives otherwise.
    pub(super) fn one_side_gives(&self) -> bool {
        self.one_sided < 2
            && (self.one_sided == 0 || self.of_other == 0)
            && (self.compared == 0 || self.agree > 0)
    }
}

/// Compares every number of a statement with those of another.
pub(super) fn numbers<'a>(a: &'a [Number], b: &'a [Number]) -> Numbers<'a> {
    let pairs = a.iter().flat_map(|first| b.iter().map(move |second| (first, second)));
    let (mut agree, mut compared, mut telling) = (0, 0, false);
    for (first, second) in pairs.filter(|(first, second)| comparable(first, second)) {
        compared += 1;
        let agrees = fit(first, second) && near(first, second);
        agree += usize::from(agrees);
        telling |= agrees && (first.kind != NumberKind::Count || first.value >= SMALL);
    }
    let alone = |of: &[Number], others: &[Number]| {
        let has_none = |number: &&Number| !others.iter().any(|other| comparable(number, other));
        of.iter().filter(|number| number.kind != NumberKind::Period).filter(has_none).count()
    };
    let only_count = |of: &[Number]| of.iter().filter(|number| number.kind == NumberKind::Count).count() < 2;
    let only_counts = only_count(a) && only_count(b);
    let (mut differ, mut differences) = (None, 0);
    for first in a {
        let mut counterparts = b.iter().filter(|second| comparable(first, second));
        // A second number of the same kind on either side leaves open which two belong together.
        let rivals = a.iter().filter(|other| comparable(other, first)).count();
        if let (Some(second), None, 1) = (counterparts.next(), counterparts.next(), rivals)
            && !fit(first, second)
        {
            differences += 1;
            // Of which things there are so many is left open if others are counted beside them.
            let told = only_counts
                || first.kind != NumberKind::Count
                || !first.unit.is_empty() && !second.unit.is_empty();
            if told && of_one_size(first, second) {
                differ = differ.or(Some((first, second)));
            }
        }
    }
    // What differs in two ways is about two things.
    let differ = differ.filter(|_| differences == 1);
    Numbers { compared, agree, telling, differ, one_sided: alone(a, b), of_other: alone(b, a) }
}

/// A count below this is given of many things.
const SMALL: f64 = 20.0;

/// Whether two numbers measure the same thing.
fn comparable(a: &Number, b: &Number) -> bool {
    a.kind == b.kind
        && match a.kind {
            NumberKind::Period => false,
            NumberKind::Percent | NumberKind::Points | NumberKind::Duration | NumberKind::Multiple => true,
            NumberKind::Score => true,
            NumberKind::Day => same_day(a, b).is_some(),
            NumberKind::Money => a.unit == b.unit,
            NumberKind::Quantity => a.unit == b.unit,
            NumberKind::Count if a.unit.is_empty() || b.unit.is_empty() => {
                // Without a word for what is counted, large numbers of one size are taken for one thing.
                let (low, high) = (a.value.min(b.value), a.value.max(b.value));
                low >= 1_000.0 && high <= 5.0 * low
            }
            NumberKind::Count => a.unit.iter().any(|word| b.unit.contains(word)),
        }
}

/// Whether two dates are one day, as far as both are known.
fn same_day(a: &Number, b: &Number) -> Option<bool> {
    let (part, whole) = match (a.unit.first(), b.unit.first()) {
        (None, None) => return Some(a.value == b.value),
        (Some(first), Some(second)) => {
            let alike = first.starts_with(|c: char| c.is_ascii_digit())
                == second.starts_with(|c: char| c.is_ascii_digit());
            return alike.then_some(first == second);
        }
        (Some(part), None) => (part, b),
        (None, Some(part)) => (part, a),
    };
    let day = whole.value as i64;
    if part.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(iso_day(day).get(5..) == Some(part.as_str()));
    }
    Some(weekday(day) == part)
}

/// Whether two numbers are near enough to be said of one thing.
fn of_one_size(a: &Number, b: &Number) -> bool {
    let (low, high) = (a.value.abs().min(b.value.abs()), a.value.abs().max(b.value.abs()));
    matches!(a.kind, NumberKind::Day | NumberKind::Score) || high <= 10.0 * low
}

/// Whether two numbers that can both be right are one number: "at least 40" does not confirm 65.
fn near(a: &Number, b: &Number) -> bool {
    if matches!(a.kind, NumberKind::Day | NumberKind::Score) {
        return true;
    }
    let (a_low, a_high) = (a.value, a.upper.unwrap_or(a.value));
    let (b_low, b_high) = (b.value, b.upper.unwrap_or(b.value));
    // A number inside of a range is one of those that it stands for, unless the range says next to nothing.
    let wide = |low: f64, high: f64| high > WIDE * low;
    if wide(a_low, a_high) || wide(b_low, b_high) {
        return a_low == b_low && a_high == b_high;
    }
    let gap = (a_low - b_high).max(b_low - a_high).max(0.0);
    gap <= NEAR * a.value.abs().max(b.value.abs())
}

/// Whether two numbers can both be right.
fn fit(a: &Number, b: &Number) -> bool {
    if a.kind == NumberKind::Day {
        return same_day(a, b).unwrap_or(true);
    }
    if a.kind == NumberKind::Score {
        return same_score(a, b);
    }
    let range = |number: &Number| {
        // "Roughly 185" is rounded to fives, "about 40" to tens.
        let (share, digits) = if number.bound == Bound::About { (ABOUT, 5.0) } else { (ROUNDED, 1.0) };
        // A month may be four weeks.
        let slack = match number.kind {
            NumberKind::Duration => ABOUT * number.value,
            _ => (digits * last_digit(number.value)).min(share * number.value.abs()),
        };
        let upper = number.upper.unwrap_or(number.value);
        match number.bound {
            Bound::AtLeast => (number.value - slack, f64::INFINITY),
            Bound::AtMost => (f64::NEG_INFINITY, upper + slack),
            // Below, and close.
            Bound::Nearly => (number.value - (ABOUT * number.value.abs()).max(slack), upper + slack),
            _ => (number.value - slack, upper + slack),
        }
    };
    let ((low, high), (other_low, other_high)) = (range(a), range(b));
    low <= other_high && other_low <= high
}

/// Whether two scores are one, from whichever side they are told.
fn same_score(a: &Number, b: &Number) -> bool {
    let second = |number: &Number| number.unit.first().and_then(|unit| unit.parse::<f64>().ok());
    let (a, b) = ((Some(a.value), second(a)), (Some(b.value), second(b)));
    a == b || (a.1, a.0) == b
}

/// The value of the last digit of a number that is not zero: 10,000 for 850,000.
fn last_digit(value: f64) -> f64 {
    let mut unit = 1e15;
    while unit > 0.01 && (value / unit).fract().abs() > 1e-9 {
        unit /= 10.0;
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(kind: NumberKind, value: f64) -> Number {
        Number { kind, value, upper: None, bound: Bound::Exact, unit: Vec::new(), text: String::new() }
    }

    fn count(value: f64, upper: Option<f64>, bound: Bound) -> Number {
        Number { upper, bound, unit: vec!["people".into()], ..number(NumberKind::Count, value) }
    }

    fn score(first: f64, second: &str) -> Number {
        Number { unit: vec![second.into()], ..number(NumberKind::Score, first) }
    }

    #[track_caller]
    fn check(a: Number, b: Number, agrees: bool, differs: bool) {
        let (a, b) = ([a], [b]);
        let pair = numbers(&a, &b);
        assert_eq!((pair.agree > 0, pair.differ.is_some()), (agrees, differs), "{a:?} {b:?}");
    }

    #[test]
    fn a_range_agrees_with_what_lies_inside_of_it() {
        let range = || count(100.0, Some(140.0), Bound::Between);
        check(range(), count(120.0, None, Bound::Exact), true, false);
        check(count(120.0, None, Bound::Exact), range(), true, false);
        check(range(), count(200.0, None, Bound::Exact), false, true);
        check(range(), count(100.0, Some(140.0), Bound::Between), true, false);
        // One that says next to nothing confirms nothing, and denies nothing.
        check(count(10.0, Some(500.0), Bound::Between), count(120.0, None, Bound::Exact), false, false);
    }

    #[test]
    fn nearly_is_below_and_close() {
        let nearly = || count(3000.0, None, Bound::Nearly);
        check(nearly(), count(2900.0, None, Bound::Exact), true, false);
        check(nearly(), count(3400.0, None, Bound::Exact), false, true);
        check(nearly(), count(2000.0, None, Bound::Exact), false, true);
    }

    #[test]
    fn a_score_is_compared_with_scores_alone() {
        check(score(3.0, "1"), score(3.0, "1"), true, false);
        check(score(3.0, "1"), score(1.0, "3"), true, false);
        check(score(3.0, "1"), score(2.0, "1"), false, true);
        check(score(3.0, "1"), count(3.0, None, Bound::Exact), false, false);
    }

    #[test]
    fn points_are_no_percent_and_multiples_no_counts() {
        check(number(NumberKind::Points, 2.0), number(NumberKind::Percent, 2.0), false, false);
        check(number(NumberKind::Points, 2.0), number(NumberKind::Points, 2.0), true, false);
        check(number(NumberKind::Multiple, 3.0), count(3.0, None, Bound::Exact), false, false);
        check(number(NumberKind::Multiple, 3.0), number(NumberKind::Multiple, 10.0), false, true);
    }
}
