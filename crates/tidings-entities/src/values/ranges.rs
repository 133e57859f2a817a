//! Dates with two ends: "12 to 15 May", "from May to July", "Monday to Friday".
//!
//! Each end that is a date of its own is a mention, and the first one has the other as its `upper`. Both ends lie on one
//! side of publication, and the second not before the first.

use jiff::civil::Date;
use tidings_core::{Bound, Value, ValueMention};

use super::relative::Relative;
use super::resolve::{Answer, day_of, relative_of, resolve, settle};
use crate::clause::Outlook;

/// Resolves the ends of a range, of which each was resolved for itself, together, and notes the second with the first.
pub(crate) fn link(
    first: &mut ValueMention,
    second: &mut ValueMention,
    anchor: Option<Date>,
    outlook: Outlook,
) {
    let ends = (relative_of(first), relative_of(second));
    match (ends, anchor) {
        ((Some(Relative::Month { month, day, turn: None }), None), _) => {
            if let Some(iso) = year_of_second(month, day, &second.value) {
                first.value = Value::Date { iso };
                first.date = None;
            }
        }
        ((Some(one), Some(other)), Some(anchor)) if one.is_open() && other.is_open() => {
            together((first, one), (second, other), anchor, outlook);
        }
        _ => {}
    }
    let ordered = match (&first.value, &second.value) {
        (Value::Date { iso }, Value::Date { iso: other }) => {
            let end = iso.len().min(other.len());
            iso.get(..end) <= other.get(..end)
        }
        (Value::RelativeDate { .. }, Value::RelativeDate { .. }) => true,
        _ => false,
    };
    first.upper = ordered.then(|| second.value.clone());
    match (first.bound, ordered) {
        (Bound::Exact, true) => first.bound = Bound::Between,
        (Bound::Between, false) => first.bound = Bound::Exact,
        _ => {}
    }
}

/// "from May to July 2025": the year is that of both.
fn year_of_second(month: u8, day: Option<u8>, second: &Value) -> Option<String> {
    let Value::Date { iso } = second else { return None };
    let year: i16 = iso.get(..4)?.parse().ok()?;
    let last: u8 = iso.get(5..7)?.parse().ok()?;
    let year = year - i16::from(month > last);
    Some(match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    })
}

fn together(
    (first, one): (&mut ValueMention, Relative),
    (second, other): (&mut ValueMention, Relative),
    anchor: Date,
    outlook: Outlook,
) {
    if outlook == Outlook::Past {
        // "was shut from Monday to Friday" on a Wednesday: the first may be the last Monday, and the second is to come.
        let around = |relative| match relative {
            Relative::Weekday { .. } => day_in(&resolve(relative, anchor, Outlook::Past), false),
            _ => None,
        };
        if around(one).zip(around(other)).is_some_and(|(one, other)| one > other) {
            settle(first, one, anchor, resolve(one, anchor, Outlook::Either));
            settle(second, other, anchor, resolve(other, anchor, Outlook::Either));
            return;
        }
        let end = resolve(other, anchor, outlook);
        if let Some(last) = day_in(&end, true) {
            settle(first, one, anchor, resolve(one, last, outlook));
        }
        settle(second, other, anchor, end);
        return;
    }
    let start = resolve(one, anchor, outlook);
    if let Some(day) = day_in(&start, false) {
        settle(second, other, anchor, resolve(other, day, Outlook::Ahead));
        settle(first, one, anchor, start);
    }
}

/// The first or the last day of what an answer names.
fn day_in(answer: &Answer, last: bool) -> Option<Date> {
    let Answer::Known(iso) = answer else { return None };
    day_of(iso).or_else(|| {
        let month: Date = format!("{}-01", iso.get(..7)?).parse().ok()?;
        Some(if last { month.last_of_month() } else { month })
    })
}

/// Gives the second day of "12 to 15 May" the year that was found for the first.
pub(crate) fn settle_upper(mention: &mut ValueMention) {
    let (Some(upper), Some(relative)) =
        (&mut mention.upper, mention.date.as_deref().and_then(|date| date.relative.as_deref()))
    else {
        return;
    };
    let (Value::Date { iso: tail } | Value::RelativeDate { relative: tail }) = &*upper else { return };
    if !relative.starts_with("date:--") {
        return;
    }
    let Some(last) = tail.get(tail.len().wrapping_sub(2)..).map(str::to_owned) else { return };
    match &mention.value {
        Value::Date { iso } if iso.len() == 10 => {
            *upper = Value::Date { iso: format!("{}{last}", iso.get(..8).unwrap_or("")) };
        }
        Value::RelativeDate { relative } if relative.len() == "date:--01-01".len() => {
            *upper = Value::RelativeDate { relative: format!("{}{last}", relative.get(..10).unwrap_or("")) };
        }
        _ => {}
    }
}
