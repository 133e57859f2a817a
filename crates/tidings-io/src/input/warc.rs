//! Cuts a WARC file (ISO 28500) into records.
//!
//! Only records that may hold a page are given out (`response`, `resource`, and `conversion`, which text
//! extracts of archives consist of); others are skipped without being kept in memory. A broken record is an
//! error, and the reader goes on with the next one that it finds.

use std::io::{self, Read};

use super::buffer::Buffer;
use crate::decode::announces_page;
use crate::headers::Headers;

/// One record, header and content.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WarcRecord {
    pub(super) bytes: Vec<u8>,
    /// Its place among all records of the file, from 1.
    pub(super) number: u64,
}

/// A record that cannot be read.
#[derive(Debug)]
pub(super) enum WarcError {
    /// The file cannot be read here.
    Read(io::Error),
    /// The record is not what it should be.
    Broken(&'static str),
    /// The record has more bytes than a document may have. It was passed over without being kept.
    TooLong,
}

/// An iterator over the records of a file.
pub(super) struct WarcRecords {
    buffer: Buffer,
    number: u64,
    longest: usize,
    /// Whether the place in the file is lost and the next record is to be looked for.
    lost: bool,
    done: bool,
}

/// More than any header of a record has.
const LONGEST_HEADER: usize = 256 * 1024;

/// Within so many bytes a record says what it holds.
const ANNOUNCED: usize = 2 * LONGEST_HEADER;

/// What every record begins with.
const MAGIC: &[u8] = b"WARC/";

impl WarcRecords {
    /// The records of a file, each at most `longest` bytes.
    pub(super) fn new(reader: Box<dyn Read + Send>, longest: usize) -> Self {
        WarcRecords { buffer: Buffer::new(reader), number: 0, longest, lost: false, done: false }
    }

    /// The number of the record that was read last.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    fn try_next(&mut self) -> Result<Option<WarcRecord>, WarcError> {
        loop {
            if self.lost {
                self.find_next()?;
                self.lost = false;
            }
            if !self.skip_white_space()? {
                return Ok(None);
            }
            self.number += 1;
            let header = self.header()?;
            let Header { len, content, wanted } = header;
            if !wanted {
                self.skip((len as u64).saturating_add(content))?;
                continue;
            }
            let whole = usize::try_from(content).ok().and_then(|content| content.checked_add(len));
            let Some(whole) = whole.filter(|&whole| whole <= self.longest) else {
                let record = (len as u64).saturating_add(content);
                let is_page = self.announces_page(record)?;
                self.skip(record)?;
                if is_page {
                    return Err(WarcError::TooLong);
                }
                continue;
            };
            while self.buffer.window().len() < whole {
                if !self.fill()? {
                    self.buffer.consume(usize::MAX);
                    return Err(WarcError::Broken("the archive is cut off inside this record"));
                }
            }
            let bytes = self.buffer.copy(whole);
            self.buffer.consume(whole);
            return Ok(Some(WarcRecord { bytes, number: self.number }));
        }
    }

    /// Whether the record at the front, which is too long to be read, would be a page.
    fn announces_page(&mut self, record: u64) -> Result<bool, WarcError> {
        let wanted = record.min(ANNOUNCED as u64) as usize;
        while self.buffer.window().len() < wanted && self.fill()? {}
        let window = self.buffer.window();
        Ok(announces_page(&window[..window.len().min(wanted)]))
    }

    /// Reads the header of the record at the front.
    fn header(&mut self) -> Result<Header, WarcError> {
        loop {
            let window = self.buffer.window();
            if !window.starts_with(&MAGIC[..window.len().min(MAGIC.len())]) {
                return Err(self.broken("this is not the beginning of a WARC record"));
            }
            if let Some(headers) = Headers::read(&window[..window.len().min(LONGEST_HEADER)]) {
                let content = headers.get("Content-Length").and_then(|length| length.parse().ok());
                let kind = headers.get("WARC-Type").unwrap_or_default();
                let wanted = ["response", "resource", "conversion"].contains(&kind);
                let len = headers.len;
                return match content {
                    Some(content) => Ok(Header { len, content, wanted }),
                    None => Err(self.broken("the record does not say how long it is")),
                };
            }
            if window.len() >= LONGEST_HEADER {
                return Err(self.broken("the header of the record does not end"));
            }
            if !self.fill()? {
                self.buffer.consume(usize::MAX);
                return Err(WarcError::Broken("the archive is cut off inside the header of this record"));
            }
        }
    }

    /// Leaves a broken record: at least its first byte, so that every error is progress.
    fn broken(&mut self, reason: &'static str) -> WarcError {
        self.buffer.consume(1);
        self.lost = true;
        WarcError::Broken(reason)
    }

