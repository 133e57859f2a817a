//! `cargo xtask bench`: how fast the stages are, each alone and together.
//!
//! The criterion benchmarks of every crate, in one process and on one thread; the driver as a process of its own, with
//! reading, writing and memory; and, on request, the corpus stages over a large collection, or the driver over documents that
//! are made to be slow.

mod adversarial;
pub(crate) mod collection;
pub(crate) mod corpus;
mod criterion;
mod process;
mod stories;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace;

#[derive(clap::Args)]
pub struct Arguments {
    /// Measure for a short time only.
    #[arg(long)]
    quick: bool,
    /// Only the benchmarks of this crate, without the driver.
    #[arg(long, short, value_name = "CRATE")]
    package: Option<String>,
    /// Leave the criterion benchmarks out and time the driver alone.
    #[arg(long, conflicts_with = "package")]
    driver: bool,
    /// Time the corpus stages alone, over so many generated articles.
    #[arg(long, value_name = "ARTICLES", conflicts_with_all = ["package", "driver"])]
    collection: Option<usize>,
    /// Measure time and memory over documents that are made to be slow, and fail if either grows faster than their length.
    #[arg(long, conflicts_with_all = ["package", "driver", "collection"])]
    adversarial: bool,
    /// Of the adversarial documents, only those with this in their name.
    #[arg(long, value_name = "PART", requires = "adversarial")]
    only: Option<String>,
    /// Size of the smallest of the adversarial documents, in kilobytes.
    #[arg(long, value_name = "KB", requires = "adversarial")]
    kilobytes: Option<usize>,
    /// Measure this driver, for example an earlier one, instead of the one that is built here.
    #[arg(long, value_name = "FILE", requires = "adversarial")]
    binary: Option<PathBuf>,
    /// Size of the generated input of the driver, in megabytes.
    #[arg(long, default_value_t = 20)]
    megabytes: usize,
}

/// Runs the benchmarks and prints the tables.
pub fn run(arguments: &Arguments) -> Result<()> {
    let root = workspace::root();
    let target = target_folder(&root)?;
    if arguments.adversarial {
        let driver = arguments.binary.clone().map_or_else(|| process::build(&root, &target), Ok)?;
        let pipeline = root.join(process::WHOLE);
        let only = arguments.only.as_deref();
        let (small, kilobytes) = (arguments.quick, arguments.kilobytes);
        return adversarial::run(&adversarial::Request { driver, pipeline, small, kilobytes, only });
    }
    if let Some(articles) = arguments.collection {
        print!("{}", stories::measure(&root, &target, articles)?);
        return Ok(());
    }
    if !arguments.driver {
        criterion::run(&root, arguments.package.as_deref(), arguments.quick)?;
        println!("{}", criterion::table(&target.join("criterion"))?.text());
    }
    if arguments.package.is_none() {
        let megabytes = if arguments.quick { arguments.megabytes.min(4) } else { arguments.megabytes };
        print!("{}", process::measure(&root, &target, megabytes, arguments.quick)?);
    }
    Ok(())
}

/// The folder that cargo builds into.
fn target_folder(root: &Path) -> Result<PathBuf> {
    let output = Command::new("cargo")
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("cannot start `cargo metadata`")?;
    if !output.status.success() {
        bail!("`cargo metadata` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let folder = metadata["target_directory"].as_str().context("`cargo metadata` names no target folder")?;
    Ok(folder.into())
}

/// Bytes a second, in megabytes.
fn megabytes_a_second(bytes: f64, seconds: f64) -> String {
    let speed = bytes / seconds / 1e6;
    if speed < 10.0 { format!("{speed:.2}") } else { format!("{speed:.0}") }
}
