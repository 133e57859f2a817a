//! Durations in ISO 8601.

use super::words::{Calendar, Clock};

/// So many units of the calendar: `P3W`.
pub(super) fn calendar_duration(unit: Calendar, number: f64) -> String {
    match unit {
        Calendar::Day => format!("P{number}D"),
        Calendar::Week => format!("P{number}W"),
        Calendar::Weekend => format!("P{}D", 2.0 * number),
        Calendar::Fortnight => format!("P{}W", 2.0 * number),
        Calendar::Month => format!("P{number}M"),
        Calendar::Quarter | Calendar::Season => format!("P{}M", 3.0 * number),
        Calendar::Year => format!("P{number}Y"),
        Calendar::Decade => format!("P{}Y", 10.0 * number),
        Calendar::Century => format!("P{}Y", 100.0 * number),
    }
}

/// So many units of the clock: `PT2H`.
pub(super) fn clock_duration(unit: Clock, number: f64) -> String {
    match unit {
        Clock::Hour => format!("PT{number}H"),
        Clock::Minute => format!("PT{number}M"),
        Clock::Second => format!("PT{number}S"),
    }
}
