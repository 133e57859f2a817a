//! Trains the models of Tidings and scores them on development data.
//!
//! `cargo xtask train NAME --data DIR` and `cargo xtask eval AREA --data DIR` start this program in a release build. It is a
//! package of its own so that the other maintenance stays quick to build. One folder an area: how its data is read,
//! how its model is trained, how it is scored.
//!
//! What it must not do: print a sentence of the data, write anything but a model, or draw on development data for
//! training.

mod areas;
mod cases;
mod claims;
mod claims_cases;
mod cleaning;
mod clusters;
mod coreference;
mod data;
mod gazetteer;
mod names;
mod names_cases;
mod porter;
mod rouge;
mod stories;
mod summaries;
mod syntax;
mod values;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// Training and development figures.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Train a model and write it into its crate.
    Train(Job),
    /// Score the stages on development data.
    Eval(Job),
    /// Print the names of what can be trained, a line each, with the names of what must be trained before.
    Names,
}

/// What to do, and on which data.
#[derive(clap::Args)]
pub struct Job {
    /// The name of the model or area; `all` for every area.
    name: String,
    /// The folder of the training and development data.
    #[arg(long)]
    data: PathBuf,
    /// Write the models into this folder instead of into their crates.
    #[arg(long)]
    output: Option<PathBuf>,
    /// Also list losses by kind, where an area can.
    #[arg(long)]
    losses: bool,
}

/// Writes a model into `models/` of its crate, or into the folder that the job names.
fn write_model(job: &Job, package: &str, name: &str, bytes: &[u8]) -> Result<()> {
    let models = || Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../crates/{package}/models"));
    let folder = job.output.clone().unwrap_or_else(models);
    let path = folder.join(format!("{name}.model"));
    if std::fs::read(&path).is_ok_and(|known| known == bytes) {
        // What is not written need not be compiled in again.
        eprintln!("{name}.model, {} KB, came out as it was", bytes.len() / 1024);
        return Ok(());
    }
    // Whole or not at all: another build may be reading it.
    let next = folder.join(format!("{name}.model.next"));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&next, bytes))
        .and_then(|()| std::fs::rename(&next, &path))
        .with_context(|| format!("cannot write {}", path.display()))?;
    eprintln!("wrote {name}.model, {} KB", bytes.len() / 1024);
    Ok(())
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Train(job) => areas::train(&job),
        Task::Eval(job) => areas::eval(&job),
        Task::Names => {
            areas::trained().for_each(|(name, after)| println!("{name} {}", after.join(" ")));
            Ok(())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
