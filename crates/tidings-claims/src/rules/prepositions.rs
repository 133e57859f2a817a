//! Prepositions: "according to S, K", "K, according to S", "in the words of S", "in the view of S".

use std::ops::Range;

use tidings_core::CueClass;

use super::content;
use super::find::Found;
use super::kinds::Kind;
use super::segment::Segment;
use super::subjects;
use super::words::*;

/// Tries the token at `at`.
pub(super) fn find(segment: &Segment, at: usize) -> Option<Found> {
    if !segment.outside(at) {
        return None;
    }
    if segment.equals(at, "according") && segment.equals(at + 1, "to") {
        return with_source(segment, at..at + 2, "according to", at + 2, 0.95);
    }
    if segment.equals(at, "in") && segment.equals(at + 1, "the") && segment.equals(at + 3, "of") {
        let lemma = match segment.word(at + 2) {
            "words" => "in the words of",
            "view" => "in the view of",
            "opinion" => "in the opinion of",
            "eyes" => "in the eyes of",
            _ => return None,
        };
        return with_source(segment, at..at + 4, lemma, at + 4, 0.75);
    }
    None
}

fn with_source(
    segment: &Segment,
    cue: Range<usize>,
    lemma: &'static str,
    start: usize,
    prior: f32,
) -> Option<Found> {
    let subject = subjects::after(segment, start)?;
    // "according to plan"
    if subject.range.len() == 1
        && segment.one_of(start, &["plan", "schedule", "protocol", "reports"])
        && !segment.equals(start, "reports")
    {
        return None;
    }
    let mut content: Vec<Range<usize>> = Vec::with_capacity(2);
    let left = left(segment, cue.start);
    let right = right(segment, subject.range.end);
    match (left, right) {
        (Some(left), Some(right)) => {
            let whole = segment.has_verb(left.clone());
            let opens = segment.is(left.start, PREPOSITION | SUBORDINATOR | ADVERB) && left.len() < 8;
            content.push(left);
            // "K, according to S, and K": only what is no clause of its own goes on.
            if !whole || opens || !segment.is(right.start, AND | BUT | SUBORDINATOR) {
                content.push(right);
            }
        }
        (left, right) => content.extend(left.or(right)),
    }
    let known = matches!(subject.kind, Kind::Agent | Kind::Document | Kind::Pronoun);
    (!content.is_empty()).then(|| Found {
        source: Some(subject.range),
        source_kind: subject.kind,
        cue,
        lemma: lemma.into(),
        class: CueClass::Says,
        negated: false,
        content,
        confidence: prior * if known { 1.0 } else { 0.85 },
    })
}

/// What stands before the cue in its sentence.
fn left(segment: &Segment, cue: usize) -> Option<Range<usize>> {
    if cue == 0 || (cue == 1 && segment.is(0, AND | BUT | ADVERB)) {
        return None;
    }
    let range = content::trim(segment, content::start(segment, cue, 0)..cue);
    (!range.is_empty()
        && segment.any(range.clone(), WORD)
        && !(range.len() == 1 && segment.is(range.start, AND | BUT | ADVERB)))
    .then_some(range)
}

/// What stands after the source in its sentence.
fn right(segment: &Segment, end: usize) -> Option<Range<usize>> {
    if !segment.is(end, COMMA) {
        return None;
    }
    let range = content::trim(segment, end + 1..content::end(segment, end + 1));
    (range.len() > 1).then_some(range)
}
