//! Cuts a feed in XML (RSS, Atom) into entries without parsing them.
//!
//! Each entry comes with the head of the feed, that is what stands before the first entry and says whose feed it is. One entry is in
//! memory at a time. An entry that is broken or too long costs itself: the next one is looked for.

use std::io::{self, Read};
use std::sync::Arc;

use super::buffer::Buffer;
use super::markup::{MarkupKind, markup};

/// One entry.
#[derive(Debug)]
pub(super) struct FeedEntry {
    /// From its start tag to its end tag.
    pub(super) bytes: Vec<u8>,
    /// What stands before the first entry of the feed.
    pub(super) head: Arc<[u8]>,
    /// Its place in the feed, from 1.
    pub(super) number: u64,
}

/// What cannot be read of a feed.
#[derive(Debug)]
pub(super) enum FeedError {
    /// The file cannot be read any further.
    Read(io::Error),
    /// The entry has more bytes than a document may have. It was passed over without being kept.
    TooLong,
    /// The file ends inside the entry.
    CutOff,
    /// There is no entry at all.
    None,
    /// So much was broken that the rest was not read.
    GivenUp,
}

/// So many times a feed may be broken. To look for what follows a broken piece may take as long as an entry may have bytes.
const MOST_BROKEN: u32 = 100;

/// Of the head of a feed, so many bytes are kept: every entry is read with them.
const LONGEST_HEAD: usize = 16 * 1024;

/// An iterator over the entries of a feed.
pub(super) struct FeedEntries {
    buffer: Buffer,
    head: Vec<u8>,
    shared_head: Option<Arc<[u8]>>,
    /// The name of an entry's element, as the first one has it.
    name: Vec<u8>,
    number: u64,
    broken: u32,
    longest: usize,
    done: bool,
}

impl FeedEntries {
    /// The entries of a feed, each at most `longest` bytes.
    pub(super) fn new(reader: Box<dyn Read + Send>, longest: usize) -> Self {
        FeedEntries {
            buffer: Buffer::new(reader),
            head: Vec::new(),
            shared_head: None,
            name: Vec::new(),
            number: 0,
            broken: 0,
            longest,
            done: false,
        }
    }

