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
    /// Some bytes were replaced by U+FFFD, or by question marks: the character is lost.
    Bytes,
    /// What was read was changed again, in a way that leaves no doubt: quotation marks made straight.
    Altered,
    /// The same with doubt: for lines that are damaged elsewhere too.
    Guess,
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
    if line[at] == 'Â' && encoding == 0 && matches!(line.get(at + 1), Some('€' | '\u{80}')) {
        return altered(line, at);
    }
    let whole = |end: usize, value: char, loss: Loss| Some(Sequence { start: at, end, value, loss });
    let mut bytes = [lead, 0, 0, 0];
    let mut loss = Loss::None;
    for (offset, slot) in bytes.iter_mut().enumerate().take(count).skip(1) {
        match line.get(at + offset).map(|&c| (c, row(c).byte(encoding))) {
            Some((_, Some(byte))) if (0x80..0xC0).contains(&byte) => *slot = byte,
            // "cafã© ": small letters; "â€ ": the last byte is gone. No space was lost.
            Some((' ', _)) if offset == 2 && matches!((line[at], line[at + 1]), ('â', '€') | ('ã', _)) => {
                return damaged(line, at, count, encoding);
            }
            Some((' ', _)) if loss == Loss::None && may_lose_space(lead, offset) => {
                (*slot, loss) = (0xA0, Loss::Space);
            }
            _ => return damaged(line, at, count, encoding),
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

/// A sequence that is not whole.
fn damaged(line: &[char], at: usize, count: usize, encoding: usize) -> Option<Sequence> {
    let next = *line.get(at + 1)?;
    if (next == char::REPLACEMENT_CHARACTER || count > 2 && !next.is_ascii())
        && let Some(found) = lossy(line, at, count, encoding)
    {
        return Some(found);
    }
    // E2 80 9D, the closing quotation mark: Windows-1252 has no character for its last byte.
    let last = || {
        (line[at] == 'â' && next == '€').then(|| {
            // Between two pictures it is the joiner E2 80 8D.
            let joins = line.get(at + 2) == Some(&'ð') && at > 0 && !line[at - 1].is_ascii();
            let value = if joins { '\u{200D}' } else { '”' };
            Sequence { start: at, end: at + 2, value, loss: Loss::Last }
        })
    };
    if encoding == 0 { altered(line, at).or_else(last) } else { last() }
}

/// A sequence of `count` bytes of which some, but not all, became U+FFFD: a single one stands for the character.
fn lossy(line: &[char], at: usize, count: usize, encoding: usize) -> Option<Sequence> {
    let is_lost = |c: char| c == char::REPLACEMENT_CHARACTER;
    let goes_on = |c: char| row(c).byte(encoding).is_some_and(|byte| (0x80..0xC0).contains(&byte));
    let rest = line.get(at + 1..line.len().min(at + count))?;
    let len = rest.iter().take_while(|&&c| is_lost(c) || goes_on(c)).count();
    let lost = rest[..len].iter().filter(|&&c| is_lost(c)).count();
    // "â€?": a decoder that writes question marks.
    let asked = count == 3 && len == 1 && lost == 0 && rest.get(1) == Some(&'?');
    let end = at + 1 + len + usize::from(asked);
    let whole = (lost > 0 && len + 1 == count) || asked;
    let value = char::REPLACEMENT_CHARACTER;
    whole.then_some(Sequence { start: at, end, value, loss: Loss::Bytes })
}

/// A sequence of Windows-1252 whose characters were changed again: quotation marks made straight, capitals made
/// small, a soft hyphen removed.
fn altered(line: &[char], at: usize) -> Option<Sequence> {
    let found =
        |len: usize, value: char, loss: Loss| Some(Sequence { start: at, end: at + len, value, loss });
    let before = at.checked_sub(1).map(|at| line[at]);
    let after = |offset: usize| line.get(at + offset).copied();
    let is = |c: Option<char>, test: fn(&char) -> bool| c.is_some_and(|c| test(&c));
    match (line[at], after(1)?) {
        ('â', '€') if after(2) == Some('"') => {
            let figures = is(before, char::is_ascii_digit) && is(after(3), char::is_ascii_digit);
            found(3, if figures { '–' } else { '—' }, Loss::Altered)
        }
        // "ï¬ne": of the ligatures, only that of f and i has a byte without a character.
        ('ï', '¬') if is(after(2), char::is_ascii_lowercase) => found(2, 'ﬁ', Loss::Altered),
        // "CANÂ€™T": made capitals.
        ('Â', '€' | '\u{80}') => {
            let byte = row(after(2)?).byte(0).filter(|byte| (0x80..0xC0).contains(byte))?;
            found(3, char::from_u32(0x2000 + u32::from(byte & 0x3F))?, Loss::Altered)
        }
        ('Ã', quote @ ('\'' | '"')) => {
            // Not "IRMÃ'S".
            let goes_on =
                after(2).is_some_and(|c| "AEIOU".contains(c) || quote == '"' && c.is_ascii_uppercase());
            let inside = is(before, char::is_ascii_uppercase) && goes_on;
            let begins = !is(before, |c| c.is_alphanumeric()) && is(after(2), char::is_ascii_lowercase);
            let value = if quote == '"' { 'Ó' } else { 'Ñ' };
            match (inside, begins) {
                (true, _) => found(2, value, Loss::Altered),
                (_, true) => found(2, value, Loss::Guess),
                _ => None,
            }
        }
        ('Å', '"') => {
            let inside = is(before, char::is_ascii_lowercase) && is(after(2), char::is_ascii_lowercase);
            inside.then_some(Sequence { start: at, end: at + 2, value: 'œ', loss: Loss::Altered })
        }
        ('ã', low) => {
            let value = made_small(low)?;
            // "manhã³" may be meant.
            let ends = is(before, char::is_ascii_lowercase) && matches!(low, '©' | '¡' | '±' | '¼' | '¤');
            let inside =
                is(after(2), char::is_ascii_lowercase) && !is(before, char::is_ascii_uppercase) || ends;
            inside.then_some(Sequence { start: at, end: at + 2, value, loss: Loss::Altered })
        }
        ('Ã', next) if next.is_ascii_lowercase() && is(before, char::is_ascii_lowercase) => {
            found(1, 'í', Loss::Guess)
        }
        _ => None,
    }
}

/// What stood in a text of small letters before the lead byte `Ã` was made small as well.
fn made_small(low: char) -> Option<char> {
    let byte = row(low).byte(0)?;
    let value = char::from_u32(0xC0 + (u32::from(byte) & 0x3F))?;
    (matches!(low, '©' | '¨' | '¡' | '³' | '±' | '¼' | '¶' | '¤' | '§' | '¯' | '\u{AD}' | '\u{B4}'))
        .then_some(value)
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
