//! The orders in which source, cue and content may stand: "S said K", "K, S said", "K, said S", "K, S said, K", "…, adding
//! that K", "S came and said K".

use std::ops::Range;

use tidings_core::CueClass;

use super::content;
use super::cue_table::*;
use super::cues::{GERUNDIVE, PAST, THIRD};
use super::find::Found;
use super::kinds::Kind;
use super::right::{Cue, Right};
use super::segment::Segment;
use super::subjects::{self, Subject};
use super::verbs::{VerbGroup, group};
use super::words::*;

/// Whether the words between the start and the subject are what is said: "K, S said", "“K,” S said".
pub(super) fn left_is_content(segment: &Segment, subject: &Subject, cue: &Cue) -> bool {
    let start = subject.range.start;
    if start == 0 || cue.frames & (QUOTE | CLAUSE) == 0 {
        return false;
    }
    if segment.closes_speech(start - 1) {
        return true;
    }
    // With a comma on both sides the attribution is an insertion.
    segment.is(start - 1, COMMA)
        && segment.is(cue.range.end, COMMA)
        && !segment.opens_speech(cue.range.end + 1)
        && !segment.is(cue.range.end + 1, THAT_WORD)
}

/// "S said K".
pub(super) fn plain(
    segment: &Segment,
    cue: Cue,
    subject: Subject,
    right: Right,
    group: &VerbGroup,
) -> Option<Found> {
    let factor = admit(segment, &cue, &subject, right.plain)?;
    let nobody = is_nobody(segment, &subject);
    if nobody && matches!(cue.class, CueClass::Says | CueClass::Reports | CueClass::Asks) {
        return None;
    }
    let modal = if group.modal && !matches!(cue.class, CueClass::Demands) { 0.6 } else { 1.0 };
    let modal = modal * circumstance(segment, &subject);
    let mut content = vec![relative_end(segment, &subject, right.content)];
    // "a plan which critics say would fail": the relative word is the content's first part.
    if subject.range.start > 0
        && segment.is(subject.range.start - 1, RELATIVE | THAT_WORD)
        && segment.is_finite(content[0].start)
    {
        content.insert(0, subject.range.start - 1..subject.range.start);
    }
    Some(Found {
        source: Some(subject.range),
        source_kind: subject.kind,
        cue: cue.range.start..right.cue_end,
        confidence: cue.prior * factor * modal,
        class: right.class.unwrap_or(cue.class),
        negated: (cue.frames & NEGATIVE != 0) ^ nobody,
        lemma: cue.lemma,
        content,
    })
}

/// "if a court orders", "anyone who wants": nobody in particular does it, or not yet.
fn circumstance(segment: &Segment, subject: &Subject) -> f32 {
    let start = subject.range.start;
    if start > 0 && segment.one_of(start - 1, &["if", "unless"]) {
        return 0.6;
    }
    let restrictive = segment.is(start, RELATIVE) && !segment.before_is(start, COMMA);
    if restrictive { 0.8 } else { 1.0 }
}

/// "Lind, who said he votes, added": the content of a relative clause ends with it.
fn relative_end(segment: &Segment, subject: &Subject, content: Range<usize>) -> Range<usize> {
    if !segment.is(subject.range.start, RELATIVE) {
        return content;
    }
    let comma = content.clone().skip(1).find(|index| {
        segment.is(*index, COMMA) && !segment.is(*index, QUOTED) && segment.is_finite(index + 1)
    });
    comma.map_or(content.clone(), |comma| content.start..comma)
}

/// "Nobody expects", "neither leader would say", "none of the brokers": the subject denies.
fn is_nobody(segment: &Segment, subject: &Subject) -> bool {
    segment.one_of(subject.range.start, &["nobody", "none", "neither", "no", "few"])
}

/// How far the subject and the cue go together, from 0 to 1; `None` if nobody speaks.
fn admit(segment: &Segment, cue: &Cue, subject: &Subject, plain: f32) -> Option<f32> {
    let factor = match subject.kind {
        // "They underscore the need": the author infers from things.
        Kind::Pronoun if evidential(cue) && segment.equals(subject.range.start, "they") => return None,
        Kind::Pronoun | Kind::Agent => 1.0,
        Kind::Document if cue.frames & (DOCUMENT) != 0 || cue.frames & AGENT == 0 => 0.92,
        Kind::Document if cue.frames & (CLAUSE | QUOTE) != 0 && plain >= 0.9 => 0.7,
        Kind::Thing if segment.equals(subject.range.start, "which") || cue.frames & (CLAUSE | QUOTE) != 0 => {
            0.75
        }
        Kind::Unknown if cue.frames & AGENT == 0 && plain >= 0.75 => 0.85,
        Kind::Unknown if cue.frames & CLAUSE != 0 && plain >= 0.9 && cue.frames & DOCUMENT == 0 => 0.7,
        Kind::Unknown if plain >= 0.9 => 0.55,
        _ => return None,
    };
    Some(factor * (0.7 + 0.3 * plain))
}

