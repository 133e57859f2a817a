//! Composition: finds the few places that are not in normalization form C and composes them.

use tidings_core::{EditList, Span};
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::characters::find_byte;

/// Adds a repair for each stretch of `text` that is not composed.
///
/// A stretch is a base character with all the marks on it, so a repair never touches its neighbors.
pub(crate) fn compose(text: &str, edits: &mut EditList) {
    let (mut at, mut base) = (0, 0);
    let bytes = text.as_bytes();
    while let Some(next) = find_byte(&bytes[at..], |byte| byte >= 0xCC) {
        // Below U+0300 (lead byte CC) everything is composed and nothing combines.
        let found = at + next;
        if next > 0 {
            base = text[..found].char_indices().next_back().map_or(found, |(start, _)| start);
        }
        let Some(c) = text[found..].chars().next() else { return };
        at = found + c.len_utf8();
        // Typographic quotes and dashes, by far the commonest.
        if matches!(c, '\u{2010}'..='\u{2027}') {
            base = found;
            continue;
        }
        if is_nfc_quick([c].into_iter()) == IsNormalized::Yes && canonical_combining_class(c) == 0 {
            base = found;
            continue;
        }
        let marks = text[at..].chars().take_while(|&c| is_mark(c)).map(char::len_utf8).sum::<usize>();
        at += marks;
        let stretch = &text[base..at];
        if !stretch.nfc().eq(stretch.chars()) {
            let composed: String = stretch.nfc().collect();
            edits.replace(Span::from_range(base..at), composed, "decomposed character");
        }
        base = at;
    }
}

fn is_mark(c: char) -> bool {
    u32::from(c) >= 0x300
        && (canonical_combining_class(c) != 0 || is_nfc_quick([c].into_iter()) == IsNormalized::Maybe)
}
