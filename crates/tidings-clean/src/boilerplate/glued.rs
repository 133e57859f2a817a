//! Long lines taken apart into sentences, so that a cue inside a text that lost its line breaks is seen.
//!
//! Nothing is decided here: pieces of the article stay side by side as they were. So a cut in a wrong place, after an
//! abbreviation, does no harm.

use tidings_core::Span;

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
    places(line, |eight| equal(eight, b' ')).filter(move |&at| {
        // Nearly all words end with a letter.
        if at == 0 || bytes[at - 1].is_ascii_alphanumeric() {
            return false;
        }
        let before = line[..at].trim_end_matches(['"', '”', '’', '\'', ')', ']']);
        let opens = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '(' | '[');
        before.ends_with(['.', '!', '?', '…']) && line[at + 1..].starts_with(opens)
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
}
