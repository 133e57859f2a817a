//! Dates that are told from another day: "Tuesday", "last month", "28 December", "the next day".
//!
//! A relative date is written into the values as a short text (`weekday:tuesday`, `month:-1`, `date:--12-28`), so that what
//! the words say is kept beside the date that they were resolved to, and can be resolved again by who knows more.

use std::fmt;

use jiff::civil::{Date, Weekday};
use tidings_core::Value;

use super::words::Calendar;

/// What the words of a relative date say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relative {
    /// So many units from that of publication: "last week" is -1 week.
    Shift { unit: Calendar, by: i64 },
    /// A weekday, 1 for Monday; -1 for "last", 0 for "this", 1 for "next".
    Weekday { day: u8, turn: Option<i8> },
    /// "Tuesday last week".
    WeekdayOf { day: u8, weeks: i64 },
    /// A month or a day of one without a year, with the same turns.
    Month { month: u8, day: Option<u8>, turn: Option<i8> },
    /// "Saturday, 4 April": the weekday tells the year.
    DayOfWeek { month: u8, day: u8, weekday: u8 },
    /// So many units from the date before it in the text: "the next day".
    FromText { unit: Calendar, by: i64 },
    /// "the following Monday".
    WeekdayFromText { day: u8 },
}

impl Relative {
    pub(crate) fn value(self) -> Value {
        Value::RelativeDate { relative: self.to_string() }
    }

    /// Whether the tense of what is told decides which date is meant.
    pub(crate) fn is_open(self) -> bool {
        match self {
            Relative::Weekday { turn, .. } => turn.is_none_or(|turn| turn == 0),
            Relative::Month { turn, .. } => turn.is_none(),
            Relative::DayOfWeek { .. } => true,
            _ => false,
        }
    }

    /// Reads what [`Relative`] writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':')?;
        match kind {
            "text" => match Relative::parse(rest)? {
                Relative::Shift { unit, by } => Some(Relative::FromText { unit, by }),
                Relative::Weekday { day, turn: Some(1) } => Some(Relative::WeekdayFromText { day }),
                _ => None,
            },
            "weekday" => match rest.split_once(" week:") {
                Some((name, weeks)) => {
                    Some(Relative::WeekdayOf { day: weekday_number(name)?, weeks: weeks.parse().ok()? })
                }
                None => {
                    let (name, turn) = turned(rest);
                    Some(Relative::Weekday { day: weekday_number(name)?, turn })
                }
            },
            "date" => {
                let tail = rest.strip_prefix("--")?;
                if let Some((tail, name)) = tail.split_once(" weekday:") {
                    let (month, day) = tail.split_once('-')?;
                    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
                    return Some(Relative::DayOfWeek { month, day, weekday: weekday_number(name)? });
                }
                let (month, day) =
                    tail.split_once('-').map_or((tail, None), |(month, day)| (month, Some(day)));
                let day = match day {
                    Some(day) => Some(day.parse().ok()?),
                    None => None,
                };
                let month = month.parse().ok()?;
                Some(Relative::Month { month, day, turn: None })
            }
            "month" if rest.starts_with(|c: char| c.is_ascii_lowercase()) => {
                let (name, turn) = turned(rest);
                let month = 1 + MONTHS.iter().position(|known| *known == name)? as u8;
                Some(Relative::Month { month, day: None, turn })
            }
            _ => Some(Relative::Shift { unit: unit_of(kind)?, by: rest.parse().ok()? }),
        }
    }
}

impl fmt::Display for Relative {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Relative::Shift { unit, by } => write!(out, "{}:{by:+}", unit_name(unit)),
            Relative::Weekday { day, turn } => {
                write!(out, "weekday:{}", weekday_name(day))?;
                turn.map_or(Ok(()), |turn| write!(out, "{turn:+}"))
            }
            Relative::WeekdayOf { day, weeks } => write!(out, "weekday:{} week:{weeks:+}", weekday_name(day)),
            Relative::Month { month, day: None, turn: Some(turn) } => {
                let name = MONTHS.get(usize::from(month).wrapping_sub(1)).unwrap_or(&"");
                write!(out, "month:{name}{turn:+}")
            }
            Relative::Month { month, day: None, .. } => write!(out, "date:--{month:02}"),
            Relative::Month { month, day: Some(day), .. } => write!(out, "date:--{month:02}-{day:02}"),
            Relative::DayOfWeek { month, day, weekday } => {
                write!(out, "date:--{month:02}-{day:02} weekday:{}", weekday_name(weekday))
            }
            Relative::FromText { unit, by } => write!(out, "text:{}:{by:+}", unit_name(unit)),
            Relative::WeekdayFromText { day } => write!(out, "text:weekday:{}+1", weekday_name(day)),
        }
    }
}

