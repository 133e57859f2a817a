//! From the verb that governs a date, its tense and the words around the date to where the date lies.

use std::ops::Range;

use tidings_core::PennTag;

use super::governor::governor;
use super::group::{Group, is_be};
use super::lists::{
    BACKWARD, FORWARD, INTENDED, PLANS, POSTPONED, PRESENT, SAME_IN_PAST, SAYING, SAYS, SCHEDULED,
    SCHEDULED_FOR, SPEECH, STATEMENTS, TRAVELED, TRIES, has,
};
use super::phrase::Phrase;
use super::{Clause, Outlook, is_noun, is_verb};

/// What a date's sentence says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) outlook: Outlook,
    /// Whether the date is when somebody said something: what comes next in a story does not follow from it.
    pub(crate) is_of_speech: bool,
}

/// Where the date at `date` lies.
pub(crate) fn outlook<C: Clause>(clause: &C, date: Range<usize>) -> Reading {
    let phrase = Phrase::of(clause, date);
    let word = phrase.preposition.map(|at| clause.lower(at));
    let word = word.as_ref().map_or("", |word| word.as_str());
    let governor = governor(clause, &phrase.range, phrase.preposition.is_some());
    let spoken = phrase
        .range
        .start
        .checked_sub(1)
        .filter(|at| phrase.preposition.is_some() && has(STATEMENTS, clause.lower(*at).as_str()));
    // "according to officials on Monday", "a statement on Monday".
    if spoken.is_some() && matches!(word, "on" | "in" | "of") || is_according(clause, phrase.range.start) {
        return Reading { outlook: Outlook::Past, is_of_speech: true };
    }
    let is_of_speech = governor.is_some_and(|verb| has(SPEECH, clause.lower(verb).as_str()));
    let tense = match governor {
        Some(verb) => tense(clause, verb, &phrase, word, 0),
        None => Outlook::Open,
    };
    let outlook = bounded(clause, &phrase, word, governor, tense);
    Reading { outlook, is_of_speech }
}

/// The outlook that tense and preposition give together.
fn bounded<C: Clause>(
    clause: &C,
    phrase: &Phrase,
    preposition: &str,
    governor: Option<usize>,
    tense: Outlook,
) -> Outlook {
    let noun = phrase.noun.map(|noun| clause.lower(noun));
    let noun = noun.as_ref().map_or("", |noun| noun.as_str());
    match (preposition, tense) {
        ("since", _) => Outlook::Past,
        _ if has(BACKWARD, noun) => match tense {
            // "Monday's ruling will": whatever it is, it is not the day of "will".
            Outlook::Past => Outlook::Past,
            _ => Outlook::Open,
        },
        ("ahead", _) => Outlook::Ahead,
        (
            "by" | "before" | "until" | "till" | "through" | "effective" | "starting" | "beginning",
            Outlook::Open,
        ) if governor.is_none() => Outlook::Ahead,
        ("until" | "till" | "through" | "starting" | "beginning" | "effective", Outlook::Past) => {
            Outlook::Either
        }
        ("in" | "on", _) if is_back(clause, phrase) => Outlook::Past,
        ("before", Outlook::Past) if phrase.noun.is_none() || has(FORWARD, noun) => Outlook::Open,
        // "prepared for Sunday's vote".
        ("for", Outlook::Past) if has(FORWARD, noun) => Outlook::AheadThen,
        ("from", Outlook::Past) if governor.is_some_and(|verb| has(SPEECH, clause.lower(verb).as_str())) => {
            Outlook::Open
        }
        // "discussed Monday's meeting": of the past or of what is to come, unless the meeting is what acts.
        (_, Outlook::Past) if has(FORWARD, noun) => match governor {
            Some(verb) if verb > phrase.range.start || is_attended(preposition) => Outlook::Past,
            _ => Outlook::Open,
        },
        // "The December figures are in the annex".
        (_, Outlook::Ahead | Outlook::AheadThen | Outlook::Now)
            if !noun.is_empty() && !has(FORWARD, noun) =>
        {
            Outlook::Open
        }
        (_, Outlook::Ahead | Outlook::AheadThen | Outlook::Now) => attached(clause, phrase, tense, governor),
        _ => tense,
    }
}

