//! Cuts a mailbox (mbox) into its messages.
//!
//! A message begins after a line `From address date` at the beginning of the file or after an empty line. One message is in memory at
//! a time; one that is too long costs itself.

use std::io::{self, Read};

use super::buffer::Buffer;
use super::sniff::{begins_as_mailbox, is_separator};

/// One message.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) bytes: Vec<u8>,
    /// Its place in the mailbox, from 1.
    pub(super) number: u64,
}

/// What cannot be read of a mailbox.
#[derive(Debug)]
pub(super) enum MailboxError {
    /// The file cannot be read any further.
    Read(io::Error),
    /// The message has more bytes than a document may have. It was passed over without being kept.
    TooLong,
}

/// So many bytes may a line have that is looked at as the beginning of a message.
const LONGEST_LINE: usize = 1024;

/// An iterator over the messages of a mailbox.
pub(super) struct Mailbox {
    buffer: Buffer,
    number: u64,
    longest: usize,
    done: bool,
}

impl Mailbox {
    /// The messages of a mailbox, each at most `longest` bytes.
    pub(super) fn new(reader: Box<dyn Read + Send>, longest: usize) -> Self {
        Mailbox { buffer: Buffer::new(reader), number: 0, longest, done: false }
    }

    /// The number of the message that was read last.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    fn try_next(&mut self) -> Result<Option<Message>, MailboxError> {
        if !self.leave_separator()? {
            return Ok(None);
        }
        self.number += 1;
        let (mut at, mut kept) = (0, true);
        let end = loop {
            if let Some(next) = next_message(self.buffer.window(), at) {
                break next;
            }
            let len = self.buffer.window().len();
            // A beginning that is not whole yet stands at the end of the window.
            at = len.saturating_sub(2 * LONGEST_LINE);
            if len > self.longest {
                self.buffer.consume(at);
                (at, kept) = (0, false);
            }
            if !self.fill()? {
                break self.buffer.window().len();
            }
        };
        let bytes = (kept && end <= self.longest).then(|| unquoted(&self.buffer.window()[..end]));
        self.buffer.consume(end);
        bytes.map(|bytes| Some(Message { bytes, number: self.number })).ok_or(MailboxError::TooLong)
    }

    /// Leaves the line behind that a message begins with; `false` at the end.
    fn leave_separator(&mut self) -> Result<bool, MailboxError> {
        loop {
            let window = self.buffer.window();
            if let Some(feed) = memchr::memchr(b'\n', window) {
                let len = if is_separator(&window[..feed]) { feed + 1 } else { 0 };
                self.buffer.consume(len);
                return Ok(true);
            }
            if window.len() > LONGEST_LINE || !self.fill()? {
                return Ok(!self.buffer.window().is_empty());
            }
        }
    }

    fn fill(&mut self) -> Result<bool, MailboxError> {
        self.buffer.fill().map_err(|error| {
            self.done = true;
            MailboxError::Read(error)
        })
    }
}

impl Iterator for Mailbox {
    type Item = Result<Message, MailboxError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done { None } else { self.try_next().transpose() }
    }
}

/// Where the next message begins, looked for from `from` on.
fn next_message(window: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find_iter(&window[from..], b"\nFrom ").map(|at| from + at + 1).find(|&at| {
        let before = &window[..at - 1];
        let blank = before.ends_with(b"\n") || before.ends_with(b"\n\r") || before.is_empty();
        blank && begins_as_mailbox(&window[at..window.len().min(at + 2 * LONGEST_LINE)])
    })
}

/// The message without the mark of lines that would look like the beginning of another: `>From ` was `From `.
fn unquoted(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len());
    let mut rest = message;
    while let Some(at) = memchr::memmem::find(rest, b"\n>") {
        out.extend_from_slice(&rest[..=at]);
        rest = &rest[at + 1..];
        let marks = rest.iter().take_while(|byte| **byte == b'>').count();
        if rest[marks..].starts_with(b"From ") {
            rest = &rest[1..];
        }
    }
    out.extend_from_slice(rest);
    out
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    const FROM: &str = "From news@quay.example Mon Jan  5 06:00:00 2026\n";

    fn read(mailbox: &str) -> Vec<String> {
        Mailbox::new(Box::new(Cursor::new(mailbox.as_bytes().to_vec())), 3000)
            .map(|message| match message {
                Ok(Message { bytes, number }) => format!("{number}:{}", String::from_utf8_lossy(&bytes)),
                Err(MailboxError::TooLong) => "!too long".to_owned(),
                Err(MailboxError::Read(error)) => format!("!{error}"),
            })
            .collect()
    }

    #[test]
    fn messages_are_cut_at_their_first_line() {
        let mailbox = format!(
            "{FROM}Subject: a\n\nFrom here on.\n>From there on.\n\n{FROM}Subject: b\n\nFrom Monday 2026 on\n"
        );
        assert_eq!(
            read(&mailbox),
            ["1:Subject: a\n\nFrom here on.\nFrom there on.\n\n", "2:Subject: b\n\nFrom Monday 2026 on\n"]
        );
        assert!(read("").is_empty());
    }

    #[test]
    fn a_message_beyond_the_limit_costs_itself() {
        let long = "x\n".repeat(300_000);
        let mailbox = format!("{FROM}A: 1\n\na\n\n{FROM}B: 2\n\n{long}\n{FROM}C: 3\n\nc\n");
        assert_eq!(read(&mailbox), ["1:A: 1\n\na\n\n", "!too long", "3:C: 3\n\nc\n"]);
        assert_eq!(read(&format!("{FROM}B: 2\n\n{long}")), ["!too long"]);
    }

    proptest! {
        #[test]
        fn any_bytes_end(mailbox in "(From a Mon Jan 5 06:00:00 2026|\\n|A: b|>|From ){0,40}") {
            prop_assert!(read(&mailbox).len() <= mailbox.len() + 1);
        }
    }
}
