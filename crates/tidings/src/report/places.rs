//! Offsets of the output as places in the text, whatever unit they count.

use std::ops::Range;

use tidings_core::{OffsetIndex, OffsetUnit, Span};

/// A text with what its offsets count.
pub(super) struct Places<'t> {
    pub(super) text: &'t str,
    unit: OffsetUnit,
    index: OffsetIndex<'t>,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str, unit: OffsetUnit) -> Self {
        Places { text, unit, index: OffsetIndex::new(text, unit) }
    }

    /// The bytes of a span. `field` and `row` say whose it is, for the error.
    pub(super) fn range(
        &self,
        (field, row): (&str, usize),
        start: u32,
        end: u32,
    ) -> Result<Range<usize>, String> {
        let span = (start <= end).then(|| self.index.span_to_bytes(Span { start, end })).flatten();
        span.map(Span::range).ok_or_else(|| {
            let unit = match self.unit {
                OffsetUnit::CodePoint => "code points",
                OffsetUnit::Utf8 => "bytes",
                OffsetUnit::Utf16 => "UTF-16 units",
            };
            let length = self.index.to_unit(self.text.len() as u32);
            format!("`{field}[{row}]`: {start} to {end} is no place in a text of {length} {unit}; was the line changed?")
        })
    }

    /// The byte of an offset from another file. One that does not fit stands for the beginning, so that a link to it leads
    /// to the document at least.
    pub(super) fn nearest(&self, start: u32) -> usize {
        self.index.to_byte(start).unwrap_or(0) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_leads_to_the_same_words() {
        let text = "Łódź 🚢 sails";
        for (unit, start, end) in
            [(OffsetUnit::CodePoint, 5, 6), (OffsetUnit::Utf8, 8, 12), (OffsetUnit::Utf16, 5, 7)]
        {
            let places = Places::new(text, unit);
            let range = places.range(("claims", 0), start, end).expect("a place");
            assert_eq!(&text[range], "🚢", "{unit:?}");
        }
    }

    #[test]
    fn a_span_that_does_not_fit_is_refused_with_its_place() {
        let places = Places::new("🚢", OffsetUnit::Utf16);
        for (start, end) in [(0, 9), (0, 1), (2, 0)] {
            let error = places.range(("claims", 3), start, end).expect_err("refused");
            assert!(error.starts_with("`claims[3]`: ") && error.contains("2 UTF-16 units"), "{error}");
        }
        assert_eq!(places.nearest(1), 0);
    }
}
