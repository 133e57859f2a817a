//! Inputs: from paths, folders and globs to raw documents, in order, one at a time.
//!
//! Nothing is decoded here: the reader is one thread, and decoding belongs to the workers. A raw
//! input holds the bytes of one document (a file, or one record of a JSON file or an archive) and what names it.
//! Memory is bounded by the longest record.

mod buffer;
mod error;
mod find;
mod lines;
mod members;
mod names;
mod open;
mod records;
mod warc;

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

pub(crate) use error::plain;
pub use error::{InputError, InputFailure};
pub use lines::each_line;

use crate::config::{InputConfig, encoding};
use find::{FileKind, Finding, Found};
use open::{Opened, read_reason};
use records::{Record, RecordError, Records};
use warc::{WarcError, WarcRecords};

/// What the bytes of a [`RawInput`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RawFormat {
    /// A plain text.
    Text,
    /// An HTML page.
    Html,
    /// A JSON object.
    Json,
    /// A record of a web archive, with its headers.
    Warc,
}

/// The bytes of one document, not yet decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawInput {
    /// The file, for messages; `stdin` for standard input.
    pub path: Arc<str>,
    /// A name for the file that is unique among the inputs.
    pub name: Arc<str>,
    /// The line of the file on which the record begins, from 1; `None` for whole files.
    pub line: Option<u64>,
    /// What tells the record from others of its file: its line, or its place in a list.
    pub number: Option<u64>,
    /// What the bytes are.
    pub format: RawFormat,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// For a page: the bytes of the JSON file beside it, which says its title, address and date.
    pub side: Option<Vec<u8>>,
}

impl RawInput {
    /// A whole document under a name that also serves as its path, for callers without files.
    pub fn whole(name: &str, format: RawFormat, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        RawInput { path: name.into(), name: name.into(), line: None, number: None, format, bytes, side: None }
    }

    /// The id of the document if it brings none: the name of the file, and for one record of many
    /// `name:number`.
    pub fn id(&self) -> String {
        match self.number {
            Some(number) => format!("{}:{number}", self.name),
            None => self.name.as_ref().to_owned(),
        }
    }
}

/// How many bytes have been read so far; can be asked from another thread.
#[derive(Clone, Debug, Default)]
pub struct InputProgress(Arc<AtomicU64>);

impl InputProgress {
    /// Bytes read from files and standard input, as they are on the disk (packed if they are packed).
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// All inputs of a run, as an iterator over raw documents.
///
/// ```
/// use tidings_io::{InputConfig, Inputs};
///
/// let stdin = std::io::Cursor::new("{\"text\": \"Kyiv agreed.\"}\n");
/// let mut inputs = Inputs::open(&InputConfig::default(), &["-".to_owned()], Box::new(stdin)).unwrap();
/// let raw = inputs.next().unwrap().unwrap();
/// assert_eq!(raw.id(), "stdin:1");
/// assert!(inputs.next().is_none());
/// ```
pub struct Inputs {
    waiting: std::vec::IntoIter<(Found, Arc<str>)>,
    failures: std::vec::IntoIter<InputFailure>,
    current: Option<Current>,
    stdin: Option<Box<dyn Read + Send>>,
    encoding: Option<&'static Encoding>,
    progress: InputProgress,
    size: Option<u64>,
    files: usize,
}

/// A file of many documents that is being read.
struct Current {
    path: Arc<str>,
    name: Arc<str>,
    packed: bool,
    records: Cutter,
    /// Whether a record has been given out.
    begun: bool,
}

/// What cuts a file into documents.
enum Cutter {
    Json(Records),
    Warc(WarcRecords),
}

impl Inputs {
    /// Finds the inputs that `overrides` name or, if there are none, those of the configuration.
    /// `stdin` is read if one of them is `-`.
    ///
    /// # Errors
    /// If one of the names stands for nothing that can be read.
    pub fn open(
        config: &InputConfig,
        overrides: &[String],
        stdin: Box<dyn Read + Send>,
    ) -> Result<Self, InputError> {
        let paths = if overrides.is_empty() { &config.paths } else { overrides };
        let Finding { found, failures, .. } = find::find(paths, config)?;
        let size = found.iter().map(|found| match found {
            Found::Stdin(_) => None,
            Found::File { bytes, .. } => Some(*bytes),
        });
        Ok(Inputs {
            size: size.sum(),
            files: found.len(),
            waiting: with_names(found).into_iter(),
            failures: failures.into_iter(),
            current: None,
            stdin: Some(stdin),
            // A label that is unknown is refused by the decoder.
            encoding: encoding(&config.encoding).ok().flatten(),
            progress: InputProgress::default(),
        })
    }

