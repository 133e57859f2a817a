//! `cargo xtask torture`: the promises about output, tried until they break.
//!
//! Runs of the driver over generated articles are repeated with other numbers of workers, killed at random moments and at exact
//! operations, let fail with errors of the disk, and started two at a time into one folder. After each the run goes on with `--resume`.
//! Every one of them must end with the same bytes and leave nothing else behind.
//!
//! Exact operations need a driver with debug assertions, which reads `TIDINGS_FAULT`: the profile `fuzz` is optimized and has them.

mod driver;
mod trials;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::bench::{collection, corpus};
use crate::table::Table;
use crate::workspace;
use driver::Driver;
use trials::{Tally, Trials};

#[derive(clap::Args)]
pub struct Arguments {
    /// A short form on the unoptimized driver, for CI
    #[arg(long)]
    quick: bool,
    /// Whole runs to compare
    #[arg(long, value_name = "N")]
    runs: Option<usize>,
    /// Runs to kill, half at a random moment and half at an exact operation
    #[arg(long, value_name = "N")]
    kills: Option<usize>,
    /// Runs to let fail with an error of the disk
    #[arg(long, value_name = "N")]
    faults: Option<usize>,
    /// Articles of a whole run; a run that is killed has a twentieth of them
    #[arg(long, value_name = "N")]
    documents: Option<usize>,
    /// Number of worker threads
    #[arg(long, value_name = "N", default_value_t = 4)]
    workers: usize,
    /// Other numbers kill at other moments
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// How much is tried.
struct Amounts {
    runs: usize,
    kills: usize,
    faults: usize,
    pairs: usize,
    documents: usize,
}

const FULL: Amounts = Amounts { runs: 100, kills: 300, faults: 50, pairs: 20, documents: 3000 };
const QUICK: Amounts = Amounts { runs: 3, kills: 8, faults: 4, pairs: 1, documents: 60 };

/// Runs that are killed have so many times fewer articles than whole ones.
const FEWER: usize = 20;

/// Bytes of a common article of the seeds.
const ARTICLE_BYTES: usize = 3000;

/// Tries everything and prints a table.
pub fn run(arguments: &Arguments) -> Result<()> {
    let amounts = if arguments.quick { QUICK } else { FULL };
    let root = workspace::root();
    let binary = root.join(build(&root, arguments.quick)?);
    let folder = tempfile::tempdir()?;
    let documents = arguments.documents.unwrap_or(amounts.documents);
    let driver = |count: usize| -> Result<Driver> {
        let inputs = folder.path().join(format!("in-{count}"));
        articles(&root, &inputs, count)?;
        let config = root.join("pipelines/news.toml");
        Driver::new(binary.clone(), config, inputs, folder.path(), arguments.workers)
    };
    let (whole, short) = (driver(documents)?, driver((documents / FEWER).max(6))?);
    let mut trials = Trials::new(arguments.seed);
    let kills = arguments.kills.unwrap_or(amounts.kills);
    let rows = [
        ("whole runs", trials.repeat(&whole, arguments.runs.unwrap_or(amounts.runs))?),
        ("killed at a random moment", trials.kill_at_moments(&short, kills / 2)?),
        ("killed at an exact operation", trials.kill_at_operations(&short, kills - kills / 2)?),
        ("error of the disk", trials.fail(&short, arguments.faults.unwrap_or(amounts.faults))?),
        ("two runs into one folder", trials.pair(&short, amounts.pairs)?),
    ];
    print(&rows);
    let wrong: Vec<&String> = rows.iter().flat_map(|(_, tally)| &tally.wrong).collect();
    wrong.iter().for_each(|reason| println!("{reason}"));
    ensure!(wrong.is_empty(), "{} trials went wrong", wrong.len());
    Ok(())
}

fn build(root: &Path, quick: bool) -> Result<&'static str> {
    let (profile, path) =
        if quick { ("dev", "target/debug/tidings") } else { ("fuzz", "target/fuzz/tidings") };
    let arguments = ["build", "--quiet", "--package", "tidings", "--bin", "tidings", "--profile", profile];
    let status =
        Command::new("cargo").args(arguments).current_dir(root).status().context("cannot start cargo")?;
    if !status.success() {
        bail!("the driver does not build");
    }
    Ok(path)
}

/// Articles of every kind: generated stories, and our seeds over and over, each a little different.
fn articles(root: &Path, folder: &Path, count: usize) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    collection::write(&folder.join("stories.jsonl"), count * 3 / 4)?;
    corpus::write(&root.join("seeds/articles"), &folder.join("seeds.jsonl"), count / 4 * ARTICLE_BYTES)?;
    Ok(())
}

fn print(rows: &[(&str, Tally)]) {
    let mut table = Table::new(&["trial", "runs", "ended early", "went on", "wrong"]);
    for (name, tally) in rows {
        let numbers = [tally.runs, tally.ended_early, tally.went_on, tally.wrong.len()];
        table.row(std::iter::once((*name).to_owned()).chain(numbers.map(|number| number.to_string())));
    }
    print!("{}", table.text());
}
