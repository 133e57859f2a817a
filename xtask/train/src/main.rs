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
mod cleaning_text;
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

use std::path::PathBuf;
use std::process::ExitCode;

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
}

/// What to do, and on which data.
#[derive(clap::Args)]
pub struct Job {
    /// The name of the model or area; `all` for every one.
    name: String,
    /// The folder of the training and development data.
    #[arg(long)]
    data: PathBuf,
    /// Write the model here instead of into its crate.
    #[arg(long)]
    output: Option<PathBuf>,
    /// Also list losses by kind, where an area can.
    #[arg(long)]
    losses: bool,
}

/// Where a model is written: into `models/` of its crate, unless the job says otherwise.
fn model_path(job: &Job, package: &str, name: &str) -> PathBuf {
    job.output.clone().unwrap_or_else(|| format!("crates/{package}/models/{name}.model").into())
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Train(job) => areas::train(&job),
        Task::Eval(job) => areas::eval(&job),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
