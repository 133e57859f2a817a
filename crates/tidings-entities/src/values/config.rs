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
}

impl Default for ValuesConfig {
    fn default() -> Self {
        let labels = Label::ALL.into_iter().filter(|label| label.is_value()).collect();
        ValuesConfig { labels, resolve_dates: true }
    }
}
