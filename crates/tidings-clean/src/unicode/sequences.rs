//! UTF-8 sequences among characters that were read in a single-byte encoding.
//!
//! Also what accidents leave of them: a non-breaking space that became an ordinary one, and the surrogate
//! pairs that some databases make of characters beyond the first plane.

use super::encodings::row;

/// One damaged character: the characters `start..end` of a line are the bytes of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sequence {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: char,
    /// How much was taken for what it was not.
    pub(crate) loss: Loss,
}

/// What is missing of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    None,
    /// A space stands for the byte A0.
    Space,
    /// A letter and a space stand for "à" and the space that follows it, or for "à" alone.
    Grave,
    /// The last byte, which the encoding does not define, is gone.
    Last,
}

/// The sequence that begins with the character `at` of a line, read in the given encoding.
pub(crate) fn sequence(line: &[char], at: usize, encoding: usize) -> Option<Sequence> {
    let lead = row(line[at]).byte(encoding)?;
    let count = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let whole = |end: usize, value: char, loss: Loss| Some(Sequence { start: at, end, value, loss });
    let mut bytes = [lead, 0, 0, 0];
    let mut loss = Loss::None;
    for (offset, slot) in bytes.iter_mut().enumerate().take(count).skip(1) {
        match line.get(at + offset).map(|&c| (c, row(c).byte(encoding))) {
            Some((_, Some(byte))) if (0x80..0xC0).contains(&byte) => *slot = byte,
            // E2 80 9D, the closing quotation mark: Windows-1252 has no character for its last byte.
            _ if offset == 2 && line[at] == 'â' && line[at + 1] == '€' => {
                return whole(at + 2, '”', Loss::Last);
            }
            Some((' ', _)) if loss == Loss::None && may_lose_space(lead, offset) => {
                (*slot, loss) = (0xA0, Loss::Space);
            }
            _ => return None,
        }
    }
    if bytes[..2] == [0xC3, 0xA0] && loss == Loss::Space {
        // "Ã la": one space is both the last byte and the space. "Ã  la": the first of two is the byte.
        // Portuguese joins the word with others: "Ã quele", "Ã s vezes".
        let rest = &line[at + 2..];
        let joined = |word: &str| word.chars().eq(rest.iter().copied().take(word.len()));
        let byte = rest.first() == Some(&' ') || ["quel", "quil", "s "].into_iter().any(joined);
        return whole(if byte { at + 2 } else { at + 1 }, 'à', Loss::Grave);
    }
    if let Some(value) = surrogates(line, at, encoding, &bytes) {
        return whole(at + 6, value, loss);
    }
    let value = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    whole(at + count, value, loss)
}

/// Whether a space in this place of a sequence is more likely a byte A0 than a space.
fn may_lose_space(lead: u8, offset: usize) -> bool {
    match lead {
        0xC2 | 0xC3 | 0xC5 | 0xCE | 0xD0 | 0xD9 => offset == 1,
        0xE0..=0xE3 | 0xED | 0xF0 => true,
        _ => false,
    }
}

/// The character of a surrogate pair that was written as two sequences of three bytes.
fn surrogates(line: &[char], at: usize, encoding: usize, high: &[u8; 4]) -> Option<char> {
    if high[0] != 0xED || !(0xA0..0xB0).contains(&high[1]) {
        return None;
    }
    let byte = |at: usize| match line.get(at)? {
        ' ' => Some(0xA0),
        &c => row(c).byte(encoding),
    };
    let low = [byte(at + 3)?, byte(at + 4)?, byte(at + 5)?];
    if low[0] != 0xED || !(0xB0..0xC0).contains(&low[1]) || !(0x80..0xC0).contains(&low[2]) {
        return None;
    }
    let unit = |second: u8, third: u8| 0xD000 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F);
    char::decode_utf16([unit(high[1], high[2]), unit(low[1], low[2])]).next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, end: usize, value: char, loss: Loss) {
        let line: Vec<char> = text.chars().collect();
        assert_eq!(sequence(&line, 0, 0), Some(Sequence { start: 0, end, value, loss }), "{text}");
    }

    #[test]
    fn whole_and_damaged_sequences() {
        check("Ã©", 2, 'é', Loss::None);
        check("â€™s", 3, '’', Loss::None);
        check("â\u{80}\u{99}", 3, '’', Loss::None);
        check("ðŸ˜Š", 4, '😊', Loss::None);
        check("Â 5", 2, '\u{A0}', Loss::Space);
        check("Ã la", 1, 'à', Loss::Grave);
        check("Ã  la", 2, 'à', Loss::Grave);
        check("â€ she", 2, '”', Loss::Last);
        check("í\u{A0}½í¸\u{8D}", 6, '😍', Loss::None);
        check("í ½í¸\u{8D}", 6, '😍', Loss::Space);
    }

    #[test]
    fn what_is_no_sequence() {
        for text in ["é", "éa", "Ãé", "íé", "í\u{A0}½", "Á\u{80}", "a"] {
            let line: Vec<char> = text.chars().collect();
            assert_eq!(sequence(&line, 0, 0), None, "{text}");
        }
    }
}
