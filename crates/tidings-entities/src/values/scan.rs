//! The scanner: goes over the pieces once and tries what can begin at each.

use tidings_core::{Bound, Label, Span, Value, ValueMention};

use super::number::Number;
use super::resolve::Anchor;
use super::words::{Calendar, Clock, UNITS, Word, currency_sign};
use crate::pieces::{Piece, Shape};
use crate::table::Key;

/// A value over a range of pieces.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Label,
    pub(super) value: Value,
    pub(super) upper: Option<Value>,
}

impl Found {
    pub(super) fn new(from: usize, to: usize, label: Label, value: Value) -> Self {
        Found { from, to, label, value, upper: None }
    }
}

/// The pieces of a text with the meaning of each word.
pub(super) struct Scan<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    words: Vec<Word>,
    pub(super) anchor: Anchor,
}

/// The longest word that means something here.
const LONGEST: u32 = 12;

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str, pieces: &'t [Piece], anchor: Anchor) -> Self {
        let words = pieces.iter().map(|piece| meaning(text, piece)).collect();
        Scan { text, pieces, words, anchor }
    }

    /// All values, in order.
    pub(super) fn run(&self) -> Vec<ValueMention> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.pieces.len() {
            let found = self.may_begin(at).then(|| self.value(at)).flatten();
            let Some(found) = found.filter(|found| found.to > at) else {
                at += 1;
                continue;
            };
            let span = self.pieces[found.from].span.cover(self.pieces[found.to - 1].span);
            let bound = self.bound(found.from, found.to);
            let Found { label, value, upper, .. } = found;
            out.push(ValueMention { span, label, value, bound, upper });
            at = found.to;
        }
        out
    }

    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    pub(super) fn piece(&self, at: usize) -> Option<Piece> {
        self.pieces.get(at).copied()
    }

    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.pieces.get(at).map(|piece| piece.shape)
    }

    pub(super) fn text(&self, at: usize) -> &'t str {
        self.pieces.get(at).and_then(|piece| piece.span.slice(self.text)).unwrap_or("")
    }

    pub(super) fn word(&self, at: usize) -> Word {
        self.words.get(at).copied().unwrap_or(Word::Other)
    }

    /// The word before `at`.
    pub(super) fn before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::Other, |before| self.word(before))
    }

    /// The piece at `at` in lower case.
    pub(super) fn lower(&self, at: usize) -> Lower {
        Lower(Key::of(self.text(at)))
    }

    /// The piece `back` places before `at` in lower case; empty if there is none.
    pub(super) fn lower_before(&self, at: usize, back: usize) -> Lower {
        Lower(at.checked_sub(back).map_or_else(Key::new, |at| Key::of(self.text(at))))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.is_capital())
    }

    pub(super) fn is_lower(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Lower)
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.glued)
    }

    /// Whether a comma stands at `at`.
    pub(super) fn comma(&self, at: usize) -> bool {
        self.text(at) == ","
    }

    fn may_begin(&self, at: usize) -> bool {
        match self.words[at] {
            Word::Other => matches!(self.pieces[at].shape, Shape::Number | Shape::Mark | Shape::Upper | Shape::Capital),
            Word::Percent | Word::Measure(_) | Word::Currency(_) | Word::And | Word::To | Word::Of => {
                self.pieces[at].shape == Shape::Upper
            }
            _ => true,
        }
    }

    fn value(&self, at: usize) -> Option<Found> {
        if self.inside_name(at) {
            return None;
        }
        self.date(at).or_else(|| self.money(at)).or_else(|| self.ordinal(at)).or_else(|| self.amount(at))
    }

    /// Whether a number here is part of a name: `F-16`, `Article 5`, `Five Eyes`.
    fn inside_name(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let piece = self.pieces[at];
        if piece.glued && piece.shape == Shape::Number {
            let hyphen = self.pieces[before].shape == Shape::Hyphen;
            let word = before.checked_sub(1).is_some_and(|word| self.pieces[word].is_capital());
            if hyphen && self.pieces[before].glued && word && self.word(before - 1) != Word::Part {
                return true;
            }
        }
        if piece.shape == Shape::Number && self.is_capital(before) {
            return NUMBERED.contains(&self.lower(before).as_str());
        }
        let small = matches!(self.words[at], Word::Small(_) | Word::Ordinal(_));
        small && piece.is_capital() && self.is_lower(before) && self.is_capital(at + 1)
    }

    /// "first", "22nd".
    fn ordinal(&self, at: usize) -> Option<Found> {
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
        let digits = text.len() - text.trim_start_matches(|char: char| char.is_ascii_digit() || char == ',').len();
        let (number, ending) = text.split_at(digits);
        let known = ["st", "nd", "rd", "th"].iter().any(|end| ending.eq_ignore_ascii_case(end));
        if !known || number.is_empty() || number.len() > 12 {
            return None;
        }
        number.replace(',', "").parse().ok()
    }

    /// "$20bn", "€90 billion", "US$5", "USD 20".
    fn money(&self, at: usize) -> Option<Found> {
        let mut sign = at;
        // A tokenizer may leave `US$` whole or cut it in two.
        if self.text(at + 1) == "$" && self.glued(at + 1) && self.is_capital(at) {
            sign = at + 1;
        }
        let currency = if sign > at { prefixed_dollar(self.text(at)) } else { currency_sign(self.text(at))? };
        if self.shape(sign) == Some(Shape::Upper) && self.shape(sign + 1) != Some(Shape::Number) {
            return None;
        }
        let first = self.number(sign + 1).filter(|number| number.digits)?;
        let mut last = first;
        if let Some((_, number)) = self.range(sign, &first) {
            last = number;
        } else if self.is_range_mark(sign, first.end)
            && currency_sign(self.text(first.end + 1)).is_some()
            && let Some(number) = self.number(first.end + 2).filter(|number| number.digits)
        {
            last = number;
        }
        let mut to = last.end;
        if matches!(self.word(to), Word::Currency(_)) {
            to += 1;
        }
        Some(self.priced(at, to, first, last, currency))
    }

    fn priced(&self, from: usize, to: usize, first: Number, last: Number, currency: Option<u8>) -> Found {
        let code = currency.map(|at| super::words::CURRENCIES[at as usize % super::words::CURRENCIES.len()].to_owned());
        let money = |amount: f64| Value::Money { amount, currency: code.clone() };
        let (low, high) = spread(first, last);
        let mut found = Found::new(from, to, Label::Money, money(low));
        found.upper = high.map(money);
        found
    }

    /// Whether the piece at `at` says that a range goes on; `from` is where the amount begins.
    fn is_range_mark(&self, from: usize, at: usize) -> bool {
        match self.word(at) {
            Word::To => true,
            Word::And => self.lower_before(from, 1).as_str() == "between",
            _ => self.shape(at) == Some(Shape::Hyphen),
        }
    }

    /// The second number of "10 to 20", "10-20", "between 10 and 20".
    fn range(&self, from: usize, first: &Number) -> Option<(usize, Number)> {
        if first.upper.is_some() || !self.is_range_mark(from, first.end) {
            return None;
        }
        let second = self.number(first.end + 1)?;
        let spelled_hyphen = self.shape(first.end) == Some(Shape::Hyphen) && !second.digits;
        (!spelled_hyphen && second.digits == first.digits && !second.open).then_some((first.end + 1, second))
    }

    /// A number with what it counts: percent, money, measure, duration or nothing.
    fn amount(&self, at: usize) -> Option<Found> {
        let first = self.number(at)?;
        let mut last = first;
        if let Some((_, second)) = self.range(at, &first)
            && (second.value > first.value || self.shape(first.end) == Some(Shape::Hyphen) && self.glued(first.end))
        {
            last = second;
        }
        self.with_unit(at, first, last).or_else(|| self.cardinal(at, first, last))
    }

    fn with_unit(&self, at: usize, first: Number, last: Number) -> Option<Found> {
        let end = last.end;
        let hyphen = self.shape(end) == Some(Shape::Hyphen) && self.glued(end) && self.glued(end + 1);
        let mut unit = if hyphen { end + 1 } else { end };
        let meaning = if last.suffix == Word::Other { self.word(unit) } else { unit -= 1; last.suffix };
        let (low, high) = spread(first, last);
        let done = |to: usize, label, value: &dyn Fn(f64) -> Value| {
            let mut found = Found::new(at, to, label, value(low));
            found.upper = high.map(value);
            Some(found)
        };
        let to = unit + 1;
        match meaning {
            Word::Percent => {
                let points = self.lower(unit).as_str() == "percentage";
                let named = matches!(self.lower(to).as_str(), "point" | "points");
                if points && !named {
                    return None;
                }
                done(to + usize::from(named), Label::Percent, &|number| Value::Percent { number })
            }
            Word::Currency(code @ 254..) => {
                let currency = Some(if code == 254 { "USD" } else { "GBP" }.to_owned());
                done(to, Label::Money, &|number| Value::Money { amount: number / 100.0, currency: currency.clone() })
            }
            Word::Currency(code) => Some(self.priced(at, to, first, last, Some(code))),
            Word::Measure(_) | Word::Prefix => self.measured(unit, meaning, first, last, at),
            Word::Unit(calendar) => self.lasting(at, to, calendar, low, high),
            Word::Clock(clock) => {
                let iso = move |number: f64| Value::Time { iso: clock_duration(clock, number) };
                let mut to = to;
                if matches!(self.word(to), Word::Ago | Word::Ahead) {
                    to += 1;
                }
                done(to, Label::Time, &iso)
            }
            Word::HalfDay(_) => None,
            _ if self.lower(unit).as_str() == "per" && self.lower(unit + 1).as_str() == "cent" => {
                done(unit + 2, Label::Percent, &|number| Value::Percent { number })
            }
            _ if matches!(self.text(unit), "U.S." | "US" | "Canadian" | "Australian")
                && matches!(self.word(to), Word::Currency(0)) =>
            {
                let code = match self.text(unit) { "Canadian" => 13, "Australian" => 14, _ => 0 };
                Some(self.priced(at, to + 1, first, last, Some(code)))
            }
            _ => None,
        }
    }

    fn measured(&self, unit: usize, meaning: Word, first: Number, last: Number, at: usize) -> Option<Found> {
        let (mut prefix, mut place) = ("", unit);
        if meaning == Word::Prefix {
            prefix = match self.lower(unit).as_str() {
                "square" | "sq" => "square ",
                "cubic" => "cubic ",
                "nautical" => "nautical ",
                _ => "",
            };
            place += 1;
        }
        let Word::Measure(index) = (if meaning == Word::Prefix { self.word(place) } else { meaning }) else {
            return None;
        };
        let mut to = place + 1;
        let mut name = format!("{prefix}{}", UNITS[index as usize % UNITS.len()]);
        let degree = index == 19;
        let scale = ["Celsius", "Fahrenheit", "C", "F"].contains(&self.text(to));
        if degree && scale {
            name = format!("degree {}", if self.text(to).starts_with('C') { "Celsius" } else { "Fahrenheit" });
            to += 1;
        } else if self.lower(to).as_str() == "per" && self.lower(to + 1).as_str() == "hour" {
            name.push_str(" per hour");
            to += 2;
        } else if matches!(index, 21..=24) && matches!(self.word(to), Word::Clock(Clock::Hour)) {
            name.push_str(" hour");
            to += 1;
        }
        let (low, high) = spread(first, last);
        let value = |number| Value::Quantity { number, unit: name.clone() };
        let mut found = Found::new(at, to, Label::Quantity, value(low));
        found.upper = high.map(value);
        Some(found)
    }

    /// A number of calendar units: a duration, or a date if "ago" or "later" follows.
    fn lasting(&self, at: usize, to: usize, unit: Calendar, low: f64, high: Option<f64>) -> Option<Found> {
        if matches!(self.word(to), Word::Ago) {
            let value = self.anchor.shifted(unit, -(low as i64));
            return Some(Found::new(at, to + 1, Label::Date, value));
        }
        if self.word(to) == Word::Ahead {
            return Some(Found::new(at, to + 1, Label::Date, Value::Unresolved));
        }
        let mut end = to;
        if self.shape(to) == Some(Shape::Hyphen) && self.lower(to + 1).as_str() == "old" {
            end = to + 2;
        } else if self.lower(to).as_str() == "old" {
            end = to + 1;
        }
        let value = |number| Value::Date { iso: calendar_duration(unit, number) };
        let mut found = Found::new(at, end, Label::Date, value(low));
        found.upper = high.map(value);
        Some(found)
    }

    fn cardinal(&self, at: usize, first: Number, last: Number) -> Option<Found> {
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
    fn is_age(&self, at: usize, found: &Found) -> bool {
        let Value::Cardinal { number } = found.value else { return false };
        let between = at >= 2 && self.comma(at - 1) && self.is_capital(at - 2) && self.comma(found.to);
        let aged = self.lower_before(at, 1).as_str() == "aged";
        found.to == at + 1 && (1.0..120.0).contains(&number) && (aged || between)
    }

    /// "one" that stands for a thing or for anybody.
    fn is_pronoun(&self, at: usize, number: Number) -> bool {
        if number.end != at + 1 || self.lower(at).as_str() != "one" {
            return false;
        }
        let before = self.lower_before(at, 1);
        let pointed = matches!(
            before.as_str(),
            "the" | "this" | "that" | "no" | "any" | "every" | "each" | "another" | "which" | "some" | "a" | "if"
                | "as" | "new" | "only" | "when" | "last" | "next" | "first" | "like" | "good" | "bad" | "big"
        );
        let next = self.piece(number.end);
        let alone = next.is_none_or(|piece| !piece.is_word() && piece.shape != Shape::Hyphen);
        let acts = matches!(
            self.lower(number.end).as_str(),
            "is" | "was" | "can" | "could" | "may" | "might" | "must" | "should" | "would" | "will" | "has" | "had"
                | "another" | "that" | "who" | "which" | "does" | "did" | "to" | "it" | "in" | "on" | "with"
        );
        (pointed && self.lower(number.end).as_str() != "of") || alone || acts
    }

    /// Digits inside of something that is no number: `12/34`, `v1.2`, a telephone number.
    fn is_code(&self, at: usize, end: usize) -> bool {
        let slash = |at: usize| matches!(self.text(at), "/" | "_" | "@" | "\\" | ":");
        let before = at.checked_sub(1).is_some_and(|before| self.glued(at) && slash(before));
        before || self.glued(end) && slash(end)
    }

    /// What the words around say of exactness.
    fn bound(&self, from: usize, to: usize) -> Bound {
        let one = self.lower_before(from, 1);
        let two = self.lower_before(from, 2);
        let bound = match (two.as_str(), one.as_str()) {
            ("more" | "greater" | "higher" | "longer", "than") | ("at", "least") => Bound::AtLeast,
            ("less" | "fewer" | "lower" | "shorter", "than") | ("at", "most") | ("up", "to") => Bound::AtMost,
            ("many" | "much" | "high", "as") => Bound::AtMost,
            ("close", "to") | (_, "about" | "around" | "approximately" | "roughly" | "some" | "nearly" | "almost") => {
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
            _ => bound,
        }
    }

    /// The span of the pieces `from..to`.
    #[cfg(test)]
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.pieces[from].span.cover(self.pieces[to - 1].span)
    }
}

