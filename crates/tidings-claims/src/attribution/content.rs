//! How far the content goes: to the right of a cue, and to the left.

use std::ops::Range;

use super::cues::{GERUNDIVE, PAST, THIRD};
use super::segment::{REACH, Segment};
use super::words::*;

/// The end of the content that begins at `start`: the end of the segment, or the place where the author takes over again.
pub(super) fn end(segment: &Segment, start: usize) -> usize {
    let limit = segment.len().min(start + REACH);
    // A quotation that is a sentence of its own ends the content.
    if segment.opens_speech(start) {
        let Some(close) = segment.closing(start) else { return limit };
        if segment.before_is(close, STOP | COMMA)
            || close + 1 >= limit
            || segment.is(close + 1, COMMA | STOP | DASH)
        {
            return (close + 1).min(limit);
        }
    }
    let mut at = start;
    let mut brackets = 0_u8;
    while at < limit {
        if segment.is(at, MARK) && segment.is(at, OPEN) {
            match segment.closing(at) {
                Some(close) if close < limit => at = close,
                _ => break,
            }
            if segment.is(at, SPEECH) && segment.before_is(at, STOP) {
                return at + 1;
            }
        } else if segment.is(at, OPEN) {
            brackets += 1;
        } else if segment.is(at, CLOSE) {
            if brackets == 0 {
                return trim(segment, start..at).end;
            }
            brackets -= 1;
        } else if brackets == 0 && at > start && ends_here(segment, start, at) {
            return trim(segment, start..at).end;
        }
        at += 1;
    }
    trim(segment, start..limit).end
}

/// Whether the content that began at `start` ends before the token at `at`.
fn ends_here(segment: &Segment, start: usize, at: usize) -> bool {
    if segment.is(at, SEMICOLON) {
        return true;
    }
    if segment.is(at, STOP) && at + 1 < segment.len() && !segment.is(at + 1, CLOSE | MARK) {
        // Inside of a segment only quotations hold several sentences; this mark stands before one.
        return segment.word(at) != "…" && segment.word(at) != "...";
    }
    if segment.is(at, COMMA) {
        let next = at + 1;
        // ", adding that", ", according to", ", but", ", while"
        return (segment.forms(next) & GERUNDIVE != 0
            && segment.verb(next).is_some_and(|verb| verb.prior > 0.5))
            || segment.equals(next, "according")
            || (segment.is(next, BUT) && segment.equals(next, "but"))
            || segment.one_of(next, &["while", "whereas", "though", "although"])
            || (segment.is(next, AND) && attributes_anew(segment, next + 1));
    }
    if segment.is(at, AND) || segment.equals(at, "but") {
        return (at - start > 1 || segment.is(start, PERSONAL)) && repeats_cue(segment, at + 1);
    }
    segment.is(at, DASH) && segment.one_of(at + 1, &["but", "a", "an"]) && at > start + 3
}

/// "said that K and warned that …": a second finite cue of the same subject, with content of its own.
fn repeats_cue(segment: &Segment, at: usize) -> bool {
    let at = if segment.is(at, ADVERB) { at + 1 } else { at };
    segment.outside(at)
        && segment.forms(at) & (PAST | THIRD) != 0
        && segment.verb(at).is_some_and(|verb| verb.prior >= 0.6)
        && (segment.is(at + 1, THAT_WORD | WH_WORD | OBJECTIVE | DETERMINER | PERSONAL | MARK | POSSESSIVE)
            || segment.one_of(at + 1, &["for", "on"]))
}

/// "K, and S said …": within a few tokens a cue.
fn attributes_anew(segment: &Segment, at: usize) -> bool {
    if repeats_cue(segment, at) {
        return true;
    }
    for index in at..(at + 7).min(segment.len()) {
        if segment.is(index, COMMA | STOP | MARK | THAT_WORD) {
            return false;
        }
        if segment.verb(index).is_some_and(|verb| verb.prior >= 0.75)
            && segment.forms(index) & (PAST | THIRD) != 0
        {
            return segment.noun(index).is_none() || segment.is(index + 1, THAT_WORD);
        }
        if segment.is_finite(index) {
            return false;
        }
    }
    false
}

/// The range without marks at its ends that belong to the sentence: full stops, commas, dashes, conjunctions.
pub(super) fn trim(segment: &Segment, mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end && segment.is(range.start, COMMA | COLON | SEMICOLON | DASH | STOP) {
        range.start += 1;
    }
    while range.start < range.end {
        let last = range.end - 1;
        let mark = segment.is(last, COMMA | COLON | SEMICOLON | DASH | STOP) && !segment.is(last, QUOTED);
        let question = segment.is(last, STOP) && matches!(segment.word(last), "?" | "!");
        if !mark || question {
            break;
        }
        range.end -= 1;
    }
    range
}

/// The start of the content that ends before `end` ("K, he said"): the start of the segment, or after the last mark or claim
/// that divides.
pub(super) fn start(segment: &Segment, end: usize, floor: usize) -> usize {
    let mut at = end;
    let lowest = floor.max(end.saturating_sub(REACH));
    while at > lowest {
        let before = at - 1;
        if segment.closes_speech(before) || (segment.is(before, MARK) && segment.is(before, CLOSE)) {
            match segment.opening(before) {
                Some(open) if open >= lowest => {
                    at = open;
                    continue;
                }
                _ => return lowest,
            }
        }
        if segment.is(before, SEMICOLON) || (segment.is(before, STOP) && !segment.is(before, QUOTED)) {
            break;
        }
        at -= 1;
    }
    if segment.is(at, BUT) || (segment.is(at, AND) && segment.is(at, CAPITAL)) {
        at += 1;
        if segment.is(at, COMMA) {
            at += 1;
        }
    }
    at
}
