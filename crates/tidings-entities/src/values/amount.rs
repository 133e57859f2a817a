//! Amounts: numbers with what they count, and ranges of them.

use tidings_core::{Label, Value};

use super::duration::{calendar_duration, clock_duration};
use super::number::Number;
use super::scan::{Found, Scan};
use super::words::{CURRENCIES, Calendar, Clock, UNITS, UNKNOWN, Word, currency_sign};
use crate::pieces::Shape;

impl Scan<'_> {
    /// "$20bn", "€90 billion", "US$5", "USD 20".
    pub(super) fn money(&self, at: usize) -> Option<Found> {
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

    pub(super) fn priced(
        &self,
        from: usize,
        to: usize,
        first: Number,
        last: Number,
        currency: Option<u8>,
    ) -> Found {
        let code = currency.map(|at| CURRENCIES[at as usize % CURRENCIES.len()].to_owned());
        let money = |amount: f64| Value::Money { amount, currency: code.clone() };
        let (low, high) = spread(first, last);
        let mut found = Found::new(from, to, Label::Money, money(low));
        found.upper = high.map(money);
        found
    }

    /// Whether the piece at `at` says that a range goes on; `from` is where the amount begins.
    pub(super) fn is_range_mark(&self, from: usize, at: usize) -> bool {
        match self.word(at) {
            Word::To => true,
            Word::And => self.lower_before(from, 1).as_str() == "between",
            _ => self.shape(at) == Some(Shape::Hyphen),
        }
    }

    /// The second number of "10 to 20", "10-20", "between 10 and 20".
    pub(super) fn range(&self, from: usize, first: &Number) -> Option<(usize, Number)> {
        if first.upper.is_some() || !self.is_range_mark(from, first.end) {
            return None;
        }
        let second = self.number(first.end + 1)?;
        let spelled_hyphen = self.shape(first.end) == Some(Shape::Hyphen) && !second.digits;
        (!spelled_hyphen && second.digits == first.digits && !second.open).then_some((first.end + 1, second))
    }

    /// A number with what it counts: percent, money, measure, duration or nothing.
    pub(super) fn amount(&self, at: usize) -> Option<Found> {
        let first = self.number(at)?;
        let mut last = first;
        if let Some((_, second)) = self.range(at, &first)
            && (second.value > first.value
                || self.shape(first.end) == Some(Shape::Hyphen) && self.glued(first.end))
        {
            last = second;
        }
        let found = self.with_unit(at, first, last).or_else(|| self.cardinal(at, first, last))?;
        Some(if last == first { self.twice_told(at, found) } else { found })
    }

    /// "between 10% and 15%", "10% to 15%", "5 km - 10 km": a range whose ends both have the unit.
    fn twice_told(&self, at: usize, mut found: Found) -> Found {
        let told = matches!(found.label, Label::Percent | Label::Quantity) && found.upper.is_none();
        let from = self.word(found.to) == Word::To && self.lower_before(at, 1).as_str() == "from";
        if !told || from || !self.is_range_mark(at, found.to) {
            return found;
        }
        let second =
            self.number(found.to + 1).and_then(|number| self.with_unit(found.to + 1, number, number));
        if let Some(second) = second.filter(|second| second.label == found.label && same_unit(&found, second))
        {
            found.to = second.to;
            found.upper = Some(second.value);
        }
        found
    }

    /// "a mile from the port": one of a measure, where a distance or a size is told.
    pub(super) fn one_measure(&self, at: usize) -> Option<Found> {
        let Word::Measure(index) = self.word(at + 1) else { return None };
        let told = matches!(
            self.lower(at + 2).as_str(),
            "from"
                | "away"
                | "off"
                | "long"
                | "high"
                | "wide"
                | "deep"
                | "north"
                | "south"
                | "east"
                | "west"
                | "apart"
        );
        let unit = UNITS[index as usize % UNITS.len()].to_owned();
        told.then(|| Found::new(at, at + 2, Label::Quantity, Value::Quantity { number: 1.0, unit }))
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
                done(to, Label::Money, &|number| Value::Money {
                    amount: number / 100.0,
                    currency: currency.clone(),
                })
            }
            Word::Currency(UNKNOWN) => Some(self.priced(at, to, first, last, None)),
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
            // "hundreds of millions of dollars".
            Word::Of if last.open => match self.word(unit + 1) {
                Word::Currency(code @ 0..UNKNOWN) => Some(self.priced(at, unit + 2, first, last, Some(code))),
                Word::Currency(UNKNOWN) => Some(self.priced(at, unit + 2, first, last, None)),
                _ => None,
            },
            _ if matches!(self.text(unit), "U.S." | "US" | "Canadian" | "Australian")
                && matches!(self.word(to), Word::Currency(0)) =>
            {
                let code = match self.text(unit) {
                    "Canadian" => 13,
                    "Australian" => 14,
                    _ => 0,
                };
                Some(self.priced(at, to + 1, first, last, Some(code)))
            }
            // "Swiss francs", "Ukrainian hryvnias"; "Hong Kong dollars" are nobody's listed ones.
            _ if self.is_capital(unit) && unit > at => match self.word(to) {
                Word::Currency(0 | UNKNOWN) => Some(self.priced(at, to + 1, first, last, None)),
                Word::Currency(code @ 1..UNKNOWN) => Some(self.priced(at, to + 1, first, last, Some(code))),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn measured(
        &self,
        unit: usize,
        meaning: Word,
        first: Number,
        last: Number,
        at: usize,
    ) -> Option<Found> {
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
            name =
                format!("degree {}", if self.text(to).starts_with('C') { "Celsius" } else { "Fahrenheit" });
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
    pub(super) fn lasting(
        &self,
        at: usize,
        to: usize,
        unit: Calendar,
        low: f64,
        high: Option<f64>,
    ) -> Option<Found> {
        if matches!(self.word(to), Word::Ago) {
            let value = self.lapsed(to, unit, -(low as i64), high.is_some());
            return Some(Found::new(at, to + 1, Label::Date, value));
        }
        if self.word(to) == Word::Ahead {
            let value = self.lapsed(to, unit, low as i64, high.is_some() || low.fract() != 0.0);
            return Some(Found::new(at, to + 1, Label::Date, value));
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
}

fn same_unit(a: &Found, b: &Found) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity { unit, .. }, Value::Quantity { unit: other, .. }) => unit == other,
        _ => true,
    }
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
pub(super) fn spread(first: Number, last: Number) -> (f64, Option<f64>) {
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
