//! Cuts a JSON file into records without parsing them.
//!
//! JSON lines are cut at line feeds. A file named `.json` can hold a list of objects, one object over
//! many lines, or, often enough, JSON lines after all: the first record tells. There, a scan for
//! brackets outside of strings finds where a value ends.

use std::io::{self, Read};

use super::buffer::Buffer;

/// The bytes of one record and where they stand.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) bytes: Vec<u8>,
    /// The line on which the record begins, from 1.
    pub(super) line: u64,
    /// What names the record in its file: its line, or in a list its place, from 1. `None` if
    /// the file holds nothing else.
    pub(super) number: Option<u64>,
}

/// Why a record is not given out.
#[derive(Debug)]
pub(super) enum RecordError {
    /// The file cannot be read any further.
    Read(io::Error),
    /// The record that begins on this line has more bytes than a document may have. It was passed over without being kept; the
    /// ones behind it follow.
    TooLong { line: u64, number: u64 },
    /// The closing bracket of a list is missing: there are no more records.
    OpenList,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Every line is a record.
    Lines,
    /// Not yet known.
    Undecided,
    /// Values one after the other.
    Values,
    /// Values between square brackets, with commas.
    List,
    /// Likewise, and what follows the bracket is none of them.
    Items,
    Done,
}

/// An iterator over the records of a file.
pub(super) struct Records {
    buffer: Buffer,
    mode: Mode,
    /// Line feeds before the window, plus one.
    line: u64,
    count: u64,
    longest: usize,
    /// An error of reading behind a record that was whole: told after it.
    failed: Option<io::Error>,
}

impl Records {
    /// The lines of a file of JSON lines, each at most `longest` bytes.
    pub(super) fn lines(reader: Box<dyn Read + Send>, longest: usize) -> Self {
        Records { buffer: Buffer::new(reader), mode: Mode::Lines, line: 1, count: 0, longest, failed: None }
    }

    /// The values of a file that is JSON of some kind, each at most `longest` bytes.
    pub(super) fn values(reader: Box<dyn Read + Send>, longest: usize) -> Self {
        Records { mode: Mode::Undecided, ..Records::lines(reader, longest) }
    }

    /// The values of a list whose opening bracket has been read, each at most `longest` bytes; `line` is that of the bracket.
    pub(super) fn items(buffer: Buffer, line: u64, longest: usize) -> Self {
        Records { buffer, mode: Mode::Items, line, count: 0, longest, failed: None }
    }

    /// How many values have been read.
    pub(super) fn values_read(&self) -> u64 {
        self.count
    }

