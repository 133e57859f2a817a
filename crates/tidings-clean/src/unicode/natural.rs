//! What can stand in sound text and what cannot: the evidence for mojibake.
//!
//! That a few characters decode as UTF-8 proves little: "É…" does. What proves it is that they could not have
//! been meant as they stand: a copyright sign after a letter, a capital inside a word, an opening
//! quotation mark after one. Characters fall into classes, and pairs of classes are possible or not.

use super::sequences::{Loss, Sequence};

/// What matters of a character here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// White space, and the ends of a line.
    Space,
    Lower,
    Upper,
    /// Letters without case.
    Letter,
    Digit,
    /// ASCII punctuation, and everything that may stand anywhere.
    Mark,
    /// Typographic signs that begin something.
    Opener,
    /// Typographic signs that end something.
    Closer,
    /// Typographic signs inside and after words: apostrophes, dashes, points.
    Joiner,
    Money,
    /// Signs of number and mathematics.
    Number,
    /// Signs that hardly anybody writes.
    Odd,
    /// Signs that draw boxes.
    Box,
    /// C1 control characters: never meant.
    Control,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' => Class::Lower,
        'A'..='Z' => Class::Upper,
        '0'..='9' => Class::Digit,
        '\t' | '\n' | '\r' | ' ' => Class::Space,
        '\0'..='\u{7F}' => Class::Mark,
        '\u{80}'..='\u{9F}' => Class::Control,
        '’' | '–' | '—' | '―' | '…' | '·' | '\u{A0}' | '\u{AD}' | '´' => Class::Joiner,
        '¡' | '¿' | '«' | '‹' | '©' | '‘' | '‚' | '“' | '„' | '•' | '§' | '¶' | '\u{F8FF}' => {
            Class::Opener
        }
        '»' | '›' | '”' | '™' | '®' => Class::Closer,
        '¢' | '£' | '¥' | '€' | '₧' => Class::Money,
        'ª' | 'º' | '¤' | '¦' | '¨' | '¬' | '¯' | '¸' | 'ƒ' | '΄' | '΅' => Class::Odd,
        'ˆ' | 'ˇ'..='ˈ' | '˘'..='˝' | '†' | '‡' | '‰' | '⌐' | '⌠' | '⌡' | '◊' | '\u{FFFD}' => {
            Class::Odd
        }
        '°' | '±' | '²' | '³' | '¹' | 'µ' | '¼'..='¾' | '×' | '÷' | '⁄' | '№' | '∂'..='≥' => {
            Class::Number
        }
        '─'..='▟' => Class::Box,
        _ if c.is_lowercase() => Class::Lower,
        _ if c.is_uppercase() => Class::Upper,
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Mark,
    }
}

/// Whether a character is a currency sign.
pub(crate) fn is_money(c: char) -> bool {
    class(c) == Class::Money
}

fn is_letter(class: Class) -> bool {
    matches!(class, Class::Lower | Class::Upper | Class::Letter)
}

/// Whether a sequence cannot have been meant as it stands in its line.
pub(crate) fn is_impossible(line: &[char], one: &Sequence) -> bool {
    let before = one.start.checked_sub(1).map(|at| line[at]);
    let after = line.get(one.end).copied();
    let own = &line[one.start..one.end];
    match one.loss {
        Loss::Grave | Loss::Space if own.len() <= 2 => return is_impossible_alone(line, one),
        // Too much is guessed for it to be a proof, except of a picture, which is written with a rare lead.
        Loss::Space => return own.len() == 6 || own[0] == 'ð' && own[1] == 'Ÿ',
        // Followed by a continuation, it would not have lost its last byte.
        Loss::Last | Loss::Altered => return true,
        Loss::Bytes | Loss::Guess => return false,
        _ => {}
    }
    if is_meant_whole(line, one) {
        return false;
    }
    is_misplaced_tilde_or_circumflex(line, one, before, after)
        || own.len() > 2 && own[1..].iter().any(|c| matches!(c, '\u{AD}' | '´'))
        || own
            .windows(2)
            .any(|pair| is_impossible_pair(pair[0], pair[1]) && !is_meant(line, one, pair[0], pair[1]))
        || before.is_some_and(|before| is_impossible_start(before, own[0]))
        || after.is_some_and(|after| is_impossible_end(own[own.len() - 1], after))
}