    /// The number of the entry that was read last.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    fn try_next(&mut self) -> Result<Option<FeedEntry>, FeedError> {
        if !self.find_start()? {
            return if self.number == 0 { Err(FeedError::None) } else { Ok(None) };
        }
        self.number += 1;
        let Some(end) = self.find_end()?.filter(|end| *end <= self.longest) else {
            // Perhaps a section that does not end has swallowed the next entries.
            let ended = self.buffer.window().len() <= self.longest;
            self.note_broken()?;
            self.buffer.consume(1);
            self.resume()?;
            return Err(if ended { FeedError::CutOff } else { FeedError::TooLong });
        };
        let bytes = self.buffer.copy(end);
        self.buffer.consume(end);
        let head = self.shared_head.get_or_insert_with(|| std::mem::take(&mut self.head).into());
        Ok(Some(FeedEntry { bytes, head: Arc::clone(head), number: self.number }))
    }

    /// Goes to the start tag of the next entry, which is then at the front; `false` if there is none.
    fn find_start(&mut self) -> Result<bool, FeedError> {
        loop {
            let window = self.buffer.window();
            let Some(text) = memchr::memchr(b'<', window) else {
                self.leave(window.len());
                if !self.fill()? {
                    return Ok(false);
                }
                continue;
            };
            let Some(piece) = markup(&window[text..]).filter(|piece| piece.len <= self.longest) else {
                self.leave(text);
                let len = self.buffer.window().len();
                if len > self.longest || !self.more(len)? {
                    self.note_broken()?;
                    self.leave(1);
                }
                continue;
            };
            if let MarkupKind::Start { name, .. } = piece.kind {
                let name = &window[text..][name];
                if self.is_entry(name) {
                    self.name = name.to_vec();
                    self.leave(text);
                    return Ok(true);
                }
            }
            self.leave(text + piece.len);
        }
    }

    /// The length of the entry at the front; `None` if it does not end within the most that it may have. One that another entry begins
    /// inside of ends there.
    fn find_end(&mut self) -> Result<Option<usize>, FeedError> {
        let (mut at, mut begun) = (0, false);
        while at <= self.longest {
            let window = self.buffer.window();
            let start = memchr::memchr(b'<', &window[at..]).map(|text| at + text);
            let Some((start, piece)) = start.and_then(|start| Some((start, markup(&window[start..])?)))
            else {
                let len = window.len();
                at = start.unwrap_or(len);
                if len > self.longest || !self.more(len)? {
                    return Ok(None);
                }
                continue;
            };
            at = start + piece.len;
            match piece.kind {
                MarkupKind::Start { name, empty } if window[start..][name.clone()] == self.name[..] => {
                    if begun || empty {
                        return Ok(Some(if begun { start } else { at }));
                    }
                    begun = true;
                }
                MarkupKind::End { name } if window[start..][name.clone()] == self.name[..] => {
                    return Ok(Some(at));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// Counts something that is broken.
    fn note_broken(&mut self) -> Result<(), FeedError> {
        self.broken += 1;
        if self.broken <= MOST_BROKEN {
            return Ok(());
        }
        self.done = true;
        Err(FeedError::GivenUp)
    }

    /// Goes on to what looks like the next entry, wherever it stands, or to the end.
    fn resume(&mut self) -> Result<(), FeedError> {
        let start = [b"<", &self.name[..]].concat();
        loop {
            let window = self.buffer.window();
            let found = memchr::memmem::find_iter(window, &start).find(|at| {
                window.get(at + start.len()).is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'>')
            });
            let skip = found.unwrap_or_else(|| window.len().saturating_sub(start.len()));
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

    /// Whether an element of this name is an entry: of the feed's kind, and once one was found, written as that one.
    fn is_entry(&self, name: &[u8]) -> bool {
        if !self.name.is_empty() {
            return name == self.name;
        }
        let local = memchr::memrchr(b':', name).map_or(name, |colon| &name[colon + 1..]);
        local == b"item" || local == b"entry"
    }

    /// Leaves `count` bytes behind; what stands before the first entry is kept.
    fn leave(&mut self, count: usize) {
        if self.number == 0 {
            let room = LONGEST_HEAD.saturating_sub(self.head.len());
            self.head.extend_from_slice(&self.buffer.window()[..count.min(room)]);
        }
        self.buffer.consume(count);
    }

    /// Reads until the window is twice as long as `len`, so that what is looked at again stays linear; `false` if there is no more.
    fn more(&mut self, len: usize) -> Result<bool, FeedError> {
        let mut any = false;
        while self.buffer.window().len() < len.saturating_mul(2) {
            if !self.fill()? {
                break;
            }
            any = true;
        }
        Ok(any)
    }

    fn fill(&mut self) -> Result<bool, FeedError> {
        self.buffer.fill().map_err(|error| {
            self.done = true;
            FeedError::Read(error)
        })
    }
}

impl Iterator for FeedEntries {
    type Item = Result<FeedEntry, FeedError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.try_next();
        self.done |= matches!(next, Ok(None) | Err(FeedError::None));
        next.transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    /// A stream that gives a few bytes at a time.
    struct Slow(Cursor<Vec<u8>>, usize);

    impl Read for Slow {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let most = out.len().min(self.1);
            self.0.read(&mut out[..most])
        }
    }

    /// The entries with their numbers, and the reasons of errors.
    fn read(feed: &str, step: usize) -> Vec<String> {
        let reader = Slow(Cursor::new(feed.as_bytes().to_vec()), step);
        FeedEntries::new(Box::new(reader), 200)
            .map(|entry| match entry {
                Ok(entry) => format!("{}:{}", entry.number, String::from_utf8_lossy(&entry.bytes)),
                Err(FeedError::Read(error)) => format!("!{error}"),
                Err(error) => format!("!{error:?}"),
            })
            .collect()
    }

    #[track_caller]
    fn check(feed: &str, expected: &[&str]) {
        for step in [1, 7, 100_000] {
            assert_eq!(read(feed, step), expected, "{step} bytes at a time");
        }
    }

    #[test]
    fn entries_are_cut_at_their_tags() {
        check(
            "<rss><channel><title>a</title><items/><!-- <item> --><item x='>'>b<![CDATA[</item>]]></item> <item/></channel></rss>",
            &["1:<item x='>'>b<![CDATA[</item>]]></item>", "2:<item/>"],
        );
        check(
            "<a:feed><a:entry><entry>1</entry></a:entry><a:entry>2</a:entry></a:feed>",
            &["1:<a:entry><entry>1</entry></a:entry>", "2:<a:entry>2</a:entry>"],
        );
        let mut entries = FeedEntries::new(Box::new("<feed><title>t</title><entry/>".as_bytes()), 200);
        let entry = entries.next().expect("an entry").expect("whole");
        assert_eq!(&entry.head[..], b"<feed><title>t</title>");
    }

    #[test]
    fn a_feed_without_entries_says_so() {
        check("<rss><channel><title>a</title></channel></rss>", &["!None"]);
        check("", &["!None"]);
        check("<rss><channel", &["!None"]);
    }

    #[test]
    fn a_broken_entry_costs_itself() {
        check("<rss><item>1<item>2</item><item>3", &["1:<item>1", "2:<item>2</item>", "!CutOff"]);
        check(
            "<rss><item>1<![CDATA[open</item><item>2</item><item>3</item></rss>",
            &["!CutOff", "2:<item>2</item>", "3:<item>3</item>"],
        );
        check("<rss><!-- <item>1</item><item>2</item>", &["1:<item>1</item>", "2:<item>2</item>"]);
        let endless = "<item><![CDATA[".repeat(1_000);
        assert_eq!(read(&endless, 100_000).last().map(String::as_str), Some("!GivenUp"));
        let long = "x".repeat(300);
        check(
            &format!(
                "<rss><item>1</item><item>{long}</item><item>3</item><item><![CDATA[{long}]]></item><item>5</item></rss>"
            ),
            &["1:<item>1</item>", "!TooLong", "3:<item>3</item>", "!TooLong", "5:<item>5</item>"],
        );
    }

    proptest! {
        #[test]
        fn any_feed_ends_and_reads_the_same_in_any_steps(
            feed in "(<item>|</item>|<entry>|</entry>|<!\\[CDATA\\[|\\]\\]>|<a b='|'>|<!--|-->|[a-z <]){0,40}", step in 1usize..9,
        ) {
            let entries = read(&feed, step);
            prop_assert!(entries.len() <= feed.len() + 1);
            prop_assert_eq!(entries, read(&feed, 100_000));
        }
    }
}
