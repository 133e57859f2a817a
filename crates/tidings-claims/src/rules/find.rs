//! Reads segments, runs the patterns, and makes claims of what they find.

use std::borrow::Cow;
use std::ops::Range;

use tidings_core::{Claim, ClaimKind, CueClass, Entities, Quotes, Sentences, Span, Tokens};

use super::kinds::Kind;
use super::lists::Lead;
use super::modality::Statement;
use super::quoted::{OWN_WORDS, Outline};
use super::reader::Reader;
use super::segment::{REACH, Segment, Token};
use super::subjects;
use super::words::*;
use super::{adjectives, lists, modality, nouns, passives, prepositions, punctuated, quoted, verbs};

/// How many claims a segment may have in a block of so many tokens: twice what the fullest of articles has.
const MOST_CLAIMS: usize = 24;
/// See [`MOST_CLAIMS`].
const BLOCK: usize = 128;

/// A claim as a pattern finds it: ranges of tokens of the segment.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(super) source: Option<Range<usize>>,
    pub(super) source_kind: Kind,
    pub(super) cue: Range<usize>,
    pub(super) lemma: Cow<'static, str>,
    pub(super) class: CueClass,
    pub(super) negated: bool,
    pub(super) content: Vec<Range<usize>>,
    pub(super) confidence: f32,
}

impl Found {
    pub(super) fn statement(&self) -> Statement<'_> {
        Statement {
            lemma: &self.lemma,
            class: self.class,
            unsourced: self.source.is_none(),
            content: &self.content,
        }
    }
}

/// What the rules make of a document.
#[derive(Default)]
pub(crate) struct Reading {
    /// Every token with what is known of its word, by the index of the token.
    pub(crate) tokens: Vec<Token>,
    /// Claims, in the order in which they were found; the kind is not set.
    pub(crate) claims: Vec<Claim>,
}

/// What a document gives to the rules.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a Tokens,
    pub(crate) sentences: &'a Sentences,
    pub(crate) quotes: &'a Quotes,
    pub(crate) entities: Option<&'a Entities>,
}

/// Which rules apply.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    /// A quotation without a cue is a claim of the speaker of the sentence before.
    pub(crate) bare_quotes: bool,
    /// The items of a list are claims of the speaker that the line above names.
    pub(crate) lists: bool,
}

impl Rules {
    /// Reads a document.
    pub(crate) fn read(self, input: Input) -> Reading {
        let Input { text, tokens, sentences, quotes, entities } = input;
        let mut reader = Reader::new(text, tokens, sentences, &quotes.0);
        let mut all = vec![Token::nothing(); tokens.len()];
        let mut claims = Vec::new();
        let mut outlines: Vec<Outline> = Vec::new();
        let mut leads: Vec<Lead> = Vec::new();
        let mut found = Vec::new();
        while let Some(range) = reader.next() {
            let heading = reader.is_heading(range.start) || looks_like_title(reader.tokens());
            reader.mark_finite(heading);
            let segment = Segment { text, tokens: reader.tokens(), entities, heading };
            let first = sentences.0.get(range.start).map_or(0, |sentence| sentence.first_token as usize);
            for (token, read) in all.iter_mut().skip(first).zip(segment.tokens) {
                *token = *read;
                token.heading = heading;
            }
            found.clear();
            search(&segment, &mut found);
            thin(&mut found);
            if self.lists && lists::announced(text, sentences, &segment, range.end) {
                leads.extend(lists::lead(&segment, &mut found, range.end - 1));
            }
            outlines.extend(outline(&segment, sentences, quotes, &range));
            claims.extend(found.drain(..).filter_map(|found| claim(&segment, sentences, range.start, found)));
        }
        quoted::attach(&outlines, quotes, sentences, self.bare_quotes, &mut claims);
        for lead in &leads {
            lists::items(text, sentences, lead, &mut claims);
        }
        Reading { tokens: all, claims }
    }
}

/// Tries every token of the segment as a cue.
fn search(segment: &Segment, found: &mut Vec<Found>) {
    found.extend(punctuated::find(segment));
    for (index, token) in segment.tokens.iter().enumerate() {
        if !token.may_be_cue() {
            continue;
        }
        let new = if segment.verb(index).is_some() {
            verbs::find(segment, index, found)
                .or_else(|| passives::find(segment, index))
                .or_else(|| passives::asked(segment, index))
                .or_else(|| nouns::find(segment, index))
        } else if segment.noun(index).is_some() {
            nouns::find(segment, index)
        } else if segment.is(index, ATTRIBUTES) {
            prepositions::find(segment, index)
        } else {
            None
        };
        let new = new.or_else(|| adjectives::find(segment, index));
        let Some(new) = new else { continue };
        // "said in a statement that K": one content, one cue.
        let start = new.content.first().map(|part| part.start);
        if new.source.is_none()
            && found
                .iter()
                .rev()
                .take(4)
                .any(|earlier| earlier.content.first().map(|part| part.start) == start)
        {
            continue;
        }
        found.push(new);
    }
    settle(found);
}

