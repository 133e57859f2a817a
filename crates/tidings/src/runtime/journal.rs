//! What a run has done so far, so that another one can go on with it if the first does not come to its end.
//!
//! The journal lies in the output folder while a run is under way. It has a head line, which says of what run it is, and a line for
//! every input that is done, in their order; the lines of documents themselves stand in the unfinished file of documents. A run
//! that goes on reads both, hands the outcomes to its sinks as if the stages had just made them, and so writes the same bytes as a
//! run that came to its end at once.
//!
//! Invariants: an input counts as done only if its line in the journal and the line of its document are whole; the journal and the
//! unfinished files stay until everything is written under its name, whatever ends the run; an older journal is replaced only after
//! everything it says is written again (of packed files, all but what waits to be packed).

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tidings_core::CorpusRecord;
use tidings_io::{AtomicFile, Failure, Skipped, WriteError};

use super::{Counts, InputChecksum, Outcome};

/// The name of the journal in the output folder.
pub(super) const NAME: &str = ".unfinished.jsonl";
/// The layout that this version reads and writes.
const VERSION: u32 = 2;

/// The line that says of what run the journal is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    tidings_journal: u32,
    /// What must be the same for the run to go on: the version, the configuration and the models, as one word.
    configuration: String,
    /// The unfinished file of documents: a name in the folder.
    unfinished: Option<String>,
    /// The name under which the documents appear.
    documents: String,
    /// The unfinished file of records, which may lie anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    records: Option<PathBuf>,
}

impl JournalHead {
    /// The head of a run with this configuration, whose documents stand in `unfinished` until they get the name `documents`.
    pub fn new(configuration: String, unfinished: Option<&Path>, documents: &str) -> Self {
        let name = |path: &Path| Some(path.file_name()?.to_string_lossy().into_owned());
        let unfinished = unfinished.and_then(name);
        let documents = documents.to_owned();
        JournalHead { tidings_journal: VERSION, configuration, unfinished, documents, records: None }
    }

    /// Says where the unfinished file of records is.
    #[must_use]
    pub fn with_records(self, path: Option<&Path>) -> Self {
        JournalHead { records: path.map(|path| std::path::absolute(path).unwrap_or(path.to_owned())), ..self }
    }
}

/// A line of the journal: what it says, and the CRC-32 of that, so that a damaged line is known for one.
#[derive(Deserialize)]
struct Line {
    crc: u32,
    line: Box<RawValue>,
}

impl Line {
    /// What a line says, if it is whole and undamaged.
    fn read<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
        let Line { crc, line } = serde_json::from_str(text).ok()?;
        let line = line.get();
        (crc32fast::hash(line.as_bytes()) == crc).then(|| serde_json::from_str(line).ok()).flatten()
    }
}

/// What became of an input.
#[derive(Serialize, Deserialize)]
struct Entry {
    /// Of the input as it was read.
    #[serde(default, skip_serializing_if = "InputChecksum::is_none")]
    input: InputChecksum,
    end: End,
}

/// How an input ended.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum End {
    Done(Done),
    Failed(Failure),
    Skipped(Box<Skipped>),
    Blank,
}

/// A document that came through.
#[derive(Serialize, Deserialize)]
struct Done {
    id: String,
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    counts: Counts,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    records: Vec<Box<RawValue>>,
    /// Length and CRC-32 of its lines in the file of documents.
    bytes: usize,
    checksum: u32,
}

/// Writes the journal of a run. Dropped before [`Journal::publish`] it leaves nothing behind; after that it stays until
/// [`Journal::remove`].
pub struct Journal {
    file: AtomicFile,
    said: Vec<u8>,
}

impl Journal {
    /// Begins the journal of a run into a folder. It is found only after [`Journal::publish`].
    ///
    /// # Errors
    /// If it cannot be made or written.
    pub fn begin(folder: &Path, head: &JournalHead) -> Result<Self, WriteError> {
        let mut journal = Journal { file: AtomicFile::create(folder.join(NAME))?, said: Vec::new() };
        journal.write(head)?;
        Ok(journal)
    }

    /// Gives the journal its name, in the place of that of an older run.
    ///
    /// # Errors
    /// If it cannot be written or the name cannot be given.
    pub fn publish(&mut self) -> Result<(), WriteError> {
        self.file.publish()
    }

    /// Removes it: everything that it says stands under its name.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn remove(self) -> Result<(), WriteError> {
        let path = self.file.path().to_owned();
        drop(self);
        tidings_io::remove_if_there(&path).map_err(|error| WriteError::file(&path, error))
    }

    /// Notes a document that was written.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn done(
        &mut self,
        input: InputChecksum,
        id: &str,
        (path, line): (&str, Option<u64>),
        counts: Counts,
        records: &[CorpusRecord],
        bytes: &tidings_io::Line,
    ) -> Result<(), WriteError> {
        let mut checksum = crc32fast::Hasher::new();
        let summed = bytes.each(|piece| {
            checksum.update(piece);
            Ok(())
        });
        summed.map_err(|error| WriteError::file(self.file.path(), error))?;
        let done = Done {
            id: id.to_owned(),
            path: path.to_owned(),
            line,
            counts,
            records: records.iter().map(|record| record.record.clone()).collect(),
            bytes: bytes.len(),
            checksum: checksum.finalize(),
        };
        self.write(&Entry { input, end: End::Done(done) })
    }

    /// Notes an input that failed.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn failed(&mut self, input: InputChecksum, failure: &Failure) -> Result<(), WriteError> {
        self.write(&Entry { input, end: End::Failed(failure.clone()) })
    }

    /// Notes a document that was set aside.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn skipped(&mut self, input: InputChecksum, skipped: &Skipped) -> Result<(), WriteError> {
        self.write(&Entry { input, end: End::Skipped(Box::new(skipped.clone())) })
    }

    /// Notes an input that held nothing.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn blank(&mut self, input: InputChecksum) -> Result<(), WriteError> {
        self.write(&Entry { input, end: End::Blank })
    }

    /// Hands on what is buffered.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn flush(&mut self) -> Result<(), WriteError> {
        self.file.flush().map_err(|error| WriteError::file(self.file.path(), error))
    }

    fn write(&mut self, value: &impl Serialize) -> Result<(), WriteError> {
        self.said.clear();
        serde_json::to_writer(&mut self.said, value)
            .map_err(|error| WriteError::file(self.file.path(), error.into()))?;
        let head = format!("{{\"crc\":{},\"line\":", crc32fast::hash(&self.said));
        self.file.append(head.as_bytes())?;
        self.file.append(&self.said)?;
        self.file.append(b"}\n")
    }
}

