//! Mojibake: UTF-8 that was read in a single-byte encoding, undone where nothing else can be meant.
//!
//! The unit is a line. If all that is not ASCII in it decodes in one encoding and some of it cannot have been
//! meant as it stands, all of it is decoded; otherwise only the runs that cannot have been meant are. What
//! comes out is looked at again, since much text is damaged several times.

use std::ops::Range;

use super::characters::find_byte;
use super::encodings::{COUNT, row};
use super::sequences::{Loss, Sequence, sequence};
use super::support::{is_proof, proven, supported};
use crate::windows_1252;

/// Text damaged more often than this stays as it is after so many repairs.
const MAX_ROUNDS: usize = 6;

/// Lines are judged in parts of so many characters at most, so that a text without line breaks takes
/// linear time in each round and is not judged as a whole.
const LONGEST_PART: usize = 4000;

/// So many bytes are added to a part that would end in the middle of a sequence.
const LONGEST_SEQUENCE: usize = 64;

/// A repaired stretch: the bytes of the text that it covers, and what they should have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fix {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

/// All repairs of mojibake in `text`, in order.
pub(crate) fn repairs(text: &str) -> Vec<Fix> {
    let mut fixes = Vec::new();
    let mut done = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    // Each non-ASCII character is looked up once; nothing else happens to sound text.
    while let Some(next) = find_byte(&bytes[at..], |byte| !byte.is_ascii()) {
        at += next;
        let mut chars = text[at..].chars();
        let (Some(c), following) = (chars.next(), chars.next()) else { break };
        if at < done || !is_suspect(c, following) {
            at += c.len_utf8();
            continue;
        }
        let part = part_around(text, done, at);
        done = part.end;
        let start = part.start;
        let shift = |fix: Fix| Fix { range: start + fix.range.start..start + fix.range.end, ..fix };
        fixes.extend(line_repairs(&text[part]).into_iter().map(shift));
        at = done.max(at + c.len_utf8());
    }
    fixes
}

/// Whether a character and the next could be the beginning of a sequence in some encoding.
fn is_suspect(c: char, next: Option<char>) -> bool {
    let lead = row(c);
    match next {
        _ if !lead.may_lead() => false,
        // "Ã la", "5Â 000": the space is what became of a byte A0.
        Some(' ') => matches!(c, 'Â' | 'Ã'),
        // "ESPAÃ'A", "cÅ"ur": quotation marks made straight.
        Some('\'' | '"') => matches!(c, 'Ã' | 'Å'),
        Some(next) if !next.is_ascii() => lead.may_pair_with(row(next)),
        _ => false,
    }
}

/// The line, or the part of a very long one, around byte `at`, but nothing before byte `done`.
fn part_around(text: &str, done: usize, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    // A line break farther away than a part is long does not count: every part would look for it anew.
    let (lowest, highest) =
        (done.max(at.saturating_sub(LONGEST_PART + 1)), text.len().min(at + LONGEST_PART + 1));
    let mut start = memchr::memrchr(b'\n', &bytes[lowest..at]).map_or(lowest, |found| lowest + found + 1);
    let mut end = memchr::memchr(b'\n', &bytes[at..highest]).map_or(highest, |found| at + found);
    if end - start > LONGEST_PART {
        start = start.max(boundary(text, at.saturating_sub(LONGEST_PART / 2)));
        end = end.min(boundary(text, at + LONGEST_PART / 2));
        // Not in the middle of a sequence.
        let rest = bytes[end..].iter().take(LONGEST_SEQUENCE);
        end += rest.take_while(|byte| !byte.is_ascii()).count();
        end = boundary(text, end);
    }
    start..end
}

fn boundary(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// The repairs of one line, after as many rounds as it takes.
fn line_repairs(line: &str) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    let mut current = line.to_owned();
    for _ in 0..MAX_ROUNDS {
        let round = one_round(&current);
        if round.is_empty() {
            break;
        }
        fixes = merge(&current, fixes, round);
        current = apply(line, &fixes);
    }
    fixes
}

/// `line` with all fixes made.
fn apply(line: &str, fixes: &[Fix]) -> String {
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for fix in fixes {
        out.push_str(&line[at..fix.range.start]);
        out.push_str(&fix.text);
        at = fix.range.end;
    }
    out.push_str(&line[at..]);
    out
}

/// Its range in the current line, its text if the last round changed it, and the bytes of the line if an earlier one did.
type Change = (Range<usize>, Option<String>, Option<Range<usize>>);

