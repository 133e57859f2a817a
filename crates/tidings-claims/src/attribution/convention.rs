//! Where our notion of a claim differs from that of the corpus that the taggers have learned from.
//!
//! PolNeAR marks silence ("declined to comment") and what the author infers from events ("the talks suggest"). A person
//! who checks facts has no use for either: nobody has claimed anything. And it has hardly any lists of demands.

use std::ops::Range;

use tidings_core::{PennTag, SentenceKind};

use super::candidates::Candidate;
use super::columns::{Columns, OUTSIDE, RuleClaim};
use super::judge::likeness;
use super::word_classes::*;
use crate::rules::kinds::{Kind, classify};
use crate::rules::words::*;

/// Rules that are less sure than this support nothing.
const SUPPORTING: f32 = 0.6;
/// How many claims before and after one may hold it.
const NEAR: usize = 12;

/// Whether the candidate is no claim by our notion.
pub(super) fn is_refused(columns: &Columns, candidate: &Candidate) -> bool {
    let Some(cue) = &candidate.cue else { return false };
    let has = |classes: WordClasses| cue.clone().any(|index| columns.is_in(index, classes));
    is_silent(columns, candidate, cue, &has)
        || is_gesture(columns, candidate, cue)
        || is_inference(columns, cue)
        || is_name(columns, cue)
        || has(INFERRING) && candidate.source.as_ref().is_some_and(|source| !speaks(columns, source))
}

/// "“The pier is closed.” Lind nodded.": what somebody does after words that may be anybody's. "“Yes,” Lind nodded." attributes.
fn is_gesture(columns: &Columns, candidate: &Candidate, cue: &Range<usize>) -> bool {
    let Some(last) = candidate.content.iter().filter(|part| part.end <= cue.start).map(|part| part.end).max()
    else {
        return false;
    };
    let source = candidate.source.as_ref();
    let is_new = source.is_some_and(|source| {
        last <= source.start && source.end <= cue.start && columns.is(source.start, CAPITAL)
    });
    let closed = (last.saturating_sub(2)..last + 2)
        .any(|index| columns.word(index) == "." && columns.places[index] != OUTSIDE);
    is_new
        && closed
        && cue.clone().any(|index| columns.is_in(index, GESTURE))
        && candidate.content.iter().all(|part| part.end <= cue.start)
}

/// Whether a cue is nothing but names and numbers, such as the day on which something was said.
fn is_name(columns: &Columns, cue: &Range<usize>) -> bool {
    let is_name = |index| matches!(columns.tag(index), Some(PennTag::Nnp | PennTag::Nnps | PennTag::Cd));
    cue.clone().all(|index| is_name(index) && !columns.token(index).may_be_cue())
}

/// Whether neither the cue nor the content looks like a statement: "farmers blocked the road". The corpus marks decrees ("signed
/// the bill"), and what is learned from them finds deeds too.
fn may_be_deed(columns: &Columns, candidate: &Candidate) -> bool {
    let Some(cue) = &candidate.cue else { return false };
    let says = cue.clone().any(|index| columns.token(index).may_be_cue());
    let is_clause = |index: usize| columns.is(index, FINITE | MODAL | TO | THAT_WORD | WH_WORD);
    let is_stated = |index: usize| is_clause(index) || columns.places[index] != OUTSIDE;
    !says && !candidate.content.iter().flat_map(Clone::clone).any(is_stated)
}

/// "did not say", "declined to comment", "asked not to be named", "spoke on condition of anonymity".
fn is_silent(
    columns: &Columns,
    candidate: &Candidate,
    cue: &Range<usize>,
    has: &impl Fn(WordClasses) -> bool,
) -> bool {
    let negative = |index: usize| columns.is(index, NOT) && !columns.is(index, SOME);
    let nobody = candidate
        .source
        .as_ref()
        .is_some_and(|source| negative(source.start) || columns.is_in(source.start, NOBODY));
    let says = has(SAYING);
    if says && (nobody || cue.clone().any(negative)) {
        return true;
    }
    let first = candidate.content[0].start;
    let near = cue.start..(first + 4).max(cue.end).min(cue.end + 5).min(columns.len());
    // "has yet to comment".
    if says && cue.clone().any(|index| columns.is_in(index, YET) && columns.is(index + 1, TO)) {
        return true;
    }
    if has(DECLINING)
        && near.clone().any(|index| columns.is(index, TO) && columns.is_in(index + 1, ANSWERING))
    {
        return true;
    }
    near.into_iter().any(|index| columns.is_in(index, UNNAMED))
        || has(ASKING)
            && candidate
                .content
                .iter()
                .flat_map(Clone::clone)
                .take(6)
                .any(|index| columns.is_in(index, NAMED) && columns.is(index.wrapping_sub(1), BE))
}

