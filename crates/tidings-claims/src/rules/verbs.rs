//! Active verbs: whether a word is a verb here, which cue it makes, and which order its claim has.

use tidings_core::CueClass;

use super::cue_table::*;
use super::cues::{BASE, Forms, GERUNDIVE, PARTICIPLE, PAST, THIRD, VerbCue};
use super::find::Found;
use super::kinds;
use super::orders;
use super::right::{self, Cue};
use super::segment::Segment;
use super::subjects::{self, Subject};
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
        (Some(subject), Some(right)) if !orders::left_is_content(segment, &subject, &cue) => {
            orders::plain(segment, cue, subject, right, &group)
        }
        (Some(subject), right) => orders::around(segment, cue, subject, right, &group),
        (None, Some(right)) if gerund => orders::participle(segment, cue, right, earlier),
        (None, Some(right)) if !orders::inverted_place(segment, &group) => {
            orders::coordinated(segment, cue, right, earlier, &group)
        }
        (None, _) => orders::inverted(segment, cue, &group),
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
        && (segment.is(subject, ROLE | SOME) || kinds::names_an_agent(segment.word(subject)))
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
                    lemma: format!("{lemma} {particle}").into(),
                    class,
                    frames,
                    prior: f32::from(prior) / 100.0,
                });
            }
        }
    }
    (entry.frames != 0).then(|| Cue {
        range: verb..verb + 1,
        lemma: entry.lemma.into(),
        class: entry.class,
        frames: entry.frames,
        prior: entry.prior,
    })
}
