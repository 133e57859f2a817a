//! The runtime: reader, bounded queue, workers, ordered writer.
//!
//! ```text
//! reader ──> queue ──> worker 1 ──┐
//!    │                 worker 2 ──┼──> results ──> writer (input order)
//!    └──── gate <─────────────────────────────────────┘
//! ```
//!
//! Every input passes a gate before it is queued and leaves it once it is written, so that only a
//! bounded number of documents and bytes are in memory, however slow one of them is. Workers take
//! small documents several at a time: a thread that wakes another for every one of them spends its
//! time doing so.
//!
//! Invariants: what the sink sees depends on the inputs alone, not on the number of workers; a document
//! that fails or panics costs that document and nothing else.

mod breaks;
mod checksum;
mod gate;
mod journal;
mod output;
pub(crate) mod panics;
mod records;
mod sink;
mod underway;
mod worker;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Scope, ScopedJoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use tidings_core::{CorpusRecord, Pipeline};
use tidings_io::{
    Decoder, Encoder, Failure, InputFailure, InputProgress, Inputs, Line, RawInput, SkipConfig, Skipped,
};

pub use checksum::InputChecksum;
pub use journal::{DonePlace, Found, Journal, JournalHead, Next, Unfinished};
pub use output::{OutputFolder, remove_stale};
pub use panics::silence_panics;
pub(crate) use records::conclude_each;
pub use records::{CorpusResults, RecordSet, RecordsError, RecordsWriter, conclude};
pub(crate) use sink::describe;
pub use sink::{DocumentSink, FailureSink, Sinks, WriteError};
pub use underway::{Examine, Marks, Recovery, Suspects, marked};
pub use worker::Counts;

use crate::pipeline_file::CorpusStep;
use gate::Gate;
use worker::Worker;

/// What every document goes through.
pub struct Engine<'a> {
    /// The stages.
    pub pipeline: &'a Pipeline,
    /// The corpus stages, which observe every document that came through.
    pub corpus: &'a [CorpusStep],
    /// From bytes to documents.
    pub decoder: &'a Decoder,
    /// From documents to lines.
    pub encoder: &'a Encoder,
    /// Which documents are set aside.
    pub skip: &'a SkipConfig,
    /// Number of worker threads, at least 1.
    pub workers: usize,
    /// The time that the stages may take for one document, if there is a limit.
    pub document_time: Option<Duration>,
}

/// What became of one input.
pub enum Outcome {
    /// A document came through.
    Done {
        /// Its id.
        id: String,
        /// Where it was read.
        path: Arc<str>,
        /// The line it was read from, for files with a document a line.
        line: Option<u64>,
        /// Its line of output.
        bytes: Box<Line>,
        /// What was found in it.
        counts: Counts,
        /// What the corpus stages observed, in their order.
        records: Vec<CorpusRecord>,
    },
    /// The document was set aside.
    Skipped {
        /// Its line of output, with the reasons.
        skipped: Box<Skipped>,
    },
    /// The document could not be read or processed.
    Failed(Failure),
    /// There was nothing (a blank line).
    Blank,
}

/// What a run did, apart from what the sink saw.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The time that each step took, added up over all workers.
    pub stage_times: Vec<Duration>,
    /// The time that reading bytes as documents took, added up over all workers.
    pub decode_time: Duration,
    /// The time that writing documents as lines took, added up over all workers.
    pub encode_time: Duration,
    /// Bytes of input read, packed as they were.
    pub bytes_read: u64,
    /// Whether it was told to stop.
    pub interrupted: bool,
}

/// Why a run ended before its inputs did.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// What came out cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The system starts no thread.
    #[error("no thread can be started: {0}; free memory or processes of this user")]
    Thread(std::io::Error),
}

