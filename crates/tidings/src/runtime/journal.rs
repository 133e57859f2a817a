//! What a run has done so far, so that another one can go on with it if the first is killed.
//!
//! The journal lies in the output folder while a run is under way. It has a head line, which says of what run it is, and a line for
//! every input that is done, in their order; the lines of documents themselves stand in the unfinished file of documents. A run
//! that goes on reads both, hands the outcomes to its sinks as if the stages had just made them, and so writes the same bytes as a
//! run that nobody killed.
//!
//! Invariants: an input counts as done only if its line in the journal and the line of its document are whole; the old journal is
//! replaced only after everything it says is written again (of packed files, all but what waits to be packed).

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tempfile::{NamedTempFile, TempPath};
use tidings_core::CorpusRecord;
use tidings_io::{Failure, Skipped, WriteError};

use super::{Counts, Outcome};

/// The name of the journal in the output folder.
const NAME: &str = ".unfinished.jsonl";
/// The layout that this version reads and writes.
const VERSION: u32 = 1;

/// The line that says of what run the journal is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    tidings_journal: u32,
    /// What must be the same for the run to go on: the version, the configuration and the models, as one word.
    configuration: String,
    /// The unfinished files of the run, those of documents first: names in the folder.
    unfinished: Vec<String>,
    /// The name under which the documents appear.
    documents: String,
}

impl JournalHead {
    /// The head of a run with this configuration, whose documents will stand in the file `documents`.
    pub fn new(configuration: String, unfinished: &[PathBuf], documents: &str) -> Self {
        let name = |path: &PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
        let unfinished = unfinished.iter().filter_map(name).collect();
        JournalHead { tidings_journal: VERSION, configuration, unfinished, documents: documents.to_owned() }
    }
}

/// What became of an input.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Entry {
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

/// Writes the journal of a run. Dropped, it leaves nothing behind: a run that ends by itself has nothing to go on with, or has lost
/// its unfinished files.
pub struct Journal {
    path: PathBuf,
    writer: BufWriter<File>,
    line: Vec<u8>,
    /// The file, under a name of its own until it takes the place of an older one.
    file: TempPath,
}

impl Journal {
    /// Begins the journal of a run into a folder. It is found only after [`Journal::publish`].
    ///
    /// # Errors
    /// If it cannot be made or written.
    pub fn begin(folder: &Path, head: &JournalHead) -> Result<Self, WriteError> {
        let path = folder.join(NAME);
        let made = NamedTempFile::with_prefix_in(".unfinished.", folder);
        let (open, file) = made.map_err(|error| WriteError::file(&path, error))?.into_parts();
        let mut journal =
            Journal { path, writer: BufWriter::with_capacity(64 * 1024, open), line: Vec::new(), file };
        journal.write(head)?;
        Ok(journal)
    }

    /// Gives the journal its name, in the place of that of an older run.
    ///
    /// # Errors
    /// If it cannot be written or the name cannot be given.
    pub fn publish(&mut self) -> Result<(), WriteError> {
        self.flush()?;
        std::fs::rename(&self.file, &self.path).map_err(|error| WriteError::file(&self.path, error))?;
        // The old name is gone: there is nothing to remove under it.
        let named =
            TempPath::try_from_path(&self.path).map_err(|error| WriteError::file(&self.path, error))?;
        std::mem::replace(&mut self.file, named).disable_cleanup(true);
        Ok(())
    }

