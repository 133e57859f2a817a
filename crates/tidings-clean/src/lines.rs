//! Lines: the blocks of plain text, and how they are cut out of it.

use tidings_core::{EditList, RegionKind, Span};

/// The lines of `text` that hold more than white space, without the white space around them.
pub(crate) fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = Span::from_range(start..end).trim(text);
        if !line.is_empty() {
            out.push(line);
        }
        start = end + 1;
    }
    out
}

/// Deletes the white space that goes with removed lines.
///
/// The white space after a removed line goes. At the end of the text, the white space before goes
/// instead, so that a final line break stays one.
pub(crate) fn cut_line_breaks(lines: &[Span], removed: impl Fn(usize) -> bool, edits: &mut EditList) {
    let last_kept = (0..lines.len()).rev().find(|&line| !removed(line));
    for line in 1..lines.len() {
        let tail = last_kept.is_none_or(|last| line > last);
        let gap = Span::new(lines[line - 1].end, lines[line].start);
        if !gap.is_empty() && (tail || removed(line - 1)) {
            edits.delete(gap, RegionKind::Blank, "white space of a removed line");
        }
    }
}

/// Deletes the white space before the first line and behind the last one, but for one line break at the end.
pub(crate) fn cut_margins(text: &str, lines: &[Span], edits: &mut EditList) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let end = text.len() as u32;
    let rest = text.as_bytes().get(last.end as usize..).unwrap_or(&[]);
    let feed = memchr::memchr(b'\n', rest).map_or(end, |at| last.end + at as u32);
    let behind = [Span::new(last.end, feed), Span::new((feed + 1).min(end), end)];
    for margin in [Span::new(0, first.start)].into_iter().chain(behind) {
        if !margin.is_empty() {
            edits.delete(margin, RegionKind::Blank, "white space around the text");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_core::Document;

    fn check(text: &str, expected: &str) {
        let mut doc = Document::new("t", text).unwrap();
        let lines = lines(text);
        let drop = |line: usize| lines[line].slice(text).unwrap().starts_with('-');
        let mut edits = EditList::new();
        for line in (0..lines.len()).filter(|&line| drop(line)) {
            edits.delete(lines[line], RegionKind::Widget, "test");
        }
        cut_line_breaks(&lines, drop, &mut edits);
        cut_margins(text, &lines, &mut edits);
        doc.edit(edits).unwrap();
        assert_eq!(doc.text(), expected);
    }

    #[test]
    fn removed_lines_leave_no_gap() {
        check("-x\na\n\n-y\n\nb\n-z\n-w\n", "a\n\nb\n");
        check("a\n-z", "a");
        check("-z\n-w", "");
        check("a\n \n", "a\n");
        check("\n\n a\n\nb \n\n", "a\n\nb\n");
        check("a  ", "a");
        check(" \n", " \n");
    }
}