    /// Goes on to the next beginning of a record, or to the end.
    fn find_next(&mut self) -> Result<(), WarcError> {
        loop {
            let window = self.buffer.window();
            let found = memchr::memmem::find_iter(window, MAGIC)
                .find(|&at| window.get(at + MAGIC.len()).is_none_or(u8::is_ascii_digit));
            let skip = found.unwrap_or_else(|| window.len().saturating_sub(MAGIC.len()));
            self.buffer.consume(skip);
            if found.is_some() {
                return Ok(());
            }
            if !self.fill()? {
                self.buffer.consume(usize::MAX);
                return Ok(());
            }
        }
    }

    /// Says whether anything follows.
    fn skip_white_space(&mut self) -> Result<bool, WarcError> {
        loop {
            let window = self.buffer.window();
            let space = window.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let more = space < window.len();
            self.buffer.consume(space);
            if more || !self.fill()? {
                return Ok(more);
            }
        }
    }

    fn skip(&mut self, mut count: u64) -> Result<(), WarcError> {
        loop {
            let now = count.min(self.buffer.window().len() as u64);
            self.buffer.consume(now as usize);
            count -= now;
            if count == 0 || !self.fill()? {
                return Ok(());
            }
        }
    }

    fn fill(&mut self) -> Result<bool, WarcError> {
        self.buffer.fill().map_err(|error| {
            // A damaged member of a packed archive: what was read of the record is of no use, what follows
            // may be. Any other error would come again.
            self.done = !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData);
            self.buffer.consume(usize::MAX);
            self.lost = true;
            WarcError::Read(error)
        })
    }
}

struct Header {
    len: usize,
    content: u64,
    wanted: bool,
}

impl Iterator for WarcRecords {
    type Item = Result<WarcRecord, WarcError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done { None } else { self.try_next().transpose() }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn record(kind: &str, content: &str) -> String {
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {}\r\n\r\n{content}\r\n\r\n", content.len())
    }

    /// The contents of the records, with their numbers, and the reasons of errors.
    fn read(archive: &str) -> Vec<String> {
        WarcRecords::new(Box::new(Cursor::new(archive.as_bytes().to_vec())), 1000)
            .map(|record| match record {
                Ok(WarcRecord { bytes, number }) => {
                    let len = Headers::read(&bytes).expect("a header").len;
                    format!("{number}:{}", String::from_utf8_lossy(&bytes[len..]))
                }
                Err(WarcError::Broken(reason)) => format!("!{reason}"),
                Err(WarcError::TooLong) => "!too long".to_owned(),
                Err(WarcError::Read(error)) => format!("!{error}"),
            })
            .collect()
    }

    #[test]
    fn pages_are_given_out_and_others_skipped() {
        let archive = ["warcinfo", "request", "response", "metadata", "conversion"]
            .map(|kind| record(kind, &format!("{kind} of\r\n\r\nWARC/1.0")))
            .concat();
        let expected = ["3:response of\r\n\r\nWARC/1.0", "5:conversion of\r\n\r\nWARC/1.0"];
        assert_eq!(read(&archive), expected);
        assert!(read("").is_empty() && read("\r\n\r\n").is_empty());
    }

    #[test]
    fn a_broken_record_is_not_the_end() {
        let archive = [
            record("response", "a"),
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nlost\r\n\r\n".to_owned(),
            record("response", "b"),
            "what is this?\r\n\r\n".to_owned(),
            record("response", "c"),
        ]
        .concat();
        let expected = [
            "1:a",
            "!the record does not say how long it is",
            "3:b",
            "!this is not the beginning of a WARC record",
            "5:c",
        ];
        assert_eq!(read(&archive), expected);
    }

    #[test]
    fn a_record_beyond_the_limit_costs_itself() {
        let page = record("response", &format!("<p>{}", "x".repeat(1000)));
        // A film was never a page.
        let film = record("response", &"x".repeat(1000));
        let archive = [record("response", "a"), page, film, record("response", "b")];
        assert_eq!(read(&archive.concat()), ["1:a", "!too long", "4:b"]);
        let endless = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\n<p>";
        assert_eq!(read(endless), ["!too long"]);
    }

    #[test]
    fn a_cut_off_archive_says_so() {
        let archive = record("response", "a long page");
        let inside = "!the archive is cut off inside this record";
        assert_eq!(read(&archive[..archive.len() - 8]), [inside]);
        assert_eq!(read(&archive[..30]), ["!the archive is cut off inside the header of this record"]);
    }

    proptest! {
        #[test]
        fn any_bytes_end(archive in "(WARC/1.0|\\r\\n|Content-Length: [0-9]{1,2}|WARC-Type: response|\\PC| ){0,40}") {
            prop_assert!(read(&archive).len() <= archive.len() + 1);
        }
    }
}
