//! Quotations that lean on what was said before: they go on with a claim, or have their speaker in the sentence before.

use tidings_core::{Claim, ClaimKind, CueClass, Modality, Quote, QuoteKind, Quotes, Sentences, Span};

/// A segment with no more words of the author is all quotation.
pub(super) const OWN_WORDS: usize = 3;

/// What later steps need to know of a segment.
#[derive(Clone, Copy)]
pub(super) struct Outline {
    pub(super) span: Span,
    pub(super) paragraph: u32,
    /// Whether hardly a word stands outside of speech: at most [`OWN_WORDS`].
    pub(super) bare: bool,
    /// The subject of the first verb, if it can speak.
    pub(super) subject: Option<Span>,
}

/// Gives quotations without cue to a speaker.
pub(super) fn attach(
    outlines: &[Outline],
    quotes: &Quotes,
    sentences: &Sentences,
    bare: bool,
    claims: &mut Vec<Claim>,
) {
    let outer: Vec<&Quote> =
        quotes.0.iter().filter(|quote| quote.depth == 0 && quote.kind == QuoteKind::Speech).collect();
    // The claim that holds each quotation.
    let mut holder: Vec<Option<usize>> = vec![None; outer.len()];
    for (index, claim) in claims.iter().enumerate() {
        for part in &claim.content {
            let mut at = outer.partition_point(|quote| quote.span.end <= part.start);
            while outer.get(at).is_some_and(|quote| quote.span.overlaps(*part)) {
                if holder[at].is_none() {
                    holder[at] = Some(index);
                }
                at += 1;
            }
        }
    }
    for at in 0..outer.len() {
        if holder[at].is_some() {
            continue;
        }
        let quote = outer[at];
        let place = outlines.partition_point(|outline| outline.span.end <= quote.span.start);
        let Some(outline) = outlines.get(place).filter(|outline| outline.bare) else { continue };
        let before = at.checked_sub(1);
        let previous = before.and_then(|before| holder[before].map(|claim| (outer[before], claim)));
        let goes_on = previous.filter(|(last, _)| follows(outlines, place, last, outline));
        if let Some((_, claim)) = goes_on {
            claims[claim].content.push(quote.span);
            holder[at] = Some(claim);
        } else if bare {
            if let Some(claim) = claim_before(outlines, place, claims) {
                claims[claim].content.push(quote.span);
                holder[at] = Some(claim);
            } else if let Some(source) = speaker_before(outlines, place) {
                holder[at] = Some(claims.len());
                claims.push(bare_claim(quote, source, sentences));
            }
        }
    }
}

/// Whether the quotation of the segment at `place` goes on with the one before: the same paragraph, or the next one with
/// nothing of the author between.
fn follows(outlines: &[Outline], place: usize, last: &Quote, outline: &Outline) -> bool {
    let Some(before) = place.checked_sub(1).and_then(|index| outlines.get(index)) else { return false };
    let adjacent = before.span.overlaps(last.span);
    if outline.span.overlaps(last.span) {
        return true;
    }
    adjacent
        && (before.paragraph == outline.paragraph
            || last.continues
            || before.paragraph + 1 == outline.paragraph)
}

/// The first claim of the sentence before, in the same paragraph, by somebody who says something.
fn claim_before(outlines: &[Outline], place: usize, claims: &[Claim]) -> Option<usize> {
    let outline = outlines.get(place)?;
    let before = outlines.get(place.checked_sub(1)?)?;
    if before.paragraph != outline.paragraph {
        return None;
    }
    let from = claims.partition_point(|claim| claim.cue.is_some_and(|cue| cue.start < before.span.start));
    let claim = claims.get(from).filter(|claim| claim.cue.is_some_and(|cue| cue.end <= before.span.end))?;
    let speaks =
        matches!(claim.cue_class, CueClass::Says | CueClass::Reports | CueClass::Expects | CueClass::Denies);
    (claim.source.is_some() && speaks && claim.confidence >= 0.6).then_some(from)
}

/// The subject of the sentence before, if it stands in the same paragraph or announces the quotation.
fn speaker_before(outlines: &[Outline], place: usize) -> Option<Span> {
    let outline = outlines.get(place)?;
    let before = outlines.get(place.checked_sub(1)?)?;
    (before.paragraph == outline.paragraph).then_some(before.subject)?
}

fn bare_claim(quote: &Quote, source: Span, sentences: &Sentences) -> Claim {
    Claim {
        source: Some(source),
        source_entity: None,
        speaker_confidence: None,
        cue: None,
        lemma: String::new(),
        cue_class: CueClass::Says,
        content: vec![quote.span],
        kind: ClaimKind::Direct,
        modality: Modality::Asserted,
        negated: false,
        sentence: sentences.at(quote.span.start).unwrap_or(0) as u32,
        confidence: 0.55,
        checkworthy: None,
        details: Default::default(),
    }
}
