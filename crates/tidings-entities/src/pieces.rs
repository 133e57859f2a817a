//! Pieces: tokens, cut where a name or a number can begin or end inside of one.
//!
//! Tokenizers differ in what they do with `US-Russia-Ukraine`, `20-point` or `Kyiv’s`. Both stages read
//! pieces, in which hyphens and possessives always stand alone, so that their rules hold for any of them.

use tidings_core::{Span, TokenKind, Tokens};

/// What a piece looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Begins with a lower-case letter, or its script has no case.
    Lower,
    /// Begins with a capital: `Kyiv`, `McDonald`.
    Capital,
    /// All of its letters are capitals, and there are two or more: `NATO`, `U.S.`.
    Upper,
    /// Begins with a digit: `20`, `1,200`, `20bn`, `19th`.
    Number,
    /// A hyphen or a dash.
    Hyphen,
    /// `'s`, `’s`, `n't`: what follows a word without being one.
    Clitic,
    /// Any other mark or sign; web addresses, e-mail addresses, handles.
    Mark,
}

/// A token or a part of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// Bytes of the text.
    pub(crate) span: Span,
    pub(crate) shape: Shape,
    /// Whether it begins where the piece before it ends.
    pub(crate) glued: bool,
}

impl Piece {
    /// Whether it is a word in any case.
    #[inline]
    pub(crate) fn is_word(self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capital | Shape::Upper)
    }

    /// Whether it is a word that begins with a capital.
    #[inline]
    pub(crate) fn is_capital(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// Cuts the tokens of `text` into pieces.
pub(crate) fn pieces(text: &str, tokens: &Tokens) -> Vec<Piece> {
    let mut out = Vec::with_capacity(tokens.len() + tokens.len() / 8);
    for token in tokens.iter() {
        let Some(word) = token.span.slice(text) else { continue };
        match token.kind {
            TokenKind::Clitic => push(&mut out, token.span, Shape::Clitic),
            TokenKind::Word => cut_word(&mut out, token.span.start, word),
            TokenKind::Number => cut_number(&mut out, token.span.start, word),
            TokenKind::Punctuation | TokenKind::Symbol => {
                let shape = if word.chars().all(is_hyphen) { Shape::Hyphen } else { Shape::Mark };
                push(&mut out, token.span, shape);
            }
            TokenKind::Url | TokenKind::Email | TokenKind::Handle | TokenKind::Hashtag => {
                push(&mut out, token.span, Shape::Mark);
            }
        }
    }
    out
}

fn push(out: &mut Vec<Piece>, span: Span, shape: Shape) {
    let glued = out.last().is_some_and(|last: &Piece| last.span.end == span.start);
    out.push(Piece { span, shape, glued });
}

/// Cuts a number from the words that a hyphen joins to it: `20-point`, `19-year-old`.
fn cut_number(out: &mut Vec<Piece>, start: u32, number: &str) {
    let joined = number.char_indices().find(|(at, char)| {
        let rest = number.get(at + char.len_utf8()..).unwrap_or("");
        is_hyphen(*char) && rest.starts_with(char::is_alphabetic)
    });
    let end = joined.map_or(number.len(), |(at, _)| at);
    push(out, Span::new(start, start + end as u32), Shape::Number);
    if let Some(rest) = number.get(end..).filter(|rest| !rest.is_empty()) {
        cut_word(out, start + end as u32, rest);
    }
}

/// Cuts a word at its hyphens and slashes, and its possessive off.
fn cut_word(out: &mut Vec<Piece>, start: u32, word: &str) {
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return push(out, Span::new(start, start + word.len() as u32), shape_of_ascii(word.as_bytes()));
    }
    let stem = without_possessive(word);
    let mut from = 0;
    for (at, char) in stem.char_indices().filter(|(_, char)| is_hyphen(*char) || *char == '/') {
        push_part(out, start, stem, from, at);
        let end = at + char.len_utf8();
        let shape = if char == '/' { Shape::Mark } else { Shape::Hyphen };
        push(out, Span::new(start + at as u32, start + end as u32), shape);
        from = end;
    }
    push_part(out, start, stem, from, stem.len());
    if stem.len() < word.len() {
        push(out, Span::new(start + stem.len() as u32, start + word.len() as u32), Shape::Clitic);
    }
}

fn push_part(out: &mut Vec<Piece>, start: u32, word: &str, from: usize, to: usize) {
    if let Some(part) = word.get(from..to).filter(|part| !part.is_empty()) {
        push(out, Span::new(start + from as u32, start + to as u32), shape_of(part));
    }
}

fn without_possessive(word: &str) -> &str {
    ["'s", "\u{2019}s", "'", "\u{2019}"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(word)
}

pub(crate) fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{AD}')
}

/// The shape of a word of ASCII letters.
#[inline]
fn shape_of_ascii(word: &[u8]) -> Shape {
    match word {
        [b'a'..=b'z', ..] | [] => Shape::Lower,
        [_] => Shape::Capital,
        [_, rest @ ..] if rest.iter().any(u8::is_ascii_lowercase) => Shape::Capital,
        _ => Shape::Upper,
    }
}

fn shape_of(word: &str) -> Shape {
    let Some(first) = word.chars().next() else { return Shape::Mark };
    if first.is_ascii_digit() {
        Shape::Number
    } else if first.is_lowercase() || !first.is_uppercase() && first.is_alphanumeric() {
        Shape::Lower
    } else if first.is_uppercase() {
        let letters = word.chars().filter(|char| char.is_alphabetic()).count();
        let upper = letters > 1 && !word.chars().any(char::is_lowercase);
        if upper { Shape::Upper } else { Shape::Capital }
    } else {
        Shape::Mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &[&str]) {
        let kind = if word.starts_with(|char: char| char.is_ascii_digit()) {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        let mut tokens = Tokens::default();
        tokens.push(Span::new(0, word.len() as u32), kind);
        let found: Vec<_> =
            pieces(word, &tokens).iter().map(|piece| piece.span.slice(word).unwrap()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn hyphens_and_possessives_stand_alone() {
        check("US-Russia-Ukraine", &["US", "-", "Russia", "-", "Ukraine"]);
        check("U.S.\u{2011}backed", &["U.S.", "\u{2011}", "backed"]);
        check("Kyiv’s", &["Kyiv", "’s"]);
        check("allies'", &["allies", "'"]);
        check("O'Brien", &["O'Brien"]);
        check("'s", &["'s"]);
        check("19-year-old", &["19", "-", "year", "-", "old"]);
        check("2025-12-28", &["2025-12-28"]);
    }

    #[test]
    fn shapes_follow_the_first_letter_and_the_case() {
        for (word, shape) in [
            ("NATO", Shape::Upper),
            ("U.S.", Shape::Upper),
            ("A", Shape::Capital),
            ("McDonald", Shape::Capital),
            ("word", Shape::Lower),
            ("20bn", Shape::Number),
            ("キーウ", Shape::Lower),
        ] {
            assert_eq!(shape_of(word), shape, "{word}");
        }
    }
}
