//! Dates in digits alone: `2025-12-28`, `28.12.2025`, `3/4/2025`, `9/11`.
//!
//! Where day and month could change places, the order is that of the other dates of the document, then that of the country
//! of its address. Where nothing tells, the date has no value and keeps both readings.

use jiff::civil::Date;
use tidings_core::{DateDetails, Label, Value};

use super::scan::{Found, Scan};
use crate::pieces::{Shape, is_hyphen};

/// The order of day and month in digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
    #[default]
    Unknown,
}

impl Order {
    /// The order that the country of a web address writes.
    pub(super) fn of_address(address: Option<&str>) -> Self {
        let Some(address) = address else { return Order::Unknown };
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
        match host.rsplit('.').next().unwrap_or("") {
            "us" | "gov" | "mil" => Order::MonthFirst,
            "uk" | "ie" | "in" | "au" | "nz" | "pk" | "ng" | "ke" | "sg" | "my" | "hk" | "mt" | "gh"
            | "eu" | "fr" | "de" | "it" | "es" | "nl" | "be" | "pt" | "br" | "mx" | "ar" | "ru" | "ua"
            | "pl" | "gr" | "tr" | "il" => Order::DayFirst,
            _ => Order::Unknown,
        }
    }
}

/// Three numbers between two equal marks.
struct Triple {
    mark: char,
    numbers: [u16; 3],
    /// How many digits the first and the last have.
    digits: (usize, usize),
}

impl Triple {
    fn of(text: &str) -> Option<Self> {
        if text.len() > 12 {
            return None;
        }
        let mark = text.chars().find(|char| is_hyphen(*char) || matches!(char, '/' | '.'))?;
        let mut parts = text.split(mark);
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        let number = |part: &str| {
            let plain = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            if plain { part.parse::<u16>().ok() } else { None }
        };
        let numbers = [number(first)?, number(second)?, number(third)?];
        (parts.next().is_none() && second.len() <= 2).then_some(Triple {
            mark,
            numbers,
            digits: (first.len(), third.len()),
        })
    }

    /// Year, and the two other numbers, if the year stands last.
    fn year_last(&self) -> Option<(u16, u16, u16)> {
        let [first, second, third] = self.numbers;
        match self.digits {
            (1..=2, 4) => Some((third, first, second)),
            (1..=2, 2) if self.mark == '/' => {
                Some((third + if third < 50 { 2000 } else { 1900 }, first, second))
            }
            _ => None,
        }
    }

    /// The order that its numbers allow only.
    fn order(&self) -> Order {
        match self.year_last() {
            Some((_, 13..=31, 1..=12)) => Order::DayFirst,
            Some((_, 1..=12, 13..=31)) => Order::MonthFirst,
            _ => Order::Unknown,
        }
    }
}

impl Scan<'_> {
    /// `2025-12-28`, `28.12.2025`, `12/28/2025`, `3/4/2025`.
    pub(super) fn in_digits(&self, at: usize) -> Option<Found> {
        let triple = Triple::of(self.text(at))?;
        let iso = |year: u16, month: u16, day: u16| {
            let date = Date::new(year as i16, month as i8, day as i8).ok();
            date.filter(|date| (1000..2200).contains(&date.year())).map(|date| date.to_string())
        };
        let found = |iso: String| Found::new(at, at + 1, Label::Date, Value::Date { iso });
        let [first, second, third] = triple.numbers;
        if triple.digits.0 == 4 && triple.digits.1 <= 2 {
            return iso(first, second, third).map(found);
        }
        let (year, first, second) = triple.year_last()?;
        if triple.digits.1 == 2 && !self.is_dated(at) {
            return None;
        }
        let by_day = iso(year, second, first);
        let by_month = iso(year, first, second).filter(|_| triple.mark != '.');
        match (by_day, by_month) {
            (Some(one), Some(other)) if one != other => Some(match self.order() {
                Order::DayFirst => found(one),
                Order::MonthFirst => found(other),
                Order::Unknown => {
                    let mut found = Found::new(at, at + 1, Label::Date, Value::Unresolved);
                    let readings = vec![one, other];
                    found.date = Some(Box::new(DateDetails { readings, ..DateDetails::default() }));
                    found
                }
            }),
            (one, other) => one.or(other).map(found),
        }
    }

    /// Whether the words before digits make them a date: a ratio may look like one.
    fn is_dated(&self, at: usize) -> bool {
        matches!(
            self.lower_before(at, 1).as_str(),
            "on" | "dated" | "since" | "from" | "until" | "before" | "after" | "by" | "date"
        )
    }

    /// The order of the dates of this document.
    fn order(&self) -> Order {
        *self.order.get_or_init(|| {
            let mut seen = Order::Unknown;
            for at in 0..self.len() {
                if self.shape(at) != Some(Shape::Number) {
                    continue;
                }
                let order = Triple::of(self.text(at)).map_or(Order::Unknown, |triple| triple.order());
                match (seen, order) {
                    (_, Order::Unknown) => {}
                    (Order::Unknown, order) => seen = order,
                    // A document of both orders tells nothing.
                    (seen, order) if seen != order => return self.hint,
                    _ => {}
                }
            }
            if seen == Order::Unknown { self.hint } else { seen }
        })
    }

    /// Days that are known by their digits: `9/11`, "the 7/7 bombings".
    pub(super) fn known_day(&self, at: usize) -> Option<Found> {
        let (iso, sure) = match self.text(at) {
            "9/11" => ("2001-09-11", true),
            "7/7" => ("2005-07-07", false),
            "26/11" => ("2008-11-26", false),
            _ => return None,
        };
        let told = matches!(
            self.lower(at + 1).as_str(),
            "attack"
                | "attacks"
                | "bombing"
                | "bombings"
                | "bomber"
                | "bombers"
                | "terror"
                | "terrorist"
                | "victims"
                | "survivors"
                | "survivor"
                | "inquiry"
                | "inquest"
                | "anniversary"
        ) || matches!(self.lower_before(at, 1).as_str(), "since" | "post");
        // A score or a date of this year: "won 9/11 of them".
        let counted = self.lower(at + 1).as_str() == "of" || self.lower_before(at, 1).as_str() == "on";
        (told || sure && !counted)
            .then(|| Found::new(at, at + 1, Label::Date, Value::Date { iso: iso.to_owned() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_writes_one_order() {
        assert_eq!(Order::of_address(Some("https://www.herald.example.co.uk/news?x=1")), Order::DayFirst);
        assert_eq!(Order::of_address(Some("https://city.example.gov/")), Order::MonthFirst);
        assert_eq!(Order::of_address(Some("https://example.com/uk")), Order::Unknown);
    }
}
