//! Finding marks in the bytes of a paragraph, and what each may do: open, close, or neither (an apostrophe).

use tidings_core::Span;

/// Which marks belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// `"`, `''`, ``` `` ```, “ ” „ ‟: writers and programs mix these, so any may close any.
    Double,
    /// « ».
    Guillemet,
    /// 「 」.
    Corner,
    /// ‘ ’ ‚ ' and the backtick.
    Single,
}

impl Family {
    pub(super) fn is_double(self) -> bool {
        self != Family::Single
    }
}

/// One mark of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) family: Family,
    /// The place and the character allow an opening mark.
    pub(super) may_open: bool,
    /// The place and the character allow a closing mark.
    pub(super) may_close: bool,
    /// The character itself says which way it points (curly marks, guillemets).
    pub(super) directed: bool,
}

/// Elisions that begin with an apostrophe; without it, lower case.
const ELISIONS: [&str; 14] =
    ["tis", "twas", "em", "til", "cause", "bout", "round", "n", "cos", "cuz", "nuff", "ere", "im", "neath"];

/// Adds the marks of `paragraph` to `out`.
pub(super) fn scan(text: &str, paragraph: Span, single: bool, out: &mut Vec<Mark>) {
    let Some(body) = paragraph.slice(text) else { return };
    let bytes = body.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // Nothing below the first interesting byte is looked at twice.
        let Some(step) = bytes[at..].iter().position(|byte| INTERESTING[*byte as usize]) else { break };
        at += step;
        let length = match read(&bytes[at..]) {
            Some((family, direction, length)) => {
                let place = Place::of(bytes, at, length);
                if let Some(mark) = judge(body, at, length, family, direction, place)
                    && (single || family.is_double())
                {
                    out.push(Mark {
                        start: paragraph.start + mark.start,
                        end: paragraph.start + mark.end,
                        ..mark
                    });
                }
                length
            }
            None => 1,
        };
        at += length;
    }
}

static INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    table[b'"' as usize] = true;
    table[b'\'' as usize] = true;
    table[b'`' as usize] = true;
    table[0xC2] = true;
    table[0xE2] = true;
    table[0xE3] = true;
    table
};

/// What the character itself says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Either,
    Opens,
    Closes,
}

/// Reads the mark that the bytes begin with: family, direction and length in bytes.
fn read(bytes: &[u8]) -> Option<(Family, Direction, usize)> {
    use Direction::{Closes, Either, Opens};
    Some(match bytes {
        [b'"', ..] => (Family::Double, Either, 1),
        [b'\'', b'\'', ..] => (Family::Double, Either, 2),
        [b'`', b'`', ..] => (Family::Double, Opens, 2),
        [b'\'', ..] => (Family::Single, Either, 1),
        [b'`', ..] => (Family::Single, Opens, 1),
        [0xC2, 0xAB, ..] => (Family::Guillemet, Opens, 2),
        [0xC2, 0xBB, ..] => (Family::Guillemet, Closes, 2),
        [0xE2, 0x80, third, ..] => match third {
            0x98 | 0x9A => (Family::Single, Opens, 3),
            0x99 => (Family::Single, Closes, 3),
            // “ closes after „ in German; elsewhere it opens.
            0x9C => (Family::Double, Opens, 3),
            0x9D => (Family::Double, Closes, 3),
            0x9E | 0x9F => (Family::Double, Opens, 3),
            _ => return None,
        },
        [0xE3, 0x80, 0x8C | 0x8E, ..] => (Family::Corner, Opens, 3),
        [0xE3, 0x80, 0x8D | 0x8F, ..] => (Family::Corner, Closes, 3),
        _ => return None,
    })
}

/// What stands on either side of a mark.
#[derive(Clone, Copy)]
struct Place {
    /// Nothing, white space, an opening bracket or a dash on the left.
    open_left: bool,
    word_left: bool,
    digit_left: bool,
    space_right: bool,
    word_right: bool,
}

