//! `tidings run`: documents through a pipeline.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::anyhow;
use serde_json::{Map, Value, json};
use tidings_io::{Decoder, Encoder, Inputs, JsonLinesWriter, write_json_pretty};

use super::closing::Closing;
use super::progress::Progress;
use super::{Status, WrongUse, closing, print, resume};
use crate::runtime::{
    DocumentSink, Engine, FailureSink, OutputFolder, RecordsWriter, Report, Sinks, conclude, remove_stale,
    silence_panics,
};
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
    inputs: Vec<String>,
    /// The folder for the output, instead of the configuration's
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Change a setting: `stage.setting=value` or `section.setting=value`; may be repeated
    #[arg(long = "set", value_name = "STAGE.SETTING=VALUE")]
    settings: Vec<String>,
    /// Also write the records of the corpus stages to this file, for `tidings conclude`; packed if it ends in `.gz`
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// Go on with the unfinished run in the output folder, if there is one
    #[arg(long)]
    resume: bool,
    /// Number of worker threads; 0 means one for each core
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(..=1024))]
    workers: Option<u16>,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
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
        let filter = self.output.is_none() && self.inputs == ["-"];
        if let Some(folder) = &self.output {
            file.output.folder = folder.clone();
        }
        let inputs = Inputs::open(&file.input, &self.inputs, Box::new(std::io::stdin()))?;
        let decoder = Decoder::new(&file.input, &registry, file.output.offsets)?;
        let encoder = Encoder::new(&file.output, &registry)?;
        let workers = worker_count(file.run.workers);
        let observed = !filter || self.records.is_some();
        let corpus: &[CorpusStep] = if observed { &file.corpus } else { &[] };
        let (pipeline, skip) = (&file.pipeline, &file.output.skip);
        let engine = Engine { pipeline, corpus, decoder: &decoder, encoder: &encoder, skip, workers };
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
        let configuration = resume::configuration(&file, &registry)?;
        self.to_folder(&file, &engine, inputs, &configuration)
    }

    /// JSON lines in, JSON lines out.
    fn filter(&self, file: &PipelineFile, engine: &Engine<'_>, inputs: Inputs) -> anyhow::Result<Status> {
        if !file.corpus.is_empty() && !self.quiet && self.records.is_none() {
            eprintln!(
                "note: corpus stages need the whole collection and are left out here; give --output to run them"
            );
        }
        let mut sinks = Sinks::new(JsonLinesWriter::stdout(), FailureSink::StandardError, 0);
        sinks.records_file = self.records_file(file)?;
        let report = run_engine(engine, inputs, &mut sinks, true)?;
        let failed = sinks.failed;
        sinks.finish()?;
        Ok(status(&report, failed))
    }

    fn records_file(&self, file: &PipelineFile) -> anyhow::Result<Option<RecordsWriter>> {
        let Some(path) = &self.records else { return Ok(None) };
        if file.corpus.is_empty() {
            let message = "--records needs a configuration with corpus stages: there is nothing to record";
            return Err(anyhow!(WrongUse(message.to_owned())));
        }
        Ok(Some(RecordsWriter::create(path, &file.corpus, file.output.offsets)?))
    }

    fn to_folder(
        &self,
        file: &PipelineFile,
        engine: &Engine<'_>,
        mut inputs: Inputs,
        configuration: &str,
    ) -> anyhow::Result<Status> {
        let start = Instant::now();
        let folder = OutputFolder::create(&file.output)?;
        let failures = FailureSink::File(Box::new(folder.failures()?));
        let skipped = if engine.skip.is_active() { Some(folder.skipped()?) } else { None };
        if skipped.is_none() {
            remove_stale(&folder.path().join("skipped.jsonl"))?;
        }
        let mut sinks = Sinks::new(folder.documents()?, failures, engine.corpus.len()).with_skipped(skipped);
        sinks.records_file = self.records_file(file)?;
        let resumed =
            resume::begin(self.resume, self.quiet, configuration, &folder, &mut inputs, &mut sinks)?;
        let report = run_engine(engine, inputs, &mut sinks, self.quiet)?;
        sinks.save()?;

        let records = std::mem::take(&mut sinks.records);
        let conclude_start = Instant::now();
        if !engine.corpus.is_empty() {
            share_conclusions(engine.workers);
        }
        let stories = conclude(engine.corpus, records)?;
        let conclude_time = conclude_start.elapsed();
        let closing = Closing {
            documents: sinks.documents_written,
            resumed,
            failed: sinks.failed,
            skipped: sinks.skipped(),
            skipped_by: std::mem::take(&mut sinks.skipped_by),
            counts: sinks.counts,
            bytes_read: report.bytes_read,
            duration: start.elapsed(),
            workers: engine.workers,
            conclude_time,
            report,
            first_failures: std::mem::take(&mut sinks.first_failures),
        };
        // Until the last file is written there is something to go on with.
        let journal = sinks.journal.take();
        sinks.finish()?;
        if let Some(stories) = &stories {
            write_json_pretty(&folder.path().join("stories.json"), stories)?;
        } else {
            // What an earlier run left would be taken for this run's.
            remove_stale(&folder.path().join("stories.json"))?;
        }
        write_json_pretty(&folder.path().join("run.json"), &run_record(file, &closing)?)?;
        if file.output.wants_report() {
            crate::report::write(folder.path(), &folder.report())?;
        } else {
            remove_stale(&folder.report())?;
        }
        match journal {
            Some(journal) if closing.report.interrupted => journal.keep()?,
            journal => drop(journal),
        }
        if !self.quiet {
            print(&closing::draw(&closing, file, folder.path(), stories.is_some()))?;
        }
        Ok(status(&closing.report, closing.failed))
    }
}

