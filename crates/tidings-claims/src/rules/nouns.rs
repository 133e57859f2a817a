//! Nouns of saying: "the mayor's assertion that K", "their demand for K", "fears that K".

use std::ops::Range;

use tidings_core::Label;

use super::content;
use super::cue_table::{INFINITIVE, NEGATIVE, OWNERLESS};
use super::cues::NounCue;
use super::find::Found;
use super::kinds::{self, Kind};
use super::segment::Segment;
use super::words::*;

/// Tries the noun at `noun`.
pub(super) fn find(segment: &Segment, noun: usize) -> Option<Found> {
    let entry = segment.noun(noun)?;
    if !segment.outside(noun) || segment.is(noun, QUOTED) {
        return None;
    }
    let owner = owner(segment, noun);
    let agent = if owner.is_none() { agent_after(segment, noun) } else { None };
    let ownerless = owner.is_none() && agent.is_none();
    if ownerless && (entry.frames & OWNERLESS == 0 || segment.is(noun, CAPITAL)) {
        return None;
    }
    let (start, plain) = match &agent {
        Some((_, that)) => (that + 1, 0.95),
        None => introduced(segment, noun, entry, ownerless)?,
    };
    let content = bounded(segment, noun, start);
    if content.is_empty() {
        return None;
    }
    let (source, kind, factor) = match (owner, agent) {
        (Some(owner), _) => {
            let kind = kinds::classify(segment, &owner);
            if matches!(kind, Kind::Act | Kind::Unknown) && plain < 0.9 {
                return None;
            }
            (Some(owner), kind, 1.0)
        }
        (None, Some((agent, _))) => (Some(agent), Kind::Agent, 0.85),
        (None, None) => (None, Kind::Unknown, 0.68),
    };
    Some(Found {
        source,
        source_kind: kind,
        cue: noun..noun + 1,
        lemma: entry.lemma.into(),
        class: entry.class,
        negated: entry.frames & NEGATIVE != 0,
        content: vec![content],
        confidence: entry.prior * factor * plain,
    })
}

/// Where the content of a noun begins, and how plainly: "claim that K", "demand for K", "promise to K", "answer is that K".
fn introduced(segment: &Segment, noun: usize, entry: &NounCue, ownerless: bool) -> Option<(usize, f32)> {
    let next = noun + 1;
    if segment.is(next, THAT_WORD) && !segment.is_finite(next + 1) {
        return Some((next + 1, 1.0));
    }
    if segment.is(next, BE) && segment.is(next + 1, THAT_WORD) && !segment.is_finite(next + 2) {
        return Some((next + 2, 0.95));
    }
    if ownerless {
        return None;
    }
    if segment.is(next, TO) && entry.frames & INFINITIVE != 0 {
        return Some((next, 0.85));
    }
    segment.one_of(next, preposition_of(entry.lemma)).then_some((next + 1, 0.75))
}

/// The prepositions that bring the content of a noun.
fn preposition_of(lemma: &str) -> &'static [&'static str] {
    match lemma {
        "demand" | "call" | "plea" | "request" | "proposal" | "desire" | "hope" | "aspiration" => &["for"],
        "warning" | "fear" | "denial" | "accusation" | "allegation" | "promise" | "acknowledgment"
        | "acknowledgement" | "rejection" | "prediction" | "admission" | "criticism" | "description"
        | "threat" | "claim" => &["of"],
        "belief" => &["in"],
        "comment" | "remark" | "concern" => &["about", "on"],
        "view" => &["on", "of"],
        "insistence" => &["on"],
        _ => &[],
    }
}

/// Whose noun it is: "Russia's", "the president's repeated", "their".
pub(super) fn owner(segment: &Segment, noun: usize) -> Option<Range<usize>> {
    possessor(segment, noun).or_else(|| attributive(segment, noun))
}

