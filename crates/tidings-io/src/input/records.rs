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

/// Why there are no more records.
#[derive(Debug)]
pub(super) enum RecordError {
    /// The file cannot be read any further.
    Read(io::Error),
    /// A single record has more bytes than a document may have.
    TooLong,
    /// The closing bracket of a list is missing.
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
}

impl Records {
    /// The lines of a file of JSON lines.
    pub(super) fn lines(reader: Box<dyn Read + Send>) -> Self {
        Records { buffer: Buffer::new(reader), mode: Mode::Lines, line: 1, count: 0, longest: MOST }
    }

    /// The values of a file that is JSON of some kind.
    pub(super) fn values(reader: Box<dyn Read + Send>) -> Self {
        Records { mode: Mode::Undecided, ..Records::lines(reader) }
    }

    /// The line that will be read next.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    fn try_next(&mut self) -> Result<Option<Record>, RecordError> {
        match self.mode {
            Mode::Lines => self.next_line(),
            Mode::Undecided => self.decide(),
            Mode::Values | Mode::List => self.next_value(),
            Mode::Done => Ok(None),
        }
    }

    fn next_line(&mut self) -> Result<Option<Record>, RecordError> {
        let Some((len, feed)) = self.find_line_end()? else { return Ok(None) };
        let line = self.line;
        self.line += 1;
        let record = Record { bytes: self.buffer.copy(len), line, number: Some(line) };
        self.buffer.consume(len + usize::from(feed));
        Ok(Some(record))
    }

    /// The length of the line at the front, and whether a line feed ends it; `None` at the end.
    fn find_line_end(&mut self) -> Result<Option<(usize, bool)>, RecordError> {
        let mut searched = 0;
        loop {
            let window = self.buffer.window();
            if let Some(at) = window.get(searched..).and_then(|rest| memchr::memchr(b'\n', rest)) {
                return Ok(Some((searched + at, true)));
            }
            searched = window.len();
            if !self.fill()? {
                return Ok((searched > 0).then_some((searched, false)));
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
            let mut record = self.next_line()?;
            if self.skip_space()?.is_none()
                && let Some(record) = &mut record
            {
                record.number = None;
            }
            return Ok(record);
        }
        self.mode = Mode::Values;
        let mut record = self.take_value(&extent);
        if self.skip_space()?.is_none() {
            record.number = None;
        }
        Ok(Some(record))
    }

    fn next_value(&mut self) -> Result<Option<Record>, RecordError> {
        loop {
            let Some(next) = self.skip_space()? else {
                let list = self.mode == Mode::List;
                self.mode = Mode::Done;
                return if list { Err(RecordError::OpenList) } else { Ok(None) };
            };
            match next {
                b',' => self.buffer.consume(1),
                b']' if self.mode == Mode::List => {
                    self.buffer.consume(1);
                    self.mode = Mode::Values;
                }
                _ => {
                    let extent = self.find_value_end()?;
                    return Ok(Some(self.take_value(&extent)));
                }
            }
        }
    }

    fn take_value(&mut self, extent: &Extent) -> Record {
        self.count += 1;
        let record =
            Record { bytes: self.buffer.copy(extent.len), line: self.line, number: Some(self.count) };
        self.buffer.consume(extent.len);
        self.line += extent.feeds;
        record
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
    /// white space if it has none. At least one byte long.
    fn find_value_end(&mut self) -> Result<Extent, RecordError> {
        let mut extent = Extent::default();
        let mut state = Scan::default();
        loop {
            while let Some(&byte) = self.buffer.window().get(extent.len) {
                if !state.bracketed() && extent.len > 0 && !state.string && is_end(byte) {
                    return Ok(extent);
                }
                extent.len += 1;
                if byte == b'\n' {
                    extent.feeds += 1;
                    extent.feed_in_string |= state.string;
                }
                if state.step(byte) {
                    return Ok(extent);
                }
            }
            if !self.fill()? {
                return Ok(extent);
            }
        }
    }

    fn fill(&mut self) -> Result<bool, RecordError> {
        if self.buffer.window().len() > self.longest {
            return Err(RecordError::TooLong);
        }
        self.buffer.fill().map_err(RecordError::Read)
    }
}

/// Spans are 32-bit, and a record is at least as long as its text.
const MOST: usize = u32::MAX as usize;

impl Iterator for Records {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.try_next();
        if next.is_err() {
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
}

/// What the scan for the end of a value remembers.
#[derive(Default)]
struct Scan {
    depth: u32,
    string: bool,
    escaped: bool,
}

impl Scan {
    fn bracketed(&self) -> bool {
        self.depth > 0
    }

    /// Takes one byte; says whether it closes the value.
    fn step(&mut self, byte: u8) -> bool {
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives one byte at a time, so that every record crosses the edge of a read.
    struct Slow(Vec<u8>, usize);

    impl Read for Slow {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let Some(&byte) = self.0.get(self.1) else { return Ok(0) };
            out[0] = byte;
            self.1 += 1;
            Ok(1)
        }
    }

    /// The records as `number@line:bytes`.
    fn show(records: Records) -> Vec<String> {
        records
            .map(|record| match record {
                Ok(Record { bytes, line, number }) => {
                    let number = number.map_or("-".to_owned(), |number| number.to_string());
                    format!("{number}@{line}:{}", String::from_utf8_lossy(&bytes))
                }
                Err(error) => format!("{error:?}"),
            })
            .collect()
    }

    #[track_caller]
    fn check(open: fn(Box<dyn Read + Send>) -> Records, input: &str, expected: &[&str]) {
        let fast = open(Box::new(io::Cursor::new(input.as_bytes().to_vec())));
        let slow = open(Box::new(Slow(input.as_bytes().to_vec(), 0)));
        assert_eq!(show(fast), expected);
        assert_eq!(show(slow), expected);
    }

    #[test]
    fn lines_are_cut_at_line_feeds() {
        check(Records::lines, "", &[]);
        check(Records::lines, "a\n\nb", &["1@1:a", "2@2:", "3@3:b"]);
        check(Records::lines, "a\r\nb\n", &["1@1:a\r", "2@2:b"]);
    }

    #[test]
    fn a_json_file_may_be_one_object() {
        check(Records::values, "{\"a\":1}\n", &["-@1:{\"a\":1}"]);
        check(Records::values, "\n{\n \"a\": \"}\\\"\"\n}\n\n", &["-@2:{\n \"a\": \"}\\\"\"\n}"]);
    }

    #[test]
    fn a_json_file_may_be_lines() {
        check(Records::values, "{\"a\":1}\n{\"b\":[2]}\n", &["1@1:{\"a\":1}", "2@2:{\"b\":[2]}"]);
        // A broken first line must not take the second with it.
        check(Records::values, "{\"a\n{\"b\":2}\n", &["1@1:{\"a", "2@2:{\"b\":2}"]);
    }

    #[test]
    fn a_json_file_may_be_a_list() {
        check(
            Records::values,
            "[{\"a\":1},\n {\"b\":\"]\"} , 7]\n",
            &["1@1:{\"a\":1}", "2@2:{\"b\":\"]\"}", "3@2:7"],
        );
        check(Records::values, "[]", &[]);
    }

    #[test]
    fn a_list_that_is_cut_off_says_so() {
        check(Records::values, "[{\"a\":1},", &["1@1:{\"a\":1}", "OpenList"]);
        check(Records::values, "[{\"a\":1}, {\"b", &["1@1:{\"a\":1}", "2@1:{\"b", "OpenList"]);
    }

    #[test]
    fn objects_over_many_lines_follow_each_other() {
        check(Records::values, "{\n}\n{\n}", &["1@1:{\n}", "2@3:{\n}"]);
    }

    #[test]
    fn a_line_beyond_the_limit_ends_the_file() {
        let mut records = Records::lines(Box::new(io::Cursor::new(vec![b'x'; 2_000_000])));
        records.longest = 1_000_000;
        assert_eq!(show(records), ["TooLong"]);
    }

    proptest! {
        #[test]
        fn any_bytes_end(input in proptest::collection::vec(
            prop_oneof![Just(b'{'), Just(b'}'), Just(b'['), Just(b']'), Just(b'"'), Just(b'\\'),
                        Just(b'\n'), Just(b','), any::<u8>()], 0..80))
        {
            for open in [Records::lines, Records::values] {
                let records = show(open(Box::new(io::Cursor::new(input.clone()))));
                prop_assert!(records.len() <= input.len() + 1);
            }
        }

        #[test]
        fn lines_lose_nothing(input in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b'a')], 0..80)) {
            let records: Vec<Vec<u8>> = Records::lines(Box::new(Slow(input.clone(), 0)))
                .map(|record| record.expect("reads").bytes).collect();
            let mut joined = records.join(&b'\n');
            if input.ends_with(b"\n") {
                joined.push(b'\n');
            }
            prop_assert_eq!(joined, input);
        }
    }
}
