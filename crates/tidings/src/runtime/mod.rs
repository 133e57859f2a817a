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

mod gate;
mod journal;
mod output;
mod records;
mod sink;
mod worker;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use tidings_core::{CorpusRecord, Pipeline};
use tidings_io::{
    Decoder, Encoder, Failure, InputFailure, InputProgress, Inputs, RawInput, SkipConfig, Skipped,
};

pub use journal::{DonePlace, Journal, JournalHead, Unfinished};
pub use output::{OutputFolder, remove_stale};
pub use records::{RecordSet, RecordsError, RecordsWriter, conclude};
pub(crate) use sink::describe;
pub use sink::{DocumentSink, FailureSink, Sinks, WriteError};
pub use worker::{Counts, silence_panics};

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
        bytes: Vec<u8>,
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

impl Engine<'_> {
    /// Runs all inputs through the pipeline and hands every outcome to `sink`, in input order.
    /// `stop` ends the run after what is under way; `tick` is called with the bytes read so far.
    ///
    /// # Errors
    /// If the sink cannot write: the run ends at once.
    pub fn run(
        &self,
        inputs: Inputs,
        sink: &mut impl DocumentSink,
        stop: &Arc<AtomicBool>,
        tick: impl FnMut(u64) + Send + 'static,
    ) -> Result<Report, WriteError> {
        let workers = self.workers.max(1);
        let gate = Arc::new(Gate::new(workers));
        // The gate bounds what is under way; the channels need no bound of their own.
        let (jobs, queue) = unbounded::<Job>();
        let (results, done) = unbounded::<Vec<Finished>>();
        let progress = inputs.progress();
        let (passage, stopped) = (Arc::clone(&gate), Arc::clone(stop));
        let reader = Reader { inputs, gate: passage, jobs, stop: stopped, progress: progress.clone(), tick };
        // The reader is not joined: it may wait for a terminal or a pipe that never says another word.
        std::thread::spawn(move || reader.read());
        let (written, times) = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..workers)
                .map(|_| {
                    let (queue, results) = (queue.clone(), results.clone());
                    scope.spawn(move || Worker::new(self).work(&queue, &results, stop))
                })
                .collect();
            drop((queue, results));
            let written = write_in_order(&done, &gate, sink);
            // On a write error this ends the workers, and the gate ends the reader.
            drop(done);
            gate.close();
            let times: Vec<_> = threads.into_iter().filter_map(|thread| thread.join().ok()).collect();
            (written, times)
        });
        written?;
        let mut report = Report {
            interrupted: stop.load(Ordering::Relaxed),
            bytes_read: progress.bytes(),
            ..Report::default()
        };
        times.iter().for_each(|worker| report.add(worker));
        Ok(report)
    }
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
    input: Result<RawInput, InputFailure>,
}

/// What became of a job.
pub(crate) struct Finished {
    number: u64,
    bytes: usize,
    outcome: Outcome,
}

/// Feeds the queue.
struct Reader<F> {
    inputs: Inputs,
    gate: Arc<Gate>,
    jobs: Sender<Job>,
    stop: Arc<AtomicBool>,
    progress: InputProgress,
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
            if !self.gate.enter(bytes) || self.jobs.send(Job { number, bytes, input }).is_err() {
                return;
            }
            number += 1;
        }
    }
}

/// Hands outcomes to the sink in input order and makes room for the next inputs.
fn write_in_order(
    done: &Receiver<Vec<Finished>>,
    gate: &Gate,
    sink: &mut impl DocumentSink,
) -> Result<(), WriteError> {
    let mut early: BTreeMap<u64, (usize, Outcome)> = BTreeMap::new();
    let mut next = 0;
    for batch in done {
        early.extend(batch.into_iter().map(|finished| (finished.number, (finished.bytes, finished.outcome))));
        let (mut written, mut written_bytes) = (0, 0);
        while let Some((bytes, outcome)) = early.remove(&next) {
            sink.take(outcome)?;
            written += 1;
            written_bytes += bytes;
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
