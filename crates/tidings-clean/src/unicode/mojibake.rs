//! Mojibake: UTF-8 that was read as Windows-1252 or Latin-1, undone where nothing else can be meant.
//!
//! A damaged character is two to four characters that, encoded as Windows-1252, are one UTF-8 sequence.
//! Such pairs also occur in sound text ("CAFÉ” …"), so a pair must look impossible as it stands or stand
//! in a row of such pairs; sequences of three and four are only checked for a likely result.

use crate::windows_1252::{decode, encode};

/// Text damaged more often than this stays as it is after so many repairs.
const MAX_ROUNDS: usize = 4;

/// A repaired stretch: how many bytes of the text it covers and what they should have been.
pub(crate) struct Repaired {
    pub(crate) len: usize,
    pub(crate) text: String,
}

/// Repairs the mojibake at the start of `text`, which must not be ASCII there.
pub(crate) fn repair(text: &str, before: Option<char>) -> Option<Repaired> {
    let first = text.chars().next()?;
    if !may_lead(first) {
        return None;
    }
    let mut repaired = row(text, before)?;
    for _ in 1..MAX_ROUNDS {
        let Some(better) = again(&repaired.text) else { break };
        repaired.text = better;
    }
    Some(repaired)
}

/// Whether mojibake can begin with this character: it stands for a UTF-8 lead byte.
pub(crate) fn may_lead(c: char) -> bool {
    matches!(c, '\u{C2}'..='\u{F4}')
}

/// Decodes as many damaged characters in a row as there are.
fn row(text: &str, before: Option<char>) -> Option<Repaired> {
    let (mut len, mut out, mut sure, mut count) = (0, String::new(), false, 0);
    let mut previous = before;
    while let Some(one) = sequence(&text[len..]) {
        sure |= is_sure(&one, previous);
        previous = text[len..len + one.len].chars().next_back();
        len += one.len;
        out.push(one.value);
        count += 1;
    }
    if let Some(lone) = lost_continuation(&text[len..], previous.filter(|_| count == 0)) {
        sure |= lone.sure;
        len += lone.len;
        out.extend(lone.value);
        count += 1;
    }
    (count > 0 && (sure || count > 1)).then_some(Repaired { len, text: out })
}

/// Repairs text that came out of a repair, if it holds mojibake itself.
fn again(text: &str) -> Option<String> {
    let (mut out, mut at, mut changed) = (String::new(), 0, false);
    let mut before = None;
    while let Some(c) = text[at..].chars().next() {
        match row(&text[at..], before).filter(|_| may_lead(c)) {
            Some(repaired) => {
                out.push_str(&repaired.text);
                at += repaired.len;
                changed = true;
            }
            None => {
                out.push(c);
                at += c.len_utf8();
            }
        }
        before = out.chars().next_back();
    }
    changed.then_some(out)
}

/// One damaged character.
struct Sequence {
    /// Bytes of the damaged text.
    len: usize,
    /// The characters that stand for its bytes.
    lead: char,
    second: char,
    count: usize,
    value: char,
}

fn sequence(text: &str) -> Option<Sequence> {
    let mut chars = text.chars();
    let lead = chars.next()?;
    let byte = encode(lead)?;
    let count = match byte {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [byte, 0, 0, 0];
    let (mut len, mut second) = (lead.len_utf8(), '\0');
    for (at, slot) in bytes.iter_mut().enumerate().take(count).skip(1) {
        let c = chars.next()?;
        *slot = encode(c).filter(|b| (0x80..0xC0).contains(b))?;
        len += c.len_utf8();
        if at == 1 {
            second = c;
        }
    }
    let value = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    is_likely(value).then_some(Sequence { len, lead, second, count, value })
}

/// Whether a character is one that news is written with.
fn is_likely(c: char) -> bool {
    matches!(u32::from(c),
        0x80..=0x24F | 0x2B0..=0x36F | 0x370..=0x52F | 0x531..=0x6FF | 0x900..=0x10FF | 0x1E00..=0x1FFF
        | 0x2000..=0x209F | 0x20A0..=0x20CF | 0x2100..=0x27BF | 0x2B00..=0x2BFF | 0x2E80..=0x30FF | 0x3105..=0x318F
        | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xF8FF..=0xFAFF | 0xFB00..=0xFB4F | 0xFE00..=0xFE0F
        | 0xFEFF..=0xFFEF | 0xFFFC..=0xFFFD | 0x1F000..=0x1FAFF | 0x20000..=0x2FFFF | 0x1D400..=0x1D7FF)
}

/// Whether a sequence alone is proof enough.
fn is_sure(one: &Sequence, before: Option<char>) -> bool {
    if one.count > 2 {
        // Letters with an accent are followed by punctuation in sound text too ("Beyoncé’”"); scripts that are
        // written with such sequences only show by several in a row.
        let vietnamese =
            matches!(one.value, '\u{1E00}'..='\u{1EFF}') && before.is_some_and(char::is_alphabetic);
        return matches!(one.lead, 'â' | 'ï' | 'ð') || vietnamese;
    }
    match one.lead {
        'Â' | 'Ã' => !(before.is_some_and(char::is_uppercase) && is_natural_after_letter(one.second)),
        // A capital that no word begins with.
        _ if before.is_some_and(char::is_lowercase) => true,
        _ => !is_natural_after_letter(one.second),
    }
}

/// Punctuation and spaces that follow a capital letter in sound text.
fn is_natural_after_letter(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '‘'
            | '’'
            | '–'
            | '—'
            | '…'
            | '•'
            | '«'
            | '»'
            | '\u{A0}'
            | '°'
            | '·'
            | '™'
            | '®'
    ) || matches!(c, '›' | 'º' | 'ª' | '\u{AD}' | '²' | '³' | '¹')
        || c.is_alphabetic()
}

/// A damaged character that lost its last part: a non-breaking space that became an ordinary one, or
/// a byte that Windows-1252 does not define.
struct Lost {
    len: usize,
    value: Option<char>,
    sure: bool,
}

fn lost_continuation(text: &str, before: Option<char>) -> Option<Lost> {
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next());
    let after_letter = before.is_none_or(|c| c.is_lowercase() || c.is_ascii_digit() || c == ' ');
    match (first, second) {
        // E2 80 9D, a closing quotation mark, without its last byte.
        ('â', Some('€')) if chars.next().is_none_or(|c| !is_continuation(c)) => {
            Some(Lost { len: 'â'.len_utf8() + '€'.len_utf8(), value: Some('”'), sure: true })
        }
        ('Ã', Some(' ')) if after_letter => {
            let len = if chars.next() == Some(' ') { 3 } else { 2 };
            Some(Lost { len, value: Some('à'), sure: true })
        }
        ('Â', Some(' ')) if after_letter => Some(Lost { len: 2, value: None, sure: true }),
        _ => None,
    }
}

fn is_continuation(c: char) -> bool {
    encode(c).is_some_and(|byte| (0x80..0xC0).contains(&byte))
}

/// What a lone C1 control character was in Windows-1252, if it was a character at all.
pub(crate) fn printable_c1(c: char) -> Option<char> {
    let meant = decode(u8::try_from(u32::from(c)).ok()?);
    (matches!(c, '\u{80}'..='\u{9F}') && meant != c).then_some(meant)
}
