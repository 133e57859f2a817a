//! Dates told by units of the calendar: "last week", "the past two years", "third year", "a month ago".

use tidings_core::{Label, Value};

use super::duration::{calendar_duration, clock_duration};
use super::relative::{Relative, quarter, years};
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
                let value = self.turned_unit(at, self.calendar(next)?, turn);
                Some(Found::new(at, next + 1, Label::Date, value))
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
                plain.then(|| Found::new(at, next + 1, Label::Date, self.turned_unit(at, unit, turn)))
            }
            Word::DayPart => Some(Found::new(at, next + 1, Label::Time, Value::Unresolved)),
            // A preposition: "following Monday's vote".
            Word::Weekday(day) if self.lower(at).as_str() == "following" && !self.is_from_text(at) => {
                Some(self.weekday(next, next, day, None))
            }
            Word::Weekday(day) if self.is_from_text(at) => {
                Some(Found::new(at, next + 1, Label::Date, Relative::WeekdayFromText { day }.value()))
            }
            Word::Weekday(day) => Some(self.weekday(at, next, day, Some(turn))),
            Word::Month(month) | Word::WeakMonth(month) if self.is_capital(next) => {
                let turn = Some(turn).filter(|turn| *turn != 0);
                let value = Relative::Month { month, day: None, turn }.value();
                Some(Found::new(at, next + 1, Label::Date, value))
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

    /// "last week", "the next day", "in the past year".
    fn turned_unit(&self, at: usize, unit: Calendar, turn: i8) -> Value {
        let article = self.lower_before(at, 1).as_str() == "the";
        // "the last week of May".
        if article && self.word(at + 2) == Word::Of {
            return Value::Unresolved;
        }
        if self.is_from_text(at) && unit != Calendar::Season {
            return Relative::FromText { unit, by: turn.into() }.value();
        }
        let spanned = article
            && turn != 0
            && matches!(
                self.lower_before(at, 2).as_str(),
                "over" | "in" | "within" | "during" | "for" | "throughout" | "across"
            );
        if spanned {
            return Value::Duration { iso: calendar_duration(unit, 1.0) };
        }
        if matches!(self.lower(at).as_str(), "following" | "previous") {
            return Value::Unresolved;
        }
        Relative::Shift { unit, by: turn.into() }.value()
    }

    /// Whether "next", "following" or "previous" count from a date of the text: "the next day".
    fn is_from_text(&self, at: usize) -> bool {
        match self.lower(at).as_str() {
            "following" | "previous" => self.lower_before(at, 1).as_str() == "the",
            "next" => {
                let spanned = matches!(
                    self.lower_before(at, 2).as_str(),
                    "over" | "in" | "within" | "during" | "for" | "throughout" | "across" | "by"
                );
                self.lower_before(at, 1).as_str() == "the" && !spanned && self.word(at + 2) != Word::Of
            }
            _ => false,
        }
    }

    /// So many units before or after: "ago" counts from publication, "earlier" and "later" from the date before it.
    pub(super) fn lapsed(&self, word: usize, unit: Calendar, by: i64, vague: bool) -> Value {
        match self.lower(word).as_str() {
            _ if vague || unit == Calendar::Season => Value::Unresolved,
            "ago" => Relative::Shift { unit, by }.value(),
            "earlier" | "later" => Relative::FromText { unit, by }.value(),
            _ => Value::Unresolved,
        }
    }

    /// "the day before yesterday", "the day before".
    fn told_in_text(&self, at: usize, unit: Calendar) -> Option<Found> {
        if self.lower(at).ends_with('s') || !self.is_lower(at) || self.shape(at + 1) == Some(Shape::Hyphen) {
            return None;
        }
        let (before, next) = (self.lower_before(at, 1), self.lower(at + 1));
        match (before.as_str(), next.as_str()) {
            (_, "before" | "after") if unit == Calendar::Day => match self.word(at + 2) {
                Word::Day(by @ (-1 | 1)) if (by < 0) == (next.as_str() == "before") => {
                    let value = Relative::Shift { unit, by: 2 * i64::from(by) }.value();
                    return Some(Found::new(at, at + 3, Label::Date, value));
                }
                _ => {}
            },
            _ => {}
        }
        let ends = self
            .piece(at + 2)
            .is_none_or(|piece| piece.shape == Shape::Mark || self.word(at + 2) == Word::And);
        let by = match next.as_str() {
            "before" | "earlier" => -1,
            "after" => 1,
            _ => return None,
        };
        let value = Relative::FromText { unit, by }.value();
        (before.as_str() == "the"
            && ends
            && matches!(unit, Calendar::Day | Calendar::Week | Calendar::Month | Calendar::Year))
        .then(|| Found::new(at, at + 2, Label::Date, value))
    }

    /// "weekly", where it does not stand before what it describes.
    pub(super) fn often(&self, at: usize, iso: &str) -> Option<Found> {
        let free = match self.piece(at + 1) {
            None => true,
            Some(piece) if piece.is_word() => matches!(
                self.lower(at + 1).as_str(),
                "and"
                    | "or"
                    | "at"
                    | "in"
                    | "on"
                    | "from"
                    | "to"
                    | "by"
                    | "for"
                    | "since"
                    | "until"
                    | "with"
                    | "as"
            ),
            Some(piece) => piece.shape == Shape::Mark,
        };
        (free && self.is_lower(at))
            .then(|| Found::new(at, at + 1, Label::Date, Value::Set { iso: iso.to_owned() }))
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
                Some(Found::new(at, unit_at + 2, Label::Date, self.lapsed(unit_at + 1, unit, -1, false)))
            }
            Word::Unit(_) if next == Word::Ahead => Some(Found::new(
                at,
                unit_at + 2,
                Label::Date,
                self.lapsed(unit_at + 1, self.calendar(unit_at)?, 1, false),
            )),
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
        if let Some(found) = self.told_in_text(at, unit) {
            return Some(found);
        }
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