    /// The size of all inputs on the disk; `None` if standard input is among them.
    pub fn size_hint_bytes(&self) -> Option<u64> {
        self.size
    }

    /// How many files there are, standard input included.
    pub fn file_count(&self) -> usize {
        self.files
    }

    /// A handle that tells how many bytes have been read.
    pub fn progress(&self) -> InputProgress {
        self.progress.clone()
    }

    /// Opens the next file; a file of text is given out at once.
    fn open_next(&mut self, found: Found, name: Arc<str>) -> Option<Result<RawInput, InputFailure>> {
        let (path, kind): (Arc<str>, _) = match &found {
            Found::Stdin(kind) => ("stdin".into(), *kind),
            Found::File { path, kind, .. } => (path.display().to_string().into(), *kind),
        };
        let failure = |reason| {
            Some(Err(InputFailure { path: Arc::clone(&path), name: Arc::clone(&name), line: None, reason }))
        };
        let archive = kind == FileKind::Warc;
        let opened = match &found {
            Found::Stdin(_) => {
                let stdin = self.stdin.take().unwrap_or_else(|| Box::new(io::empty()));
                open::open_stdin(stdin, &self.progress.0, archive)
            }
            Found::File { path, .. } => open::open_file(path, &self.progress.0, archive),
        };
        let Opened { reader, packed } = match opened {
            Ok(opened) => opened,
            Err(error) => return failure(read_reason(&error, false)),
        };
        let format = match kind {
            FileKind::Text => RawFormat::Text,
            FileKind::Html => RawFormat::Html,
            FileKind::Warc => {
                let records = Cutter::Warc(WarcRecords::new(reader));
                self.current = Some(Current { path, name, packed, records, begun: true });
                return None;
            }
            FileKind::Lines | FileKind::Json => {
                let reader = match open::json_stream(reader, self.encoding) {
                    Ok(reader) => reader,
                    Err(error) => return failure(read_reason(&error, packed)),
                };
                let records = Cutter::Json(if kind == FileKind::Json {
                    Records::values(reader)
                } else {
                    Records::lines(reader)
                });
                // An empty stream through a filter is no mistake; an empty file is one.
                let begun = matches!(found, Found::Stdin(_));
                self.current = Some(Current { path, name, packed, records, begun });
                return None;
            }
        };
        let side = match (&found, kind) {
            (Found::File { path, .. }, FileKind::Html) => match std::fs::read(find::side_file(path)) {
                Ok(side) => Some(side),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => {
                    return failure(format!(
                        "the JSON file beside the page cannot be read: {}",
                        plain(&error)
                    ));
                }
            },
            _ => None,
        };
        match read_whole(reader) {
            Ok(bytes) if bytes.is_empty() => failure(EMPTY.to_owned()),
            Ok(bytes) if u32::try_from(bytes.len()).is_err() => failure(TOO_LONG.to_owned()),
            Ok(bytes) => Some(Ok(RawInput { path, name, line: None, number: None, format, bytes, side })),
            Err(error) => failure(read_reason(&error, packed)),
        }
    }
}

const EMPTY: &str = "the file is empty";
const TOO_LONG: &str = "it is longer than 4 GiB, the most that one document may have: split it";

/// Reads a file of at most one byte more than a document may have.
fn read_whole(reader: Box<dyn Read + Send>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(u64::from(u32::MAX) + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Pairs everything found with its name.
fn with_names(found: Vec<Found>) -> Vec<(Found, Arc<str>)> {
    let paths: Vec<&Path> = found
        .iter()
        .filter_map(|found| match found {
            Found::Stdin(_) => None,
            Found::File { path, .. } => Some(path.as_path()),
        })
        .collect();
    let mut names = names::names(&paths).into_iter();
    found
        .into_iter()
        .map(|found| {
            let name = match found {
                Found::Stdin(_) => "stdin".to_owned(),
                Found::File { .. } => names.next().unwrap_or_default(),
            };
            (found, name.into())
        })
        .collect()
}

impl Current {
    fn next(&mut self) -> Option<Result<RawInput, InputFailure>> {
        match &mut self.records {
            Cutter::Json(_) => self.next_json(),
            Cutter::Warc(_) => self.next_archived(),
        }
    }

    fn input(&self, record: Record, format: RawFormat) -> RawInput {
        RawInput {
            path: Arc::clone(&self.path),
            name: Arc::clone(&self.name),
            line: (format == RawFormat::Json).then_some(record.line),
            number: record.number,
            format,
            bytes: record.bytes,
            side: None,
        }
    }

    fn failure(&self, name: Arc<str>, line: Option<u64>, reason: String) -> InputFailure {
        InputFailure { path: Arc::clone(&self.path), name, line, reason }
    }

    fn next_json(&mut self) -> Option<Result<RawInput, InputFailure>> {
        let Cutter::Json(records) = &mut self.records else { return None };
        let (next, line) = (records.next(), records.line());
        let begun = std::mem::replace(&mut self.begun, true);
        Some(match next {
            Some(Ok(record)) => Ok(self.input(record, RawFormat::Json)),
            Some(Err(error)) => {
                let reason = match error {
                    RecordError::Read(error) => {
                        let reason = read_reason(&error, self.packed);
                        format!("{reason}; what stands before line {line} was read")
                    }
                    RecordError::TooLong => TOO_LONG.to_owned(),
                    RecordError::OpenList => {
                        "the list has no closing bracket: the file may be cut off".to_owned()
                    }
                };
                Err(self.failure(Arc::clone(&self.name), Some(line), reason))
            }
            None if !begun => Err(self.failure(Arc::clone(&self.name), None, EMPTY.to_owned())),
            None => return None,
        })
    }

    fn next_archived(&mut self) -> Option<Result<RawInput, InputFailure>> {
        let Cutter::Warc(records) = &mut self.records else { return None };
        let next = records.next()?;
        // An error of reading hits the record after the last one.
        let number = records.number();
        Some(match next {
            Ok(record) => {
                let record = Record { bytes: record.bytes, line: 0, number: Some(record.number) };
                Ok(self.input(record, RawFormat::Warc))
            }
            Err(WarcError::Broken(reason)) => {
                Err(self.failure(format!("{}:{number}", self.name).into(), None, reason.to_owned()))
            }
            Err(WarcError::Read(error)) => {
                let reason = read_reason(&error, self.packed);
                let reason = format!("{reason} at or after record {number}");
                Err(self.failure(format!("{}:{number}", self.name).into(), None, reason))
            }
        })
    }
}

impl Iterator for Inputs {
    type Item = Result<RawInput, InputFailure>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(failure) = self.failures.next() {
            return Some(Err(failure));
        }
        loop {
            if let Some(current) = &mut self.current {
                match current.next() {
                    Some(item) => return Some(item),
                    None => self.current = None,
                }
            }
            let (found, name) = self.waiting.next()?;
            if let Some(item) = self.open_next(found, name) {
                return Some(item);
            }
        }
    }
}

#[cfg(test)]
mod tests;
