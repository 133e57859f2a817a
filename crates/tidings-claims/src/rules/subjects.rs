//! Who speaks: the noun phrase before or after a cue, and whether it can speak at all.

use std::ops::Range;

use super::kinds::{self, Kind};
use super::segment::{REACH, Segment};
use super::words::*;

/// A noun phrase that may be a source.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// Marks that no noun phrase crosses.
const HARD: Flags = STOP | COLON | SEMICOLON | DASH | MARK;

/// The noun phrase that ends before `end`.
pub(super) fn before(segment: &Segment, end: usize, floor: usize) -> Option<Subject> {
    let floor = floor.max(end.saturating_sub(REACH));
    let range = if end > floor && segment.is(end - 1, COMMA) {
        with_aside(segment, end - 1, floor)?
    } else {
        let range = phrase_before(segment, end, floor)?;
        coordinated(segment, range, floor)
    };
    let kind = kinds::classify(segment, &range);
    Some(Subject { range, kind })
}

/// "Ingrid Falk, a researcher at Hallein, said": the phrase before the comma that pairs with the one at `comma`.
fn with_aside(segment: &Segment, comma: usize, floor: usize) -> Option<Range<usize>> {
    let mut right = comma;
    for _ in 0..4 {
        let left = (floor..right).rev().find(|index| segment.is(*index, COMMA | HARD))?;
        if !segment.is(left, COMMA) || !is_aside(segment, left + 1..right) {
            return None;
        }
        if let Some(range) = phrase_before(segment, left, floor) {
            let opens = range.start == floor
                || segment.before_is(range.start, COMMA | HARD | THAT_WORD | AND | BUT | SUBORDINATOR);
            // "A, B, a C, said": the comma before B may belong to the aside as well.
            let introduced =
                !segment.before_is(range.start, COMMA) || starts_like_adverbial(segment, range.start, floor);
            if opens && introduced {
                // An adverb between commas is no part of the name.
                let only_adverb = segment.is(left + 1, ADVERB | PREPOSITION | BUT)
                    && right == comma
                    && !segment.is(left + 1, CAPITAL);
                return Some(range.start..if only_adverb { left } else { comma });
            }
        }
        right = left;
    }
    None
}

/// Whether what stands before the comma before `start` is an introduction ("On Friday, …"), no part of a list.
fn starts_like_adverbial(segment: &Segment, start: usize, floor: usize) -> bool {
    let begin = (floor..start.saturating_sub(1))
        .rev()
        .find(|index| segment.is(*index, HARD))
        .map_or(floor, |index| index + 1);
    segment.is(begin, PREPOSITION | ADVERB | SUBORDINATOR | TIME | ING | PAST_LIKE | BUT | AND)
        || segment.forms(begin) != 0
        || segment.has_verb(begin..start)
}

/// What may stand between commas after a name.
fn is_aside(segment: &Segment, range: Range<usize>) -> bool {
    if range.is_empty() || range.len() > 40 {
        return false;
    }
    let first = range.start;
    if segment.is(first, RELATIVE) || segment.one_of(first, &["where", "when"]) {
        return true;
    }
    if segment.is(first, PERSONAL | SUBORDINATOR)
        && !segment.one_of(first, &["as", "like", "when", "after", "since"])
    {
        return false;
    }
    let verbs = range.clone().filter(|index| segment.is_finite(*index)).count();
    verbs == 0
        || segment.any(range, RELATIVE)
        || segment.is(first, PREPOSITION | ING | PAST_LIKE | ADVERB | SUBORDINATOR)
}

/// The phrase that ends right before `end`, without looking over commas.
fn phrase_before(segment: &Segment, end: usize, floor: usize) -> Option<Range<usize>> {
    // "Sen. Ada Lind (R-Ky.) said": what stands in brackets belongs to the name.
    let bare = match end.checked_sub(1).filter(|last| segment.is(*last, CLOSE) && !segment.is(*last, MARK)) {
        Some(last) => (floor..last)
            .rev()
            .take(12)
            .find(|index| segment.is(*index, OPEN) && !segment.is(*index, MARK))?,
        None => end,
    };
    let begin = (floor..bare)
        .rev()
        .find(|index| segment.is(*index, COMMA | HARD | BUT) || is_clause_opener(segment, *index, end))
        .map_or(floor, |index| index + 1);
    if begin >= bare {
        return None;
    }
    let last_verb = (begin..end).rev().find(|index| segment.is_finite(*index) || segment.is(*index, TO));
    let start = match last_verb {
        None => begin,
        Some(verb) if defines(segment, begin, verb) => begin,
        Some(verb) => cut_object(segment, verb + 1, end),
    };
    let start = skip_introduction(segment, start, end);
    (start < end && is_nominal(segment, start..end)).then_some(start..end)
}

