//! What `stories.claims` keeps of one document: its claims and checkable sentences with the numbers in them.

use serde::{Deserialize, Serialize};
use tidings_core::{
    Checkworthiness, Claims, CueClass, Document, Entities, Modality, OffsetIndex, OffsetUnit, PennTag,
    References, Sentence, Sentences, Span, Tags, Tokens, Values,
};

use super::number::{Number, NumberKind, numbers};
use crate::briefing::vector;
use crate::group::{Background, for_each_term};
use crate::voices::Publication;

/// Bytes of statements that are kept, as they stand in the record.
const MOST_BYTES: usize = 3_400;
/// Bytes of a statement and of a number beside their texts.
const STATEMENT_BYTES: usize = 32;
const NUMBER_BYTES: usize = 56;
/// Words that a statement needs to be told from others.
const LEAST_TELLING_WORDS: usize = 2;
/// How far apart two claims on the same words may be in the order of their places.
const NEAR: usize = 6;
/// What a statement at the beginning of the article is worth more than one far below.
const EARLY: f32 = 0.4;
/// A longer statement says several things at once.
const LONGEST: usize = 320;
/// The record of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClaimsRecord {
    #[serde(flatten)]
    pub(super) publication: Publication,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) statements: Vec<Statement>,
}

/// A claim or a checkable sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Statement {
    #[serde(rename = "s")]
    pub(super) start: u32,
    #[serde(rename = "e")]
    pub(super) end: u32,
    #[serde(rename = "t")]
    pub(super) text: String,
    /// Who says it; nobody if the article says it itself.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub(super) holder: Option<String>,
    /// Whether the holder denies it.
    #[serde(rename = "no", default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) negated: bool,
    /// Whether it is put forward otherwise than as a fact.
    #[serde(rename = "may", default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) hedged: bool,
    /// Whether it has no finite verb: the name of something, not a statement that could be right or wrong.
    #[serde(rename = "np", default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) phrase: bool,
    #[serde(rename = "n", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) numbers: Vec<Number>,
}

