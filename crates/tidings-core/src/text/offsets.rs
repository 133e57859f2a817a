//! Offsets in the unit that a reader of the output counts in.
//!
//! Inside Tidings every offset is a UTF-8 byte. Python counts code points, JavaScript and Java count
//! UTF-16 units; [`OffsetIndex`] translates both ways. ASCII text needs no table; other text keeps
//! one counter for every 64 bytes, so a lookup scans at most 64 bytes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Unicode code points, as Python strings count.
    #[default]
    CodePoint,
    /// UTF-8 bytes, as Rust and Go count.
    Utf8,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

const BLOCK: usize = 64;

/// Translates byte offsets of one text into offsets of one unit and back.
#[derive(Clone, Debug)]
pub struct OffsetIndex<'t> {
    text: &'t str,
    unit: OffsetUnit,
    /// Units before each block of [`BLOCK`] bytes; empty if a unit is a byte throughout.
    before: Vec<u32>,
}

impl<'t> OffsetIndex<'t> {
    /// An index for `text`. Takes time linear in its length, none for `Utf8` and little for ASCII.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if unit != OffsetUnit::Utf8 && !text.is_ascii() {
            before.reserve(bytes.len() / BLOCK + 1);
            let mut count = 0;
            for block in bytes.chunks(BLOCK) {
                before.push(count);
                count += units(block, unit);
            }
        }
        OffsetIndex { text, unit, before }
    }

    /// The offset, in units, of the byte offset `byte`. Beyond the end counts as the end.
    pub fn to_unit(&self, byte: u32) -> u32 {
        let byte = byte.min(self.text.len() as u32);
        if self.before.is_empty() {
            return byte;
        }
        let block = (byte as usize / BLOCK).min(self.before.len() - 1);
        self.before[block] + units(&self.text.as_bytes()[block * BLOCK..byte as usize], self.unit)
    }

    /// A byte span in units.
    pub fn span_to_units(&self, span: Span) -> Span {
        Span::new(self.to_unit(span.start), self.to_unit(span.end))
    }

    /// The byte offset of the offset `unit`, or `None` beyond the end or inside a character.
    pub fn to_byte(&self, unit: u32) -> Option<u32> {
        if self.before.is_empty() {
            return self.text.is_char_boundary(unit as usize).then_some(unit);
        }
        let text = self.text.as_bytes();
        let block = self.before.partition_point(|count| *count <= unit).saturating_sub(1);
        let mut count = self.before[block];
        let mut at = block * BLOCK;
        // A block may begin inside a character: its continuation bytes were counted before.
        while at < text.len() && is_continuation(text[at]) {
            at += 1;
        }
        while at < text.len() && count < unit {
            count += units(&text[at..=at], self.unit);
            at += 1;
            while at < text.len() && is_continuation(text[at]) {
                at += 1;
            }
        }
        (count == unit).then_some(at as u32)
    }

    /// A span in units as a byte span, or `None` if it does not fit the text.
    pub fn span_to_bytes(&self, span: Span) -> Option<Span> {
        let (start, end) = (self.to_byte(span.start)?, self.to_byte(span.end)?);
        (start <= end).then_some(Span { start, end })
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Units that begin in `bytes`, which are at most a block: a character counts where its first byte is.
fn units(bytes: &[u8], unit: OffsetUnit) -> u32 {
    // A block fits a counter of one byte, which lets the compiler add many at once.
    let count =
        |counts: fn(u8) -> bool| u32::from(bytes.iter().map(|byte| u8::from(counts(*byte))).sum::<u8>());
    match unit {
        OffsetUnit::CodePoint => count(|byte| !is_continuation(byte)),
        OffsetUnit::Utf16 => count(|byte| !is_continuation(byte)) + count(|byte| byte >= 0xF0),
        OffsetUnit::Utf8 => bytes.len() as u32,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_what_each_language_counts() {
        let text = "a\u{2011}😀b";
        let at = |unit| OffsetIndex::new(text, unit).to_unit(text.len() as u32 - 1);
        assert_eq!(at(OffsetUnit::Utf8), 8);
        assert_eq!(at(OffsetUnit::CodePoint), 3);
        assert_eq!(at(OffsetUnit::Utf16), 4);
    }

    proptest! {
        #[test]
        fn every_boundary_survives_a_round_trip(text in "(\\PC|[a-z ]{0,40}|😀|é){0,60}") {
            for unit in [OffsetUnit::CodePoint, OffsetUnit::Utf8, OffsetUnit::Utf16] {
                let index = OffsetIndex::new(&text, unit);
                for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let units = index.to_unit(byte as u32);
                    prop_assert_eq!(index.to_byte(units), Some(byte as u32));
                    let expected = match unit {
                        OffsetUnit::CodePoint => text[..byte].chars().count(),
                        OffsetUnit::Utf8 => byte,
                        OffsetUnit::Utf16 => text[..byte].encode_utf16().count(),
                    };
                    prop_assert_eq!(units as usize, expected);
                }
            }
        }
    }
}
