//! Dates told by units of the calendar: "last week", "the past two years", "third year", "a month ago".

use tidings_core::{Label, Value};

use super::duration::{calendar_duration, clock_duration};
use super::resolve::{quarter, years};
use super::scan::{Found, Scan};
use super::words::{Calendar, Word};
use crate::pieces::Shape;

impl Scan<'_> {
    /// "last week", "this morning", "the next two years", "next March", "this spring".
    pub(super) fn turned(&self, at: usize, turn: i8) -> Option<Found> {
        let next = at + 1;
        match self.word(next) {
            Word::Unit(Calendar::Weekend | Calendar::Season)
                if turn != 0 || self.lower(at).as_str() == "this" =>
            {
                Some(Found::new(
                    at,
                    next + 1,
                    Label::Date,
                    self.anchor.shifted(self.calendar(next)?, turn.into()),
                ))
            }
            Word::Unit(unit) if self.lower(next).ends_with('s') => {
                self.several(at, next).filter(|_| unit != Calendar::Season)
            }
            // "this day", "the current century" and the like are no dates, but "last day" may be.
            Word::Unit(unit) => {
                let plain = matches!(
                    self.lower(at).as_str(),
                    "last" | "this" | "next" | "past" | "previous" | "coming" | "following" | "current"
                );
                let value = if matches!(self.lower(at).as_str(), "previous" | "following") {
                    Value::Unresolved
                } else {
                    self.anchor.shifted(unit, turn.into())
                };
                plain.then(|| Found::new(at, next + 1, Label::Date, value))
            }
            Word::DayPart => Some(Found::new(at, next + 1, Label::Time, Value::Unresolved)),
            Word::Weekday(day) => Some(self.weekday(at, next, day, Some(turn))),
            Word::Month(month) | Word::WeakMonth(month) if self.is_capital(next) => {
                let turn = Some(turn).filter(|turn| *turn != 0);
                Some(Found::new(at, next + 1, Label::Date, self.anchor.month(month, None, turn)))
            }
            Word::Season | Word::WeakSeason => Some(Found::new(at, next + 1, Label::Date, Value::Unresolved)),
            Word::Holiday => Some(Found::new(at, next + 1, Label::Date, Value::Unresolved)),
            _ => self.several(at, next),
        }
    }

    /// "past two years", "next few days", "recent weeks", "last several months".
    pub(super) fn several(&self, at: usize, next: usize) -> Option<Found> {
        let mut unit = next;
        let mut count = None;
        if let Some(number) = self.number(next).filter(|number| number.suffix == Word::Other) {
            (unit, count) = (number.end, Some(number.value));
        } else if matches!(self.lower(next).as_str(), "few" | "several" | "couple") {
            unit += 1 + usize::from(self.word(next + 1) == Word::Of);
        }
        match self.word(unit) {
            Word::Unit(calendar) if self.lower(unit).ends_with('s') => {
                let value = count.map_or(Value::Unresolved, |count| Value::Date {
                    iso: calendar_duration(calendar, count),
                });
                Some(Found::new(at, unit + 1, Label::Date, value))
            }
            Word::Clock(_) if self.lower(unit).ends_with('s') => {
                Some(Found::new(at, unit + 1, Label::Time, Value::Unresolved))
            }
            _ => None,
        }
    }

    pub(super) fn calendar(&self, at: usize) -> Option<Calendar> {
        match self.word(at) {
            Word::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    /// "third year", "first quarter of 2025", "19th century".
    pub(super) fn ranked_unit(&self, at: usize) -> Option<Found> {
        let rank = self.rank(at)?;
        let hyphen = usize::from(self.shape(at + 1) == Some(Shape::Hyphen));
        let unit_at = at + 1 + hyphen;
        let half = self.word(unit_at) == Word::Half;
        let unit = match self.word(unit_at) {
            Word::Unit(unit) => unit,
            Word::Half => Calendar::Quarter,
            _ => return None,
        };
        let mut to = unit_at + 1;
        let of = to + usize::from(self.word(to) == Word::Of);
        let year = self.year(of);
        let value = match (unit, year) {
            (Calendar::Century, _) if (1..=21).contains(&rank) => {
                Value::Date { iso: years((rank as i16 - 1) * 100 + 1, 100) }
            }
            (Calendar::Quarter, Some(year)) if half && rank <= 2 => {
                let first = if rank == 1 { 1 } else { 7 };
                Value::Date { iso: format!("{year:04}-{first:02}/{year:04}-{:02}", first + 5) }
            }
            (Calendar::Quarter, Some(year)) if (1..=4).contains(&rank) => {
                Value::Date { iso: quarter(year, rank as i8) }
            }
            _ if half => return None,
            _ => Value::Unresolved,
        };
        if year.is_some() {
            to = of + 1;
        }
        Some(Found::new(at, to, Label::Date, value))
    }

    /// "a month ago", "an hour later", "a single day".
    pub(super) fn one_unit(&self, at: usize) -> Option<Found> {
        let single = self.lower(at + 1).as_str() == "single";
        let unit_at = at + 1 + usize::from(single);
        let next = self.word(unit_at + 1);
        match self.word(unit_at) {
            Word::Unit(unit) if next == Word::Ago => {
                let value = if self.lower(unit_at + 1).as_str() == "ago" {
                    self.anchor.shifted(unit, -1)
                } else {
                    Value::Unresolved
                };
                Some(Found::new(at, unit_at + 2, Label::Date, value))
            }
            Word::Unit(_) if next == Word::Ahead => {
                Some(Found::new(at, unit_at + 2, Label::Date, Value::Unresolved))
            }
            Word::Unit(unit) if single || self.is_lasting(at) => {
                let iso = calendar_duration(unit, 1.0);
                Some(Found::new(at, unit_at + 1, Label::Date, Value::Date { iso }))
            }
            Word::Ordinal(2) if matches!(next, Word::Ago | Word::Ahead) => {
                Some(Found::new(at, unit_at + 2, Label::Time, Value::Unresolved))
            }
            Word::Measure(_) => self.one_measure(at),
            Word::Clock(_) if matches!(next, Word::Ago | Word::Ahead) => {
                Some(Found::new(at, unit_at + 2, Label::Time, Value::Unresolved))
            }
            Word::Clock(clock) if self.is_lasting(at) => {
                let iso = clock_duration(clock, 1.0);
                Some(Found::new(at, unit_at + 1, Label::Time, Value::Time { iso }))
            }
            _ if self.lower(at + 1).as_str() == "few" || self.lower(at + 1).as_str() == "couple" => {
                let mut found = self.several(at, at + 1)?;
                if matches!(self.word(found.to), Word::Ago | Word::Ahead) {
                    found.to += 1;
                }
                Some(found)
            }
            _ => None,
        }
    }

    /// Whether the words before "a week" make it a length of time: "within a week", "about a month".
    pub(super) fn is_lasting(&self, at: usize) -> bool {
        matches!(
            self.lower_before(at, 1).as_str(),
            "within"
                | "about"
                | "for"
                | "in"
                | "over"
                | "nearly"
                | "almost"
                | "after"
                | "than"
                | "under"
                | "just"
                | "only"
                | "lasting"
                | "around"
        )
    }

    /// "years ago", "weeks ahead", "the weekend".
    pub(super) fn bare_unit(&self, at: usize, unit: Calendar) -> Option<Found> {
        if unit == Calendar::Weekend && self.lower_before(at, 1).as_str() == "the" {
            return Some(Found::new(at, at + 1, Label::Date, Value::Unresolved));
        }
        let plural = self.lower(at).ends_with('s');
        let told =
            matches!(self.word(at + 1), Word::Ago | Word::Ahead) || self.lower(at + 1).as_str() == "ahead";
        let long = matches!(self.lower_before(at, 1).as_str(), "for" | "in" | "over") && !self.is_capital(at);
        if plural && !told && long && !matches!(self.word(at + 1), Word::Of) {
            return Some(Found::new(at, at + 1, Label::Date, Value::Unresolved));
        }
        (plural && told).then(|| Found::new(at, at + 2, Label::Date, Value::Unresolved))
    }
}
