//! Values: dates, times, amounts, counts, each with what it means.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Label, Layer};
use crate::text::Span;

/// How exact a value is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// As stated.
    #[default]
    Exact,
    /// "about", "some", "roughly".
    About,
    /// "at least", "more than", "over".
    AtLeast,
    /// "at most", "less than", "under", "up to", "as many as".
    AtMost,
    /// "nearly", "almost", "just under": below, and close.
    Nearly,
    /// The mention is a range, and nothing more is said: between `value` and `upper`.
    Between,
}

/// What a value mention means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Value {
    /// A calendar date or part of one as ISO 8601: `2025-12-28`, `2025-W52`, `2022-02`, `2014`, `1990/1999`.
    Date {
        /// The ISO 8601 form.
        iso: String,
    },
    /// A date that is told from another day, which is not known or leaves it open: `weekday:tuesday`, `day:-1`,
    /// `month:+1`, `date:--12-28`, `text:day:+1` (counted from a date in the text).
    RelativeDate {
        /// Unit and distance.
        relative: String,
    },
    /// A time of day as ISO 8601 (`10:30`).
    Time {
        /// The ISO 8601 form.
        iso: String,
    },
    /// A length of time as ISO 8601: `P3W`, `PT2H`.
    Duration {
        /// The ISO 8601 form.
        iso: String,
    },
    /// A time that comes again, as TIMEX3 writes it: `P1W` (weekly), `XXXX-WXX-7` (every Sunday), `XXXX-12-25`.
    Set {
        /// The period, or the date with `X` for what changes.
        iso: String,
    },
    /// A share, in percent.
    Percent {
        /// The number before the sign; basis points are hundredths.
        number: f64,
        /// Whether it is a difference between two shares, in percentage points.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        points: bool,
    },
    /// An amount of money.
    Money {
        /// The amount, in whole units of the currency; negative for a loss.
        amount: f64,
        /// The ISO 4217 code, if the text tells.
        currency: Option<String>,
    },
    /// A measure.
    Quantity {
        /// The number.
        number: f64,
        /// The unit as a plain word in the singular; `year of age` for ages.
        unit: String,
    },
    /// A rank: 1 for "first".
    Ordinal {
        /// The rank.
        rank: u64,
    },
    /// A count; a share of something that is told in words ("a third", "one in five") is a number below one.
    Cardinal {
        /// The number.
        number: f64,
    },
    /// A score or the result of a vote ("3-1", "52-48"): no amount and no range.
    Score {
        /// The number that is told first.
        first: u32,
        /// The number that is told second.
        second: u32,
    },
    /// How many times as much: 10 for "tenfold", 3 for "three times as many".
    Multiple {
        /// The factor.
        factor: f64,
    },
    /// Recognized, but without a value that could be computed ("the coming days").
    Unresolved,
}

/// A value in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ValueMention {
    /// Bytes of the text.
    pub span: Span,
    /// Its label: DATE, TIME, PERCENT, MONEY, QUANTITY, ORDINAL or CARDINAL.
    pub label: Label,
    /// What it means.
    pub value: Value,
    /// How exact it is said to be.
    pub bound: Bound,
    /// The upper end, if the mention is a range ("10 to 20 percent"); `value` is the lower end then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<Value>,
    /// How a date or time is told and how its value was found, as far as there is more to say than the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Box<DateDetails>>,
}

/// What the words of a date or time tell beside its value; the ideas are those of TIMEX3.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateDetails {
    /// What the words say, if they tell the date from another day: as in [`Value::RelativeDate`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative: Option<String>,
    /// The date from which the value was counted, as ISO 8601: the day of publication or a date of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Which part of the date is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<DateModifier>,
    /// The time zone of a time of day: its offset as ISO 8601 (`-04:00`, `Z`), or `local`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The dates that the words may mean, as ISO 8601, where nothing tells which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateModifier {
    /// "early 2025", "the beginning of May".
    Start,
    /// "mid-December".
    Mid,
    /// "late last year", "the end of May".
    End,
}

/// The values of a document, sorted by span, without overlap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Values(pub Vec<ValueMention>);

impl Values {
    /// The values that lie wholly inside `span`.
    pub fn inside(&self, span: Span) -> &[ValueMention] {
        let start = self.0.partition_point(|mention| mention.span.start < span.start);
        let end = self.0.partition_point(|mention| mention.span.end <= span.end);
        self.0.get(start..end.max(start)).unwrap_or(&[])
    }
}

impl Layer for Values {
    const NAME: &'static str = "values";

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.0.iter_mut().for_each(|mention| visit(&mut mention.span));
    }
}