/// "according to officials in the port on Monday".
fn is_according<C: Clause>(clause: &C, start: usize) -> bool {
    let near = (start.saturating_sub(12)..start).rev();
    let mut words = near.take_while(|at| {
        let tag = clause.tag(*at);
        !super::is_finite(tag) && !matches!(tag, PennTag::Comma | PennTag::Colon | PennTag::Cc)
    });
    words.any(|at| clause.lower(at).as_str() == "according")
}

/// "back in February".
fn is_back<C: Clause>(clause: &C, phrase: &Phrase) -> bool {
    phrase.preposition.and_then(|at| at.checked_sub(1)).is_some_and(|at| clause.lower(at).as_str() == "back")
}

/// Whether a preposition puts what happens at the time of an event: "at Monday's meeting".
fn is_attended(preposition: &str) -> bool {
    matches!(preposition, "at" | "in" | "during" | "after" | "following" | "from" | "on")
}

/// "will look into the attack on Sunday": the noun before the date has its own time.
fn attached<C: Clause>(clause: &C, phrase: &Phrase, tense: Outlook, governor: Option<usize>) -> Outlook {
    let before = phrase.range.start.checked_sub(1);
    let noun = before.filter(|at| is_noun(clause.tag(*at)) && governor.is_some_and(|verb| verb < *at));
    match noun {
        Some(at) if has(BACKWARD, clause.lower(at).as_str()) => Outlook::Open,
        _ => tense,
    }
}

/// How many verbs up a participle or an infinitive is followed.
const STEPS: u32 = 3;

/// The time of a verb.
fn tense<C: Clause>(clause: &C, verb: usize, phrase: &Phrase, preposition: &str, steps: u32) -> Outlook {
    let group = Group::of(clause, verb, &phrase.range);
    let word = clause.lower(verb);
    let word = word.as_str();
    let later = matches!(preposition, "until" | "till" | "to" | "for" | "through");
    if let Some(modal) = group.modal {
        return modal_outlook(clause, modal, group);
    }
    if group.to {
        return infinitive(clause, group, phrase, preposition, steps);
    }
    let listed = has(SCHEDULED, word) || has(SCHEDULED_FOR, word) && preposition == "for";
    let tag = tag_of(clause, verb, word);
    let scheduled = listed && matches!(tag, PennTag::Vbn | PennTag::Vbd | PennTag::Jj | PennTag::In);
    match (group.be, group.have, tag) {
        // "has been scheduled for Friday", "has been put off until May".
        (_, Some(PennTag::Vbz | PennTag::Vbp | PennTag::Vb), _) => {
            let set = scheduled || has(POSTPONED, word) || preposition == "for" && has(INTENDED, word);
            if later && set { Outlook::Ahead } else { Outlook::Past }
        }
        // "had extended its order until May".
        (_, Some(_), _) if later && has(POSTPONED, word) => Outlook::AheadThen,
        (_, Some(_), _) => Outlook::Past,
        // "ordered that votes be counted on Friday".
        (Some(PennTag::Vb), ..) => Outlook::Ahead,
        (Some(PennTag::Vbd), ..) | (None, _, PennTag::Vbd) if has(POSTPONED, word) && later => {
            Outlook::AheadThen
        }
        (Some(PennTag::Vbd), ..) if scheduled => Outlook::AheadThen,
        (None, _, PennTag::Vbd) if matches!(preposition, "for" | "until" | "till") && has(INTENDED, word) => {
            Outlook::AheadThen
        }
        (Some(PennTag::Vbd), ..) if matches!(word, "going" | "due") => Outlook::AheadThen,
        (Some(PennTag::Vbd), ..) => Outlook::Past,
        _ if group.did => Outlook::Past,
        (Some(PennTag::Vbz | PennTag::Vbp), ..) => present(clause, word),
        (_, _, PennTag::Vbd) => Outlook::Past,
        (_, _, PennTag::Vbz | PennTag::Vbp) => present(clause, word),
        // "due on Monday" without a verb; "a vote planned for May"; but "games planned for Friday were held".
        _ if scheduled => match clause.tag(phrase.range.end) {
            PennTag::Vbd => Outlook::Open,
            _ => Outlook::Ahead,
        },
        (_, _, PennTag::Vbn) if word == "followed" => participle(clause, verb, phrase, preposition, steps),
        (_, _, PennTag::Vbn) if has(POSTPONED, word) && later => Outlook::Ahead,
        (_, _, PennTag::Vbn) => Outlook::Past,
        (_, _, PennTag::Vbg) => participle(clause, verb, phrase, preposition, steps),
        // "Come on Friday", "demanded that he leave by Friday".
        (_, _, PennTag::Vb) => Outlook::Ahead,
        _ => Outlook::Open,
    }
}

