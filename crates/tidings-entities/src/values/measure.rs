//! Measures: what stands around a unit, and words that are units only in some company.

use tidings_core::{Label, Value};

use super::amount_range::spread;
use super::number::Number;
use super::scan::{Found, Scan};
use super::units::{
    CELSIUS, CUP, DEGREE, FAHRENHEIT, FOOT, INCH, KNOT, OUNCE, POUND, STONE, TERAWATT, UNITS, WATT,
};
use super::words::{Calendar, Clock, Word};
use crate::pieces::{Piece, Shape};

impl Scan<'_> {
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
        let unit = name(index).to_owned();
        let told = told && !matches!(index, STONE | CUP);
        told.then(|| Found::new(at, at + 2, Label::Quantity, Value::Quantity { number: 1.0, unit }))
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
                "cubic" | "cu" => "cubic ",
                "nautical" => "nautical ",
                _ => "",
            };
            place += 1 + usize::from(self.shape(unit + 1) == Some(Shape::Hyphen) && self.glued(unit + 1));
        }
        let Word::Measure(mut index) = (if meaning == Word::Prefix { self.word(place) } else { meaning })
        else {
            return None;
        };
        if !self.is_unit(index, place, at, last) {
            return None;
        }
        let mut to = place + 1;
        let (low, mut high) = spread(first, last);
        let (mut low, mut sign) = (low, 1.0);
        if index == DEGREE {
            if matches!(self.text(to), "Celsius" | "C" | "celsius" | "Centigrade" | "centigrade" | "c") {
                (index, to) = (CELSIUS, to + 1);
            } else if matches!(self.text(to), "Fahrenheit" | "F" | "fahrenheit" | "f") {
                (index, to) = (FAHRENHEIT, to + 1);
            }
        }
        if matches!(index, DEGREE | CELSIUS | FAHRENHEIT)
            && self.lower(to).as_str() == "below"
            && self.lower(to + 1).as_str() == "zero"
        {
            (sign, to) = (-1.0, to + 2);
        }
        let mut unit_name = format!("{prefix}{}", name(index));
        if high.is_none()
            && let Some((more, end)) = self.smaller_part(index, to)
        {
            (low, to) = (low + more, end);
        }
        if let Some((per, end)) = self.per(index, to) {
            unit_name.push_str(per);
            to = end;
        } else if (WATT..=TERAWATT).contains(&index) && matches!(self.word(to), Word::Clock(Clock::Hour)) {
            unit_name.push_str(" hour");
            to += 1;
        }
        if sign < 0.0 {
            (low, high) = high.map_or((-low, None), |high| (-high, Some(-low)));
        }
        let value = |number| Value::Quantity { number, unit: unit_name.clone() };
        let mut found = Found::new(at, to, Label::Quantity, value(low));
        found.upper = high.map(value);
        Some(found)
    }

    /// Whether the word at `place` is a unit here, of a number that begins at `from`.
    fn is_unit(&self, index: u8, place: usize, from: usize, number: Number) -> bool {
        let text = self.text(place);
        if place < number.end {
            return true;
        }
        if text.len() == 1 && text.is_ascii() {
            return number.digits && (text == "m" || self.glued(place) && matches!(text, "g" | "l" | "L"));
        }
        let short = matches!(
            text,
            "mi" | "ha" | "nm" | "hp" | "kt" | "mb" | "kb" | "db" | "tb" | "tw" | "cc" | "amp"
        );
        match index {
            _ if short && !number.digits => false,
            STONE => self.near(
                from,
                place + 1,
                6,
                3,
                &["weigh", "weighs", "weighed", "lost", "gained", "weight", "lose"],
            ),
            CUP => {
                self.is_lower(place)
                    && (number.digits || number.value < 1.0 || self.word(place + 1) == Word::Of)
            }
            KNOT => {
                number.digits
                    || self.near(from, place + 1, 6, 3, &["wind", "winds", "speed", "gusts", "ship"])
            }
            DEGREE if !number.digits && number.value < 10.0 => {
                matches!(
                    self.text(place + 1),
                    "Celsius" | "Fahrenheit" | "C" | "F" | "north" | "south" | "east" | "west"
                ) || self.is_heat(from)
            }
            _ => true,
        }
    }

    /// Whether temperatures are told around the piece at `at`.
    pub(super) fn is_heat(&self, at: usize) -> bool {
        self.near(at, at + 1, 10, 6, &HEAT)
    }

    /// The inches of "5 feet 7 inches" and "6-foot-3", the ounces after pounds, as a part of the larger unit.
    fn smaller_part(&self, index: u8, at: usize) -> Option<(f64, usize)> {
        let (of, smaller) = match index {
            FOOT => (12.0, INCH),
            POUND => (16.0, OUNCE),
            STONE => (14.0, POUND),
            _ => return None,
        };
        let hyphen = self.shape(at) == Some(Shape::Hyphen) && self.glued(at) && self.glued(at + 1);
        let joined = hyphen || self.word(at) == Word::And || self.comma(at);
        let next = at + usize::from(joined);
        let number = self.number(next).filter(|number| number.value < of && !number.open)?;
        let end = number.end;
        let part = number.value / of;
        if number.suffix == Word::Measure(smaller) {
            return Some((part, end));
        }
        let dash = usize::from(self.shape(end) == Some(Shape::Hyphen));
        if self.word(end + dash) == Word::Measure(smaller)
            || smaller == POUND && self.lower(end).as_str() == "pounds"
        {
            return Some((part, end + dash + 1));
        }
        // "a 6-foot-3 guard"
        let bare = hyphen && index == FOOT && number.digits && number.suffix == Word::Other;
        let free = self.piece(end).is_none_or(|piece| !Piece::is_word(piece) || self.is_lower(end))
            && !self.glued(end);
        (bare && (free || self.shape(end) == Some(Shape::Mark))).then_some((part, end))
    }

    /// "per hour", "an hour", "/h", "a day" behind a unit that has speeds or flows.
    fn per(&self, index: u8, at: usize) -> Option<(&'static str, usize)> {
        let length = name(index);
        let slash = self.text(at) == "/" && self.glued(at) && self.glued(at + 1);
        let word = matches!(self.lower(at).as_str(), "per" | "an" | "a");
        if !slash && !word {
            return None;
        }
        let long = matches!(
            length,
            "kilometer"
                | "meter"
                | "centimeter"
                | "mile"
                | "foot"
                | "millimeter"
                | "liter"
                | "gallon"
                | "nautical mile"
        );
        let end = at + 2;
        match (self.word(at + 1), self.lower(at + 1).as_str()) {
            (Word::Clock(Clock::Hour), _) | (_, "h" | "hr") if long => Some((" per hour", end)),
            (Word::Clock(Clock::Minute), _) if long => Some((" per minute", end)),
            (Word::Clock(Clock::Second), _) | (_, "second" | "s" | "sec") if long => {
                Some((" per second", end))
            }
            (Word::Unit(Calendar::Day), _) if length == "barrel" => Some((" per day", end)),
            _ => None,
        }
    }
}

fn name(index: u8) -> &'static str {
    UNITS[index as usize % UNITS.len()]
}

/// Words of the weather and of ovens.
const HEAT: [&str; 24] = [
    "temperature",
    "temperatures",
    "heat",
    "cold",
    "cool",
    "cooler",
    "warm",
    "warmer",
    "warming",
    "hot",
    "hotter",
    "celsius",
    "fahrenheit",
    "forecast",
    "weather",
    "freezing",
    "frost",
    "oven",
    "fever",
    "climate",
    "highs",
    "lows",
    "mercury",
    "thermometer",
];
