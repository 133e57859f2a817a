//! Opens an input: counts the bytes, unpacks gzip, turns UTF-16 into UTF-8 where lines are needed.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;

use super::members::Members;

type Stream = Box<dyn Read + Send>;

/// An open input and whether it was packed.
pub(super) struct Opened {
    pub(super) reader: Stream,
    pub(super) packed: bool,
}

/// Opens a file; the bytes read from the disk are added to `count`. Of an `archive`, a damaged gzip member
/// is an error after which reading goes on.
pub(super) fn open_file(path: &Path, count: &Arc<AtomicU64>, archive: bool) -> io::Result<Opened> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    unpack(Box::new(Counting { inner: file, count: Arc::clone(count) }), archive)
}

/// Prepares standard input.
pub(super) fn open_stdin(stdin: Stream, count: &Arc<AtomicU64>, archive: bool) -> io::Result<Opened> {
    unpack(Box::new(Counting { inner: stdin, count: Arc::clone(count) }), archive)
}

/// Unpacks a stream that begins as gzip does. No text begins so, hence the file name need not be
/// asked.
fn unpack(mut reader: Stream, archive: bool) -> io::Result<Opened> {
    let head = peek::<2>(&mut reader)?;
    let packed = head == [0x1F, 0x8B];
    let whole = Cursor::new(head).chain(reader);
    let reader: Stream = if packed && archive {
        Box::new(Members::new(BufReader::with_capacity(64 * 1024, whole)))
    } else if packed {
        Box::new(MultiGzDecoder::new(BufReader::with_capacity(64 * 1024, whole)))
    } else {
        Box::new(whole)
    };
    Ok(Opened { reader, packed })
}

/// A stream of JSON as UTF-8 without byte order mark. Of other encodings, only UTF-16 is translated
/// here: in all others a line feed is the byte of a line feed, and the record is decoded later.
pub(super) fn json_stream(mut reader: Stream, label: Option<&'static Encoding>) -> io::Result<Stream> {
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
        io::ErrorKind::UnexpectedEof if packed => "the gzip archive is cut off".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData if packed => {
            "the gzip archive is damaged".to_owned()
        }
        _ => format!("the file cannot be read: {}", super::error::plain(error)),
    }
}
