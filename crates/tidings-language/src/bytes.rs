//! Classes of bytes and of the few characters beyond ASCII that the rules name.
//!
//! News text is nearly all ASCII, so the scanners look at bytes and decode a character only where
//! a byte has its high bit set.

/// White space.
pub(crate) const SPACE: u8 = 1;
/// A letter.
pub(crate) const LETTER: u8 = 2;
/// A digit.
pub(crate) const DIGIT: u8 = 4;
/// A capital letter.
pub(crate) const UPPER: u8 = 8;
/// What a word is made of: letters, digits, the underscore.
pub(crate) const WORD: u8 = 16;
/// Part of a character that is not ASCII.
pub(crate) const HIGH: u8 = 32;

/// The classes of every byte.
static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'\t'..=b'\r' | b' ' => SPACE,
            b'a'..=b'z' => LETTER | WORD,
            b'A'..=b'Z' => LETTER | UPPER | WORD,
            b'0'..=b'9' => DIGIT | WORD,
            b'_' => WORD,
            0x80.. => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// Whether `byte` is in one of `classes`.
#[inline]
pub(crate) fn is(byte: u8, classes: u8) -> bool {
    CLASSES[byte as usize] & classes != 0
}

/// The right single quotation mark, which most news text has for the apostrophe.
pub(crate) const CURLY: char = '\u{2019}';

/// Characters that belong to whatever stands before them: combining marks, joiners, variation
/// selectors, the soft hyphen, skin tones of emoji.
pub(crate) fn extends(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{E0020}'..='\u{E007F}')
}

/// Whether a character that is neither letter, digit nor white space is punctuation, not a symbol.
pub(crate) fn is_punctuation(c: char) -> bool {
    match c {
        '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' | '%' | '&' | '@' | '#' => false,
        '!'..='~' => true,
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' => true,
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' => true,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' => true,
        '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' => true,
        '\u{55A}'..='\u{55F}' | '\u{589}' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{6D4}' => true,
        '\u{2E00}'..='\u{2E5D}' => true,
        _ => false,
    }
}

/// Whether `word`, in ASCII, is `lower` but for the case of its letters.
#[inline]
pub(crate) fn same(word: &[u8], lower: &[u8]) -> bool {
    word.eq_ignore_ascii_case(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_ascii_agree_with_the_standard_library() {
        for byte in 0..128u8 {
            let c = byte as char;
            assert_eq!(is(byte, SPACE), c.is_whitespace(), "{c:?}");
            assert_eq!(is(byte, LETTER), c.is_alphabetic(), "{c:?}");
            assert_eq!(is(byte, DIGIT), c.is_ascii_digit(), "{c:?}");
            assert_eq!(is(byte, UPPER), c.is_uppercase(), "{c:?}");
        }
    }

    #[test]
    fn no_extender_is_white_space() {
        assert!((0..=0x10FFFF).filter_map(char::from_u32).all(|c| !(extends(c) && c.is_whitespace())));
    }
}
