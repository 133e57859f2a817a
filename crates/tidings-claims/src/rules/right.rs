//! The content to the right of a verb: what stands between (time, place, recipient), and how the content is introduced.

use std::borrow::Cow;
use std::ops::Range;

use tidings_core::CueClass;

use super::content;
use super::cue_table::*;
use super::segment::Segment;
use super::verbs::VerbGroup;
use super::words::*;

/// What a cue brings: its class, frames and last token.
pub(super) struct Cue {
    pub(super) range: Range<usize>,
    pub(super) lemma: Cow<'static, str>,
    pub(super) class: CueClass,
    pub(super) frames: Frames,
    pub(super) prior: f32,
}

/// The content to the right of a cue.
pub(super) struct Right {
    pub(super) content: Range<usize>,
    /// Words of the cue after the verb: "for" in "called for".
    pub(super) cue_end: usize,
    /// How plainly the text says that this is content, from 0 to 1.
    pub(super) plain: f32,
    pub(super) class: Option<CueClass>,
}

/// Reads what follows the cue: adverbials, the recipient, then the content.
pub(super) fn read(segment: &Segment, cue: &Cue, group: &VerbGroup, gerund: bool) -> Option<Right> {
    let verb = cue.range.start;
    let entry = segment.verb(verb)?;
    let mut at = cue.range.end;
    let fixed = cue.range.len() == 1
        && segment.is(at, PREPOSITION | THAT_WORD)
        && entry.prepositions.iter().any(|word| segment.equals(at, word));
    if fixed && !segment.is(at, THAT_WORD) {
        let start = at + 1;
        if entry.lemma == "call" || entry.lemma == "say" || entry.lemma == "tell" {
            return None;
        }
        return finish(segment, start, at + 1, 0.8, None);
    }
    at = skip_adverbials(segment, at);
    if cue.frames & RECIPIENT != 0 {
        at = skip_recipient(segment, at, cue.frames)?;
    }
    let frames = cue.frames;
    if segment.is(at, COMMA) || segment.is(at, COLON) {
        let next = at + 1;
        if segment.opens_speech(next) {
            return finish(segment, next, cue.range.end, 1.0, None);
        }
        if segment.is(at, COLON) && frames & (CLAUSE | QUOTE) != 0 && next < segment.len() {
            return finish(segment, next, cue.range.end, 0.8, None);
        }
        if segment.is(next, THAT_WORD) && frames & (CLAUSE | THAT) != 0 {
            return finish(segment, next + 1, cue.range.end, 0.8, None);
        }
        return after_aside(segment, cue, at);
    }
    if segment.opens_speech(at) && frames & (QUOTE | CLAUSE | NOUN | THAT) != 0 {
        return finish(segment, at, cue.range.end, 1.0, None);
    }
    if segment.is(at, THAT_WORD) && frames & (CLAUSE | THAT) != 0 && !segment.is_finite(at + 1) {
        return finish(segment, at + 1, cue.range.end, 1.0, None);
    }
    if segment.is(at, TO) {
        let asks = matches!(cue.class, CueClass::Asks);
        if frames & INFINITIVE != 0 && !empty_refusal(segment, cue, at + 1) {
            return finish(segment, at, cue.range.end, 0.9, asks.then_some(CueClass::Demands));
        }
        return None;
    }
    if segment.is(at, WH_WORD)
        && frames & (WH | CLAUSE) != 0
        && !segment.equals(at, "when")
        && !segment.equals(at, "where")
    {
        if frames & WH == 0 && segment.one_of(at, &["who", "which", "if"]) {
            return None;
        }
        return finish(segment, at, cue.range.end, 0.85, None);
    }
    if frames & GERUND != 0 && segment.is(at, ING) {
        return finish(segment, at, cue.range.end, 0.85, None);
    }
    bare(segment, cue, at, group, gerund)
}

/// "said, however, that K", "says, win or lose, he is staying": the content follows a short insertion.
fn after_aside(segment: &Segment, cue: &Cue, comma: usize) -> Option<Right> {
    if !segment.is(comma, COMMA) || cue.frames & CLAUSE == 0 {
        return None;
    }
    let second =
        (comma + 2..(comma + 12).min(segment.len())).find(|index| segment.is(*index, COMMA | STOP | MARK))?;
    if !segment.is(second, COMMA)
        || segment.forms(comma + 1) & super::cues::GERUNDIVE != 0
        || segment.has_verb(comma + 1..second)
    {
        return None;
    }
    let next = second + 1;
    if segment.is(next, THAT_WORD) {
        return finish(segment, next + 1, cue.range.end, 0.9, None);
    }
    let strong = cue.frames & AGENT == 0;
    (segment.opens_speech(next)
        || strong
            && segment.is(next, PERSONAL | DETERMINER | POSSESSIVE | CAPITAL)
            && segment.has_verb(next..(next + 12).min(segment.len())))
    .then(|| finish(segment, next, cue.range.end, 0.7, None))
    .flatten()
}

