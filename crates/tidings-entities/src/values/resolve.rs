//! Dates that are told from the day of publication: "Tuesday", "last month", "28 December".

use jiff::civil::{Date, Weekday};
use jiff::{Span as Lapse, ToSpan};
use tidings_core::Value;

use super::words::Calendar;

/// The day from which relative dates are counted, if it is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Anchor(Option<Date>);

impl Anchor {
    /// The day of publication as the document's metadata give it: a date, or a date and a time.
    pub(super) fn of(published: Option<&str>) -> Self {
        Anchor(published.and_then(|text| text.get(..10)).and_then(|day| day.parse().ok()))
    }

    /// The day `by` days from publication.
    pub(super) fn day(self, by: i64) -> Value {
        self.or_relative(format!("day:{by:+}"), |date| {
            date.checked_add(by.days()).ok().map(|day| day.to_string())
        })
    }

    /// A weekday (1 is Monday): with `turn` -1 or without one the latest until publication, with 1 the next.
    pub(super) fn weekday(self, number: u8, turn: Option<i8>) -> Value {
        let Some(weekday) = Weekday::from_monday_one_offset(number as i8).ok() else {
            return Value::Unresolved;
        };
        let sign = match turn {
            Some(turn) if turn != 0 => format!("{turn:+}"),
            _ => String::new(),
        };
        self.or_relative(format!("weekday:{}{sign}", weekday_name(weekday)), |date| {
            let back = i64::from(date.weekday().since(weekday));
            let by = match turn {
                Some(1) => 7 - back,
                Some(-1) if back == 0 => -7,
                _ => -back,
            };
            date.checked_add(by.days()).ok().map(|day| day.to_string())
        })
    }

    /// The calendar unit `by` units from the one of publication, as exactly as the unit is.
    pub(super) fn shifted(self, unit: Calendar, by: i64) -> Value {
        self.or_relative(format!("{}:{by:+}", unit_name(unit)), |date| {
            let by = by.clamp(-1_000_000, 1_000_000);
            let day = date.checked_add(lapse(unit, by)?).ok()?;
            Some(match unit {
                Calendar::Day => day.to_string(),
                Calendar::Week | Calendar::Fortnight | Calendar::Weekend => {
                    let week = day.iso_week_date();
                    format!("{}-W{:02}", week.year(), week.week())
                }
                Calendar::Month => format!("{:04}-{:02}", day.year(), day.month()),
                Calendar::Quarter => quarter(day.year(), (day.month() - 1) / 3 + 1),
                Calendar::Year => format!("{:04}", day.year()),
                Calendar::Decade => years(day.year() - day.year().rem_euclid(10), 10),
                Calendar::Century => years((day.year() - 1).div_euclid(100) * 100 + 1, 100),
                Calendar::Season => return None,
            })
        })
    }

    /// A month, or a day of one, without a year: the one nearest to publication, or with a `turn` the one
    /// before or after it.
    pub(super) fn month(self, month: u8, day: Option<u8>, turn: Option<i8>) -> Value {
        let tail = day.map_or(format!("{month:02}"), |day| format!("{month:02}-{day:02}"));
        self.or_relative(format!("date:--{tail}"), |date| {
            let of = |year| Date::new(year, month as i8, day.unwrap_or(15) as i8).ok();
            let distance = |year| of(year).map_or(i32::MAX, |other| days_between(date, other));
            let year = date.year();
            let nearest = match turn {
                Some(-1) => [year, year - 1]
                    .into_iter()
                    .find(|year| distance(*year) <= 0 && !same_month(date, of(*year), day)),
                Some(1) => [year, year + 1]
                    .into_iter()
                    .find(|year| distance(*year) >= 0 && !same_month(date, of(*year), day)),
                _ => {
                    [year - 1, year, year + 1].into_iter().min_by_key(|year| distance(*year).saturating_abs())
                }
            }?;
            Some(format!("{nearest:04}-{tail}"))
        })
    }

    fn or_relative(self, relative: String, resolve: impl FnOnce(Date) -> Option<String>) -> Value {
        match self.0.and_then(resolve) {
            Some(iso) => Value::Date { iso },
            None => Value::RelativeDate { relative },
        }
    }
}

/// Whether a month without a day is the month of publication, which "last March" cannot mean.
fn same_month(date: Date, other: Option<Date>, day: Option<u8>) -> bool {
    day.is_none() && other.is_some_and(|other| (other.year(), other.month()) == (date.year(), date.month()))
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |lapse| lapse.get_days())
}

fn lapse(unit: Calendar, by: i64) -> Option<Lapse> {
    let lapse = Lapse::new();
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

/// The months of a quarter as an ISO 8601 interval.
pub(super) fn quarter(year: i16, quarter: i8) -> String {
    format!("{year:04}-{:02}/{year:04}-{:02}", 3 * quarter - 2, 3 * quarter)
}

/// `count` years from `first` on as an ISO 8601 interval.
pub(super) fn years(first: i16, count: i16) -> String {
    format!("{first:04}/{:04}", first.saturating_add(count - 1))
}

fn unit_name(unit: Calendar) -> &'static str {
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

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}
