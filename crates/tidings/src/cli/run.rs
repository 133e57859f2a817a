//! `tidings run`: documents through a pipeline.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use tidings_io::{Decoder, Encoder, Inputs, JsonLinesWriter};

use super::folder_run::FolderRun;
use super::progress::Progress;
use super::signals::Stop;
use super::{Status, WrongUse, notes};
use crate::runtime::{
    DocumentSink, Engine, FailureSink, RecordsWriter, Recovery, Report, RunError, Sinks, silence_panics,
};
use crate::terminal::say;
use crate::{CorpusStep, PipelineFile, registry};

/// Run documents through a pipeline
#[derive(clap::Args)]
#[command(after_help = "\
Without INPUT, the paths of the configuration are read. `-` reads JSON lines from standard input; \
documents then go to standard output and messages to standard error, unless --output names a folder.

A collection can be run in parts, on one machine or many: --records keeps what the corpus stages observed, and \
`tidings conclude` makes the stories from the records of all parts. A run that was stopped or killed goes on with --resume: what it \
had done is kept, and the output is the same as if it had never been stopped.

Examples:
  tidings run pipelines/news.toml
  tidings run pipelines/news.toml articles/ more/*.html.gz --output out/today
  tidings run pipelines/news.toml --set summary.sentences.max_sentences=5 --set output.offsets=utf16
  tidings run pipelines/news.toml part1/ --output out/1 --records part1.records.jsonl.gz
  zcat dump.jsonl.gz | tidings run pipelines/news.toml - > documents.jsonl")]
pub(super) struct Run {
    /// The configuration, a TOML file
    config: PathBuf,
    /// Files, folders or globs to read instead of the configuration's; `-` is standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The folder for the output, instead of the configuration's
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Change a setting: `stage.setting=value` or `section.setting=value`; may be repeated
    #[arg(long = "set", value_name = "STAGE.SETTING=VALUE")]
    pub(super) settings: Vec<String>,
    /// Also write the records of the corpus stages to this file, for `tidings conclude`; packed if it ends in `.gz`
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// Go on with the unfinished run in the output folder, if there is one
    #[arg(long)]
    pub(super) resume: bool,
    /// Number of worker threads; 0 means one for each core
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(..=1024))]
    workers: Option<u16>,
    /// Print nothing but errors
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// What is said to a filter that is to write a page.
const NO_REPORT_IN_FILTER: &str = "`html` is among the `formats` of `[output]`, but a filter writes no files: \
    give --output FOLDER, or --set output.formats='[\"jsonl\"]'";

impl Run {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let registry = registry()?;
        let mut file = PipelineFile::load(&self.config, &self.settings, &registry)?;
        if let Some(workers) = self.workers {
            file.run.workers = workers.into();
        }
        let filter = self.output.is_none() && self.inputs == [Path::new("-")];
        if let Some(folder) = &self.output {
            file.output.folder = folder.clone();
        }
        let inputs = self.open_inputs(&file, filter)?;
        let decoder = Decoder::new(&file.input, &registry, file.output.offsets)?;
        let encoder = Encoder::new(&file.output, &registry)?;
        let workers = worker_count(file.run.workers);
        let observed = !filter || self.records.is_some();
        let corpus: &[CorpusStep] = if observed { &file.corpus } else { &[] };
        let (pipeline, skip) = (&file.pipeline, &file.output.skip);
        let document_time = file.run.document_time();
        let engine =
            Engine { pipeline, corpus, decoder: &decoder, encoder: &encoder, skip, workers, document_time };
        if filter && file.output.wants_report() {
            return Err(anyhow!(WrongUse(NO_REPORT_IN_FILTER.to_owned())));
        }
        if filter && self.resume {
            let message = "--resume goes on with a run into a folder: give --output FOLDER";
            return Err(anyhow!(WrongUse(message.to_owned())));
        }
        if filter {
            return self.filter(&file, &engine, inputs);
        }
        FolderRun::begin(&self, &file, &engine)?.execute(inputs, &registry)
    }

    /// The inputs, without what this run writes.
    fn open_inputs(&self, file: &PipelineFile, filter: bool) -> anyhow::Result<Inputs> {
        let folder = (!filter).then_some(file.output.folder.as_path());
        let written: Vec<&Path> = folder.into_iter().chain(self.records.as_deref()).collect();
        let inputs = Inputs::open_beside(&file.input, &self.inputs, Box::new(std::io::stdin()), &written)?;
        if !self.quiet {
            notes::tell_own_output(inputs.passed_over());
        }
        Ok(inputs)
    }

    /// JSON lines in, JSON lines out.
    fn filter(&self, file: &PipelineFile, engine: &Engine<'_>, inputs: Inputs) -> anyhow::Result<Status> {
        if !file.corpus.is_empty() && !self.quiet && self.records.is_none() {
            say(
                "note: corpus stages need the whole collection and are left out here; give --output to run them",
            );
        }
        let mut sinks = Sinks::new(JsonLinesWriter::stdout(), FailureSink::StandardError, 0);
        sinks.records_file = self.records_file(file)?;
        let report = run_engine(engine, inputs, &mut sinks, (&Stop::listen(), true), Recovery::default())?;
        let failed = sinks.failed;
        let note = notes::marked_up(sinks.counts.marked_up).filter(|_| !self.quiet);
        sinks.finish()?;
        note.into_iter().for_each(|note| say(format_args!("note: {note}")));
        Ok(status(&report, failed))
    }

    pub(super) fn records_file(&self, file: &PipelineFile) -> anyhow::Result<Option<RecordsWriter>> {
        let Some(path) = &self.records else { return Ok(None) };
        if file.corpus.is_empty() {
            let message = "--records needs a configuration with corpus stages: there is nothing to record";
            return Err(anyhow!(WrongUse(message.to_owned())));
        }
        Ok(Some(RecordsWriter::create(path, &file.corpus, file.output.offsets)?))
    }
}

pub(super) fn worker_count(configured: usize) -> usize {
    match configured {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        count => count,
    }
}

pub(super) fn run_engine(
    engine: &Engine<'_>,
    inputs: Inputs,
    sink: &mut impl DocumentSink,
    (stop, quiet): (&Stop, bool),
    recovery: Recovery,
) -> anyhow::Result<Report> {
    silence_panics();
    let progress =
        Arc::new(Progress::new(inputs.size_hint_bytes(), quiet || !std::io::stderr().is_terminal()));
    let ticking = Arc::clone(&progress);
    let report =
        engine.run_recoverable(inputs, sink, stop.flag(), recovery, move |bytes| ticking.tick(bytes));
    progress.finish();
    report.map_err(|error| match error {
        RunError::Write(error) => error.into(),
        error => error.into(),
    })
}

pub(super) fn status(report: &Report, failed: u64) -> Status {
    match (report.interrupted, failed) {
        (true, _) => Status::Interrupted,
        (false, 0) => Status::Well,
        (false, _) => Status::SomeFailed,
    }
}