fn possessor(segment: &Segment, noun: usize) -> Option<Range<usize>> {
    let lowest = noun.saturating_sub(4);
    let mut at = noun;
    while at > lowest {
        at -= 1;
        if segment.is(at, POSSESSIVE) && !segment.is(at, THING) {
            return (!segment.equals(at, "whose")).then(|| at..at + 1);
        }
        if segment.is(at, GENITIVE) {
            return owner_phrase(segment, at);
        }
        if segment.is(at, COMMA | STOP | MARK | PREPOSITION | DETERMINER | BE | HAVE)
            || segment.is_finite(at) && segment.is(at, VERB)
        {
            return None;
        }
    }
    None
}

/// "the U.S. proposal to": a name right before the noun owns it too.
fn attributive(segment: &Segment, noun: usize) -> Option<Range<usize>> {
    let before = noun.checked_sub(1)?;
    let named = matches!(segment.label(before), Some(Label::Gpe | Label::Norp | Label::Org | Label::Person))
        || segment.is(before, ALL_CAPITAL) && segment.is(before, CAPITAL);
    (named && !segment.heading && !segment.is(before, GENITIVE)).then_some(before..noun)
}

/// The phrase before the sign of possession at `genitive`.
fn owner_phrase(segment: &Segment, genitive: usize) -> Option<Range<usize>> {
    let lowest = genitive.saturating_sub(10);
    let mut start = genitive;
    while start > lowest {
        let at = start - 1;
        if segment.is(at, DETERMINER | POSSESSIVE) {
            start = at;
            break;
        }
        let inside =
            segment.is(at, CAPITAL | NUMBER | GENITIVE) || start == genitive || !segment.is(start, CAPITAL);
        if !segment.is(at, WORD)
            || segment.is(
                at,
                PREPOSITION
                    | AND
                    | BUT
                    | BE
                    | HAVE
                    | MODAL
                    | SUBORDINATOR
                    | THAT_WORD
                    | WH_WORD
                    | TIME
                    | ADVERB,
            )
            || segment.is_finite(at)
            || !(inside || segment.is(at, ROLE))
        {
            break;
        }
        start = at;
    }
    (start < genitive).then_some(start..genitive)
}

/// "the belief among officials that K", "a warning from the ministry that K".
fn agent_after(segment: &Segment, noun: usize) -> Option<(Range<usize>, usize)> {
    if !segment.one_of(noun + 1, &["by", "from", "among", "of"]) {
        return None;
    }
    let that = (noun + 3..(noun + 14).min(segment.len()))
        .find(|index| segment.is(*index, THAT_WORD | COMMA | STOP))?;
    if !segment.is(that, THAT_WORD) || segment.has_verb(noun + 2..that) || segment.is_finite(that + 1) {
        return None;
    }
    let range = noun + 2..that;
    matches!(kinds::classify(segment, &range), Kind::Agent | Kind::Pronoun).then_some((range, that))
}

/// The content of a noun ends where the main verb of its sentence begins: "the claim that it took Luhansk | was disputed".
fn bounded(segment: &Segment, noun: usize, start: usize) -> Range<usize> {
    let end = content::end(segment, start);
    let mut content = content::trim(segment, start..end);
    // The noun is an object if a verb goes before it in the sentence: then nothing follows its clause.
    if (0..noun).any(|index| segment.outside(index) && segment.is_finite(index)) {
        return content;
    }
    let mut verbs = 0;
    let mut previous = false;
    for index in content.clone() {
        let finite = segment.is_finite(index) && segment.outside(index);
        if finite && !previous {
            verbs += 1;
            let joined = segment.before_is(index, AND | BUT | RELATIVE | PERSONAL | THAT_WORD | TO);
            if verbs == 2 && !joined || verbs == 1 && start == noun + 2 && !segment.is(noun + 1, THAT_WORD) {
                content.end = index;
                return content::trim(segment, content);
            }
        }
        previous = finite || (previous && segment.is(index, NOT | ADVERB)) || segment.is(index, TO);
    }
    content
}
