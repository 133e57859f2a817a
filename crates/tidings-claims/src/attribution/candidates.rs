//! What may be a claim: cues from a tagger with a low bar; for each of them the sources and contents that a second tagger
//! finds probable; and the claims of the rules.

use std::ops::Range;

use tidings_core::{Clock, PennTag};
use tidings_learn::chain::{Chain, Decoder, FoundSpan, Pending};
use tidings_learn::net::RowSums;

use super::argument_scores::Memory;
use super::argument_window::Asked;
use super::columns::{Columns, RuleClaim};
use super::cue_features::{self, CueReader, parts};
use super::model::{ArgumentTagger, CueTagger};
use crate::rules::words::*;

/// Types of the tagger of arguments.
pub const SOURCE: usize = 0;
/// See [`SOURCE`].
pub const CONTENT: usize = 1;

/// A token with less probability than this is in no cue. Of those with half of it, one in seven would lead to a claim that is told, and
/// the claims would be no better.
pub const LEAST_CUE: f32 = 0.2;
/// A second source is tried if its probability is at least this.
const LEAST_SOURCE: f32 = 0.08;

/// How many cues of one sentence are looked at in a block of so many tokens: twice what a sentence of any article has. Each costs a look at
/// all tokens around it.
pub(super) const MOST_CUES: usize = 12;
/// See [`MOST_CUES`].
pub(super) const BLOCK: usize = 128;

/// A possible cue.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The largest probability that one of its tokens belongs to a cue.
    pub confidence: f32,
}

/// A possible claim, in tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Who speaks.
    pub source: Option<Range<usize>>,
    /// The words that attribute.
    pub cue: Option<Range<usize>>,
    /// What is said.
    pub content: Vec<Range<usize>>,
    /// Probability of the cue.
    pub(super) cue_confidence: f32,
    pub(super) likelihood: Likelihood,
    /// The claim of the rules with the same cue, as index into the claims of the rules.
    pub(super) rule: Option<usize>,
    /// Whether the candidate is the rules' own.
    pub(super) by_rule: bool,
    /// Whether it is what the tagger of arguments likes best.
    pub(super) is_first: bool,
}

/// What the tagger of arguments thinks of a candidate. NaN if it was not asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likelihood {
    /// Mean and smallest probability of the tokens of the source; of having none, if there is none.
    pub(super) source: (f32, f32),
    /// The largest probability of a source elsewhere.
    pub(super) source_elsewhere: f32,
    /// Mean and smallest probability of the tokens of the content.
    pub(super) content: (f32, f32),
    /// The largest probability of content outside of the content.
    pub(super) content_elsewhere: f32,
    /// Sum of the probabilities of content outside of the content.
    pub(super) content_missed: f32,
    /// Probability of content just before the first token, and just behind the last one.
    pub(super) edges: (f32, f32),
}

const NEVER_ASKED: Likelihood = Likelihood {
    source: (f32::NAN, f32::NAN),
    source_elsewhere: f32::NAN,
    content: (f32::NAN, f32::NAN),
    content_elsewhere: f32::NAN,
    content_missed: f32::NAN,
    edges: (f32::NAN, f32::NAN),
};

impl Candidate {
    /// Probability of the cue.
    pub fn cue_confidence(&self) -> f32 {
        self.cue_confidence
    }

    /// Whether the candidate is the rules' own.
    pub fn by_rule(&self) -> bool {
        self.by_rule
    }
}

/// Scratch space.
#[derive(Default)]
pub struct Scratch {
    pending: Pending<{ cue_features::HIDDEN }>,
    decoder: Decoder,
    spans: Vec<FoundSpan>,
    probabilities: Vec<f32>,
    order: Vec<usize>,
    source: Vec<f32>,
    content: Vec<f32>,
    memory: Memory,
}

