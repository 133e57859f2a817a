//! Passives: "K is expected to K", "it was reported that K", "K was denied by S", "S was quoted as saying K".

use tidings_core::CueClass;

use super::content;
use super::cue_table::{CLAUSE, NEGATIVE, PASSIVE, THAT};
use super::cues::PARTICIPLE;
use super::find::Found;
use super::kinds::Kind;
use super::right;
use super::segment::Segment;
use super::subjects;
use super::verbs;
use super::words::*;

/// Tries the verb at `verb` as a passive.
pub(super) fn find(segment: &Segment, verb: usize) -> Option<Found> {
    let entry = segment.verb(verb)?;
    if segment.forms(verb) & PARTICIPLE == 0
        || !segment.outside(verb)
        || segment.is(verb, QUOTED)
        || entry.frames == 0
    {
        return None;
    }
    let group = verbs::group(segment, verb);
    if !group.passive {
        return None;
    }
    let next = right::skip_adverbials(segment, verb + 1);
    let next =
        if segment.equals(verb + 1, "as") { by_after(segment, verb + 1).unwrap_or(next) } else { next };
    if matches!(entry.lemma, "quote" | "cite" | "report" | "hear" | "record")
        && segment.equals(verb + 1, "as")
        && segment.equals(verb + 2, "saying")
    {
        return quoted_as_saying(segment, verb, group.start);
    }
    let mut found = Found {
        source: None,
        source_kind: Kind::Unknown,
        cue: verb..verb + 1,
        lemma: entry.lemma.into(),
        class: entry.class,
        negated: entry.frames & NEGATIVE != 0 || group.negated,
        content: Vec::new(),
        confidence: entry.prior * 0.75,
    };
    let subject = subjects::before(segment, group.start, 0);
    let empty = subject
        .as_ref()
        .is_some_and(|subject| segment.equals(subject.range.start, "it") && subject.range.len() == 1);
    if segment.is(next, THAT_WORD) && empty && entry.frames & (CLAUSE | THAT | PASSIVE) != 0 {
        if group.negated {
            return None;
        }
        found.content.push(content::trim(segment, next + 1..content::end(segment, next + 1)));
    } else if segment.is(next, WH_WORD) && entry.class == CueClass::Asks {
        // "was asked whether K": who asks is not said.
        found.content.push(content::trim(segment, next..content::end(segment, next)));
        found.negated = false;
    } else if segment.is(next, TO) && entry.frames & PASSIVE != 0 {
        let subject = subject.filter(|_| !empty)?;
        if group.negated && matches!(entry.class, CueClass::Says | CueClass::Reports) {
            return None;
        }
        found.content.push(subject.range);
        found.content.push(content::trim(segment, next..content::end(segment, next)));
    } else if let Some(by) = agent(segment, next) {
        let subject = subject.filter(|_| !empty)?;
        if !matches!(by.kind, Kind::Agent | Kind::Pronoun) || entry.prior < 0.5 {
            return None;
        }
        found.content.push(subject.range);
        // "was dismissed by a diplomat as theatre"
        if segment.equals(by.range.end, "as") {
            let end = content::end(segment, by.range.end);
            found.content.push(content::trim(segment, by.range.end..end));
        } else if segment.equals(verb + 1, "as") {
            found.content.push(verb + 1..next);
        }
        found.source = Some(by.range);
        found.source_kind = by.kind;
        found.confidence = entry.prior * 0.6;
    } else {
        return None;
    }
    found.content.retain(|part| !part.is_empty());
    (!found.content.is_empty()).then_some(found)
}

/// "was dismissed as theatre by": the place of "by".
fn by_after(segment: &Segment, start: usize) -> Option<usize> {
    (start..(start + 14).min(segment.len()))
        .take_while(|index| !segment.is(*index, COMMA | STOP) || segment.is(*index, QUOTED))
        .find(|index| segment.equals(*index, "by") && segment.outside(*index))
}

fn agent(segment: &Segment, at: usize) -> Option<subjects::Subject> {
    if segment.equals(at, "by") { subjects::after(segment, at + 1) } else { None }
}

/// "S was quoted as saying that K".
fn quoted_as_saying(segment: &Segment, verb: usize, group: usize) -> Option<Found> {
    let subject = subjects::before(segment, group, 0)?;
    let mut start = verb + 3;
    if segment.is(start, THAT_WORD | COMMA | COLON) {
        start += 1;
    }
    let content = content::trim(segment, start..content::end(segment, start));
    (!content.is_empty()).then(|| Found {
        source: Some(subject.range),
        source_kind: subject.kind,
        cue: verb..verb + 3,
        lemma: "say".into(),
        class: CueClass::Says,
        negated: false,
        content: vec![content],
        confidence: 0.85,
    })
}

/// "Asked whether K, S said …": at the start of a sentence; who asks is not said.
pub(super) fn asked(segment: &Segment, verb: usize) -> Option<Found> {
    let entry = segment.verb(verb)?;
    let opens = verb == 0
        || verb <= 2 && segment.before_is(verb, COMMA | AND | BUT)
        || segment.before_is(verb, SUBORDINATOR);
    if !opens || entry.lemma != "ask" || segment.forms(verb) & PARTICIPLE == 0 {
        return None;
    }
    let start = (verb + 1..segment.len().min(verb + 12))
        .take_while(|index| !segment.is(*index, COMMA | STOP | MARK))
        .find(|index| segment.is(*index, WH_WORD) || segment.equals(*index, "about"))?;
    let end = (start + 1..segment.len().min(verb + 60)).find(|index| segment.is(*index, COMMA | STOP))?;
    let start = start + usize::from(segment.equals(start, "about"));
    let part = start..end;
    Some(Found {
        source: None,
        source_kind: Kind::Unknown,
        cue: verb..verb + 1,
        lemma: entry.lemma.into(),
        class: CueClass::Asks,
        negated: false,
        content: vec![part],
        confidence: 0.6,
    })
}
