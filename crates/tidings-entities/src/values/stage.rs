//! The stage `entities.values`.
//!
//! Values follow a small grammar, so they are found by one: a scanner goes over the tokens once, and what
//! a word can do decides which rules are tried at it. The conventions are those of the OntoNotes
//! guidelines (Weischedel et al., OntoNotes Release 5.0, 2013), save that words of exactness ("about",
//! "at least") stand outside of the span and become a [`tidings_core::Bound`].

use tidings_core::{
    Document, Layer, MetaField, SettingError, Stage, StageError, StageType, Tokens, ValueMention, Values,
    register_stage,
};

use super::config::{DateOrder, ValuesConfig};
use super::numeric::Order;
use super::resolve::day_of;
use super::scan::Scan;
use crate::pieces::pieces;

/// Finds values: dates, times, amounts and counts.
pub struct ValuesStage {
    config: ValuesConfig,
}

impl Stage for ValuesStage {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let published = doc.meta.get(MetaField::Published).filter(|_| self.config.resolve_dates);
        let pieces = pieces(doc.text(), tokens);
        let hint = match self.config.date_order {
            DateOrder::Detect => Order::of_address(doc.meta.get(MetaField::Url)),
            DateOrder::DayFirst => Order::DayFirst,
            DateOrder::MonthFirst => Order::MonthFirst,
        };
        let mut values = Scan::new(doc.text(), &pieces, published.and_then(day_of), hint).run();
        // Words of another language that look like our numbers and months say something else.
        let digits_only = doc.meta.is_unsupported_language();
        let in_digits =
            |mention: &ValueMention| doc.slice(mention.span).bytes().any(|byte| byte.is_ascii_digit());
        values.retain(|mention| {
            self.config.labels.contains(&mention.label) && (!digits_only || in_digits(mention))
        });
        doc.insert(Values(values));
        Ok(())
    }
}

impl StageType for ValuesStage {
    type Config = ValuesConfig;
    const NAME: &'static str = "entities.values";
    const PURPOSE: &'static str = "Finds dates, times, amounts and counts and says what each one means";
    const MANUAL: &'static str = include_str!("values.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME];
    const PROVIDES: &'static [&'static str] = &[Values::NAME];

    fn new(config: ValuesConfig) -> Result<Self, SettingError> {
        match config.labels.iter().find(|label| !label.is_value()) {
            Some(label) => Err(SettingError::new(
                "labels",
                format!("{label} is a label for names: list it in `entities.names`"),
            )),
            None => Ok(ValuesStage { config }),
        }
    }
}

register_stage!(ValuesStage);