/// The possible cues of a document, in order; no token of a cue has less probability than `least`. `numbers` are those of its words.
/// Stops where it is if the time is up: the caller has to look.
pub fn cues(
    columns: &Columns,
    numbers: &[u16],
    tagger: &CueTagger,
    least: f32,
    clock: Clock,
    scratch: &mut Scratch,
) -> Vec<Cue> {
    let mut cues = Vec::new();
    let CueTagger { chain: tagger, cue_words } = tagger;
    let chain = tagger.chain();
    for paragraph in &columns.paragraphs {
        let parts = parts(columns, cue_words, paragraph);
        let mut reader = CueReader::new(columns, numbers, paragraph.clone());
        for part in parts {
            if clock.check().is_err() {
                return cues;
            }
            let Scratch { pending, decoder, spans, .. } = scratch;
            decoder.clear();
            reader.read(part.clone(), |rows| tagger.push(decoder, pending, &RowSums::default(), rows));
            tagger.finish(decoder, pending);
            chain.adjoin_outside(decoder, part.start > paragraph.start, part.end < paragraph.end);
            chain.decode(decoder, spans);
            let probabilities = &mut scratch.probabilities;
            probabilities.clear();
            probabilities.extend((0..part.len()).map(|item| chain.probability(&scratch.decoder, item, 0)));
            cues_of_part(&part, least, scratch, &mut cues);
        }
    }
    cues.sort_by_key(|cue: &Cue| cue.tokens.start);
    add_rule_cues(columns, &mut cues);
    thinned(columns, cues)
}

/// The cues, sorted, without the least probable ones where a sentence is full of them.
fn thinned(columns: &Columns, cues: Vec<Cue>) -> Vec<Cue> {
    let place = |cue: &Cue| (columns.sentence.get(cue.tokens.start), cue.tokens.start / BLOCK);
    let mut kept = Vec::with_capacity(cues.len());
    for group in cues.chunk_by(|a, b| place(a) == place(b)) {
        let first = kept.len();
        kept.extend_from_slice(group);
        if group.len() > MOST_CUES {
            kept[first..].sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
            kept.truncate(first + MOST_CUES);
            kept[first..].sort_by_key(|cue| (cue.tokens.start, cue.tokens.end));
        }
    }
    kept
}

/// Adds the cues that the tagger found in a part, and what is less probable than not, but not impossible: a peak of the
/// probabilities, and what is about as high beside it.
fn cues_of_part(part: &Range<usize>, least: f32, scratch: &mut Scratch, cues: &mut Vec<Cue>) {
    let Scratch { spans, probabilities, order, .. } = scratch;
    let mut add = |items: Range<usize>, probabilities: &[f32]| {
        let confidence = probabilities[items.clone()].iter().copied().fold(0.0, f32::max);
        let tokens = items.start + part.start..items.end + part.start;
        cues.push(Cue { tokens, confidence });
    };
    for span in spans.iter() {
        add(span.items.clone(), probabilities);
        probabilities[span.items.clone()].fill(0.0);
    }
    order.clear();
    order.extend((0..probabilities.len()).filter(|item| probabilities[*item] >= least));
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]).then(a.cmp(b)));
    for &peak in order.iter() {
        let height = probabilities[peak];
        // It lies in or beside a higher one.
        if height < least {
            continue;
        }
        let near = |item: &usize| probabilities[*item] >= 0.4 * height;
        let start = (0..peak).rev().take_while(near).last().unwrap_or(peak);
        let end = (peak..probabilities.len()).take_while(near).last().unwrap_or(peak) + 1;
        add(start..end, probabilities);
        probabilities[start.saturating_sub(1)..(end + 1).min(part.len())].fill(0.0);
    }
}

/// The place and height of the largest number that is at least `least`.
fn highest(numbers: &[f32], least: f32) -> Option<(usize, f32)> {
    let (at, height) = numbers.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (height >= least).then_some((at, height))
}

/// Adds cues of the rules that the tagger does not see at all.
fn add_rule_cues(columns: &Columns, cues: &mut Vec<Cue>) {
    let found = cues.len();
    for claim in &columns.rule_claims {
        let Some(cue) = &claim.cue else { continue };
        let at = cues[..found].partition_point(|other| other.tokens.end <= cue.start);
        let known = cues[..found].get(at).is_some_and(|other| other.tokens.start < cue.end)
            || cues[found..].iter().rev().take(3).any(|other| other.tokens.end > cue.start);
        if !known {
            cues.push(Cue { tokens: cue.clone(), confidence: 0.0 });
        }
    }
    cues.sort_by_key(|cue| (cue.tokens.start, cue.tokens.end));
}