/// Content without a word that introduces it: a clause, or a noun phrase.
fn bare(segment: &Segment, cue: &Cue, at: usize, group: &VerbGroup, gerund: bool) -> Option<Right> {
    let frames = cue.frames;
    let begins = segment.is(at, WORD | MARK)
        && !segment.is(at, AND | BUT | SUBORDINATOR | TIME | STOP | RELATIVE)
        || segment.is(at, OPEN) && segment.is(at, MARK);
    let adverbial = segment.is(at, PREPOSITION) && !segment.is(at, THING | SOME);
    if !begins || at > cue.range.end && segment.is_finite(at) {
        return None;
    }
    // "claimed the lives of two sailors"
    let harm = cue.lemma == "claim"
        && segment.one_of(at + usize::from(segment.is(at, DETERMINER)), &["life", "lives", "victims"]);
    if harm {
        return None;
    }
    let end = content::end(segment, at);
    let verb_at = (at + 1..end.min(at + 30)).find(|index| segment.is_finite(*index));
    let strong = frames & (CLAUSE | AGENT) == CLAUSE;
    let clausal = verb_at.is_some() && (!adverbial || strong);
    if frames & AS != 0 {
        // "puts the share at half"
        let link = if cue.lemma == "put" { "at" } else { "as" };
        let with_as = (at..end.min(at + 25)).any(|index| {
            segment.equals(index, link)
                && !segment.is(index, SPEECH)
                && (link == "as"
                    || segment.is(index + 1, NUMBER | MARK | ADVERB)
                    || segment.word(index + 1).starts_with(['$', '€', '£']))
        });
        if with_as && !segment.equals(at, "as") {
            return finish(segment, at, cue.range.end, 0.9, None);
        }
    }
    if frames & NOUN_TO != 0 && !adverbial && (at + 1..end.min(at + 14)).any(|index| segment.is(index, TO)) {
        return finish(segment, at, cue.range.end, 0.85, None);
    }
    if frames & CLAUSE != 0
        && clausal
        && (!segment.is(at, OBJECTIVE) || segment.is(at, THING | PERSONAL | POSSESSIVE))
    {
        let subject = verb_at.is_some_and(|verb| verb - at <= 12);
        return finish(segment, at, cue.range.end, if subject { 0.92 } else { 0.75 }, None);
    }
    if frames & NOUN != 0 && !adverbial {
        let plain = if matches!(cue.class, CueClass::Says | CueClass::Reports) && !gerund && !group.auxiliary
        {
            0.75
        } else {
            0.8
        };
        return finish(segment, at, cue.range.end, plain, None);
    }
    // The verb of the clause is in no list: "says its soldiers still hold two villages".
    if strong
        && !adverbial
        && end >= at + 3
        && segment.is(at, DETERMINER | POSSESSIVE | PERSONAL | CAPITAL | SOME | ROLE)
    {
        return finish(segment, at, cue.range.end, 0.75, None);
    }
    // "said the deal": a title or a lone scrap after a verb of speech.
    if frames & (CLAUSE | QUOTE) == CLAUSE | QUOTE && frames & AGENT == 0 && segment.is(at, MARK) {
        return finish(segment, at, cue.range.end, 0.8, None);
    }
    None
}

fn finish(
    segment: &Segment,
    start: usize,
    cue_end: usize,
    plain: f32,
    class: Option<CueClass>,
) -> Option<Right> {
    let content = content::trim(segment, start..content::end(segment, start));
    (!content.is_empty() && segment.any(content.clone(), WORD)).then_some(Right {
        content,
        cue_end,
        plain,
        class,
    })
}

/// "declined to comment": nothing is claimed.
fn empty_refusal(segment: &Segment, cue: &Cue, at: usize) -> bool {
    // "asked not to be named"
    let unnamed = segment.equals(at, "be") && segment.one_of(at + 1, &["named", "identified", "quoted"]);
    unnamed
        || cue.frames & NEGATIVE != 0
            && segment.one_of(
                at,
                &[
                    "comment",
                    "say",
                    "answer",
                    "elaborate",
                    "discuss",
                    "identify",
                    "specify",
                    "speak",
                    "respond",
                    "disclose",
                    "be",
                    "reveal",
                    "confirm",
                    "talk",
                    "describe",
                    "explain",
                ],
            )
}

