//! From candidates that were chosen to claims: spans, kind, modality, and everything else that a claim carries.

use std::ops::Range;

use tidings_core::{Claim, ClaimKind, PennTag, Quote, Quotes, Span, Values};

use super::candidates::Candidate;
use super::columns::Columns;
use super::convention;
use super::cue_words::{self, CueWords};
use super::details::{self, Parts};
use crate::rules::words::*;
use crate::rules::{Statement, modality};

/// The claim of a candidate; `None` if nothing of its content is left without marks at its ends.
pub(super) fn claim(
    columns: &Columns,
    values: Option<&Values>,
    candidate: &Candidate,
    confidence: f32,
) -> Option<Claim> {
    let rule = candidate.rule.and_then(|rule| columns.rule_claims.get(rule));
    let rule = rule.map(|rule| &columns.reading.claims[rule.index]);
    let content: Vec<Range<usize>> = candidate
        .content
        .iter()
        .map(|part| without_that(columns, trim(columns, part.clone())))
        .filter(|part| !part.is_empty())
        .collect();
    let mut spans: Vec<Span> = content.iter().filter_map(|part| columns.span(part.clone())).collect();
    spans.sort_unstable();
    let start = spans.first()?.start;
    let source = convention::source(columns, candidate);
    let words = match (&candidate.cue, rule) {
        (Some(cue), None) => cue_words::read(columns, cue),
        (_, Some(rule)) => {
            CueWords { lemma: rule.lemma.clone().into(), class: rule.cue_class, negated: rule.negated }
        }
        (None, None) => return None,
    };
    let statement = Statement {
        lemma: &words.lemma,
        class: words.class,
        unsourced: candidate.source.is_none(),
        content: &content,
    };
    let mut claim = Claim {
        source: source
            .as_ref()
            .and_then(|range| columns.span(without_genitive(columns, source_words(columns, range.clone())))),
        source_entity: None,
        speaker_confidence: None,
        cue: candidate.cue.as_ref().and_then(|range| columns.span(words_of_cue(columns, range.clone()))),
        cue_class: words.class,
        kind: kind_of(columns.text, &spans, columns.quotes),
        modality: match rule.filter(|_| candidate.by_rule) {
            Some(rule) => rule.modality,
            None => modality::of(&columns.segment(), &statement),
        },
        negated: words.negated,
        sentence: columns.sentences.at(start).unwrap_or(0) as u32,
        confidence: confidence.clamp(0.0, 1.0),
        checkworthy: None,
        details: Default::default(),
        content: spans,
        lemma: words.lemma.into_owned(),
    };
    let parts = Parts { source: source.as_ref(), cue: candidate.cue.as_ref(), content: &content };
    claim.details = details::read(columns, values, &parts, &claim);
    Some(claim)
}

/// A range without marks of the sentence at its ends.
fn trim(columns: &Columns, mut range: Range<usize>) -> Range<usize> {
    let mark =
        |index: usize| columns.is(index, COMMA | COLON | SEMICOLON | DASH) && !columns.is(index, QUOTED);
    let stop = |index: usize| columns.is(index, STOP) && !columns.is(index, QUOTED);
    while range.start < range.end && (mark(range.start) || stop(range.start)) {
        range.start += 1;
    }
    while range.start < range.end {
        let last = range.end - 1;
        let question = matches!(columns.word(last), "?" | "!");
        if !(mark(last) || stop(last) && !question) {
            break;
        }
        range.end -= 1;
    }
    range
}