/// The tag of a main verb, where a tagger may be mistaken.
fn tag_of<C: Clause>(clause: &C, verb: usize, word: &str) -> PennTag {
    match clause.tag(verb) {
        tag if is_noun(tag) && has(PRESENT, word) => PennTag::Vbz,
        PennTag::Vbp | PennTag::Nn | PennTag::Nns | PennTag::Vb if has(SAME_IN_PAST, word) => PennTag::Vbd,
        tag => tag,
    }
}

fn modal_outlook<C: Clause>(clause: &C, modal: usize, group: Group) -> Outlook {
    match clause.lower(modal).as_str() {
        "will" | "'ll" | "’ll" | "wo" | "shall" | "can" | "may" | "must" | "should" | "ca" | "cannot" => {
            match (clause.lower(modal).as_str(), group.have) {
                // "may have died on Monday".
                ("may" | "must" | "should" | "can" | "ca" | "cannot", Some(_)) => Outlook::Past,
                _ => Outlook::Ahead,
            }
        }
        // "would have been 80 on Friday".
        "would" if group.have.is_some() => Outlook::Open,
        _ if group.have.is_some() => Outlook::Past,
        // "could not come on Monday".
        "could" if clause.lower(modal + 1).as_str().starts_with('n') => Outlook::Open,
        _ => Outlook::AheadThen,
    }
}

fn present<C: Clause>(clause: &C, word: &str) -> Outlook {
    if has(SAYS, word) {
        Outlook::Past
    } else if clause.is_headline() {
        Outlook::Open
    } else if has(PRESENT, word) || has(SCHEDULED, word) || has(SCHEDULED_FOR, word) {
        Outlook::Ahead
    } else {
        Outlook::Now
    }
}

/// "plans to meet", "was due to begin", "met to discuss".
fn infinitive<C: Clause>(
    clause: &C,
    group: Group,
    phrase: &Phrase,
    preposition: &str,
    steps: u32,
) -> Outlook {
    if group.have.is_some() {
        return Outlook::Past;
    }
    let mut at = group.from;
    while let Some(before) = at.checked_sub(1) {
        // A tagger may take "due" for an adverb.
        if clause.tag(before) != PennTag::Rb || has(SCHEDULED, clause.lower(before).as_str()) {
            break;
        }
        at = before;
    }
    let Some(above) = at.checked_sub(1) else { return Outlook::Ahead };
    let word = clause.lower(above);
    let word = word.as_str();
    let tag = clause.tag(above);
    if is_be(word) && is_verb(tag) {
        let past = matches!(word, "was" | "were")
            || Group::of(clause, above, &phrase.range).have == Some(PennTag::Vbd);
        return if past { Outlook::AheadThen } else { Outlook::Ahead };
    }
    if is_noun(tag) && !has(SCHEDULED, word) && !has(SCHEDULED_FOR, word) {
        return after_noun(clause, above, phrase, preposition, steps);
    }
    if tag == PennTag::Prp {
        // "told him to leave".
        let over = above.checked_sub(1).filter(|at| is_verb(clause.tag(*at)));
        return over.map_or(Outlook::Open, |over| after_verb(clause, over, phrase, preposition, steps));
    }
    if is_verb(tag) || matches!(tag, PennTag::Jj | PennTag::In) || has(SCHEDULED, word) {
        return after_verb(clause, above, phrase, preposition, steps);
    }
    Outlook::Open
}