    /// The line that will be read next.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    fn try_next(&mut self) -> Result<Option<Record>, RecordError> {
        if let Some(error) = self.failed.take() {
            return Err(RecordError::Read(error));
        }
        match self.mode {
            Mode::Lines => self.next_line(),
            Mode::Undecided => self.decide(),
            Mode::Values | Mode::List | Mode::Items => self.next_value(),
            Mode::Done => Ok(None),
        }
    }

    fn next_line(&mut self) -> Result<Option<Record>, RecordError> {
        let Some((len, feed)) = self.find_line_end()? else { return Ok(None) };
        let line = self.line;
        let fits = len <= self.longest;
        let record = fits.then(|| Record { bytes: self.buffer.copy(len), line, number: Some(line) });
        self.buffer.consume(len + usize::from(feed));
        if !fits && !feed {
            self.skip_line()?;
        }
        self.line += 1;
        record.map(Some).ok_or(RecordError::TooLong { line, number: line })
    }

    /// The length of the line at the front, and whether a line feed ends it; `None` at the end. Of a line that is too long, what is
    /// in the window.
    fn find_line_end(&mut self) -> Result<Option<(usize, bool)>, RecordError> {
        let mut searched = 0;
        loop {
            let window = self.buffer.window();
            if let Some(at) = window.get(searched..).and_then(|rest| memchr::memchr(b'\n', rest)) {
                return Ok(Some((searched + at, true)));
            }
            searched = window.len();
            if searched > self.longest || !self.fill()? {
                return Ok((searched > 0).then_some((searched, false)));
            }
        }
    }

    /// Drops what is left of a line.
    fn skip_line(&mut self) -> Result<(), RecordError> {
        loop {
            let window = self.buffer.window();
            let (len, feed) =
                memchr::memchr(b'\n', window).map_or((window.len(), false), |at| (at + 1, true));
            self.buffer.consume(len);
            if feed || !self.fill()? {
                return Ok(());
            }
        }
    }

    /// Looks at the first value and sets the mode.
    fn decide(&mut self) -> Result<Option<Record>, RecordError> {
        let Some(first) = self.skip_space()? else { return Ok(None) };
        if first == b'[' {
            self.buffer.consume(1);
            self.mode = Mode::List;
            return self.next_value();
        }
        let extent = self.find_value_end()?;
        if extent.feed_in_string || extent.feeds == 0 {
            self.mode = Mode::Lines;
            let record = self.next_line()?;
            return Ok(record.map(|record| self.named(record)));
        }
        self.mode = Mode::Values;
        let record = self.take_value(extent)?;
        Ok(Some(self.named(record)))
    }

    /// The first record, without a number if the file holds nothing else.
    fn named(&mut self, record: Record) -> Record {
        match self.skip_space() {
            Ok(None) => return Record { number: None, ..record },
            Err(RecordError::Read(error)) => self.failed = Some(error),
            _ => {}
        }
        record
    }

    fn next_value(&mut self) -> Result<Option<Record>, RecordError> {
        loop {
            let Some(next) = self.skip_space()? else {
                let list = matches!(self.mode, Mode::List | Mode::Items);
                self.mode = Mode::Done;
                return if list { Err(RecordError::OpenList) } else { Ok(None) };
            };
            match next {
                b',' => self.buffer.consume(1),
                b']' if self.mode == Mode::List => {
                    self.buffer.consume(1);
                    self.mode = Mode::Values;
                }
                b']' if self.mode == Mode::Items => {
                    self.mode = Mode::Done;
                    return Ok(None);
                }
                _ => {
                    let extent = self.find_value_end()?;
                    return self.take_value(extent).map(Some);
                }
            }
        }
    }

    fn take_value(&mut self, extent: Extent) -> Result<Record, RecordError> {
        self.count += 1;
        let (line, number) = (self.line, self.count);
        self.line += extent.feeds;
        if extent.len > self.longest {
            self.buffer.consume(extent.len);
            if !extent.ended {
                self.skip_value(extent.state)?;
            }
            return Err(RecordError::TooLong { line, number });
        }
        let record = Record { bytes: self.buffer.copy(extent.len), line, number: Some(number) };
        self.buffer.consume(extent.len);
        Ok(record)
    }

    /// Drops white space; gives the byte after it, or `None` at the end.
    fn skip_space(&mut self) -> Result<Option<u8>, RecordError> {
        loop {
            let window = self.buffer.window();
            let space = window.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.line += memchr::memchr_iter(b'\n', &window[..space]).count() as u64;
            let next = window.get(space).copied();
            self.buffer.consume(space);
            if next.is_some() || !self.fill()? {
                return Ok(next);
            }
        }
    }

    /// Where the value at the front ends: with its closing bracket, or before a comma, a bracket or
    /// white space if it has none. At least one byte long. Of a value that is too long, what is in the window.
    fn find_value_end(&mut self) -> Result<Extent, RecordError> {
        let mut extent = Extent::default();
        loop {
            while let Some(&byte) = self.buffer.window().get(extent.len) {
                if extent.len > 0 && extent.state.may_end() && is_end(byte) {
                    return Ok(Extent { ended: true, ..extent });
                }
                extent.len += 1;
                if byte == b'\n' {
                    extent.feeds += 1;
                    extent.feed_in_string |= extent.state.string;
                }
                if extent.state.step(byte) {
                    return Ok(Extent { ended: true, ..extent });
                }
            }
            if extent.len > self.longest || !self.fill()? {
                return Ok(extent);
            }
        }
    }

    /// Drops what is left of a value.
    fn skip_value(&mut self, mut state: Scan) -> Result<(), RecordError> {
        loop {
            let (mut len, mut ended) = (0, false);
            for &byte in self.buffer.window() {
                if state.may_end() && is_end(byte) {
                    ended = true;
                    break;
                }
                len += 1;
                self.line += u64::from(byte == b'\n');
                if state.step(byte) {
                    ended = true;
                    break;
                }
            }
            self.buffer.consume(len);
            if ended || !self.fill()? {
                return Ok(());
            }
        }
    }

    fn fill(&mut self) -> Result<bool, RecordError> {
        self.buffer.fill().map_err(RecordError::Read)
    }
}

impl Iterator for Records {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.try_next();
        if matches!(next, Err(RecordError::Read(_) | RecordError::OpenList)) {
            self.mode = Mode::Done;
        }
        next.transpose()
    }
}

fn is_end(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}')
}

/// How far a value reaches.
#[derive(Default)]
struct Extent {
    len: usize,
    feeds: u64,
    /// Whether a line feed stands inside a string, where JSON does not allow one.
    feed_in_string: bool,
    /// Whether the end of the value was reached.
    ended: bool,
    state: Scan,
}

/// What the scan for the end of a value remembers.
#[derive(Default)]
pub(super) struct Scan {
    /// How many brackets are open.
    pub(super) depth: u32,
    /// Whether the place is inside a string.
    pub(super) string: bool,
    escaped: bool,
}

impl Scan {
    /// Whether the value may end without a bracket of its own.
    fn may_end(&self) -> bool {
        self.depth == 0 && !self.string
    }

    /// Takes one byte; says whether it closes the value.
    pub(super) fn step(&mut self, byte: u8) -> bool {
        if self.string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.string = false;
                    return self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests;