    /// Keeps it, for a run that goes on with this one.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep(mut self) -> Result<(), WriteError> {
        self.flush()?;
        self.file.disable_cleanup(true);
        Ok(())
    }

    /// Notes a document that was written.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn done(
        &mut self,
        id: &str,
        (path, line): (&str, Option<u64>),
        counts: Counts,
        records: &[CorpusRecord],
        bytes: &[u8],
    ) -> Result<(), WriteError> {
        self.write(&Entry::Done(Done {
            id: id.to_owned(),
            path: path.to_owned(),
            line,
            counts,
            records: records.iter().map(|record| record.record.clone()).collect(),
            bytes: bytes.len(),
            checksum: crc32fast::hash(bytes),
        }))
    }

    /// Notes an input that failed.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn failed(&mut self, failure: &Failure) -> Result<(), WriteError> {
        self.write(&Entry::Failed(failure.clone()))
    }

    /// Notes a document that was set aside.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn skipped(&mut self, skipped: &Skipped) -> Result<(), WriteError> {
        self.write(&Entry::Skipped(Box::new(skipped.clone())))
    }

    /// Notes an input that held nothing.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn blank(&mut self) -> Result<(), WriteError> {
        self.write(&Entry::Blank)
    }

    /// Hands on what is buffered.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn flush(&mut self) -> Result<(), WriteError> {
        self.writer.flush().map_err(|error| WriteError::file(&self.path, error))
    }

    fn write(&mut self, value: &impl Serialize) -> Result<(), WriteError> {
        self.line.clear();
        let written =
            serde_json::to_writer(&mut self.line, value).map_err(std::io::Error::from).and_then(|()| {
                self.line.push(b'\n');
                self.writer.write_all(&self.line)
            });
        written.map_err(|error| WriteError::file(&self.path, error))
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
    folder: PathBuf,
    head: JournalHead,
    entries: BufReader<File>,
    documents: Option<Box<dyn Read>>,
}

impl Unfinished {
    /// The unfinished run of a folder, if there is one.
    ///
    /// # Errors
    /// If there is one, but it cannot be read.
    pub fn open(folder: &Path) -> anyhow::Result<Option<Self>> {
        use anyhow::Context;
        let path = folder.join(NAME);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("`{}` cannot be read", path.display())),
        };
        let mut entries = BufReader::new(file);
        let mut line = String::new();
        let read = entries.read_line(&mut line).is_ok();
        let head = read.then(|| serde_json::from_str::<JournalHead>(&line).ok()).flatten();
        // A run that was killed before its journal had a head did nothing.
        let Some(head) = head.filter(|head| head.tidings_journal == VERSION) else { return Ok(None) };
        let names = head.unfinished.first().into_iter().chain([&head.documents]);
        let documents = names.filter_map(|name| File::open(folder.join(name)).ok()).next();
        let documents = documents.map(|file| -> Box<dyn Read> {
            let file = BufReader::new(file);
            if head.documents.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) }
        });
        Ok(Some(Unfinished { folder: folder.to_owned(), head, entries, documents }))
    }

    /// Whether it is one of this configuration.
    pub fn is_of(&self, configuration: &str) -> bool {
        self.head.configuration == configuration
    }

    /// The next outcome, with where it was read from (unless there was nothing); none after the last whole one.
    pub fn next_outcome(&mut self) -> Option<(Outcome, Option<DonePlace>)> {
        let mut line = String::new();
        self.entries.read_line(&mut line).ok().filter(|_| line.ends_with('\n'))?;
        let entry: Entry = serde_json::from_str(&line).ok()?;
        Some(match entry {
            Entry::Blank => (Outcome::Blank, None),
            Entry::Failed(failure) => {
                let place = DonePlace { path: failure.path.clone(), line: None };
                (Outcome::Failed(failure), Some(place))
            }
            Entry::Skipped(skipped) => {
                let place = DonePlace { path: skipped.path.clone(), line: skipped.line };
                (Outcome::Skipped { skipped }, Some(place))
            }
            Entry::Done(done) => {
                let bytes = self.document(&done)?;
                let Done { id, path, line, counts, records, .. } = done;
                let place = DonePlace { path: path.clone(), line };
                let record = |record| CorpusRecord { id: id.clone(), record };
                let records = records.into_iter().map(record).collect();
                (Outcome::Done { path: path.into(), line, bytes, counts, records, id }, Some(place))
            }
        })
    }

    /// The lines of a document, if they are whole.
    fn document(&mut self, done: &Done) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let documents = self.documents.as_mut()?;
        documents.take(done.bytes as u64).read_to_end(&mut bytes).ok()?;
        (bytes.len() == done.bytes && crc32fast::hash(&bytes) == done.checksum).then_some(bytes)
    }

    /// Removes the files that the run left under names that nobody asked for.
    ///
    /// # Errors
    /// If one of them cannot be removed.
    pub fn clear(self) -> anyhow::Result<()> {
        let ours =
            |name: &&String| name.starts_with('.') && name.ends_with(".part") && !name.contains(['/', '\\']);
        self.head
            .unfinished
            .iter()
            .filter(ours)
            .try_for_each(|name| super::remove_stale(&self.folder.join(name)))
    }
}