/// Words that carry a number as a part of a name.
const NUMBERED: [&str; 24] = [
    "article", "flight", "boeing", "airbus", "channel", "route", "highway", "chapter", "section", "resolution", "unit",
    "reactor", "protocol", "title", "phase", "room", "interstate", "formula", "euro", "apollo", "windows", "iphone",
    "sputnik", "type",
];

/// A word in lower case.
pub(super) struct Lower(Key);

impl Lower {
    pub(super) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(super) fn ends_with(&self, end: char) -> bool {
        self.as_str().ends_with(end)
    }
}

fn meaning(text: &str, piece: &Piece) -> Word {
    if piece.span.len() > LONGEST || matches!(piece.shape, Shape::Number | Shape::Hyphen | Shape::Clitic) {
        return Word::Other;
    }
    let Some(word) = piece.span.slice(text) else { return Word::Other };
    let mut buffer = [0; LONGEST as usize];
    let Some(lower) = buffer.get_mut(..word.len()) else { return Word::Other };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).map_or(Word::Other, Word::of)
}

fn prefixed_dollar(prefix: &str) -> Option<u8> {
    match prefix {
        "US" | "U.S." => Some(0),
        "C" | "CA" | "CAD" => Some(13),
        "A" | "AU" => Some(14),
        _ => None,
    }
}