/// The words of a source, without marks at its ends and without the time at which it spoke: "Brightwater Group, a maker of cranes,
/// *today*", "the company *on Monday*". What says more of the source than a name keeps its time: "a poll released Monday".
fn source_words(columns: &Columns, range: Range<usize>) -> Range<usize> {
    let range = trim(columns, range);
    let last = range.end.saturating_sub(1);
    let is_time = WEEKDAYS.contains(&columns.word(last)) || NOW.contains(&columns.word(last));
    let is_verb = |index: usize| {
        use PennTag::{Vb, Vbd, Vbg, Vbn, Vbp, Vbz};
        matches!(columns.tag(index), Some(Vb | Vbd | Vbg | Vbn | Vbp | Vbz)) && columns.names[index] == 0
    };
    if range.len() < 2
        || !is_time
        || columns.names[last] != 0
        || range.clone().any(|index| columns.is(index, RELATIVE) || is_verb(index))
    {
        return range;
    }
    let mut end = last;
    while end > range.start + 1 && ["on", "late", "early", "last", "this"].contains(&columns.word(end - 1)) {
        end -= 1;
    }
    // "of Monday", "the day before yesterday" belong to what stands before.
    let bound = columns.is(end - 1, PREPOSITION | DETERMINER | AND);
    if bound { range } else { trim(columns, range.start..end) }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const NOW: [&str; 7] = ["today", "yesterday", "tonight", "recently", "earlier", "later", "meanwhile"];

/// A content without the conjunction before it. The taggers have learned to take it in; nobody says it. Before a quotation it stays: there
/// it tells that the quotation is part of a sentence of the author.
fn without_that(columns: &Columns, mut range: Range<usize>) -> Range<usize> {
    let that = columns.is(range.start, THAT_WORD) && columns.tag(range.start) == Some(PennTag::In);
    if that && range.len() > 1 && !columns.is(range.start, QUOTED) && !columns.is(range.start + 1, OPEN) {
        range.start += 1;
    }
    range
}

/// A source without the sign of possession behind it.
fn without_genitive(columns: &Columns, mut range: Range<usize>) -> Range<usize> {
    if range.len() > 1 && columns.is(range.end - 1, GENITIVE) {
        range.end -= 1;
    }
    range
}

/// A cue of words without a sign of possession before them and a colon behind them.
fn words_of_cue(columns: &Columns, mut range: Range<usize>) -> Range<usize> {
    if range.len() > 1 && columns.is(range.start, GENITIVE) {
        range.start += 1;
    }
    if range.len() > 1 && columns.is(range.end - 1, COLON) {
        range.end -= 1;
    }
    range
}

/// So many quotations inside of one are passed on the way back to its beginning.
const INNER: usize = 256;

/// How much of the content stands in quotation marks, by its letters.
pub(crate) fn kind_of(text: &str, content: &[Span], quotes: &Quotes) -> ClaimKind {
    let (mut inside, mut outside) = (false, false);
    for part in content {
        let mut at = part.start;
        for quote in around(quotes, *part).iter().take_while(|quote| quote.span.start < part.end) {
            if quote.depth > 0 || quote.span.end <= at {
                continue;
            }
            outside |= has_letters(text, at, quote.span.start.max(at));
            inside |= has_letters(text, quote.inner.start.max(at), quote.inner.end.min(part.end));
            at = quote.span.end.min(part.end);
        }
        outside |= has_letters(text, at, part.end);
    }
    match (inside, outside) {
        (true, false) => ClaimKind::Direct,
        (true, true) => ClaimKind::Mixed,
        _ => ClaimKind::Indirect,
    }
}

/// The quotations from a part of the text on, with the outer one that begins before it, which may cover it.
pub(super) fn around(quotes: &Quotes, part: Span) -> &[Quote] {
    let first = quotes.0.partition_point(|quote| quote.span.start < part.start);
    let lowest = first.saturating_sub(INNER);
    let outer = quotes.0[lowest..first].iter().rposition(|quote| quote.depth == 0);
    &quotes.0[outer.map_or(first, |outer| lowest + outer)..]
}

fn has_letters(text: &str, start: u32, end: u32) -> bool {
    start < end
        && text.get(start as usize..end as usize).is_some_and(|text| text.chars().any(char::is_alphanumeric))
}
