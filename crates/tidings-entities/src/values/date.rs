//! Dates and times of day: what begins with a word of the calendar.

use tidings_core::{DateModifier, Label, Value};

use super::relative::Relative;
use super::scan::{Found, Scan};
use super::words::{Calendar, Word};
use crate::pieces::Shape;

impl Scan<'_> {
    /// The date or time that begins at `at`.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        match self.word(at) {
            Word::Month(month) => self.unnamed_month(at, month),
            Word::WeakMonth(month) => self.is_month(at).then(|| self.unnamed_month(at, month)).flatten(),
            Word::Weekday(_) if self.is_named_weekday(at) => None,
            Word::Weekday(day) => Some(self.named_day(at).unwrap_or_else(|| self.weekday(at, at, day, None))),
            Word::Often(iso) => self.often(at, iso),
            Word::WeakWeekday(day) => {
                let dated = |at: usize| {
                    matches!(self.word(at), Word::Month(_) | Word::WeakMonth(_)) && self.is_capital(at)
                };
                let next = at + 1 + usize::from(self.comma(at + 1));
                (self.is_capital(at) && dated(next)).then(|| self.weekday(at, at, day, None))
            }
            Word::Day(by) => Some(self.day(at, by)),
            Word::Moment(iso) => self.moment(at, iso),
            Word::Turn(turn) => self.turned(at, turn),
            Word::Part => self.part(at),
            Word::Season | Word::WeakSeason => self.season(at, at),
            Word::Holiday => self.is_capital(at).then(|| self.holiday(at)),
            Word::Recent => self.several(at, at + 1),
            Word::Edge => self.edge(at),
            Word::Ordinal(_) => self.ranked_unit(at),
            Word::Article => self.one_unit(at),
            Word::Unit(unit) => self.bare_unit(at, unit),
            Word::Other | Word::Small(_) => match self.shape(at)? {
                Shape::Number => self.numeric(at),
                Shape::Upper => self.era_of_year(at),
                Shape::Lower | Shape::Capital if self.word(at) != Word::Other => self.spelled_clock(at),
                Shape::Capital if self.text(at) == "New" && self.text(at + 1) == "Year" => {
                    Some(self.new_year(at))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether "May" or "March" is a month here.
    pub(super) fn is_month(&self, at: usize) -> bool {
        if !self.is_capital(at) {
            return false;
        }
        let next = at + 1 + usize::from(self.text(at + 1) == ".");
        let numbered = self.shape(next) == Some(Shape::Number)
            && (self.day_of_month(next).is_some() || self.year(next).is_some());
        let long = !matches!(
            self.lower(at).as_str(),
            "jan" | "mar" | "jun" | "sep" | "sept" | "dec" | "oct" | "nov" | "feb" | "apr" | "jul" | "aug"
        );
        let dated = matches!(
            self.lower_before(at, 1).as_str(),
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "last"
                | "next"
                | "of"
                | "early"
                | "late"
                | "from"
                | "this"
                | "before"
                | "after"
                | "during"
                | "through"
                | "mid"
                | "to"
                | "between"
                | "for"
                | "every"
                | "each"
        );
        let middle = self.shape(at.wrapping_sub(1)) == Some(Shape::Hyphen)
            && self.lower_before(at, 2).as_str() == "mid";
        numbered
            || (long && (dated || middle))
            || at.checked_sub(1).is_some_and(|before| self.day_of_month(before).is_some())
    }

    /// A month, unless it is a name of a person or a part of a name.
    fn unnamed_month(&self, at: usize, month: u8) -> Option<Found> {
        if self.is_named_month(at) {
            return None;
        }
        Some(self.month(at, at, month))
    }

    /// A month name and what follows it; the span begins at `from`.
    pub(super) fn month(&self, from: usize, at: usize, month: u8) -> Found {
        let mut next = at
            + 1
            + usize::from(
                self.text(at + 1) == "." && self.glued(at + 1) && self.shape(at + 2) == Some(Shape::Number),
            );
        let day = self.day_of_month(next);
        let mut last = None;
        if day.is_some() {
            next += 1;
            // "December 3-5", "December 3 to 5".
            if (self.shape(next) == Some(Shape::Hyphen) || self.word(next) == Word::To)
                && let Some(end) = self.day_of_month(next + 1).filter(|end| Some(*end) > day)
            {
                last = Some(end);
                next += 2;
            }
        } else if self.word(next) == Word::Of && self.year(next + 1).is_some() {
            next += 1;
        }
        let comma = usize::from(self.comma(next));
        let year = self.year(next + comma).filter(|_| comma == 0 || day.is_some() || self.comma(next + 2));
        if year.is_some() {
            next += comma + 1;
        }
        let value = |day: Option<u8>| self.calendar_date(year, month, day);
        let mut found = Found::new(from, next, Label::Date, value(day));
        found.upper = last.map(|day| value(Some(day)));
        found
    }

    pub(super) fn calendar_date(&self, year: Option<i16>, month: u8, day: Option<u8>) -> Value {
        match (year, day) {
            (None, day) => Relative::Month { month, day, turn: None }.value(),
            (Some(year), None) => Value::Date { iso: format!("{year:04}-{month:02}") },
            (Some(year), Some(day)) => Value::Date { iso: format!("{year:04}-{month:02}-{day:02}") },
        }
    }

    pub(super) fn weekday(&self, from: usize, at: usize, day: u8, turn: Option<i8>) -> Found {
        let mut to = at + 1;
        if self.word(to) == Word::DayPart || matches!(self.word(to), Word::Moment(_)) {
            return Found::new(from, to + 1, Label::Time, Value::Unresolved);
        }
        let next = to + usize::from(self.comma(to));
        let dated = match self.word(next) {
            Word::Month(month) => Some(self.month(from, next, month)),
            Word::WeakMonth(month) if self.is_month(next) => Some(self.month(from, next, month)),
            _ => self.day_then_month(next).map(|mut found| {
                found.from = from;
                found
            }),
        };
        if let Some(mut found) = dated.filter(|found| found.to > next + 1) {
            if let Value::RelativeDate { relative } = &found.value
                && let Some(Relative::Month { month, day: Some(date), turn: None }) =
                    Relative::parse(relative)
                && found.upper.is_none()
            {
                found.value = Relative::DayOfWeek { month, day: date, weekday: day }.value();
            }
            return found;
        }
        if self.word(to) == Word::Unit(Calendar::Week)
            || self.text(to) == "." && self.word(at) == Word::WeakWeekday(day)
        {
            to += 1;
        }
        // "coming Friday" is the next one, which "next Friday" may not be.
        let turn = turn.map(|turn| if self.lower(from).as_str().ends_with("coming") { 0 } else { turn });
        if let Some(found) = self.weekday_of_week(from, to, day).filter(|_| turn.is_none()) {
            return found;
        }
        Found::new(from, to, Label::Date, Relative::Weekday { day, turn }.value())
    }

    /// "Tuesday last week", "Sunday of this week".
    fn weekday_of_week(&self, from: usize, to: usize, day: u8) -> Option<Found> {
        let at = to + usize::from(self.word(to) == Word::Of);
        let (Word::Turn(turn), Word::Unit(Calendar::Week)) = (self.word(at), self.word(at + 1)) else {
            return None;
        };
        let plain =
            matches!(self.lower(at).as_str(), "last" | "this" | "next") && !self.lower(at + 1).ends_with('s');
        let value = Relative::WeekdayOf { day, weeks: turn.into() }.value();
        plain.then(|| Found::new(from, at + 2, Label::Date, value))
    }

    pub(super) fn day(&self, at: usize, by: i8) -> Found {
        if self.word(at + 1) == Word::DayPart {
            return Found::new(at, at + 2, Label::Time, Value::Unresolved);
        }
        let value = Relative::Shift { unit: Calendar::Day, by: by.into() }.value();
        Found::new(at, at + 1, Label::Date, value)
    }

    pub(super) fn moment(&self, at: usize, iso: &str) -> Option<Found> {
        if iso.is_empty() {
            let found = Found::new(at, at + 1, Label::Time, Value::Unresolved);
            return (!self.is_capital(at + 1)).then_some(found);
        }
        let zoned = self.zoned(Found::new(at, at + 1, Label::Time, Value::Time { iso: iso.to_owned() }));
        (zoned.date.is_some() || !self.is_capital(at + 1)).then_some(zoned)
    }

    /// "mid-December", "early 2025", "late last year", "early Tuesday".
    pub(super) fn part(&self, at: usize) -> Option<Found> {
        let next = at + 1 + usize::from(self.shape(at + 1) == Some(Shape::Hyphen));
        let mut found = match self.word(next) {
            Word::Month(month) => self.month(at, next, month),
            Word::WeakMonth(month) if self.is_capital(next) => self.month(at, next, month),
            Word::Weekday(day) => self.weekday(at, next, day, None),
            Word::Turn(turn) => self.turned(next, turn)?,
            Word::Season | Word::WeakSeason => self.season(at, next)?,
            Word::DayPart => Found::new(at, next + 1, Label::Time, Value::Unresolved),
            Word::Day(_) => self.date(next)?,
            _ => self.numeric(next).filter(|found| found.label == Label::Date)?,
        };
        found.from = at;
        Some(found.part(modifier_of(self.lower(at).as_str())))
    }

    /// "winter", "summer 2024", "spring of 2025"; "fall" only where it cannot be a verb.
    pub(super) fn season(&self, from: usize, at: usize) -> Option<Found> {
        let year_at = if self.word(at + 1) == Word::Of { at + 2 } else { at + 1 };
        let year = self.year(year_at);
        let clear = self.word(at) == Word::Season
            || from < at
            || matches!(
                self.lower_before(at, 1).as_str(),
                "before" | "by" | "until" | "since" | "every" | "each"
            )
            || self.lower_before(at, 1).as_str() == "the" && self.lower_before(at, 2).as_str() == "in"
            || self.lower(at).as_str() == "spring"
                && matches!(self.lower_before(at, 1).as_str(), "in" | "after" | "for" | "during");
        let named = self.is_capital(at) && (self.is_capital(at + 1) || self.is_capital(at.wrapping_sub(1)));
        match year {
            Some(year) => {
                Some(Found::new(from, year_at + 1, Label::Date, Value::Date { iso: format!("{year:04}") }))
            }
            None if clear && !named => Some(Found::new(from, at + 1, Label::Date, Value::Unresolved)),
            None => None,
        }
    }

    pub(super) fn holiday(&self, at: usize) -> Found {
        let day = matches!(self.text(at + 1), "Day" | "Eve" | "Sunday" | "Monday");
        Found::new(at, at + 1 + usize::from(day), Label::Date, Value::Unresolved)
    }

    /// "New Year", "New Year's Eve".
    pub(super) fn new_year(&self, at: usize) -> Found {
        let clitic = self.shape(at + 2) == Some(Shape::Clitic);
        let day = clitic && matches!(self.text(at + 3), "Day" | "Eve");
        Found::new(at, if day { at + 4 } else { at + 2 }, Label::Date, Value::Unresolved)
    }
}

/// The part of a date that "early", "mid-", "the end of" and the like mean.
pub(super) fn modifier_of(word: &str) -> Option<DateModifier> {
    match word {
        "early" | "beginning" | "start" => Some(DateModifier::Start),
        "mid" | "middle" => Some(DateModifier::Mid),
        "late" | "end" => Some(DateModifier::End),
        _ => None,
    }
}
