//! Settings of `entities.values`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::Label;

/// Settings of `entities.values`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ValuesConfig {
    /// The labels to look for, out of DATE, TIME, PERCENT, MONEY, QUANTITY, ORDINAL and CARDINAL.
    pub labels: Vec<Label>,
    /// Whether dates such as "Tuesday" or "last month" become calendar dates when the day of publication
    /// is known.
    pub resolve_dates: bool,
    /// Whether the day or the month stands first in dates such as 3/4/2025.
    pub date_order: DateOrder,
}

/// The order of day and month in digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// By the other dates of the document, then by the country of its address; where nothing tells, both readings are kept.
    #[default]
    Detect,
    /// 3/4/2025 is the third of April.
    DayFirst,
    /// 3/4/2025 is the fourth of March.
    MonthFirst,
}

impl Default for ValuesConfig {
    fn default() -> Self {
        let labels = Label::ALL.into_iter().filter(|label| label.is_value()).collect();
        ValuesConfig { labels, resolve_dates: true, date_order: DateOrder::Detect }
    }
}