/// Joins the fixes so far with those of a new round, whose ranges count in `current`.
fn merge(current: &str, earlier: Vec<Fix>, round: Vec<Fix>) -> Vec<Fix> {
    let mut changes: Vec<Change> = Vec::new();
    let mut shift = 0isize;
    for fix in earlier {
        let start = fix.range.start.wrapping_add_signed(shift);
        shift += fix.text.len() as isize - fix.range.len() as isize;
        changes.push((start..start + fix.text.len(), None, Some(fix.range)));
    }
    changes.extend(round.into_iter().map(|fix| (fix.range, Some(fix.text), None)));
    changes.sort_by_key(|(range, text, _)| (range.start, range.end, text.is_some()));
    let mut out = Vec::new();
    // From `current` back to the line, outside of fixes.
    let mut back = 0isize;
    let mut rest = changes.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut group = vec![first];
        let mut end = group[0].0.end;
        while let Some(next) = rest.next_if(|(range, ..)| range.start < end) {
            end = end.max(next.0.end);
            group.push(next);
        }
        let start = group[0].0.start;
        let line_start = start.wrapping_add_signed(back);
        for (range, _, original) in &group {
            let old = original.as_ref().map_or(range.len(), Range::len);
            if original.is_some() {
                back += old as isize - range.len() as isize;
            }
        }
        let mut text = String::new();
        let mut at = start;
        for (range, new, _) in &group {
            if let Some(new) = new {
                text.push_str(&current[at..range.start]);
                text.push_str(new);
                at = range.end;
            }
        }
        text.push_str(&current[at..end]);
        out.push(Fix { range: line_start..end.wrapping_add_signed(back), text });
    }
    out
}

/// What one round decodes, with the ranges of what is decoded.
fn one_round(line: &str) -> Vec<Fix> {
    let chars: Vec<char> = line.chars().collect();
    let found = whole_line(&chars).or_else(|| runs_of_any_encoding(&chars));
    let Some(sequences) = found else { return Vec::new() };
    to_fixes(line, &sequences)
}

/// The sequences of the line in one encoding, and whether they hold all that is not ASCII.
fn sequences(line: &[char], encoding: usize) -> (Vec<Sequence>, bool) {
    let (mut out, mut at, mut whole) = (Vec::new(), 0, true);
    while at < line.len() {
        match sequence(line, at, encoding).filter(|_| !line[at].is_ascii()) {
            Some(one) => {
                at = one.end;
                out.push(one);
            }
            None => {
                whole &= line[at].is_ascii() || line[at] == char::REPLACEMENT_CHARACTER;
                at += 1;
            }
        }
    }
    (out, whole)
}

/// All sequences of the line, if one encoding explains all of it.
fn whole_line(line: &[char]) -> Option<Vec<Sequence>> {
    (0..COUNT).find_map(|encoding| {
        let (found, whole) = sequences(line, encoding);
        proven(line, &found).filter(|_| whole)
    })
}

/// The runs of sequences that cannot have been meant, in the encoding that explains most.
fn runs_of_any_encoding(line: &[char]) -> Option<Vec<Sequence>> {
    let (mut best, mut most) = (None, 0);
    for encoding in 0..COUNT {
        let found = supported(line, &sequences(line, encoding).0);
        let runs = found.chunk_by(|a, b| a.end == b.start);
        let sound = |run: &&[Sequence]| run.iter().any(|one| is_proof(line, one)) || is_all_guess(run);
        let runs: Vec<Sequence> = runs.filter(sound).flatten().copied().collect();
        let proven = runs.iter().any(|one| is_proof(line, one));
        let explained = runs.iter().map(|one| one.end - one.start).sum();
        if proven && explained > most {
            (best, most) = (Some(runs), explained);
        }
    }
    best
}

/// Whether a run is of what goes with other repairs only, as what was lost.
fn is_all_guess(run: &[Sequence]) -> bool {
    run.iter().all(|one| matches!(one.loss, Loss::Bytes | Loss::Guess))
}

/// The fixes of sequences, those side by side joined.
fn to_fixes(line: &str, sequences: &[Sequence]) -> Vec<Fix> {
    let offsets: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
    let mut out: Vec<Fix> = Vec::new();
    for one in sequences {
        let (start, end) = (offsets[one.start], offsets[one.end]);
        match out.last_mut().filter(|last| last.range.end == start) {
            Some(last) => {
                last.range.end = end;
                last.text.push(one.value);
            }
            None => out.push(Fix { range: start..end, text: String::from(one.value) }),
        }
    }
    out
}

/// What a lone C1 control character was in Windows-1252, if it was a character at all.
pub(crate) fn printable_c1(c: char) -> Option<char> {
    let meant = windows_1252::decode(u8::try_from(u32::from(c)).ok()?);
    (matches!(c, '\u{80}'..='\u{9F}') && meant != c).then_some(meant)
}
