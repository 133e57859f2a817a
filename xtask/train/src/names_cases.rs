//! The area `names-cases`: our own hard cases for names, through the default stages for them.

use anyhow::{Result, anyhow};
use tidings::Pipeline;
use tidings_core::Entities;

use crate::Job;
use crate::cases::{Cases, Outcome};

const CASES: &str = include_str!("../../../tests/cases/names.txt");

/// Prints the share of cases that come out as marked.
pub fn eval(job: &Job) -> Result<()> {
    run()?.print(job.losses);
    Ok(())
}

fn run() -> Result<Outcome> {
    let registry = tidings::registry()?;
    let builder = Pipeline::builder(&registry).stage("entities.values").stage("entities.names");
    let pipeline = builder.build().map_err(|error| anyhow!("{error}"))?;
    Cases::of(CASES).run(|doc| {
        pipeline.process(doc)?;
        let names = doc.get::<Entities>().map_or(&[][..], |entities| &entities.mentions);
        Ok(names.iter().map(|name| (name.span, name.label.to_string())).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_do_not_get_worse() {
        let outcome = run().unwrap();
        assert!(outcome.all >= 460 && outcome.right >= 430, "{} of {}", outcome.right, outcome.all);
    }
}