/// Where an outcome of an unfinished run was read from.
pub struct DonePlace {
    /// The file.
    pub path: String,
    /// The line, of documents that were read from a line.
    pub line: Option<u64>,
}

/// The run that another one goes on with.
pub struct Unfinished {
    head: JournalHead,
    entries: BufReader<File>,
    documents: Option<Box<dyn Read>>,
    /// Lines of the journal that were read.
    lines: u64,
}

/// What the journal in a folder is.
pub enum Found {
    /// There is none.
    Nothing,
    /// One that a run can go on with.
    Unfinished(Box<Unfinished>),
    /// One that cannot be read, with the reason.
    Damaged(String),
}

/// The next line of a journal.
pub enum Next {
    /// An input that is done.
    Entry {
        /// What became of it.
        outcome: Outcome,
        /// Where it was read from, unless there was nothing.
        place: Option<DonePlace>,
        /// Of the input as it was read.
        input: InputChecksum,
    },
    /// There are no more whole ones.
    End,
    /// The line of this number cannot be read, though others stand after it or it has an end.
    Damaged(u64),
}

impl Unfinished {
    /// Looks for the unfinished run of a folder.
    ///
    /// # Errors
    /// If there is one, but its file cannot be opened.
    pub fn open(folder: &Path) -> anyhow::Result<Found> {
        use anyhow::Context;
        let path = folder.join(NAME);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(error).with_context(|| format!("`{}` cannot be read", path.display())),
        };
        let damaged = |what: &str| Ok(Found::Damaged(format!("`{}` {what}", path.display())));
        let mut entries = BufReader::new(file);
        let mut line = String::new();
        if entries.read_line(&mut line).is_err() {
            return damaged("is damaged in its first line");
        }
        let head = match Line::read::<JournalHead>(&line) {
            Some(head) if head.tidings_journal == VERSION => head,
            Some(_) => return damaged("was left by another version of Tidings"),
            None if line.starts_with("{\"tidings_journal\"") => {
                return damaged("was left by another version of Tidings");
            }
            None => return damaged("is damaged in its first line"),
        };
        let names = head.unfinished.iter().chain([&head.documents]);
        let documents = names.filter_map(|name| File::open(folder.join(name)).ok()).next();
        let documents = documents.map(|file| -> Box<dyn Read> {
            let file = BufReader::new(file);
            if head.documents.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) }
        });
        Ok(Found::Unfinished(Box::new(Unfinished { head, entries, documents, lines: 1 })))
    }

    /// Whether it is one of this configuration.
    pub fn is_of(&self, configuration: &str) -> bool {
        self.head.configuration == configuration
    }

    /// The unfinished file of records that the run left, outside of the folder perhaps.
    pub fn records(&self) -> Option<&Path> {
        self.head.records.as_deref()
    }

    /// The next outcome.
    pub fn next_outcome(&mut self) -> Next {
        let mut line = Vec::new();
        self.lines += 1;
        match self.entries.read_until(b'\n', &mut line) {
            Err(_) => return Next::Damaged(self.lines),
            // A line without its end was being written when the run ended.
            Ok(_) if !line.ends_with(b"\n") => return Next::End,
            Ok(_) => {}
        }
        let entry = std::str::from_utf8(&line).ok().and_then(Line::read::<Entry>);
        let Some(Entry { input, end }) = entry else { return Next::Damaged(self.lines) };
        let (outcome, place) = match end {
            End::Blank => (Outcome::Blank, None),
            End::Failed(failure) => {
                let place = DonePlace { path: failure.path.clone(), line: None };
                (Outcome::Failed(failure), Some(place))
            }
            End::Skipped(skipped) => {
                let place = DonePlace { path: skipped.path.clone(), line: skipped.line };
                (Outcome::Skipped { skipped }, Some(place))
            }
            End::Done(done) => {
                // Its line may still have been in a buffer when the run ended.
                let Some(bytes) = self.document(&done) else { return Next::End };
                let Done { id, path, line, counts, records, .. } = done;
                let place = DonePlace { path: path.clone(), line };
                let record = |record| CorpusRecord { id: id.clone(), record };
                let records = records.into_iter().map(record).collect();
                let bytes = Box::new(bytes.into());
                (Outcome::Done { path: path.into(), line, bytes, counts, records, id }, Some(place))
            }
        };
        Next::Entry { outcome, place, input }
    }

    /// The lines of a document, if they are whole.
    fn document(&mut self, done: &Done) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let documents = self.documents.as_mut()?;
        documents.take(done.bytes as u64).read_to_end(&mut bytes).ok()?;
        (bytes.len() == done.bytes && crc32fast::hash(&bytes) == done.checksum).then_some(bytes)
    }
}
