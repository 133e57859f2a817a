//! A run into an output folder, from the lock to the last file.
//!
//! Invariants: once its journal is published, nothing that ends the run takes away what it did: the journal and the unfinished files
//! go only after the last file stands under its name. The files of documents are complete whatever the corpus stages do.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::anyhow;
use serde_json::{Map, Value, json};
use tidings_core::Registry;
use tidings_io::{Inputs, PassedOver, write_json_pretty};

use super::closing::{self, Closing};
use super::conclusion::conclude_unless_stopped;
use super::probe::Probe;
use super::resume::{self, Beginning, Resumption};
use super::run::{Run, run_engine, status};
use super::signals::Stop;
use super::{NotLost, Status, print};
use crate::PipelineFile;
use crate::runtime::{
    CorpusResults, Engine, FailureSink, OutputFolder, Recovery, Report, Sinks, Suspects, panics, remove_stale,
};
use crate::terminal::say;

/// A run into a folder that is locked for it.
pub(super) struct FolderRun<'a> {
    run: &'a Run,
    file: &'a PipelineFile,
    engine: &'a Engine<'a>,
    folder: OutputFolder,
    stop: Stop,
    start: Instant,
}

/// What a run has done when its inputs are at their end.
struct Done {
    sinks: Sinks,
    report: Report,
    resumed: u64,
    passed: PassedOver,
    conclude_start: Instant,
}

/// What the corpus stages came to.
enum Stories {
    Concluded(Option<CorpusResults>),
    /// A signal came meanwhile.
    Stopped,
    Failed,
}

impl<'a> FolderRun<'a> {
    /// Makes and locks the folder.
    ///
    /// # Errors
    /// If that cannot be done, or another run is writing into it.
    pub(super) fn begin(
        run: &'a Run,
        file: &'a PipelineFile,
        engine: &'a Engine<'a>,
    ) -> anyhow::Result<Self> {
        let start = Instant::now();
        let folder = OutputFolder::create(&file.output)?;
        Ok(FolderRun { run, file, engine, folder, stop: Stop::listen(), start })
    }

    /// Runs all inputs.
    ///
    /// # Errors
    /// If the run cannot begin; or if it cannot come to its end, with [`NotLost`] as context.
    pub(super) fn execute(&self, mut inputs: Inputs, registry: &Registry) -> anyhow::Result<Status> {
        let configuration = resume::configuration(self.file, registry)?;
        let mut sinks = self.sinks()?;
        let records =
            sinks.records_file.as_ref().and_then(|file| file.unfinished_path().map(ToOwned::to_owned));
        let resumption = Resumption {
            engine: self.engine,
            folder: &self.folder,
            configuration: &configuration,
            resume: self.run.resume,
            quiet: self.run.quiet,
            stop: &self.stop,
        };
        let Some(beginning) = resumption.begin(&mut inputs, &mut sinks, records.as_deref())? else {
            say("stopped before the run went on; the unfinished one is as it was");
            return Ok(Status::Interrupted);
        };
        let ended = panics::caught(|| self.work(inputs, sinks, beginning));
        let ended = ended.unwrap_or_else(|message| Err(anyhow!("a mistake in the program: {message}")));
        ended.map_err(|error| error.context(NotLost { folder: self.folder.path().to_owned() }))
    }

    fn sinks(&self) -> anyhow::Result<Sinks> {
        let failures = FailureSink::File(Box::new(self.folder.failures()?));
        let skipped = if self.engine.skip.is_active() { Some(self.folder.skipped()?) } else { None };
        let documents = self.folder.documents()?;
        let mut sinks = Sinks::new(documents, failures, self.engine.corpus.len()).with_skipped(skipped);
        sinks.records_file = self.run.records_file(self.file)?;
        Ok(sinks)
    }

    fn work(&self, inputs: Inputs, mut sinks: Sinks, beginning: Beginning) -> anyhow::Result<Status> {
        let Beginning { resumed, marks, suspects } = beginning;
        let passed = inputs.passed_over().clone();
        let recovery = Recovery { marks: Some(marks), suspects: self.suspects(suspects), first: resumed };
        let report = run_engine(self.engine, inputs, &mut sinks, (&self.stop, self.run.quiet), recovery)?;
        sinks.save()?;
        let records = std::mem::take(&mut sinks.records);
        let done = Mutex::new(Some(Done { sinks, report, resumed, passed, conclude_start: Instant::now() }));
        let take = || done.lock().unwrap_or_else(PoisonError::into_inner).take();
        let stopped = || {
            if let Some(done) = take()
                && let Err(error) = self.write(done, Stories::Stopped)
            {
                super::tell(&error.context(NotLost { folder: self.folder.path().to_owned() }));
            }
            self.folder.unlock();
        };
        let how = (self.engine.workers, self.run.quiet);
        let stories = conclude_unless_stopped(self.engine.corpus, records, how, &self.stop, stopped);
        let Some(done) = take() else {
            // The other thread writes what there is and ends the process.
            loop {
                std::thread::park();
            }
        };
        match stories {
            Ok(stories) => self.write(done, Stories::Concluded(stories)),
            Err(error) => {
                self.write(done, Stories::Failed)?;
                Err(error)
            }
        }
    }

    fn suspects(&self, numbers: std::collections::BTreeSet<u64>) -> Option<Suspects> {
        if numbers.is_empty() {
            return None;
        }
        let mut probe = Probe::new(self.file, &self.run.settings, self.stop.clone());
        Some(Suspects { numbers, examine: Box::new(move |input| probe.examine(input)) })
    }

    /// Gives every file its name, and takes the journal away if nothing is left to do.
    fn write(&self, done: Done, stories: Stories) -> anyhow::Result<Status> {
        let Done { mut sinks, report, resumed, passed, conclude_start } = done;
        let (file, folder) = (self.file, &self.folder);
        let interrupted = report.interrupted || matches!(stories, Stories::Stopped);
        let closing = Closing {
            documents: sinks.documents_written,
            resumed,
            failed: sinks.failed,
            skipped: sinks.skipped(),
            skipped_by: std::mem::take(&mut sinks.skipped_by),
            counts: sinks.counts,
            bytes_read: report.bytes_read,
            duration: self.start.elapsed(),
            workers: self.engine.workers,
            conclude_time: conclude_start.elapsed(),
            report: Report { interrupted, ..report },
            first_failures: std::mem::take(&mut sinks.first_failures),
            passed,
        };
        let journal = sinks.journal.take();
        if !self.engine.skip.is_active() {
            // What an earlier run left would be taken for this run's.
            remove_stale(&folder.path().join("skipped.jsonl"))?;
        }
        sinks.finish()?;
        let told = match &stories {
            Stories::Concluded(Some(stories)) => {
                write_json_pretty(&folder.path().join("stories.json"), stories)?;
                true
            }
            _ => {
                remove_stale(&folder.path().join("stories.json"))?;
                false
            }
        };
        write_json_pretty(&folder.path().join("run.json"), &run_record(file, &closing)?)?;
        if file.output.wants_report() {
            crate::report::write(folder.path(), &folder.report())?;
        } else {
            remove_stale(&folder.report())?;
        }
        if let Some(journal) = journal
            && !interrupted
            && !matches!(stories, Stories::Failed)
        {
            folder.forget_marks()?;
            journal.remove()?;
        }
        if !self.run.quiet {
            print(&closing::draw(&closing, file, folder.path(), told))?;
        }
        Ok(status(&closing.report, closing.failed))
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
        "passed_over": closing.passed,
        "texts_with_markup": closing.counts.marked_up,
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