/// Drops the least sure claims where a segment is full of them.
fn thin(found: &mut Vec<Found>) {
    if found.len() <= MOST_CLAIMS {
        return;
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    // Cues are found in order, but for those of marks, which have none.
    let block = |index: &usize| found[*index].cue.start / BLOCK;
    order.sort_by(|a, b| {
        let surer = found[*b].confidence.total_cmp(&found[*a].confidence);
        block(a).cmp(&block(b)).then(surer).then(a.cmp(b))
    });
    let mut kept = vec![false; found.len()];
    for group in order.chunk_by(|a, b| block(a) == block(b)) {
        group.iter().take(MOST_CLAIMS).for_each(|index| kept[*index] = true);
    }
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or_default());
}

/// Lowers claims inside the content of others.
fn settle(found: &mut [Found]) {
    // Content reaches a bounded way from its cue, and cues are found in order: neighbors are enough.
    let near = |claim: &Found, other: &Found| claim.cue.start.abs_diff(other.cue.start) <= 2 * REACH;
    let inside = |claim: &Found, other: &Found| {
        holds(other, claim) && (!holds(claim, other) || other.confidence > claim.confidence)
    };
    let inner: Vec<bool> = (0..found.len())
        .map(|index| {
            let (before, after) = found.split_at(index);
            let claim = &found[index];
            before.iter().rev().take_while(|other| near(claim, other)).any(|other| inside(claim, other))
                || after
                    .iter()
                    .skip(1)
                    .take_while(|other| near(claim, other))
                    .any(|other| inside(claim, other))
        })
        .collect();
    for (claim, nested) in found.iter_mut().zip(inner) {
        claim.confidence *= if nested { 0.8 } else { 1.0 };
    }
}

/// Whether the cue of `inner` stands in the content of `outer`.
fn holds(outer: &Found, inner: &Found) -> bool {
    !inner.cue.is_empty()
        && outer.content.iter().any(|part| part.start <= inner.cue.start && inner.cue.end <= part.end)
}

/// A claim with spans of text.
fn claim(segment: &Segment, sentences: &Sentences, first: usize, found: Found) -> Option<Claim> {
    let modality = modality::of(segment, &found.statement());
    let mut content: Vec<Span> = found.content.iter().filter_map(|part| segment.span(part.clone())).collect();
    content.sort_unstable();
    content.dedup_by(|right, left| {
        let overlap = left.overlaps(*right);
        if overlap {
            *left = left.cover(*right);
        }
        overlap
    });
    let start = content.first()?.start;
    let sentence = sentences.at(start).unwrap_or(first) as u32;
    Some(Claim {
        source: found.source.and_then(|range| segment.span(range)),
        source_entity: None,
        speaker_confidence: None,
        cue: segment.span(found.cue),
        lemma: found.lemma.into_owned(),
        cue_class: found.class,
        content,
        kind: ClaimKind::Indirect,
        modality,
        negated: found.negated,
        sentence,
        confidence: found.confidence.clamp(0.0, 1.0),
        checkworthy: None,
        details: Default::default(),
    })
}

/// Whether nearly every word has a capital and no mark ends the line: a title without its layout.
fn looks_like_title(tokens: &[Token]) -> bool {
    if tokens.last().is_some_and(|last| last.flags & STOP != 0) {
        return false;
    }
    let words = tokens.iter().filter(|token| {
        token.flags & WORD != 0 && token.flags & (PREPOSITION | DETERMINER | AND | TO | GENITIVE) == 0
    });
    let (mut capital, mut all) = (0_usize, 0_usize);
    for word in words {
        all += 1;
        capital += usize::from(word.flags & (CAPITAL | NUMBER) != 0);
    }
    (3..25).contains(&all) && capital * 10 >= all * 8
}

/// What the later steps need to know of a segment.
fn outline(
    segment: &Segment,
    sentences: &Sentences,
    quotes: &Quotes,
    range: &Range<usize>,
) -> Option<Outline> {
    let paragraph = sentences.0.get(range.start)?.paragraph;
    let span = segment.span(0..segment.len())?;
    let bare = (0..segment.len())
        .filter(|index| segment.outside(*index) && segment.is(*index, WORD))
        .nth(OWN_WORDS)
        .is_none();
    // Only a quotation later in the paragraph asks for the subject.
    let goes_on = sentences.0.get(range.end).is_some_and(|next| next.paragraph == paragraph);
    let asked = goes_on && {
        let next = quotes.0.partition_point(|quote| quote.span.start < span.end);
        let sentence = quotes.0.get(next).and_then(|quote| sentences.at(quote.span.start));
        sentence.is_some_and(|sentence| sentences.0[sentence].paragraph == paragraph)
    };
    let subject = if asked { first_subject(segment) } else { None };
    Some(Outline { span, paragraph, bare, subject })
}

/// The subject of the first verb outside of speech, if it can speak.
fn first_subject(segment: &Segment) -> Option<Span> {
    let verb =
        (0..segment.len().min(60)).find(|index| segment.outside(*index) && segment.is_finite(*index))?;
    subjects::before(segment, verbs::group(segment, verb).start, 0)
        .filter(|subject| matches!(subject.kind, Kind::Agent | Kind::Pronoun))
        .and_then(|subject| segment.span(subject.range))
}
