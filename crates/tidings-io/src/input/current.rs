//! A file of many documents that is being read: its records as raw inputs, its mistakes as failures.

use std::sync::Arc;

use super::error::InputFailure;
use super::open::read_reason;
use super::records::{Record, RecordError, Records};
use super::warc::{WarcError, WarcRecords};
use super::{EMPTY, RawFormat, RawInput, too_long};

/// A file of many documents that is being read.
pub(super) struct Current {
    pub(super) path: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) packed: bool,
    pub(super) records: Cutter,
    /// Whether a record has been given out.
    pub(super) begun: bool,
    /// The most bytes that a record may have.
    pub(super) longest: usize,
}

/// What cuts a file into documents.
pub(super) enum Cutter {
    Json(Records),
    Warc(WarcRecords),
}

impl Current {
    /// The next document, or what went wrong with it; none at the end of the file.
    pub(super) fn next(&mut self) -> Option<Result<RawInput, InputFailure>> {
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
            Some(Err(RecordError::TooLong { line, number })) => {
                let name = format!("{}:{number}", self.name).into();
                Err(self.failure(name, Some(line), too_long(self.longest)))
            }
            Some(Err(error)) => {
                let reason = match &error {
                    RecordError::Read(error) => {
                        let reason = read_reason(error, self.packed);
                        format!("{reason}; what stands before line {line} was read")
                    }
                    _ => "the list has no closing bracket: the file may be cut off".to_owned(),
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
            Err(WarcError::TooLong) => {
                Err(self.failure(format!("{}:{number}", self.name).into(), None, too_long(self.longest)))
            }
            Err(WarcError::Read(error)) => {
                let reason = read_reason(&error, self.packed);
                let reason = format!("{reason} at or after record {number}");
                Err(self.failure(format!("{}:{number}", self.name).into(), None, reason))
            }
        })
    }
}
