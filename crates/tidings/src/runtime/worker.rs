//! A worker: takes inputs from the queue and makes outcomes of them.

use std::cell::RefCell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use serde_json::value::RawValue;
use tidings_core::{
    Claims, Document, Entities, Layer, Pipeline, PipelineError, Progress, Quality, Sentences,
    StageDefinition, Values,
};
use tidings_io::{Failure, InputFailure, RawInput, SkipReason, Skipped};

use super::{Engine, Finished, Job, Outcome};

/// What was found in documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Bytes of source text.
    pub source_bytes: u64,
    /// Bytes of text after cleaning.
    pub text_bytes: u64,
    /// Sentences.
    pub sentences: u64,
    /// Names and values.
    pub entities: u64,
    /// Claims.
    pub claims: u64,
}

impl Counts {
    /// The counts of one document.
    pub fn of(doc: &Document) -> Self {
        let values = doc.get::<Values>().map_or(0, |values| values.0.len());
        let names = doc.get::<Entities>().map_or(0, |names| names.mentions.len());
        Counts {
            source_bytes: doc.source().len() as u64,
            text_bytes: doc.text().len() as u64,
            sentences: doc.get::<Sentences>().map_or(0, |sentences| sentences.0.len()) as u64,
            entities: (names + values) as u64,
            claims: doc.get::<Claims>().map_or(0, |claims| claims.0.len()) as u64,
        }
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: Counts) {
        self.source_bytes += other.source_bytes;
        self.text_bytes += other.text_bytes;
        self.sentences += other.sentences;
        self.entities += other.entities;
        self.claims += other.claims;
    }
}

/// Where the time of a worker went.
#[derive(Default)]
pub(crate) struct Times {
    pub(crate) stages: Vec<Duration>,
    pub(crate) decode: Duration,
    pub(crate) encode: Duration,
}

pub(crate) struct Worker<'a> {
    engine: &'a Engine<'a>,
    progress: Progress,
    times: Times,
    /// What the worker is doing, for the report of a panic.
    doing: &'static str,
    /// Bytes of the last line of output.
    line_length: usize,
    /// After how many steps it is decided whether a document is set aside; `None` if none ever is.
    skip_look: Option<usize>,
}

/// How often an idle worker looks whether the run was stopped.
const STOP_INTERVAL: Duration = Duration::from_millis(50);

/// Jobs are taken together up to so many bytes: some twenty common articles. Larger batches would
/// leave other workers idle near the end.
const BATCH_BYTES: usize = 64 * 1024;

/// At most so many bytes are reserved for a line before it is written.
const MOST_RESERVED: usize = 1024 * 1024;

/// What a worker does while the stages of the pipeline run.
const STAGES: &str = "stages";

impl<'a> Worker<'a> {
    pub(crate) fn new(engine: &'a Engine<'a>) -> Self {
        Worker {
            engine,
            progress: Progress::default(),
            times: Times::default(),
            doing: "decode",
            line_length: 0,
            skip_look: engine.skip.is_active().then(|| steps_of_cleaning(engine.pipeline)),
        }
    }

