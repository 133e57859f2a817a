//! Nouns of saying: "Trump's assertion that K", "their demand for K", "fears that K".

use std::ops::Range;

use super::content;
use super::cue_table::NEGATIVE;
use super::segment::Segment;
use super::stage::Found;
use super::subjects::{self, Kind};
use super::words::*;

/// Tries the noun at `noun`.
pub(super) fn find(segment: &Segment, noun: usize) -> Option<Found> {
    let entry = segment.noun(noun)?;
    if !segment.outside(noun) || segment.is(noun, QUOTED) {
        return None;
    }
    let owner = owner(segment, noun);
    let that = segment.is(noun + 1, THAT_WORD) && !segment.is_finite(noun + 2);
    let agent = if owner.is_none() { agent_after(segment, noun) } else { None };
    let (start, plain) = match () {
        () if that => (noun + 2, 1.0),
        () if owner.is_some()
            && segment.is(noun + 1, TO)
            && matches!(
                entry.lemma,
                "promise"
                    | "pledge"
                    | "vow"
                    | "threat"
                    | "offer"
                    | "refusal"
                    | "commitment"
                    | "demand"
                    | "call"
                    | "desire"
                    | "proposal"
                    | "plan"
            ) =>
        {
            (noun + 1, 0.85)
        }
        () if owner.is_some() && segment.one_of(noun + 1, preposition_of(entry.lemma)) => (noun + 2, 0.75),
        () => {
            let (_, that) = agent.as_ref()?;
            (that + 1, 0.95)
        }
    };
    let content = bounded(segment, noun, start);
    if content.is_empty() {
        return None;
    }
    let (source, kind, factor) = match (owner, agent) {
        (Some(owner), _) => {
            let kind = subjects::classify(segment, &owner);
            if matches!(kind, Kind::Act | Kind::Unknown) && !that {
                return None;
            }
            (Some(owner), kind, 1.0)
        }
        (None, Some((agent, _))) => (Some(agent), Kind::Agent, 0.85),
        // A noun that everybody has: only a clause makes it a claim, and it is nobody's.
        (None, None) => (None, Kind::Unknown, if segment.is(noun, CAPITAL) { 0.0 } else { 0.68 }),
    };
    Some(Found {
        source,
        source_kind: kind,
        cue: noun..noun + 1,
        lemma: entry.lemma.to_owned(),
        class: entry.class,
        negated: entry.frames & NEGATIVE != 0,
        content: vec![content],
        confidence: entry.prior * factor * plain,
    })
}

/// The prepositions that bring the content of a noun.
fn preposition_of(lemma: &str) -> &'static [&'static str] {
    match lemma {
        "demand" | "call" | "plea" | "request" | "proposal" | "desire" | "hope" => &["for"],
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
    let lowest = noun.saturating_sub(4);
    let mut at = noun;
    while at > lowest {
        at -= 1;
        if segment.is(at, POSSESSIVE) && !segment.is(at, THING) {
            return segment.equals(at, "whose").then_some(None).unwrap_or(Some(at..at + 1));
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
    matches!(subjects::classify(segment, &range), Kind::Agent | Kind::Pronoun).then_some((range, that))
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
