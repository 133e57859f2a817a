//! Where outcomes go: lines of documents, lines of failures, records of corpus stages.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use tidings_core::CorpusRecord;
use tidings_io::{Failure, JsonLinesWriter};

use super::{Counts, Outcome, RecordsWriter};

pub use tidings_io::WriteError;

/// Takes outcomes in input order.
pub trait DocumentSink {
    /// Takes the next outcome.
    ///
    /// # Errors
    /// If it cannot be written: the run ends.
    fn take(&mut self, outcome: Outcome) -> Result<(), WriteError>;

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
    /// The records of every corpus stage.
    pub records: Vec<Vec<CorpusRecord>>,
    /// Where the records are written too.
    pub records_file: Option<RecordsWriter>,
    /// What was found in all documents.
    pub counts: Counts,
    /// Documents written.
    pub documents_written: u64,
    /// Failures so far.
    pub failed: u64,
    /// The first failures, for the closing summary.
    pub first_failures: Vec<Failure>,
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
            records: vec![Vec::new(); corpus_stages],
            records_file: None,
            counts: Counts::default(),
            documents_written: 0,
            failed: 0,
            first_failures: Vec::new(),
            ids: HashSet::new(),
        }
    }

    /// Completes the files: they appear under their names.
    ///
    /// # Errors
    /// If the last bytes cannot be written.
    pub fn finish(self) -> Result<(), WriteError> {
        self.documents.finish()?;
        if let Some(records) = self.records_file {
            records.finish()?;
        }
        match self.failures {
            FailureSink::File(file) => file.finish(),
            FailureSink::StandardError => Ok(()),
        }
    }

    fn fail(&mut self, failure: Failure) -> Result<(), WriteError> {
        self.failed += 1;
        match &mut self.failures {
            FailureSink::File(file) => file.write_record(&failure)?,
            FailureSink::StandardError => eprintln!("error: {}", describe(&failure)),
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
            // A file is seen only when it is complete.
            FailureSink::File(_) => Ok(()),
        }
    }

    fn take(&mut self, outcome: Outcome) -> Result<(), WriteError> {
        match outcome {
            Outcome::Blank => Ok(()),
            Outcome::Failed(failure) => self.fail(failure),
            Outcome::Done { id, path, line, .. } if !self.ids.insert(fingerprint(&id)) => {
                let reason =
                    format!("another document before it has the id `{id}`: every document needs its own");
                let (path, stage) = (path.to_string(), "input".to_owned());
                self.fail(Failure { id, path, line, stage, reason })
            }
            Outcome::Done { id, bytes, counts, records, .. } => {
                if let Some(file) = &mut self.records_file {
                    file.write(&id, &records)?;
                }
                self.documents.write_lines(&bytes)?;
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
    format!("{} ({}{line}): {}: {}", failure.id, failure.path, failure.stage, failure.reason)
}

/// 128 bits of an id: a run of a billion documents meets no collision, and no id is kept in memory.
fn fingerprint(id: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, id).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}
