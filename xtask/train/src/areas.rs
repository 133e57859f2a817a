//! Every area that can be trained or scored, by name.

use anyhow::{Result, bail, ensure};

use crate::{
    Job, claims, claims_cases, cleaning, clusters, coreference, gazetteer, names, names_cases, stories,
    summaries, syntax, values,
};

/// Does something for a job.
type Task = fn(&Job) -> Result<()>;

/// One area: its name and what it can do.
struct Area {
    name: &'static str,
    /// Trains and writes the model.
    train: Option<Task>,
    /// Prints the development figures.
    eval: Option<Task>,
    /// Whose models its training reads with: they are trained before.
    after: &'static [&'static str],
}

/// Those that others wait for come first; after that, what takes longest: two are trained at once, and the last one alone.
const AREAS: &[Area] = &[
    Area { name: "clusters", train: Some(clusters::train), eval: None, after: &[] },
    Area { name: "gazetteer", train: Some(gazetteer::train), eval: None, after: &[] },
    Area { name: "tags", train: Some(syntax::train_tags), eval: None, after: &["clusters"] },
    Area { name: "syntax", train: Some(syntax::train_syntax), eval: Some(syntax::eval), after: &["tags"] },
    #[cfg(feature = "teacher")]
    Area { name: "teacher", train: Some(names::train_teacher), eval: None, after: &["tags"] },
    Area { name: "names", train: Some(names::train), eval: Some(names::eval), after: &["tags", "gazetteer"] },
    Area { name: "coreference", train: None, eval: Some(coreference::eval), after: &[] },
    Area { name: "names-cases", train: None, eval: Some(names_cases::eval), after: &[] },
    Area { name: "values", train: None, eval: Some(values::eval), after: &[] },
    Area { name: "claims", train: Some(claims::train), eval: Some(claims::eval), after: &["names"] },
    Area { name: "claims-cases", train: None, eval: Some(claims_cases::eval), after: &[] },
    Area {
        name: "checkworthy",
        train: Some(claims::train_worth),
        eval: Some(claims::eval_worth),
        after: &["tags"],
    },
    Area { name: "page", train: Some(cleaning::train_page), eval: None, after: &[] },
    Area { name: "boilerplate", train: Some(cleaning::train_boilerplate), eval: None, after: &[] },
    Area { name: "cleaning", train: None, eval: Some(cleaning::eval), after: &[] },
    Area { name: "lemmas", train: Some(syntax::train_lemmas), eval: None, after: &["tags"] },
    Area { name: "stories", train: Some(stories::train), eval: Some(stories::eval), after: &[] },
    Area {
        name: "summaries",
        train: Some(summaries::train),
        eval: Some(summaries::eval),
        after: &["page", "boilerplate", "claims", "checkworthy"],
    },
];

/// What can be trained, each with the names of those whose models its training reads with: this program is built again after
/// them. `cargo xtask train all` does that.
pub fn trained() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    AREAS.iter().filter(|area| area.train.is_some()).map(|area| (area.name, area.after))
}

/// Trains the named model.
pub fn train(job: &Job) -> Result<()> {
    ensure!(job.name != "all", "one model at a time: `cargo xtask train all` trains them in their order");
    each(job, |area| area.train)
}

/// Scores the named area, or all.
pub fn eval(job: &Job) -> Result<()> {
    each(job, |area| area.eval)
}

fn each(job: &Job, part: fn(&Area) -> Option<Task>) -> Result<()> {
    let mut found = false;
    for area in AREAS.iter().filter(|area| job.name == "all" || job.name == area.name) {
        if let Some(run) = part(area) {
            found = true;
            run(job)?;
        }
    }
    if !found {
        let names: Vec<_> = AREAS.iter().filter(|area| part(area).is_some()).map(|area| area.name).collect();
        bail!("no model or area `{}`; there are: {}", job.name, names.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_comes_after_those_that_it_waits_for() {
        let names: Vec<_> = trained().map(|(name, _)| name).collect();
        for (at, (name, after)) in trained().enumerate() {
            let known = |other: &&str| names[..at].contains(other);
            assert!(after.iter().all(known), "{name} waits for one of {after:?}, which is not before it");
        }
    }
}
