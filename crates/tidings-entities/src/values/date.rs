//! Dates and times of day.

use tidings_core::{Label, Value};

use super::resolve::{quarter, years};
use super::scan::{Found, Scan};
use super::words::{Calendar, Word};
use crate::pieces::{Shape, is_hyphen};

impl Scan<'_> {
    /// The date or time that begins at `at`.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        match self.word(at) {
            Word::Month(month) => Some(self.month(at, at, month)),
            Word::WeakMonth(month) => self.is_month(at).then(|| self.month(at, at, month)),
            Word::Weekday(day) => Some(self.weekday(at, at, day, None)),
            Word::WeakWeekday(day) => {
                let dated = |at: usize| matches!(self.word(at), Word::Month(_) | Word::WeakMonth(_)) && self.is_capital(at);
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
            Word::Ordinal(_) => self.ranked_unit(at),
            Word::Article => self.one_unit(at),
            Word::Unit(unit) => self.bare_unit(at, unit),
            Word::Other | Word::Small(_) => match self.shape(at)? {
                Shape::Number => self.numeric(at),
                Shape::Capital if self.text(at) == "New" && self.text(at + 1) == "Year" => Some(self.new_year(at)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether "May" or "March" is a month here.
    fn is_month(&self, at: usize) -> bool {
        if !self.is_capital(at) {
            return false;
        }
        let next = at + 1 + usize::from(self.text(at + 1) == ".");
        let numbered = self.shape(next) == Some(Shape::Number) && (self.day_of_month(next).is_some() || self.year(next).is_some());
        let long = !matches!(self.lower(at).as_str(), "jan" | "mar" | "jun" | "sep" | "sept" | "dec" | "oct" | "nov" | "feb" | "apr" | "jul" | "aug");
        let dated = matches!(
            self.lower_before(at, 1).as_str(),
            "in" | "since" | "by" | "until" | "till" | "last" | "next" | "of" | "early" | "late" | "from" | "this"
                | "before" | "after" | "during" | "through" | "mid" | "to" | "between"
        );
        let middle = self.shape(at.wrapping_sub(1)) == Some(Shape::Hyphen) && self.lower_before(at, 2).as_str() == "mid";
        numbered || (long && (dated || middle)) || at.checked_sub(1).is_some_and(|before| self.day_of_month(before).is_some())
    }

    /// A month name and what follows it; the span begins at `from`.
    fn month(&self, from: usize, at: usize, month: u8) -> Found {
        let mut next = at + 1 + usize::from(self.text(at + 1) == "." && self.glued(at + 1) && self.shape(at + 2) == Some(Shape::Number));
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

    fn calendar_date(&self, year: Option<i16>, month: u8, day: Option<u8>) -> Value {
        match (year, day) {
            (None, day) => self.anchor.month(month, day, None),
            (Some(year), None) => Value::Date { iso: format!("{year:04}-{month:02}") },
            (Some(year), Some(day)) => Value::Date { iso: format!("{year:04}-{month:02}-{day:02}") },
        }
    }

    /// 1 to 31, in digits, with or without "th".
    fn day_of_month(&self, at: usize) -> Option<u8> {
        if self.shape(at)? != Shape::Number {
            return None;
        }
        let text = self.text(at);
        let digits = text.trim_end_matches(|char: char| char.is_ascii_alphabetic());
        let plain = digits.len() == text.len() || self.rank(at).is_some();
        digits.parse().ok().filter(|day| plain && (1..=31).contains(day) && digits.len() <= 2)
    }

    /// A year in four digits.
    fn year(&self, at: usize) -> Option<i16> {
        let text = self.text(at);
        let plain = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|year| plain && (1000..2200).contains(year))
    }

    fn weekday(&self, from: usize, at: usize, day: u8, turn: Option<i8>) -> Found {
        let mut to = at + 1;
        if self.word(to) == Word::DayPart || matches!(self.word(to), Word::Moment(_)) {
            return Found::new(from, to + 1, Label::Time, Value::Unresolved);
        }
        let next = to + usize::from(self.comma(to));
        let dated = match self.word(next) {
            Word::Month(month) => Some(self.month(from, next, month)),
            Word::WeakMonth(month) if self.is_month(next) => Some(self.month(from, next, month)),
            _ => self.day_then_month(next).map(|mut found| { found.from = from; found }),
        };
        if let Some(found) = dated.filter(|found| found.to > next + 1) {
            return found;
        }
        if self.word(to) == Word::Unit(Calendar::Week) || self.text(to) == "." && self.word(at) == Word::WeakWeekday(day) {
            to += 1;
        }
        let turn = turn.or_else(|| self.is_ahead(at).then_some(1));
        Found::new(from, to, Label::Date, self.anchor.weekday(day, turn))
    }

    /// Whether the words before speak of what is to come.
    fn is_ahead(&self, at: usize) -> bool {
        (1..=10).take_while(|back| self.lower_before(at, *back).as_str() != "").any(|back| {
            matches!(
                self.lower_before(at, back).as_str(),
                "will" | "would" | "shall" | "'ll" | "plans" | "planned" | "expected" | "scheduled" | "due" | "upcoming"
                    | "intends" | "set"
            )
        })
    }

    fn day(&self, at: usize, by: i8) -> Found {
        if self.word(at + 1) == Word::DayPart {
            return Found::new(at, at + 2, Label::Time, Value::Unresolved);
        }
        Found::new(at, at + 1, Label::Date, self.anchor.day(by.into()))
    }

    fn moment(&self, at: usize, iso: &str) -> Option<Found> {
        let value = if iso.is_empty() { Value::Unresolved } else { Value::Time { iso: iso.to_owned() } };
        (!self.is_capital(at + 1)).then(|| Found::new(at, at + 1, Label::Time, value))
    }

    /// "last week", "this morning", "the next two years", "next March", "this spring".
    fn turned(&self, at: usize, turn: i8) -> Option<Found> {
        let next = at + 1;
        match self.word(next) {
            Word::Unit(Calendar::Weekend | Calendar::Season) if turn != 0 || self.lower(at).as_str() == "this" => {
                Some(Found::new(at, next + 1, Label::Date, self.anchor.shifted(self.calendar(next)?, turn.into())))
            }
            Word::Unit(unit) if self.lower(next).ends_with('s') => {
                self.several(at, next).filter(|_| unit != Calendar::Season)
            }
            // "this day", "the current century" and the like are no dates, but "last day" may be.
            Word::Unit(unit) => {
                let plain = matches!(self.lower(at).as_str(), "last" | "this" | "next" | "past" | "previous" | "coming" | "following" | "current");
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
    fn several(&self, at: usize, next: usize) -> Option<Found> {
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
                    iso: super::scan::calendar_duration(calendar, count),
                });
                Some(Found::new(at, unit + 1, Label::Date, value))
            }
            Word::Clock(_) if self.lower(unit).ends_with('s') => {
                Some(Found::new(at, unit + 1, Label::Time, Value::Unresolved))
            }
            _ => None,
        }
    }

    fn calendar(&self, at: usize) -> Option<Calendar> {
        match self.word(at) {
            Word::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    /// "mid-December", "early 2025", "late last year", "early Tuesday".
    fn part(&self, at: usize) -> Option<Found> {
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
        Some(found)
    }

    /// "winter", "summer 2024", "spring of 2025"; "fall" only where it cannot be a verb.
    fn season(&self, from: usize, at: usize) -> Option<Found> {
        let year_at = if self.word(at + 1) == Word::Of { at + 2 } else { at + 1 };
        let year = self.year(year_at);
        let clear = self.word(at) == Word::Season
            || from < at
            || matches!(self.lower_before(at, 1).as_str(), "before" | "by" | "until" | "since" | "every" | "each")
            || self.lower_before(at, 1).as_str() == "the" && self.lower_before(at, 2).as_str() == "in"
            || self.lower(at).as_str() == "spring" && matches!(self.lower_before(at, 1).as_str(), "in" | "after" | "for" | "during");
        let named = self.is_capital(at) && (self.is_capital(at + 1) || self.is_capital(at.wrapping_sub(1)));
        match year {
            Some(year) => Some(Found::new(from, year_at + 1, Label::Date, Value::Date { iso: format!("{year:04}") })),
            None if clear && !named => Some(Found::new(from, at + 1, Label::Date, Value::Unresolved)),
            None => None,
        }
    }

    fn holiday(&self, at: usize) -> Found {
        let day = matches!(self.text(at + 1), "Day" | "Eve" | "Sunday" | "Monday");
        Found::new(at, at + 1 + usize::from(day), Label::Date, Value::Unresolved)
    }

    /// "New Year", "New Year's Eve".
    fn new_year(&self, at: usize) -> Found {
        let clitic = self.shape(at + 2) == Some(Shape::Clitic);
        let day = clitic && matches!(self.text(at + 3), "Day" | "Eve");
        Found::new(at, if day { at + 4 } else { at + 2 }, Label::Date, Value::Unresolved)
    }

    /// "third year", "first quarter of 2025", "19th century".
    fn ranked_unit(&self, at: usize) -> Option<Found> {
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
        let year = self.year(of).or_else(|| {
            // "the first half of this year".
            None
        });
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
    fn one_unit(&self, at: usize) -> Option<Found> {
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
            Word::Unit(_) if next == Word::Ahead => Some(Found::new(at, unit_at + 2, Label::Date, Value::Unresolved)),
            Word::Unit(unit) if single => {
                let iso = super::scan::calendar_duration(unit, 1.0);
                Some(Found::new(at, unit_at + 1, Label::Date, Value::Date { iso }))
            }
            Word::Clock(_) if matches!(next, Word::Ago | Word::Ahead) => {
                Some(Found::new(at, unit_at + 2, Label::Time, Value::Unresolved))
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

    /// "years ago", "weeks ahead".
    fn bare_unit(&self, at: usize, _: Calendar) -> Option<Found> {
        let plural = self.lower(at).ends_with('s');
        let told = matches!(self.word(at + 1), Word::Ago | Word::Ahead) || self.lower(at + 1).as_str() == "ahead";
        (plural && told).then(|| Found::new(at, at + 2, Label::Date, Value::Unresolved))
    }

    /// Dates and times in digits.
    fn numeric(&self, at: usize) -> Option<Found> {
        if self.shape(at)? != Shape::Number {
            return None;
        }
        self.clock(at)
            .or_else(|| self.iso_date(at))
            .or_else(|| self.day_then_month(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.ranked_unit(at).filter(|_| self.rank(at).is_some()))
            .or_else(|| self.bare_year(at))
    }

    /// "10:30", "9:42 p.m.", "9 am GMT".
    fn clock(&self, at: usize) -> Option<Found> {
        let text = self.text(at);
        let digits = text.trim_end_matches(|char: char| char.is_ascii_alphabetic() || char == '.');
        let glued_half = match Word::of(&text[digits.len()..].to_ascii_lowercase()) {
            Word::HalfDay(after_noon) => Some(after_noon),
            _ if digits.len() == text.len() => None,
            _ => return None,
        };
        let (hour, minute) = match digits.split_once([':', '.']) {
            Some((hour, minute)) if minute.len() >= 2 => (hour.parse::<u8>().ok()?, minute.get(..2)?.parse::<u8>().ok()?),
            Some(_) => return None,
            None => (digits.parse().ok()?, 0),
        };
        let mut to = at + 1;
        let half = glued_half.or_else(|| match self.word(to) {
            Word::HalfDay(after_noon) => {
                to += 1;
                Some(after_noon)
            }
            _ => None,
        });
        let oclock = matches!(self.lower(to).as_str(), "o'clock" | "oclock");
        if hour > 24 || minute > 59 || half.is_none() && !digits.contains(':') && !oclock {
            return None;
        }
        to += usize::from(oclock);
        if matches!(self.text(to), "GMT" | "UTC" | "EST" | "EDT" | "CET" | "CEST" | "BST" | "PST" | "PDT" | "ET" | "EET" | "MSK") {
            to += 1;
        }
        let hour = match half {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        Some(Found::new(at, to, Label::Time, Value::Time { iso: format!("{hour:02}:{minute:02}") }))
    }

    /// `2025-12-28`, `2025/12/28`, `28.12.2025`; `12/28/2025` where only one order is possible.
    fn iso_date(&self, at: usize) -> Option<Found> {
        let text = self.text(at);
        let mut parts = text.split(|char| is_hyphen(char) || char == '/' || char == '.');
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() <= 4);
        let (first_number, second_number, third_number) = (number(first)?, number(second)?, number(third)?);
        let (year, month, day) = if first.len() == 4 {
            (first_number, second_number, third_number)
        } else if third.len() == 4 && (text.contains('.') || first_number > 12) {
            (third_number, second_number, first_number)
        } else if third.len() == 4 && second_number > 12 {
            (third_number, first_number, second_number)
        } else {
            return None;
        };
        let valid = (1000..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        valid.then(|| Found::new(at, at + 1, Label::Date, Value::Date { iso: format!("{year:04}-{month:02}-{day:02}") }))
    }

    /// "28 December 2025", "3-5 December", "28th of December".
    fn day_then_month(&self, at: usize) -> Option<Found> {
        let first = self.day_of_month(at)?;
        let mut month_at = at + 1;
        let mut last = None;
        if self.shape(month_at) == Some(Shape::Hyphen)
            && let Some(day) = self.day_of_month(month_at + 1)
        {
            last = Some(day);
            month_at += 2;
        }
        month_at += usize::from(self.word(month_at) == Word::Of);
        let (Word::Month(month) | Word::WeakMonth(month)) = self.word(month_at) else { return None };
        if !self.is_capital(month_at) {
            return None;
        }
        let after = month_at + 1 + usize::from(self.text(month_at + 1) == "." && self.glued(month_at + 1));
        let comma = usize::from(self.comma(after));
        let year = self.year(after + comma);
        let to = if year.is_some() { after + comma + 1 } else { month_at + 1 };
        let value = |day| self.calendar_date(year, month, Some(day));
        let mut found = Found::new(at, to, Label::Date, value(first));
        found.upper = last.map(value);
        Some(found)
    }

    /// "1990s".
    fn decade(&self, at: usize) -> Option<Found> {
        let first = self.text(at).strip_suffix('s')?.trim_end_matches(['\'', '\u{2019}']);
        let year: i16 = first.parse().ok().filter(|_| first.len() == 4 && first.ends_with('0'))?;
        let count = if year % 100 == 0 { 100 } else { 10 };
        (1000..2200).contains(&year).then(|| Found::new(at, at + 1, Label::Date, Value::Date { iso: years(year, count) }))
    }

    /// A year that stands alone: "in 2014", "2024 campaign", "2014-2016".
    fn bare_year(&self, at: usize) -> Option<Found> {
        let text = self.text(at);
        let (head, tail) = text.split_once(is_hyphen).unwrap_or((text, ""));
        let year: i16 = head.parse().ok().filter(|year| head.len() == 4 && (1000..2100).contains(year))?;
        let mut to = at + 1;
        let mut upper = self.second_year(year, tail);
        if upper.is_none() && !tail.is_empty() {
            return None;
        }
        if tail.is_empty() && self.shape(to) == Some(Shape::Hyphen) && self.shape(to + 1) == Some(Shape::Number) {
            upper = Some(self.second_year(year, self.text(to + 1))?);
            to += 2;
        }
        if upper.is_none() && !self.is_year(at, year) {
            return None;
        }
        let value = |year: i16| Value::Date { iso: format!("{year:04}") };
        let mut found = Found::new(at, to, Label::Date, value(year));
        found.upper = upper.map(value);
        Some(found)
    }

    fn second_year(&self, first: i16, text: &str) -> Option<i16> {
        let number: i16 = text.parse().ok()?;
        let year = match text.len() {
            4 => number,
            2 => first - first.rem_euclid(100) + number,
            _ => return None,
        };
        (first < year && year < first + 300).then_some(year)
    }

    /// Whether four digits are a year rather than a count.
    fn is_year(&self, at: usize, year: i16) -> bool {
        let next = self.lower(at + 1);
        let dated = matches!(
            self.lower_before(at, 1).as_str(),
            "in" | "since" | "by" | "until" | "from" | "of" | "the" | "after" | "before" | "during" | "early" | "late"
                | "mid" | "between" | "to" | "and" | "summer" | "winter" | "spring" | "autumn" | "fall" | "year"
        );
        let unit = matches!(self.word(at + 1), Word::Unit(_) | Word::Clock(_) | Word::Measure(_) | Word::Percent | Word::Scale(_) | Word::Hundred | Word::Currency(_) | Word::Prefix);
        let counted = self.is_lower(at + 1) && next.as_str().len() > 3 && next.ends_with('s') && !next.as_str().ends_with("ss");
        let people = matches!(next.as_str(), "people" | "men" | "women" | "children" | "feet");
        if unit || people || self.glued(at) && self.text(at.wrapping_sub(1)) == "#" {
            return false;
        }
        if dated && (1400..2100).contains(&year) {
            return !counted || (1900..2100).contains(&year) && self.lower_before(at, 1).as_str() != "of";
        }
        (1900..2100).contains(&year) && !counted
    }
}