/// Verbs that things use as well: suggest, show, indicate, signal.
fn evidential(cue: &Cue) -> bool {
    cue.frames & (AGENT | DOCUMENT | NOUN) == AGENT | DOCUMENT | NOUN && cue.frames & QUOTE == 0
}

/// "K, S said", "K, S said, K".
pub(super) fn around(
    segment: &Segment,
    cue: Cue,
    subject: Subject,
    right: Option<Right>,
    group: &VerbGroup,
) -> Option<Found> {
    let start = subject.range.start;
    let as_put = cue.lemma == "put it" && !(start > 0 && segment.equals(start - 1, "as"));
    if cue.frames & (CLAUSE | QUOTE) == 0 || cue.range.len() > 2 || as_put {
        return None;
    }
    let factor = admit(segment, &cue, &subject, 0.95)?;
    let after = cue.range.end;
    if segment.is(start, RELATIVE) || is_nobody(segment, &subject) || defines_subject(segment, after) {
        return None;
    }
    // "As S reported, K."
    if segment.before_is(start, SUBORDINATOR | PREPOSITION) && segment.equals(start - 1, "as") {
        return as_reported(segment, cue, subject, after);
    }
    let mut content = Vec::with_capacity(2);
    let left = left_content(segment, start)?;
    let fragment = !segment.has_verb(left.clone()) || segment.is(left.start, SUBORDINATOR);
    let quoted = segment.closes_speech(left.end - 1);
    content.push(left);
    if let Some(right) = right {
        if segment.opens_speech(right.content.start) || segment.is(right.content.start, THAT_WORD) {
            content.push(right.content);
        } else if !quoted {
            return None;
        }
    } else if let Some(comma) = next_comma(segment, after) {
        let next = comma + 1;
        let participle = segment.verb(next).is_some() && segment.forms(next) & GERUNDIVE != 0;
        if segment.opens_speech(next) || fragment && !quoted && !participle {
            content.push(next..content::end(segment, next));
        }
    } else if let Some(open) = next_speech(segment, after) {
        content.push(open..content::end(segment, open));
    }
    content.retain(|part| !part.is_empty());
    (!content.is_empty()).then_some(Found {
        source: Some(subject.range),
        source_kind: subject.kind,
        confidence: cue.prior * factor * if group.modal { 0.7 } else { 0.97 },
        class: cue.class,
        negated: cue.frames & NEGATIVE != 0,
        lemma: cue.lemma,
        cue: cue.range,
        content,
    })
}

/// "two officials informed of the plan said": the participle belongs to the subject of a later verb.
fn defines_subject(segment: &Segment, after: usize) -> bool {
    segment.is(after, PREPOSITION)
        && (after + 1..(after + 12).min(segment.len()))
            .take_while(|index| !segment.is(*index, COMMA | STOP | MARK | SUBORDINATOR | RELATIVE))
            .any(|index| segment.is_finite(index) && segment.verb(index).is_some())
}

/// "As S has said, K." and "K, as S said."
fn as_reported(segment: &Segment, cue: Cue, subject: Subject, after: usize) -> Option<Found> {
    let comma = next_comma(segment, after);
    let part = match comma {
        Some(comma) if subject.range.start <= 2 => comma + 1..content::end(segment, comma + 1),
        _ => left_content(segment, subject.range.start - 1)?,
    };
    (!part.is_empty()).then(|| Found {
        source: Some(subject.range),
        source_kind: subject.kind,
        confidence: cue.prior * 0.75,
        class: cue.class,
        negated: false,
        lemma: cue.lemma,
        cue: cue.range,
        content: vec![part],
    })
}

/// The content that ends before `end`: it must end with a comma, a dash or a closing mark.
fn left_content(segment: &Segment, end: usize) -> Option<Range<usize>> {
    if end == 0 {
        return None;
    }
    let last = end - 1;
    let ended = segment.is(last, COMMA | DASH)
        || segment.closes_speech(last)
        || segment.is(last, STOP) && segment.is(last, QUOTED)
        || (segment.is(last, MARK) && segment.is(last, CLOSE));
    if !ended || end < 2 {
        return None;
    }
    let start = content::start(segment, end, 0);
    let range = content::trim(segment, start..end);
    (!range.is_empty() && segment.any(range.clone(), WORD)).then_some(range)
}

/// The comma that ends the attribution: right after the cue, or after words of time and place.
fn next_comma(segment: &Segment, after: usize) -> Option<usize> {
    let limit = (after + 14).min(segment.len());
    for index in after..limit {
        if segment.is(index, COMMA) {
            return (index + 1 < segment.len()).then_some(index);
        }
        if segment.is(index, STOP | MARK | SEMICOLON | COLON | THAT_WORD) || segment.is_finite(index) {
            return None;
        }
    }
    None
}

/// The quotation that goes on after "he said." or "he said in Rome:".
fn next_speech(segment: &Segment, after: usize) -> Option<usize> {
    (after..(after + 14).min(segment.len())).find(|index| segment.opens_speech(*index))
}

/// Whether the cue stands where an inverted one does: right after a comma or a quotation.
pub(super) fn inverted_place(segment: &Segment, group: &VerbGroup) -> bool {
    let before = group.start;
    segment.before_is(before, COMMA) || segment.before_is(before, MARK) && segment.before_is(before, CLOSE)
}

