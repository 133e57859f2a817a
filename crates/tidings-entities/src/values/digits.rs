//! Dates and times that are written in digits.

use tidings_core::{Label, Value};

use super::currency::currency_sign;
use super::relative::years;
use super::scan::{Found, Scan};
use super::words::Word;
use super::zone::zone;
use crate::pieces::{Shape, is_hyphen};

impl Scan<'_> {
    /// Dates and times in digits.
    pub(super) fn numeric(&self, at: usize) -> Option<Found> {
        if self.shape(at)? != Shape::Number {
            return None;
        }
        self.clock(at)
            .or_else(|| self.year_of_era(at))
            .or_else(|| self.in_digits(at))
            .or_else(|| self.known_day(at))
            .or_else(|| self.day_then_month(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.short_decade(at))
            .or_else(|| self.ranked_unit(at).filter(|_| self.rank(at).is_some()))
            .or_else(|| self.bare_year(at))
    }

    /// "10:30", "9:42 p.m.", "9 am GMT".
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let text = self.text(at);
        let digits = text.trim_end_matches(|char: char| char.is_ascii_alphabetic() || char == '.');
        let glued_half = match Word::of(&text[digits.len()..].to_ascii_lowercase()) {
            Word::HalfDay(after_noon) => Some(after_noon),
            _ if digits.len() == text.len() => None,
            _ => return None,
        };
        let (mut hour, mut minute): (u16, u16) = match digits.split_once([':', '.']) {
            Some((hour, minute)) if minute.len() >= 2 => (hour.parse().ok()?, minute.get(..2)?.parse().ok()?),
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
        // Agencies write "1030 GMT".
        let zoned = digits.len() == 4 && half.is_none() && zone(self.text(to)).is_some();
        if zoned && digits.len() == text.len() {
            (hour, minute) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
        }
        if hour > 24 || minute > 59 || half.is_none() && !digits.contains(':') && !oclock && !zoned {
            return None;
        }
        to += usize::from(oclock);
        let hour = match half {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        Some(self.zoned(Found::new(
            at,
            to,
            Label::Time,
            Value::Time { iso: format!("{hour:02}:{minute:02}") },
        )))
    }

    /// "28 December 2025", "3-5 December", "28th of December".
    pub(super) fn day_then_month(&self, at: usize) -> Option<Found> {
        let first = self.day_of_month(at)?;
        let mut month_at = at + 1;
        let mut last = None;
        let between = self.lower_before(at, 1).as_str() == "between" && self.word(month_at) == Word::And;
        if (self.shape(month_at) == Some(Shape::Hyphen) || self.word(month_at) == Word::To || between)
            && let Some(day) = self.day_of_month(month_at + 1).filter(|day| *day > first)
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
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let first = self.text(at).strip_suffix('s')?.trim_end_matches(['\'', '\u{2019}']);
        let year: i16 = first.parse().ok().filter(|_| first.len() == 4 && first.ends_with('0'))?;
        let count = if year % 100 == 0 { 100 } else { 10 };
        (1000..2200)
            .contains(&year)
            .then(|| Found::new(at, at + 1, Label::Date, Value::Date { iso: years(year, count) }))
    }

    /// A year that stands alone: "in 2014", "2024 campaign", "2014-2016".
    pub(super) fn bare_year(&self, at: usize) -> Option<Found> {
        let text = self.text(at);
        let season = text.split_once('/').filter(|(head, tail)| follows(head, tail));
        let (head, tail) = season.or_else(|| text.split_once(is_hyphen)).unwrap_or((text, ""));
        let year: i16 = head.parse().ok().filter(|year| head.len() == 4 && (1000..2100).contains(year))?;
        let mut to = at + 1;
        let mut upper = self.second_year(year, tail);
        if upper.is_none() && !tail.is_empty() {
            return None;
        }
        if tail.is_empty()
            && self.shape(to) == Some(Shape::Hyphen)
            && self.shape(to + 1) == Some(Shape::Number)
        {
            upper = self.second_year(year, self.text(to + 1));
            // "1859 – 4 May 1902" has two ends with a day, and "2000-1500" none.
            if upper.is_none() && self.day_then_month(to + 1).is_none() {
                return None;
            }
            to += if upper.is_some() { 2 } else { 0 };
        }
        if upper.is_none() && !self.is_year(at, year) {
            return None;
        }
        let value = |year: i16| Value::Date { iso: format!("{year:04}") };
        let mut found = Found::new(at, to, Label::Date, value(year));
        found.upper = upper.map(value);
        Some(found)
    }

    pub(super) fn second_year(&self, first: i16, text: &str) -> Option<i16> {
        let number: i16 = text.parse().ok()?;
        let year = match text.len() {
            4 => number,
            2 => first - first.rem_euclid(100) + number,
            _ => return None,
        };
        (first < year && year < first + 300).then_some(year)
    }

    /// Whether four digits are a year rather than a count.
    pub(super) fn is_year(&self, at: usize, year: i16) -> bool {
        let next = self.lower(at + 1);
        let dated = matches!(
            self.lower_before(at, 1).as_str(),
            "in" | "since"
                | "by"
                | "until"
                | "from"
                | "of"
                | "the"
                | "after"
                | "before"
                | "during"
                | "early"
                | "late"
                | "mid"
                | "between"
                | "to"
                | "and"
                | "summer"
                | "winter"
                | "spring"
                | "autumn"
                | "fall"
                | "year"
        );
        let unit = matches!(
            self.word(at + 1),
            Word::Unit(_)
                | Word::Clock(_)
                | Word::Measure(_)
                | Word::Percent
                | Word::Scale(_)
                | Word::Hundred
                | Word::Currency(_)
                | Word::Prefix
        );
        let counted = self.is_lower(at + 1)
            && next.as_str().len() > 3
            && next.ends_with('s')
            && !next.as_str().ends_with("ss");
        let people = self.is_lower(at + 1)
            && matches!(next.as_str(), "people" | "men" | "women" | "children" | "feet");
        if unit || people || self.glued(at) && self.text(at.wrapping_sub(1)) == "#" {
            return false;
        }
        if dated && (1400..2100).contains(&year) {
            return !counted || (1900..2100).contains(&year) && self.lower_before(at, 1).as_str() != "of";
        }
        // Older years stand alone where no word follows that they could count: "(1694)", "in Paris, 1774,".
        let alone = match self.piece(at + 1) {
            None => true,
            // "1859 – 4 May 1902", "1859 – April 1920".
            Some(piece) if piece.shape == Shape::Hyphen => {
                matches!(self.word(at + 2), Word::Month(_)) || self.day_then_month(at + 2).is_some()
            }
            Some(piece) => !piece.is_word(),
        };
        let told = matches!(
            self.lower_before(at, 1).as_str(),
            "around" | "about" | "circa" | "born" | "died" | "written" | "built"
        );
        // "Mexico's 1829 abolition", "this 1833 map", "the painting (1480)".
        let described =
            matches!(self.lower_before(at, 1).as_str(), "this" | "'s" | "’s") && self.is_lower(at + 1);
        let bracketed = self.text(at.wrapping_sub(1)) == "(" && self.text(at + 1) == ")";
        (1900..2100).contains(&year) && !counted
            || (1500..1900).contains(&year) && described && !counted
            || bracketed && year >= 1400
            || told && alone && year < 2100
            || (1500..1900).contains(&year) && alone && !self.priced_before(at)
    }

    /// Whether a sign of money stands before the digits.
    fn priced_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|sign| currency_sign(self.text(sign)).is_some())
    }

    /// 1 to 31, in digits, with or without "th".
    pub(super) fn day_of_month(&self, at: usize) -> Option<u8> {
        if self.shape(at)? != Shape::Number {
            return None;
        }
        let text = self.text(at);
        let digits = text.trim_end_matches(|char: char| char.is_ascii_alphabetic());
        let plain = digits.len() == text.len() || self.rank(at).is_some();
        digits.parse().ok().filter(|day| plain && (1..=31).contains(day) && digits.len() <= 2)
    }

    /// A year in four digits.
    pub(super) fn year(&self, at: usize) -> Option<i16> {
        let text = self.text(at);
        let plain = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|year| plain && (1000..2200).contains(year))
    }
}

/// Whether two years follow each other, as those of a season do: `2019/20`.
fn follows(first: &str, second: &str) -> bool {
    let (Ok(first), Ok(next), 2 | 4) = (first.parse::<u32>(), second.parse::<u32>(), second.len()) else {
        return false;
    };
    let next_year = if second.len() == 2 { (first + 1) % 100 } else { first + 1 };
    (1000..2200).contains(&first) && next == next_year
}
