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
    /// Write the model here instead of into its crate.
    #[arg(long)]
    output: Option<PathBuf>,
}

/// Trains a model and writes it into its crate.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut more = Vec::new();
    if let Some(output) = &arguments.output {
        more.extend(["--output".into(), std::path::absolute(output)?.into_os_string()]);
    }
    start("train", &arguments.name, &arguments.data, &more)
}

/// Starts the training program.
pub fn start(task: &str, name: &str, data: &Path, more: &[std::ffi::OsString]) -> Result<()> {
    let data = std::path::absolute(data)?;
    let status = Command::new(env!("CARGO"))
        .current_dir(workspace::root())
        .args([
            "run",
            "--quiet",
            "--profile",
            "fast",
            "--package",
            "tidings-train",
            "--",
            task,
            name,
            "--data",
        ])
        .arg(data)
        .args(more)
        .status()
        .context("cannot start cargo")?;
    if !status.success() {
        bail!("`{task} {name}` ended with {status}");
    }
    Ok(())
}
