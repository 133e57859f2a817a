//! `cargo xtask`: the maintenance of the workspace, one file or folder per task.
//!
//! What it must not know: how any stage works. Stages reach it through the registry of the facade
//! crate, so that a new stage needs no change here.

mod bench;
mod ci;
mod docs;
mod driver;
mod eval;
mod fuzz;
mod new_stage;
mod table;
mod tidy;
mod torture;
mod train;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Maintenance of the Tidings workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check the house rules.
    Tidy,
    /// Write the generated documentation: stage reference, schemas, command line.
    Docs(docs::Arguments),
    /// Write the skeleton of a new stage: file, manual page, registration, tests.
    NewStage(new_stage::Arguments),
    /// Run the default pipeline over annotated articles and score it.
    Eval(eval::Arguments),
    /// Train a model from the data folder and write it into its crate.
    Train(train::Arguments),
    /// Run the benchmarks and print the throughput table.
    Bench(bench::Arguments),
    /// Kill, disturb and repeat runs of the driver, and compare what they leave.
    Torture(torture::Arguments),
    /// Call every way into Tidings with mutated inputs.
    Fuzz(fuzz::Arguments),
    /// Run everything that must pass before a change is merged.
    Ci(ci::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Tidy => tidy::run(),
        Task::Docs(arguments) => docs::run(&arguments),
        Task::NewStage(arguments) => new_stage::run(&arguments),
        Task::Eval(arguments) => eval::run(&arguments),
        Task::Train(arguments) => train::run(&arguments),
        Task::Bench(arguments) => bench::run(&arguments),
        Task::Torture(arguments) => torture::run(&arguments),
        Task::Fuzz(arguments) => fuzz::run(&arguments),
        Task::Ci(arguments) => ci::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
