//! Times and dates at the head of a post: "18:00", "6:05 p.m. ET", "Jan. 9, 14:32 GMT", "Jul 6", "2h".

use crate::dates::{Date, day_at, weekday};

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// Minutes since midnight.
    pub(super) minutes: u32,
    /// As ISO 8601 writes it; `None` if it is not said or not known.
    pub(super) zone: Option<&'static str>,
}

impl Clock {
    /// The date and time in ISO 8601.
    pub(super) fn on(self, day: Date) -> String {
        format!("{day}T{:02}:{:02}{}", self.minutes / 60, self.minutes % 60, self.zone.unwrap_or_default())
    }
}

/// When something was posted, as it stands at the beginning of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct When {
    pub(super) clock: Option<Clock>,
    pub(super) day: Option<Date>,
    /// Whether a day is given, of whatever year.
    pub(super) dated: bool,
    /// The day of the week, from 0 for Monday.
    pub(super) weekday: Option<u32>,
    /// Whether an age is given: "2h", "5 minutes ago".
    pub(super) age: bool,
    /// Bytes of the line up to what follows the time and its separators.
    pub(super) len: usize,
    /// Bytes up to the end of the time itself.
    pub(super) end: usize,
}

impl When {
    /// Whether anything was found.
    pub(super) fn is_some(&self) -> bool {
        self.clock.is_some() || self.dated || self.age
    }
}

/// Words that stand among times and dates.
const FILLERS: [&str; 13] = [
    "at",
    "on",
    "updated",
    "update",
    "posted",
    "published",
    "edited",
    "last",
    "modified",
    "uhr",
    "h",
    "kl",
    "um",
];

/// No word among times is longer, in bytes.
const LONGEST_WORD: usize = 9;

/// The time that a line begins with. `today` gives the year of days without one.
pub(super) fn when(line: &str, today: Option<Date>) -> When {
    let mut found = When::default();
    let mut at = 0;
    loop {
        at += separators(&line[at..]);
        if found.is_some() {
            found.len = at;
        }
        let rest = &line[at..];
        if let Some((len, clock)) = clock_at(rest).filter(|_| found.clock.is_none()) {
            at += len;
            (found.clock, found.end) = (Some(clock), at);
            continue;
        }
        if let Some((len, day)) = day_at(rest, today).filter(|_| !found.dated) {
            at += len;
            (found.day, found.dated, found.end) = (day, true, at);
            continue;
        }
        if let Some(len) = age_at(rest).filter(|_| !found.age) {
            at += len;
            (found.age, found.end) = (true, at);
            continue;
        }
        let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if word.is_empty() || word.len() > LONGEST_WORD {
            return found;
        }
        let lower = word.to_lowercase();
        let day = weekday(&lower);
        let known = FILLERS.contains(&lower.as_str()) || day.is_some();
        // Behind the time, most words begin what follows.
        let behind = matches!(lower.as_str(), "on" | "uhr" | "h") || lower.len() >= 6 && day.is_some();
        if !known || (found.clock.is_some() && !behind) {
            return found;
        }
        found.weekday = day.or(found.weekday);
        at += word.len();
    }
}

/// How many bytes of separators a text begins with.
fn separators(text: &str) -> usize {
    let is_separator = |c: char| c.is_whitespace() || ",.·•|–—-:;()[]/".contains(c);
    text.find(|c: char| !is_separator(c)).unwrap_or(text.len())
}

/// A time at the start of `text` and how many bytes it has.
fn clock_at(text: &str) -> Option<(usize, Clock)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (mut len, hour, minute) = match digits {
        1 | 2 => {
            let hour: u32 = text[..digits].parse().ok()?;
            let minute =
                text.get(digits + 1..digits + 3).filter(|two| two.bytes().all(|b| b.is_ascii_digit()));
            let mark = text.as_bytes().get(digits);
            let more = text.as_bytes().get(digits + 3).is_some_and(u8::is_ascii_digit);
            match (mark, minute) {
                (Some(b':' | b'.' | b'h'), Some(minute)) if !more => (digits + 3, hour, minute.parse().ok()?),
                _ => (digits, hour, 60),
            }
        }
        _ => return None,
    };
    let seconds = text
        .get(len..len + 3)
        .is_some_and(|rest| rest.starts_with(':') && rest[1..].bytes().all(|byte| byte.is_ascii_digit()));
    if seconds {
        len += 3;
    }
    let half = half_of_day(&text[len..]);
    let dotted = text.as_bytes().get(digits) == Some(&b'.');
    let (hour, half_len) = match half {
        Some((_, _)) if hour == 0 || hour > 12 => return None,
        Some((afternoon, half_len)) => (hour % 12 + if afternoon { 12 } else { 0 }, half_len),
        None => (hour, 0),
    };
    len += half_len;
    let zone = zone_at(&text[len..]);
    len += zone.map_or(0, |(_, zone_len)| zone_len);
    // "6" alone is a number, and "6.30" may be an amount.
    if half.is_none() && (minute == 60 || dotted && zone.is_none() && text[len..].trim().len() > 4) {
        return None;
    }
    let minute = if minute == 60 { 0 } else { minute };
    let ends = !text[len..].starts_with(|c: char| c.is_alphanumeric() || c == '%' || c == '€');
    let clock = Clock { minutes: hour * 60 + minute, zone: zone.and_then(|(zone, _)| zone) };
    (hour < 24 && minute < 60 && ends).then_some((len, clock))
}

