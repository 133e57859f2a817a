//! Lists: a line that ends with a colon names the speaker, every item below is a claim.

use tidings_core::{Claim, ClaimKind, CueClass, Modality, Sentence, SentenceKind, Sentences, Span};

use super::nouns;
use super::segment::Segment;
use super::subjects::{self, Kind};
use super::words::*;

/// The speaker of a list that may follow.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    pub(super) source: Span,
    pub(super) cue: Span,
    pub(super) lemma: String,
    pub(super) class: CueClass,
    pub(super) negated: bool,
    /// Index of the last sentence of the line.
    pub(super) sentence: usize,
    pub(super) confidence: f32,
}

/// Reads a line that ends with a colon: a noun of saying with its owner ("Putin's demands include:"), or a subject and a noun
/// ("The miners repeated their demands:").
pub(super) fn lead(segment: &Segment, sentence: usize) -> Option<Lead> {
    let last = segment.len().checked_sub(1)?;
    if !segment.is(last, COLON) {
        return None;
    }
    let noun = (0..last).rev().find(|index| segment.noun(*index).is_some() && segment.outside(*index))?;
    let entry = segment.noun(noun)?;
    let source =
        nouns::owner(segment, noun).filter(|owner| !segment.is(owner.start, POSSESSIVE)).or_else(|| {
            let verb =
                (0..noun.max(1)).find(|index| segment.is_finite(*index) || segment.verb(*index).is_some())?;
            let group = super::verbs::group(segment, verb).start;
            let subject = subjects::before(segment, group, 0)?;
            matches!(subject.kind, Kind::Agent | Kind::Pronoun | Kind::Document).then_some(subject.range)
        })?;
    Some(Lead {
        source: segment.span(source)?,
        cue: segment.span(noun..noun + 1)?,
        lemma: entry.lemma.to_owned(),
        class: entry.class,
        negated: false,
        sentence,
        confidence: 0.75,
    })
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
                cue: Some(lead.cue),
                lemma: lead.lemma.clone(),
                cue_class: lead.class,
                content: vec![content],
                kind: ClaimKind::Indirect,
                modality: if matches!(lead.class, CueClass::Demands) {
                    Modality::Demand
                } else {
                    Modality::Asserted
                },
                negated: lead.negated,
                sentence: index as u32,
                confidence: lead.confidence,
                checkworthy: None,
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
