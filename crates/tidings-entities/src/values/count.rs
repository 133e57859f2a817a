//! Counts and ranks, and the numbers that are neither.

use tidings_core::{Label, Value};

use super::amount::spread;
use super::duration::calendar_duration;
use super::number::Number;
use super::scan::{Found, Scan};
use super::words::{Calendar, Word};
use crate::pieces::Shape;

impl Scan<'_> {
    /// "first", "22nd".
    pub(super) fn ordinal(&self, at: usize) -> Option<Found> {
        let rank = self.rank(at)?;
        let found = Found::new(at, at + 1, Label::Ordinal, Value::Ordinal { rank });
        let lower = self.lower(at);
        match lower.as_str() {
            // "seconds later", "thirds": no rank.
            "thirds" | "fourths" | "fifths" | "sixths" | "eighths" | "tenths" => None,
            // "at first", "first of all": a way of speaking, but so marked in OntoNotes too.
            _ => Some(found),
        }
    }

    /// The rank of an ordinal in words or digits.
    pub(super) fn rank(&self, at: usize) -> Option<u64> {
        if let Word::Ordinal(rank) = self.word(at) {
            return Some(rank.into());
        }
        let text = self.text(at);
        let digits =
            text.len() - text.trim_start_matches(|char: char| char.is_ascii_digit() || char == ',').len();
        let (number, ending) = text.split_at(digits);
        let known = ["st", "nd", "rd", "th"].iter().any(|end| ending.eq_ignore_ascii_case(end));
        if !known || number.is_empty() || number.len() > 12 {
            return None;
        }
        number.replace(',', "").parse().ok()
    }

    pub(super) fn cardinal(&self, at: usize, first: Number, last: Number) -> Option<Found> {
        if first.suffix != Word::Other || self.is_pronoun(at, first) || self.is_code(at, last.end) {
            return None;
        }
        let (low, high) = spread(first, last);
        let value = |number| Value::Cardinal { number };
        let mut found = Found::new(at, last.end, Label::Cardinal, value(low));
        match high {
            // A score: "3-1".
            Some(high) if high <= low => found.value = Value::Unresolved,
            Some(high) => found.upper = Some(value(high)),
            None => {}
        }
        if self.is_age(at, &found) {
            found.label = Label::Date;
            found.value = Value::Date { iso: calendar_duration(Calendar::Year, low) };
        }
        Some(found)
    }

    /// "Maria Koval, 34, said".
    pub(super) fn is_age(&self, at: usize, found: &Found) -> bool {
        let Value::Cardinal { number } = found.value else { return false };
        let person = at >= 2 && (self.is_capital(at - 2) || PEOPLE.contains(&self.lower(at - 2).as_str()));
        let between = person && self.comma(at - 1) && self.comma(found.to);
        let aged = self.lower_before(at, 1).as_str() == "aged";
        found.to == at + 1 && (1.0..120.0).contains(&number) && (aged || between)
    }

    /// "one" that stands for a thing or for anybody.
    pub(super) fn is_pronoun(&self, at: usize, number: Number) -> bool {
        if number.end != at + 1 || self.lower(at).as_str() != "one" {
            return false;
        }
        let before = self.lower_before(at, 1);
        let pointed = matches!(
            before.as_str(),
            "the"
                | "this"
                | "that"
                | "no"
                | "any"
                | "every"
                | "each"
                | "another"
                | "which"
                | "some"
                | "a"
                | "if"
                | "as"
                | "new"
                | "only"
                | "when"
                | "last"
                | "next"
                | "first"
                | "like"
                | "good"
                | "bad"
                | "big"
        );
        let next = self.piece(number.end);
        // "One in five homes".
        if self.lower(number.end).as_str() == "in"
            && self.number(number.end + 1).is_some_and(|other| other.value < 1e4)
        {
            return false;
        }
        let alone = next.is_none_or(|piece| !piece.is_word() && piece.shape != Shape::Hyphen);
        let acts = matches!(
            self.lower(number.end).as_str(),
            "is" | "was"
                | "can"
                | "could"
                | "may"
                | "might"
                | "must"
                | "should"
                | "would"
                | "will"
                | "has"
                | "had"
                | "another"
                | "that"
                | "who"
                | "which"
                | "does"
                | "did"
                | "to"
                | "it"
                | "in"
                | "on"
                | "with"
        );
        (pointed && self.lower(number.end).as_str() != "of") || alone || acts
    }

    /// Digits inside of something that is no number: `12/34`, `v1.2`, a telephone number.
    pub(super) fn is_code(&self, at: usize, end: usize) -> bool {
        let slash = |at: usize| matches!(self.text(at), "/" | "_" | "@" | "\\");
        let before = at.checked_sub(1).is_some_and(|before| self.glued(at) && slash(before));
        before || self.glued(end) && slash(end)
    }
}

/// Words for people before an age: "a man, 34, was hurt".
const PEOPLE: [&str; 22] = [
    "boy", "brother", "child", "daughter", "driver", "farmer", "father", "girl", "husband", "man", "mother",
    "officer", "patient", "sister", "soldier", "son", "student", "suspect", "teacher", "victim", "wife",
    "woman",
];
