//! Counts and ranks, and the numbers that are neither.

use tidings_core::{Label, Value};

use super::amount_range::spread;
use super::number::Number;
use super::scan::{Found, Scan};
use super::words::Word;
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
        if first.suffix != Word::Other
            || self.is_lettered(last.end)
            || self.is_pronoun(at, first)
            || self.is_titled(at, last.end)
            || self.is_chained(at, last.end)
            || matches!(self.word(last.end), Word::HalfDay(_))
            || self.is_code(at, last.end)
        {
            return None;
        }
        let (low, high) = spread(first, last);
        let value = |number| Value::Cardinal { number };
        let mut found = Found::new(at, last.end, Label::Cardinal, value(low));
        match high {
            Some(high) if high <= low => found.value = Value::Unresolved,
            Some(high) => found.upper = Some(value(high)),
            None => {}
        }
        if self.is_age(at, &found) {
            let value = |number| Value::Quantity { number, unit: "year of age".to_owned() };
            found.label = Label::Quantity;
            found.value = value(low);
            found.upper = high.map(value);
        }
        Some(found)
    }

    /// "50-50", "4-1-4": numbers that hyphens join to others, and that are neither a score nor a range.
    fn is_chained(&self, at: usize, end: usize) -> bool {
        let joined = |hyphen: usize, other: usize| {
            self.shape(hyphen) == Some(Shape::Hyphen)
                && self.text(hyphen).chars().count() == 1
                && self.glued(hyphen)
                && self.glued(hyphen + 1)
                && self.shape(other) == Some(Shape::Number)
        };
        joined(end, end + 1) || at >= 2 && joined(at - 1, at - 2)
    }

    /// "Six-Day", "Nine-Inch": a number in a name.
    fn is_titled(&self, at: usize, end: usize) -> bool {
        let hyphen = self.shape(end) == Some(Shape::Hyphen) && self.glued(end) && self.glued(end + 1);
        // "7-Eleven"
        let spelled = self.is_capital(end + 1) && matches!(self.word(end + 1), Word::Small(_));
        hyphen && (spelled || self.is_capital(at) && self.is_capital(end + 1))
    }

    /// "Maria Koval, 34, said", "at age 12", "turned 50", "ages 5-17", "when she was 11".
    fn is_age(&self, at: usize, found: &Found) -> bool {
        let Value::Cardinal { number } = found.value else { return false };
        if !(1.0..120.0).contains(&number) || number.fract() != 0.0 {
            return false;
        }
        let before = self.lower_before(at, 1);
        let hinted = matches!(
            before.as_str(),
            "," | "age"
                | "aged"
                | "ages"
                | "of"
                | ":"
                | "now"
                | "about"
                | "only"
                | "just"
                | "almost"
                | "nearly"
                | "around"
                | "turned"
                | "turns"
                | "turning"
                | "was"
                | "is"
                | "am"
        );
        if !hinted && !matches!(self.text(found.to + 1), "older" | "younger") {
            return false;
        }
        let free = !self.is_lower(found.to)
            || matches!(
                self.lower(found.to).as_str(),
                "and"
                    | "or"
                    | "when"
                    | "years"
                    | "but"
                    | "at"
                    | "in"
                    | "to"
                    | "with"
                    | "who"
                    | "was"
                    | "is"
                    | "on"
                    | "then"
                    | "now"
                    | "by"
                    | "before"
                    | "he"
                    | "she"
                    | "they"
                    | "until"
                    | "had"
                    | "has"
                    | "as"
                    | "because"
                    | "so"
                    | "after"
                    | "while"
                    | "last"
                    | "next"
                    | "this"
                    | "from"
                    | "were"
                    | "are"
                    | "that"
                    | "for"
            );
        let (two, one) = (self.lower_before(at, 2), self.lower_before(at, 1));
        let told = match (two.as_str(), one.as_str()) {
            (_, "age" | "aged" | "ages") | ("age" | "ages", "of") | ("age", ":") => true,
            (_, "now") => free && number > 3.0 && self.comma(found.to),
            ("was" | "am" | "is", "about" | "only" | "just" | "almost" | "nearly" | "around") => {
                matches!(self.lower_before(at, 3).as_str(), "i" | "he" | "she") && free && number > 3.0
            }
            _ if matches!(self.lower(found.to + 1).as_str(), "older" | "younger") => {
                matches!(self.lower(found.to).as_str(), "or" | "and")
            }
            (_, "turned" | "turns" | "turning") => free && number > 1.0,
            ("i" | "he" | "she", "was" | "is" | "am") => free && number > 3.0,
            _ => false,
        };
        let person = at >= 2 && (self.is_capital(at - 2) || PEOPLE.contains(&self.lower(at - 2).as_str()));
        let closed = self.comma(found.to)
            || self.shape(found.to) == Some(Shape::Hyphen) && !self.glued(found.to)
            || self.word(found.to) == Word::And && self.is_capital(found.to + 1)
            || matches!(self.text(found.to), ")" | ";" | "(");
        let between = person && self.comma(at - 1) && closed && found.upper.is_none() && found.to == at + 1;
        told || between
    }

    /// "one" that stands for a thing or for anybody.
    pub(super) fn is_pronoun(&self, at: usize, number: Number) -> bool {
        if number.end != at + 1 || self.lower(at).as_str() != "one" {
            return false;
        }
        // "one-on-one"
        if self.glued(at) && self.shape(at.wrapping_sub(1)) == Some(Shape::Hyphen) {
            return true;
        }
        // "one or two people"
        if self.lower(at + 1).as_str() == "or" && matches!(self.word(at + 2), Word::Small(_)) {
            return false;
        }
        if self.shape(at + 1) == Some(Shape::Hyphen) && self.glued(at + 1) {
            let joined = self.lower(at + 2);
            let compound = matches!(
                joined.as_str(),
                "off"
                    | "liner"
                    | "liners"
                    | "on"
                    | "way"
                    | "sided"
                    | "stop"
                    | "upmanship"
                    | "two"
                    | "timer"
                    | "size"
            );
            return compound;
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
                | "and"
                | "but"
                | "because"
                | "for"
                | "by"
                | "at"
        );
        (pointed && self.lower(number.end).as_str() != "of") || alone || acts
    }
}

/// Words for people before an age: "a man, 34, was hurt".
const PEOPLE: [&str; 22] = [
    "boy", "brother", "child", "daughter", "driver", "farmer", "father", "girl", "husband", "man", "mother",
    "officer", "patient", "sister", "soldier", "son", "student", "suspect", "teacher", "victim", "wife",
    "woman",
];
