//! Lists: a line that ends with a colon names the speaker, every item below is a claim.

use std::ops::Range;

use tidings_core::{Claim, ClaimKind, CueClass, Modality, Sentence, SentenceKind, Sentences, Span};

use super::find::Found;
use super::kinds::Kind;
use super::modality;
use super::nouns;
use super::segment::Segment;
use super::subjects;
use super::verbs;
use super::words::*;

/// The speaker of a list that may follow.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    pub(super) source: Span,
    pub(super) cue: Span,
    pub(super) lemma: String,
    pub(super) class: CueClass,
    pub(super) modality: Modality,
    /// Index of the last sentence of the line.
    pub(super) sentence: usize,
    pub(super) confidence: f32,
}

/// Whether the segment ends with a colon and an item follows.
pub(super) fn announced(text: &str, sentences: &Sentences, segment: &Segment, next: usize) -> bool {
    segment.is(segment.len().wrapping_sub(1), COLON)
        && sentences.0.get(next).is_some_and(|sentence| is_item(text, sentence))
}

/// Reads a line that ends with a colon: a noun of saying with its owner ("The miners' demands include:"), a subject and a noun
/// ("The miners repeated their demands:"), or a claim whose content the items complete ("The letter says:").
///
/// A claim of the line whose content ends with the colon gives way to its items.
pub(super) fn lead(segment: &Segment, found: &mut Vec<Found>, sentence: usize) -> Option<Lead> {
    let last = segment.len().checked_sub(1)?;
    let open = |found: &Found| found.content.last().is_some_and(|part| part.end >= last);
    let claim = found.iter().find(|found| open(found) && found.source.is_some()).cloned();
    let demands =
        claim.as_ref().map(|claim| modality::of(segment, &claim.statement())) == Some(Modality::Demand);
    found.retain(|found| !open(found));
    let noun = (0..last).rev().find(|index| segment.noun(*index).is_some() && segment.outside(*index));
    let named = noun.and_then(|noun| {
        let source = nouns::owner(segment, noun)
            .filter(|owner| !segment.is(owner.start, POSSESSIVE))
            .or_else(|| claim.as_ref().and_then(|claim| claim.source.clone()))
            .or_else(|| first_subject(segment, noun))?;
        Some((source, noun..noun + 1, segment.noun(noun)?))
    });
    let (source, cue, lemma, class) = match (named, claim) {
        (Some((source, cue, entry)), _) => (source, cue, entry.lemma.into(), entry.class),
        (None, Some(claim)) => (claim.source?, claim.cue, claim.lemma, claim.class),
        (None, None) => return None,
    };
    let demand = demands || matches!(class, CueClass::Demands);
    Some(Lead {
        source: segment.span(source)?,
        cue: segment.span(cue)?,
        lemma: lemma.into_owned(),
        class,
        modality: if demand { Modality::Demand } else { Modality::Asserted },
        sentence,
        confidence: 0.75,
    })
}

/// The subject of the first verb before `end`, if it can speak.
fn first_subject(segment: &Segment, end: usize) -> Option<Range<usize>> {
    let verb = (0..end).find(|index| segment.is_finite(*index) || segment.verb(*index).is_some())?;
    let subject = subjects::before(segment, verbs::group(segment, verb).start, 0)?;
    matches!(subject.kind, Kind::Agent | Kind::Pronoun | Kind::Document).then_some(subject.range)
}

/// The claims of the items that follow a lead.
pub(super) fn items(text: &str, sentences: &Sentences, lead: &Lead, out: &mut Vec<Claim>) {
    let all = &sentences.0;
    let mut index = lead.sentence + 1;
    while let Some(first) = all.get(index).filter(|sentence| is_item(text, sentence)) {
        // An item may be several sentences of one paragraph.
        let mut end = index + 1;
        while all.get(end).is_some_and(|next| next.paragraph == first.paragraph) {
            end += 1;
        }
        let span = Span::new(first.span.start, all[end - 1].span.end);
        if let Some(content) = strip(text, span) {
            out.push(Claim {
                source: Some(lead.source),
                source_entity: None,
                speaker_confidence: None,
                cue: Some(lead.cue),
                lemma: lead.lemma.clone(),
                cue_class: lead.class,
                content: vec![content],
                kind: ClaimKind::Indirect,
                modality: lead.modality,
                negated: false,
                sentence: index as u32,
                confidence: lead.confidence,
                checkworthy: None,
                details: Default::default(),
            });
        }
        index = end;
    }
}

fn is_item(text: &str, sentence: &Sentence) -> bool {
    sentence.kind == SentenceKind::ListItem
        || sentence.span.slice(text).is_some_and(|item| item.starts_with(['*', '•', '‣', '▪', '◦', '·']))
}

/// An item without its bullet or number, without final mark and space.
fn strip(text: &str, span: Span) -> Option<Span> {
    let item = span.slice(text)?;
    let mut body =
        item.trim_start_matches(['*', '•', '‣', '▪', '◦', '·', '-', '–', '—', ' ', '\t', '\u{a0}']);
    let digits = body.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if digits > 0 && body[digits..].starts_with(['.', ')']) {
        body = body[digits + 1..].trim_start();
    }
    let start = span.start + (item.len() - body.len()) as u32;
    let kept = body.trim_end().trim_end_matches(['.', ';', ',']).len();
    (kept > 0).then(|| Span::new(start, start + kept as u32))
}