/// Whether "p.m." follows or "a.m.", and how many bytes that has with the space before it.
fn half_of_day(text: &str) -> Option<(bool, usize)> {
    let space = text.len() - text.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let lower =
        text[space..].get(..4).or(text[space..].get(..3)).or(text[space..].get(..2))?.to_ascii_lowercase();
    for (written, afternoon) in
        [("a.m.", false), ("p.m.", true), ("a.m", false), ("p.m", true), ("am", false), ("pm", true)]
    {
        if lower.starts_with(written) {
            let end = space + written.len();
            let ends = !text[end..].starts_with(|c: char| c.is_alphanumeric());
            return ends.then_some((afternoon, end));
        }
    }
    None
}

/// Zones of time and what they are, if that is always the same.
const ZONES: [(&str, Option<&str>); 28] = [
    ("GMT", Some("Z")),
    ("UTC", Some("Z")),
    ("BST", Some("+01:00")),
    ("WEST", Some("+01:00")),
    ("CET", Some("+01:00")),
    ("CEST", Some("+02:00")),
    ("EET", Some("+02:00")),
    ("EEST", Some("+03:00")),
    ("MSK", Some("+03:00")),
    ("EST", Some("-05:00")),
    ("EDT", Some("-04:00")),
    ("CDT", Some("-05:00")),
    ("MST", Some("-07:00")),
    ("MDT", Some("-06:00")),
    ("PST", Some("-08:00")),
    ("PDT", Some("-07:00")),
    ("AEST", Some("+10:00")),
    ("AEDT", Some("+11:00")),
    ("JST", Some("+09:00")),
    ("HKT", Some("+08:00")),
    ("SGT", Some("+08:00")),
    ("NZST", Some("+12:00")),
    ("ET", None),
    ("CT", None),
    ("MT", None),
    ("PT", None),
    ("IST", None),
    ("CST", None),
];

/// The zone that follows a time, and how many bytes it has with the space before it.
fn zone_at(text: &str) -> Option<(Option<&'static str>, usize)> {
    let space = text.len() - text.trim_start_matches([' ', '(', '\u{a0}']).len();
    let word = text[space..].split(|c: char| !c.is_ascii_alphabetic()).next()?;
    let (_, zone) = ZONES.iter().find(|(name, _)| *name == word)?;
    let closed = usize::from(text[space + word.len()..].starts_with(')') && text[..space].contains('('));
    Some((*zone, space + word.len() + closed))
}

/// An age at the start of a text, "2h" or "5 minutes ago", and how many bytes it has.
fn age_at(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let rest = &text[digits..];
    let unit_at = rest.len() - rest.trim_start_matches(' ').len();
    let word = rest[unit_at..].split(|c: char| !c.is_ascii_alphabetic()).next()?;
    let end = digits + unit_at + word.len();
    let long = [
        "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs", "day", "days", "second", "seconds",
    ];
    let ago = text[end..].trim_start();
    let ago_len = text[end..].len() - ago.len() + "ago".len();
    match word {
        word if long.contains(&word) && ago.starts_with("ago") => Some(end + ago_len),
        "s" | "m" | "h" | "d" | "w" if unit_at == 0 => {
            Some(if ago.starts_with("ago") { end + ago_len } else { end })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(line: &str, time: Option<&str>, day: Option<&str>, rest: &str) {
        let found = when(line, Date::of_iso("2026-01-09"));
        let clock = found.clock.map(|clock| {
            format!("{:02}:{:02}{}", clock.minutes / 60, clock.minutes % 60, clock.zone.unwrap_or(""))
        });
        assert_eq!(
            (clock.as_deref(), found.day.map(|day| day.to_string()).as_deref(), &line[found.len..]),
            (time, day, rest),
            "{line}"
        );
    }

    #[test]
    fn times_are_read_as_live_blogs_write_them() {
        check("18:00", Some("18:00"), None, "");
        check("6:05 p.m. ET", Some("18:05"), None, "");
        check("12:30am - Trains stop", Some("00:30"), None, "Trains stop");
        check("14:32 GMT | Ada Lund", Some("14:32Z"), None, "Ada Lund");
        check("[9:07] Power cut", Some("09:07"), None, "Power cut");
        check("6 p.m. (EST): Power cut", Some("18:00-05:00"), None, "Power cut");
        check("Updated 18.30", Some("18:30"), None, "");
        check("18h30 Coupure", Some("18:30"), None, "Coupure");
        check("Fri, Jan 9, 2026 at 18:00", Some("18:00"), Some("2026-01-09"), "");
        check("8 January, 22:00 – First warning", Some("22:00"), Some("2026-01-08"), "First warning");
        check("Jul 6", None, Some("2025-07-06"), "");
        check("2h", None, None, "");
    }

    #[test]
    fn a_day_of_the_week_is_kept() {
        let weekday = |line| when(line, None).weekday;
        assert_eq!(
            (weekday("Thursday 22:00"), weekday("22:00 on Sunday"), weekday("22:00")),
            (Some(3), Some(6), None)
        );
    }

    #[test]
    fn numbers_are_no_times() {
        for line in [
            "6 people died",
            "25:10",
            "12:60",
            "6.30 euros were paid",
            "18:00h2",
            "100:00",
            "3 m high",
            "May said so",
        ] {
            assert!(!when(line, None).is_some(), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "([0-9:. ]{0,6}|p\\.m\\.|am|GMT|\\(|Jan|ago|h|·|é|at|\\u{a0}){0,8}") {
            let found = when(&line, Date::of_iso("2026-01-09"));
            prop_assert!(found.end <= found.len && line.is_char_boundary(found.len));
        }
    }
}