/// Whether the head of a source is somebody, or a document, that can say something.
fn speaks(columns: &Columns, source: &Range<usize>) -> bool {
    matches!(classify(&columns.segment(), source), Kind::Pronoun | Kind::Agent | Kind::Document)
}

/// Whether a cue is words of somebody that show something: "her remarks underscore". The author infers.
fn is_inference(columns: &Columns, cue: &Range<usize>) -> bool {
    let of_inferring = |index: usize| columns.is_in(index, INFERRING);
    cue.clone().skip(1).any(of_inferring) && columns.is(cue.start, ACT) && !columns.is(cue.start, PAPER)
}

/// What speaks for a candidate beside the judge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Support {
    /// Nothing.
    None,
    /// Less than nothing: it may be no statement at all, but something that somebody did.
    Deed,
    /// The rules find the same claim and are sure of it.
    Rules,
    /// It is an item of a list whose lead names the speaker.
    List(f32),
    /// It stands in the content of another claim. The corpus marks the outermost claims only, so that the judge is
    /// no judge of it.
    Nested(f32),
}

/// The support of a candidate.
pub(super) fn support(columns: &Columns, candidate: &Candidate) -> Support {
    let rule = candidate.rule.and_then(|rule| columns.rule_claims.get(rule));
    let alone = || if may_be_deed(columns, candidate) { Support::Deed } else { Support::None };
    let Some(rule) = rule.filter(|rule| rule.confidence >= SUPPORTING) else {
        return alone();
    };
    if candidate.by_rule {
        return if is_list_item(columns, rule) {
            Support::List(rule.confidence)
        } else if is_nested(columns, rule) {
            Support::Nested(rule.confidence)
        } else {
            Support::Rules
        };
    }
    if likeness(&candidate.content, &rule.content) >= 0.5 { Support::Rules } else { alone() }
}

/// Whether the cue of a claim of the rules stands in the content of another one.
fn is_nested(columns: &Columns, rule: &RuleClaim) -> bool {
    let Some(cue) = &rule.cue else { return false };
    let start = |other: &RuleClaim| other.cue.as_ref().map_or(0, |cue| cue.start);
    let index = columns.rule_claims.partition_point(|other| start(other) < cue.start);
    let near =
        &columns.rule_claims[index.saturating_sub(NEAR)..(index + NEAR).min(columns.rule_claims.len())];
    let holds =
        |other: &RuleClaim| other.content.iter().any(|part| part.start <= cue.start && cue.end <= part.end);
    near.iter().any(|other| other.cue != rule.cue && holds(other))
}

fn is_list_item(columns: &Columns, rule: &RuleClaim) -> bool {
    let (Some(cue), Some(first)) = (&rule.cue, rule.content.first()) else { return false };
    let sentence = |token: usize| columns.sentence.get(token).copied().unwrap_or(0);
    let kind = columns.sentences.0.get(sentence(first.start) as usize).map(|sentence| sentence.kind);
    sentence(first.start) > sentence(cue.start) && kind == Some(SentenceKind::ListItem)
}

/// The source as it is given: a relative pronoun together with what it stands for, if the rules know that.
pub(super) fn source(columns: &Columns, candidate: &Candidate) -> Option<Range<usize>> {
    let mut source = candidate.source.clone()?;
    // "said that experts had warned": the conjunction is no part of who warned.
    let that = columns.is(source.start, THAT_WORD) && columns.tag(source.start) == Some(PennTag::In);
    if that && source.len() > 1 {
        source.start += 1;
    }
    if source.len() > 1 || !columns.is(source.start, RELATIVE | THAT_WORD) {
        return Some(source);
    }
    let rule = candidate.rule.and_then(|rule| columns.rule_claims.get(rule));
    let antecedent = rule.and_then(|rule| rule.source.clone());
    let antecedent = antecedent.filter(|range| range.end <= source.start && source.start - range.end <= 2);
    Some(antecedent.map_or(source.clone(), |range| range.start..source.end))
}
