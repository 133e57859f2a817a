//! Dates and times of rarer forms: years of an era, decades in two digits, hours in words, the end of a month.

use tidings_core::{Label, Value};

use super::date::modifier_of;
use super::relative::{Relative, years};
use super::scan::{Found, Scan};
use super::words::{Calendar, Word};
use crate::pieces::Shape;

impl Scan<'_> {
    /// "230 BC", "35 AD", "5000 BCE".
    pub(super) fn year_of_era(&self, at: usize) -> Option<Found> {
        let before_christ = era(self.text(at + 1))?;
        let year = self.plain_year(at)?;
        Some(Found::new(at, at + 2, Label::Date, era_year(year, before_christ)))
    }

    /// "AD 79", "A.D. 842".
    pub(super) fn era_of_year(&self, at: usize) -> Option<Found> {
        if !matches!(self.text(at), "AD" | "A.D.") {
            return None;
        }
        let year = self.plain_year(at + 1)?;
        Some(Found::new(at, at + 2, Label::Date, era_year(year, false)))
    }

    /// One to four digits.
    fn plain_year(&self, at: usize) -> Option<i16> {
        let text = self.text(at);
        let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (1..=4).contains(&text.len());
        text.parse().ok().filter(|year| plain && *year > 0)
    }

    /// "the '90s", "late 90s"; not "in her 90s", which is an age, nor "the 90s" of a thermometer.
    pub(super) fn short_decade(&self, at: usize) -> Option<Found> {
        let text = self.text(at);
        let digits = text.trim_start_matches(['\'', '\u{2019}', '\u{2018}']).strip_suffix('s')?;
        let decade: i16 = digits.parse().ok().filter(|_| digits.len() == 2 && digits.ends_with('0'))?;
        let mark = matches!(self.text(at.wrapping_sub(1)), "'" | "\u{2019}" | "\u{2018}") && self.glued(at);
        let part = matches!(self.before(at), Word::Part) || self.before(at.wrapping_sub(1)) == Word::Part;
        if !mark && digits.len() + 1 == text.len() && !part {
            return None;
        }
        let century = if decade >= 30 { 1900 } else { 2000 };
        let from = at - usize::from(mark);
        let value = Value::Date { iso: years(century + decade, 10) };
        Some(Found::new(from, at + 1, Label::Date, value)).filter(|found| found.from + 1 >= at)
    }

    /// "ten o'clock".
    pub(super) fn spelled_clock(&self, at: usize) -> Option<Found> {
        let Word::Small(hour @ 1..=12) = self.word(at) else { return None };
        let mut to = at + 1;
        // Some tokenizers leave "o'clock" whole, others cut it at its mark.
        if matches!(self.lower(to).as_str(), "o'clock" | "oclock") {
            to += 1;
        } else if self.lower(to).as_str() == "o'" && self.lower(to + 1).as_str() == "clock" {
            to += 2;
        } else {
            return None;
        }
        Some(Found::new(at, to, Label::Time, Value::Time { iso: format!("{hour:02}:00") }))
    }

    /// "the end of the year", "the beginning of this month", "the end of March".
    pub(super) fn edge(&self, at: usize) -> Option<Found> {
        if self.word(at + 1) != Word::Of || self.shape(at) != Some(Shape::Lower) {
            return None;
        }
        let next = at + 2 + usize::from(self.lower(at + 2).as_str() == "the");
        let mut found = match self.word(next) {
            Word::Unit(unit @ (Calendar::Week | Calendar::Month | Calendar::Year | Calendar::Decade))
                if next > at + 2 =>
            {
                Found::new(at, next + 1, Label::Date, Relative::Shift { unit, by: 0 }.value())
            }
            Word::Ordinal(_) | Word::Edge => return None,
            _ => self.date(next)?,
        };
        found.from = at;
        let modifier = modifier_of(self.lower(at).as_str());
        (found.label == Label::Date).then(|| found.part(modifier))
    }
}

/// Whether a word names an era, and then whether it counts back.
fn era(word: &str) -> Option<bool> {
    match word {
        "BC" | "BCE" | "B.C." | "B.C.E." => Some(true),
        "AD" | "CE" | "A.D." | "C.E." => Some(false),
        _ => None,
    }
}

/// ISO 8601 has a year 0, which is 1 BC.
fn era_year(year: i16, before_christ: bool) -> Value {
    let iso = if before_christ { format!("-{:04}", year - 1) } else { format!("{year:04}") };
    Value::Date { iso }
}
