//! A file of many documents that is being read: its records as raw inputs, its mistakes as failures.

use std::sync::Arc;

use super::error::InputFailure;
use super::feed::{FeedEntries, FeedError};
use super::json_feed::{JsonFeedError, JsonFeedItems};
use super::mailbox::{Mailbox, MailboxError};
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
    Mailbox(Mailbox),
    Feed(FeedEntries),
    JsonFeed(JsonFeedItems),
}

/// That a feed of any kind holds nothing.
const NO_ENTRY: &str = "the feed has no entries";

impl Current {
    /// The next document, or what went wrong with it; none at the end of the file.
    pub(super) fn next(&mut self) -> Option<Result<RawInput, InputFailure>> {
        match &mut self.records {
            Cutter::Json(_) => self.next_json(),
            Cutter::Warc(_) => self.next_archived(),
            Cutter::Mailbox(_) => self.next_message(),
            Cutter::Feed(_) => self.next_entry(),
            Cutter::JsonFeed(_) => self.next_item(),
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

    /// A failure of one record.
    fn failure_of(&self, number: u64, reason: String) -> InputFailure {
        self.failure(format!("{}:{number}", self.name).into(), None, reason)
    }

    fn next_json(&mut self) -> Option<Result<RawInput, InputFailure>> {
        let Cutter::Json(records) = &mut self.records else { return None };
        let (next, line) = (records.next(), records.line());
        let begun = std::mem::replace(&mut self.begun, true);
        Some(match next {
            Some(Ok(record)) => Ok(self.input(record, RawFormat::Json)),
            Some(Err(RecordError::TooLong { line, number })) => {
                Err(InputFailure { line: Some(line), ..self.failure_of(number, too_long(self.longest)) })
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
            Err(WarcError::Broken(reason)) => Err(self.failure_of(number, reason.to_owned())),
            Err(WarcError::TooLong) => Err(self.failure_of(number, too_long(self.longest))),
            Err(WarcError::Read(error)) => {
                let reason = read_reason(&error, self.packed);
                Err(self.failure_of(number, format!("{reason} at or after record {number}")))
            }
        })
    }

    fn next_message(&mut self) -> Option<Result<RawInput, InputFailure>> {
        let Cutter::Mailbox(messages) = &mut self.records else { return None };
        let next = messages.next()?;
        let number = messages.number();
        Some(match next {
            Ok(message) => {
                let record = Record { bytes: message.bytes, line: 0, number: Some(message.number) };
                Ok(self.input(record, RawFormat::Mail))
            }
            Err(MailboxError::TooLong) => Err(self.failure_of(number, too_long(self.longest))),
            Err(MailboxError::Read(error)) => {
                let reason = read_reason(&error, self.packed);
                Err(self.failure_of(number, format!("{reason} at or after message {number}")))
            }
        })
    }

    fn next_entry(&mut self) -> Option<Result<RawInput, InputFailure>> {
        let Cutter::Feed(entries) = &mut self.records else { return None };
        let next = entries.next()?;
        let number = entries.number();
        Some(match next {
            Ok(entry) => {
                let record = Record { bytes: entry.bytes, line: 0, number: Some(entry.number) };
                Ok(RawInput { side: Some(entry.head.to_vec()), ..self.input(record, RawFormat::Feed) })
            }
            Err(FeedError::None) => Err(self.failure(Arc::clone(&self.name), None, NO_ENTRY.to_owned())),
            Err(FeedError::TooLong) => Err(self.failure_of(number, too_long(self.longest))),
            Err(FeedError::CutOff) => {
                let reason = "this entry of the feed does not end: the file is cut off or damaged";
                Err(self.failure_of(number, reason.to_owned()))
            }
            Err(FeedError::GivenUp) => {
                let reason = "too many entries of the feed are broken or too long; the rest was not read";
                Err(self.failure_of(number, reason.to_owned()))
            }
            Err(FeedError::Read(error)) => {
                let reason = read_reason(&error, self.packed);
                Err(self.failure_of(number, format!("{reason} at or after entry {number}")))
            }
        })
    }

    fn next_item(&mut self) -> Option<Result<RawInput, InputFailure>> {
        let Cutter::JsonFeed(items) = &mut self.records else { return None };
        let reason = match items.next()? {
            Ok((record, head)) => {
                return Some(Ok(RawInput {
                    side: Some(head.to_vec()),
                    ..self.input(record, RawFormat::Feed)
                }));
            }
            Err(JsonFeedError::Record(RecordError::TooLong { number, .. })) => {
                return Some(Err(self.failure_of(number, too_long(self.longest))));
            }
            Err(JsonFeedError::Record(RecordError::Read(error))) => read_reason(&error, self.packed),
            Err(JsonFeedError::Record(RecordError::OpenList)) => {
                "the list of entries has no closing bracket: the file may be cut off".to_owned()
            }
            Err(JsonFeedError::NoItems) => "it says that it is a feed but has no list `items`".to_owned(),
            Err(JsonFeedError::Empty) => NO_ENTRY.to_owned(),
        };
        Some(Err(self.failure(Arc::clone(&self.name), None, reason)))
    }
}
