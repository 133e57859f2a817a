//! From what a relative date says to a date of the calendar.
//!
//! Invariant: what happened is never resolved to a day after the one that it is counted from, and what is to come never to
//! one before it. Where two dates are meant about as often, both are readings and none is the value.

use jiff::ToSpan;
use jiff::civil::Date;
use tidings_core::{DateDetails, Value, ValueMention};

use super::relative::{Relative, shifted, weekday_of};
use crate::clause::Outlook;

/// What a relative date comes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// One date as ISO 8601.
    Known(String),
    /// The dates that it may be.
    Readings(Vec<String>),
    /// Nothing.
    Unknown,
}

/// The day of a date, or of a date and time.
pub(crate) fn day_of(iso: &str) -> Option<Date> {
    iso.get(..10).and_then(|day| day.parse().ok())
}

/// From so many days on, a weekday that was to come when somebody spoke may have passed.
const FAR: i64 = 4;
/// So many days from publication, a month without a year is the nearest one whatever the tense.
const NEAR: i64 = 100;
/// So many days ahead, what was to come in the past is still to come.
const SOON: i64 = 150;

/// Resolves a date that is told from `anchor`.
pub(crate) fn resolve(relative: Relative, anchor: Date, outlook: Outlook) -> Answer {
    match relative {
        Relative::Shift { unit, by } => shifted(anchor, unit, by).map_or(Answer::Unknown, Answer::Known),
        Relative::Weekday { day, turn } => weekday(anchor, day, turn, outlook),
        Relative::WeekdayOf { day, weeks } => {
            // A week begins on Monday.
            let monday = -i64::from(anchor.weekday().to_monday_zero_offset());
            plus(anchor, monday + i64::from(day) - 1 + 7 * weeks).map_or(Answer::Unknown, Answer::Known)
        }
        Relative::Month { month, day, turn } => month_of(anchor, month, day, turn, outlook),
        Relative::DayOfWeek { month, day, weekday } => {
            let open = || month_of(anchor, month, Some(day), None, outlook);
            on_weekday(anchor, month, day, weekday).map_or_else(open, Answer::Known)
        }
        Relative::FromText { .. } | Relative::WeekdayFromText { .. } => Answer::Unknown,
    }
}

fn plus(day: Date, days: i64) -> Option<String> {
    day.checked_add(days.days()).ok().map(|day| day.to_string())
}

fn weekday(anchor: Date, day: u8, turn: Option<i8>, outlook: Outlook) -> Answer {
    let Some(weekday) = weekday_of(day) else { return Answer::Unknown };
    let back = i64::from(anchor.weekday().since(weekday));
    let on = (7 - back) % 7;
    let this_week_is_past = weekday.to_monday_zero_offset() < anchor.weekday().to_monday_zero_offset();
    let days: &[i64] = match (turn, outlook) {
        // "Next Friday" on a Wednesday may be the one to come or the one after it, "last Monday" likewise.
        (Some(1), _) if on == 0 || this_week_is_past => &[if on == 0 { 7 } else { on }],
        (Some(1), _) => &[on, on + 7],
        (Some(-1), _) if back > 0 && this_week_is_past => &[-back - 7, -back],
        (Some(-1), _) => &[if back == 0 { -7 } else { -back }],
        (_, Outlook::Past) => &[-back],
        (Some(0), _) | (_, Outlook::Ahead | Outlook::Now) => &[on],
        (_, Outlook::AheadThen) if on < FAR => &[on],
        _ if back == 0 => &[0],
        _ => &[-back, on],
    };
    answer(days.iter().filter_map(|days| plus(anchor, *days)).collect())
}

fn answer(mut dates: Vec<String>) -> Answer {
    match dates.len() {
        0 => Answer::Unknown,
        1 => Answer::Known(dates.swap_remove(0)),
        _ => Answer::Readings(dates),
    }
}

fn month_of(anchor: Date, month: u8, day: Option<u8>, turn: Option<i8>, outlook: Outlook) -> Answer {
    let iso = |date: Date| match day {
        Some(_) => date.to_string(),
        None => format!("{:04}-{:02}", date.year(), date.month()),
    };
    // A month is as far away as its nearest day; that of publication is no distance away.
    let distance = |date: Date| match day {
        None if (date.year(), date.month()) == (anchor.year(), anchor.month()) => 0,
        None if date > anchor => days_between(anchor, date.first_of_month()),
        None => days_between(anchor, date.last_of_month()),
        Some(_) => days_between(anchor, date),
    };
    let year = anchor.year();
    let of = |year: i16| Date::new(year, month as i8, day.map_or(15, |day| day as i8)).ok();
    // The 29th of February comes in every fourth year.
    let reach = if (month, day) == (2, Some(29)) { 4 } else { 1 };
    let dates = || (year.saturating_sub(reach)..=year.saturating_add(reach)).filter_map(of);
    let past = dates().filter(|date| distance(*date) <= 0).max();
    let ahead = dates().filter(|date| distance(*date) >= 0).min();
    let chosen = match (turn, outlook) {
        (Some(-1), _) => dates().filter(|date| distance(*date) < 0).max(),
        (Some(1), _) => dates().filter(|date| distance(*date) > 0).min(),
        (Some(_), _) => of(year),
        (None, Outlook::Past) => past,
        (None, Outlook::Ahead) => ahead,
        (None, Outlook::AheadThen) => ahead.filter(|date| distance(*date) <= SOON),
        (None, Outlook::Either) => None,
        // What goes on "in May" is the one to come, unless the last one is much nearer.
        (None, Outlook::Now)
            if past.zip(ahead).is_some_and(|(past, ahead)| distance(ahead) <= 2 * distance(past).abs()) =>
        {
            ahead
        }
        (None, Outlook::Open | Outlook::Now) => {
            let nearest = dates().min_by_key(|date| distance(*date).abs());
            nearest.filter(|date| distance(*date).abs() <= NEAR)
        }
    };
    match chosen {
        Some(date) => Answer::Known(iso(date)),
        None => answer(past.into_iter().chain(ahead).map(iso).collect()),
    }
}

