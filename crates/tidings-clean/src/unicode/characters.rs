//! Characters that are replaced one by one: invisible ones, odd spaces and hyphens, controls.

use super::UnicodeConfig;

/// What is to happen with one character.
pub(crate) struct Change {
    /// How many bytes of the text it covers.
    pub(crate) len: usize,
    pub(crate) with: &'static str,
    pub(crate) reason: &'static str,
}

/// Whether a byte can begin something that needs a look: anything but printable ASCII, tab and line feed.
pub(crate) fn is_odd(byte: u8) -> bool {
    (byte < b' ' && byte != b'\t' && byte != b'\n') | (byte > b'~')
}

/// The first byte that `is` says yes to; many at a time, since most texts hold few such bytes.
pub(crate) fn find_byte(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    const CHUNK: usize = 32;
    let mut chunks = bytes.chunks_exact(CHUNK);
    // Without an early exit the compiler uses wide registers.
    let whole = chunks.position(|chunk| chunk.iter().fold(false, |any, &byte| any | is(byte)));
    let start = whole.map_or(bytes.len() / CHUNK * CHUNK, |at| at * CHUNK);
    bytes[start..].iter().position(|&byte| is(byte)).map(|at| start + at)
}

/// What is to happen with the character `c` at the start of `text`.
pub(crate) fn change(config: &UnicodeConfig, c: char, text: &str, before: Option<char>) -> Option<Change> {
    let one = |with, reason| Some(Change { len: c.len_utf8(), with, reason });
    match c {
        '\r' if config.line_ends => {
            let pair = text.as_bytes().get(1) == Some(&b'\n');
            one(if pair { "" } else { "\n" }, "line end")
        }
        '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' if config.line_ends => one("\n", "line end"),
        '\u{1B}' if config.controls => {
            let len = terminal_escape(text);
            Some(Change {
                len,
                with: "",
                reason: if len > 1 { "terminal escape" } else { "control character" },
            })
        }
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' if config.controls && !matches!(c, '\n' | '\r' | '\t') => {
            one("", "control character")
        }
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' if config.spaces => {
            one(" ", "fixed space")
        }
        '\u{2010}' | '\u{2011}' if config.hyphens => one("-", "typographic hyphen"),
        // At the end of a line it shows: there it has broken a word, which `clean.wrapping` mends.
        '\u{AD}' if config.invisible && text[2..].starts_with(['\n', '\r']) => {
            one("-", "soft hyphen at a line end")
        }
        '\u{AD}' if config.invisible => one("", "soft hyphen"),
        '\u{FEFF}' if config.invisible => one("", "byte order mark"),
        '\u{200B}' | '\u{2060}' | '\u{180E}' if config.invisible => one("", "zero-width character"),
        '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' if config.invisible => {
            let after = text[c.len_utf8()..].chars().next();
            let idle = is_plain(before) && is_plain(after);
            idle.then_some(Change { len: c.len_utf8(), with: "", reason: "zero-width character" })
        }
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' if config.invisible => {
            let after = text[c.len_utf8()..].chars().next();
            let idle = is_plain(before) && is_plain(after);
            idle.then_some(Change { len: c.len_utf8(), with: "", reason: "direction mark" })
        }
        _ => None,
    }
}

/// The length of the escape sequence (a color, for example) at the start of `text`, or of the escape
/// character alone.
fn terminal_escape(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\u{1B}[") else { return 1 };
    let end = rest.bytes().take(16).position(|byte| !byte.is_ascii_digit() && byte != b';');
    let end = end.filter(|&end| rest.as_bytes()[end].is_ascii_alphabetic());
    end.map_or(1, |end| end + 3)
}

/// Whether joiners and direction marks have no effect on this neighbor.
fn is_plain(c: Option<char>) -> bool {
    // A variation selector makes pictures of a few signs.
    let pictured = |c| matches!(c, '©' | '®' | '‼' | '⁉');
    c.is_none_or(|c| !pictured(c) && (u32::from(c) < 0x530 || matches!(c, '\u{2000}'..='\u{206F}')))
}