/// "that", "while", "if" … before a clause; but not "the diplomat that", "as" in "as well as".
fn is_clause_opener(segment: &Segment, index: usize, end: usize) -> bool {
    if segment.is(index, THAT_WORD) {
        // A determiner: "that agency said".
        return index + 2 < end
            || index + 1 == end
            || segment.is(index + 1, PERSONAL | DETERMINER | CAPITAL | POSSESSIVE);
    }
    segment.is(index, SUBORDINATOR) && !segment.is(index, PREPOSITION)
        || segment.is(index, WH_WORD) && !segment.is(index, RELATIVE)
        || (segment.is(index, PREPOSITION)
            && index + 6 > end
            && segment.is(index + 1, PERSONAL | DETERMINER | CAPITAL)
            && segment.one_of(index, &["as", "after", "before", "since", "until"]))
}

/// Whether the verb belongs to a relative clause of the phrase that begins at `begin`: "a man who left", "officials
/// briefed on the talks".
fn defines(segment: &Segment, begin: usize, verb: usize) -> bool {
    if (begin..verb).any(|index| segment.is(index, RELATIVE) && index > begin) {
        return true;
    }
    let earlier = (begin..verb).any(|index| segment.is_finite(index));
    let participle = segment.is(verb, PAST_LIKE)
        || (segment.forms(verb) & super::cues::PARTICIPLE != 0 && !segment.is(verb, BE | HAVE | DO | MODAL));
    !earlier
        && (participle || segment.is(verb, TO))
        && verb > begin
        && segment.is(verb + 1, PREPOSITION | ADVERB | TIME)
}

/// After a verb, the object comes before the new subject: "told reporters the president | believes".
fn cut_object(segment: &Segment, start: usize, end: usize) -> usize {
    let mut cut = start;
    for index in start + 1..end {
        let begins = segment.is(index, DETERMINER | POSSESSIVE | PERSONAL)
            || (segment.is(index, CAPITAL) && !segment.before_is(index, CAPITAL));
        if begins
            && !segment.before_is(index, PREPOSITION | AND | DETERMINER | POSSESSIVE | GENITIVE | ADVERB)
            && segment.is(index - 1, WORD)
        {
            let name_of_role = segment.is(index, CAPITAL) && segment.before_is(index, ROLE);
            if !name_of_role || segment.is(index - 1, OBJECTIVE) {
                cut = index;
            }
        }
    }
    cut
}

/// Skips conjunctions, adverbs and a leading prepositional phrase without comma.
fn skip_introduction(segment: &Segment, mut start: usize, end: usize) -> usize {
    // "which critics say": the subject comes after the relative word.
    if segment.is(start, RELATIVE)
        && !segment.equals(start, "who")
        && start + 1 < end
        && !segment.has_verb(start..end)
    {
        start += 1;
    }
    while start < end
        && (segment.is(start, AND | BUT | TIME) || (segment.is(start, ADVERB) && !segment.is(start, SOME)))
        && start + 1 < end
        && !segment.is(start + 1, GENITIVE)
    {
        start += 1;
    }
    if start < end
        && segment.is(start, PREPOSITION)
        && !segment.one_of(start, &["about", "around", "over", "up", "like"])
    {
        if segment.one_of(start + 1, &["least", "most"]) {
            return start;
        }
        // "In Kyiv officials said", "Of the ten, six": the last phrase only.
        let cut = cut_object(segment, start + 1, end);
        let cut = if cut > start + 1 {
            cut
        } else {
            (start + 1..end).rev().find(|index| segment.is(*index, ROLE)).unwrap_or(end)
        };
        return cut;
    }
    start
}

/// "Macron, Merz and eight others proposed": earlier members of a list belong to the subject.
fn coordinated(segment: &Segment, range: Range<usize>, floor: usize) -> Range<usize> {
    let joined = (range.start..range.end).any(|index| segment.is(index, AND));
    let mut start = range.start;
    if !joined {
        return range;
    }
    while start >= floor + 2 && segment.is(start - 1, COMMA) {
        let left = (floor..start - 1)
            .rev()
            .find(|index| segment.is(*index, COMMA | HARD | THAT_WORD))
            .map_or(floor, |index| index + 1);
        let piece = left..start - 1;
        if piece.is_empty()
            || piece.len() > 8
            || segment.has_verb(piece.clone())
            || !segment.is(left, CAPITAL | DETERMINER | ROLE)
            || segment.is(left, PREPOSITION | ADVERB | SUBORDINATOR | TIME | ING)
        {
            break;
        }
        start = left;
    }
    start..range.end
}

