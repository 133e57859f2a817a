//! Inputs: from paths, folders and globs to raw documents, in order, one at a time.
//!
//! Nothing is decoded here: the reader is one thread, and decoding belongs to the workers. A raw
//! input holds the bytes of one document (a file, or one record of a JSON file or an archive) and what names it.
//! Memory is bounded by the most bytes that a document may have: of a longer one, no more is kept.

mod buffer;
mod current;
mod error;
mod feed;
mod find;
mod json_feed;
mod lines;
mod mailbox;
mod markup;
mod members;
mod names;
mod open;
mod passed;
mod records;
mod settle;
mod sniff;
mod walk;
mod warc;
mod written;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

pub use error::{InputError, InputFailure, plain_words};
pub use lines::each_line;
pub use passed::{PassedGroup, PassedOver, PassedReason};
pub use written::RUN_FILES;

use crate::config::{InputConfig, InputFormat, encoding};
use current::{Current, Cutter};
use feed::FeedEntries;
use find::{FileKind, Finding, Found};
use json_feed::JsonFeedItems;
use mailbox::Mailbox;
use open::{Opened, Stream, read_reason};
use records::Records;
use settle::settle;
use warc::WarcRecords;
use written::Written;

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
    /// An e-mail, with its headers.
    Mail,
    /// An entry of a feed, in XML or JSON.
    Feed,
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
    /// For a page: the bytes of the JSON file beside it, which says its title, address and date. For an entry of a feed: what the
    /// feed says of itself.
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
    passed: PassedOver,
    current: Option<Current>,
    stdin: Option<Box<dyn Read + Send>>,
    encoding: Option<&'static Encoding>,
    /// The most bytes that a document may have.
    longest: usize,
    /// How many times its size a gzip file may unpack to.
    expansion: u64,
    /// Whether what a file is may be told by how it begins.
    sniffs: bool,
    progress: InputProgress,
    size: Option<u64>,
    files: usize,
}

impl Inputs {
    /// Finds the inputs that are `named` or, if none is, those of the configuration. `stdin` is read if one of
    /// them is `-`.
    ///
    /// # Errors
    /// If one of the names stands for nothing that can be read.
    pub fn open(
        config: &InputConfig,
        named: &[impl AsRef<Path>],
        stdin: Box<dyn Read + Send>,
    ) -> Result<Self, InputError> {
        Inputs::open_beside(config, named, stdin, &[])
    }

    /// As [`Inputs::open`], for a run that writes the folders and files `written`: where they lie among what is searched, they are
    /// passed over. A file that is named by its own name is read all the same.
    ///
    /// # Errors
    /// If one of the names stands for nothing that can be read.
    pub fn open_beside(
        config: &InputConfig,
        named: &[impl AsRef<Path>],
        stdin: Box<dyn Read + Send>,
        written: &[&Path],
    ) -> Result<Self, InputError> {
        let paths: Vec<PathBuf> = if named.is_empty() {
            config.paths.iter().map(PathBuf::from).collect()
        } else {
            named.iter().map(|path| path.as_ref().to_owned()).collect()
        };
        let Finding { found, failures, passed, .. } = find::find(&paths, config, Written::new(written))?;
        let size = found.iter().map(|found| match found {
            Found::Stdin(_) => None,
            Found::File { bytes, .. } => *bytes,
        });
        Ok(Inputs {
            size: size.sum(),
            files: found.len(),
            waiting: with_names(found).into_iter(),
            failures: failures.into_iter(),
            passed,
            current: None,
            stdin: Some(stdin),
            longest: config.longest_document(),
            expansion: config.max_expansion.into(),
            sniffs: config.format == InputFormat::Auto,
            // A label that is unknown is refused by the decoder.
            encoding: encoding(&config.encoding).ok().flatten(),
            progress: InputProgress::default(),
        })
    }

    /// What was found beside the inputs and is not read.
    pub fn passed_over(&self) -> &PassedOver {
        &self.passed
    }

