//! Active verbs: "S said K", "K, S said", "K, said S", "K, S said, K", and participles ("…, adding that K").

use std::ops::Range;

use tidings_core::CueClass;

use super::content;
use super::cue_table::*;
use super::cues::{BASE, Forms, GERUNDIVE, PARTICIPLE, PAST, THIRD, VerbCue};
use super::right::{self, Cue, Right};
use super::segment::Segment;
use super::stage::Found;
use super::subjects::{self, Kind, Subject};
use super::words::*;

/// The verb with its auxiliaries and adverbs.
pub(super) struct VerbGroup {
    /// First token of the group.
    pub(super) start: usize,
    pub(super) passive: bool,
    pub(super) negated: bool,
    /// "to say"
    pub(super) infinitive: bool,
    /// An auxiliary goes before.
    pub(super) auxiliary: bool,
    /// would, could, may, might.
    pub(super) modal: bool,
}

/// Reads the group that ends with the verb at `verb`.
pub(super) fn group(segment: &Segment, verb: usize) -> VerbGroup {
    let mut group = VerbGroup {
        start: verb,
        passive: false,
        negated: false,
        infinitive: false,
        auxiliary: false,
        modal: false,
    };
    let lowest = verb.saturating_sub(7);
    let participle = segment.forms(verb) & PARTICIPLE != 0;
    while group.start > lowest {
        let at = group.start - 1;
        if segment.is(at, NOT) && !segment.is(at, SOME) && !segment.is(at, PERSONAL) {
            group.negated = true;
        } else if segment.is(at, BE) {
            group.passive |= participle;
            group.auxiliary = true;
        } else if segment.is(at, HAVE) {
            group.auxiliary = true;
        } else if segment.is(at, MODAL | DO) {
            group.auxiliary = true;
            group.modal |= segment.is(at, MODAL);
        } else if segment.is(at, TO) && segment.forms(verb) & BASE != 0 {
            group.infinitive = !group.auxiliary;
        } else if segment.is(at, TIME) && !segment.is(verb, GENITIVE) {
            if at > lowest && segment.one_of(at - 1, &["on", "last", "this", "late", "early"]) {
                group.start -= 1;
            } else if segment.is(at, ADVERB) || !segment.before_is(at, WORD) {
                break;
            }
        } else if !segment.is(at, ADVERB) || segment.is(at, SOME | CAPITAL) {
            break;
        }
        group.start -= 1;
    }
    group
}

/// Tries the verb at `verb`.
pub(super) fn find(segment: &Segment, verb: usize, earlier: &[Found]) -> Option<Found> {
    let entry = segment.verb(verb)?;
    let name = verb > 0 && segment.is(verb, CAPITAL) && !segment.heading;
    if !segment.outside(verb) || name || segment.is(verb, QUOTED) || segment.is(verb + 1, GENITIVE) {
        return None;
    }
    let group = group(segment, verb);
    if group.passive || !is_verb(segment, verb, &group) {
        return None;
    }
    let cue = cue_of(segment, verb, entry)?;
    if group.negated && matches!(cue.class, CueClass::Says | CueClass::Reports | CueClass::Asks) {
        // What was not said is no claim.
        return None;
    }
    let gerund = segment.forms(verb) & GERUNDIVE != 0 && !group.auxiliary;
    let right = right::read(segment, &cue, &group, gerund);
    let subject =
        if gerund { with_subject(segment, group.start) } else { subjects::before(segment, group.start, 0) };
    let found = match (subject, right) {
        (Some(subject), Some(right)) if !left_is_content(segment, &subject, &cue) => {
            plain(segment, cue, subject, right, &group)
        }
        (Some(subject), right) => around(segment, cue, subject, right, &group),
        (None, Some(right)) if gerund => participle(segment, cue, right, earlier),
        (None, Some(right)) if !inverted_place(segment, &group) => {
            coordinated(segment, cue, right, earlier, &group)
        }
        (None, _) => inverted(segment, cue, &group),
    }?;
    Some(Found { negated: found.negated ^ group.negated, ..found })
}

/// "with three in ten saying K": the only subject that a participle has of its own.
fn with_subject(segment: &Segment, start: usize) -> Option<Subject> {
    let with = (start.saturating_sub(14)..start)
        .rev()
        .find(|index| segment.is(*index, COMMA | STOP | MARK) || segment.equals(*index, "with"))?;
    if !segment.equals(with, "with") || segment.before_is(start, COMMA) {
        return None;
    }
    subjects::before(segment, start, with + 1)
}

