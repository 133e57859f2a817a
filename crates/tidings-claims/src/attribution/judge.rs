//! The last word: a row of numbers for every candidate, from which trees tell how likely it is right, and the choice
//! among candidates that exclude each other.

use std::ops::Range;

use tidings_learn::forest::{Forest, probability};

use super::argument_window::head;
use super::candidates::Candidate;
use super::columns::{Columns, OUTSIDE};
use super::convention::{self, Support};
use crate::rules::words::*;

/// How many numbers a candidate has.
pub const WIDTH: usize = 52;

/// A claim that the rules find too needs less: the least confidence to this power (0.25 becomes 0.08).
const SUPPORTED: f32 = 1.8;

/// What may be a deed needs more: the least confidence to this power (0.25 becomes 0.5).
const DOUBTFUL: f32 = 0.5;

/// How many candidates to either side are compared.
const NEIGHBORS: usize = 64;

/// A row of numbers for every candidate.
pub fn rows(columns: &Columns, candidates: &[Candidate]) -> Vec<[f32; WIDTH]> {
    let partners = partners(candidates);
    candidates
        .iter()
        .enumerate()
        .map(|(index, candidate)| {
            let partner = partners[index].map(|partner| &candidates[partner]);
            row(columns, candidates, index, candidate, partner)
        })
        .collect()
}

/// For every candidate the one of the other origin (tagger or rules) with the same cue.
fn partners(candidates: &[Candidate]) -> Vec<Option<usize>> {
    let mut partners = vec![None; candidates.len()];
    for index in 0..candidates.len() {
        let near = index.saturating_sub(6)..(index + 7).min(candidates.len());
        let mut best = 0;
        for other in near {
            let (a, b) = (&candidates[index], &candidates[other]);
            if a.by_rule == b.by_rule || !(b.by_rule || b.is_first) {
                continue;
            }
            let shared = match (&a.cue, &b.cue) {
                (Some(a), Some(b)) => common(a, b),
                _ => 0,
            };
            if shared > best {
                (best, partners[index]) = (shared, Some(other));
            }
        }
    }
    partners
}

