//! The line of a document on its way to the writer.
//!
//! A line waits until those of the documents before it are written. That of an article has some tens of kilobytes; that of a document that
//! is made to be slow may have fifty times its length. So a long one is packed in blocks as it is made, which takes a tenth of the
//! memory; the bytes that are written are the same.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// A line is packed in blocks of at least so many bytes; a shorter one is kept as it is.
const BLOCK: usize = 1024 * 1024;

/// Some whole lines of output, each with its line feed.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What is packed. Few lines have any.
    packed: Option<Box<Packed>>,
    /// What comes behind it.
    pub(super) rest: Vec<u8>,
    /// Whether it is never packed.
    whole: bool,
}

#[derive(Clone, Debug, Default)]
struct Packed {
    blocks: Vec<Vec<u8>>,
    /// The length of what is in them.
    length: usize,
}

impl Line {
    /// An empty line with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Line { rest: Vec::with_capacity(bytes), ..Line::default() }
    }

    /// Bytes that stay as they are.
    pub(super) fn whole(rest: Vec<u8>) -> Self {
        Line { rest, whole: true, ..Line::default() }
    }

    /// How many bytes it has, line feed included.
    pub fn len(&self) -> usize {
        self.packed.as_ref().map_or(0, |packed| packed.length) + self.rest.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Shows the bytes to `take`, in order, in pieces of some megabytes at most.
    ///
    /// # Errors
    /// The first error of `take`.
    pub fn each(&self, mut take: impl FnMut(&[u8]) -> std::io::Result<()>) -> std::io::Result<()> {
        let mut bytes = Vec::new();
        for block in self.packed.iter().flat_map(|packed| &packed.blocks) {
            bytes.clear();
            DeflateDecoder::new(&block[..]).read_to_end(&mut bytes)?;
            take(&bytes)?;
        }
        take(&self.rest)
    }

    /// The bytes, unpacked.
    ///
    /// # Errors
    /// If a block is damaged.
    pub fn into_bytes(self) -> std::io::Result<Vec<u8>> {
        if self.packed.is_none() {
            return Ok(self.rest);
        }
        let mut bytes = Vec::with_capacity(self.len());
        self.each(|piece| bytes.write_all(piece))?;
        Ok(bytes)
    }

    /// Packs what is not packed yet, if that is much.
    pub(super) fn pack(&mut self) {
        if self.whole || self.rest.len() < BLOCK {
            return;
        }
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        // Nothing fails that writes into memory; if it did, the block would stay as it is.
        if let Ok(mut block) = encoder.write_all(&self.rest).and_then(|()| encoder.finish()) {
            block.shrink_to_fit();
            let packed = self.packed.get_or_insert_default();
            packed.length += self.rest.len();
            packed.blocks.push(block);
            self.rest.clear();
            self.rest.shrink_to(2 * BLOCK);
        }
    }
}

impl From<Vec<u8>> for Line {
    fn from(rest: Vec<u8>) -> Self {
        Line { rest, ..Line::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(line: &Line) -> Vec<u8> {
        let mut out = Vec::new();
        line.each(|piece| {
            out.extend_from_slice(piece);
            Ok(())
        })
        .unwrap();
        out
    }

    #[test]
    fn a_long_line_is_packed_and_comes_out_as_it_was() {
        let (mut line, mut expected) = (Line::default(), Vec::new());
        for number in 0..400_000 {
            let row = format!("{{\"number\":{number}}},");
            line.rest.extend_from_slice(row.as_bytes());
            line.pack();
            expected.extend_from_slice(row.as_bytes());
        }
        let blocks = &line.packed.as_ref().unwrap().blocks;
        let kept = line.rest.capacity() + blocks.iter().map(Vec::capacity).sum::<usize>();
        assert!(kept < expected.len() / 2, "{kept} of {}", expected.len());
        assert_eq!(line.len(), expected.len());
        assert!(bytes(&line) == expected);
    }

    #[test]
    fn a_short_line_stays_as_it_is() {
        let mut line = Line::from(b"{}\n".to_vec());
        line.pack();
        assert_eq!((line.packed.is_none(), line.len(), line.is_empty()), (true, 3, false));
        assert_eq!(bytes(&line), b"{}\n");
    }
}
