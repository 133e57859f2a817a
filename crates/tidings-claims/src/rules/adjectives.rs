//! Adjectives of belief and will: "S is confident that K", "S remains skeptical about K", "S is ready to K".

use super::content;
use super::cue_table::ADJECTIVES;
use super::find::Found;
use super::kinds::Kind;
use super::segment::Segment;
use super::subjects;
use super::verbs;
use super::words::*;

/// Tries the adjective at `at`.
pub(super) fn find(segment: &Segment, at: usize) -> Option<Found> {
    let row = usize::from(segment.tokens.get(at)?.adjective).checked_sub(1)?;
    let &(class, negative, words, prior, _) = ADJECTIVES.get(row)?;
    if !segment.outside(at) || segment.is(at, QUOTED) || !segment.one_of(at + 1, words) {
        return None;
    }
    let copula = (at.saturating_sub(3)..at).rev().find(|index| {
        segment.is(*index, BE)
            || segment
                .one_of(*index, &["remain", "remains", "remained", "seems", "sounded", "became", "felt"])
    })?;
    if (copula + 1..at).any(|index| !segment.is(index, ADVERB | NOT)) {
        return None;
    }
    let group = verbs::group(segment, copula);
    let denied = group.negated || segment.any(copula + 1..at, NOT);
    let subject = subjects::before(segment, group.start, 0)?;
    if !matches!(subject.kind, Kind::Agent | Kind::Pronoun) {
        return None;
    }
    let start =
        if segment.is(at + 1, TO) && class != tidings_core::CueClass::Denies { at + 1 } else { at + 2 };
    let content = content::trim(segment, start..content::end(segment, start));
    (!content.is_empty()).then(|| Found {
        source: Some(subject.range),
        source_kind: subject.kind,
        cue: at..at + usize::from(!segment.is(at + 1, TO | THAT_WORD)) + 1,
        lemma: segment.word(at).to_ascii_lowercase().into(),
        class,
        negated: negative ^ denied,
        content: vec![content],
        confidence: f32::from(prior) / 100.0,
    })
}
