//! What else a claim carries: verbatim parts, addressee, channel, time, numbers, the role and organization of the speaker.

use std::ops::Range;

use tidings_core::{Claim, ClaimDetails, Label, Quotes, Span, Values};

use super::claims::around;
use super::columns::Columns;
use super::word_classes::*;
use crate::rules::words::*;

/// Verbs whose object is the person spoken to.
const TOLD: &str =
    "tell remind assure inform notify warn ask urge advise brief convince persuade order promise";
/// How far around a cue its circumstances may stand, in tokens.
const REACH: usize = 14;

/// A claim in tokens.
pub(super) struct Parts<'a> {
    pub(super) source: Option<&'a Range<usize>>,
    pub(super) cue: Option<&'a Range<usize>>,
    pub(super) content: &'a [Range<usize>],
}

/// Reads the details of a claim.
pub(super) fn read(columns: &Columns, values: Option<&Values>, parts: &Parts, claim: &Claim) -> ClaimDetails {
    let mut details =
        ClaimDetails { verbatim: verbatim(columns.quotes, &claim.content), ..Default::default() };
    if let Some(values) = values {
        let inside = claim.content.iter().flat_map(|part| values.inside(*part));
        details.numbers = inside.map(|value| value.span).collect();
    }
    if let Some(source) = parts.source {
        (details.role, details.organization) = role(columns, source);
    }
    let Some(cue) = parts.cue else { return details };
    let free = |index: usize| {
        !parts.content.iter().any(|part| part.contains(&index))
            && !parts.source.is_some_and(|source| source.contains(&index))
    };
    let addressee = if TOLD.split_ascii_whitespace().any(|verb| verb == claim.lemma) {
        addressee(columns, cue, &free)
    } else {
        spoken_to(columns, cue, &free)
    };
    details.addressee = addressee.clone().and_then(|range| columns.span(range));
    details.channel = medium(columns, cue, &free)
        .or_else(|| addressee.filter(|range| is_outlet(columns, range)))
        .or_else(|| parts.source.filter(|source| is_hearsay(columns, source)).cloned())
        .and_then(|range| columns.span(range));
    details.when = values.and_then(|values| when(columns, values, cue, &free));
    details
}

/// The parts of the content that stand in quotation marks.
fn verbatim(quotes: &Quotes, content: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    for part in content {
        for quote in around(quotes, *part).iter().take_while(|quote| quote.span.start < part.end) {
            if quote.depth == 0
                && let Some(both) = quote.inner.intersection(*part)
                && !both.is_empty()
            {
                found.push(both);
            }
        }
    }
    found
}

/// The noun phrase behind the verb: up to a comma, a clause, a preposition or a time.
fn addressee(columns: &Columns, cue: &Range<usize>, free: &impl Fn(usize) -> bool) -> Option<Range<usize>> {
    // "told reporters that": the recipient may stand in the cue.
    let verb = cue.clone().rev().find(|index| columns.token(*index).verb != 0)?;
    let start = verb + 1;
    let mut end = start;
    while end < columns.len() && end < start + 10 && free(end) {
        let stops =
            COMMA | STOP | COLON | SEMICOLON | DASH | MARK | THAT_WORD | WH_WORD | TO | ATTRIBUTES | TIME;
        if columns.is(end, stops)
            || (columns.is(end, PREPOSITION) && !columns.word(end).eq_ignore_ascii_case("of"))
            || columns.is(end, FINITE)
        {
            break;
        }
        end += 1;
    }
    let named = (start..end).any(|index| {
        columns.names[index] != 0
            || columns.is(index, ROLE | OBJECTIVE | PERSONAL | CAPITAL)
            || columns.word(index).eq_ignore_ascii_case("reporters")
    });
    (named && same_sentence(columns, cue, start)).then_some(start..end)
}

/// "said to the council", "spoke to Reuters".
fn spoken_to(columns: &Columns, cue: &Range<usize>, free: &impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let to = (cue.start..(cue.end + 2).min(columns.len())).find(|index| {
        columns.is(*index, TO) && free(*index) && columns.token(*index + 1 - 1).flags & TO != 0
    })?;
    let start = to + 1;
    let mut end = start;
    while end < columns.len()
        && end < start + 6
        && free(end)
        && (columns.names[end] != 0 || columns.is(end, DETERMINER | ROLE | OBJECTIVE | POSSESSIVE))
    {
        end += 1;
    }
    let speaks = (start..end).any(|index| columns.names[index] != 0 || columns.is(index, ROLE | OBJECTIVE));
    (speaks && same_sentence(columns, cue, start)).then_some(start..end)
}

fn same_sentence(columns: &Columns, cue: &Range<usize>, index: usize) -> bool {
    columns.sentence.get(index) == columns.sentence.get(cue.start)
}