/// An infinitive after a verb or an adjective.
fn after_verb<C: Clause>(
    clause: &C,
    above: usize,
    phrase: &Phrase,
    preposition: &str,
    steps: u32,
) -> Outlook {
    let word = clause.lower(above);
    let word = word.as_str();
    let group = Group::of(clause, above, &phrase.range);
    let past = group.be == Some(PennTag::Vbd) || group.have == Some(PennTag::Vbd) || group.did;
    let scheduled = has(SCHEDULED, word)
        || has(SCHEDULED_FOR, word) && clause.tag(above) != PennTag::Vbd
        || matches!(word, "going" | "likely" | "ready" | "poised" | "about");
    if scheduled && group.modal.is_none() {
        return if past { Outlook::AheadThen } else { Outlook::Ahead };
    }
    match clause.tag(above) {
        PennTag::Vbd if has(INTENDED, word) => Outlook::AheadThen,
        PennTag::Vbn if has(INTENDED, word) => {
            if past {
                Outlook::AheadThen
            } else {
                Outlook::Ahead
            }
        }
        PennTag::Vbd if has(TRAVELED, word) => Outlook::Open,
        PennTag::Vbz | PennTag::Vbp if group.be.is_none() && has(SAYS, word) => Outlook::Open,
        PennTag::Vbn if past || group.have.is_some() => Outlook::Past,
        PennTag::Vbn if group.be.is_none() => Outlook::Open,
        PennTag::Jj | PennTag::In if past => Outlook::Past,
        _ if steps < STEPS => tense(clause, above, phrase, preposition, steps + 1),
        _ => Outlook::Open,
    }
}

/// An infinitive after a noun: "a plan to meet", "Council to meet".
fn after_noun<C: Clause>(clause: &C, noun: usize, phrase: &Phrase, preposition: &str, steps: u32) -> Outlook {
    let over = (noun.saturating_sub(12)..noun).rev().find(|at| is_verb(clause.tag(*at)));
    let above = match over {
        Some(over) if steps < STEPS => tense(clause, over, phrase, preposition, steps + 1),
        Some(_) => Outlook::Open,
        // A headline: "Council to meet on Monday".
        None => return Outlook::Ahead,
    };
    let plan = has(PLANS, clause.lower(noun).as_str());
    let intended = over.is_some_and(|over| has(INTENDED, clause.lower(over).as_str()));
    match above {
        Outlook::Past if plan || intended => Outlook::AheadThen,
        Outlook::Past if over.is_some_and(|over| has(TRAVELED, clause.lower(over).as_str())) => Outlook::Open,
        Outlook::Past if !has(TRIES, clause.lower(noun).as_str()) => Outlook::Open,
        other => other,
    }
}

/// The participle that an auxiliary at the start of a range goes with, "put" of "has put"; otherwise the first word.
fn main_verb<C: Clause>(clause: &C, range: Range<usize>) -> usize {
    let first = range.start;
    let word = clause.lower(first);
    let is_auxiliary = is_be(word.as_str()) || matches!(word.as_str(), "has" | "have" | "had");
    let mut next = (first + 1..range.end.min(first + 4)).skip_while(|at| clause.tag(*at) == PennTag::Rb);
    let main = next.next().filter(|at| matches!(clause.tag(*at), PennTag::Vbn | PennTag::Vbg));
    main.filter(|_| is_auxiliary).unwrap_or(first)
}

/// A participle has the time of the verb above it: "killing two on Monday", "after meeting on Monday".
fn participle<C: Clause>(clause: &C, verb: usize, phrase: &Phrase, preposition: &str, steps: u32) -> Outlook {
    if steps >= STEPS {
        return Outlook::Open;
    }
    let finite =
        |at: &usize| matches!(clause.tag(*at), PennTag::Vbd | PennTag::Vbz | PennTag::Vbp | PennTag::Md);
    let left = (verb.saturating_sub(25)..verb).rev().find(finite);
    let right = || (phrase.range.end..clause.len().min(phrase.range.end + 25)).find(finite);
    let Some(above) = left.map(|at| main_verb(clause, at..verb)).or_else(right) else { return Outlook::Open };
    let group = Group::of(clause, above, &phrase.range);
    let above = tense(clause, above, phrase, preposition, steps + 1);
    match (clause.lower(verb).as_str(), above) {
        ("starting" | "beginning" | "effective", Outlook::Past) => Outlook::Either,
        // "The minister has left the odds open, telling reporters on Monday": what is said was said.
        (word, Outlook::Now | Outlook::Open | Outlook::Ahead)
            if has(SAYING, word) && group.modal.is_none() =>
        {
            Outlook::Past
        }
        (_, above) => above,
    }
}
