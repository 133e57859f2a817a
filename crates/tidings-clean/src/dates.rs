//! Full dates as news pages write them, in English words and in numbers.
//!
//! Only dates with day, month and year count; "03/04/2025" is ambiguous and does not.

use std::fmt;
use std::ops::Range;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        let known = (1900..2100).contains(&year) && (1..=days).contains(&day);
        known.then_some(Date { year: year as u16, month: month as u8, day: day as u8 })
    }

    /// The day that a date or a date and time in ISO 8601 begins with.
    pub(crate) fn of_iso(text: &str) -> Option<Self> {
        let number = |range: Range<usize>| text.get(range)?.parse().ok();
        let marks = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        if marks { Date::new(number(0..4)?, number(5..7)?, number(8..10)?) } else { None }
    }

    /// The day before.
    pub(crate) fn before(self) -> Self {
        let (year, month, day) = (u32::from(self.year), u32::from(self.month), u32::from(self.day));
        let last = |year, month| (28..=31).rev().find_map(|day| Date::new(year, month, day));
        let found = match (month, day) {
            (1, 1) => last(year - 1, 12),
            (_, 1) => last(year, month - 1),
            _ => Date::new(year, month, day - 1),
        };
        found.unwrap_or(self)
    }

    /// The day after.
    pub(crate) fn after(self) -> Self {
        let (year, month, day) = (u32::from(self.year), u32::from(self.month), u32::from(self.day));
        let next = Date::new(year, month, day + 1).or_else(|| Date::new(year, month + 1, 1));
        next.or_else(|| Date::new(year + 1, 1, 1)).unwrap_or(self)
    }

    /// The day of the week, from 0 for Monday.
    fn weekday(self) -> u32 {
        // Days since 1 March of the year 0, a Wednesday, in years that begin in March.
        let (year, month) = (u32::from(self.year), u32::from(self.month));
        let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
        let days =
            365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + u32::from(self.day) - 1;
        (days + 2) % 7
    }

    /// The last day of this name, counted from 0 for Monday, that is not after `self`.
    pub(crate) fn last(self, weekday: u32) -> Self {
        let back = (self.weekday() + 7 - weekday % 7) % 7;
        (0..back).fold(self, |date, _| date.before())
    }

    /// The day of this month and day that is nearest before a week after `self`: news tells of what is past or near.
    fn nearest(self, month: u32, day: u32) -> Option<Self> {
        let limit = (0..7).fold(self, |date, _| date.after());
        let year = u32::from(self.year);
        [year + 1, year, year - 1]
            .into_iter()
            .filter_map(|year| Date::new(year, month, day))
            .find(|date| *date <= limit)
    }
}

/// A day and month at the start of `text` ("Jul 6", "6 July"), with the year that is nearest to `today`, and how many bytes it has. A
/// full date has its own year; without one and without `today` the day is not known.
pub(crate) fn day_at(text: &str, today: Option<Date>) -> Option<(usize, Option<Date>)> {
    // Most lines begin with no month and no number.
    let first = *text.as_bytes().first()?;
    if !first.is_ascii_digit() && !b"JFMASOND".contains(&first.to_ascii_uppercase()) {
        return None;
    }
    let end = (0..=text.len().min(60)).rev().find(|&at| text.is_char_boundary(at))?;
    let pieces = pieces(&text[..end]);
    if pieces.first()?.range.start != 0 {
        return None;
    }
    if let Some((range, date)) = date_at(&text[..end], &pieces) {
        return Some((range.end, Some(date)));
    }
    let (first, second) = (pieces.first()?, pieces.get(1)?);
    let (month, day) = match (first.month(), second.month()) {
        (Some(month), None) => (month, second.day()?),
        (None, Some(month)) => (month, first.day()?),
        _ => return None,
    };
    let near = second.range.start - first.range.end <= 2;
    // Every day of the month is one of some year.
    let known = near && Date::new(2024, month, day).is_some();
    known.then(|| (second.range.end, today.and_then(|today| today.nearest(month, day))))
}

/// ISO 8601.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A date or a date and time as ISO 8601 has it: "2025-12-16 08:15:00 UTC" is "2025-12-16T08:15:00Z". `None` if
/// there is no full date.
pub(crate) fn iso_8601(text: &str) -> Option<String> {
    let (range, date) = find_date(text)?;
    let rest = text[range.end..].trim_start_matches(['T', 't', ' ', ',']);
    Some(match time(rest).filter(|_| text.as_bytes().get(4) == Some(&b'-')) {
        Some(time) => format!("{date}T{time}"),
        None => date.to_string(),
    })
}