/// The candidates of a document, by cue. `numbers` are those of its words. Stops where it is if the time is up: the caller has to look.
pub fn candidates(
    columns: &Columns,
    numbers: &[u16],
    cues: &[Cue],
    tagger: &ArgumentTagger,
    clock: Clock,
    scratch: &mut Scratch,
) -> Vec<Candidate> {
    let others: Vec<Range<usize>> = cues.iter().map(|cue| cue.tokens.clone()).collect();
    let mut candidates = Vec::with_capacity(cues.len() * 2);
    let mut taken = vec![false; columns.rule_claims.len()];
    scratch.memory.begin(columns.len());
    for cue in cues {
        if clock.check().is_err() {
            return candidates;
        }
        let first = candidates.len();
        let asked = Asked::new(columns, &cue.tokens, &others);
        scratch.memory.score(&asked, numbers, tagger, &mut scratch.decoder);
        let window = asked.window;
        tagged(cue, &window, tagger.chain(), scratch, &mut candidates);
        let near = columns.rule_claims_at(&cue.tokens);
        for (index, claim) in columns.rule_claims[near.clone()].iter().enumerate() {
            let index = near.start + index;
            let touches = claim
                .cue
                .as_ref()
                .is_some_and(|other| other.start < cue.tokens.end && cue.tokens.start < other.end);
            if touches && !taken[index] && !claim.content.is_empty() {
                taken[index] = true;
                candidates.push(Candidate {
                    source: claim.source.clone(),
                    cue: claim.cue.clone(),
                    content: with_conjunctions(columns, claim),
                    cue_confidence: cue.confidence,
                    likelihood: NEVER_ASKED,
                    rule: Some(index),
                    by_rule: true,
                    is_first: false,
                });
            }
        }
        let rule = candidates[first..].iter().rev().find_map(|candidate| candidate.rule);
        let later = rule.map_or(&[][..], |rule| columns.rule_claims[rule].content.as_slice());
        let paragraph = columns.paragraph[cue.tokens.start] as usize;
        let end = columns.paragraphs.get(paragraph).map_or(0, |paragraph| paragraph.end);
        for candidate in &mut candidates[first..] {
            if !candidate.by_rule {
                // Quotations that go on in the next paragraphs.
                candidate.content.extend(later.iter().filter(|part| part.start >= end).cloned());
            }
            candidate.rule = candidate.rule.or(rule);
            candidate.likelihood = likelihood(candidate, &window, scratch);
        }
    }
    for (index, claim) in columns.rule_claims.iter().enumerate() {
        if !taken[index] && !claim.content.is_empty() {
            candidates.push(Candidate {
                source: claim.source.clone(),
                cue: claim.cue.clone(),
                content: claim.content.clone(),
                cue_confidence: 0.0,
                likelihood: NEVER_ASKED,
                rule: Some(index),
                by_rule: true,
                is_first: false,
            });
        }
    }
    candidates
}

/// The content of a claim of the rules, with the "that" or the "to" before it: the taggers have learned to take it in.
fn with_conjunctions(columns: &Columns, claim: &RuleClaim) -> Vec<Range<usize>> {
    let mut content = claim.content.clone();
    if let (Some(first), Some(cue)) = (content.first_mut(), &claim.cue) {
        let before = first.start.wrapping_sub(1);
        let that = columns.is(before, THAT_WORD) && columns.tag(before) == Some(PennTag::In);
        let to = columns.is(before, TO) && columns.tag(first.start) == Some(PennTag::Vb);
        if before >= cue.end && before != usize::MAX && (that || to) {
            first.start = before;
        }
    }
    content
}

