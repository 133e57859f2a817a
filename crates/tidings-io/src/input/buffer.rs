//! A window on a byte stream that grows until it holds a whole record.

use std::io::{self, Read};

/// Large enough that system calls do not show, small enough for the cache of a common machine.
const STEP: usize = 256 * 1024;

/// Reads ahead from `reader`; the memory is bounded by the longest record.
pub(super) struct Buffer {
    reader: Box<dyn Read + Send>,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Buffer {
    pub(super) fn new(reader: Box<dyn Read + Send>) -> Self {
        Buffer { reader, bytes: Vec::new(), start: 0, end: 0 }
    }

    /// What has been read and not been used.
    pub(super) fn window(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Reads more; `false` at the end of the stream.
    pub(super) fn fill(&mut self) -> io::Result<bool> {
        if self.start > 0 {
            self.bytes.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.bytes.len() {
            // Doubling keeps the copies of a very long record linear in its length.
            self.bytes.resize((self.bytes.len() * 2).max(STEP), 0);
        }
        loop {
            match self.reader.read(&mut self.bytes[self.end..]) {
                Ok(read) => {
                    self.end += read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Drops the first `count` bytes of the window.
    pub(super) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// How many bytes of memory it takes.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Copies the first `count` bytes of the window.
    pub(super) fn copy(&self, count: usize) -> Vec<u8> {
        self.window().get(..count).unwrap_or_default().to_vec()
    }
}