/// A time at the start of `text`, with its zone: "08:15:00.123 +0200" is "08:15:00+02:00".
fn time(text: &str) -> Option<String> {
    let digits =
        |range: Range<usize>| text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let minutes = digits(0..2).zip(digits(3..5)).filter(|_| text.as_bytes()[2] == b':')?;
    let (mut out, mut rest) = (format!("{}:{}", minutes.0, minutes.1), &text[5..]);
    if let Some(seconds) = digits(6..8).filter(|_| rest.starts_with(':')) {
        out = format!("{out}:{seconds}");
        rest = &text[8..];
    }
    let rest =
        rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let zone = rest.trim_start();
    if zone.starts_with(['Z', 'z']) || zone.starts_with("UTC") || zone.starts_with("GMT") {
        out.push('Z');
    } else if let Some(offset) = zone.strip_prefix(['+', '-']) {
        let number: String = offset.chars().filter(char::is_ascii_digit).take(4).collect();
        if number.len() == 4 {
            out = format!("{out}{}{}:{}", &zone[..1], &number[..2], &number[2..]);
        }
    }
    Some(out)
}

/// The day in the path of an address: "/2025/12/16/port-shut", "/2025-12-16-port-shut".
pub(crate) fn date_in_address(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let bytes = path.as_bytes();
    memchr::memchr2_iter(b'/', b'-', bytes).find_map(|at| {
        let part = path.get(at + 1..at + 11)?;
        let mark = part.as_bytes()[4];
        let fits = matches!(mark, b'/' | b'-') && part.as_bytes()[7] == mark;
        let ends = bytes.get(at + 11).is_none_or(|byte| !byte.is_ascii_digit());
        let number = |range: Range<usize>| part.get(range)?.parse().ok();
        let date = Date::new(number(0..4)?, number(5..7)?, number(8..10)?)?;
        (fits && ends).then(|| date.to_string())
    })
}

/// A run of letters or of digits.
#[derive(Clone)]
struct Piece<'a> {
    range: Range<usize>,
    text: &'a str,
}

impl Piece<'_> {
    fn number(&self) -> Option<u32> {
        if self.text.len() <= 4 { self.text.parse().ok() } else { None }
    }

    fn day(&self) -> Option<u32> {
        self.number().filter(|_| self.text.len() <= 2)
    }

    fn year(&self) -> Option<u32> {
        self.number().filter(|_| self.text.len() == 4)
    }

    fn month(&self) -> Option<u32> {
        month(self.text)
    }
}

/// The first full date in `text` and where it stands. Looks at the first 400 bytes only.
pub(crate) fn find_date(text: &str) -> Option<(Range<usize>, Date)> {
    let end = (0..=text.len().min(400)).rev().find(|&at| text.is_char_boundary(at))?;
    let text = &text[..end];
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let pieces = pieces(text);
    (0..pieces.len()).find_map(|at| date_at(text, &pieces[at..]))
}