/// Skips when, where and how it was said: "on Friday", "in a statement", "again".
pub(super) fn skip_adverbials(segment: &Segment, mut at: usize) -> usize {
    for _ in 0..5 {
        let time = segment.is(at, TIME) && !segment.is(at + 1, GENITIVE | BE | MODAL | HAVE);
        let adverb = segment.is(at, ADVERB)
            && !segment.is(at, DETERMINER | SOME | CAPITAL)
            && !segment.one_of(at, &["there", "here", "even", "only", "just", "more", "too", "first"]);
        if time || adverb {
            at += 1;
        } else if segment.one_of(at, &["last", "this", "late", "early", "earlier", "on"])
            && segment.is(at + 1, TIME)
        {
            at += 2;
            if segment.is(at, NUMBER) {
                at += 1;
            }
        } else if segment.is(at, PREPOSITION) && !segment.is(at, TO) {
            let Some(next) = after_phrase(segment, at + 1) else { break };
            at = next;
        } else {
            break;
        }
    }
    at
}

/// The end of a prepositional phrase that stands between cue and content, if content surely follows.
fn after_phrase(segment: &Segment, start: usize) -> Option<usize> {
    for index in start..(start + 16).min(segment.len()) {
        if segment.is(index, THAT_WORD) && index > start
            || segment.is(index, COLON)
            || segment.opens_speech(index)
        {
            return Some(index);
        }
        if segment.is(index, COMMA) {
            return (segment.opens_speech(index + 1) || segment.is(index + 1, THAT_WORD)).then_some(index);
        }
        if segment.is(index, STOP | SEMICOLON | SUBORDINATOR) && !segment.is(index, PREPOSITION) {
            return None;
        }
        // "said in a statement the deal was": a new determiner after a whole phrase.
        if index > start + 1
            && segment.is(index, PERSONAL | THING)
            && segment.is_finite(index + 1)
            && !segment.before_is(index, PREPOSITION | AND)
        {
            return Some(index);
        }
        if segment.is(index, TIME) && index == start && !segment.is(index + 1, NUMBER) {
            return Some(index + 1);
        }
        if segment.is(index, TIME) && segment.is(index + 1, NUMBER) && index == start {
            return Some(index + 2);
        }
        if segment.is_finite(index) {
            return None;
        }
    }
    None
}

/// Skips who was told: "reporters in Kyiv", "the BBC", "him".
fn skip_recipient(segment: &Segment, start: usize, frames: Frames) -> Option<usize> {
    let direct =
        segment.is(start, THAT_WORD | WH_WORD | COMMA | COLON | TO | STOP) || segment.opens_speech(start);
    if direct
        || (frames & NOUN_TO != 0 && frames & NOUN != 0)
            && !segment.any(start..(start + 12).min(segment.len()), THAT_WORD)
    {
        return Some(start);
    }
    let mut at = start;
    if segment.is(at, OBJECTIVE) && segment.word(at) != "it" {
        return Some(skip_adverbials(segment, at + 1));
    }
    let limit = (start + 18).min(segment.len());
    while at < limit {
        if segment.is(at, THAT_WORD | COMMA | COLON | STOP | TO) && at > start || segment.opens_speech(at) {
            return Some(at);
        }
        if at > start && segment.is(at, WH_WORD) && !segment.is(at, RELATIVE) {
            return Some(at);
        }
        let fresh = segment.is(at, PERSONAL | DETERMINER | POSSESSIVE)
            || (segment.is(at, CAPITAL) && !segment.before_is(at, CAPITAL) && !segment.is(at, TIME));
        if at > start
            && fresh
            && !segment.before_is(at, PREPOSITION | AND | DETERMINER | POSSESSIVE | GENITIVE)
        {
            return Some(at);
        }
        if segment.is(at, MARK) && at > start {
            return Some(at);
        }
        if at > start && segment.is_finite(at) {
            // No recipient after all: "warned rates could double"; but one is told something: "told state television
            // ownership was settled".
            let told = frames & (CLAUSE | NOUN | NOUN_TO) == CLAUSE && frames & AGENT == 0;
            return Some(if told && at > start + 1 { at - 1 } else { start });
        }
        at += 1;
    }
    Some(start)
}
