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

/// The byte of a character; C1 characters are taken for the byte of the same number.
pub(crate) fn encode(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0..=0xFF => Some(code as u8),
        0x152..=0x2122 => HIGH.iter().position(|&known| known == c).map(|at| at as u8 + 0x80),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        for byte in 0..=255 {
            assert_eq!(encode(decode(byte)), Some(byte));
        }
        assert_eq!(encode('\u{92}'), Some(0x92));
        assert_eq!(encode('й'), None);
    }
}