    /// Works until the queue has ended, nobody takes results any more, or the run is stopped and the
    /// queue is empty.
    pub(crate) fn work(
        mut self,
        queue: &Receiver<Job>,
        results: &Sender<Vec<Finished>>,
        stop: &AtomicBool,
    ) -> Times {
        loop {
            match queue.recv_timeout(STOP_INTERVAL) {
                Ok(job) => {
                    if results.send(self.batch(job, queue)).is_err() {
                        break;
                    }
                }
                // The reader may be waiting for input that never comes.
                Err(RecvTimeoutError::Timeout) if stop.load(Ordering::Relaxed) => break,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.times.stages = self.progress.times;
        self.times
    }

    /// Works on a job and, as long as they are small, on those that wait behind it.
    fn batch(&mut self, first: Job, queue: &Receiver<Job>) -> Vec<Finished> {
        let mut batch = Vec::new();
        let mut sum = 0;
        let mut next = Some(first);
        while let Some(Job { number, bytes, input }) = next {
            batch.push(Finished { number, bytes, outcome: self.outcome(input) });
            sum += bytes;
            next = if sum < BATCH_BYTES { queue.try_recv().ok() } else { None };
        }
        batch
    }

    fn outcome(&mut self, input: Result<RawInput, InputFailure>) -> Outcome {
        match input {
            Ok(input) => self.process(&input),
            Err(failure) => Outcome::Failed(failure.into()),
        }
    }

    fn process(&mut self, input: &RawInput) -> Outcome {
        let mut id = None;
        // Every document is made anew from its bytes, so nothing half-done outlives a panic.
        let result = catch_unwind(AssertUnwindSafe(|| self.try_process(input, &mut id)));
        let failure = match result {
            Ok(Ok(outcome)) => return outcome,
            Ok(Err(failure)) => failure,
            Err(payload) => {
                let reason = format!("the stage panicked: {}", panic_message(payload.as_ref()));
                Failure::new(input, self.stage_in_progress(), reason)
            }
        };
        Outcome::Failed(match id {
            Some(id) => Failure { id, ..failure },
            None => failure,
        })
    }

    fn stage_in_progress(&self) -> &'static str {
        match self.doing {
            STAGES => self
                .engine
                .pipeline
                .steps()
                .get(self.progress.step)
                .map_or(STAGES, |step| step.definition.name),
            other => other,
        }
    }

    /// Leaves the id in `id` as soon as it is known.
    fn try_process(&mut self, input: &RawInput, id: &mut Option<String>) -> Result<Outcome, Failure> {
        self.doing = "decode";
        let start = Instant::now();
        let decoded = self.engine.decoder.decode(input);
        self.times.decode += start.elapsed();
        let decoded = decoded.map_err(|error| {
            *id = self.engine.decoder.given_id(input);
            Failure::decode(input, &error)
        })?;
        let Some(mut doc) = decoded else { return Ok(Outcome::Blank) };
        *id = Some(doc.id.clone());

        let steps = self.engine.pipeline.steps().len();
        let look = self.skip_look.unwrap_or(steps);
        self.run_steps(input, &mut doc, 0..look)?;
        if self.skip_look.is_some() {
            let reasons = self.engine.skip.reasons(&doc);
            if !reasons.is_empty() {
                return self.skipped(input, doc, reasons);
            }
            self.run_steps(input, &mut doc, look..steps)?;
        }
        let mut records = Vec::with_capacity(self.engine.corpus.len());
        for step in self.engine.corpus {
            self.doing = step.definition.name;
            let record = step.stage.observe_json(&doc, self.engine.encoder.offsets());
            records.push(record.map_err(|error| Failure::new(input, self.doing, error.to_string()))?);
        }

        let bytes = self.encode(input, &doc)?;
        let counts = Counts::of(&doc);
        Ok(Outcome::Done { id: doc.id, path: input.path.clone(), line: input.line, bytes, counts, records })
    }

    fn run_steps(
        &mut self,
        input: &RawInput,
        doc: &mut Document,
        steps: Range<usize>,
    ) -> Result<(), Failure> {
        self.doing = STAGES;
        self.engine.pipeline.process_range(doc, &mut self.progress, steps).map_err(|error| match error {
            PipelineError::Stage { stage, error } => Failure::new(input, stage, error.to_string()),
            other => Failure::new(input, STAGES, other.to_string()),
        })
    }

    /// Sets a document aside, as it is now.
    fn skipped(
        &mut self,
        input: &RawInput,
        doc: Document,
        reasons: Vec<SkipReason>,
    ) -> Result<Outcome, Failure> {
        let bytes = self.encode(input, &doc)?;
        let failed = |error: String| Failure::new(input, "output", error);
        let line = String::from_utf8(bytes).map_err(|error| failed(error.to_string()))?;
        let document =
            RawValue::from_string(line.trim_end().to_owned()).map_err(|error| failed(error.to_string()))?;
        let path = input.path.to_string();
        let skipped = Box::new(Skipped { id: doc.id, path, line: input.line, reasons, document });
        Ok(Outcome::Skipped { skipped })
    }

    fn encode(&mut self, input: &RawInput, doc: &Document) -> Result<Vec<u8>, Failure> {
        self.doing = "output";
        let start = Instant::now();
        // Lines of one collection are alike in length: growing step by step would copy each several times.
        let mut bytes = Vec::with_capacity(self.line_length);
        let encoded = self.engine.encoder.encode(doc, &mut bytes);
        self.times.encode += start.elapsed();
        encoded.map_err(|error| Failure::new(input, "output", error.to_string()))?;
        self.line_length = bytes.len().min(MOST_RESERVED);
        Ok(bytes)
    }
}

/// How many steps it takes until a document is clean and measured: analyzing what is set aside would be wasted.
fn steps_of_cleaning(pipeline: &Pipeline) -> usize {
    let cleans = |definition: &StageDefinition| {
        definition.edits_text
            || definition.provides.is_empty()
            || definition.provides.contains(&Quality::NAME)
    };
    pipeline.steps().iter().rposition(|step| cleans(step.definition)).map_or(0, |last| last + 1)
}

thread_local! {
    /// What the last panic of this thread said, and where; set by the hook of [`silence_panics`].
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Lets panics in stages be reported as failures only, not on standard error as well.
pub fn silence_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            let place =
                info.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
            let message = format!("{}{place}", payload_text(info.payload()));
            LAST_PANIC.with(|last| *last.borrow_mut() = Some(message));
        }));
    });
}

/// What a caught panic said.
fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    LAST_PANIC.with(|last| last.borrow_mut().take()).unwrap_or_else(|| payload_text(payload).to_owned())
}

fn payload_text(payload: &dyn std::any::Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
