//! Trying inputs in a process of their own: what ended the last run must not end this one.
//!
//! A run that goes on after a killed one hands the inputs that were under way then to a child, one at a time. The child does with each
//! what a worker would do and says so; if it ends instead, the input is to blame. The child lies in a process group of its own, so that
//! a Ctrl-C at the terminal is not taken for the input's doing.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use tidings_io::{Decoder, Encoder, RawFormat, RawInput};

use super::Status;
use super::signals::Stop;
use crate::runtime::{Engine, silence_panics};
use crate::terminal::say;
use crate::{PipelineFile, registry};

/// The name of the hidden command that the child runs.
const COMMAND: &str = "try-inputs";
/// What the child says when it can begin, and after every input.
const READY: &str = "ready\n";

/// Work on inputs that another process hands over, and write nothing
#[derive(clap::Args)]
#[command(name = COMMAND, hide = true)]
pub(super) struct TryInputs {
    /// The configuration, a TOML file
    config: PathBuf,
    /// Change a setting, as for `run`
    #[arg(long = "set", value_name = "STAGE.SETTING=VALUE")]
    settings: Vec<String>,
}

impl TryInputs {
    pub(super) fn execute(self) -> Result<Status> {
        silence_panics();
        let registry = registry()?;
        let file = PipelineFile::load(&self.config, &self.settings, &registry)?;
        let decoder = Decoder::new(&file.input, &registry, file.output.offsets)?;
        let encoder = Encoder::new(&file.output, &registry)?;
        let engine = Engine {
            pipeline: &file.pipeline,
            corpus: &file.corpus,
            decoder: &decoder,
            encoder: &encoder,
            skip: &file.output.skip,
            workers: 1,
            document_time: file.run.document_time(),
        };
        let (mut input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
        let mut ready = || output.write_all(READY.as_bytes()).and_then(|()| output.flush());
        ready()?;
        while let Some(raw) = receive(&mut input)? {
            engine.process(Ok(raw));
            ready()?;
        }
        Ok(Status::Well)
    }
}

/// An input without its bytes, which follow.
#[derive(Serialize, Deserialize)]
struct Head {
    path: String,
    name: String,
    line: Option<u64>,
    number: Option<u64>,
    format: RawFormat,
    bytes: usize,
    side: Option<usize>,
}

fn send(raw: &RawInput, to: &mut impl Write) -> std::io::Result<()> {
    let head = Head {
        path: raw.path.to_string(),
        name: raw.name.to_string(),
        line: raw.line,
        number: raw.number,
        format: raw.format,
        bytes: raw.bytes.len(),
        side: raw.side.as_ref().map(Vec::len),
    };
    writeln!(to, "{}", serde_json::to_string(&head)?)?;
    to.write_all(&raw.bytes)?;
    to.write_all(raw.side.as_deref().unwrap_or_default())?;
    to.flush()
}

fn receive(from: &mut impl BufRead) -> Result<Option<RawInput>> {
    let mut line = String::new();
    if from.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let head: Head = serde_json::from_str(&line).context("this is for `tidings run --resume` only")?;
    let mut read = |length: usize| -> std::io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        from.read_exact(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read(head.bytes)?;
    let side = head.side.map(read).transpose()?;
    let (path, name) = (head.path.into(), head.name.into());
    let (line, number, format) = (head.line, head.number, head.format);
    Ok(Some(RawInput { path, name, line, number, format, bytes, side }))
}

/// The child, started when there is something to try, and again after it ended.
pub(super) struct Probe {
    arguments: Vec<OsString>,
    running: Option<Running>,
    stop: Stop,
}

struct Running {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// How a try ended.
enum Tried {
    Survived,
    /// The child did not come to its end: what the system says of that.
    Ended(String),
}

impl Probe {
    /// A child with the configuration of a run.
    pub(super) fn new(file: &PipelineFile, settings: &[String], stop: Stop) -> Self {
        let mut arguments = vec![OsString::from(COMMAND), file.path.clone().into()];
        for setting in settings {
            arguments.extend(["--set".into(), setting.into()]);
        }
        Probe { arguments, running: None, stop }
    }

    /// Tries an input; says how that ended, if it ended the child.
    pub(super) fn examine(&mut self, input: &RawInput) -> Result<(), String> {
        match self.attempt(input) {
            Ok(Tried::Survived) => Ok(()),
            // Whoever stopped us may have stopped the child.
            Ok(Tried::Ended(_)) if self.stop.is_set() => Ok(()),
            Ok(Tried::Ended(how)) => Err(format!("ended with {how}")),
            Err(error) => {
                say(format_args!("note: `{}` is not tried in a process of its own: {error:#}", input.id()));
                Ok(())
            }
        }
    }

    /// # Errors
    /// If no child can be started.
    fn attempt(&mut self, input: &RawInput) -> Result<Tried> {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => self.start()?,
        };
        // A child that ends does not read all that it is sent; what counts is that it does not answer.
        let _ = send(input, &mut running.input);
        if running.is_ready() {
            self.running = Some(running);
            return Ok(Tried::Survived);
        }
        drop(running.input);
        let status = running.child.wait()?;
        Ok(Tried::Ended(status.to_string()))
    }

    fn start(&self) -> Result<Running> {
        let program = std::env::current_exe()?;
        let mut command = Command::new(program);
        command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let input = child.stdin.take().context("it has no input")?;
        let output = BufReader::new(child.stdout.take().context("it has no output")?);
        let mut running = Running { child, input, output };
        anyhow::ensure!(running.is_ready(), "it cannot load the configuration");
        Ok(running)
    }
}

impl Running {
    fn is_ready(&mut self) -> bool {
        let mut line = String::new();
        self.output.by_ref().take(READY.len() as u64).read_line(&mut line).is_ok() && line == READY
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        if let Some(Running { mut child, input, output }) = self.running.take() {
            drop((input, output));
            let _ = child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_crosses_whole() {
        let page = RawInput {
            side: Some(b"{}".to_vec()),
            number: Some(3),
            ..RawInput::whole("a\nb", RawFormat::Html, vec![0, 255, b'\n'])
        };
        let text = RawInput::whole("c", RawFormat::Text, "");
        let mut pipe = Vec::new();
        send(&page, &mut pipe).expect("sent");
        send(&text, &mut pipe).expect("sent");
        let mut pipe = pipe.as_slice();
        assert_eq!(receive(&mut pipe).expect("received"), Some(page));
        assert_eq!(receive(&mut pipe).expect("received"), Some(text));
        assert_eq!(receive(&mut pipe).expect("received"), None);
    }
}
