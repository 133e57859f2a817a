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
}

/// In the order in which they are trained: later ones may use what earlier ones made.
const AREAS: &[Area] = &[
    Area { name: "cleaning", train: Some(cleaning::train), eval: Some(cleaning::eval) },
    Area { name: "clusters", train: Some(clusters::train), eval: None },
    Area { name: "gazetteer", train: Some(gazetteer::train), eval: None },
    Area { name: "tags", train: Some(syntax::train_tags), eval: None },
    Area { name: "lemmas", train: Some(syntax::train_lemmas), eval: None },
    Area { name: "syntax", train: Some(syntax::train_syntax), eval: Some(syntax::eval) },
    Area { name: "names", train: Some(names::train), eval: Some(names::eval) },
    Area { name: "coreference", train: None, eval: Some(coreference::eval) },
    Area { name: "names-cases", train: None, eval: Some(names_cases::eval) },
    Area { name: "values", train: None, eval: Some(values::eval) },
    Area { name: "claims", train: Some(claims::train), eval: Some(claims::eval) },
    Area { name: "claims-cases", train: None, eval: Some(claims_cases::eval) },
    Area { name: "checkworthy", train: Some(claims::train_worth), eval: Some(claims::eval_worth) },
    Area { name: "stories", train: Some(stories::train), eval: Some(stories::eval) },
    Area { name: "summaries", train: Some(summaries::train), eval: Some(summaries::eval) },
];

/// What can be trained, in the order in which it must be: each stage reads with the models that are compiled in, so that this
/// program is built again after each of them. `cargo xtask train all` does that.
pub fn trained() -> impl Iterator<Item = &'static str> {
    AREAS.iter().filter(|area| area.train.is_some()).map(|area| area.name)
}

/// Trains the named model.
pub fn train(job: &Job) -> Result<()> {
    ensure!(
        job.name != "all",
        "one model at a time: `cargo xtask train all` trains them one after the other"
    );
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