fn common(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// How many tokens a list of ranges holds.
pub(super) fn size(ranges: &[Range<usize>]) -> usize {
    ranges.iter().map(Range::len).sum()
}

/// F1 of the tokens of two lists of ranges.
pub(super) fn likeness(a: &[Range<usize>], b: &[Range<usize>]) -> f32 {
    let shared: usize = a.iter().map(|a| b.iter().map(|b| common(a, b)).sum::<usize>()).sum();
    if shared == 0 { 0.0 } else { 2.0 * shared as f32 / (size(a) + size(b)) as f32 }
}

/// Tokens between two ranges; below zero if `b` stands first.
fn distance(a: &Range<usize>, b: &Range<usize>) -> f32 {
    if b.start >= a.end {
        (b.start - a.end) as f32
    } else if a.start >= b.end {
        -1.0 - (a.start - b.end) as f32
    } else {
        0.0
    }
}

fn row(
    columns: &Columns,
    all: &[Candidate],
    index: usize,
    candidate: &Candidate,
    partner: Option<&Candidate>,
) -> [f32; WIDTH] {
    let mut row = [f32::NAN; WIDTH];
    let mut at = 0;
    let mut add = |value: f32| {
        row[at] = value;
        at += 1;
    };
    let flag = |value: bool| f32::from(u8::from(value));
    let rule = candidate.rule.and_then(|rule| columns.rule_claims.get(rule));
    add(candidate.cue_confidence);
    add(candidate.cue.as_ref().map_or(0.0, |cue| cue.len() as f32));
    add(rule.map_or(f32::NAN, |rule| rule.confidence));
    let likelihood = &candidate.likelihood;
    add(likelihood.source.0);
    add(likelihood.source.1);
    add(likelihood.source_elsewhere);
    add(likelihood.content.0);
    add(likelihood.content.1);
    add(likelihood.content_elsewhere);
    add(likelihood.content_missed);
    add(likelihood.edges.0);
    add(likelihood.edges.1);
    add(flag(candidate.is_first));
    add(flag(candidate.by_rule));
    add(candidate.source.as_ref().map_or(0.0, |source| source.len() as f32));
    let cue = candidate.cue.clone().unwrap_or_else(|| candidate.content[0].start..candidate.content[0].start);
    add(candidate.source.as_ref().map_or(f32::NAN, |source| distance(&cue, source)));
    add(candidate.content.len() as f32);
    let content_size = size(&candidate.content);
    add(content_size as f32);
    let nearest =
        candidate.content.iter().map(|part| distance(&cue, part)).min_by(|a, b| a.abs().total_cmp(&b.abs()));
    add(nearest.unwrap_or(f32::NAN));
    let quoted = candidate.content.iter().flat_map(Clone::clone);
    let quoted = quoted.filter(|index| columns.places[*index] != OUTSIDE).count();
    add(quoted as f32 / content_size.max(1) as f32);
    add(partner.map_or(f32::NAN, |partner| likeness(&candidate.content, &partner.content)));
    add(partner.map_or(f32::NAN, |partner| match (&candidate.source, &partner.source) {
        (Some(a), Some(b)) => 2.0 * common(a, b) as f32 / (a.len() + b.len()) as f32,
        (None, None) => 1.0,
        _ => -1.0,
    }));
    let head_token = head(columns, &cue).min(columns.len().saturating_sub(1));
    add(columns.token(head_token).cue_prior());
    add(columns.token(head_token).forms as f32);
    // Other candidates: this cue in their content, their cue in this content, the same content.
    let (mut inside, mut holds, mut same, mut rivals) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let mut inside_sure = 0.0_f32;
    let reach = index.saturating_sub(16)..(index + 17).min(all.len());
    for other in reach.filter(|other| *other != index).map(|other| &all[other]) {
        let Some(other_cue) = &other.cue else { continue };
        if common(other_cue, &cue) > 0 {
            continue;
        }
        if other.content.iter().any(|part| part.start <= cue.start && cue.end <= part.end) {
            inside = inside.max(other.cue_confidence);
            inside_sure = inside_sure.max(other.cue_confidence * other.likelihood.content.0.max(0.0));
        }
        if candidate.content.iter().any(|part| common(part, other_cue) > 0) {
            holds = holds.max(other.cue_confidence);
        }
        if likeness(&other.content, &candidate.content) > 0.5 {
            same = same.max(other.cue_confidence);
        }
        if candidate.source.is_some() && other.source == candidate.source {
            rivals += 1.0;
        }
    }
    add(inside);
    add(inside_sure);
    add(holds);
    add(same);
    add(rivals);
    let source_kind = candidate.source.as_ref().map_or(-1.0, |source| source_kind(columns, source));
    add(source_kind);
    add(f32::from(columns.places[cue.start.min(columns.len() - 1)]));
    let sentence = &columns.sentences.0[columns.sentence[cue.start.min(columns.len() - 1)] as usize];
    add((cue.start.saturating_sub(sentence.first_token as usize)) as f32);
    add((sentence.end_token as usize).saturating_sub(cue.end) as f32);
    add(flag(columns.token(cue.start.min(columns.len() - 1)).heading));
    let first = candidate.content[0].clone();
    add(word_kind(columns, first.start));
    add(word_kind(columns, cue.end));
    add(if cue.start == 0 { -1.0 } else { word_kind(columns, cue.start - 1) });
    add(word_kind(columns, candidate.content[candidate.content.len() - 1].end));
    add(flag(candidate.content.iter().flat_map(Clone::clone).any(|index| columns.is(index, FINITE))));
    add(flag(cue.clone().any(|index| columns.is(index, MODAL))));
    add(flag(cue.clone().any(|index| columns.is(index, BE))));
    add(flag(cue.clone().any(|index| columns.is(index, TO))));
    add(columns.sentence[cue.start.min(columns.len() - 1)] as f32);
    let paragraph = columns.paragraph[cue.start.min(columns.len() - 1)] as usize;
    add(columns.paragraphs.get(paragraph).map_or(0.0, |paragraph| paragraph.len() as f32));
    add(candidate.source.as_ref().map_or(f32::NAN, |source| {
        candidate.content.iter().map(|part| common(source, part)).sum::<usize>() as f32
    }));
    row
}

/// What sort of thing the source is.
fn source_kind(columns: &Columns, source: &Range<usize>) -> f32 {
    let mut kind = 9.0;
    for index in source.clone() {
        let flags = columns.token(index).flags;
        if columns.names[index] != 0 {
            return f32::from(columns.names[index] >> 1);
        }
        if flags & COMMA != 0 {
            break;
        }
        kind = if flags & PERSONAL != 0 {
            0.0
        } else if flags & ROLE != 0 {
            6.0
        } else if flags & PAPER != 0 {
            7.0
        } else if flags & ACT != 0 {
            8.0
        } else if flags & THING != 0 {
            10.0
        } else {
            kind
        };
    }
    kind
}

/// A word at an edge, as a number.
fn word_kind(columns: &Columns, index: usize) -> f32 {
    let Some(token) = columns.reading.tokens.get(index) else { return -1.0 };
    const KINDS: [Flags; 17] = [
        COMMA,
        STOP,
        MARK,
        THAT_WORD,
        TO,
        WH_WORD,
        PERSONAL,
        DETERMINER,
        POSSESSIVE,
        OBJECTIVE,
        PREPOSITION,
        BE | HAVE | DO | MODAL,
        AND | BUT,
        ADVERB,
        CAPITAL,
        NUMBER,
        COLON | SEMICOLON | DASH,
    ];
    KINDS.iter().position(|kind| token.flags & kind != 0).map_or(20.0, |kind| kind as f32)
}

/// A candidate that was chosen, with the probability that it is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Index of the candidate.
    pub candidate: usize,
    /// From 0 to 1.
    pub confidence: f32,
}

