//! `cargo xtask fuzz`: mutated inputs against every way into Tidings. A package of its own, `tidings-fuzz`, does it, built in
//! the profile `fuzz`: optimized, with assertions.

use std::ffi::OsString;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace;

#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub struct Arguments {
    /// What the program takes; `--help` lists it.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Runs the program with the arguments as they are.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--profile", "fuzz", "--package", "tidings-fuzz"]);
    // Paths are those of the caller.
    command.arg("--manifest-path").arg(workspace::root().join("Cargo.toml"));
    let status = command.arg("--").args(&arguments.arguments).status().context("cannot start cargo")?;
    match status.code() {
        Some(0) => Ok(()),
        // It has said why.
        Some(code) => bail!("fuzzing ended with code {code}"),
        None => bail!(
            "fuzzing ended with {status}: what it executed is in `out/fuzz/under-way-*`, for `--replay`"
        ),
    }
}
