//! Writes a JSON object field by field into a buffer.
//!
//! Rows are written by `serde_json`. The text of a document is by far its longest string, and a
//! string is escaped here eight bytes at a time, which is three times as fast.

use serde::Serialize;

use super::line::Line;

/// An object that is being written.
pub(super) struct Object<'o> {
    line: &'o mut Line,
    empty: bool,
}

impl<'o> Object<'o> {
    pub(super) fn begin(line: &'o mut Line) -> Self {
        line.rest.push(b'{');
        Object { line, empty: true }
    }

    pub(super) fn end(self) {
        self.line.rest.push(b'}');
    }

    /// Writes a name; the value must follow.
    pub(super) fn name(&mut self, name: &str) -> &mut Vec<u8> {
        let out = &mut self.line.rest;
        if !std::mem::take(&mut self.empty) {
            out.push(b',');
        }
        string(name, out);
        out.push(b':');
        out
    }

    pub(super) fn string(&mut self, name: &str, value: &str) {
        string(value, self.name(name));
        self.line.pack();
    }

    pub(super) fn value<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> serde_json::Result<()> {
        serde_json::to_writer(self.name(name), value)
    }

    /// Writes a list without making it first.
    pub(super) fn list<T: Serialize>(
        &mut self,
        name: &str,
        rows: impl Iterator<Item = T>,
    ) -> serde_json::Result<()> {
        self.name(name).push(b'[');
        for (index, row) in rows.enumerate() {
            if index > 0 {
                self.line.rest.push(b',');
            }
            serde_json::to_writer(&mut self.line.rest, &row)?;
            self.line.pack();
        }
        self.line.rest.push(b']');
        Ok(())
    }

    /// Writes an object inside this one.
    pub(super) fn object<E>(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut Object<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.name(name);
        let mut inner = Object::begin(self.line);
        write(&mut inner)?;
        inner.end();
        Ok(())
    }
}

/// Writes a JSON string, escaped as `serde_json` does.
pub(super) fn string(value: &str, out: &mut Vec<u8>) {
    let bytes = value.as_bytes();
    out.reserve(bytes.len() + 2 + bytes.len() / 32);
    out.push(b'"');
    let mut rest = bytes;
    loop {
        let plain = plain_len(rest);
        out.extend_from_slice(&rest[..plain]);
        let Some(&byte) = rest.get(plain) else { break };
        escape(byte, out);
        rest = &rest[plain + 1..];
    }
    out.push(b'"');
}

/// How many bytes stand before the first quotation mark, backslash or control character.
fn plain_len(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let mut at = 0;
    let mut words = bytes.chunks_exact(8);
    for chunk in &mut words {
        // Mycroft's test for bytes below a limit; it may say yes for a byte above the one it found,
        // never below.
        let word = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
        let quote = word ^ (ONES * u64::from(b'"'));
        let backslash = word ^ (ONES * u64::from(b'\\'));
        let found = (word.wrapping_sub(ONES * 0x20) & !word)
            | (quote.wrapping_sub(ONES) & !quote)
            | (backslash.wrapping_sub(ONES) & !backslash);
        if found & HIGH != 0 {
            return at + (found & HIGH).trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let tail = words.remainder();
    at + tail.iter().position(|byte| is_escaped(*byte)).unwrap_or(tail.len())
}

fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            let (high, low) = (DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]);
            return out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(value: &str) -> String {
        let mut out = Vec::new();
        string(value, &mut out);
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn every_control_character_is_escaped_as_serde_does() {
        for byte in 0..=0x7Fu8 {
            for pad in 0..17 {
                let value = format!("{}{}x", "é".repeat(pad), char::from(byte));
                assert_eq!(written(&value), serde_json::to_string(&value).expect("json"));
            }
        }
    }

    proptest! {
        #[test]
        fn strings_are_what_serde_writes(value in "([\\x00-\\x7f]|\\PC|[a-z ]{0,20}){0,40}") {
            prop_assert_eq!(written(&value), serde_json::to_string(&value).expect("json"));
        }
    }
}
