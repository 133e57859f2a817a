//! Where outcomes go: lines of documents, of failures and of what was set aside, records of corpus stages.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use tidings_core::CorpusRecord;
use tidings_io::{Failure, JsonLinesWriter, Skipped};
use tidings_learn::fingerprint::fingerprint;

use super::{Counts, InputChecksum, Journal, Outcome, RecordsWriter};
use crate::terminal::{Shown, say};

pub use tidings_io::WriteError;

/// Takes outcomes in input order.
pub trait DocumentSink {
    /// Takes the next outcome.
    ///
    /// # Errors
    /// If it cannot be written: the run ends.
    fn take(&mut self, outcome: Outcome) -> Result<(), WriteError>;

    /// As [`DocumentSink::take`], for a sink that keeps which input the outcome is of.
    ///
    /// # Errors
    /// As [`DocumentSink::take`].
    fn take_of(&mut self, outcome: Outcome, input: InputChecksum) -> Result<(), WriteError> {
        let _ = input;
        self.take(outcome)
    }

    /// Nothing is waiting to be taken: a good time to flush.
    ///
    /// # Errors
    /// If what was taken cannot be written.
    fn idle(&mut self) -> Result<(), WriteError> {
        Ok(())
    }
}

/// Writes documents and failures as JSON lines and collects the records of corpus stages.
pub struct Sinks {
    documents: JsonLinesWriter,
    failures: FailureSink,
    /// Where documents go that are set aside; without it they are told on standard error.
    skipped: Option<JsonLinesWriter>,
    /// How many documents were set aside, by the first rule that applied.
    pub skipped_by: BTreeMap<String, u64>,
    /// The records of every corpus stage.
    pub records: Vec<Vec<CorpusRecord>>,
    /// Where the records are written too.
    pub records_file: Option<RecordsWriter>,
    /// Where what was done is noted, for a run that goes on with this one.
    pub journal: Option<Journal>,
    /// What was found in all documents.
    pub counts: Counts,
    /// Documents written.
    pub documents_written: u64,
    /// Failures so far.
    pub failed: u64,
    /// The first failures, for the closing summary.
    pub first_failures: Vec<Failure>,
    /// The fingerprints of the ids so far: no id is kept in memory.
    ids: HashSet<u128>,
}

/// Where failures go.
pub enum FailureSink {
    /// A file with a line for each.
    File(Box<JsonLinesWriter>),
    /// Messages on standard error.
    StandardError,
}

/// How many failures the closing summary shows.
const SHOWN_FAILURES: usize = 5;

impl Sinks {
    /// Sinks for `corpus_stages` corpus stages.
    pub fn new(documents: JsonLinesWriter, failures: FailureSink, corpus_stages: usize) -> Self {
        Sinks {
            documents,
            failures,
            skipped: None,
            skipped_by: BTreeMap::new(),
            records: vec![Vec::new(); corpus_stages],
            records_file: None,
            journal: None,
            counts: Counts::default(),
            documents_written: 0,
            failed: 0,
            first_failures: Vec::new(),
            ids: HashSet::new(),
        }
    }

    /// Writes documents that are set aside to a file.
    #[must_use]
    pub fn with_skipped(self, skipped: Option<JsonLinesWriter>) -> Self {
        Sinks { skipped, ..self }
    }

    /// The unfinished file of documents.
    pub fn unfinished_documents(&self) -> Option<PathBuf> {
        self.documents.unfinished_path().map(ToOwned::to_owned)
    }

    /// The unfinished files.
    pub fn unfinished_paths(&self) -> Vec<PathBuf> {
        let failures = match &self.failures {
            FailureSink::File(file) => file.unfinished_path(),
            FailureSink::StandardError => None,
        };
        let skipped = self.skipped.as_ref().and_then(JsonLinesWriter::unfinished_path);
        let all = [self.documents.unfinished_path(), failures, skipped];
        all.into_iter().flatten().map(ToOwned::to_owned).collect()
    }

    /// From here on there is a journal that says what the file of documents holds: it stays, whatever ends the run.
    pub fn keep_unfinished(&mut self) {
        self.documents.keep_unfinished();
    }