/// Whether the word is used as a verb here, as far as its neighbors tell.
fn is_verb(segment: &Segment, verb: usize, group: &VerbGroup) -> bool {
    let forms: Forms = segment.forms(verb);
    if group.infinitive {
        return false;
    }
    if group.auxiliary {
        return true;
    }
    let start = group.start;
    if segment.before_is(start, DETERMINER | POSSESSIVE | GENITIVE | TO)
        && !segment.before_is(start, SOME | PERSONAL | THING)
    {
        return false;
    }
    if forms & GERUNDIVE != 0 {
        return segment.before_is(start, COMMA | MARK | WORD)
            && (!segment.before_is(start, PREPOSITION) || segment.equals(start - 1, "by"));
    }
    if segment.before_is(start, PREPOSITION) {
        return false;
    }
    let homograph = segment.noun(verb).is_some() || segment.verb(verb).is_some_and(|entry| entry.homograph);
    if homograph && forms & (BASE | THIRD) != 0 && forms & PAST == 0 {
        return present_of_homograph(segment, verb, start);
    }
    if forms & BASE != 0 && forms & PAST == 0 {
        return start > 0
            && segment.before_is(start, WORD | COMMA | CLOSE | MARK)
            && !segment.before_is(start, AND)
            || segment.heading && start > 0;
    }
    true
}

/// "recent reports that", "claims of fraud", "member states": a present form that is more often a noun.
fn present_of_homograph(segment: &Segment, verb: usize, start: usize) -> bool {
    if segment.one_of(verb + 1, &["of", "from", "by"]) || segment.before_is(start, AND) {
        return false;
    }
    let noun = segment.noun(verb).is_some();
    let announced = segment.is(verb + 1, THAT_WORD | COLON | WH_WORD) || segment.opens_speech(verb + 1);
    let third = segment.forms(verb) & THIRD != 0;
    if segment.before_is(start, PERSONAL | RELATIVE | CLOSE | COMMA) {
        return noun || announced || !segment.before_is(start, COMMA);
    }
    // A plural takes the base form: "officials claim", but "member states".
    let Some(subject) = start.checked_sub(1).filter(|subject| !segment.is(*subject, NUMBER)) else {
        return false;
    };
    if segment.is(subject, CAPITAL) {
        return third || plural(segment, subject) || segment.heading;
    }
    plural(segment, subject) != third
        && (segment.is(subject, ROLE | SOME) || subjects::names_an_agent(segment.word(subject)))
        && (noun || announced)
}

fn plural(segment: &Segment, noun: usize) -> bool {
    segment.word(noun).ends_with('s')
        || segment.one_of(noun, &["police", "people", "men", "women", "media", "many", "few"])
}

/// The cue with its particle, if it needs one.
fn cue_of(segment: &Segment, verb: usize, entry: &'static VerbCue) -> Option<Cue> {
    if entry.phrasal {
        for &(lemma, particle, class, frames, prior) in PHRASES {
            if lemma != entry.lemma || particle.is_empty() {
                continue;
            }
            let words = particle.split(' ').count();
            let here =
                particle.split(' ').enumerate().all(|(index, word)| segment.equals(verb + 1 + index, word));
            if here {
                return Some(Cue {
                    range: verb..verb + 1 + words,
                    lemma: format!("{lemma} {particle}"),
                    class,
                    frames,
                    prior: f32::from(prior) / 100.0,
                });
            }
        }
    }
    (entry.frames != 0).then(|| Cue {
        range: verb..verb + 1,
        lemma: entry.lemma.to_owned(),
        class: entry.class,
        frames: entry.frames,
        prior: entry.prior,
    })
}

/// Whether the words between the start and the subject are what is said: "K, S said", "“K,” S said".
fn left_is_content(segment: &Segment, subject: &Subject, cue: &Cue) -> bool {
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
fn plain(segment: &Segment, cue: Cue, subject: Subject, right: Right, group: &VerbGroup) -> Option<Found> {
    let factor = admit(segment, &cue, &subject, right.plain)?;
    let nobody = is_nobody(segment, &subject);
    if nobody && matches!(cue.class, CueClass::Says | CueClass::Reports | CueClass::Asks) {
        return None;
    }
    let modal = if group.modal && !matches!(cue.class, CueClass::Demands) { 0.6 } else { 1.0 };
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

/// "Barkley, who said he votes, added": the content of a relative clause ends with it.
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
fn around(
    segment: &Segment,
    cue: Cue,
    subject: Subject,
    right: Option<Right>,
    group: &VerbGroup,
) -> Option<Found> {
    if cue.frames & (CLAUSE | QUOTE) == 0 || cue.range.len() > 2 {
        return None;
    }
    let start = subject.range.start;
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
        if segment.opens_speech(next) {
            content.push(next..content::end(segment, next));
        } else if fragment
            && !quoted
            && segment.verb(next).is_none_or(|_| segment.forms(next) & GERUNDIVE == 0)
        {
            content.push(next..content::end(segment, next));
        }
    } else if let Some(open) = next_speech(segment, after) {
        content.push(open..content::end(segment, open));
    }
    content.retain(|part| !part.is_empty());
    (!content.is_empty()).then(|| Found {
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
fn inverted_place(segment: &Segment, group: &VerbGroup) -> bool {
    let before = group.start;
    segment.before_is(before, COMMA) || segment.before_is(before, MARK) && segment.before_is(before, CLOSE)
}

/// "K, said S".
fn inverted(segment: &Segment, cue: Cue, group: &VerbGroup) -> Option<Found> {
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
fn participle(segment: &Segment, cue: Cue, right: Right, earlier: &[Found]) -> Option<Found> {
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
fn coordinated(
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
    let last = earlier.iter().rev().find(|found| found.source.is_some() && found.cue.end <= at);
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