/// Whether a range can be a noun phrase at all.
fn is_nominal(segment: &Segment, range: Range<usize>) -> bool {
    let last = range.end - 1;
    if segment.is(last, DETERMINER) && !segment.is(last, SOME | THING) {
        return false;
    }
    segment.is(last, WORD | CLOSE | MARK)
        && !segment.is(last, POSSESSIVE | AND | BE | HAVE | MODAL | GENITIVE | SUBORDINATOR)
        && (!segment.is(last, PREPOSITION))
        && segment.any(range, WORD)
}

/// The noun phrase that begins at `start`, after "according to", "by" or an inverted cue ("said Falk, a researcher.").
pub(super) fn after(segment: &Segment, start: usize) -> Option<Subject> {
    if segment.is(start, PERSONAL | THING) && !segment.is(start, DETERMINER | POSSESSIVE) {
        let range = start..start + 1;
        return Some(Subject { kind: kinds::classify(segment, &range), range });
    }
    if !segment.is(start, CAPITAL | DETERMINER | POSSESSIVE | ROLE | SOME | NUMBER | WORD)
        || segment.is(start, THAT_WORD | TO | BE | HAVE | MODAL | WH_WORD | AND)
        || (segment.is(start, PREPOSITION | ADVERB | SUBORDINATOR | TIME)
            && !segment.is(start, CAPITAL | SOME))
    {
        return None;
    }
    let limit = segment.len().min(start + 60);
    let mut at = start;
    while at < limit && !phrase_ends(segment, start, at) {
        at += 1;
    }
    while at > start && segment.is(at - 1, COMMA | RELATIVE | BE | HAVE | MODAL) {
        at -= 1;
    }
    let range = start..at;
    (!range.is_empty() && is_nominal(segment, range.clone()))
        .then(|| Subject { kind: kinds::classify(segment, &range), range })
}

/// Whether the phrase that began at `start` ends before `at`.
fn phrase_ends(segment: &Segment, start: usize, at: usize) -> bool {
    if at == start {
        return false;
    }
    if segment.is(at, HARD) && (segment.is(at, SPEECH) || !segment.is(at, MARK)) {
        return true;
    }
    if segment.is(at, COMMA) {
        let next = at + 1;
        let starts = segment.is(next, NUMBER | POSSESSIVE | CAPITAL | ROLE)
            || segment.one_of(next, &["a", "an", "the", "former", "president", "chief", "director", "then"]);
        let apposition = starts && !segment.is(next, PERSONAL) && closes_soon(segment, next);
        return !(apposition || segment.is(next, RELATIVE));
    }
    // "information that has emerged"
    let defining = segment.is(at, THAT_WORD) && segment.is_finite(at + 1);
    if segment.is(at, THAT_WORD | SUBORDINATOR | BUT) && !segment.is(at, PREPOSITION) && !defining {
        return true;
    }
    if segment.any(start..at, RELATIVE | THAT_WORD) {
        return false;
    }
    // A time or a place of speaking is no part of the name.
    if segment.is(at, PREPOSITION)
        && !segment.one_of(at, &["of", "for", "from", "at", "with", "in", "by", "on"])
    {
        return true;
    }
    if segment.is(at, PREPOSITION)
        && segment.one_of(at, &["in", "at", "on", "by", "during"])
        && (segment.is(at + 1, TIME | NUMBER)
            || segment.one_of(at + 1, &["a", "an", "his", "her", "their", "its"])
            || segment.is(at + 2, TIME))
    {
        return true;
    }
    if segment.is(at, TIME)
        && !segment.is(at + 1, GENITIVE)
        && !segment.before_is(at, PREPOSITION | DETERMINER)
    {
        return true;
    }
    segment.is_finite(at) && !defines(segment, start, at)
}

/// Whether a comma or the end comes within a few words without a verb: a place name, a title.
fn closes_soon(segment: &Segment, at: usize) -> bool {
    for index in at..at + 16 {
        if index >= segment.len() || segment.is(index, COMMA | STOP) {
            return true;
        }
        if segment.is_finite(index) {
            return false;
        }
    }
    false
}
