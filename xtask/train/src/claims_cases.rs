//! The area `claims-cases`: our own hard cases for claims, most of them sentences that hold none.

use anyhow::{Result, anyhow};
use tidings::Pipeline;
use tidings_core::{Claims, Span};

use crate::Job;
use crate::cases::{Cases, Outcome};

const CASES: &str = include_str!("../../../tests/cases/claims.txt");

/// Prints the share of cases that come out as marked.
pub fn eval(job: &Job) -> Result<()> {
    run()?.print(job.losses);
    Ok(())
}

fn run() -> Result<Outcome> {
    let registry = tidings::registry()?;
    let builder = Pipeline::builder(&registry)
        .stage("entities.values")
        .stage("entities.names")
        .stage("entities.coreference")
        .stage("claims.attribution");
    let pipeline = builder.build().map_err(|error| anyhow!("{error}"))?;
    Cases::of(CASES).run(|doc| {
        pipeline.process(doc)?;
        let claims = doc.get::<Claims>().map_or(&[][..], |claims| &claims.0);
        let mut marks: Vec<(Span, String)> = Vec::new();
        for claim in claims {
            let mut add = |span: Span, label: &str| marks.push((span, label.to_owned()));
            claim.source.into_iter().for_each(|span| add(span, "SOURCE"));
            claim.cue.into_iter().for_each(|span| add(span, "CUE"));
            claim.content.iter().for_each(|span| add(bare(doc.text(), *span), "CONTENT"));
        }
        marks.sort();
        Ok(marks)
    })
}

/// A content without the quotation marks around it: whether they belong to it is not what the cases are about.
fn bare(text: &str, span: Span) -> Span {
    const AROUND: &[char] = &['“', '”', '"', ',', '.', '?', '!', ' '];
    let words = span.slice(text).unwrap_or("");
    let start = span.start + (words.len() - words.trim_start_matches(AROUND).len()) as u32;
    let length = words.trim_matches(AROUND).len() as u32;
    Span { start, end: start + length }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_do_not_get_worse() {
        let outcome = run().unwrap();
        assert!(outcome.all >= 140 && outcome.right >= 122, "{} of {}", outcome.right, outcome.all);
    }
}