/// The ends of a range: a scale after the second number holds for the first as well ("10 to 20 million").
fn spread(first: Number, last: Number) -> (f64, Option<f64>) {
    if last == first {
        return (first.value, first.upper);
    }
    let mut low = first.value;
    if last.value >= 1000.0 && low < 1000.0 && last.end > first.end + 2 && last.digits {
        // The scale word of the second number, which the first one left out.
        let scale = [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| last.value / scale >= 1.0);
        low *= scale.unwrap_or(1.0);
    }
    (low, Some(last.value))
}

pub(super) fn calendar_duration(unit: Calendar, number: f64) -> String {
    match unit {
        Calendar::Day => format!("P{number}D"),
        Calendar::Week => format!("P{number}W"),
        Calendar::Weekend => format!("P{}D", 2.0 * number),
        Calendar::Fortnight => format!("P{}W", 2.0 * number),
        Calendar::Month => format!("P{number}M"),
        Calendar::Quarter | Calendar::Season => format!("P{}M", 3.0 * number),
        Calendar::Year => format!("P{number}Y"),
        Calendar::Decade => format!("P{}Y", 10.0 * number),
        Calendar::Century => format!("P{}Y", 100.0 * number),
    }
}

fn clock_duration(unit: Clock, number: f64) -> String {
    match unit {
        Clock::Hour => format!("PT{number}H"),
        Clock::Minute => format!("PT{number}M"),
        Clock::Second => format!("PT{number}S"),
    }
}
