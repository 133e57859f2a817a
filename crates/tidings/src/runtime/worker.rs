//! A worker: takes inputs from the queue and makes outcomes of them.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tidings_core::{
    Claims, Document, Entities, Layer, Pipeline, PipelineError, Progress, Quality, Sentences,
    StageDefinition, Values,
};
use tidings_io::{Failure, InputFailure, Line, RawInput, Skipped};

use super::{Engine, Finished, Job, Marks, Outcome, breaks, panics};

/// What was found in documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Documents whose text was given as plain text and holds HTML tags.
    #[serde(default)]
    pub marked_up: u64,
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
            marked_up: u64::from(doc.meta.text_has_markup == Some(true)),
        }
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: Counts) {
        self.source_bytes += other.source_bytes;
        self.text_bytes += other.text_bytes;
        self.sentences += other.sentences;
        self.entities += other.entities;
        self.claims += other.claims;
        self.marked_up += other.marked_up;
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

/// A document on its way through the stages.
struct Underway {
    input: RawInput,
    doc: Document,
}

/// How far a job has come.
enum State {
    Underway(Box<Underway>),
    Over(Outcome),
}

/// How often an idle worker looks whether the run was stopped.
const STOP_INTERVAL: Duration = Duration::from_millis(50);

/// Jobs are taken together up to so many bytes, some eighty common articles, and no more than the fair share of what waits: other
/// workers must not be idle near the end.
const BATCH_BYTES: usize = 256 * 1024;

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
        marks: Option<&Marks>,
    ) -> Times {
        loop {
            match queue.recv_timeout(STOP_INTERVAL) {
                Ok(job) => {
                    if results.send(self.batch(job, queue, marks)).is_err() {
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
    ///
    /// A stage works on all of them before the next one begins, so that its model lies near the processor: one document after
    /// the other through all stages takes twice as long.
    fn batch(&mut self, first: Job, queue: &Receiver<Job>, marks: Option<&Marks>) -> Vec<Finished> {
        let mut jobs = Vec::new();
        let mut sum = 0;
        let most = queue.len() / self.engine.workers.max(1) + 1;
        let mut next = Some(first);
        while let Some(job) = next {
            sum += job.bytes;
            jobs.push(job);
            let goes_on = sum < BATCH_BYTES && jobs.len() < most;
            next = if goes_on { queue.try_recv().ok() } else { None };
        }
        if let Some(marks) = marks {
            marks.mark(jobs.iter().map(|job| job.number));
        }
        let begin = |Job { number, bytes, checksum, input }| (number, bytes, checksum, self.begin(input));
        let mut batch: Vec<_> = jobs.into_iter().map(begin).collect();
        for step in 0..self.engine.pipeline.steps().len() {
            for (.., state) in &mut batch {
                self.advance(state, step);
            }
        }
        let finished = |(number, bytes, checksum, state)| {
            let outcome = self.end(state);
            Finished { number, bytes, checksum, outcome }
        };
        batch.into_iter().map(finished).collect()
    }

    /// Works on one input.
    pub(crate) fn one(&mut self, input: Result<RawInput, InputFailure>) -> Outcome {
        let mut state = self.begin(input);
        for step in 0..self.engine.pipeline.steps().len() {
            self.advance(&mut state, step);
        }
        self.end(state)
    }

    fn begin(&mut self, input: Result<RawInput, InputFailure>) -> State {
        let input = match input {
            Ok(input) => input,
            Err(failure) => return State::Over(Outcome::Failed(failure.into())),
        };
        let mut id = None;
        match self.guarded(&input, |worker| worker.decode(&input, &mut id)) {
            Ok(Some(mut doc)) => {
                self.engine.document_time.into_iter().for_each(|time| doc.set_time(time));
                State::Underway(Box::new(Underway { input, doc }))
            }
            Ok(None) => State::Over(Outcome::Blank),
            Err(failure) => State::Over(Outcome::Failed(of_document(failure, id))),
        }
    }

    /// Runs one step of the pipeline.
    fn advance(&mut self, state: &mut State, step: usize) {
        let State::Underway(underway) = state else { return };
        let Underway { input, doc } = &mut **underway;
        match self.guarded(input, |worker| worker.try_step(input, doc, step)) {
            Ok(None) => {}
            Ok(Some(outcome)) => *state = State::Over(outcome),
            Err(failure) => {
                let failure = of_document(failure, Some(std::mem::take(&mut doc.id)));
                *state = State::Over(Outcome::Failed(failure));
            }
        }
    }

    fn end(&mut self, state: State) -> Outcome {
        let Underway { input, mut doc } = match state {
            State::Over(outcome) => return outcome,
            State::Underway(underway) => *underway,
        };
        match self.guarded(&input, |worker| worker.finish(&input, &mut doc)) {
            Ok(outcome) => outcome,
            Err(failure) => Outcome::Failed(of_document(failure, Some(doc.id))),
        }
    }

    /// Does something with a document; a panic becomes a failure. What is half-done is not used again.
    fn guarded<T>(
        &mut self,
        input: &RawInput,
        act: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        panics::caught(|| act(self)).unwrap_or_else(|message| {
            let reason = format!("the stage panicked: {message}");
            Err(Failure::new(input, self.stage_in_progress(), reason))
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

    /// The document of an input, if it holds any. Leaves the id in `id` as soon as it is known.
    fn decode(&mut self, input: &RawInput, id: &mut Option<String>) -> Result<Option<Document>, Failure> {
        self.doing = "decode";
        breaks::at("decode", || input.id());
        let start = Instant::now();
        let decoded = self.engine.decoder.decode(input);
        self.times.decode += start.elapsed();
        decoded.map_err(|error| {
            *id = self.engine.decoder.given_id(input);
            Failure::decode(input, &error)
        })
    }

    /// Runs a step. Gives the outcome if the document is set aside before it.
    fn try_step(
        &mut self,
        input: &RawInput,
        doc: &mut Document,
        step: usize,
    ) -> Result<Option<Outcome>, Failure> {
        if self.skip_look == Some(step)
            && let Some(outcome) = self.skip(input, doc)?
        {
            return Ok(Some(outcome));
        }
        self.run_steps(input, doc, step..step + 1)?;
        Ok(None)
    }

    /// Collects the records of a document, and writes it.
    fn finish(&mut self, input: &RawInput, doc: &mut Document) -> Result<Outcome, Failure> {
        if self.skip_look == Some(self.engine.pipeline.steps().len())
            && let Some(outcome) = self.skip(input, doc)?
        {
            return Ok(outcome);
        }
        let mut records = Vec::with_capacity(self.engine.corpus.len());
        for step in self.engine.corpus {
            self.doing = step.definition.name;
            let record = step.stage.observe_json(doc, self.engine.encoder.offsets());
            records.push(record.map_err(|error| Failure::new(input, self.doing, error.to_string()))?);
        }
        self.engine.encoder.drop_unwritten(doc);
        let bytes = Box::new(self.encode(input, doc)?);
        let (id, path) = (doc.id.clone(), input.path.clone());
        Ok(Outcome::Done { id, path, line: input.line, bytes, counts: Counts::of(doc), records })
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

    /// Sets a document aside, as it is now, if the configuration wants that.
    fn skip(&mut self, input: &RawInput, doc: &Document) -> Result<Option<Outcome>, Failure> {
        let reasons = self.engine.skip.reasons(doc);
        if reasons.is_empty() {
            return Ok(None);
        }
        let failed = |error: String| Failure::new(input, "output", error);
        let line = self.encode(input, doc)?.into_bytes().map_err(|error| failed(error.to_string()))?;
        let line = String::from_utf8(line).map_err(|error| failed(error.to_string()))?;
        let document =
            RawValue::from_string(line.trim_end().to_owned()).map_err(|error| failed(error.to_string()))?;
        let path = input.path.to_string();
        let id = doc.id.clone();
        let skipped = Box::new(Skipped { id, path, line: input.line, reasons, document });
        Ok(Some(Outcome::Skipped { skipped }))
    }

    fn encode(&mut self, input: &RawInput, doc: &Document) -> Result<Line, Failure> {
        self.doing = "output";
        let start = Instant::now();
        // Lines of one collection are alike in length: growing step by step would copy each several times.
        let encoded = self.engine.encoder.line(doc, self.line_length);
        self.times.encode += start.elapsed();
        let line = encoded.map_err(|error| Failure::new(input, "output", error.to_string()))?;
        self.line_length = line.len().min(MOST_RESERVED);
        Ok(line)
    }
}

/// A failure with the id of its document, if that is known.
fn of_document(failure: Failure, id: Option<String>) -> Failure {
    match id {
        Some(id) => Failure { id, ..failure },
        None => failure,
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