    /// Puts what was taken where a later run finds it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&mut self) -> Result<(), WriteError> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        self.documents.save()?;
        journal.flush()
    }

    /// How many documents were set aside.
    pub fn skipped(&self) -> u64 {
        self.skipped_by.values().sum()
    }

    /// Completes the files: they appear under their names.
    ///
    /// # Errors
    /// If the last bytes cannot be written.
    pub fn finish(self) -> Result<(), WriteError> {
        self.documents.finish()?;
        self.skipped.map_or(Ok(()), JsonLinesWriter::finish)?;
        if let Some(records) = self.records_file {
            records.finish()?;
        }
        match self.failures {
            FailureSink::File(file) => file.finish(),
            FailureSink::StandardError => Ok(()),
        }
    }

    fn fail(&mut self, failure: Failure, input: InputChecksum) -> Result<(), WriteError> {
        self.failed += 1;
        match &mut self.failures {
            FailureSink::File(file) => file.write_record(&failure)?,
            FailureSink::StandardError => say(format_args!("error: {}", describe(&failure))),
        }
        if let Some(journal) = &mut self.journal {
            journal.failed(input, &failure)?;
        }
        if self.first_failures.len() < SHOWN_FAILURES {
            self.first_failures.push(failure);
        }
        Ok(())
    }
}

impl DocumentSink for Sinks {
    fn idle(&mut self) -> Result<(), WriteError> {
        match self.failures {
            FailureSink::StandardError => self.documents.flush(),
            // A file is seen only when it is complete, unless the run is killed and another goes on with it.
            FailureSink::File(_) => self.save(),
        }
    }

    fn take(&mut self, outcome: Outcome) -> Result<(), WriteError> {
        self.take_of(outcome, InputChecksum::default())
    }

    fn take_of(&mut self, outcome: Outcome, input: InputChecksum) -> Result<(), WriteError> {
        match outcome {
            Outcome::Blank => self.journal.as_mut().map_or(Ok(()), |journal| journal.blank(input)),
            Outcome::Failed(failure) => self.fail(failure, input),
            Outcome::Done { id, path, line, .. } if !self.ids.insert(fingerprint(id.as_bytes())) => {
                let reason =
                    format!("another document before it has the id `{id}`: every document needs its own");
                let (path, stage) = (path.to_string(), "input".to_owned());
                self.fail(Failure { id, path, line, stage, reason }, input)
            }
            Outcome::Skipped { skipped } => {
                let rule = skipped.reasons.first().map(|reason| reason.rule.clone()).unwrap_or_default();
                *self.skipped_by.entry(rule).or_default() += 1;
                if let Some(journal) = &mut self.journal {
                    journal.skipped(input, &skipped)?;
                }
                match &mut self.skipped {
                    Some(file) => file.write_record(&skipped),
                    None => {
                        say(format_args!("skipped: {}", describe_skipped(&skipped)));
                        Ok(())
                    }
                }
            }
            Outcome::Done { id, path, line, bytes, counts, records } => {
                if let Some(journal) = &mut self.journal {
                    journal.done(input, &id, (&path, line), counts, &records, &bytes)?;
                }
                if let Some(file) = &mut self.records_file {
                    file.write(&id, &records)?;
                }
                self.documents.write_line(&bytes)?;
                self.documents_written += 1;
                self.counts.add(counts);
                for (all, record) in self.records.iter_mut().zip(records) {
                    all.push(record);
                }
                Ok(())
            }
        }
    }
}

/// A failure in one line for a person.
pub(crate) fn describe(failure: &Failure) -> String {
    let line = failure.line.map(|line| format!(":{line}")).unwrap_or_default();
    let Failure { id, path, stage, reason, .. } = failure;
    format!("{} ({}{line}): {stage}: {}", Shown(id), Shown(path), Shown(reason))
}

/// A document that was set aside, in one line for a person.
fn describe_skipped(skipped: &Skipped) -> String {
    let rules: Vec<String> = skipped
        .reasons
        .iter()
        .map(|reason| match reason.found {
            Some(found) => format!("{} ({found})", reason.rule),
            None => reason.rule.clone(),
        })
        .collect();
    let line = skipped.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{} ({}{line}): {}", Shown(&skipped.id), Shown(&skipped.path), Shown(rules.join(", ")))
}
