//! One document through the default pipeline in a process of its own: the processor time and the memory it took.
//!
//! Processor time is what the system charged the process, so that a busy machine changes little. Memory is what the process
//! wrote to itself, without the pages of the program and its models, looked at all the while.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// What one run took.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Processor seconds, of user and system.
    pub seconds: f64,
    /// The most memory at a time, in bytes; `None` where the system does not tell.
    pub memory: Option<u64>,
    /// The stage that took longest, with its seconds.
    pub slowest: (String, f64),
}

/// How often memory is looked at.
const INTERVAL: Duration = Duration::from_millis(1);

/// Runs the driver over a file with one worker. `None` if it took more than `most` seconds and was ended.
pub fn run(driver: &Path, pipeline: &Path, input: &Path, output: &Path, most: f64) -> Result<Option<Cost>> {
    let mut command = Command::new(driver);
    command.arg("run").arg(pipeline).arg(input).arg("--output").arg(output);
    command.args(["--quiet", "--workers", "1"]).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start {}", driver.display()))?;
    let watched = watch(&mut child, most)?;
    let usage = child.wait4().context("cannot wait for the driver")?;
    if watched.ended {
        return Ok(None);
    }
    if !usage.status.success() {
        let mut said = String::new();
        if let Some(mut stderr) = child.stderr.take() {
            std::io::Read::read_to_string(&mut stderr, &mut said)?;
        }
        bail!("the driver failed on {} ({}): {}", input.display(), usage.status, said.trim());
    }
    let seconds = (usage.rusage.utime + usage.rusage.stime).as_secs_f64();
    let slowest = slowest(&output.join("run.json"))?;
    Ok(Some(Cost { seconds, memory: watched.memory, slowest }))
}

struct Watched {
    memory: Option<u64>,
    ended: bool,
}

/// Looks at a process until it has ended; ends it after `most` seconds of processor time. Where there is no `/proc`, it does not look.
fn watch(child: &mut Child, most: f64) -> Result<Watched> {
    let folder = Path::new("/proc").join(child.id().to_string());
    let mut watched = Watched { memory: None, ended: false };
    for look in 0_u64.. {
        let Ok(status) = fs::read_to_string(folder.join("status")) else { break };
        // A process that has ended but was not waited for has no memory lines.
        let Some(memory) = own_memory(&status) else { break };
        watched.memory = watched.memory.max(Some(memory));
        let seldom = look % 64 == 63;
        if seldom && processor_seconds(&folder).is_some_and(|seconds| seconds > most) {
            child.kill().context("cannot end the driver")?;
            watched.ended = true;
            break;
        }
        thread::sleep(INTERVAL);
    }
    Ok(watched)
}

/// The memory that belongs to the process alone, in bytes, from its `/proc` status.
fn own_memory(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// The processor time of a process so far. Its system counts in hundredths of a second.
fn processor_seconds(folder: &Path) -> Option<f64> {
    let stat = fs::read_to_string(folder.join("stat")).ok()?;
    // The name before it may hold spaces.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_ascii_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some((ticks(11)? + ticks(12)?) as f64 / 100.0)
}

/// The stage that took longest, by the times that a run leaves behind.
fn slowest(path: &Path) -> Result<(String, f64)> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let run: serde_json::Value = serde_json::from_str(&text)?;
    let seconds = run["stage_seconds"].as_object().context("run.json has no `stage_seconds`")?;
    let named = seconds.iter().filter_map(|(name, seconds)| Some((name.clone(), seconds.as_f64()?)));
    named.max_by(|a, b| a.1.total_cmp(&b.1)).context("`stage_seconds` of run.json is empty")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_status_of_a_process() {
        assert_eq!(own_memory("Name:\ta\nVmHWM:\t 4096 kB\nRssAnon:\t    2048 kB\n"), Some(2048 * 1024));
        assert_eq!(own_memory("Name:\ta\nState:\tZ (zombie)\n"), None);
    }

    #[test]
    fn a_process_that_takes_too_long_is_ended() {
        if !Path::new("/proc/self/stat").exists() {
            return;
        }
        let mut child = Command::new("sh").args(["-c", "while :; do :; done"]).spawn().unwrap();
        let watched = watch(&mut child, 0.2).unwrap();
        assert!(watched.ended);
        assert!(!child.wait().unwrap().success());
    }
}