impl Place {
    fn of(bytes: &[u8], at: usize, length: usize) -> Place {
        let left = at.checked_sub(1).map(|index| bytes[index]);
        let right = bytes.get(at + length).copied();
        // Multi-byte characters: U+00A0 and U+2000..U+206F (spaces, dashes, quotation marks) are not letters.
        let two_left = at.checked_sub(2).map(|index| bytes[index]);
        let three_left = at.checked_sub(3).map(|index| bytes[index]);
        let general_left = three_left == Some(0xE2) && matches!(two_left, Some(0x80 | 0x81));
        let no_break_left = two_left == Some(0xC2) && left == Some(0xA0);
        let general_right =
            right == Some(0xE2) && bytes.get(at + length + 1).is_some_and(|byte| matches!(byte, 0x80 | 0x81));
        let no_break_right = right == Some(0xC2) && bytes.get(at + length + 1) == Some(&0xA0);
        let dash_left = general_left && left.is_some_and(|byte| (0x80..=0x95).contains(&byte));
        let quote_left = general_left && left.is_some_and(|byte| (0x98..=0x9F).contains(&byte));
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
        Place {
            open_left: left.is_none_or(|byte| {
                byte.is_ascii_whitespace()
                    || matches!(byte, b'(' | b'[' | b'{' | b'-' | b'/' | b'"' | b'\'' | b'=')
            }) || no_break_left
                || dash_left
                || quote_left,
            word_left: left.is_some_and(is_word) && !general_left && !no_break_left,
            digit_left: left.is_some_and(|byte| byte.is_ascii_digit()),
            space_right: right.is_none_or(|byte| byte.is_ascii_whitespace()) || no_break_right,
            word_right: right.is_some_and(is_word) && !general_right && !no_break_right,
        }
    }
}

/// Decides what the mark may do; `None` if it is an apostrophe or a unit.
fn judge(
    body: &str,
    at: usize,
    length: usize,
    family: Family,
    direction: Direction,
    place: Place,
) -> Option<Mark> {
    let (may_open, may_close) = match family {
        Family::Single => single(body, at, length, direction, place)?,
        _ => match direction {
            Direction::Opens => (true, !place.open_left && !place.word_right),
            Direction::Closes => (place.open_left && place.word_right, true),
            Direction::Either => {
                let open = place.open_left && !place.space_right;
                let close = !place.open_left || place.space_right;
                // Squeezed between letters, either is possible.
                (open || (place.word_right && !place.space_right), close || (!place.word_right && at > 0))
            }
        },
    };
    // 5' 11" is a height.
    if length == 1 && place.digit_left && !place.word_right && body.as_bytes().get(at) == Some(&b'"') {
        return Some(mark(at, length, family, false, true, false));
    }
    Some(mark(at, length, family, may_open, may_close, direction != Direction::Either))
}

fn mark(at: usize, length: usize, family: Family, may_open: bool, may_close: bool, directed: bool) -> Mark {
    Mark { start: at as u32, end: (at + length) as u32, family, may_open, may_close, directed }
}

/// A single mark: opens after a space and before a letter, closes after a letter or a mark and before none; all
/// others are apostrophes.
fn single(body: &str, at: usize, length: usize, direction: Direction, place: Place) -> Option<(bool, bool)> {
    if place.word_left && place.word_right {
        return None;
    }
    let open =
        direction != Direction::Closes && place.open_left && !place.space_right && !elided(body, at + length);
    let close = direction != Direction::Opens
        && !place.word_right
        && at > 0
        && !(place.open_left && place.space_right);
    (open || close).then_some((open, close))
}

/// Whether an elision or a short year ("'90s") begins at `at`.
fn elided(body: &str, at: usize) -> bool {
    let Some(rest) = body.get(at..) else { return false };
    let bytes = rest.as_bytes();
    let length = bytes.iter().take(8).take_while(|byte| byte.is_ascii_alphabetic()).count();
    if length == 0 {
        return matches!(bytes, [a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit());
    }
    rest.get(..length).is_some_and(|word| ELISIONS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}