/// The nearest day of a month that falls on a weekday, in the years beside publication.
fn on_weekday(anchor: Date, month: u8, day: u8, weekday: u8) -> Option<String> {
    let years = [0, -1, 1].into_iter().filter_map(|by| anchor.year().checked_add(by));
    let mut dates = years.filter_map(|year| Date::new(year, month as i8, day as i8).ok());
    dates.find(|date| Some(date.weekday()) == weekday_of(weekday)).map(|date| date.to_string())
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |lapse| lapse.get_days().into())
}

/// Puts the date that a relative one comes to into a mention, and how it was found into its details.
pub(crate) fn settle(mention: &mut ValueMention, relative: Relative, anchor: Date, answer: Answer) {
    let details = mention.date.get_or_insert_default();
    details.relative = Some(relative.to_string());
    details.readings.clear();
    details.anchor = None;
    match answer {
        Answer::Known(iso) => {
            details.anchor = Some(anchor.to_string());
            mention.value = Value::Date { iso };
        }
        Answer::Readings(readings) => {
            details.anchor = Some(anchor.to_string());
            details.readings = readings;
            mention.value = relative.value();
        }
        Answer::Unknown => mention.value = relative.value(),
    }
}

/// What a relative date of a mention says.
pub(crate) fn relative_of(mention: &ValueMention) -> Option<Relative> {
    match (&mention.value, mention.date.as_deref()) {
        (Value::RelativeDate { relative }, _) | (_, Some(DateDetails { relative: Some(relative), .. })) => {
            Relative::parse(relative)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Wednesday.
    fn on_wednesday(text: &str, outlook: Outlook) -> Answer {
        resolve(Relative::parse(text).unwrap(), "2026-07-08".parse().unwrap(), outlook)
    }

    #[track_caller]
    fn check(text: &str, outlook: Outlook, expected: &str) {
        let shown = match on_wednesday(text, outlook) {
            Answer::Known(iso) => iso,
            Answer::Readings(readings) => readings.join("|"),
            Answer::Unknown => "?".to_owned(),
        };
        assert_eq!(shown, expected, "{text} {outlook:?}");
    }

    #[test]
    fn weekdays_follow_the_outlook() {
        check("weekday:monday", Outlook::Past, "2026-07-06");
        check("weekday:wednesday", Outlook::Past, "2026-07-08");
        check("weekday:wednesday", Outlook::Ahead, "2026-07-08");
        check("weekday:thursday", Outlook::Past, "2026-07-02");
        check("weekday:sunday", Outlook::Ahead, "2026-07-12");
        check("weekday:thursday+0", Outlook::Open, "2026-07-09");
        check("weekday:friday+1", Outlook::Ahead, "2026-07-10|2026-07-17");
        check("weekday:monday+1", Outlook::Ahead, "2026-07-13");
        check("weekday:friday-1", Outlook::Past, "2026-07-03");
        check("weekday:monday-1", Outlook::Past, "2026-06-29|2026-07-06");
        check("weekday:monday", Outlook::Open, "2026-07-06|2026-07-13");
        check("weekday:tuesday", Outlook::AheadThen, "2026-07-07|2026-07-14");
        check("weekday:friday", Outlook::AheadThen, "2026-07-10");
        check("weekday:friday", Outlook::Either, "2026-07-03|2026-07-10");
        check("weekday:tuesday week:-1", Outlook::Open, "2026-06-30");
        check("weekday:sunday week:+0", Outlook::Open, "2026-07-12");
    }

    #[test]
    fn months_follow_the_outlook() {
        check("date:--12", Outlook::Past, "2025-12");
        check("date:--12", Outlook::Ahead, "2026-12");
        check("date:--12", Outlook::Open, "2025-12|2026-12");
        check("date:--09", Outlook::Open, "2026-09");
        check("date:--09", Outlook::Either, "2025-09|2026-09");
        check("date:--12", Outlook::Now, "2026-12");
        check("date:--06", Outlook::Now, "2026-06");
        check("date:--07", Outlook::Past, "2026-07");
        check("date:--07-09", Outlook::Past, "2025-07-09");
        check("date:--01-20", Outlook::Ahead, "2027-01-20");
        check("date:--02-29", Outlook::Past, "2024-02-29");
        check("date:--02-29", Outlook::Ahead, "2028-02-29");
        check("month:july-1", Outlook::Past, "2025-07");
        check("month:march+1", Outlook::Ahead, "2027-03");
        check("date:--02-30", Outlook::Past, "?");
        // In 2026 it is a Saturday, in 2025 a Friday.
        check("date:--04-04 weekday:friday", Outlook::Ahead, "2025-04-04");
        check("date:--08-15 weekday:saturday", Outlook::Past, "2026-08-15");
        check("date:--08-15 weekday:monday", Outlook::Past, "2025-08-15");
    }
}
