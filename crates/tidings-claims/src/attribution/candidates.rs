//! What may be a claim: cues from a tagger with a low bar, each with the source and content that a second tagger finds for it,
//! and the claims of the rules.

use std::ops::Range;

use tidings_learn::FeatureRows;
use tidings_learn::chain::{ChainTagger, Decoder, FoundSpan};

use super::columns::Columns;
use super::{argument_features, cue_features};

/// Types of the tagger of arguments.
pub const SOURCE: usize = 0;
/// See [`SOURCE`].
pub const CONTENT: usize = 1;

/// A cue is a candidate if evidence that it is none, in log-odds, is at most this.
const BAR: f32 = 2.5;

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
    pub(super) source_confidence: f32,
    /// Of the content: the smallest and the largest confidence of its parts.
    pub(super) content_confidence: (f32, f32),
    /// The claim of the rules with the same cue or content, as index into the claims of the rules.
    pub(super) rule: Option<usize>,
    /// Whether the candidate is the rules' own.
    pub(super) by_rule: bool,
}

/// Scratch space.
#[derive(Default)]
pub struct Scratch {
    pub(super) rows: FeatureRows,
    pub(super) decoder: Decoder,
    pub(super) spans: Vec<FoundSpan>,
}

/// The possible cues of a document, in order.
pub fn cues(columns: &Columns, tagger: &ChainTagger, scratch: &mut Scratch) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut probabilities: Vec<f32> = Vec::new();
    for paragraph in &columns.paragraphs {
        cue_features::rows(columns, paragraph.clone(), &mut scratch.rows);
        tagger.score(&scratch.rows, &mut scratch.decoder);
        tagger.probabilities(&mut scratch.decoder);
        probabilities.clear();
        probabilities.extend((0..paragraph.len()).map(|item| tagger.probability(&scratch.decoder, item, 0)));
        tagger.adjust_outside(&mut scratch.decoder, -BAR);
        tagger.decode_scored(&mut scratch.decoder, &mut scratch.spans);
        for span in &scratch.spans {
            let confidence = probabilities[span.items.clone()].iter().copied().fold(0.0, f32::max);
            let tokens = span.items.start + paragraph.start..span.items.end + paragraph.start;
            cues.push(Cue { tokens, confidence });
        }
    }
    add_rule_cues(columns, &mut cues);
    cues
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

/// The candidates of a document.
pub fn candidates(
    columns: &Columns,
    cues: &[Cue],
    tagger: &ChainTagger,
    scratch: &mut Scratch,
) -> Vec<Candidate> {
    let others: Vec<Range<usize>> = cues.iter().map(|cue| cue.tokens.clone()).collect();
    let mut candidates = Vec::with_capacity(cues.len() * 2);
    for cue in cues {
        candidates.extend(tagged(columns, cue, &others, tagger, scratch));
    }
    for (index, claim) in columns.rule_claims.iter().enumerate() {
        let confidence = claim.cue.as_ref().and_then(|cue| {
            let at = cues.partition_point(|other| other.tokens.end <= cue.start);
            cues.get(at).filter(|other| other.tokens.start < cue.end).map(|other| other.confidence)
        });
        if claim.content.is_empty() {
            continue;
        }
        candidates.push(Candidate {
            source: claim.source.clone(),
            cue: claim.cue.clone(),
            content: claim.content.clone(),
            cue_confidence: confidence.unwrap_or(0.0),
            source_confidence: 0.0,
            content_confidence: (0.0, 0.0),
            rule: Some(index),
            by_rule: true,
        });
    }
    candidates.sort_by_key(|candidate| {
        (candidate.cue.as_ref().map_or(usize::MAX, |cue| cue.start), candidate.by_rule)
    });
    candidates
}

/// The source and the content that the tagger finds for a cue; `None` without a content.
fn tagged(
    columns: &Columns,
    cue: &Cue,
    others: &[Range<usize>],
    tagger: &ChainTagger,
    scratch: &mut Scratch,
) -> Option<Candidate> {
    let window = argument_features::window(columns, &cue.tokens);
    argument_features::rows(columns, &cue.tokens, &window, others, &mut scratch.rows);
    tagger.score(&scratch.rows, &mut scratch.decoder);
    tagger.decode_scored(&mut scratch.decoder, &mut scratch.spans);
    if !scratch.spans.iter().any(|span| span.kind == CONTENT) {
        tagger.adjust_outside(&mut scratch.decoder, -1.5);
        tagger.decode_scored(&mut scratch.decoder, &mut scratch.spans);
    }
    let place = |span: &FoundSpan| span.items.start + window.start..span.items.end + window.start;
    let source = scratch
        .spans
        .iter()
        .filter(|span| span.kind == SOURCE)
        .max_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let mut confidence = (1.0_f32, 0.0_f32);
    let mut content = Vec::new();
    for span in scratch.spans.iter().filter(|span| span.kind == CONTENT) {
        content.push(place(span));
        confidence = (confidence.0.min(span.confidence), confidence.1.max(span.confidence));
    }
    if content.is_empty() {
        return None;
    }
    Some(Candidate {
        source: source.map(place),
        cue: Some(cue.tokens.clone()),
        content,
        cue_confidence: cue.confidence,
        source_confidence: source.map_or(0.0, |source| source.confidence),
        content_confidence: confidence,
        rule: columns
            .rule_claim(&cue.tokens)
            .and_then(|claim| columns.rule_claims.iter().position(|other| other.index == claim.index)),
        by_rule: false,
    })
}