pub(super) fn worker_count(configured: usize) -> usize {
    match configured {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        count => count,
    }
}

/// Lets the corpus stages share their work among so many threads. This thread is one of them, so that what it frees is used
/// again: another one would fill memory of its own.
pub(super) fn share_conclusions(workers: usize) {
    // A program around us may have made its own pool; then that is used.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(workers).use_current_thread().build_global();
}

fn run_engine(
    engine: &Engine<'_>,
    inputs: Inputs,
    sink: &mut impl DocumentSink,
    quiet: bool,
) -> anyhow::Result<Report> {
    silence_panics();
    let progress =
        Arc::new(Progress::new(inputs.size_hint_bytes(), quiet || !std::io::stderr().is_terminal()));
    let ticking = Arc::clone(&progress);
    let report = engine.run(inputs, sink, &stop_flag(), move |bytes| ticking.tick(bytes));
    progress.finish();
    Ok(report?)
}

/// Set by the first Ctrl-C; the second ends the process at once.
fn stop_flag() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    // Without a handler (it can be set once a process) Ctrl-C simply ends the process.
    let _ = ctrlc::set_handler(move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        eprintln!("stopping: writing what is finished (Ctrl-C again to stop at once)");
    });
    flag
}

fn status(report: &Report, failed: u64) -> Status {
    match (report.interrupted, failed) {
        (true, _) => Status::Interrupted,
        (false, 0) => Status::Well,
        (false, _) => Status::SomeFailed,
    }
}

/// `run.json`: what was run and how it went.
fn run_record(file: &PipelineFile, closing: &Closing) -> anyhow::Result<Value> {
    let seconds = |time: Duration| (time.as_secs_f64() * 1e6).round() / 1e6;
    let steps = file.pipeline.steps().iter().zip(&closing.report.stage_times);
    let stage_seconds: Map<String, Value> =
        steps.map(|(step, time)| (step.definition.name.to_owned(), json!(seconds(*time)))).collect();
    Ok(json!({
        "tidings": env!("CARGO_PKG_VERSION"),
        "configuration_file": file.path.display().to_string(),
        "configuration": file.resolved()?,
        "workers": closing.workers,
        "interrupted": closing.report.interrupted,
        "documents": closing.documents,
        "resumed": closing.resumed,
        "failures": closing.failed,
        "skipped": closing.skipped,
        "skipped_by": closing.skipped_by,
        "bytes_read": closing.bytes_read,
        "source_bytes": closing.counts.source_bytes,
        "text_bytes": closing.counts.text_bytes,
        "sentences": closing.counts.sentences,
        "entities": closing.counts.entities,
        "claims": closing.counts.claims,
        "seconds": seconds(closing.duration),
        "read_seconds": seconds(closing.report.decode_time),
        "stage_seconds": stage_seconds,
        "write_seconds": seconds(closing.report.encode_time),
        "conclude_seconds": seconds(closing.conclude_time),
    }))
}
