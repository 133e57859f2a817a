//! The program behind `cargo xtask fuzz`: runs a campaign, or one input again, or writes the inputs to begin with.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Parser;
use tidings_fuzz::campaign::{Plan, Tally, UNDER_WAY, execute, run};
use tidings_fuzz::{TARGETS, Target, find, seeds};

/// Call Tidings with mutated inputs and see whether it panics or an invariant breaks
#[derive(Parser)]
#[command(name = "cargo xtask fuzz", bin_name = "cargo xtask fuzz")]
struct Arguments {
    /// A target; may be repeated. All of them, if none is named
    #[arg(long = "target", value_name = "NAME", value_parser = TARGETS.each_ref().map(|target| target.name))]
    targets: Vec<String>,
    /// Executions of all targets together [default: 100000, or as many as --minutes allow]
    #[arg(long, value_name = "N")]
    executions: Option<u64>,
    /// Begin no more executions after so many minutes
    #[arg(long, value_name = "M")]
    minutes: Option<f64>,
    /// What the random numbers begin with: the same number gives the same inputs
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Number of threads; 0 means one for each core
    #[arg(long, value_name = "N", default_value_t = 0)]
    jobs: usize,
    /// An execution that takes so many seconds hangs
    #[arg(long, value_name = "N", default_value_t = 60)]
    hang_seconds: u64,
    /// The folder of the findings
    #[arg(long, value_name = "FOLDER", default_value = "out/fuzz")]
    findings: PathBuf,
    /// Execute this input, of the target that its name begins with or --target names
    #[arg(long, value_name = "FILE")]
    replay: Option<PathBuf>,
    /// Write the inputs to begin with into a folder a target, for libFuzzer
    #[arg(long, value_name = "FOLDER", conflicts_with = "replay")]
    write_seeds: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match (&arguments.replay, &arguments.write_seeds) {
        (Some(file), _) => replay(file, &arguments),
        (None, Some(folder)) => write_seeds(folder, &arguments),
        (None, None) => campaign(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Arguments {
    fn targets(&self) -> Vec<&'static Target> {
        match self.targets.as_slice() {
            [] => TARGETS.iter().collect(),
            names => names.iter().filter_map(|name| find(name)).collect(),
        }
    }
}

fn campaign(arguments: &Arguments) -> Result<()> {
    let limit = match arguments.minutes.map(|minutes| Duration::try_from_secs_f64(60.0 * minutes)) {
        Some(limit) => Some(limit.context("`--minutes` must be a number of minutes")?),
        None => None,
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let unlimited = if limit.is_some() { 1 << 40 } else { 100_000 };
    let plan = Plan {
        targets: arguments.targets(),
        executions: arguments.executions.unwrap_or(unlimited).min(1 << 40),
        limit,
        seed: arguments.seed,
        jobs: if arguments.jobs == 0 { cores } else { arguments.jobs },
        folder: &arguments.findings,
        root: &seeds::root(),
        hang: Duration::from_secs(arguments.hang_seconds),
    };
    let start = Instant::now();
    let tallies = run(&plan, |target, finding| {
        println!("FOUND by {}: {}", target.name, finding.message);
        println!("  again: cargo xtask fuzz --replay {}", finding.path.display());
    })?;
    print_table(&tallies);
    let executions: u64 = tallies.iter().map(|(_, tally)| tally.executions).sum();
    let findings: usize = tallies.iter().map(|(_, tally)| tally.findings.len()).sum();
    let (seed, seconds) = (plan.seed, start.elapsed().as_secs_f64());
    println!("{executions} executions in {seconds:.0} s, seed {seed}: {findings} findings");
    if findings > 0 {
        bail!("{findings} findings; their inputs are in {}", plan.folder.display());
    }
    Ok(())
}

fn print_table(tallies: &[(&Target, Tally)]) {
    println!(
        "{:<14}  {:>10}  {:>8}  {:>10}  {:>8}",
        "target", "executions", "a second", "slowest", "findings"
    );
    for (target, tally) in tallies {
        let rate = tally.executions as f64 / tally.time.as_secs_f64().max(1e-9);
        let slowest = format!("{:.1} ms", tally.slowest.as_secs_f64() * 1e3);
        let (name, executions, findings) = (target.name, tally.executions, tally.findings.len());
        println!("{name:<14}  {executions:>10}  {rate:>8.0}  {slowest:>10}  {findings:>8}");
    }
}

/// Executes the input of a finding, or one that a process was executing when it ended.
fn replay(file: &Path, arguments: &Arguments) -> Result<()> {
    let mut input = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let target = if name.starts_with(UNDER_WAY) {
        let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
        let head: Vec<u8> = input.drain(..(end + 1).min(input.len())).collect();
        find(String::from_utf8_lossy(&head).trim_end())
    } else {
        let named = name.split('-').next().and_then(find);
        arguments.targets.first().and_then(|name| find(name)).or(named)
    };
    let target = target.with_context(|| format!("which target is `{name}` of? Say so with --target"))?;
    match execute(target, &input) {
        Ok(()) => println!("`{}` is all well with these {} bytes", target.name, input.len()),
        Err(message) => bail!("`{}`: {message}", target.name),
    }
    Ok(())
}

fn write_seeds(folder: &Path, arguments: &Arguments) -> Result<()> {
    for target in arguments.targets() {
        let folder = folder.join(target.name);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let seeds = target.seeds(&seeds::root())?;
        for (number, seed) in seeds.iter().enumerate() {
            let path = folder.join(format!("seed-{number:03}"));
            std::fs::write(&path, seed).with_context(|| format!("cannot write {}", path.display()))?;
        }
        println!("{:>4} inputs in {}", seeds.len(), folder.display());
    }
    Ok(())
}