impl Engine<'_> {
    /// Runs all inputs through the pipeline and hands every outcome to `sink`, in input order.
    /// `stop` ends the run after what is under way; `tick` is called with the bytes read so far.
    ///
    /// # Errors
    /// If the sink cannot write, or no thread can be started: the run ends at once.
    ///
    /// # Panics
    /// If one of its threads panics outside of a document's work.
    pub fn run(
        &self,
        inputs: Inputs,
        sink: &mut impl DocumentSink,
        stop: &Arc<AtomicBool>,
        tick: impl FnMut(u64) + Send + 'static,
    ) -> Result<Report, RunError> {
        self.run_recoverable(inputs, sink, stop, Recovery::default(), tick)
    }

    /// As [`Engine::run`]; `recovery` keeps which inputs are under way, and lets no input end the process that ended the run before.
    ///
    /// # Errors
    /// As [`Engine::run`].
    ///
    /// # Panics
    /// As [`Engine::run`].
    pub fn run_recoverable(
        &self,
        inputs: Inputs,
        sink: &mut impl DocumentSink,
        stop: &Arc<AtomicBool>,
        recovery: Recovery,
        tick: impl FnMut(u64) + Send + 'static,
    ) -> Result<Report, RunError> {
        let workers = self.workers.max(1);
        let gate = Arc::new(Gate::new(workers));
        // The gate bounds what is under way; the channels need no bound of their own.
        let (jobs, queue) = unbounded::<Job>();
        let (results, done) = unbounded::<Vec<Finished>>();
        let progress = inputs.progress();
        let Recovery { marks, suspects, first } = recovery;
        let (reading, ended) = bounded(1);
        let reader = Reader {
            inputs,
            gate: Arc::clone(&gate),
            jobs,
            stop: Arc::clone(stop),
            progress: progress.clone(),
            suspects,
            first,
            tick,
        };
        // The reader is not joined: it may wait for a terminal or a pipe that never says another word.
        let read = move || {
            let end = catch_unwind(AssertUnwindSafe(|| reader.read()));
            let _ = reading.send(end);
        };
        std::thread::Builder::new().spawn(read).map_err(RunError::Thread)?;
        let (written, times) = std::thread::scope(|scope| {
            let threads = self.start_workers(scope, &queue, &results, stop, marks.as_ref());
            drop((queue, results));
            let written = threads.as_ref().map_or(Ok(()), |_| write_in_order(&done, &gate, sink));
            // On a write error this ends the workers, and the gate ends the reader.
            drop(done);
            gate.close();
            let times = threads.map(|threads| threads.into_iter().map(joined).collect::<Vec<_>>());
            (written, times)
        });
        written?;
        let times = times?;
        let interrupted = stop.load(Ordering::Relaxed);
        // Workers that were not told to stop end after the reader. If that panicked, inputs are missing: nobody may take that for the end.
        if !interrupted && let Ok(Err(payload)) = ended.recv() {
            resume_unwind(payload);
        }
        let mut report = Report { interrupted, bytes_read: progress.bytes(), ..Report::default() };
        times.iter().for_each(|worker| report.add(worker));
        Ok(report)
    }

    /// As many workers as the system lets us have, one at least: what comes out is the same for any number.
    fn start_workers<'scope, 'env>(
        &'env self,
        scope: &'scope Scope<'scope, 'env>,
        queue: &Receiver<Job>,
        results: &Sender<Vec<Finished>>,
        stop: &'env AtomicBool,
        marks: Option<&'env Marks>,
    ) -> Result<Vec<ScopedJoinHandle<'scope, worker::Times>>, RunError> {
        let mut threads = Vec::new();
        for _ in 0..self.workers.max(1) {
            let (queue, results) = (queue.clone(), results.clone());
            let work = move || Worker::new(self).work(&queue, &results, stop, marks);
            let started = match breaks::fails("thread", || threads.len().to_string()) {
                false => std::thread::Builder::new().spawn_scoped(scope, work),
                true => Err(std::io::ErrorKind::WouldBlock.into()),
            };
            match started {
                Ok(thread) => threads.push(thread),
                Err(error) if threads.is_empty() => return Err(RunError::Thread(error)),
                Err(_) => break,
            }
        }
        Ok(threads)
    }

    /// Works on one input, in this thread.
    pub fn process(&self, input: Result<RawInput, InputFailure>) -> Outcome {
        Worker::new(self).one(input)
    }
}

/// What a thread gives; its panic goes on here.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|payload| resume_unwind(payload))
}

impl Report {
    fn add(&mut self, worker: &worker::Times) {
        self.stage_times.resize(self.stage_times.len().max(worker.stages.len()), Duration::ZERO);
        for (sum, time) in self.stage_times.iter_mut().zip(&worker.stages) {
            *sum += *time;
        }
        self.decode_time += worker.decode;
        self.encode_time += worker.encode;
    }
}

/// One input on its way to a worker, with its place in the order and its size in bytes.
pub(crate) struct Job {
    number: u64,
    bytes: usize,
    checksum: InputChecksum,
    input: Result<RawInput, InputFailure>,
}

/// What became of a job.
pub(crate) struct Finished {
    number: u64,
    bytes: usize,
    checksum: InputChecksum,
    outcome: Outcome,
}

/// Feeds the queue.
struct Reader<F> {
    inputs: Inputs,
    gate: Arc<Gate>,
    jobs: Sender<Job>,
    stop: Arc<AtomicBool>,
    progress: InputProgress,
    suspects: Option<Suspects>,
    /// The number of the first input, in the order of all inputs.
    first: u64,
    tick: F,
}

impl<F: FnMut(u64)> Reader<F> {
    /// Reads until the inputs end, the run is stopped, or nobody takes jobs any more.
    fn read(mut self) {
        let mut number = 0;
        while !self.stop.load(Ordering::Relaxed) {
            let Some(input) = self.inputs.next() else { return };
            (self.tick)(self.progress.bytes());
            let bytes = input.as_ref().map_or(0, |input| input.bytes.len());
            breaks::at("read", || input.as_ref().map_or_else(|_| String::new(), RawInput::id));
            let checksum = InputChecksum::of(&input);
            let input = self.examined(number, input);
            if !self.gate.enter(bytes) || self.jobs.send(Job { number, bytes, checksum, input }).is_err() {
                return;
            }
            number += 1;
        }
    }

    /// The input, or a failure in its place if it ended the run before.
    fn examined(
        &mut self,
        number: u64,
        input: Result<RawInput, InputFailure>,
    ) -> Result<RawInput, InputFailure> {
        let input = input?;
        let accused = self.suspects.as_mut().and_then(|all| all.accuse(self.first + number, &input));
        match accused {
            None => Ok(input),
            Some(reason) => {
                let name = input.id().into();
                Err(InputFailure { path: input.path, name, line: input.line, reason })
            }
        }
    }
}

/// Hands outcomes to the sink in input order and makes room for the next inputs.
fn write_in_order(
    done: &Receiver<Vec<Finished>>,
    gate: &Gate,
    sink: &mut impl DocumentSink,
) -> Result<(), WriteError> {
    let mut early: BTreeMap<u64, Finished> = BTreeMap::new();
    let mut next = 0;
    for batch in done {
        early.extend(batch.into_iter().map(|finished| (finished.number, finished)));
        let (mut written, mut written_bytes) = (0, 0);
        while let Some(finished) = early.remove(&next) {
            sink.take_of(finished.outcome, finished.checksum)?;
            written += 1;
            written_bytes += finished.bytes;
            next += 1;
        }
        gate.leave(written, written_bytes);
        // Whoever reads a pipe should not wait for a buffer to fill up while nothing happens.
        if done.is_empty() {
            sink.idle()?;
        }
    }
    Ok(())
}
