//! From text to pieces: white space is collapsed, character references are resolved, lines are ended.

use std::ops::Range;

use super::blocks::{Block, Builder, Inline, Piece, What};
use crate::character_references::character_reference;

impl Builder<'_> {
    /// Adds the text of a token.
    pub(super) fn text(&mut self, range: Range<usize>) {
        if self.state.silent {
            let text = self.html[range.clone()].trim_ascii();
            if text.is_empty() {
                return;
            }
            self.leave_head_for_text();
            if self.state.silent {
                self.silenced += text.len();
                return;
            }
        }
        if self.state.author {
            self.head.author(range.clone());
        }
        if self.state.preformatted {
            return self.preformatted(range);
        }
        let bytes = self.html.as_bytes();
        let mut at = range.start;
        while at < range.end {
            if is_space(bytes[at]) {
                self.note_space(at);
                at += 1;
            } else if bytes[at] == b'&'
                && let Some((len, value)) = character_reference(&self.html[at..range.end])
            {
                match value {
                    ' ' | '\u{A0}' | '\t' | '\n' => self.note_space(u32::MAX as usize),
                    _ => self.push(at..at + len, What::Become(value)),
                }
                at += len;
            } else {
                let end = word_end(bytes, at, range.end);
                self.push(at..end, What::Keep);
                at = end;
            }
        }
    }

    /// Text in which white space counts.
    fn preformatted(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let len = memchr::memchr(b'&', &self.html.as_bytes()[at..range.end]).unwrap_or(range.end - at);
            if len > 0 {
                self.push(at..at + len, What::Keep);
                at += len;
                continue;
            }
            let (len, what) = match character_reference(&self.html[at..range.end]) {
                Some((len, value)) => (len, What::Become(value)),
                None => (1, What::Keep),
            };
            self.push(at..at + len, what);
            at += len;
        }
    }

    /// Remembers white space; an ordinary space is the best one to keep.
    fn note_space(&mut self, at: usize) {
        let known = self.space.and_then(|space| self.html.as_bytes().get(space as usize));
        if known != Some(&b' ') {
            self.space = Some(at as u32);
        }
    }

    fn push(&mut self, range: Range<usize>, what: What) {
        let inline = self.state.inline;
        let (start, end) = (range.start as u32, range.end as u32);
        if self.first == self.pieces.len() {
            self.block_node = self.state.node;
        }
        if let Some(space) = self.space.take()
            && self.first < self.pieces.len()
        {
            self.push_space(space, start);
        }
        let len = if what == What::Keep { end - start } else { 1 };
        if inline == Inline::Text {
            self.text += len;
            self.links += if self.state.link { len } else { 0 };
        }
        if let Some(last) = self.pieces[self.first..].last_mut()
            && last.what == What::Keep
            && what == What::Keep
            && last.end == start
            && last.inline == inline
        {
            last.end = end;
            return;
        }
        self.pieces.push(Piece { start, end, what, inline });
    }

    /// Adds the one space that white space comes down to.
    fn push_space(&mut self, space: u32, next: u32) {
        let inline = self.state.inline;
        let piece = match self.html.as_bytes().get(space as usize) {
            Some(b' ') => Piece { start: space, end: space + 1, what: What::Keep, inline },
            Some(_) => Piece { start: space, end: space + 1, what: What::Become(' '), inline },
            // A character reference or a line break element stood there: the space goes before the next piece.
            None => Piece { start: next, end: next, what: What::Become(' '), inline },
        };
        self.text += u32::from(inline == Inline::Text);
        match self.pieces[self.first..].last_mut() {
            Some(last)
                if last.what == What::Keep
                    && piece.what == What::Keep
                    && last.end == space
                    && last.inline == inline =>
            {
                last.end = piece.end;
            }
            _ => self.pieces.push(piece),
        }
    }

    /// Ends the line.
    pub(super) fn finish_block(&mut self) {
        self.space = None;
        if self.first < self.pieces.len() {
            let pieces = self.first..self.pieces.len();
            let Builder { block_node: node, text, links, .. } = *self;
            self.blocks.push(Block { kind: self.state.kind, pieces, node, text, links });
        }
        self.first = self.pieces.len();
        (self.text, self.links) = (0, 0);
    }
}

/// Where the run of words with single spaces that starts at `at` ends.
fn word_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let mut here = at + 1;
    while here < end {
        let byte = bytes[here];
        if byte == b'&' || is_space(byte) && byte != b' ' {
            break;
        }
        if byte == b' ' && bytes[here + 1..end].first().is_none_or(|&next| is_space(next) || next == b'&') {
            break;
        }
        here += 1;
    }
    here
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}
