//! Long lines taken apart into sentences, so that a cue inside a text that lost its line breaks is seen.
//!
//! Nothing is decided here: pieces of the article stay side by side as they were. So a cut in a wrong place, after an
//! abbreviation, does no harm.

use tidings_core::Span;

use crate::prose::SENTENCE_ENDS;
use crate::scan::{equal, places};

/// Longer lines are taken to be several that were glued, in bytes.
const LONGEST: u32 = 1500;

/// A line or a piece of one.
#[derive(Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    /// Whether it was a part of a long line.
    pub(crate) glued: bool,
}

/// Takes the long ones among lines apart.
pub(crate) fn pieces(text: &str, lines: Vec<Span>) -> Vec<Piece> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        if line.len() <= LONGEST {
            out.push(Piece { span: line, glued: false });
            continue;
        }
        let slice = line.slice(text).unwrap_or("");
        let mut start = 0;
        for end in sentence_ends(slice).chain([slice.len()]) {
            let shift = |at: usize| line.start + at as u32;
            let span = Span::new(shift(start), shift(end)).trim(text);
            if !span.is_empty() {
                out.push(Piece { span, glued: true });
            }
            start = end;
        }
    }
    out
}

/// Where sentences end: after a closing mark, before white space and something that opens the next.
fn sentence_ends(line: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = line.as_bytes();
    // Chinese and Japanese set no space between sentences; the last byte of their marks tells.
    let wide = line.match_indices(['。', '！', '？']).map(|(at, mark)| at + mark.len());
    let wide: Vec<usize> = if line.is_ascii() { Vec::new() } else { wide.collect() };
    let spaced = places(line, |eight| equal(eight, b' ')).filter(move |&at| {
        // Nearly all words end with a letter.
        if at == 0 || bytes[at - 1].is_ascii_alphanumeric() {
            return false;
        }
        let before = line[..at].trim_end_matches(['"', '”', '’', '\'', ')', ']']);
        let opens = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '(' | '[');
        // In scripts without capitals only the mark tells.
        let caseless = |c: char| c.is_alphabetic() && !c.is_lowercase();
        before.ends_with(SENTENCE_ENDS) && line[at + 1..].starts_with(|c| opens(c) || caseless(c))
    });
    merged(spaced, wide)
}

/// Two ascending lists of places as one.
fn merged(one: impl Iterator<Item = usize>, other: Vec<usize>) -> impl Iterator<Item = usize> {
    let (mut one, mut other) = (one.peekable(), other.into_iter().peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(this), Some(that)) if this <= that => one.next(),
        (_, Some(_)) => other.next(),
        (_, None) => one.next(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    #[test]
    fn only_long_lines_are_taken_apart() {
        let short = "The pier is shut. Nobody knows why.";
        assert_eq!(pieces(short, lines(short)).len(), 1);
        let long = "The pier is shut. “Nobody knows why.” Ask 3 officials! ".repeat(40);
        let found = pieces(&long, lines(&long));
        assert_eq!(found.len(), 120);
        assert!(found.iter().all(|piece| piece.glued));
        let joined: Vec<_> = found.iter().map(|piece| piece.span.slice(&long).unwrap()).collect();
        assert_eq!(joined.join(" "), long.trim());
    }

    #[test]
    fn sentences_without_spaces_or_capitals() {
        let long = "港口管理委員會說。碼頭關閉了！誰來付錢？".repeat(40);
        let found = pieces(&long, lines(&long));
        assert_eq!(found.len(), 120);
        let joined: Vec<_> = found.iter().map(|piece| piece.span.slice(&long).unwrap()).collect();
        assert_eq!(joined.concat(), long);
        let long = "قال المجلس إن الرصيف مغلق. هل سيدفع أحد؟ ".repeat(40);
        assert_eq!(pieces(&long, lines(&long)).len(), 80);
    }
}