/// A name and the turn after it: `monday+1`.
fn turned(text: &str) -> (&str, Option<i8>) {
    let end = text.find(['+', '-']).unwrap_or(text.len());
    let (name, turn) = text.split_at_checked(end).unwrap_or((text, ""));
    (name, turn.parse().ok())
}

/// The months of a quarter as an ISO 8601 interval.
pub(crate) fn quarter(year: i16, quarter: i8) -> String {
    format!("{year:04}-{:02}/{year:04}-{:02}", 3 * quarter - 2, 3 * quarter)
}

/// `count` years from `first` on as an ISO 8601 interval.
pub(crate) fn years(first: i16, count: i16) -> String {
    format!("{first:04}/{:04}", first.saturating_add(count - 1))
}

/// The unit of the calendar that `day` lies in, `by` units on, as exactly as the unit is.
pub(crate) fn shifted(day: Date, unit: Calendar, by: i64) -> Option<String> {
    let day = day.checked_add(lapse(unit, by.clamp(-1_000_000, 1_000_000))?).ok()?;
    let week = |tail: &str| {
        let week = day.iso_week_date();
        format!("{}-W{:02}{tail}", week.year(), week.week())
    };
    Some(match unit {
        Calendar::Day => day.to_string(),
        Calendar::Week | Calendar::Fortnight => week(""),
        Calendar::Weekend => week("-WE"),
        Calendar::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Calendar::Quarter => quarter(day.year(), (day.month() - 1) / 3 + 1),
        Calendar::Year => format!("{:04}", day.year()),
        Calendar::Decade => years(day.year() - day.year().rem_euclid(10), 10),
        Calendar::Century => years((day.year() - 1).div_euclid(100) * 100 + 1, 100),
        Calendar::Season => return None,
    })
}

fn lapse(unit: Calendar, by: i64) -> Option<jiff::Span> {
    let lapse = jiff::Span::new();
    match unit {
        Calendar::Day => lapse.try_days(by),
        Calendar::Week | Calendar::Weekend => lapse.try_weeks(by),
        Calendar::Fortnight => lapse.try_weeks(2 * by),
        Calendar::Month => lapse.try_months(by),
        Calendar::Quarter => lapse.try_months(3 * by),
        Calendar::Season => return None,
        Calendar::Year => lapse.try_years(by),
        Calendar::Decade => lapse.try_years(10 * by),
        Calendar::Century => lapse.try_years(100 * by),
    }
    .ok()
}

const UNITS: [(Calendar, &str); 10] = [
    (Calendar::Day, "day"),
    (Calendar::Week, "week"),
    (Calendar::Weekend, "weekend"),
    (Calendar::Fortnight, "fortnight"),
    (Calendar::Month, "month"),
    (Calendar::Quarter, "quarter"),
    (Calendar::Season, "season"),
    (Calendar::Year, "year"),
    (Calendar::Decade, "decade"),
    (Calendar::Century, "century"),
];

fn unit_name(unit: Calendar) -> &'static str {
    UNITS.iter().find(|(known, _)| *known == unit).map_or("", |(_, name)| name)
}

fn unit_of(name: &str) -> Option<Calendar> {
    UNITS.iter().find(|(_, known)| *known == name).map(|(unit, _)| *unit)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn weekday_name(day: u8) -> &'static str {
    WEEKDAYS.get(usize::from(day).wrapping_sub(1)).unwrap_or(&"")
}

fn weekday_number(name: &str) -> Option<u8> {
    WEEKDAYS.iter().position(|known| *known == name).map(|at| at as u8 + 1)
}

/// The weekday of a number, 1 for Monday.
pub(crate) fn weekday_of(day: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let (month, day) = (12, 3);
        for relative in [
            Relative::Shift { unit: Calendar::Week, by: -2 },
            Relative::Shift { unit: Calendar::Month, by: 0 },
            Relative::Weekday { day, turn: None },
            Relative::Weekday { day, turn: Some(-1) },
            Relative::Weekday { day, turn: Some(0) },
            Relative::WeekdayOf { day, weeks: -1 },
            Relative::Month { month, day: Some(28), turn: None },
            Relative::Month { month, day: None, turn: None },
            Relative::Month { month, day: None, turn: Some(1) },
            Relative::DayOfWeek { month, day: 4, weekday: 6 },
            Relative::FromText { unit: Calendar::Year, by: 1 },
            Relative::WeekdayFromText { day },
        ] {
            assert_eq!(Relative::parse(&relative.to_string()), Some(relative), "{relative}");
        }
        for text in ["", "weekday:", "date:--", "date:--x-1", "text:date:--12", "era:+1", "month:", "day:+x"]
        {
            assert_eq!(Relative::parse(text), None, "{text}");
        }
    }
}
