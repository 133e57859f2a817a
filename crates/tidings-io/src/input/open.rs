//! Opens an input: counts the bytes, unpacks gzip, turns UTF-16 into UTF-8 where lines are needed.
//!
//! What a gzip file may unpack to is bounded by its size.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;

use super::members::Members;

pub(super) type Stream = Box<dyn Read + Send>;

/// An open input and whether it was packed.
pub(super) struct Opened {
    pub(super) reader: Stream,
    pub(super) packed: bool,
}

/// Opens a file; the bytes read from the disk are added to `count`. Of an `archive`, a damaged gzip member
/// is an error after which reading goes on. A gzip file may unpack to `expansion` times its size, if that is given.
pub(super) fn open_file(
    path: &Path,
    count: &Arc<AtomicU64>,
    archive: bool,
    expansion: Option<u64>,
) -> io::Result<Opened> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    open_stream(Box::new(file), count, archive, expansion)
}

/// Prepares a stream as [`open_file`] does a file.
pub(super) fn open_stream(
    stream: Stream,
    count: &Arc<AtomicU64>,
    archive: bool,
    expansion: Option<u64>,
) -> io::Result<Opened> {
    unpack(Box::new(Counting { inner: stream, count: Arc::clone(count) }), archive, expansion)
}

/// Unpacks a stream that begins as gzip does. No text begins so, hence the file name need not be
/// asked.
fn unpack(mut reader: Stream, archive: bool, expansion: Option<u64>) -> io::Result<Opened> {
    let head = peek::<2>(&mut reader)?;
    if head != [0x1F, 0x8B] {
        return Ok(Opened { reader: Box::new(Cursor::new(head).chain(reader)), packed: false });
    }
    let read = Arc::new(AtomicU64::new(0));
    let whole = Counting { inner: Cursor::new(head).chain(reader), count: Arc::clone(&read) };
    let whole = BufReader::with_capacity(64 * 1024, whole);
    let unpacked: Stream =
        if archive { Box::new(Members::new(whole)) } else { Box::new(MultiGzDecoder::new(whole)) };
    let reader: Stream = match expansion {
        Some(most) => Box::new(Expanding { inner: unpacked, packed: read, unpacked: 0, most }),
        None => unpacked,
    };
    Ok(Opened { reader, packed: true })
}

/// What any gzip file may unpack to, however small it is.
const FREE: u64 = 16 * 1024 * 1024;

/// Ends a stream that unpacks to more than so many times what was read of it: a few packed kilobytes must not become gigabytes of
/// input.
struct Expanding {
    inner: Stream,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    most: u64,
}

impl Read for Expanding {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let allowed = self.packed.load(Ordering::Relaxed).saturating_mul(self.most).max(FREE);
        if self.unpacked > allowed {
            return Err(io::Error::other(Expanded(self.most)));
        }
        let read = self.inner.read(out)?;
        self.unpacked += read as u64;
        Ok(read)
    }
}

/// That a gzip file unpacks to too much.
#[derive(Debug)]
struct Expanded(u64);

impl fmt::Display for Expanded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the gzip archive unpacks to more than {} times its size and was read no further; if it is sound, raise \
             `max_expansion` in `[input]`",
            self.0
        )
    }
}

impl std::error::Error for Expanded {}

/// A stream whose first bytes have been looked at. They are read again; so is an error behind them.
pub(super) struct Peeked {
    head: Vec<u8>,
    given: usize,
    error: Option<io::Error>,
    rest: Stream,
}

impl Peeked {
    /// Looks at up to `most` bytes; of a stream that is not `patient`, at what comes first.
    pub(super) fn new(mut rest: Stream, most: usize, patient: bool) -> Self {
        let (mut head, mut len, mut error) = (vec![0; most], 0, None);
        while len < most && (patient || len == 0) {
            match rest.read(&mut head[len..]) {
                Ok(0) => break,
                Ok(read) => len += read,
                Err(again) if again.kind() == io::ErrorKind::Interrupted => {}
                Err(found) => {
                    error = Some(found);
                    break;
                }
            }
        }
        head.truncate(len);
        Peeked { head, given: 0, error, rest }
    }

    /// The first bytes.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }
}

impl Read for Peeked {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut ahead = &self.head[self.given..];
        if !ahead.is_empty() {
            let read = ahead.read(out)?;
            self.given += read;
            return Ok(read);
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.read(out),
        }
    }
}

/// A stream of JSON or XML as UTF-8 without byte order mark. Of other encodings, only UTF-16 is translated
/// here: in all others ASCII bytes are ASCII, and the record is decoded later.
pub(super) fn ascii_stream(mut reader: Stream, label: Option<&'static Encoding>) -> io::Result<Stream> {
    let head = peek::<3>(&mut reader)?;
    let marked = Encoding::for_bom(&head);
    let skip = marked.map_or(0, |(_, len)| len);
    let rest = Cursor::new(head[skip..].to_vec()).chain(reader);
    let wide = marked.map(|(encoding, _)| encoding).or(label);
    Ok(match wide {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            Box::new(Transcoder::new(rest, encoding))
        }
        _ => Box::new(rest),
    })
}

/// The first `N` bytes, or fewer if there are no more.
fn peek<const N: usize>(reader: &mut Stream) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(N);
    reader.by_ref().take(N as u64).read_to_end(&mut head)?;
    Ok(head)
}

struct Counting<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Reads UTF-16 as UTF-8; what is malformed becomes U+FFFD.
struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    /// What is decoded, and how much of it has been given out.
    output: Vec<u8>,
    ready: Range<usize>,
    ended: bool,
}

impl<R: Read> Transcoder<R> {
    fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        let input = vec![0; 16 * 1024];
        // Room for whatever one full input decodes to, so that every read is decoded whole.
        let room = decoder.max_utf8_buffer_length(input.len()).unwrap_or(4 * input.len());
        Transcoder { inner, decoder, input, output: vec![0; room], ready: 0..0, ended: false }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() && !self.ended {
            let read = self.inner.read(&mut self.input)?;
            self.ended = read == 0;
            let (_, _, written, _) =
                self.decoder.decode_to_utf8(&self.input[..read], &mut self.output, self.ended);
            self.ready = 0..written;
        }
        let count = self.ready.len().min(out.len());
        out[..count].copy_from_slice(&self.output[self.ready.start..][..count]);
        self.ready.start += count;
        Ok(count)
    }
}

/// Why an input could not be read further, for a person.
pub(super) fn read_reason(error: &io::Error, packed: bool) -> String {
    match error.kind() {
        _ if error.get_ref().is_some_and(|inner| inner.is::<Expanded>()) => error.to_string(),
        io::ErrorKind::UnexpectedEof if packed => "the gzip archive is cut off".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData if packed => {
            "the gzip archive is damaged".to_owned()
        }
        _ => format!("the file cannot be read: {}", super::error::plain_words(error)),
    }
}
