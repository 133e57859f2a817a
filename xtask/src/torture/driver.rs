//! The driver binary over one set of inputs: how it is started, and what it leaves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// A driver with its inputs, and what it makes of them when nothing happens.
pub struct Driver {
    binary: PathBuf,
    config: PathBuf,
    inputs: PathBuf,
    /// Folders of output are made here.
    folder: PathBuf,
    workers: usize,
    /// What one worker left.
    wanted: Files,
    /// How long one run takes.
    pub duration: Duration,
}

/// The files of a folder, all but `run.json`, which holds times.
#[derive(PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    fn of(folder: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        for entry in
            std::fs::read_dir(folder).with_context(|| format!("no output in {}", folder.display()))?
        {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let bytes = if name == "run.json" { Vec::new() } else { std::fs::read(&path)? };
            files.insert(name, bytes);
        }
        Ok(Files(files))
    }

    /// How other files differ from these.
    fn difference(&self, other: &Files) -> Option<String> {
        let names: Vec<&String> = self.0.keys().chain(other.0.keys()).collect();
        let wrong: Vec<&str> = names
            .into_iter()
            .filter(|name| self.0.get(*name) != other.0.get(*name))
            .map(String::as_str)
            .collect();
        (!wrong.is_empty()).then(|| format!("other files: {}", wrong.join(", ")))
    }
}

impl Driver {
    /// A driver; runs it once with one worker to see what is wanted.
    pub fn new(
        binary: PathBuf,
        config: PathBuf,
        inputs: PathBuf,
        folder: &Path,
        workers: usize,
    ) -> Result<Self> {
        let nothing = Files(BTreeMap::new());
        let mut driver = Driver {
            binary,
            config,
            inputs,
            folder: folder.to_owned(),
            workers,
            wanted: nothing,
            duration: Duration::ZERO,
        };
        let start = Instant::now();
        let output = driver.output("wanted");
        let ended = driver.command(&output, 1).output()?;
        ensure!(ended.status.success(), "the driver fails: {}", String::from_utf8_lossy(&ended.stderr));
        driver.duration = start.elapsed();
        driver.wanted = Files::of(&output)?;
        Ok(driver)
    }

    /// A folder for output of this name, which is not there.
    pub fn output(&self, name: &str) -> PathBuf {
        let path = self.folder.join(format!("out-{name}"));
        // It may be there from the trial before.
        let _ = std::fs::remove_dir_all(&path);
        path
    }

    fn command(&self, output: &Path, workers: usize) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("run").arg(&self.config).arg(&self.inputs).arg("--output").arg(output);
        command.args(["--quiet", "--workers", &workers.to_string()]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Runs to the end, with other workers than the driver's if `workers` names them.
    pub fn run(&self, output: &Path, workers: Option<usize>) -> Result<Output> {
        Ok(self.command(output, workers.unwrap_or(self.workers)).output()?)
    }

    /// Runs with a fault at an operation.
    pub fn run_with_fault(&self, output: &Path, fault: &str, resume: bool) -> Result<Output> {
        let mut command = self.command(output, self.workers);
        command.args(resume.then_some("--resume")).env("TIDINGS_FAULT", fault);
        Ok(command.output()?)
    }

    /// Begins a run.
    pub fn start(&self, output: &Path, resume: bool) -> Result<Child> {
        Ok(self.command(output, self.workers).args(resume.then_some("--resume")).spawn()?)
    }

    /// Goes on with a run that did not come to its end.
    pub fn resume(&self, output: &Path) -> Result<Output> {
        Ok(self.command(output, self.workers).arg("--resume").output()?)
    }

    /// What is wrong with how a run ended, if anything.
    pub fn judge(&self, output: &Path, ended: &Output) -> Option<String> {
        if !ended.status.success() {
            return Some(format!("{}: {}", ended.status, String::from_utf8_lossy(&ended.stderr).trim_end()));
        }
        match Files::of(output) {
            Ok(files) => self.wanted.difference(&files),
            Err(error) => Some(format!("{error:#}")),
        }
    }
}
