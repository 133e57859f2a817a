//! A fresh folder, the driver binary, and the files that a run leaves.
#![allow(dead_code, reason = "not every test binary uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own for one test.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into the folder, making the folders above it.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Runs `tidings` with the folder as its working directory.
    pub fn tidings<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Outcome {
        self.tidings_with_stdin(arguments, "")
    }

    pub fn tidings_with_stdin<'a>(
        &self,
        arguments: impl IntoIterator<Item = &'a str>,
        stdin: impl Into<Vec<u8>>,
    ) -> Outcome {
        let mut command = tidings();
        command.current_dir(self.path()).args(arguments).write_stdin(stdin);
        let output = command.output().unwrap();
        Outcome {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The lines of a JSON lines file in the folder.
    pub fn lines(&self, name: &str) -> Vec<Value> {
        let text = std::fs::read_to_string(self.path().join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&std::fs::read(self.path().join(name)).unwrap()).unwrap()
    }
}

/// How a run of the binary ended.
#[derive(Debug)]
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    /// Checks the exit code and shows everything if it is another.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        assert!(!self.stderr.contains("panicked at"), "{self:#?}");
        assert!(!self.stderr.contains("stack backtrace"), "{self:#?}");
        self
    }

    /// Checks that standard error says something.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "expected `{text}` in {self:#?}");
        self
    }
}

/// The driver binary, with backtraces on: users must not see any.
pub fn tidings() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
    command.env("RUST_BACKTRACE", "1");
    command
}

/// The driver, with signals as a terminal leaves them: a test that is run under `nohup` or in the background of a script has some that
/// are ignored, and whom it starts would ignore them too.
pub fn driver_process() -> std::process::Command {
    let binary = env!("CARGO_BIN_EXE_tidings");
    if cfg!(target_os = "linux") {
        let mut command = std::process::Command::new("env");
        command.args(["--default-signal=INT", "--default-signal=TERM", "--default-signal=HUP", binary]);
        command
    } else {
        std::process::Command::new(binary)
    }
}

/// The top of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}
