//! Dates that are counted from the date before them in the text: "the next day", "two weeks later", "that year".

use jiff::civil::Date;
use tidings_core::{Value, ValueMention};

use crate::values::relative::{Relative, shifted, weekday_of};
use crate::values::resolve::{Answer, day_of};
use crate::values::words::Calendar;

/// A date of the text that others may be counted from.
struct Told {
    iso: String,
    sentence: usize,
    /// Whether it is when somebody said something.
    of_speech: bool,
}

/// The dates of the text so far.
#[derive(Default)]
pub(super) struct Story(Vec<Told>);

/// How many dates are looked back at.
const BACK: usize = 8;

impl Story {
    /// Notes the date of a mention, if it has one.
    pub(super) fn tell(&mut self, mention: &ValueMention, sentence: usize, of_speech: bool) {
        let value = mention.upper.as_ref().unwrap_or(&mention.value);
        if let Value::Date { iso } = value
            && iso.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        {
            self.0.push(Told { iso: iso.clone(), sentence, of_speech });
        }
    }

    /// The date that `relative` comes to, and the one that it was counted from.
    ///
    /// It is one of the last `back` sentences and no later than `limit`.
    pub(super) fn resolve(
        &self,
        relative: Relative,
        sentence: usize,
        back: usize,
        limit: Option<Date>,
    ) -> Option<(Answer, Date)> {
        let need = match relative {
            Relative::FromText { unit: Calendar::Year | Calendar::Decade | Calendar::Century, .. } => {
                "2026".len()
            }
            Relative::FromText { unit: Calendar::Month | Calendar::Quarter, .. } => "2026-07".len(),
            _ => "2026-07-08".len(),
        };
        let near = || {
            let recent = self.0.iter().rev().take(BACK);
            recent.filter(move |told| {
                let close = told.iso.len() >= need && told.sentence + back >= sentence;
                close && limit.is_none_or(|limit| first_day(&told.iso).is_some_and(|day| day <= limit))
            })
        };
        // "said on Monday that … . The next day" is not Tuesday, but "resigned on Monday and left the next day" is.
        let told =
            near().find(|told| !told.of_speech || told.sentence == sentence).or_else(|| near().next())?;
        let day = first_day(&told.iso)?;
        let iso = match relative {
            Relative::FromText { unit, by } => shifted(day, unit, by)?,
            Relative::WeekdayFromText { day: weekday } => {
                let on = i64::from(weekday_of(weekday)?.since(day.weekday()));
                shifted(day, Calendar::Day, if on == 0 { 7 } else { on })?
            }
            _ => return None,
        };
        Some((Answer::Known(iso), day))
    }
}

/// The first day of what a date names.
fn first_day(iso: &str) -> Option<Date> {
    day_of(iso).or_else(|| {
        let mut iso = iso.to_owned();
        while iso.len() < 10 {
            iso.push_str("-01");
        }
        iso.parse().ok()
    })
}
