//! Takes a Rust source apart into code, comments and literals, line by line.
//!
//! Just enough of Rust's grammar for the house rules: words in a string are data and follow other
//! rules than words in a comment. Text that is not Rust gives odd pieces, never a panic.

/// What a piece of source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Code,
    Comment,
    Literal,
}

/// A piece of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    pub kind: Kind,
    /// The line, from 1.
    pub line: usize,
    pub text: &'t str,
}

/// The pieces of a source, in order. No piece spans lines; white space belongs to its neighbor.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let bytes = text.as_bytes();
    let mut out = Out { text, pieces: Vec::new(), line: 1, start: 0 };
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = match rest[0] {
            b'/' if rest.starts_with(b"//") => at + line_length(rest),
            b'/' if rest.starts_with(b"/*") => at + block_comment_length(rest),
            b'"' => at + string_length(rest),
            b'\'' => at + char_length(rest),
            b'r' if !continues_a_word(bytes, at) => at + raw_string_length(rest),
            _ => at,
        };
        if end == at {
            at += 1;
            continue;
        }
        let kind = if rest[0] == b'/' { Kind::Comment } else { Kind::Literal };
        out.push(at, Kind::Code);
        out.push(end, kind);
        at = end;
    }
    out.push(bytes.len(), Kind::Code);
    out.pieces
}

struct Out<'t> {
    text: &'t str,
    pieces: Vec<Piece<'t>>,
    line: usize,
    start: usize,
}

impl Out<'_> {
    /// Adds the text up to `end`, cut at line ends.
    fn push(&mut self, end: usize, kind: Kind) {
        let Some(text) = self.text.get(self.start..end) else { return };
        for (index, line) in text.split('\n').enumerate() {
            self.line += usize::from(index > 0);
            if !line.is_empty() {
                self.pieces.push(Piece { kind, line: self.line, text: line });
            }
        }
        self.start = end;
    }
}

fn line_length(rest: &[u8]) -> usize {
    rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
}

fn block_comment_length(rest: &[u8]) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn string_length(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a character literal; 0 for a lifetime.
fn char_length(rest: &[u8]) -> usize {
    let end = match rest.get(1) {
        // The shortest escape is `\n`; the longest, `\u{10FFFF}`, has no quote inside.
        Some(b'\\') => rest.iter().skip(3).position(|byte| *byte == b'\'').map(|at| at + 3),
        Some(first) => {
            let width = match first {
                0..0x80 => 1,
                0x80..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            };
            (rest.get(1 + width) == Some(&b'\'')).then_some(1 + width)
        }
        None => None,
    };
    end.map_or(0, |end| end + 1)
}

/// The length of a raw string that begins with its `r`; 0 if it is none.
fn raw_string_length(rest: &[u8]) -> usize {
    let marks = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    if rest.get(1 + marks) != Some(&b'"') {
        return 0;
    }
    let mut close = vec![b'"'];
    close.resize(1 + marks, b'#');
    let body = 2 + marks;
    let found = rest[body..].windows(close.len()).position(|window| window == close);
    found.map_or(rest.len(), |at| body + at + close.len())
}

/// Whether the `r` at `at` is a later letter of a word, other than the `br` and `cr` of a literal.
fn continues_a_word(bytes: &[u8], at: usize) -> bool {
    let is_word = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    match at.checked_sub(1) {
        None => false,
        Some(before) => {
            is_word(before)
                && !(matches!(bytes[before], b'b' | b'c')
                    && before.checked_sub(1).is_none_or(|first| !is_word(first)))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `text` with the pieces that are not code in brackets: `(comment)` and `[literal]`.
    fn check(text: &str, expected: &str) {
        let mut shown = String::new();
        for piece in pieces(text) {
            match piece.kind {
                Kind::Code => shown += piece.text,
                Kind::Comment => shown += &format!("({})", piece.text),
                Kind::Literal => shown += &format!("[{}]", piece.text),
            }
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn tells_code_from_comments_and_literals() {
        check("a // b \"c\"", "a (// b \"c\")");
        check("let a = \"// b\\\"\"; // c", "let a = [\"// b\\\"\"]; (// c)");
        check("/* a /* b */ c */ d", "(/* a /* b */ c */) d");
        check("fn f<'a>(x: &'a str) -> char { '\"' }", "fn f<'a>(x: &'a str) -> char { ['\"'] }");
        check("['\\'', '\\u{e9}', 'é']", "[['\\''], ['\\u{e9}'], ['é']]");
        check("r#\"a \"b\" // c\"# d", "[r#\"a \"b\" // c\"#] d");
        check("for r#type in br\"\\\"", "for r#type in b[r\"\\\"]");
    }

    #[test]
    fn counts_lines_inside_pieces() {
        let lines: Vec<_> = pieces("a\n/* b\nc */\n\"d\ne\" f").iter().map(|p| (p.line, p.text)).collect();
        assert_eq!(lines, [(1, "a"), (2, "/* b"), (3, "c */"), (4, "\"d"), (5, "e\""), (5, " f")]);
    }

    proptest! {
        #[test]
        fn any_text_comes_back_whole(text in "[a-z'\"/*#\\\\r\n é]{0,60}") {
            let joined: String = pieces(&text).iter().map(|piece| piece.text).collect();
            prop_assert_eq!(joined, text.replace('\n', ""));
        }
    }
}
