//! How far the content goes: to the right of a cue, and to the left.

use std::ops::Range;

use super::cues::{GERUNDIVE, PARTICIPLE, PAST, THIRD};
use super::segment::{REACH, Segment};
use super::words::*;

/// The end of the content that begins at `start`: the end of the segment, or the place where the author takes over again.
pub(super) fn end(segment: &Segment, start: usize) -> usize {
    let mut limit = segment.len().min(start + REACH);
    // A quotation that is a sentence of its own ends the content.
    if segment.opens_speech(start) {
        let Some(close) = segment.closing(start) else { return limit };
        if segment.before_is(close, STOP | COMMA)
            || close + 1 >= segment.len()
            || segment.is(close + 1, COMMA | STOP | DASH)
        {
            return close + 1;
        }
    }
    let mut at = start;
    let mut brackets = 0_u8;
    while at < limit {
        if segment.is(at, MARK) && segment.is(at, OPEN) {
            // A quotation may be as long as it likes.
            let Some(close) = segment.closing(at) else { break };
            at = close;
            limit = limit.max(at + 1);
            if segment.is(at, SPEECH) && segment.before_is(at, STOP) {
                return at + 1;
            }
            // The comma of the sentence stands inside the mark.
            if segment.before_is(at, COMMA) && takes_over(segment, at + 1) {
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
        return takes_over(segment, at + 1);
    }
    if segment.is(at, AND) || segment.is(at, BUT) && segment.equals(at, "but") {
        return (at - start > 1 || segment.is(start, PERSONAL)) && repeats_cue(segment, at + 1);
    }
    segment.is(at, DASH) && segment.one_of(at + 1, &["but", "a", "an"]) && at > start + 3
}

/// Whether the author goes on at `next`, after a comma: ", adding that", ", according to", ", but", ", while", ", a claim
/// that", ", and S said".
fn takes_over(segment: &Segment, next: usize) -> bool {
    (segment.forms(next) & GERUNDIVE != 0 && segment.verb(next).is_some_and(|verb| verb.prior > 0.5))
        || (segment.is(next, ATTRIBUTES) && segment.equals(next, "according"))
        || (segment.is(next, BUT) && segment.equals(next, "but"))
        || segment.is(next, SUBORDINATOR) && segment.one_of(next, &["while", "whereas", "though", "although"])
        || (segment.is(next, AND) && attributes_anew(segment, next + 1))
        || sums_up(segment, next)
}

/// ", a claim that …", ", a sentiment often voiced": the author names what was said.
fn sums_up(segment: &Segment, at: usize) -> bool {
    const WORDS: [&str; 12] = [
        "sentiment",
        "shift",
        "move",
        "step",
        "charge",
        "idea",
        "figure",
        "reference",
        "notion",
        "contrast",
        "departure",
        "reversal",
    ];
    segment.is(at, DETERMINER)
        && segment.one_of(at, &["a", "an"])
        && (at + 1..at + 4).any(|index| {
            (segment.noun(index).is_some() || segment.one_of(index, &WORDS))
                && !segment.before_is(index, PREPOSITION)
        })
}

/// "said that K and warned that …": a second finite cue of the same subject, with content of its own.
fn repeats_cue(segment: &Segment, at: usize) -> bool {
    let mut at = at;
    let auxiliary = segment.is(at, HAVE);
    while segment.is(at, ADVERB | HAVE) {
        at += 1;
    }
    if auxiliary
        && segment.forms(at) & PARTICIPLE != 0
        && segment.verb(at).is_some_and(|verb| verb.prior >= 0.6)
    {
        return true;
    }
    segment.outside(at)
        && segment.forms(at) & (PAST | THIRD) != 0
        && segment.verb(at).is_some_and(|verb| verb.prior >= 0.6)
        && (segment.verb(at).is_some_and(|verb| verb.prior >= 0.88)
            || segment
                .is(at + 1, THAT_WORD | WH_WORD | OBJECTIVE | DETERMINER | PERSONAL | MARK | POSSESSIVE)
            || segment.one_of(at + 1, &["for", "on"]))
}

/// "K, and S said …": within a few tokens a cue, perhaps after an apposition.
fn attributes_anew(segment: &Segment, at: usize) -> bool {
    if repeats_cue(segment, at) {
        return true;
    }
    let mut commas = 0;
    for index in at..(at + 14).min(segment.len()) {
        commas += u8::from(segment.is(index, COMMA));
        if segment.is(index, STOP | MARK | THAT_WORD) || commas > 2 || (commas == 0 && index > at + 8) {
            return false;
        }
        if segment.verb(index).is_some_and(|verb| verb.prior >= 0.45)
            && segment.forms(index) & (PAST | THIRD) != 0
            && commas != 1
            && !segment.before_is(index, BE | DETERMINER | POSSESSIVE | PREPOSITION | GENITIVE)
        {
            return index > at && (segment.noun(index).is_none() || segment.is(index + 1, THAT_WORD));
        }
        if segment.is_finite(index) && !segment.is(index, HAVE) && commas != 1 {
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
        if segment.is(before, SEMICOLON | COLON) && !segment.is(before, QUOTED)
            || (segment.is(before, STOP) && !segment.is(before, QUOTED))
        {
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
