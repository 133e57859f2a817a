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
    /// "at most", "less than", "under".
    AtMost,
}

/// What a value mention means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Value {
    /// A calendar date or part of one as ISO 8601 (`2025-12-28`, `2022-02`, `2014`), or a duration (`P3W`).
    Date {
        /// The ISO 8601 form.
        iso: String,
    },
    /// A date that can only be resolved against the day of publication, with what is known of it:
    /// `weekday:tuesday`, `day:-1`, `week:-1`, `month:+1`.
    RelativeDate {
        /// Unit and distance.
        relative: String,
    },
    /// A time of day as ISO 8601 (`10:30`) or a duration shorter than a day (`PT2H`).
    Time {
        /// The ISO 8601 form.
        iso: String,
    },
    /// A share, in percent.
    Percent {
        /// The number before the sign.
        number: f64,
    },
    /// An amount of money.
    Money {
        /// The amount, in whole units of the currency.
        amount: f64,
        /// The ISO 4217 code, if the text tells.
        currency: Option<String>,
    },
    /// A measure.
    Quantity {
        /// The number.
        number: f64,
        /// The unit as a plain word in the singular.
        unit: String,
    },
    /// A rank: 1 for "first".
    Ordinal {
        /// The rank.
        rank: u64,
    },
    /// A count.
    Cardinal {
        /// The number.
        number: f64,
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
