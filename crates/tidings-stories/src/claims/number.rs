//! The numbers and days of a statement, as values that can be compared.
//!
//! What is no number of the thing that the statement is about is left out: a part of a name ("Article 5"), an age, a number
//! of another time ("up from 40").

use serde::{Deserialize, Serialize};
use tidings_core::{Bound, Document, Span, Value, ValueMention, Values};

use super::record::one_line;
use crate::days::{day_number_of, part_of_day};
use crate::group::for_each_term;

/// Words after a number that may say what is counted.
const UNIT_WORDS: usize = 2;

/// A number or day in a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Number {
    #[serde(rename = "k")]
    pub(super) kind: NumberKind,
    /// The value; for days the number of the day, or 0 if only a part of the date is known.
    #[serde(rename = "v")]
    pub(super) value: f64,
    /// The upper end of a range.
    #[serde(rename = "to", default, skip_serializing_if = "Option::is_none")]
    pub(super) upper: Option<f64>,
    #[serde(rename = "b", default, skip_serializing_if = "is_exact")]
    pub(super) bound: Bound,
    /// What is counted: currency, unit, or the words after the number as hashes; of a day of which only a part is known,
    /// `MM-DD` or the weekday; of a period, which one.
    #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) unit: Vec<String>,
    /// As written.
    #[serde(rename = "t")]
    pub(super) text: String,
}

fn is_exact(bound: &Bound) -> bool {
    *bound == Bound::Exact
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum NumberKind {
    Day,
    /// A month, a year, a week: what other numbers are about.
    Period,
    Percent,
    Money,
    Quantity,
    /// How long something takes, in days.
    Duration,
    Count,
    /// A difference between shares, in percentage points.
    Points,
    /// A score or the result of a vote: the number that is told first; the second is its unit.
    Score,
    /// How many times as much.
    Multiple,
}

/// The numbers inside a span.
pub(super) fn numbers(doc: &Document, span: Span) -> Vec<Number> {
    let Some(values) = doc.get::<Values>() else { return Vec::new() };
    let mentions = values.inside(span).iter();
    let number = |mention: &ValueMention| {
        let before = doc.text().get(..mention.span.start as usize)?;
        let (kind, value, mut unit) = read(&mention.value, before)?;
        let upper = mention.upper.as_ref().and_then(|upper| read(upper, before)).map(|(_, value, _)| value);
        if kind == NumberKind::Count {
            let after = doc.text().get(mention.span.end as usize..span.end as usize).unwrap_or("");
            unit = counted(after);
        }
        let text = one_line(mention.span.slice(doc.text())?);
        let after = doc.text().get(mention.span.end as usize..)?;
        if is_vague(&text)
            || is_partial(before, after)
            || is_name_or_age(kind, &text, before, after)
            || is_of_another_time(before, after)
        {
            return None;
        }
        Some(Number { kind, value, upper, bound: mention.bound, unit, text })
    };
    mentions.filter_map(number).take(6).collect()
}

/// A month, week or year as the layer of values writes it.
fn period(value: &Value) -> Option<&str> {
    match value {
        Value::Date { iso } => Some(iso),
        Value::RelativeDate { relative } => Some(relative),
        _ => None,
    }
}

/// Words before a duration that make it the time in which something else is measured: "over two years".
const SPANNED: [&str; 10] =
    ["over", "in", "within", "past", "last", "next", "coming", "previous", "every", "during"];

/// The days of a duration as the layer of values writes it, if it is not the time in which something else is measured.
fn duration(iso: &str, before: &str) -> Option<f64> {
    let last = before.split_whitespace().next_back().unwrap_or("").to_lowercase();
    let written = iso.strip_prefix('P').filter(|_| !SPANNED.contains(&last.as_str()))?;
    let (digits, days) = match written.strip_prefix('T') {
        Some(clock) => (clock.strip_suffix('H')?, 1.0 / 24.0),
        None => {
            let unit = written.chars().next_back()?;
            let days = match unit {
                'D' => 1.0,
                'W' => 7.0,
                'M' => 30.5,
                'Y' => 365.25,
                _ => return None,
            };
            (written.strip_suffix(unit)?, days)
        }
    };
    digits.parse::<f64>().ok().map(|number| number * days)
}

/// The days of a unit of time: a "five-year plan" lasts as long as one of five years.
fn days_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "hour" => 1.0 / 24.0,
        "day" => 1.0,
        "week" => 7.0,
        "month" => 30.5,
        "year" => 365.25,
        "decade" => 3652.5,
        _ => return None,
    })
}