/// The candidates that stand: best first, those that exclude each other only once, at least `least` sure. `judge` tells how
/// likely a candidate is right, `ranking` which one is better.
pub fn choose(
    columns: &Columns,
    candidates: &[Candidate],
    judge: &Forest,
    ranking: &Forest,
    least: f32,
) -> Vec<Chosen> {
    let rows = rows(columns, candidates);
    let confidences = judge.scores(rows.iter().map(|row| &row[..]));
    let mut standing: Vec<(Chosen, bool)> = Vec::with_capacity(rows.len());
    for (index, confidence) in confidences.into_iter().enumerate() {
        let candidate = &candidates[index];
        let confidence = probability(f64::from(confidence)) as f32;
        let support = convention::support(columns, candidate);
        let (confidence, bar) = match support {
            Support::None => (confidence, least),
            Support::Deed => (confidence, least.powf(DOUBTFUL)),
            Support::Rules => (confidence, least.powf(SUPPORTED)),
            Support::List(sure) | Support::Nested(sure) => (confidence.max(sure), least),
        };
        if confidence >= bar && !convention::is_refused(columns, candidate) {
            let chosen = Chosen { candidate: index, confidence };
            standing.push((chosen, matches!(support, Support::List(_))));
        }
    }
    let ranks = ranking.scores(standing.iter().map(|(chosen, _)| &rows[chosen.candidate][..]));
    // The items of a list share their cue with its lead, and stand in its place.
    let scored = standing.into_iter().zip(ranks);
    let mut scored: Vec<(f32, Chosen)> = scored
        .map(|((chosen, is_item), rank)| (if is_item { f32::INFINITY } else { rank }, chosen))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.candidate.cmp(&b.1.candidate)));
    let mut chosen: Vec<Chosen> = Vec::with_capacity(scored.len());
    let mut stands = vec![false; candidates.len()];
    for (_, next) in scored {
        let (at, candidate) = (next.candidate, &candidates[next.candidate]);
        // Candidates are in the order of their cues, so what excludes stands near; the bound keeps long texts linear.
        let mut near = at.saturating_sub(NEIGHBORS)..(at + NEIGHBORS + 1).min(candidates.len());
        if !near.any(|other| stands[other] && excludes(&candidates[other], candidate)) {
            stands[at] = true;
            chosen.push(next);
        }
    }
    chosen.sort_by_key(|chosen| chosen.candidate);
    chosen
}

/// Whether two candidates cannot both stand: they have a cue in common and content in common, or the same content and
/// neither is told within the other.
fn excludes(a: &Candidate, b: &Candidate) -> bool {
    let content = likeness(&a.content, &b.content);
    let cue = match (&a.cue, &b.cue) {
        (Some(a), Some(b)) => common(a, b) > 0,
        _ => false,
    };
    let holds = |outer: &Candidate, inner: &Candidate| {
        inner.cue.as_ref().is_some_and(|cue| {
            outer.content.iter().any(|part| part.start <= cue.start && cue.end <= part.end)
        })
    };
    let nested = holds(a, b) || holds(b, a);
    (content >= 0.5 && !nested) || (cue && (content > 0.0 || !(a.by_rule && b.by_rule)))
}
