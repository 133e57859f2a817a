//! Attributions by a mark alone: "Ada Lind: “K”" and "“K” — Ada Lind, farmer".

use tidings_core::CueClass;

use super::find::Found;
use super::kinds::{self, Kind};
use super::segment::Segment;
use super::words::*;

/// The longest name before a colon, in tokens.
const LONGEST_NAME: usize = 9;
/// The longest name with its description after a dash, in tokens.
const LONGEST_SIGNATURE: usize = 20;

/// Tries the whole segment.
pub(super) fn find(segment: &Segment) -> Option<Found> {
    if segment.opens_speech(0) { signed(segment) } else { announced(segment) }
}

/// "Ada Lind: “K”"
fn announced(segment: &Segment) -> Option<Found> {
    let colon = (1..LONGEST_NAME.min(segment.len())).find(|index| segment.is(*index, COLON))?;
    let quoted = segment.opens_speech(colon + 1);
    let label = segment.heading && !quoted && segment.label(colon - 1).is_some();
    if !quoted && !label {
        return None;
    }
    let end = if quoted { segment.closing(colon + 1)? + 1 } else { segment.len() };
    by(segment, 0..colon, colon + 1..end, if quoted { 0.7 } else { 0.5 })
}

/// "“K” — Ada Lind, farmer"
fn signed(segment: &Segment) -> Option<Found> {
    let close = segment.closing(0)?;
    let dash = close + 1;
    let end = segment.len();
    if !segment.is(dash, DASH) || end - dash > LONGEST_SIGNATURE {
        return None;
    }
    by(segment, dash + 1..end, 0..close + 1, 0.8)
}

fn by(
    segment: &Segment,
    source: std::ops::Range<usize>,
    content: std::ops::Range<usize>,
    confidence: f32,
) -> Option<Found> {
    if source.is_empty()
        || segment.has_verb(source.clone())
        || segment.any(source.clone(), MARK | STOP | PERSONAL)
    {
        return None;
    }
    let kind = kinds::classify(segment, &source);
    (kind == Kind::Agent && segment.is(source.start, CAPITAL | ROLE)).then(|| Found {
        source: Some(source),
        source_kind: kind,
        cue: 0..0,
        lemma: "".into(),
        class: CueClass::Says,
        negated: false,
        content: vec![content],
        confidence,
    })
}
