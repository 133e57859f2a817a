//! How two statements relate.
//!
//! Precision before recall: a contradiction that is none is worse than one that is missed, so whatever could be read
//! otherwise (a hedge, "more than", another thing counted) is no contradiction.

use tidings_core::Bound;

use super::antonyms::opposed;
use super::record::{Number, NumberKind, Statement};
use super::report::ClaimRelation;
use crate::days::{WEEKDAYS, weekday};
use crate::group::iso_day;
use crate::likeness::Likeness;

/// A statement, ready to be compared.
pub(super) struct Compared<'a> {
    pub(super) statement: &'a Statement,
    /// Its words without its numbers.
    pub(super) likeness: Likeness,
    /// Hashes of all its words, in order.
    pub(super) words: Vec<u64>,
}

/// What a comparison found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict {
    pub(super) relation: ClaimRelation,
    pub(super) reason: String,
    pub(super) confidence: f64,
}

/// From these cosines on two statements are about one matter, say the same if no number differs, and are so close that
/// a difference in number or polarity is a contradiction.
const RELATED: f64 = 0.3;
const SAME: f64 = 0.45;
const CLOSE: f64 = 0.32;
/// With a number in common, this is enough.
const SAME_WITH_NUMBER: f64 = 0.3;
/// Statements of opposite polarity must be this close.
const OPPOSITE: f64 = 0.5;
/// Of the words of the shorter and of the longer statement, so many must be shared by those that contradict each other.
const COVERED: f64 = 0.45;
const COVERED_LONGER: f64 = 0.3;
/// A number is rounded by this share of it at most; one that is said to be about right, by that.
const ROUNDED: f64 = 0.03;
const ABOUT: f64 = 0.1;
/// Numbers that are further apart than this share of the larger one do not confirm each other.
const NEAR: f64 = 0.04;

/// How two statements relate, if they do.
pub(super) fn compare(a: &Compared<'_>, b: &Compared<'_>) -> Option<Verdict> {
    let alike = a.likeness.cosine(&b.likeness);
    if alike < RELATED {
        return None;
    }
    let verdict = |relation, reason: String, confidence: f64| {
        Some(Verdict { relation, reason, confidence: (confidence.clamp(0.0, 1.0) * 1000.0).round() / 1000.0 })
    };
    let shared = a.likeness.shared_with(&b.likeness);
    let stated = is_stated(a.statement) && is_stated(b.statement);
    let numbers = numbers(&a.statement.numbers, &b.statement.numbers);
    if let Some((first, second)) = numbers.differ
        && alike >= CLOSE
        && (shared.plain >= 2 || (shared.plain == 1 && alike >= SAME))
        && shared.of_shorter >= COVERED
        && numbers.agree == 0
        && one_period(a, b)
        && (first.kind != NumberKind::Day || (stated && weekdays(a) < 2 && weekdays(b) < 2))
    {
        let what = if first.kind == NumberKind::Day { "the day" } else { "the number" };
        let reason = format!("{what} differs: {} against {}", first.text, second.text);
        return verdict(ClaimRelation::Contradicts, reason, alike + 0.2);
    }
    let one_matter = shared.plain >= 2 && shared.of_shorter >= COVERED && shared.of_longer >= COVERED_LONGER;
    if stated && one_matter && numbers.agree == 0 && alike >= OPPOSITE && negative(a) != negative(b) {
        let reason = "one says it, the other denies it".to_owned();
        return verdict(ClaimRelation::Contradicts, reason, alike);
    }
    if stated
        && one_matter
        && alike >= OPPOSITE
        && negative(a) == negative(b)
        && let Some((first, second)) = opposed(&a.statement.text, &b.statement.text)
    {
        return verdict(ClaimRelation::Contradicts, format!("opposites: {first} against {second}"), alike);
    }
    let same_side = negative(a) == negative(b) && numbers.differ.is_none();
    if same_side && numbers.agree > 0 && shared.plain >= 1 && one_period(a, b) && alike >= SAME_WITH_NUMBER {
        return verdict(ClaimRelation::Same, "the same words and the same number".to_owned(), alike + 0.3);
    }
    // Each side may give a number that the other leaves out, but not another one.
    let one_gives_numbers = numbers.one_sided < 2
        && (numbers.one_sided == 0 || numbers.of_other == 0)
        && (numbers.compared == 0 || numbers.agree > 0);
    if same_side && alike >= SAME && shared.plain >= 2 && one_gives_numbers {
        return verdict(ClaimRelation::Same, "the same in other words".to_owned(), alike + 0.1);
    }
    if shared.plain < 2 && (shared.plain == 0 || shared.names == 0) {
        return None;
    }
    verdict(ClaimRelation::Related, "about one matter".to_owned(), alike)
}

/// Whether the numbers of both may be of one time: they name no months, weeks or years, or one in common.
fn one_period(a: &Compared<'_>, b: &Compared<'_>) -> bool {
    let periods = |compared: &Compared<'_>| -> Vec<String> {
        let numbers = compared.statement.numbers.iter().filter(|number| number.kind == NumberKind::Period);
        numbers.flat_map(|number| number.unit.iter().cloned()).collect()
    };
    let (first, second) = (periods(a), periods(b));
    first.is_empty() || second.is_empty() || first.iter().any(|period| second.contains(period))
}

