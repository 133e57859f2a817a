//! Days that texts name.

use tidings_core::{Document, Span, Value, Values};

use crate::group::{day_number, iso_day};

/// The first day that a span tells of. The layer of values has resolved "Tuesday" where the day of publication is known.
/// What happens "before Thursday" or "since Monday" is not told of that day.
pub(crate) fn day_of(doc: &Document, span: Span) -> Option<String> {
    let values = doc.get::<Values>()?;
    values.inside(span).iter().find_map(|mention| {
        let before = doc.text().get(span.start as usize..mention.span.start as usize)?;
        let word = before.split_whitespace().next_back().unwrap_or("").to_ascii_lowercase();
        if LIMITS.contains(&word.as_str()) { None } else { day_number_of(&mention.value).map(iso_day) }
    })
}

/// Words that make a day the limit of a time.
const LIMITS: [&str; 7] = ["before", "until", "till", "by", "since", "after", "from"];

/// The number of the day that a date names, if it is exact to the day.
pub(crate) fn day_number_of(value: &Value) -> Option<i64> {
    match value {
        Value::Date { iso } if iso.len() == 10 => day_number(iso),
        _ => None,
    }
}

/// What is known of a day without its year or week: `MM-DD` or the weekday.
pub(crate) fn part_of_day(value: &Value) -> Option<&str> {
    let Value::RelativeDate { relative } = value else { return None };
    if let Some(weekday) = relative.strip_prefix("weekday:") {
        let end = weekday.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(weekday.len());
        return weekday.get(..end);
    }
    let day = relative.strip_prefix("date:--")?;
    let day = day.split_once(" weekday:").map_or(day, |(day, _)| day);
    Some(day).filter(|day| day.len() == 5)
}

/// From day 0 on: the first of January 1970 was a Thursday.
pub(crate) const WEEKDAYS: [&str; 7] =
    ["thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday"];

/// The weekday of a day.
pub(crate) fn weekday(day: i64) -> &'static str {
    WEEKDAYS[day.rem_euclid(7) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_follow_the_calendar() {
        assert_eq!(day_number("2025-12-17").map(weekday), Some("wednesday"));
        assert_eq!(weekday(-1), "wednesday");
    }

    #[test]
    fn parts_of_days_are_read() {
        let part = |relative: &str| {
            part_of_day(&Value::RelativeDate { relative: relative.to_owned() }).map(str::to_owned)
        };
        assert_eq!(part("weekday:tuesday+1").as_deref(), Some("tuesday"));
        assert_eq!(part("date:--11-14").as_deref(), Some("11-14"));
        assert_eq!(part("date:--11-14 weekday:friday").as_deref(), Some("11-14"));
        assert_eq!(part("month:+1"), None);
        assert_eq!(part("text:weekday:monday+1"), None);
    }
}
