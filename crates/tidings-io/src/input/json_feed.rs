//! Cuts a feed in JSON (jsonfeed.org) into items: the list `items` of the one object that the file holds.
//!
//! Each item comes with what stands before the list and says whose feed it is.

use std::io::Read;
use std::sync::Arc;

use super::buffer::Buffer;
use super::records::{Record, RecordError, Records, Scan};

/// An item and the head of its feed, which is an object of its own.
pub(super) type Item = (Record, Arc<[u8]>);

/// An iterator over the items of a feed.
pub(super) struct JsonFeedItems {
    state: State,
    longest: usize,
}

enum State {
    /// The list was not found yet.
    Head(Buffer),
    Items {
        records: Records,
        head: Arc<[u8]>,
    },
    Done,
}

/// What cannot be read of a feed.
#[derive(Debug)]
pub(super) enum JsonFeedError {
    Record(RecordError),
    /// There is no list of items within as many bytes as a document may have.
    NoItems,
    /// The list has no items.
    Empty,
}

impl JsonFeedItems {
    /// The items of a feed, each at most `longest` bytes.
    pub(super) fn new(reader: Box<dyn Read + Send>, longest: usize) -> Self {
        JsonFeedItems { state: State::Head(Buffer::new(reader)), longest }
    }

    fn try_next(&mut self) -> Result<Option<Item>, JsonFeedError> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(None),
                State::Head(buffer) => {
                    let (records, head) = self.find_items(buffer)?;
                    self.state = State::Items { records, head: head.into() };
                }
                State::Items { mut records, head } => {
                    let item = match records.next() {
                        None if records.values_read() == 0 => return Err(JsonFeedError::Empty),
                        None => return Ok(None),
                        Some(Ok(record)) => Ok(Some((record, Arc::clone(&head)))),
                        Some(Err(error @ RecordError::TooLong { .. })) => Err(JsonFeedError::Record(error)),
                        Some(Err(error)) => return Err(JsonFeedError::Record(error)),
                    };
                    self.state = State::Items { records, head };
                    return item;
                }
            }
        }
    }

    /// Reads up to the list of items.
    fn find_items(&self, mut buffer: Buffer) -> Result<(Records, Vec<u8>), JsonFeedError> {
        let mut search = Search::default();
        loop {
            let found = search.go_on(buffer.window());
            if let Some((head, list)) = found.filter(|(_, list)| *list <= self.longest) {
                let mut head = buffer.window()[..head].to_vec();
                let open = head.trim_ascii_end().len();
                head.truncate(open);
                if head.ends_with(b",") {
                    head.pop();
                }
                head.push(b'}');
                let feeds = memchr::memchr_iter(b'\n', &buffer.window()[..list]).count() as u64;
                buffer.consume(list);
                return Ok((Records::items(buffer, 1 + feeds, self.longest), head));
            }
            let fits = found.is_none() && buffer.window().len() <= self.longest;
            let more =
                fits && buffer.fill().map_err(|error| JsonFeedError::Record(RecordError::Read(error)))?;
            if !more {
                return Err(JsonFeedError::NoItems);
            }
        }
    }
}

impl Iterator for JsonFeedItems {
    type Item = Result<Item, JsonFeedError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.try_next().transpose()
    }
}

/// Looks for the key `items` of the outermost object.
#[derive(Default)]
struct Search {
    at: usize,
    scan: Scan,
    /// Where the last string at this depth began.
    string: usize,
    /// Where the key stands, if it was the last thing.
    key: Option<usize>,
    colon: bool,
}

impl Search {
    /// Where the key begins and what follows the bracket that opens its list; `None` if more is needed.
    fn go_on(&mut self, window: &[u8]) -> Option<(usize, usize)> {
        while let Some(&byte) = window.get(self.at) {
            let outside = !self.scan.string;
            if outside && self.colon && byte == b'[' {
                return self.key.map(|key| (key, self.at + 1));
            }
            if outside && self.scan.depth == 1 {
                match byte {
                    b'"' => (self.string, self.key, self.colon) = (self.at, None, false),
                    b':' => self.colon = self.key.is_some(),
                    byte if byte.is_ascii_whitespace() => {}
                    _ => (self.key, self.colon) = (None, false),
                }
            }
            self.scan.step(byte);
            self.at += 1;
            let closed = !outside && !self.scan.string && self.scan.depth == 1;
            if closed && &window[self.string..self.at] == b"\"items\"" {
                self.key = Some(self.string);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(feed: &str) -> Vec<String> {
        JsonFeedItems::new(Box::new(Cursor::new(feed.as_bytes().to_vec())), 60)
            .map(|item| match item {
                Ok((Record { bytes, number, .. }, head)) => format!(
                    "{}:{} of {}",
                    number.unwrap_or(0),
                    String::from_utf8_lossy(&bytes),
                    String::from_utf8_lossy(&head)
                ),
                Err(error) => format!("!{error:?}"),
            })
            .collect()
    }

    #[test]
    fn items_come_with_what_stands_before_them() {
        let feed =
            r#"{"title": "items", "a": {"items": [0]}, "items" : [{"id": 1}, {"id": "]"}], "b": {"x": 1}}"#;
        let head = r#"{"title": "items", "a": {"items": [0]}}"#;
        assert_eq!(
            read(feed),
            [format!("1:{{\"id\": 1}} of {head}"), format!("2:{{\"id\": \"]\"}} of {head}")]
        );
    }

    #[test]
    fn what_is_missing_is_said() {
        assert_eq!(read(r#"{"title": "x", "items": []}"#), ["!Empty"]);
        assert_eq!(read(r#"{"title": "x", "items": 5}"#), ["!NoItems"]);
        assert_eq!(read(&format!("{{\"a\": \"{}\", \"items\": [1]}}", "x".repeat(100_000))).len(), 1);
        let cut = read(r#"{"items": [{"id": 1}, {"id""#);
        assert_eq!(cut.len(), 3, "{cut:?}");
    }
}