/// Adds what the tagger finds for a cue: its best source and content, and the same content with a second source, or with none.
fn tagged(cue: &Cue, window: &Range<usize>, chain: &Chain, scratch: &mut Scratch, out: &mut Vec<Candidate>) {
    let Scratch { decoder, spans, source, content, .. } = scratch;
    chain.probabilities(decoder);
    chain.decode(decoder, spans);
    for (column, kind) in [(&mut *source, SOURCE), (&mut *content, CONTENT)] {
        column.clear();
        column.extend((0..window.len()).map(|item| chain.probability(decoder, item, kind)));
    }
    if !spans.iter().any(|span| span.kind == CONTENT) {
        chain.adjust_outside(decoder, -1.5);
        chain.decode(decoder, spans);
    }
    let place = |items: &Range<usize>| items.start + window.start..items.end + window.start;
    let parts: Vec<Range<usize>> =
        spans.iter().filter(|span| span.kind == CONTENT).map(|span| place(&span.items)).collect();
    if parts.is_empty() {
        return;
    }
    let first = spans
        .iter()
        .filter(|span| span.kind == SOURCE)
        .max_by(|a, b| a.confidence.total_cmp(&b.confidence))
        .map(|span| span.items.clone());
    let mut add = |source: Option<Range<usize>>, is_first: bool| {
        out.push(Candidate {
            source: source.as_ref().map(place),
            cue: Some(cue.tokens.clone()),
            content: parts.clone(),
            cue_confidence: cue.confidence,
            likelihood: NEVER_ASKED,
            rule: None,
            by_rule: false,
            is_first,
        });
    };
    add(first.clone(), true);
    // The next best source stands elsewhere, and neither in the cue nor in the content.
    let mut rest = source.clone();
    for items in spans.iter().map(|span| &span.items) {
        rest[items.clone()].fill(0.0);
    }
    rest[cue.tokens.start - window.start..cue.tokens.end - window.start].fill(0.0);
    let second = highest(&rest, LEAST_SOURCE);
    if let Some((peak, height)) = second {
        let near = |item: &usize| rest[*item] >= 0.5 * height;
        let start = (0..peak).rev().take_while(near).last().unwrap_or(peak);
        let end = (peak..rest.len()).take_while(near).last().unwrap_or(peak) + 1;
        add(Some(start..end), false);
    }
    if first.as_ref().is_some_and(|first| source[first.clone()].iter().all(|sure| *sure < 0.9)) {
        add(None, false);
    }
}

/// What the tagger of arguments, asked last, thinks of a candidate.
fn likelihood(candidate: &Candidate, window: &Range<usize>, scratch: &Scratch) -> Likelihood {
    let (source, content) = (&scratch.source, &scratch.content);
    let items = |tokens: &Range<usize>| {
        let start = tokens.start.clamp(window.start, window.end) - window.start;
        let end = tokens.end.clamp(window.start, window.end) - window.start;
        start..end.max(start)
    };
    let mean_and_least = |column: &[f32], ranges: &[Range<usize>]| {
        let (mut sum, mut least, mut count) = (0.0, 1.0_f32, 0.0);
        for range in ranges {
            for probability in &column[items(range)] {
                sum += probability;
                least = least.min(*probability);
                count += 1.0;
            }
        }
        if count == 0.0 { (f32::NAN, f32::NAN) } else { (sum / count, least) }
    };
    let elsewhere = |column: &[f32], ranges: &[Range<usize>]| {
        let (mut largest, mut sum, mut from) = (0.0_f32, 0.0, 0);
        // The ranges ascend.
        let inside = ranges.iter().map(&items);
        for range in inside.chain(std::iter::once(column.len()..column.len())) {
            for probability in &column[from..range.start.max(from)] {
                largest = largest.max(*probability);
                sum += probability;
            }
            from = from.max(range.end);
        }
        (largest, sum)
    };
    let source_ranges = candidate.source.as_slice();
    let (source_elsewhere, _) = elsewhere(source, source_ranges);
    let source_inside = match &candidate.source {
        Some(_) => mean_and_least(source, source_ranges),
        None => (1.0 - source_elsewhere, 1.0 - source_elsewhere),
    };
    let (content_elsewhere, content_missed) = elsewhere(content, &candidate.content);
    let beside =
        |at: Option<usize>| at.filter(|at| window.contains(at)).map_or(0.0, |at| content[at - window.start]);
    let first = candidate.content.first().map_or(0, |part| part.start);
    let last = candidate.content.last().map_or(0, |part| part.end);
    Likelihood {
        source: source_inside,
        source_elsewhere,
        content: mean_and_least(content, &candidate.content),
        content_elsewhere,
        content_missed,
        edges: (beside(first.checked_sub(1)), beside(Some(last))),
    }
}