/// "K, said S".
pub(super) fn inverted(segment: &Segment, cue: Cue, group: &VerbGroup) -> Option<Found> {
    let forms = segment.forms(cue.range.start);
    if !inverted_place(segment, group)
        || group.auxiliary
        || forms & (PAST | THIRD) == 0
        || cue.frames & (CLAUSE | QUOTE) == 0
    {
        return None;
    }
    let subject = subjects::after(segment, cue.range.end)?;
    let factor = admit(segment, &cue, &subject, 0.9)?;
    let left = left_content(segment, group.start)?;
    let quoted = segment.closes_speech(left.end - 1);
    // "He came, said hello": without a quotation there must be a clause to the left.
    if !quoted
        && (!segment.has_verb(left.clone())
            || subject.range.end < segment.len()
                && !segment.is(subject.range.end, COMMA | STOP | TIME | PREPOSITION))
    {
        return None;
    }
    let mut content = vec![left];
    let after = subject.range.end;
    if let Some(comma) = next_comma(segment, after).filter(|comma| segment.opens_speech(comma + 1)) {
        content.push(comma + 1..content::end(segment, comma + 1));
    } else if let Some(open) = next_speech(segment, after) {
        content.push(open..content::end(segment, open));
    }
    Some(Found {
        source: Some(subject.range),
        source_kind: subject.kind,
        confidence: cue.prior * factor * if quoted { 0.97 } else { 0.75 },
        class: cue.class,
        negated: cue.frames & NEGATIVE != 0,
        lemma: cue.lemma,
        cue: cue.range,
        content,
    })
}

/// "…, adding that K": the source is that of the main clause.
pub(super) fn participle(segment: &Segment, cue: Cue, right: Right, earlier: &[Found]) -> Option<Found> {
    if cue.prior < 0.5 {
        return None;
    }
    let (source, source_kind, trust) = inherited(segment, cue.range.start, earlier)?;
    if cue.frames & AGENT != 0 && !matches!(source_kind, Kind::Pronoun | Kind::Agent | Kind::Document) {
        return None;
    }
    Some(Found {
        source: Some(source),
        source_kind,
        confidence: cue.prior * trust * (0.6 + 0.35 * right.plain),
        class: right.class.unwrap_or(cue.class),
        negated: cue.frames & NEGATIVE != 0,
        lemma: cue.lemma,
        cue: cue.range.start..right.cue_end,
        content: vec![right.content],
    })
}

/// "S met reporters and said K": the subject of the verb before.
pub(super) fn coordinated(
    segment: &Segment,
    cue: Cue,
    right: Right,
    earlier: &[Found],
    group: &VerbGroup,
) -> Option<Found> {
    let forms = segment.forms(cue.range.start);
    let joined = segment.before_is(group.start, AND | BUT) || segment.before_is(group.start, COMMA);
    if !joined || !(forms & (PAST | THIRD) != 0 || group.auxiliary) {
        return None;
    }
    let (source, source_kind, trust) = inherited(segment, group.start.saturating_sub(1), earlier)?;
    let subject = Subject { range: source, kind: source_kind };
    let factor = admit(segment, &cue, &subject, right.plain)?;
    Some(Found {
        source: Some(subject.range),
        source_kind,
        confidence: cue.prior * trust * factor,
        class: right.class.unwrap_or(cue.class),
        negated: cue.frames & NEGATIVE != 0,
        lemma: cue.lemma,
        cue: cue.range.start..right.cue_end,
        content: vec![right.content],
    })
}

/// Whether another subject has taken over between a claim and `at`: a finite verb after its content.
fn takes_over(segment: &Segment, found: &Found, at: usize) -> bool {
    let end = found.content.last().map_or(0, |part| part.end).max(found.cue.end);
    end < at && (end..at).any(|index| segment.outside(index) && segment.is_finite(index))
}

/// The source of the last claim before `at`, or else the subject of the first verb of the segment.
fn inherited(segment: &Segment, at: usize, earlier: &[Found]) -> Option<(Range<usize>, Kind, f32)> {
    // Not the source of a claim inside another's content: "A denied that B agreed and said K".
    let outer = |found: &Found| {
        !earlier
            .iter()
            .rev()
            .take(8)
            .any(|other| other.content.iter().any(|part| part.contains(&found.cue.start)))
    };
    let last = earlier
        .iter()
        .rev()
        .take(12)
        .find(|found| found.source.is_some() && found.cue.end <= at && outer(found));
    if let Some(found) = last.filter(|found| !takes_over(segment, found, at)) {
        return Some((found.source.clone()?, found.source_kind, 0.92));
    }
    let floor =
        last.map_or(0, |found| found.content.last().map_or(0, |part| part.end).max(found.cue.end)).min(at);
    let verb =
        (floor..at.min(floor + 40)).find(|index| segment.outside(*index) && segment.is_finite(*index))?;
    let start = group(segment, verb).start;
    let subject = subjects::before(segment, start, 0)?;
    Some((subject.range, subject.kind, 0.8))
}
