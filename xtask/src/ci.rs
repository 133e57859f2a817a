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
}

/// A command that must succeed.
struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
}

const fn step(name: &'static str, arguments: &'static [&'static str]) -> Step {
    Step { name, arguments, environment: &[] }
}

/// The steps: what is quick to run and likely to fail comes first.
const STEPS: [Step; 9] = [
    step("format", &["fmt", "--all", "--check"]),
    step("house rules", &["xtask", "tidy"]),
    step("generated documentation", &["xtask", "docs", "--check"]),
    step("lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    step("tests", &["test", "--workspace"]),
    step("runs that are killed and disturbed", &["xtask", "torture", "--quick"]),
    // The linker of an optimized build may drop what nothing names: the registry must be whole there too.
    step("registry in a release build", &["test", "--release", "--package", "tidings", "--test", "stages"]),
    // The whole workspace, so that dependencies are built as for the tests above; one test is ignored there.
    step("a new stage", &["test", "--workspace", "--bins", "--", "--ignored"]),
    Step {
        name: "API documentation",
        arguments: &["doc", "--workspace", "--no-deps"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
];

/// Runs the steps and prints how long each took.
pub fn run(arguments: &Arguments) -> Result<()> {
    let root = workspace::root();
    let mut failed = Vec::new();
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for step in &STEPS {
        println!("==> {}: cargo {}", step.name, step.arguments.join(" "));
        let start = Instant::now();
        let status = Command::new("cargo")
            .args(step.arguments)
            .envs(step.environment.iter().copied())
            .current_dir(&root)
            .status()
            .context("cannot start cargo")?;
        times.push((step.name, start.elapsed()));
        if !status.success() {
            failed.push(step.name);
            if !arguments.keep_going {
                break;
            }
        }
    }
    println!();
    for (name, time) in times {
        let mark = if failed.contains(&name) { "FAILED" } else { "ok" };
        println!("{mark:<6}  {:>7.1} s  {name}", time.as_secs_f64());
    }
    match failed.len() {
        0 => Ok(()),
        _ => bail!("failed: {}", failed.join(", ")),
    }
}
