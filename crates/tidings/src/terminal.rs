//! What is printed for a person: notes and errors on standard error, and how text of others looks there.
//!
//! Invariants: what comes from a document, a path or a reason reaches a terminal without control characters, so that it can
//! neither move the cursor nor color, hide or forge a line; and nobody reading standard error is no reason to end.

use std::fmt;
use std::io::Write;
use std::path::Path;

/// Text of others on one line: control characters, line ends and what changes the direction of writing are shown as escapes such
/// as `\u{1b}`.
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: AsRef<str>> fmt::Display for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_shown(f, self.0.as_ref(), |_| false)
    }
}

/// A path on one line.
pub(crate) fn shown_path(path: &Path) -> Shown<String> {
    Shown(path.display().to_string())
}

/// Text of others on as many lines as it has.
pub(crate) struct ShownLines<'a>(pub(crate) &'a str);

impl fmt::Display for ShownLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_shown(f, self.0, |c| matches!(c, '\n' | '\t'))
    }
}

fn write_shown(f: &mut impl fmt::Write, text: &str, keep: impl Fn(char) -> bool) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(|c| is_active(c) && !keep(c)) {
        let (before, active) = rest.split_at(at);
        f.write_str(before)?;
        let Some(c) = active.chars().next() else { break };
        write!(f, "{}", c.escape_default())?;
        rest = &active[c.len_utf8()..];
    }
    f.write_str(rest)
}

/// Whether a character does something to a terminal instead of being shown.
fn is_active(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Prints a line of our own to standard error. If nobody reads it, it is lost; that is no reason to end.
pub(crate) fn say(line: impl fmt::Display) {
    let _ = writeln!(std::io::stderr().lock(), "{}", Shown(line.to_string()));
}

/// Prints lines with styles to standard error, which are dropped where it is no terminal. Whoever drew them took care of the
/// character that styles begin with.
pub(crate) fn say_styled(lines: &str) {
    let mut shown = String::with_capacity(lines.len());
    let _ = write_shown(&mut shown, lines, |c| matches!(c, '\n' | '\t' | '\x1b'));
    let _ = writeln!(anstream::stderr().lock(), "{shown}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_act_on_a_terminal_is_shown() {
        let evil = "a\x1b[2Jb\u{9b}c\u{202e}d\ne\x07\u{2028}";
        assert_eq!(Shown(evil).to_string(), r"a\u{1b}[2Jb\u{9b}c\u{202e}d\ne\u{7}\u{2028}");
        assert_eq!(ShownLines("one\n\ttwo\r\x1b").to_string(), "one\n\ttwo\\r\\u{1b}");
        assert_eq!(Shown("Łódź 😀 \u{ad}").to_string(), "Łódź 😀 \u{ad}");
    }
}
