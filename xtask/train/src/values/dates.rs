//! Our own cases for dates, with the day that each means.

use anyhow::Result;
use tidings::language::{SentenceSplitter, Tokenizer, tags::TaggerStage, words::Describer};
use tidings_core::{DateModifier, Document, Span, Stage, StageType, Value, ValueMention, Values};

use super::cases::show;
use crate::Job;
use crate::cases::{Cases, Outcome};

const CASES: &str = include_str!("../../../../tests/cases/dates.txt");

/// Prints the share of cases that come out as marked.
pub(super) fn eval(job: &Job) -> Result<()> {
    run()?.print(job.losses);
    Ok(())
}

fn run() -> Result<Outcome> {
    Cases::of(CASES).run(mark)
}

fn mark(doc: &mut Document) -> Result<Vec<(Span, String)>> {
    Tokenizer::new(Default::default())?.process(doc)?;
    SentenceSplitter::new(Default::default())?.process(doc)?;
    Describer::new(Default::default())?.process(doc)?;
    TaggerStage::new(Default::default())?.process(doc)?;
    tidings::entities::ValuesStage::new(Default::default())?.process(doc)?;
    tidings::entities::DatesStage::new(Default::default())?.process(doc)?;
    let values = doc.get::<Values>().map_or(&[][..], |values| &values.0);
    Ok(values.iter().map(|value| (value.span, meaning(value))).collect())
}

/// The label and the meaning as the cases write them.
fn meaning(mention: &ValueMention) -> String {
    let details = mention.date.as_deref().cloned().unwrap_or_default();
    let value = match &mention.value {
        Value::RelativeDate { .. } | Value::Unresolved if !details.readings.is_empty() => {
            details.readings.join("|")
        }
        value => show(value),
    };
    let modifier = match details.modifier {
        Some(DateModifier::Start) => "(start)",
        Some(DateModifier::Mid) => "(mid)",
        Some(DateModifier::End) => "(end)",
        None => "",
    };
    let zone = details.zone.map(|zone| format!("@{zone}")).unwrap_or_default();
    let upper = mention.upper.as_ref().map(|upper| format!(" to {}", show(upper))).unwrap_or_default();
    format!("{} = {value}{modifier}{zone}{upper}", mention.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_do_not_get_worse() {
        let outcome = run().unwrap();
        assert!(outcome.right >= 180 && outcome.right == outcome.all, "{} of {}", outcome.right, outcome.all);
    }
}
