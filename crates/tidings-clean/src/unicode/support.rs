//! Whether what a sequence decodes to may stand in its line.
//!
//! Two characters that decode to a letter of another script are met by chance: "5×£35" holds a Hebrew letter. So a
//! script counts only where two of its letters come out side by side, and a letter that hardly any text is
//! written with only beside other repairs. Never is a character taken from between a figure and a currency sign.

use super::natural::{is_impossible, is_likely, is_money};
use super::sequences::{Loss, Sequence};

/// The sequences of a line that one encoding explains as a whole, if any of them proves that the line is damaged.
pub(crate) fn proven(line: &[char], found: &[Sequence]) -> Option<Vec<Sequence>> {
    let proof = supported(line, found).iter().any(|one| is_proof(line, one));
    let scripts = scripts_of_words(found);
    proof.then(|| found.iter().filter(|one| may_come_out(line, one, &scripts)).copied().collect())
}

/// The sequences that may be decoded in a line that is partly sound.
pub(crate) fn supported(line: &[char], found: &[Sequence]) -> Vec<Sequence> {
    let scripts = scripts_of_words(found);
    let mut kept: Vec<Sequence> = Vec::with_capacity(found.len());
    for one in found.iter().filter(|one| may_come_out(line, one, &scripts)) {
        let joined = kept.last().is_some_and(|last| last.end == one.start);
        if joined || is_no_sound_word(line, one, &scripts) {
            kept.push(*one);
        }
    }
    kept
}

/// Whether what comes out is no price spoiled and no stray letter of another script.
fn may_come_out(line: &[char], one: &Sequence, scripts: &[u32]) -> bool {
    let is_supported =
        |script| scripts.contains(&script) || one.end - one.start > 2 || is_lone_greek(line, one);
    !is_price(line, one) && script(one.value).is_none_or(is_supported)
}

/// Whether a sequence whose lead is a Greek or Cyrillic letter is not the end of a sound word, and what comes out
/// a word of that script or part of one in Latin letters.
fn is_no_sound_word(line: &[char], one: &Sequence, scripts: &[u32]) -> bool {
    let Some(lead) = script(line[one.start]) else { return true };
    !follows_script(line, one, lead)
        && match script(one.value) {
            Some(script) => scripts.contains(&script),
            None => !one.value.is_alphabetic() || touches_ascii_letter(line, one),
        }
}

/// Whether a sequence proves by itself that it is damage.
pub(crate) fn is_proof(line: &[char], one: &Sequence) -> bool {
    // "В«Слове»" lacks a space and no more.
    let is_sign = one.end - one.start == 2
        && !one.value.is_alphabetic()
        && script(line[one.start]).is_some()
        && !line[one.start + 1].is_control();
    !is_doubtful(one.value) && !is_sign && is_impossible(line, one)
}

/// Whether a sound letter of the script stands before a sequence: its lead is the next of the word.
fn follows_script(line: &[char], one: &Sequence, lead: u32) -> bool {
    one.start.checked_sub(1).is_some_and(|at| script(line[at]) == Some(lead))
}

/// Whether a letter of ASCII stands beside a sequence.
fn touches_ascii_letter(line: &[char], one: &Sequence) -> bool {
    let is_letter = |at: usize| line.get(at).is_some_and(char::is_ascii_alphabetic);
    one.start.checked_sub(1).is_some_and(is_letter) || is_letter(one.end)
}

/// Phonetic signs and the like.
fn is_doubtful(value: char) -> bool {
    match u32::from(value) {
        0x180..=0x2AF | 0x482..=0x489 => !is_likely(value),
        // Of the modifying letters, the apostrophes of Hawaiian, Ukrainian and the like.
        number @ 0x2B0..=0x2FF => !matches!(number, 0x2BB | 0x2BC | 0x2BE | 0x2BF),
        // Of the combining marks, those of living languages.
        number @ 0x300..=0x36F => !matches!(number, 0x300..=0x30C | 0x323 | 0x327 | 0x328 | 0x331),
        0x370..=0x377 => true,
        _ => false,
    }
}

/// "3×€20", "2√£5": a mathematical sign beside a figure or before a currency sign.
fn is_price(line: &[char], one: &Sequence) -> bool {
    let before = one.start.checked_sub(1).map(|at| line[at]);
    matches!(line[one.start], '×' | '÷' | '√' | '≈')
        && (before.is_some_and(|c| c.is_ascii_digit())
            || is_money(line[one.start + 1])
                && line.get(one.end).is_some_and(char::is_ascii_digit)
                && !before.is_some_and(char::is_alphabetic))
}

/// A Greek letter is written alone too, as a sign; not so within a word or between quotation marks.
fn is_lone_greek(line: &[char], one: &Sequence) -> bool {
    let before = one.start.checked_sub(1).map(|at| line[at]);
    script(one.value) == Some(GREEK)
        && one.loss == Loss::None
        && matches!(line[one.start], 'Î' | 'Ï')
        && before.is_none_or(|c| c.is_ascii() && !c.is_ascii_uppercase())
}

/// The scripts of which two letters come out side by side.
fn scripts_of_words(found: &[Sequence]) -> Vec<u32> {
    let mut scripts = Vec::new();
    for pair in found.windows(2).filter(|pair| pair[0].end == pair[1].start) {
        let script = script(pair[0].value).filter(|_| script(pair[0].value) == script(pair[1].value));
        scripts.extend(script.filter(|script| !scripts.contains(script)));
    }
    scripts
}

const GREEK: u32 = 0x370;
const CYRILLIC: u32 = 0x400;
const ARMENIAN: u32 = 0x530;
const HEBREW: u32 = 0x590;
const ARABIC: u32 = 0x600;
const ETHIOPIC: u32 = 0x1200;
const EAST_ASIAN: u32 = 0x3000;

/// The script of a letter, as the first number of a block; none for Latin letters, marks and signs, which go with any.
fn script(c: char) -> Option<u32> {
    match u32::from(c) {
        0x370..=0x3FF | 0x1F00..=0x1FFF => Some(GREEK),
        0x400..=0x52F => Some(CYRILLIC),
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Some(ARABIC),
        0x1100..=0x11FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF => {
            Some(EAST_ASIAN)
        }
        0x530..=0x58F => Some(ARMENIAN),
        0x590..=0x5FF => Some(HEBREW),
        0x1200..=0x139F => Some(ETHIOPIC),
        number @ (0x700..=0x1DFF | 0xA4D0..=0xABFF) => Some(number & !0x7F),
        _ => None,
    }
}
