//! Windows-1252: the code page behind most damaged text.
//!
//! Bytes that the code page leaves undefined (81, 8D, 8F, 90, 9D) stand for the C1 character of the same
//! number, as in browsers; so Latin-1 is read by the same table.

/// What bytes 80 to 9F stand for.
static HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The character of a byte.
pub(crate) fn decode(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn high_bytes() {
        assert_eq!((decode(0x92), decode(0x81), decode(0xE9), decode(b'a')), ('’', '\u{81}', 'é', 'a'));
    }
}
