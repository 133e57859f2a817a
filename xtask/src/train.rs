//! `cargo xtask train` and the part of `cargo xtask eval` that needs the data folder: both are done by a package of
//! its own, `tidings-train`, built in the profile `fast`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;

use anyhow::{Context, Result, anyhow, bail};

use crate::workspace;

#[derive(clap::Args)]
pub struct Arguments {
    /// The model to train; `all` for every one.
    name: String,
    /// The folder of the training data.
    #[arg(long)]
    data: PathBuf,
    /// Write the models into this folder instead of into their crates.
    #[arg(long)]
    output: Option<PathBuf>,
}

/// Trains a model and writes it into its crate; or all of them, each with what those before it have become.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut more = Vec::new();
    if let Some(output) = &arguments.output {
        if arguments.name == "all" {
            bail!("`all` writes into the crates: later models are trained with the earlier ones compiled in");
        }
        more.extend(["--output".into(), std::path::absolute(output)?.into_os_string()]);
    }
    if arguments.name != "all" {
        return start("train", &arguments.name, &arguments.data, &more);
    }
    let names = program(&[]).arg("names").output().context("cannot start cargo")?;
    let plan = String::from_utf8(names.stdout)?.lines().filter_map(Planned::read).collect();
    in_order(plan, |name| {
        println!("{name}");
        start("train", name, &arguments.data, &[])
    })
}

/// A model, and what is trained before it.
struct Planned {
    name: String,
    after: Vec<String>,
}

impl Planned {
    /// The model of a line: its name, then the names of those before it.
    fn read(line: &str) -> Option<Self> {
        let mut names = line.split_whitespace().map(str::to_owned);
        Some(Planned { name: names.next()?, after: names.collect() })
    }
}

/// How many models are trained at once: training takes one core.
const AT_ONCE: usize = 2;

/// Does something for every model, two at a time, for none of them before those that it waits for are done. After a failure nothing
/// new is begun.
fn in_order(mut plan: Vec<Planned>, work: impl Fn(&str) -> Result<()> + Sync) -> Result<()> {
    let (sender, receiver) = mpsc::channel();
    let (mut done, mut running, mut outcome) = (Vec::new(), 0, Ok(()));
    std::thread::scope(|scope| {
        loop {
            let is_ready = |planned: &Planned| planned.after.iter().all(|name| done.contains(name));
            while running < AT_ONCE
                && outcome.is_ok()
                && let Some(next) = plan.iter().position(is_ready)
            {
                let (Planned { name, .. }, sender, work) = (plan.remove(next), sender.clone(), &work);
                running += 1;
                scope.spawn(move || {
                    // Whatever happens, the other end is told: it waits for that, and lives as long as the scope.
                    let result = catch_unwind(AssertUnwindSafe(|| work(&name)));
                    let result = result.unwrap_or_else(|_| Err(anyhow!("`{name}` broke off")));
                    let _ = sender.send((name, result));
                });
            }
            if running == 0 {
                break;
            }
            let Ok((name, result)) = receiver.recv() else { break };
            running -= 1;
            done.push(name);
            if outcome.is_ok() {
                outcome = result;
            }
        }
    });
    outcome?;
    match plan.first() {
        None => Ok(()),
        Some(planned) => bail!("`{}` waits for something that is not trained", planned.name),
    }
}

/// Starts the training program.
pub fn start(task: &str, name: &str, data: &Path, more: &[std::ffi::OsString]) -> Result<()> {
    let data = std::path::absolute(data)?;
    let features: &[&str] = if name == TEACHER { &["--features", TEACHER] } else { &[] };
    let mut command = program(features);
    command.args([task, name, "--data"]).arg(data).args(more);
    let status = command.status().context("cannot start cargo")?;
    if !status.success() {
        bail!("`{task} {name}` ended with {status}");
    }
    Ok(())
}

/// What `all` leaves out: it needs the weights of others, and what it makes is kept. A feature of the training program has
/// the same name, so that nobody else builds what it depends on.
const TEACHER: &str = "teacher";

/// The training program, built with the models of the crates as they are now.
fn program(features: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    let arguments = ["run", "--quiet", "--profile", "fast", "--package", "tidings-train"];
    command.current_dir(workspace::root()).args(arguments).args(features).arg("--");
    command
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn plan(lines: &[&str]) -> Vec<Planned> {
        lines.iter().filter_map(|line| Planned::read(line)).collect()
    }

    #[test]
    fn nothing_begins_before_what_it_waits_for() {
        let done = Mutex::new(Vec::new());
        let lines = ["words", "lists", "tags words", "names tags lists", "trees tags", "claims names"];
        in_order(plan(&lines), |name| {
            let line = lines.iter().find(|line| line.starts_with(name)).unwrap();
            for before in line.split_whitespace().skip(1) {
                assert!(done.lock().unwrap().contains(&before.to_owned()), "{name} before {before}");
            }
            done.lock().unwrap().push(name.to_owned());
            Ok(())
        })
        .unwrap();
        assert_eq!(done.lock().unwrap().len(), lines.len());
    }

    #[test]
    fn a_failure_is_told_and_ends_it() {
        let done = Mutex::new(Vec::new());
        let result = in_order(plan(&["words", "tags words", "names tags"]), |name| {
            done.lock().unwrap().push(name.to_owned());
            if name == "tags" { bail!("no data") } else { Ok(()) }
        });
        assert_eq!(result.unwrap_err().to_string(), "no data");
        assert_eq!(*done.lock().unwrap(), ["words", "tags"]);
        let result = in_order(plan(&["words"]), |_| panic!("no memory"));
        assert_eq!(result.unwrap_err().to_string(), "`words` broke off");
        let result = in_order(plan(&["tags words"]), |_| Ok(()));
        assert_eq!(result.unwrap_err().to_string(), "`tags` waits for something that is not trained");
    }
}
