//! The verb that governs a date: by the tree of the sentence, or by the order of its words.
//!
//! Without a tree a date belongs to the verb before it in its clause, or, where it opens its clause, to the first finite verb
//! after it. Words between a verb of speech and a finite verb that follows the date at once are the subject of the latter.

use std::ops::Range;

use tidings_core::PennTag;

use super::lists::{CALENDAR, PRESENT, SAME_IN_PAST, SPEECH, has};
use super::{Clause, is_finite, is_noun, is_verb};

/// How far a verb may stand from the date, in words.
const REACH: usize = 40;
/// How far up the tree it may stand.
const DEPTH: usize = 8;

/// The main verb that governs the phrase `phrase`, which begins with the preposition, if there is one.
pub(super) fn governor<C: Clause>(clause: &C, phrase: &Range<usize>, prepared: bool) -> Option<usize> {
    let found = by_tree(clause, phrase).or_else(|| by_order(clause, phrase, prepared));
    found.or_else(|| mistaken(clause, phrase.start))
}

fn by_tree<C: Clause>(clause: &C, phrase: &Range<usize>) -> Option<usize> {
    let mut at = phrase.clone().find(|at| clause.head(*at).is_some_and(|head| !phrase.contains(&head)))?;
    for _ in 0..DEPTH {
        at = clause.head(at)?;
        if governs(clause, at) {
            return Some(main_verb(clause, at, phrase));
        }
    }
    None
}

fn by_order<C: Clause>(clause: &C, phrase: &Range<usize>, prepared: bool) -> Option<usize> {
    let right = Right::of(clause, phrase.end);
    // "The council will on Monday hold": inside of the group.
    if let Some(before) = phrase.start.checked_sub(1)
        && (clause.tag(before) == PennTag::Md || super::group::is_auxiliary(clause.lower(before).as_str()))
        && matches!(clause.tag(phrase.end), PennTag::Vb | PennTag::Vbn | PennTag::Vbg)
    {
        return Some(phrase.end);
    }
    let opening = opening(clause, phrase.start);
    match opening {
        Opening::Clause if right.verb.is_some() => return right.verb,
        Opening::Comma if right.adjacent => return right.verb,
        _ => {}
    }
    let left = left_verb(clause, phrase.start, opening);
    let Some((verb, subject)) = left else { return right.verb };
    let speaks = has(SPEECH, clause.lower(verb).as_str());
    if right.adjacent && speaks && (subject || !prepared && verb + 1 == phrase.start) {
        return right.verb;
    }
    Some(verb)
}

/// A word before the date that may be a verb though its tag is one of a noun, in a sentence without a verb: "The fair runs
/// from May on".
fn mistaken<C: Clause>(clause: &C, start: usize) -> Option<usize> {
    (1..start).rev().take(4).find(|at| {
        let word = clause.lower(*at);
        let listed = has(PRESENT, word.as_str()) || has(SAME_IN_PAST, word.as_str());
        listed && is_noun(clause.tag(*at)) && clause.tag(at - 1) != PennTag::Dt
    })
}

/// What stands right before a phrase.
#[derive(Clone, Copy, PartialEq)]
enum Opening {
    /// The phrase opens its clause.
    Clause,
    /// A comma.
    Comma,
    /// Words of its clause.
    Words,
}

fn opening<C: Clause>(clause: &C, start: usize) -> Opening {
    let Some(before) = start.checked_sub(1) else { return Opening::Clause };
    let word = clause.lower(before);
    match clause.tag(before) {
        PennTag::Comma => match before.checked_sub(1).map(|at| clause.tag(at)) {
            Some(PennTag::Cc) | None => Opening::Clause,
            _ => Opening::Comma,
        },
        // "on Monday and Tuesday".
        PennTag::Cc if before.checked_sub(1).is_some_and(|at| is_calendar(clause, at)) => Opening::Words,
        PennTag::Opening | PennTag::Colon | PennTag::LeftBracket | PennTag::Cc | PennTag::Wrb => {
            Opening::Clause
        }
        PennTag::In | PennTag::Wdt
            if matches!(
                word.as_str(),
                "that"
                    | "because"
                    | "if"
                    | "while"
                    | "although"
                    | "though"
                    | "whether"
                    | "as"
                    | "when"
                    | "where"
            ) =>
        {
            Opening::Clause
        }
        _ => Opening::Words,
    }
}

fn is_calendar<C: Clause>(clause: &C, at: usize) -> bool {
    clause.tag(at) == PennTag::Cd || has(CALENDAR, clause.lower(at).as_str())
}