/// A value with its kind and unit, if it is one that can be compared. `before` is the text before it.
fn read(value: &Value, before: &str) -> Option<(NumberKind, f64, Vec<String>)> {
    Some(match value {
        Value::Duration { iso } => match duration(iso, before) {
            Some(days) => (NumberKind::Duration, days, Vec::new()),
            None => (NumberKind::Period, 0.0, vec![iso.clone()]),
        },
        Value::Date { .. } | Value::RelativeDate { .. } => match day_number_of(value) {
            Some(day) => (NumberKind::Day, day as f64, Vec::new()),
            None => match part_of_day(value) {
                Some(part) => (NumberKind::Day, 0.0, vec![part.to_owned()]),
                None => (NumberKind::Period, 0.0, vec![period(value)?.to_owned()]),
            },
        },
        Value::Percent { number, points: true } => (NumberKind::Points, *number, Vec::new()),
        Value::Percent { number, .. } => (NumberKind::Percent, *number, Vec::new()),
        Value::Money { amount, currency } => (NumberKind::Money, *amount, currency.iter().cloned().collect()),
        // An age is no number of what a statement is about.
        Value::Quantity { unit, .. } if unit.ends_with(" of age") => return None,
        Value::Quantity { number, unit } => match days_of(unit) {
            Some(days) => (NumberKind::Duration, number * days, Vec::new()),
            None => (NumberKind::Quantity, *number, vec![unit.clone()]),
        },
        Value::Cardinal { number } => (NumberKind::Count, *number, Vec::new()),
        Value::Score { first, second } => (NumberKind::Score, f64::from(*first), vec![second.to_string()]),
        Value::Multiple { factor } => (NumberKind::Multiple, *factor, Vec::new()),
        _ => return None,
    })
}

/// Whether a number is only a size: "thousands", "dozens"; or may stand for "a".
fn is_vague(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower == "one"
        || (!lower.contains(|c: char| c.is_ascii_digit())
            && ["dreds", "sands", "lions", "zens", "cores"].iter().any(|end| lower.ends_with(end)))
}

/// Words that make a number one of several: "four more", "another 200", "the remaining eight".
const PARTIAL: [&str; 8] =
    ["more", "another", "remaining", "other", "others", "additional", "further", "fewer"];

/// Whether a word beside the number makes it one of several.
fn is_partial(before: &str, after: &str) -> bool {
    let partial = |word: Option<&str>| {
        let word = word.unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        PARTIAL.contains(&word.as_str())
    };
    // "more than 40" bounds the number and is read as such.
    partial(after.split_whitespace().next()) || partial(before.split_whitespace().next_back())
}

/// Whether a number is a part of a name ("Article 5") or an age ("65 and older").
fn is_name_or_age(kind: NumberKind, text: &str, before: &str, after: &str) -> bool {
    if kind == NumberKind::Duration {
        return text.ends_with("-old") || after.trim_start_matches('-').trim_start().starts_with("old");
    }
    if kind != NumberKind::Count {
        return false;
    }
    let beside = before.ends_with([' ', '\u{a0}', '-']);
    let words = before.trim_end_matches([' ', '\u{a0}', '-']);
    let (rest, last) = words.rsplit_once(char::is_whitespace).unwrap_or(("", words));
    // A capital at the beginning of a sentence says nothing.
    let rest = rest.trim_end();
    let opens = rest.is_empty() || rest.ends_with(['.', '!', '?', ':', '"', '”', '“']);
    let name =
        beside && !opens && last.starts_with(char::is_uppercase) && !last.ends_with([',', ';', ':', '.']);
    let words: Vec<String> = after
        .split_whitespace()
        .take(2)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let age =
        matches!(words[..], ["and" | "or", "older" | "over" | "younger" | "under" | "up"] | ["years", "old"]);
    name || last.starts_with("H.R.") || last == "No." || age
}

/// Words before a number that make it one of another time: "up from 40", "a peak of 90".
const COMPARED: [&str; 6] = ["from", "peak", "record", "high", "low", "average"];
/// Words behind it: "40 a week earlier".
const EARLIER: [&str; 6] = ["earlier", "before", "prior", "previous", "previously", "ago"];

/// Whether a number is given as that of another time or case, to compare with.
fn is_of_another_time(before: &str, after: &str) -> bool {
    let mut last = before
        .split_whitespace()
        .rev()
        .map(|word| word.to_lowercase())
        .filter(|word| word != "of" && word != "a");
    let clause = after.split(['.', ';', ',']).next().unwrap_or("");
    let earlier =
        clause.split_whitespace().take(5).any(|word| EARLIER.contains(&word.to_lowercase().as_str()));
    earlier || last.next().is_some_and(|word| COMPARED.contains(&word.as_str()))
}

/// Words that end the name of what is counted.
const GRAMMAR: [&str; 40] = [
    "a", "after", "an", "and", "are", "as", "at", "before", "but", "by", "during", "for", "from", "had",
    "has", "have", "in", "into", "is", "it", "of", "on", "or", "over", "since", "so", "than", "that", "the",
    "their", "they", "to", "under", "until", "was", "were", "which", "who", "will", "with",
];

/// The words that say what is counted, as their hashes.
fn counted(after: &str) -> Vec<String> {
    let clause = after.split([',', '.', ';', ':', '(', '"', '”']).next().unwrap_or("");
    let named = clause.split_whitespace().take_while(|word| !GRAMMAR.contains(word));
    let mut words = Vec::new();
    for word in named.take(UNIT_WORDS) {
        for_each_term(word, |word| words.push(format!("{:x}", word % 0xff_ffff)));
    }
    words.truncate(UNIT_WORDS);
    words
}
