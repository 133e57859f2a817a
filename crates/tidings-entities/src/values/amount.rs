//! Amounts: numbers with what they count, and ranges of them.

use tidings_core::{Label, Value};

use super::amount_range::spread;
use super::duration::{calendar_duration, clock_duration};
use super::money::{number_of, with_number};
use super::number::Number;
use super::scan::{Found, Scan};
use super::units::{METER, POUND};
use super::words::{Calendar, Clock, Word};
use crate::pieces::Shape;

impl Scan<'_> {
    /// A number with what it counts: percent, money, measure, duration or nothing.
    pub(super) fn amount(&self, at: usize) -> Option<Found> {
        let first = self.number(at)?;
        let from = first.from;
        if let Some(second) = self.range(from, &first) {
            return self.with_unit(from, first, second).or_else(|| self.cardinal(from, first, second));
        }
        let found = self
            .with_unit(from, first, first)
            .or_else(|| self.unit_of_second(from, first))
            .or_else(|| self.bracketed(at))
            .or_else(|| self.multiple(from, first))
            .or_else(|| self.cardinal(from, first, first))?;
        Some(self.twice_told(from, found))
    }

    /// "between 10% and 15%", "10% to 15%", "5 km - 10 km": a range whose ends both have the unit.
    fn twice_told(&self, from: usize, mut found: Found) -> Found {
        let told =
            matches!(found.label, Label::Percent | Label::Quantity | Label::Money) && found.upper.is_none();
        let or = self.text(found.to) == "or";
        if !told || or || !self.joins(from, found.to) || self.is_change(from, found.to, true) {
            return found;
        }
        let next = found.to + 1;
        let second = self.number(next).and_then(|number| self.with_unit(next, number, number));
        if let Some(second) = second.filter(|second| second.label == found.label && same_unit(&found, second))
            && number_of(&found.value) < number_of(&second.value)
        {
            found.to = second.to;
            found.upper = Some(second.value);
        }
        found
    }

    /// The 10 of "rose from 10 to 20 percent", which has the unit of the other.
    fn unit_of_second(&self, from: usize, first: Number) -> Option<Found> {
        if !self.is_change(from, first.end, false) {
            return None;
        }
        let next = first.end + 1;
        let second = self.number(next)?;
        let unit = self.with_unit(next, second, second)?;
        number_of(&unit.value)?;
        let hundredths = if matches!(unit.value, Value::Money { .. }) {
            number_of(&unit.value)? / second.value
        } else {
            1.0
        };
        let value = with_number(&unit.value, spread(first, second).0 * hundredths);
        Some(Found::new(from, first.end, unit.label, value))
    }

    pub(super) fn with_unit(&self, at: usize, first: Number, last: Number) -> Option<Found> {
        let end = last.end;
        let hyphen = self.shape(end) == Some(Shape::Hyphen) && self.glued(end) && self.glued(end + 1);
        // "three - year", as texts that were cut into tokens have it.
        let spaced = self.text(end) == "-"
            && !self.glued(end)
            && !self.glued(end + 1)
            && matches!(self.word(end + 1), Word::Unit(_) | Word::Clock(_))
            && !self.lower(end + 1).ends_with('s');
        let mut unit = if hyphen || spaced { end + 1 } else { end };
        let meaning = if last.suffix == Word::Other {
            self.word(unit)
        } else {
            unit -= 1;
            last.suffix
        };
        let (low, high) = spread(first, last);
        let done = |to: usize, label, value: &dyn Fn(f64) -> Value| {
            let mut found = Found::new(at, to, label, value(low));
            found.upper = high.map(value);
            Some(found)
        };
        let to = unit + 1;
        if last.suffix == Word::Other
            && let Some(found) = self.in_money(at, unit, first, last)
        {
            return Some(found);
        }
        match meaning {
            Word::Percent => {
                let points = self.lower(unit).as_str() == "percentage";
                if matches!(self.text(unit), "PC" | "Pc") {
                    return None;
                }
                let point = to + usize::from(self.shape(to) == Some(Shape::Hyphen));
                let named = matches!(self.lower(point).as_str(), "point" | "points");
                if points && !named {
                    return None;
                }
                done(if named { point + 1 } else { to }, Label::Percent, &|number| Value::Percent {
                    number,
                    points: named,
                })
            }
            Word::Currency(code) if last.suffix != Word::Other => {
                let code =
                    if code == super::currency::PENCE { super::currency::GBP } else { super::currency::USD };
                Some(hundredths(self.priced(at, to, first, last, Some(code)), 0.01))
            }
            Word::Scale(6) if self.text(unit) == "m" => self
                .is_distance(at, unit)
                .then(|| self.measured(unit, Word::Measure(METER), first, last, at))?,
            Word::Measure(_) | Word::Prefix => self.measured(unit, meaning, first, last, at),
            Word::Unit(calendar) => self.lasting(at, to, calendar, low, high, hyphen),
            Word::Clock(clock) => {
                if hyphen && !self.lower(unit).ends_with('s') {
                    return done(to, Label::Quantity, &|number| Value::Quantity {
                        number,
                        unit: clock_name(clock).to_owned(),
                    });
                }
                let iso = move |number: f64| Value::Time { iso: clock_duration(clock, number) };
                let mut to = to;
                if matches!(self.word(to), Word::Ago | Word::Ahead) {
                    to += 1;
                }
                done(to, Label::Time, &iso)
            }
            Word::HalfDay(_) => None,
            Word::Ordinal(2) if hyphen && self.lower(unit).as_str() == "second" => {
                done(to, Label::Quantity, &|number| Value::Quantity { number, unit: "second".to_owned() })
            }
            Word::Other => self.with_rare_unit(unit, low, high, at),
            _ => None,
        }
    }

    /// Units of two words, and signs that are units only behind a number.
    fn with_rare_unit(&self, unit: usize, low: f64, high: Option<f64>, at: usize) -> Option<Found> {
        let done = |to: usize, label, value: &dyn Fn(f64) -> Value| {
            let mut found = Found::new(at, to, label, value(low));
            found.upper = high.map(value);
            Some(found)
        };
        let points = |by: f64| move |number: f64| Value::Percent { number: number * by, points: true };
        match self.lower(unit).as_str() {
            "per" if self.lower(unit + 1).as_str() == "cent" => {
                let named = matches!(self.lower(unit + 2).as_str(), "point" | "points");
                let value = |number| Value::Percent { number, points: named };
                done(unit + 2 + usize::from(named), Label::Percent, &value)
            }
            "basis" if matches!(self.lower(unit + 1).as_str(), "point" | "points") => {
                done(unit + 2, Label::Percent, &points(0.01))
            }
            "basis"
                if self.shape(unit + 1) == Some(Shape::Hyphen)
                    && self.lower(unit + 2).as_str() == "point" =>
            {
                done(unit + 3, Label::Percent, &points(0.01))
            }
            // "30 below zero"
            "below" if self.lower(unit + 1).as_str() == "zero" => {
                done(unit + 2, Label::Quantity, &|number| Value::Quantity {
                    number: -number,
                    unit: "degree".to_owned(),
                })
            }
            "bps" | "bp" => done(unit + 1, Label::Percent, &points(0.01)),
            "part" | "parts" if self.lower(unit + 1).as_str() == "per" => {
                let of = match self.word(unit + 2) {
                    Word::Scale(6) => "part per million",
                    Word::Scale(9) => "part per billion",
                    _ => return None,
                };
                done(unit + 3, Label::Quantity, &|number| Value::Quantity { number, unit: of.to_owned() })
            }
            "pp" | "ppt" | "ppts" => done(unit + 1, Label::Percent, &points(1.0)),
            // 5'7"
            "'" | "\u{2019}" | "\u{2032}" if self.glued(unit) && self.glued(unit + 1) => {
                let inches = self.figure(unit + 1).filter(|inches| inches.value < 12.0 && low < 12.0)?;
                let closed = matches!(self.text(inches.end), "\"" | "\u{201d}" | "\u{2033}" | "''");
                let value = Value::Quantity { number: low + inches.value / 12.0, unit: "foot".to_owned() };
                (closed && self.glued(inches.end))
                    .then(|| Found::new(at, inches.end + 1, Label::Quantity, value))
            }
            _ => None,
        }
    }

    /// Money, if a currency is named at `unit`; pounds may be a weight.
    fn in_money(&self, at: usize, unit: usize, first: Number, last: Number) -> Option<Found> {
        // "hundreds of millions of dollars".
        let name = unit + usize::from(last.open && self.word(unit) == Word::Of);
        let named = self.currency_at(name)?;
        let word = self.lower(name);
        if named.code == Some(super::currency::KRW)
            && named.end == name + 1
            && word.as_str() == "won"
            && last.value < 1000.0
        {
            return None;
        }
        if matches!(word.as_str(), "pound" | "pounds") && self.is_weight(at, name, last) {
            return self.measured(name, Word::Measure(POUND), first, last, at);
        }
        Some(hundredths(self.priced(at, named.end, first, last, named.code), named.part))
    }

    /// Whether a lone "m" is meters: "20m high", "a 50m pool", "100 m".
    fn is_distance(&self, at: usize, unit: usize) -> bool {
        let next = self.lower(unit + 1);
        let told = LENGTHS.contains(&next.as_str());
        let article =
            self.before(at) == Word::Article && self.is_lower(unit + 1) && !self.is_plural(unit + 1);
        told || article || !self.glued(unit) && !self.is_plural(unit + 1)
    }

    /// "three times as many", "10-fold", "3x".
    fn multiple(&self, from: usize, number: Number) -> Option<Found> {
        let end = number.end;
        let value = Value::Multiple { factor: number.value };
        let found = |to: usize| Some(Found::new(from, to, Label::Cardinal, value));
        if self.lower(end).as_str() == "times" {
            let next = self.lower(end + 1);
            let compared = next.as_str() == "as" && GRADES.contains(&self.lower(end + 2).as_str())
                || matches!(
                    next.as_str(),
                    "more"
                        | "greater"
                        | "higher"
                        | "larger"
                        | "bigger"
                        | "faster"
                        | "lower"
                        | "smaller"
                        | "less"
                        | "longer"
                        | "likelier"
                        | "stronger"
                        | "worse"
                        | "better"
                        | "fewer"
                        | "that"
                        | "what"
                )
                || self.shape(end + 1) == Some(Shape::Lower)
                    && matches!(next.as_str(), "the" | "its" | "their" | "his" | "her" | "a" | "our")
                    && self.near(end + 2, end + 2, 0, 2, &MEASURED);
            return if compared { found(end + 1) } else { None };
        }
        if self.shape(end) == Some(Shape::Hyphen)
            && self.lower(end + 1).as_str() == "fold"
            && self.glued(end + 1)
        {
            return found(end + 2);
        }
        let x = number.digits && self.text(end) == "x" && self.glued(end);
        let more = self.glued(end + 1) && self.piece(end + 1).is_some_and(|piece| piece.is_word());
        if x && !more && self.shape(end + 1) != Some(Shape::Number) { found(end + 1) } else { None }
    }

    /// A number of calendar units: a duration, a quantity if it stands before what it measures ("20-year bond"), or a date
    /// if "ago" or "later" follows.
    pub(super) fn lasting(
        &self,
        at: usize,
        to: usize,
        unit: Calendar,
        low: f64,
        high: Option<f64>,
        hyphen: bool,
    ) -> Option<Found> {
        if matches!(self.word(to), Word::Ago) {
            let value = self.lapsed(to, unit, -(low as i64), high.is_some());
            return Some(Found::new(at, to + 1, Label::Date, value));
        }
        if self.word(to) == Word::Ahead {
            let value = self.lapsed(to, unit, low as i64, high.is_some() || low.fract() != 0.0);
            return Some(Found::new(at, to + 1, Label::Date, value));
        }
        let dash = usize::from(self.shape(to) == Some(Shape::Hyphen));
        let old = matches!(self.lower(to + dash).as_str(), "old" | "olds");
        if hyphen && self.is_capital(to - 1) {
            // "The Six-Day War" is a name.
            return None;
        }
        if old || hyphen && !self.lower(to - 1).ends_with('s') {
            let of_age = if old { " of age" } else { "" };
            let value = |number| Value::Quantity { number, unit: format!("{}{of_age}", calendar_name(unit)) };
            let end = if old { to + dash + 1 } else { to };
            let mut found = Found::new(at, end, Label::Quantity, value(low));
            found.upper = high.map(value);
            return Some(found);
        }
        let value = |number| Value::Date { iso: calendar_duration(unit, number) };
        let mut found = Found::new(at, to, Label::Date, value(low));
        found.upper = high.map(value);
        Some(found)
    }
}

