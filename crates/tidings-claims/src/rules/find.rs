//! The stage `claims.attribution`: reads segments, runs the patterns, and makes claims of what they find.

use std::borrow::Cow;
use std::ops::Range;

use tidings_core::{
    Claim, ClaimKind, Claims, CueClass, Document, Entities, Layer, Quotes, Sentences, SettingError, Span,
    Stage, StageError, StageType, Tokens,
};

use super::config::AttributionConfig;
use super::kinds::Kind;
use super::lists::Lead;
use super::quoted::{OWN_WORDS, Outline};
use super::reader::Reader;
use super::segment::{REACH, Segment, Token};
use super::speaker::Speakers;
use super::subjects;
use super::words::*;
use super::{adjectives, lists, modality, nouns, passives, prepositions, punctuated, quoted, verbs};

/// A claim as a pattern finds it: ranges of tokens of the segment.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) source: Option<Range<usize>>,
    pub(super) source_kind: Kind,
    pub(super) cue: Range<usize>,
    pub(super) lemma: Cow<'static, str>,
    pub(super) class: CueClass,
    pub(super) negated: bool,
    pub(super) content: Vec<Range<usize>>,
    pub(super) confidence: f32,
}

/// Finds who said what.
pub struct Attribution {
    config: AttributionConfig,
}

impl StageType for Attribution {
    type Config = AttributionConfig;
    const NAME: &'static str = "claims.attribution";
    const PURPOSE: &'static str = "Finds who said what: source, cue and content of attributed statements";
    const MANUAL: &'static str = include_str!("attribution.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME, Quotes::NAME];
    const READS: &'static [&'static str] = &[Entities::NAME];
    const PROVIDES: &'static [&'static str] = &[Claims::NAME];

    fn new(config: AttributionConfig) -> Result<Self, SettingError> {
        if !(0.0..=1.0).contains(&config.min_confidence) {
            return Err(SettingError::new("min_confidence", "must be from 0 to 1"));
        }
        Ok(Attribution { config })
    }
}

impl Stage for Attribution {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let quotes = doc.get::<Quotes>().ok_or_else(|| StageError::missing_layer(Quotes::NAME))?;
        let claims = self.claims(doc.text(), tokens, sentences, quotes, doc.get::<Entities>());
        doc.insert(Claims(claims));
        Ok(())
    }
}

impl Attribution {
    fn claims(
        &self,
        text: &str,
        tokens: &Tokens,
        sentences: &Sentences,
        quotes: &Quotes,
        entities: Option<&Entities>,
    ) -> Vec<Claim> {
        let mut reader = Reader::new(text, tokens, sentences, &quotes.0);
        let mut claims = Vec::new();
        let mut outlines: Vec<Outline> = Vec::new();
        let mut leads: Vec<Lead> = Vec::new();
        let mut found = Vec::new();
        while let Some(range) = reader.next() {
            let heading = reader.is_heading(range.start) || looks_like_title(reader.tokens());
            reader.mark_finite(heading);
            let segment = Segment { text, tokens: reader.tokens(), entities, heading };
            found.clear();
            self.search(&segment, &mut found);
            if self.config.lists && lists::announced(text, sentences, &segment, range.end) {
                leads.extend(lists::lead(&segment, &mut found, range.end - 1));
            }
            outlines.extend(outline(&segment, sentences, quotes, &range));
            claims.extend(found.drain(..).filter_map(|found| claim(&segment, sentences, range.start, found)));
        }
        quoted::attach(&outlines, quotes, sentences, self.config.bare_quotes, &mut claims);
        for lead in &leads {
            lists::items(text, sentences, lead, &mut claims);
        }
        self.conclude(text, quotes, entities, claims)
    }

    /// Tries every token of the segment as a cue.
    fn search(&self, segment: &Segment, found: &mut Vec<Found>) {
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
        self.settle(found);
    }

    /// Lowers or drops claims inside the content of others.
    fn settle(&self, found: &mut Vec<Found>) {
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
        let mut index = 0;
        found.retain_mut(|claim| {
            let nested = inner[index];
            index += 1;
            claim.confidence *= if nested { 0.8 } else { 1.0 };
            self.config.nested || !nested
        });
    }

    /// Drops what the settings do not want, names the speakers and sorts.
    fn conclude(
        &self,
        text: &str,
        quotes: &Quotes,
        entities: Option<&Entities>,
        mut claims: Vec<Claim>,
    ) -> Vec<Claim> {
        claims.retain(|claim| {
            claim.confidence >= self.config.min_confidence
                && (self.config.unsourced || claim.source.is_some())
                && self.config.classes.contains(&claim.cue_class)
        });
        for claim in &mut claims {
            claim.content.sort_unstable();
            claim.kind = kind_of(text, &claim.content, quotes);
        }
        claims.sort_by_key(|claim| (claim.content.first().copied(), claim.cue, claim.source));
        let mut speakers = Speakers::new(entities, self.config.pronouns);
        for claim in &mut claims {
            claim.source_entity =
                claim.source.and_then(|source| speakers.resolve(text, source, claim.sentence));
        }
        claims
    }
}

/// Whether the cue of `inner` stands in the content of `outer`.
fn holds(outer: &Found, inner: &Found) -> bool {
    !inner.cue.is_empty()
        && outer.content.iter().any(|part| part.start <= inner.cue.start && inner.cue.end <= part.end)
}

/// A claim with spans of text.
fn claim(segment: &Segment, sentences: &Sentences, first: usize, found: Found) -> Option<Claim> {
    let modality = modality::of(segment, &found);
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
    })
}

/// How much of the content stands in quotation marks, by its letters.
fn kind_of(text: &str, content: &[Span], quotes: &Quotes) -> ClaimKind {
    let (mut inside, mut outside) = (false, false);
    for part in content {
        let mut at = part.start;
        let first = quotes.0.partition_point(|quote| quote.span.start < part.start);
        // The outer quotation that begins before the part may cover it.
        let from = quotes.0[..first].iter().rposition(|quote| quote.depth == 0).unwrap_or(first);
        for quote in quotes.0[from..].iter().take_while(|quote| quote.span.start < part.end) {
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

fn has_letters(text: &str, start: u32, end: u32) -> bool {
    start < end
        && text.get(start as usize..end as usize).is_some_and(|text| text.chars().any(char::is_alphanumeric))
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

tidings_core::register_stage!(Attribution);
