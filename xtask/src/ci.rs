//! `cargo xtask ci`: everything that must pass before a change is merged, in order.
//!
//! `.ci/run` runs it on a clean machine; a contributor runs it before pushing.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::workspace;

#[derive(clap::Args)]
pub struct Arguments {
    /// Go on after a failure, to see all of them.
    #[arg(long)]
    keep_going: bool,
    /// Fuzz with a million executions as well.
    #[arg(long)]
    long: bool,
}

/// A command that must succeed.
struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
    /// What the step needs from outside.
    needs: Option<Need>,
}

/// Something from outside that may not be there: then the step is not run, and the summary says so.
struct Need {
    /// The command that gets it.
    arguments: &'static [&'static str],
    /// What is missing if the command fails.
    missing: &'static str,
}

const fn step(name: &'static str, arguments: &'static [&'static str]) -> Step {
    Step { name, arguments, environment: &[], needs: None }
}

/// The steps: what is quick to run and likely to fail comes first.
const STEPS: [Step; 12] = [
    step("format", &["fmt", "--all", "--check"]),
    step(
        "dependencies",
        &["deny", "--config", DENY, "check", "--hide-inclusion-graph", "licenses", "bans", "sources"],
    ),
    Step {
        name: "advisories",
        arguments: &["deny", "--config", DENY, "check", "advisories"],
        environment: &[],
        needs: Some(Need {
            arguments: &["deny", "--config", DENY, "fetch", "db"],
            missing: "the database of RustSec cannot be fetched",
        }),
    },
    step("house rules", &["xtask", "tidy"]),
    step("generated documentation", &["xtask", "docs", "--check"]),
    step("lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    step("tests", &["test", "--workspace"]),
    step("runs that are killed and disturbed", &["xtask", "torture", "--quick"]),
    // The linker of an optimized build may drop what nothing names: the registry must be whole there too.
    step("registry in a release build", &["test", "--release", "--package", "tidings", "--test", "stages"]),
    // Processor time of small documents, and the best of several tries where one seems slow: a busy machine does not fail it.
    step("adversarial documents", &["xtask", "bench", "--adversarial", "--quick"]),
    // The whole workspace, so that dependencies are built as for the tests above; one test is ignored there.
    step("a new stage", &["test", "--workspace", "--bins", "--", "--ignored"]),
    Step {
        name: "API documentation",
        arguments: &["doc", "--workspace", "--no-deps"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
        needs: None,
    },
];

/// What takes too long for every change. (A short form of fuzzing is among the tests.)
const LONG_STEPS: [Step; 1] = [step("fuzzing", &["xtask", "fuzz", "--executions", "1000000"])];

/// What dependencies must be like.
const DENY: &str = ".ci/deny.toml";

/// What became of a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    /// What it needs is not there: this.
    NotRun(&'static str),
}

impl Step {
    /// Runs the step with `start`, which starts cargo with arguments and says whether it succeeds.
    fn run(&self, mut start: impl FnMut(&Step, &[&str]) -> Result<bool>) -> Result<Outcome> {
        if let Some(need) = &self.needs
            && !start(self, need.arguments)?
        {
            return Ok(Outcome::NotRun(need.missing));
        }
        Ok(if start(self, self.arguments)? { Outcome::Passed } else { Outcome::Failed })
    }
}

/// Runs the steps and prints how long each took.
pub fn run(arguments: &Arguments) -> Result<()> {
    if !succeeds(&step("", &[]), &["deny", "--version"])? {
        bail!(
            "cargo-deny is missing: `cargo install cargo-deny --locked`, or start `.ci/run`, which installs it"
        );
    }
    let mut done: Vec<(&str, Outcome, Duration)> = Vec::new();
    for step in STEPS.iter().chain(LONG_STEPS.iter().filter(|_| arguments.long)) {
        println!("==> {}: cargo {}", step.name, step.arguments.join(" "));
        let start = Instant::now();
        let outcome = step.run(succeeds)?;
        done.push((step.name, outcome, start.elapsed()));
        if outcome == Outcome::Failed && !arguments.keep_going {
            break;
        }
    }
    println!();
    for (name, outcome, time) in &done {
        let (mark, why) = match outcome {
            Outcome::Passed => ("ok", String::new()),
            Outcome::Failed => ("FAILED", String::new()),
            Outcome::NotRun(missing) => ("NOT RUN", format!(": {missing}")),
        };
        println!("{mark:<7}  {:>7.1} s  {name}{why}", time.as_secs_f64());
    }
    let failed = done.iter().filter(|(_, outcome, _)| *outcome == Outcome::Failed);
    match failed.map(|(name, ..)| *name).collect::<Vec<_>>().as_slice() {
        [] => Ok(()),
        failed => bail!("failed: {}", failed.join(", ")),
    }
}

/// Starts cargo in the environment of a step.
fn succeeds(step: &Step, arguments: &[&str]) -> Result<bool> {
    let mut command = Command::new("cargo");
    command.args(arguments).envs(step.environment.iter().copied()).current_dir(workspace::root());
    Ok(command.status().context("cannot start cargo")?.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_checked_has_not_passed() {
        let advisories = STEPS.iter().find(|step| step.name == "advisories").unwrap();
        let outcome = |answers: &[bool]| {
            let mut answers = answers.iter();
            let outcome = advisories.run(|_, _| Ok(*answers.next().unwrap())).unwrap();
            assert_eq!(answers.len(), 0);
            outcome
        };
        assert!(matches!(outcome(&[false]), Outcome::NotRun(missing) if missing.contains("RustSec")));
        assert!(outcome(&[true, false]) == Outcome::Failed);
        assert!(outcome(&[true, true]) == Outcome::Passed);
    }
}