/// Whether a statement is put forward as a fact.
fn is_stated(statement: &Statement) -> bool {
    // "May" with a capital is the month.
    let hedges = |word: &str| HEDGES.contains(&word);
    !statement.hedged && !statement.text.split(|c: char| !c.is_alphanumeric()).any(hedges)
}

const HEDGES: [&str; 6] = ["may", "might", "could", "perhaps", "possibly", "likely"];

/// How many weekdays a statement names, also as part of "Monday night".
fn weekdays(compared: &Compared<'_>) -> usize {
    let text = compared.statement.text.to_lowercase();
    WEEKDAYS.iter().filter(|day| text.contains(**day)).count()
}

/// Whether the statement as a whole says that something is not so.
fn negative(compared: &Compared<'_>) -> bool {
    (negations(&compared.statement.text, &NEGATIONS) > 0) != compared.statement.negated
}

/// Whether a whole sentence says that something is not so, or that somebody denies it.
pub(crate) fn denies(sentence: &str) -> bool {
    (negations(sentence, &NEGATIONS) + negations(sentence, &DENIALS)) % 2 == 1
}

fn negations(text: &str, of: &[&str]) -> usize {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let contracted = |word: &str| word.ends_with("n't") || word.ends_with("n’t");
    words.filter(|word| of.contains(word) || (of.contains(&"not") && contracted(word))).count()
}

const NEGATIONS: [&str; 10] =
    ["not", "no", "never", "none", "nobody", "neither", "nor", "cannot", "barely", "hardly"];

const DENIALS: [&str; 8] =
    ["deny", "denies", "denied", "denying", "denial", "rejected", "rejects", "disputed"];

/// How the numbers of two statements compare.
struct Numbers<'a> {
    /// Pairs of numbers that measure the same thing, and of these such as agree.
    compared: usize,
    agree: usize,
    /// Two numbers for one thing.
    differ: Option<(&'a Number, &'a Number)>,
    /// Numbers of the first that have no counterpart, and of the second.
    one_sided: usize,
    of_other: usize,
}

fn numbers<'a>(a: &'a [Number], b: &'a [Number]) -> Numbers<'a> {
    let pairs = a.iter().flat_map(|first| b.iter().map(move |second| (first, second)));
    let (mut agree, mut compared) = (0, 0);
    for (first, second) in pairs.filter(|(first, second)| comparable(first, second)) {
        compared += 1;
        agree += usize::from(fit(first, second) && near(first, second));
    }
    let alone = |of: &[Number], others: &[Number]| {
        let has_none = |number: &&Number| !others.iter().any(|other| comparable(number, other));
        of.iter().filter(|number| number.kind != NumberKind::Period).filter(has_none).count()
    };
    let mut differ = None;
    for first in a {
        let mut counterparts = b.iter().filter(|second| comparable(first, second));
        // A second number of the same kind on either side leaves open which two belong together.
        let rivals = a.iter().filter(|other| comparable(other, first)).count();
        if let (Some(second), None, 1) = (counterparts.next(), counterparts.next(), rivals)
            && !fit(first, second)
            && of_one_size(first, second)
        {
            differ = differ.or(Some((first, second)));
        }
    }
    Numbers { compared, agree, differ, one_sided: alone(a, b), of_other: alone(b, a) }
}

/// Whether two numbers measure the same thing.
fn comparable(a: &Number, b: &Number) -> bool {
    a.kind == b.kind
        && match a.kind {
            NumberKind::Period => false,
            NumberKind::Percent => true,
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
    a.kind == NumberKind::Day || high <= 10.0 * low
}

/// Whether two numbers that can both be right are one number: "at least 40" does not confirm 65.
fn near(a: &Number, b: &Number) -> bool {
    a.kind == NumberKind::Day || (a.value - b.value).abs() <= NEAR * a.value.abs().max(b.value.abs())
}

/// Whether two numbers can both be right.
fn fit(a: &Number, b: &Number) -> bool {
    if a.kind == NumberKind::Day {
        return same_day(a, b).unwrap_or(true);
    }
    let range = |number: &Number| {
        // "Roughly 185" is rounded to fives, "about 40" to tens.
        let (share, digits) = if number.bound == Bound::About { (ABOUT, 5.0) } else { (ROUNDED, 1.0) };
        let slack = (digits * last_digit(number.value)).min(share * number.value.abs());
        let upper = number.upper.unwrap_or(number.value);
        match number.bound {
            Bound::AtLeast => (number.value - slack, f64::INFINITY),
            Bound::AtMost => (f64::NEG_INFINITY, upper + slack),
            _ => (number.value - slack, upper + slack),
        }
    };
    let ((low, high), (other_low, other_high)) = (range(a), range(b));
    low <= other_high && other_low <= high
}

/// The value of the last digit of a number that is not zero: 10,000 for 850,000.
fn last_digit(value: f64) -> f64 {
    let mut unit = 1e15;
    while unit > 0.01 && (value / unit).fract().abs() > 1e-9 {
        unit /= 10.0;
    }
    unit
}
