//! The driver as a process: time, memory and start-up.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::corpus;
use super::megabytes_a_second;
use crate::table::Table;

/// Reading, writing and threads, without any stage.
const FRAME: &str = "";
const TOKENS: &str = "[[stage]]\nuse = \"language.tokens\"\n\n[[stage]]\nuse = \"language.sentences\"\n";
/// The default pipeline.
pub const WHOLE: &str = "pipelines/news.toml";

/// One run of a process.
pub struct Run {
    pub time: Duration,
    /// The most memory it ever held, in bytes; `None` where the system does not tell.
    pub memory: Option<u64>,
}

/// Builds the driver, times it on generated input, and gives the tables in Markdown.
pub fn measure(root: &Path, target: &Path, megabytes: usize, quick: bool) -> Result<String> {
    let driver = build(root, target)?;
    let folder = tempfile::tempdir()?;
    let place = folder.path();
    let input = place.join("articles.jsonl");
    let size = corpus::write(&root.join("seeds/articles"), &input, megabytes * 1_000_000)?;
    let short = place.join("short.jsonl");
    fs::write(&short, "{\"id\": \"a\", \"text\": \"Kyiv agreed.\"}\n")?;

    let whole = fs::read_to_string(root.join(WHOLE)).with_context(|| format!("cannot read {WHOLE}"))?;
    let pipelines = [
        ("reading and writing alone", FRAME.to_owned()),
        ("tokens and sentences", TOKENS.to_owned()),
        ("the default pipeline, without corpus stages", without_corpus(&whole)?),
        ("the default pipeline", whole),
    ];
    let repeats = if quick { 1 } else { 3 };
    let mut table =
        Table::new(&["pipeline", "workers", "MB/s", "articles/s", "peak memory, MB", "start-up, ms"]);
    for (name, text) in &pipelines {
        let config = place.join("pipeline.toml");
        fs::write(&config, text)?;
        let timed = |input: &Path, workers: &str, repeats: usize| -> Result<Run> {
            let mut best: Option<Run> = None;
            for _ in 0..repeats {
                let mut command = Command::new(&driver);
                command.arg("run").arg(&config).arg(input).arg("--output").arg(place.join("out"));
                command.args(["--quiet", "--workers", workers]).current_dir(root);
                let run = time(command)?;
                if best.as_ref().is_none_or(|best| run.time < best.time) {
                    best = Some(run);
                }
            }
            best.context("nothing was run")
        };
        let start = timed(&short, "1", 5 * repeats)?;
        for workers in ["1", "2"] {
            let run = timed(&input, workers, repeats)?;
            let seconds = run.time.as_secs_f64();
            table.row([
                (*name).to_owned(),
                workers.to_owned(),
                megabytes_a_second(size.bytes as f64, seconds),
                format!("{:.0}", size.documents as f64 / seconds),
                run.memory.map_or("-".to_owned(), |bytes| format!("{:.0}", bytes as f64 / 1e6)),
                format!("{:.1}", start.time.as_secs_f64() * 1e3),
            ]);
        }
    }
    let input = format!(
        "Input: {} articles, {:.1} MB, made of the seed articles; {} cores.",
        size.documents,
        size.bytes as f64 / 1e6,
        thread::available_parallelism().map_or(1, usize::from)
    );
    Ok(format!("{input}\n\n{}", table.markdown()))
}

/// Builds the driver and gives its path.
pub fn build(root: &Path, target: &Path) -> Result<PathBuf> {
    let status = Command::new("cargo")
        .args(["build", "--release", "--package", "tidings"])
        .current_dir(root)
        .status()
        .context("cannot start cargo")?;
    if !status.success() {
        bail!("the driver does not build");
    }
    Ok(target.join("release").join(format!("tidings{}", std::env::consts::EXE_SUFFIX)))
}

/// A pipeline file without its `[[corpus]]` entries.
fn without_corpus(text: &str) -> Result<String> {
    let mut table: toml::Table = text.parse()?;
    table.remove("corpus");
    Ok(table.to_string())
}

/// Runs a command to its end, looking at its memory all the while.
pub fn time(mut command: Command) -> Result<Run> {
    // What it has to complain about goes to the terminal.
    command.stdout(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().context("cannot start the driver")?;
    let mut memory = None;
    // The watcher's naps must not count: the end is waited for here, on the process itself.
    let id = child.id();
    let watcher = thread::spawn(move || {
        while let Some(most) = peak_memory(id) {
            memory = Some(most);
            thread::sleep(Duration::from_millis(2));
        }
        memory
    });
    let status = child.wait()?;
    let time = start.elapsed();
    let memory = watcher.join().unwrap_or(None);
    if !status.success() {
        bail!("the driver failed ({status})");
    }
    Ok(Run { time, memory })
}

/// The most memory that a running process has held, in bytes; `None` if it has ended, or if the
/// system has no `/proc`.
fn peak_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    peak_in(&status)
}

fn peak_in(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_status_of_a_process() {
        assert_eq!(peak_in("Name:\ta\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n"), Some(2048 * 1024));
        // A process that has ended but was not waited for has no memory lines.
        assert_eq!(peak_in("Name:\ta\nState:\tZ (zombie)\n"), None);
    }

    #[test]
    fn corpus_stages_are_left_out() {
        let text = "[output]\nfolder = \"out\"\n\n[[stage]]\nuse = \"a.b\"\n\n[[corpus]]\nuse = \"c.d\"\n";
        let table: toml::Table = without_corpus(text).unwrap().parse().unwrap();
        assert_eq!(table.keys().collect::<Vec<_>>(), ["output", "stage"]);
    }
}