/// The verb before `start`, and whether nothing but a noun phrase stands between it and the phrase.
fn left_verb<C: Clause>(clause: &C, start: usize, opening: Opening) -> Option<(usize, bool)> {
    let mut at = start;
    if opening == Opening::Comma {
        // "said Marsh, who runs the port, on Monday": what the commas enclose has no say.
        at = start - 1;
        let comma = (at.saturating_sub(15)..at).rev().find(|at| clause.tag(*at) == PennTag::Comma);
        if let Some(comma) = comma.filter(|comma| (0..*comma).any(|at| is_verb(clause.tag(at)))) {
            at = comma;
        }
    }
    let (mut only_noun, mut words) = (true, 0);
    let mut spare = None;
    for at in (at.saturating_sub(REACH)..at).rev() {
        let tag = clause.tag(at);
        if !governs(clause, at) {
            only_noun &= is_noun(tag)
                || matches!(
                    tag,
                    PennTag::Dt
                        | PennTag::Jj
                        | PennTag::Prp
                        | PennTag::PrpPossessive
                        | PennTag::Pos
                        | PennTag::Cd
                )
                || clause.lower(at).as_str() == "that";
            words += 1;
            continue;
        }
        if is_modifier(clause, at) {
            continue;
        }
        // A present tense of a relative clause ("the man who runs the port on Monday") leaves the date to the verb above it.
        let relative =
            at.checked_sub(1).is_some_and(|before| matches!(clause.tag(before), PennTag::Wp | PennTag::Wdt));
        if relative && matches!(tag, PennTag::Vbz | PennTag::Vbp) && spare.is_none() {
            spare = Some((at, false));
            continue;
        }
        return Some((at, only_noun && words > 0));
    }
    spare
}

/// Whether a word can govern a date: a verb, or "due", but not "due to the storm".
fn governs<C: Clause>(clause: &C, at: usize) -> bool {
    let tag = clause.tag(at);
    if clause.lower(at).as_str() == "due" {
        return clause.lower(at + 1).as_str() != "to" || clause.tag(at + 2) == PennTag::Vb;
    }
    // "a win": no tagger is always right.
    let named = tag == PennTag::Vb
        && at.checked_sub(1).is_some_and(|before| {
            matches!(
                clause.tag(before),
                PennTag::Dt | PennTag::Cd | PennTag::Jj | PennTag::PrpPossessive | PennTag::Pos
            )
        });
    is_verb(tag) && !named
}

/// Whether a participle stands before its noun: "the elected mayor".
fn is_modifier<C: Clause>(clause: &C, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    matches!(clause.tag(at), PennTag::Vbn | PennTag::Vbg)
        && is_noun(clause.tag(at + 1))
        && matches!(clause.tag(before), PennTag::Dt | PennTag::Jj | PennTag::In | PennTag::PrpPossessive)
}

/// The first finite verb after the phrase.
struct Right {
    /// Its main verb.
    verb: Option<usize>,
    /// Whether it follows at once.
    adjacent: bool,
}

impl Right {
    fn of<C: Clause>(clause: &C, end: usize) -> Self {
        let mut at = end;
        while matches!(clause.tag(at), PennTag::Rb) && at < clause.len() {
            at += 1;
        }
        let adjacent = at < clause.len() && is_finite(clause.tag(at));
        let (mut skipped, mut spare, mut depth) = (false, None, 0_u32);
        let mut at = end;
        while at < clause.len().min(end + REACH) {
            let tag = clause.tag(at);
            match tag {
                PennTag::LeftBracket => depth += 1,
                PennTag::RightBracket => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                PennTag::Wp | PennTag::Wdt | PennTag::Wrb if at > end => skipped = true,
                PennTag::In
                    if clause.lower(at).as_str() == "that" && at > end && is_noun(clause.tag(at - 1)) =>
                {
                    skipped = true;
                }
                PennTag::Colon if at > end && clause.lower(at).as_str() == ";" => break,
                _ if is_finite(tag) && skipped => {
                    // A relative clause: its verb has no say.
                    at = main_verb(clause, at, &(end..end));
                    skipped = false;
                }
                _ if is_finite(tag) => {
                    let verb = Some(main_verb(clause, at, &(end..end)));
                    return Right { verb, adjacent };
                }
                PennTag::Vb | PennTag::Vbg | PennTag::Vbn
                    if spare.is_none() && governs(clause, at) && !is_modifier(clause, at) =>
                {
                    spare = Some(at);
                }
                _ => {}
            }
            at += 1;
        }
        Right { verb: spare, adjacent: false }
    }
}

/// The main verb of a group that begins or goes on at `at`.
fn main_verb<C: Clause>(clause: &C, at: usize, skip: &Range<usize>) -> usize {
    let mut verb = at;
    let mut next = at + 1;
    while next < clause.len() && next < at + 6 {
        let word = clause.lower(verb);
        let helps = clause.tag(verb) == PennTag::Md || super::group::is_auxiliary(word.as_str());
        match clause.tag(next) {
            _ if skip.contains(&next) => {}
            PennTag::Rb => {}
            PennTag::Vb | PennTag::Vbn | PennTag::Vbg if helps => verb = next,
            PennTag::Jj if helps && clause.lower(next).as_str() == "due" => verb = next,
            _ => break,
        }
        next += 1;
    }
    verb
}