/// "Â" and "Ã" before a space: no language has a word of them, but a word in capitals may end so, and either may be
/// spoken about.
fn is_impossible_alone(line: &[char], one: &Sequence) -> bool {
    let at = one.start;
    let before = at.checked_sub(1).map(|at| line[at]);
    let class_before = before.map_or(Class::Space, class);
    let mut rest = line[at + 1..].iter().skip_while(|&&c| c == ' ');
    let (next, second) = (rest.next().copied(), rest.next().copied());
    let is_word = next.is_some_and(char::is_alphabetic)
        && second.is_some_and(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
    match (line[at], class_before) {
        (_, Class::Upper | Class::Opener) => false,
        // "voilÃ ": the space is the byte.
        ('Ã', before) if is_letter(before) => true,
        ('Ã', _) => {
            is_word && before.is_none_or(|_| at < 2 || line[at - 1] == ' ' && line[at - 2].is_lowercase())
        }
        // "5Â 000", "the end.Â  Next", and at the start of a line.
        ('Â', Class::Space) => {
            line.get(one.end) == Some(&' ')
                || !next.is_some_and(char::is_alphabetic)
                || before.is_none() && !next.is_some_and(char::is_lowercase)
        }
        ('Â', _) => true,
        _ => false,
    }
}

/// "Â" and "Ã", the commonest lead bytes, seldom begin a word, and only Portuguese and Vietnamese ones
/// in capitals end so.
fn is_misplaced_tilde_or_circumflex(
    line: &[char],
    one: &Sequence,
    before: Option<char>,
    after: Option<char>,
) -> bool {
    let (own, value) = (&line[one.start..one.end], one.value);
    if !matches!(own[0], 'Â' | 'Ã' | 'Ă') || own.len() != 2 {
        return false;
    }
    // "SÃ¬": one capital begins a word.
    let single = one.start.checked_sub(2).is_none_or(|at| !line[at].is_alphabetic());
    let before = before.map_or(Class::Space, class);
    match before {
        // "TÃ¢che", but not "IRMÃ–irmã".
        Class::Upper => {
            value.is_lowercase() && (single || after.is_some_and(|after| class(after) == Class::Lower))
        }
        // “Ã” may be spoken about.
        Class::Opener => after.is_some_and(|after| is_letter(class(after))),
        _ if is_letter(before) => true,
        _ => own[0] != 'Ă' || after.is_some_and(|after| is_letter(class(after))),
    }
}

/// Whether a pair that is impossible elsewhere is meant here.
fn is_meant(line: &[char], one: &Sequence, a: char, b: char) -> bool {
    let before = one.start.checked_sub(1).map(|at| line[at]);
    // "20 Å²": an area.
    // "â‘¢": what closes is followed by punctuation, if by anything of the sequence.
    let own = &line[one.start..one.end];
    let last = own.len() < 3
        || own[1] != b
        || matches!(class(own[2]), Class::Joiner | Class::Closer | Class::Opener);
    let area = a == 'Å' && matches!(b, '²' | '³') && !before.is_some_and(|c| is_letter(class(c)));
    area || last && is_close(line, one, a, b)
}

/// Whether all of a sequence of two characters is meant, whatever stands beside it.
fn is_meant_whole(line: &[char], one: &Sequence) -> bool {
    let [a, b] = line[one.start..one.end] else { return false };
    let before = one.start.checked_sub(1).map(|at| line[at]);
    let after = line.get(one.end).copied();
    let is = |c: Option<char>, test: fn(char) -> bool| c.is_some_and(test);
    let beside_letter = is(before, char::is_alphabetic) || is(after, char::is_alphabetic);
    match class(a) {
        Class::Control => false,
        // "├École": a tree of files, which stands at the start of a line; "3─½", "a ─» b": no word.
        Class::Box => {
            matches!(a, '├' | '─' | '┼')
                && (is_margin(&line[..one.start]) || is(before, is_figure_or_opening))
                || a == '─' && !beside_letter
        }
        // "x√∏y", "ƒ∞", "≈®": mathematics has no words.
        _ if matches!(a, '√' | '≈' | 'ƒ' | '∆') => {
            let sign = class(b) == Class::Number && b != '°' || matches!(b, 'π' | 'Ω');
            sign && !beside_word(line, one) || is(before, is_figure_or_opening) || a != '√' && !beside_letter
        }
        // "the Ã’s of a text".
        _ if matches!(a, 'Â' | 'Ã' | 'Ă') && b == '’' => before.is_none_or(|c| class(c) == Class::Space),
        // »Ä«, „Å“: a letter that is spoken about.
        _ if is(before, is_opening) && is_closing(b) => true,
        // "ENTRÉE•SORTIE", and "CAFÉ° N": a small letter at the end of a word in capitals.
        Class::Upper if matches!(b, '•' | '·') && is(before, char::is_uppercase) => {
            is(after, char::is_uppercase)
        }
        Class::Upper
            if script(a) == Script::Latin && one.value.is_lowercase() && !is(after, char::is_lowercase) =>
        {
            line[..one.start].iter().rev().take(2).filter(|c| c.is_uppercase()).count() == 2
        }
        // "OM Å° TA": a degree after a word of one letter.
        Class::Upper => {
            b == '°' && !is(before, char::is_lowercase) && !is(after, char::is_lowercase) && a == 'Å'
        }
        _ => false,
    }
}

fn is_figure_or_opening(c: char) -> bool {
    c.is_ascii_digit() || is_opening(c)
}

fn is_opening(c: char) -> bool {
    matches!(c, '»' | '›' | '«' | '‹' | '„' | '‚' | '“' | '‘')
}

fn is_closing(c: char) -> bool {
    matches!(c, '«' | '‹' | '»' | '›' | '“' | '‘' | '”' | '’')
}

/// Whether two letters stand side by side just before or after a sequence.
fn beside_word(line: &[char], one: &Sequence) -> bool {
    let both = |from: Option<usize>| {
        from.and_then(|from| line.get(from..from + 2))
            .is_some_and(|two| two.iter().all(|c| c.is_alphabetic()))
    };
    both(one.start.checked_sub(2)) || both(Some(one.end))
}

/// Whether only boxes and spaces stand before a place of a line.
fn is_margin(before: &[char]) -> bool {
    const REACH: usize = 80;
    before.len() <= REACH && before.iter().all(|&c| matches!(class(c), Class::Box | Class::Space))
}

/// Whether `b` closes a quotation after the letter `a` („Café“, »CAFÉ«): what German opens with other languages
/// close with. Without it, a mark after a small letter is no proof either.
fn is_close(line: &[char], one: &Sequence, a: char, b: char) -> bool {
    const REACH: usize = 300;
    let before = &line[one.start.saturating_sub(REACH)..one.start];
    let opened = |open: &[char]| a.is_alphabetic() && before.iter().any(|c| open.contains(c));
    match b {
        '“' | '‘' => a.is_lowercase() || opened(&['„', '‚']),
        '«' | '‹' => opened(&['»', '›']),
        _ => false,
    }
}

/// Whether `a` and `b` side by side, both parts of one sequence, cannot have been meant.
fn is_impossible_pair(a: char, b: char) -> bool {
    use Class::{Box, Closer, Control, Joiner, Letter, Lower, Mark, Money, Number, Odd, Opener, Upper};
    let (left, right) = (class(a), class(b));
    match (left, right) {
        (Control, _) | (_, Control) => true,
        // Powers of Greek letters are physics.
        (Upper | Lower, Number) => script(a) != Script::Greek,
        (Upper | Lower | Letter, Odd | Opener | Money | Box) => true,
        (Odd | Box | Money, Lower | Upper | Letter) => true,
        (Number, Lower | Upper | Letter) => !matches!(b, 'π' | 'Ω'),
        (Number, Odd | Opener | Money | Closer) => matches!(a, '√' | '≈' | '×') && !matches!(b, '∞'),
        (Number, Number) => {
            matches!(a, '√' | '≈') && !matches!(b, '∞' | '∑' | '∏' | '∫' | '±' | '≤' | '≥' | '√' | '≈')
        }
        (Number, Joiner) => a == '√' && b == '´' || a == '×' && b == '\u{AD}',
        (Lower, Upper) => true,
        (Upper, Upper | Lower) | (Lower, Lower) => script(a) != script(b) || is_foreign(a, b),
        (Box, right) => right != Box,
        (left, Box) => left != Box,
        // The inside of a kaomoji.
        (Odd, Odd | Joiner | Mark) => false,
        (Odd, Money | Number | Closer | Opener) => true,
        (Closer | Joiner, Odd) => true,
        (Closer, Number | Money | Lower | Upper | Letter) => true,
        (Closer, Opener) => a != '”',
        _ => false,
    }
}

/// Whether no sequence can begin with `first` after `before`.
fn is_impossible_start(before: char, first: char) -> bool {
    use Class::{Closer, Letter, Lower, Number, Odd, Opener, Upper};
    match (class(before), class(first)) {
        (Lower, Upper) => true,
        (Lower | Upper | Letter, Odd) => true,
        (Lower | Letter, Opener) => matches!(first, '‚' | '„'),
        (Lower | Upper | Letter, Number) => matches!(first, '√' | '≈' | '∆'),
        (Closer, Lower | Upper | Letter) => !before.is_ascii() && before != '”',
        _ => false,
    }
}

/// Whether no sequence can end with `last` before `after`.
fn is_impossible_end(last: char, after: char) -> bool {
    use Class::{Closer, Letter, Lower, Odd, Opener, Upper};
    match (class(last), class(after)) {
        (Closer | Odd, Lower | Upper | Letter) => true,
        // The quotation mark was opened after a letter: the pair before says so.
        (Opener, _) => false,
        (Lower, Upper) => !after.is_ascii(),
        _ => false,
    }
}

/// Letters of languages that do not share a word: a capital of the west before a letter of Windows-1252
/// that only other languages have, and "Ä" before a vowel with another accent.
fn is_foreign(a: char, b: char) -> bool {
    match b {
        'Œ' | 'œ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' => {
            matches!(a, 'Â'..='Æ' | 'È'..='Ë' | 'Î'..='Õ' | 'Ø'..='Û' | 'â'..='æ' | 'ì' | 'ð')
        }
        'ô' | 'ú' | 'ù' | 'û' | 'î' | 'ì' | 'ò' => matches!(a, 'Ä' | 'Ç' | 'Ñ'),
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Other,
}

fn script(c: char) -> Script {
    match u32::from(c) {
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F => Script::Cyrillic,
        0..=0x24F | 0x1E00..=0x1EFF => Script::Latin,
        _ => Script::Other,
    }
}

/// Whether a character is one that news is written with.
pub(crate) fn is_likely(c: char) -> bool {
    matches!(u32::from(c),
        0xA0..=0x17F | 0x18F | 0x192 | 0x1A0 | 0x1A1 | 0x1AF | 0x1B0 | 0x1CD..=0x1DC | 0x1E6 | 0x1E7 | 0x1FA..=0x1FF
        | 0x218..=0x21B | 0x254 | 0x257 | 0x259 | 0x25B | 0x28B | 0x2B0..=0x36F | 0x370..=0x481 | 0x48A..=0x52F | 0x531..=0x6FF
        | 0x900..=0x10FF | 0x1200..=0x1399 | 0x1780..=0x17FF | 0x1E00..=0x209F | 0x20A0..=0x20CF | 0x2100..=0x27BF
        | 0x2B00..=0x2BFF | 0x2E80..=0x30FF | 0x3105..=0x318F | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xF8FF..=0xFAFF
        | 0xFB00..=0xFB4F | 0xFE00..=0xFE0F | 0xFEFF..=0xFFEF | 0xFFFC..=0xFFFD | 0x1F000..=0x1FAFF
        | 0x20000..=0x2FFFF | 0x1D400..=0x1D7FF)
}
