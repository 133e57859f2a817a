//! The day that a sentence tells of.

use tidings_core::{Document, Span, Value, ValueMention, Values};

use crate::group::{day_number, iso_day};

/// The day of the first date in a span that is exact to the day; words such as "Tuesday" count back from the day of
/// publication.
pub(crate) fn day_of(doc: &Document, span: Span, published: Option<&str>) -> Option<String> {
    let values = doc.get::<Values>()?;
    let day = |mention: &ValueMention| day_number_of(&mention.value, published).map(iso_day);
    values.inside(span).iter().find_map(day)
}

/// The number of the day that a date names, if it is exact to the day.
pub(crate) fn day_number_of(value: &Value, published: Option<&str>) -> Option<i64> {
    match value {
        Value::Date { iso } if iso.len() == 10 => day_number(iso),
        Value::RelativeDate { relative } => resolve(relative, day_number(published?)?),
        _ => None,
    }
}

/// From day 0 on: the first of January 1970 was a Thursday.
const WEEKDAYS: [&str; 7] = ["thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday"];

/// The weekday of a day.
pub(crate) fn weekday(day: i64) -> &'static str {
    WEEKDAYS[day.rem_euclid(7) as usize]
}

/// The day that a relative date names: `weekday:tuesday` is the last Tuesday up to the day of publication.
fn resolve(relative: &str, published: i64) -> Option<i64> {
    let (unit, value) = relative.split_once(':')?;
    match unit {
        "day" => Some(published + value.parse::<i64>().ok().filter(|days| days.abs() <= 31)?),
        "weekday" => {
            let day = WEEKDAYS.iter().position(|name| *name == value)? as i64;
            Some(published - (published - day).rem_euclid(7))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_count_back_from_the_day_of_publication() {
        let published = day_number("2025-12-17").expect("is a Wednesday");
        let day = |relative: &str| resolve(relative, published).map(iso_day);
        assert_eq!(day("weekday:wednesday").as_deref(), Some("2025-12-17"));
        assert_eq!(day("weekday:thursday").as_deref(), Some("2025-12-11"));
        assert_eq!(day("day:-1").as_deref(), Some("2025-12-16"));
        assert_eq!(day("month:+1"), None);
        assert_eq!(day("day:9999999999999999999"), None);
    }
}
