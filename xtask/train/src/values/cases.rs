//! Our own cases for values of every label, with what each means.

use anyhow::Result;
use tidings_core::{Bound, Document, Span, Stage, StageType, Value, ValueMention, Values};

use crate::Job;
use crate::cases::{Cases, Outcome};

const CASES: &str = include_str!("../../../../tests/cases/values.txt");
const AMOUNTS: &str = include_str!("../../../../tests/cases/amounts.txt");

/// Prints the share of cases that come out as marked.
pub(super) fn eval(job: &Job) -> Result<()> {
    run(CASES)?.print(job.losses);
    run(AMOUNTS)?.print(job.losses);
    Ok(())
}

fn run(cases: &str) -> Result<Outcome> {
    Cases::of(cases).run(mark)
}

fn mark(doc: &mut Document) -> Result<Vec<(Span, String)>> {
    tidings::language::Tokenizer::new(Default::default())?.process(doc)?;
    tidings::entities::ValuesStage::new(Default::default())?.process(doc)?;
    let values = doc.get::<Values>().map_or(&[][..], |values| &values.0);
    Ok(values.iter().map(|value| (value.span, meaning(value))).collect())
}

/// The label and the meaning as the cases write them.
fn meaning(mention: &ValueMention) -> String {
    let bound = match mention.bound {
        Bound::Exact | Bound::Between => "",
        Bound::About => "~",
        Bound::AtLeast => ">",
        Bound::AtMost => "<",
        Bound::Nearly => "<~",
    };
    let upper = mention.upper.as_ref().map(|upper| format!(" to {}", show(upper))).unwrap_or_default();
    format!("{} = {bound}{}{upper}", mention.label, show(&mention.value))
}

/// A value as the cases write it.
pub(super) fn show(value: &Value) -> String {
    match value {
        Value::Date { iso } | Value::Time { iso } | Value::Duration { iso } | Value::Set { iso } => {
            iso.clone()
        }
        Value::RelativeDate { relative } => relative.clone(),
        Value::Percent { number, points: false } | Value::Cardinal { number } => number.to_string(),
        Value::Money { amount, currency } => format!("{amount} {}", currency.as_deref().unwrap_or("?")),
        Value::Quantity { number, unit } => format!("{number} {unit}"),
        Value::Ordinal { rank } => rank.to_string(),
        Value::Percent { number, points: true } => format!("{number} points"),
        Value::Score { first, second } => format!("{first}:{second}"),
        Value::Multiple { factor } => format!("{factor} times"),
        Value::Unresolved => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_do_not_get_worse() {
        let outcome = run(CASES).unwrap();
        assert!(outcome.right >= 134, "{} of {}", outcome.right, outcome.all);
        let amounts = run(AMOUNTS).unwrap();
        assert!(
            amounts.all >= 250 && amounts.right >= amounts.all - 2,
            "{} of {}",
            amounts.right,
            amounts.all
        );
    }
}