    /// The size of all inputs on the disk; `None` if standard input or another stream is among them.
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
        let Opened { reader, packed } = match self.open_found(&found, kind == FileKind::Warc) {
            Ok(opened) => opened,
            Err(error) => return failure(read_reason(&error, false)),
        };
        let (reader, kind) = settle(reader, &found, kind, self.sniffs);
        let longest = self.longest;
        let format = match kind {
            FileKind::Text | FileKind::Unknown => RawFormat::Text,
            FileKind::Html => RawFormat::Html,
            FileKind::Mail => RawFormat::Mail,
            FileKind::OtherXml => return failure(OTHER_XML.to_owned()),
            FileKind::Warc
            | FileKind::Mailbox
            | FileKind::Feed
            | FileKind::JsonFeed
            | FileKind::Lines
            | FileKind::Json => {
                let records = match self.cutter(reader, kind) {
                    Ok(records) => records,
                    Err(error) => return failure(read_reason(&error, packed)),
                };
                // An empty stream through a filter is no mistake; an empty file is one.
                let begun = matches!(found, Found::Stdin(_));
                self.current = Some(Current { path, name, packed, records, begun, longest });
                return None;
            }
        };
        let side = match &found {
            Found::File { path, .. } if kind == FileKind::Html => match read_side(path, longest) {
                Ok(side) => side,
                Err(reason) => {
                    return failure(format!("the JSON file beside the page cannot be read: {reason}"));
                }
            },
            _ => None,
        };
        match read_whole(reader, longest) {
            Ok(bytes) if bytes.is_empty() => failure(EMPTY.to_owned()),
            Ok(bytes) if bytes.len() > longest => failure(too_long(longest)),
            Ok(bytes) => Some(Ok(RawInput { path, name, line: None, number: None, format, bytes, side })),
            Err(error) => failure(read_reason(&error, packed)),
        }
    }

    fn open_found(&mut self, found: &Found, archive: bool) -> io::Result<Opened> {
        let (count, expansion) = (&self.progress.0, Some(self.expansion));
        match found {
            Found::Stdin(_) => {
                let stdin = self.stdin.take().unwrap_or_else(|| Box::new(io::empty()));
                open::open_stream(stdin, count, archive, expansion)
            }
            Found::File { path, .. } => open::open_file(path, count, archive, expansion),
        }
    }

    /// What cuts a file of this kind into documents.
    fn cutter(&self, reader: Stream, kind: FileKind) -> io::Result<Cutter> {
        let longest = self.longest;
        Ok(match kind {
            FileKind::Warc => Cutter::Warc(WarcRecords::new(reader, longest)),
            FileKind::Mailbox => Cutter::Mailbox(Mailbox::new(reader, longest)),
            kind => {
                let reader = open::ascii_stream(reader, self.encoding)?;
                match kind {
                    FileKind::Feed => Cutter::Feed(FeedEntries::new(reader, longest)),
                    FileKind::JsonFeed => Cutter::JsonFeed(JsonFeedItems::new(reader, longest)),
                    FileKind::Json => Cutter::Json(Records::values(reader, longest)),
                    _ => Cutter::Json(Records::lines(reader, longest)),
                }
            }
        })
    }
}

const EMPTY: &str = "the file is empty";
const OTHER_XML: &str = "it is XML, but neither a page nor a feed: its text is not known from its markup; to read it with its tags, write \
                         `format = \"text\"` in `[input]`";

/// That a document has more than `longest` bytes.
pub(crate) fn too_long(longest: usize) -> String {
    const MEBIBYTE: usize = 1024 * 1024;
    let most = if longest.is_multiple_of(MEBIBYTE) {
        format!("{} MiB", longest / MEBIBYTE)
    } else {
        format!("{longest} bytes")
    };
    format!(
        "it is longer than {most}, the most that a document may have: split it, or raise `max_document_bytes` in `[input]`"
    )
}

/// Reads at most one byte more than a document may have.
fn read_whole(reader: impl Read, longest: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(longest as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of the JSON file beside a page, if there is one.
///
/// # Errors
/// In plain words: that it is too long or cannot be read.
fn read_side(page: &Path, longest: usize) -> Result<Option<Vec<u8>>, String> {
    let path = find::side_file(page);
    // A page in a file with the name of a JSON file is not what lies beside it.
    if path == page || !path.is_file() {
        return Ok(None);
    }
    let bytes = File::open(path).and_then(|file| read_whole(file, longest));
    match bytes.map_err(|error| plain_words(&error))? {
        bytes if bytes.len() > longest => Err(too_long(longest)),
        bytes => Ok(Some(bytes)),
    }
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