/// "in a statement", "on Twitter", "during an interview with …", "at a news conference".
fn medium(columns: &Columns, cue: &Range<usize>, free: &impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let near = cue.start.saturating_sub(REACH)..(cue.end + REACH).min(columns.len());
    for start in near.clone() {
        if !columns.is(start, PREPOSITION)
            || !free(start) && !cue.contains(&start)
            || !same_sentence(columns, cue, start)
        {
            continue;
        }
        if !columns.is_in(start, THROUGH) {
            continue;
        }
        if columns.is_in(start, ON) && columns.is_in(start + 1, ON_AIR) {
            return Some(start..start + 2);
        }
        for index in start + 1..(start + 6).min(near.end) {
            let medium = columns.is_in(index, MEDIUM);
            if medium && (start + 1..=index).all(|index| free(index) || cue.contains(&index)) {
                return Some(start..index + 1);
            }
            let goes_on = columns.is(index, DETERMINER | POSSESSIVE | GENITIVE | CAPITAL | NUMBER | TIME)
                || matches!(
                    columns.tag(index),
                    Some(
                        tidings_core::PennTag::Jj
                            | tidings_core::PennTag::Nn
                            | tidings_core::PennTag::Nnp
                            | tidings_core::PennTag::Vbn
                    )
                );
            if !goes_on {
                break;
            }
        }
    }
    None
}

fn is_outlet(columns: &Columns, range: &Range<usize>) -> bool {
    range.clone().any(|index| columns.is(index, CAPITAL) && columns.is_in(index, OUTLET))
}

/// "a person familiar with the matter", "officials briefed on the talks".
fn is_hearsay(columns: &Columns, source: &Range<usize>) -> bool {
    source.clone().any(|index| columns.is_in(index, HEARSAY))
}

/// The date or time nearest to the cue, in its sentence, outside of source and content.
fn when(
    columns: &Columns,
    values: &Values,
    cue: &Range<usize>,
    free: &impl Fn(usize) -> bool,
) -> Option<Span> {
    let sentence = columns.sentences.0.get(*columns.sentence.get(cue.start)? as usize)?;
    let mut best: Option<(usize, Span)> = None;
    for value in values.inside(sentence.span) {
        if !matches!(value.label, Label::Date | Label::Time) {
            continue;
        }
        let tokens = columns.tokens_under(value.span);
        let Some(first) = tokens.clone().next().filter(|first| free(*first) || cue.contains(first)) else {
            continue;
        };
        let distance = if first >= cue.end { first - cue.end } else { cue.start.saturating_sub(tokens.end) };
        if distance <= REACH && best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, value.span));
        }
    }
    best.map(|(_, span)| span)
}

/// The role and the organization of a speaker, as far as the words of the source tell.
fn role(columns: &Columns, source: &Range<usize>) -> (Option<Span>, Option<Span>) {
    let is_person = |index: usize| columns.names[index] >> 1 == 1;
    let is_body = |index: usize| matches!(columns.names[index] >> 1, 2..=4);
    let person = source.clone().find(|index| is_person(*index));
    // "Agency" in the name of one is no role.
    let role_word = source.clone().find(|index| columns.is(*index, ROLE) && columns.names[*index] == 0);
    let Some(head) = role_word else {
        // "Ada Lind of the Harbor Trust"
        let body = person.and_then(|person| (person..source.end).find(|index| is_body(*index)));
        return (None, body.and_then(|body| columns.span(run(source, body, &is_body))));
    };
    // Modifiers before the role: "chief economist", "former Labor minister".
    let mut start = head;
    while start > source.start
        && !is_body(start - 1)
        && !is_person(start - 1)
        && columns.is(start - 1, WORD)
        && !columns.is(start - 1, DETERMINER | POSSESSIVE | GENITIVE | PREPOSITION | AND | NUMBER)
    {
        start -= 1;
    }
    let mut end = head + 1;
    while end < source.end && columns.is(end, ROLE) && !is_person(end) {
        end += 1;
    }
    let role = columns.span(start..end);
    let before = (source.start..start).rev().find(|index| is_body(*index));
    // Not in what is said of the speaker: "an engineer who has been to Geneva".
    let goes_on = |index: &usize| !is_person(*index) && !columns.is(*index, RELATIVE | FINITE);
    let after = || (end..source.end).take_while(goes_on).find(|index| is_body(*index));
    let organization = before.or_else(after).and_then(|body| columns.span(run(source, body, &is_body)));
    (role, organization)
}

/// The tokens around `index` for which the same holds.
fn run(source: &Range<usize>, index: usize, holds: &impl Fn(usize) -> bool) -> Range<usize> {
    let start = (source.start..index).rev().take_while(|index| holds(*index)).last().unwrap_or(index);
    let end = (index..source.end).take_while(|index| holds(*index)).last().unwrap_or(index) + 1;
    start..end
}