impl ClaimsRecord {
    pub(super) fn of(doc: &Document, claims: &Claims, sentences: &Sentences, offsets: OffsetUnit) -> Self {
        let publication = Publication::of(doc);
        let index = OffsetIndex::new(doc.text(), offsets);
        let early = |span: Span| {
            let place = sentences.0.partition_point(|sentence| sentence.span.end <= span.start);
            EARLY / (1.0 + place as f32 / 4.0)
        };
        let keeps = |text: &str| text.len() <= LONGEST && tells_something(text);
        let mut found: Vec<(f32, Span, Statement)> = Vec::new();
        let mut claimed = Vec::with_capacity(claims.0.len());
        for claim in &claims.0 {
            let (Some(first), Some(last)) = (claim.content.first(), claim.content.last()) else { continue };
            let span = first.cover(*last);
            claimed.push(span);
            let parts = claim.content.iter().filter_map(|span| span.slice(doc.text()));
            let text = one_line(&parts.collect::<Vec<_>>().join(" … "));
            // A document may be nothing but claims: what is not kept is not kept for a while either.
            if !keeps(&text) {
                continue;
            }
            let statement = Statement {
                text,
                holder: claim.source.and_then(|source| holder(doc, source, claim.source_entity)),
                negated: claim.negated || claim.cue_class == CueClass::Denies,
                hedged: claim.modality != Modality::Asserted,
                ..Statement::default()
            };
            let worth = claim.checkworthy.unwrap_or(0.4) + 0.3 * claim.confidence + early(span);
            found.push((worth, span, statement));
        }
        // Sentences in the article's own voice, outside of every claim; those with a number first.
        let claimed = Claimed::of(claimed.into_iter());
        for sentence in &sentences.0 {
            let Some(text) = sentence.span.slice(doc.text()).filter(|text| !text.trim_end().ends_with('?'))
            else {
                continue;
            };
            if sentence.kind.is_above_text() || claimed.overlaps(sentence.span) {
                continue;
            }
            let text = one_line(text);
            if keeps(&text) {
                let worth = own_worth(doc, sentence) + early(sentence.span);
                found.push((worth, sentence.span, Statement { text, ..Statement::default() }));
            }
        }
        drop_repeats(&mut found);
        let mut found: Vec<(f32, Span, Statement)> = found
            .into_iter()
            .map(|(worth, span, statement)| {
                let place = index.span_to_units(span);
                let (numbers, phrase) = (numbers(doc, span), is_phrase(doc, span));
                (worth, span, Statement { start: place.start, end: place.end, numbers, phrase, ..statement })
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut bytes = 0;
        found.retain(|(_, _, statement)| {
            let fits = bytes + statement.bytes() <= MOST_BYTES;
            bytes += if fits { statement.bytes() } else { 0 };
            fits
        });
        found.sort_by_key(|(_, span, _)| *span);
        let statements = found.into_iter().map(|(_, _, statement)| statement).collect();
        ClaimsRecord { statements, publication }
    }
}

impl Statement {
    /// The words for what its numbers count, as keys that are no hashes of words.
    pub(super) fn counted(&self) -> impl Iterator<Item = u64> {
        let counts = self.numbers.iter().filter(|number| number.kind == NumberKind::Count);
        let first = counts.filter_map(|number| u64::from_str_radix(number.unit.first()?, 16).ok());
        first.map(|word| word | 1 << 63)
    }

    /// About how long it is in the record.
    fn bytes(&self) -> usize {
        let numbers: usize = self.numbers.iter().map(|number| NUMBER_BYTES + number.text.len()).sum();
        STATEMENT_BYTES
            + self.text.len()
            + self.holder.as_ref().map_or(0, |holder| holder.len() + 7)
            + numbers
    }
}

/// Whether a statement has enough words to be told from others.
fn tells_something(text: &str) -> bool {
    let mut words = Vec::new();
    for_each_term(text, |word| words.push(word));
    vector(&words, Background::embedded()).len() >= LEAST_TELLING_WORDS
}

/// Of two claims on nearly the same words, one inside the other, the inner one is kept: the outer one says again that
/// somebody said it.
fn drop_repeats(found: &mut Vec<(f32, Span, Statement)>) {
    found.sort_by_key(|(_, span, _)| *span);
    let spans: Vec<Span> = found.iter().map(|(_, span, _)| *span).collect();
    let is_frame = |at: usize| {
        let span = spans[at];
        // Claims on the same words stand side by side.
        let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(spans.len());
        near.into_iter().any(|other| {
            let inner = spans[other];
            let shared = span.intersection(inner).map_or(0, Span::len);
            let inside = inner.len() < span.len() || (inner.len() == span.len() && other < at);
            inside && 4 * shared >= 3 * span.len()
        })
    };
    let frames: Vec<bool> = (0..spans.len()).map(is_frame).collect();
    let mut frames = frames.into_iter();
    found.retain(|_| !frames.next().unwrap_or_default());
}

/// How worth keeping a sentence in the article's own voice is: as much as it is worth checking; without that layer, those
/// with a number are.
fn own_worth(doc: &Document, sentence: &Sentence) -> f32 {
    if let Some(worths) = doc.get::<Checkworthiness>() {
        let at = worths.0.binary_search_by_key(&sentence.span, |worth| worth.span);
        return at.map_or(0.0, |at| worths.0[at].score);
    }
    let has_number = doc.get::<Values>().is_some_and(|values| !values.inside(sentence.span).is_empty());
    if has_number { 0.5 } else { 0.2 }
}

/// The spans of all claims, so that a sentence need not look at each of them.
struct Claimed {
    /// Sorted by start; each end is the largest so far.
    spans: Vec<Span>,
}

impl Claimed {
    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.filter(|span| !span.is_empty()).collect();
        spans.sort_unstable();
        let mut end = 0;
        for span in &mut spans {
            end = span.end.max(end);
            span.end = end;
        }
        Claimed { spans }
    }

    fn overlaps(&self, span: Span) -> bool {
        let before = self.spans.partition_point(|claimed| claimed.start < span.end);
        !span.is_empty() && before.checked_sub(1).is_some_and(|last| self.spans[last].end > span.start)
    }
}

/// Whether it is an infinitive ("to charge the officers"), or no verb inside the span is finite, nor a participle, which may be a past tense that was not seen. Without tags every
/// span may be a clause.
fn is_phrase(doc: &Document, span: Span) -> bool {
    if span.slice(doc.text()).is_some_and(|text| text.starts_with("to ")) {
        return true;
    }
    let (Some(tokens), Some(tags)) = (doc.get::<Tokens>(), doc.get::<Tags>()) else { return false };
    let spans = tokens.spans();
    let first = spans.partition_point(|token| token.start < span.start);
    let last = spans.partition_point(|token| token.end <= span.end);
    let finite = |tag: &PennTag| {
        matches!(tag, PennTag::Vbd | PennTag::Vbz | PennTag::Vbp | PennTag::Md | PennTag::Vbn)
    };
    tags.penn.get(first..last.max(first)).is_some_and(|tags| !tags.iter().any(finite))
}

/// The name of the holder: that of the entity if the source names one.
fn holder(doc: &Document, source: Span, entity: Option<u32>) -> Option<String> {
    let named = entity.and_then(|entity| doc.get::<Entities>()?.index.get(entity as usize));
    // "he" who is the mayor.
    let unnamed = || doc.get::<References>()?.at(source)?.antecedent;
    named
        .map(|entity| entity.usual_name().to_owned())
        .or_else(|| Some(one_line(unnamed().unwrap_or(source).slice(doc.text())?)))
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_claimed_if_any_claim_shares_a_byte_with_it() {
        let spans = [(10, 12), (3, 5), (4, 30), (40, 50), (41, 42)].map(|(start, end)| Span::new(start, end));
        let claimed = Claimed::of(spans.into_iter());
        for start in 0..60 {
            for end in start + 1..60 {
                let span = Span::new(start, end);
                let any = spans.iter().any(|claim| claim.overlaps(span));
                assert_eq!(claimed.overlaps(span), any, "{span:?}");
            }
        }
    }
}
