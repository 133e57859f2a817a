//! The command line: one file a subcommand, and the exit codes.
//!
//! Exit codes are a contract: 0 all well; 1 could not run; 2 wrong use (arguments or configuration);
//! 3 finished, but some documents failed; 130 stopped by Ctrl-C after writing what was finished.

mod check;
mod closing;
mod completions;
mod conclude;
mod conclusion;
mod explain;
mod folder_run;
mod init;
mod models;
mod notes;
mod probe;
mod progress;
mod report;
mod resume;
mod run;
mod schema;
mod signals;
mod stages;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::builder::styling::{AnsiColor, Effects, Styles};
use clap::{CommandFactory, Parser, Subcommand};

use tidings_io::plain_words;

use crate::runtime::{panics, silence_panics};
use crate::terminal::{say, say_styled};
use crate::{LoadError, RegistryError};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .usage(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .literal(AnsiColor::Cyan.on_default().effects(Effects::BOLD))
    .placeholder(AnsiColor::Cyan.on_default());

/// Turns scraped news articles into source-grounded facts: clean text, metadata, entities, claims,
/// summaries, duplicates. Offline, deterministic, every span traced to the input.
#[derive(Parser)]
#[command(name = "tidings", version, styles = STYLES, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  tidings run pipelines/news.toml                      run a configuration as it stands
  tidings run pipelines/news.toml articles/*.txt       the same pipeline on other files
  cat docs.jsonl | tidings run pipelines/news.toml -   filter JSON lines
  tidings explain pipelines/news.toml article.txt      what every stage does to one document
  tidings report out                                   what a run found, as a page to read
  tidings stages claims.attribution                    the manual page of a stage
  tidings conclude pipelines/news.toml *.records.jsonl stories over the records of several runs

Exit codes: 0 all well; 1 could not run; 2 wrong use; 3 some documents failed; 130 stopped by Ctrl-C.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Run),
    Conclude(conclude::Conclude),
    Check(check::Check),
    Stages(stages::Stages),
    Explain(explain::Explain),
    Models(models::Models),
    Report(report::Report),
    Schema(schema::Schema),
    Init(init::Init),
    Completions(completions::Completions),
    TryInputs(probe::TryInputs),
}

/// How a command ended, other than by an error.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Well,
    SomeFailed,
    Interrupted,
}

/// Wrong use: exits with 2.
#[derive(Debug)]
struct WrongUse(String);

impl std::fmt::Display for WrongUse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUse {}

/// Beside an error that ended a run: what was done is kept.
#[derive(Debug)]
struct NotLost {
    /// The output folder.
    folder: PathBuf,
}

impl std::fmt::Display for NotLost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let folder = self.folder.display();
        write!(f, "what was done is kept in `{folder}`: --resume goes on with it")
    }
}

/// The `tidings` command: reads the arguments of the process and does what they say.
///
/// A driver with stages of its own is a crate that links them and calls this:
///
/// ```no_run
/// // use my_stages as _;
/// fn main() -> std::process::ExitCode {
///     tidings::main()
/// }
/// ```
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; clap knows where each belongs.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    silence_panics();
    let ended = panics::caught(|| dispatch(cli.command));
    match ended.unwrap_or_else(|message| Err(anyhow!("a mistake in the program: {message}"))) {
        Ok(Status::Well) => ExitCode::SUCCESS,
        Ok(Status::SomeFailed) => ExitCode::from(3),
        Ok(Status::Interrupted) => ExitCode::from(130),
        Err(error) => tell(&error),
    }
}

/// The definition of the command line, for generated documentation.
pub fn command() -> clap::Command {
    Cli::command()
}

fn dispatch(command: Command) -> anyhow::Result<Status> {
    match command {
        Command::Run(run) => run.execute(),
        Command::Conclude(conclude) => conclude.execute(),
        Command::Check(check) => check.execute(),
        Command::Stages(stages) => stages.execute(),
        Command::Explain(explain) => explain.execute(),
        Command::Models(models) => models.execute(),
        Command::Report(report) => report.execute(),
        Command::Schema(schema) => schema.execute(),
        Command::Init(init) => init.execute(),
        Command::Completions(completions) => completions.execute(),
        Command::TryInputs(inputs) => inputs.execute(),
    }
}

/// Prints an error without anything that only a programmer would want, and gives its exit code.
fn tell(error: &anyhow::Error) -> ExitCode {
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let code = match error.downcast_ref() {
        Some(LoadError::Mistakes { .. }) => 2,
        _ if error.is::<WrongUse>() => 2,
        _ => 1,
    };
    if let Some(LoadError::Mistakes { drawn, count }) = error.downcast_ref() {
        say_styled(&format!("{drawn}\n"));
        say(format_args!("{count} mistake{} in the configuration", if *count == 1 { "" } else { "s" }));
    } else if let Some(RegistryError { problems }) = error.downcast_ref() {
        problems.iter().for_each(|problem| say(format_args!("error: {problem}")));
    } else {
        let kept = error.downcast_ref::<NotLost>();
        // That nothing is lost is told last, as what to do.
        say(format_args!("error: {}", causes(error.chain().skip(usize::from(kept.is_some())))));
        kept.into_iter().for_each(say);
    }
    ExitCode::from(code)
}

/// An error and its causes as one sentence; a cause that the error before it tells already is left out.
fn causes<'a>(chain: impl Iterator<Item = &'a (dyn std::error::Error + 'static)>) -> String {
    let mut told = String::new();
    for cause in chain {
        let text = match cause.downcast_ref::<std::io::Error>() {
            Some(error) => plain_words(error),
            None => cause.to_string(),
        };
        if told.is_empty() {
            told = text;
        } else if !told.contains(&text) {
            told = format!("{told}: {text}");
        }
    }
    told
}

/// Whoever read our output has seen enough: that is success.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>();
        io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<tidings_io::WriteError>()
                .is_some_and(tidings_io::WriteError::is_broken_pipe)
    })
}

/// Prints to standard output; an error instead of a panic when nobody listens.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