fn date_at(text: &str, pieces: &[Piece<'_>]) -> Option<(Range<usize>, Date)> {
    // "14th December", "14 of December": the suffix and the preposition do not count.
    let words: Vec<_> = pieces
        .iter()
        .take(6)
        .filter(|piece| !matches!(piece.text, "st" | "nd" | "rd" | "th" | "of" | "the"))
        .take(3)
        .collect();
    let &[first, second, third] = words.as_slice() else { return None };
    let date = if let Some(month) = first.month() {
        Date::new(third.year()?, month, second.day()?)?
    } else if let Some(month) = second.month() {
        Date::new(third.year()?, month, first.day()?)?
    } else {
        numeric(text, first, second, third)?
    };
    Some((first.range.start..third.range.end, date))
}

fn numeric(text: &str, first: &Piece<'_>, second: &Piece<'_>, third: &Piece<'_>) -> Option<Date> {
    let mark = text.get(first.range.end..second.range.start)?;
    if mark != text.get(second.range.end..third.range.start)? {
        return None;
    }
    if let Some(year) = first.year() {
        let fits = matches!(mark, "-" | "/" | ".");
        return Date::new(year, second.day()?, third.day()?).filter(|_| fits);
    }
    let (year, first, second) = (third.year()?, first.day()?, second.day()?);
    match mark {
        "." => Date::new(year, second, first),
        "/" if first > 12 => Date::new(year, second, first),
        "/" if second > 12 => Date::new(year, first, second),
        _ => None,
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let class = |byte: u8| (byte.is_ascii_alphabetic(), byte.is_ascii_digit());
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let kind = class(bytes[at]);
        let len = bytes[at..].iter().take_while(|&&byte| class(byte) == kind).count();
        if kind != (false, false) {
            out.push(Piece { range: at..at + len, text: &text[at..at + len] });
        }
        at += len;
    }
    out
}

/// The number of a month from its English name or abbreviation.
fn month(word: &str) -> Option<u32> {
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
    if word.len() < 3 {
        return None;
    }
    let is = |name: &&str| {
        let short = word.len() == 3 || (word.len() == 4 && name.starts_with("sept"));
        (short || word.len() == name.len())
            && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    MONTHS.iter().position(is).map(|at| at as u32 + 1)
}

/// Whether a word names a month.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// Days of the week and what they are shortened to, Monday first.
#[rustfmt::skip]
const WEEKDAYS: [&str; 14] = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
];

/// The day of the week that a word in small letters names, 0 for Monday.
pub(crate) fn weekday(lower: &str) -> Option<u32> {
    WEEKDAYS.iter().position(|name| *name == lower).map(|at| at as u32 % 7)
}

/// Whether a word is a day of the week or a part of a time: what stands beside a date.
pub(crate) fn is_time_word(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "am", "pm", "a", "p", "m", "at", "on", "gmt", "utc", "est", "edt", "et", "pst", "pdt", "bst", "cet",
        "cest", "eet", "ist", "msk",
    ];
    WORDS.iter().chain(&WEEKDAYS).any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_beside_each_other() {
        let date = |text: &str| Date::of_iso(text).expect("a day");
        for (before, after) in
            [("2024-02-28", "2024-02-29"), ("2025-02-28", "2025-03-01"), ("2025-12-31", "2026-01-01")]
        {
            assert_eq!((date(before).after(), date(after).before()), (date(after), date(before)));
        }
    }

    #[test]
    fn days_of_the_week_are_counted() {
        for (day, weekday) in
            [("2026-01-09", 4), ("2024-02-29", 3), ("2000-03-01", 2), ("1999-12-31", 4), ("2025-12-15", 0)]
        {
            assert_eq!(Date::of_iso(day).map(Date::weekday), Some(weekday), "{day}");
        }
        let last = |weekday| Date::of_iso("2026-01-09").map(|date| date.last(weekday).to_string());
        assert_eq!((last(4).as_deref(), last(5).as_deref()), (Some("2026-01-09"), Some("2026-01-03")));
    }

    #[test]
    fn a_day_without_year_has_the_nearest() {
        let today = Date::of_iso("2026-01-09");
        let check = |text: &str, expected: Option<(usize, &str)>| {
            let found = day_at(text, today).map(|(len, date)| (len, date.map(|date| date.to_string())));
            assert_eq!(found, expected.map(|(len, date)| (len, Some(date.to_owned()))), "{text}");
        };
        check("Jan. 8, 10:00", Some((6, "2026-01-08")));
        check("31 December", Some((11, "2025-12-31")));
        check("January 12", Some((10, "2026-01-12")));
        check("Jul 6 2024", Some((10, "2024-07-06")));
        check("May I come in at 6?", None);
        check("6 people", None);
        assert_eq!(day_at("Jul 6", None), Some((5, None)));
    }

    fn check(text: &str, expected: &str) {
        let found = find_date(text).map_or(String::new(), |(range, date)| format!("{}={date}", &text[range]));
        assert_eq!(found, expected);
    }

    #[test]
    fn dates_in_words() {
        check("Published December 15, 2025, 9:42 p.m.", "December 15, 2025=2025-12-15");
        check("Meridian Press | Dec. 18, 2025", "Dec. 18, 2025=2025-12-18");
        check("Tuesday 16 December 2025 08.15 GMT", "16 December 2025=2025-12-16");
        check("on the 3rd of Sept 2024", "3rd of Sept 2024=2024-09-03");
    }

    #[test]
    fn dates_in_numbers() {
        check("2025-12-16T18:05:00-05:00", "2025-12-16=2025-12-16");
        check("16.12.2025", "16.12.2025=2025-12-16");
        check("12/16/2025", "12/16/2025=2025-12-16");
        check("03/04/2025", "");
        check("31.02.2025", "");
    }

    #[test]
    fn any_form_becomes_iso_8601() {
        let iso = |text| iso_8601(text).unwrap_or_default();
        assert_eq!(iso("2025-12-16T18:05:00.123-0500"), "2025-12-16T18:05:00-05:00");
        assert_eq!(iso("2025-12-16 00:05:00 UTC"), "2025-12-16T00:05:00Z");
        assert_eq!(iso("2025-12-16 00:05:00 +0000"), "2025-12-16T00:05:00+00:00");
        assert_eq!(iso("2025-12-16T10:35-04:00"), "2025-12-16T10:35-04:00");
        assert_eq!(iso("2025-12-16"), "2025-12-16");
        assert_eq!(iso("December 16, 2025 08:15"), "2025-12-16");
        assert_eq!(iso("yesterday"), "");
    }

    #[test]
    fn addresses_have_days() {
        let day = |url| date_in_address(url).unwrap_or_default();
        assert_eq!(day("https://harbor.example/news/2025/12/16/port-shut"), "2025-12-16");
        assert_eq!(day("https://harbor.example/2025-12-16-port-shut?x=2024/01/01"), "2025-12-16");
        assert_eq!(day("https://harbor.example/2025/12/port/20251/16/1"), "");
        assert_eq!(day("https://harbor.example/2025/13/45/é"), "");
    }

    #[test]
    fn text_without_a_full_date() {
        check("On May 5 he said 2025 would be hard", "");
        check("é December", "");
    }
}
