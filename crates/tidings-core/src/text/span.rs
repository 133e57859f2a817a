//! A half-open range of UTF-8 bytes: the one way in which Tidings points at text.
//!
//! Invariant: `start <= end`. A span that a stage hands out lies on character boundaries of the
//! frame it points into (`text` or `source`); [`Span::slice`] checks that and never panics.

use std::fmt;
use std::ops::Range;

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// A half-open range `start..end` of UTF-8 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, JsonSchema)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`, in bytes.
    ///
    /// # Panics
    /// If `start > end`, in debug builds.
    #[inline]
    pub const fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// The span of a byte range of a text that belongs to a [`Document`](crate::Document).
    ///
    /// Documents are limited to 4 GiB when they are made, so the conversion never truncates for them.
    #[inline]
    pub const fn from_range(range: Range<usize>) -> Self {
        Span::new(range.start as u32, range.end as u32)
    }

    /// An empty span at byte `at`.
    #[inline]
    pub const fn empty(at: u32) -> Self {
        Span { start: at, end: at }
    }

    /// Length in bytes.
    #[inline]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range for indexing.
    #[inline]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this span (equal ends count as inside).
    #[inline]
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` is covered.
    #[inline]
    pub const fn contains_offset(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two spans share at least one byte.
    #[inline]
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The bytes that both spans cover, if any.
    #[inline]
    pub fn intersection(self, other: Span) -> Option<Span> {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        (start < end).then_some(Span { start, end })
    }

    /// The smallest span that covers both.
    #[inline]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text under the span, or `None` if the span is outside `text` or not on character boundaries.
    #[inline]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span without leading and trailing white space of the text it covers.
    ///
    /// A span that does not fit `text` is returned unchanged.
    pub fn trim(self, text: &str) -> Span {
        let Some(covered) = self.slice(text) else { return self };
        let lead = covered.len() - covered.trim_start().len();
        let kept = covered.trim().len();
        let start = self.start + lead as u32;
        Span { start, end: start + kept as u32 }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Read back from JSON that anybody may have written: the invariant is checked.
impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Span")]
        struct Ends {
            start: u32,
            end: u32,
        }
        let Ends { start, end } = Ends::deserialize(deserializer)?;
        if start > end {
            return Err(Error::custom(format_args!("a span starts at {start} but ends before, at {end}")));
        }
        Ok(Span { start, end })
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.range()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slice_refuses_character_interiors() {
        assert_eq!(Span::new(0, 1).slice("é"), None);
        assert_eq!(Span::new(0, 2).slice("é"), Some("é"));
        assert_eq!(Span::new(0, 9).slice("é"), None);
    }

    #[test]
    fn trim_drops_white_space_at_both_ends() {
        assert_eq!(Span::new(1, 6).trim("x  a  y"), Span::new(3, 4));
        assert_eq!(Span::new(1, 3).trim("x  a"), Span::new(3, 3));
    }

    #[test]
    fn overlap_needs_a_shared_byte() {
        assert!(!Span::new(0, 2).overlaps(Span::new(2, 4)));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 4)));
        assert_eq!(Span::new(0, 3).intersection(Span::new(2, 4)), Some(Span::new(2, 3)));
    }
}