/// Cents are hundredths of their unit.
fn hundredths(mut found: Found, part: f64) -> Found {
    if part < 1.0 {
        for value in [Some(&mut found.value), found.upper.as_mut()].into_iter().flatten() {
            *value = with_number(value, number_of(value).unwrap_or(0.0) / 100.0);
        }
    }
    found
}

fn same_unit(a: &Found, b: &Found) -> bool {
    with_number(&a.value, 0.0) == with_number(&b.value, 0.0)
}

fn calendar_name(unit: Calendar) -> &'static str {
    match unit {
        Calendar::Day => "day",
        Calendar::Week => "week",
        Calendar::Weekend => "weekend",
        Calendar::Fortnight => "fortnight",
        Calendar::Month => "month",
        Calendar::Quarter => "quarter",
        Calendar::Season => "season",
        Calendar::Year => "year",
        Calendar::Decade => "decade",
        Calendar::Century => "century",
    }
}

fn clock_name(unit: Clock) -> &'static str {
    match unit {
        Clock::Hour => "hour",
        Clock::Minute => "minute",
        Clock::Second => "second",
    }
}

/// What follows a length in meters.
const LENGTHS: [&str; 36] = [
    "high",
    "long",
    "wide",
    "deep",
    "tall",
    "away",
    "from",
    "above",
    "below",
    "apart",
    "hurdles",
    "hurdler",
    "sprinter",
    "freestyle",
    "backstroke",
    "breaststroke",
    "butterfly",
    "sprint",
    "relay",
    "race",
    "final",
    "dash",
    "swim",
    "north",
    "south",
    "east",
    "west",
    "off",
    "beneath",
    "under",
    "underground",
    "downstream",
    "upstream",
    "across",
    "thick",
    "x",
];

/// What three times "the" is three times as much of.
const MEASURED: [&str; 20] = [
    "rate",
    "size",
    "number",
    "amount",
    "average",
    "level",
    "price",
    "cost",
    "limit",
    "speed",
    "value",
    "national",
    "normal",
    "original",
    "previous",
    "usual",
    "length",
    "weight",
    "population",
    "budget",
];

/// What three times "as" is three times more of; "three times as president" are three terms.
const GRADES: [&str; 34] = [
    "many",
    "much",
    "likely",
    "big",
    "large",
    "high",
    "long",
    "fast",
    "often",
    "strong",
    "expensive",
    "great",
    "small",
    "far",
    "old",
    "wide",
    "heavy",
    "good",
    "bad",
    "hard",
    "deadly",
    "common",
    "effective",
    "quickly",
    "quick",
    "powerful",
    "tall",
    "deep",
    "dense",
    "rich",
    "bright",
    "costly",
    "dangerous",
    "frequently",
];
