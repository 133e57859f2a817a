//! `cargo xtask train` and the part of `cargo xtask eval` that needs the data folder: both are done by a package of
//! its own, `tidings-train`, built in the profile `fast`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

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
    let names = program().arg("names").output().context("cannot start cargo")?;
    for name in String::from_utf8(names.stdout)?.lines() {
        println!("{name}");
        start("train", name, &arguments.data, &more)?;
    }
    Ok(())
}

/// Starts the training program.
pub fn start(task: &str, name: &str, data: &Path, more: &[std::ffi::OsString]) -> Result<()> {
    let data = std::path::absolute(data)?;
    let mut command = program();
    command.args([task, name, "--data"]).arg(data).args(more);
    let status = command.status().context("cannot start cargo")?;
    if !status.success() {
        bail!("`{task} {name}` ended with {status}");
    }
    Ok(())
}

/// The training program, built with the models of the crates as they are now.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO"));
    let arguments = ["run", "--quiet", "--profile", "fast", "--package", "tidings-train", "--"];
    command.current_dir(workspace::root()).args(arguments);
    command
}
