//! The claims of speech turns, and which other claims cannot stand beside them.

use tidings_core::{
    Claim, ClaimDetails, ClaimKind, CueClass, Document, Sentences, Span, SpeechKind, SpeechTurn, SpeechTurns,
    Values,
};

use super::{Reader, statements};
use crate::rules::modality;

/// Adds what is stated in the turns to the claims of a document.
pub(in super::super) fn add(reader: &Reader, turns: &SpeechTurns, claims: &mut Vec<Claim>) {
    for turn in &turns.0 {
        let quoted = turn.kind == SpeechKind::Signed && is_quoted(reader, turn.body);
        let said = if quoted { vec![turn.body] } else { statements::of(reader, turn) };
        claims.extend(said.into_iter().map(|content| claim(reader, turn, content, quoted)));
    }
}

/// Whether the body of a turn stands in quotation marks.
fn is_quoted(reader: &Reader, body: Span) -> bool {
    let at = reader.quotes.0.partition_point(|quote| quote.span.start < body.start);
    reader.quotes.0.get(at).is_some_and(|quote| quote.span == body)
}

fn claim(reader: &Reader, turn: &SpeechTurn, content: Span, quoted: bool) -> Claim {
    let inner = if quoted { quoted_words(reader, content) } else { content };
    let words = reader.tokens.inside(inner).filter_map(|token| reader.tokens.spans().get(token));
    let words: Vec<&str> = words.map(|span| reader.slice(*span)).collect();
    let numbers = reader.doc.get::<Values>().map_or(&[][..], |values| values.inside(content));
    Claim {
        source: turn.speaker,
        source_entity: turn.entity,
        speaker_confidence: turn.entity.map(|_| turn.confidence),
        cue: turn.cue,
        lemma: turn.cue.map(|cue| reader.slice(cue).to_owned()).unwrap_or_default(),
        cue_class: CueClass::Says,
        content: vec![content],
        kind: ClaimKind::Direct,
        modality: modality::of_words(&words),
        negated: false,
        sentence: reader.sentences.at(content.start).unwrap_or(0) as u32,
        confidence: turn.confidence,
        checkworthy: None,
        details: ClaimDetails {
            verbatim: vec![inner],
            numbers: numbers.iter().map(|value| value.span).collect(),
            role: turn.role,
            ..ClaimDetails::default()
        },
    }
}

fn quoted_words(reader: &Reader, body: Span) -> Span {
    let at = reader.quotes.0.partition_point(|quote| quote.span.start < body.start);
    reader.quotes.0.get(at).map_or(body, |quote| quote.inner)
}

/// Takes away claims that turns contradict: of a label, over the border of a turn, of a question; and says who *I* is in a turn.
pub(in super::super) fn settle(doc: &Document, turns: &SpeechTurns, claims: &mut Vec<Claim>) {
    if turns.0.is_empty() {
        return;
    }
    claims.iter_mut().for_each(|claim| tidy(doc, turns, claim));
    claims.retain(|claim| stands(doc, turns, claim));
    for claim in claims.iter_mut().filter(|claim| claim.source_entity.is_none()) {
        let Some(source) = claim.source.filter(|source| doc.slice(*source) == "I") else { continue };
        let Some(turn) = turns.at(source.start) else { continue };
        claim.source_entity = turn.entity;
        claim.speaker_confidence = turn.entity.map(|_| turn.confidence);
        claim.confidence = claim.confidence.min(claim.speaker_confidence.unwrap_or(1.0));
    }
}

/// Takes what only posts have out of a claim: the number of a series before its source, signs behind its content.
fn tidy(doc: &Document, turns: &SpeechTurns, claim: &mut Claim) {
    let is_post = |span: Span| turns.at(span.start).is_some_and(|turn| turn.kind == SpeechKind::Post);
    if let Some(source) = claim.source.as_mut().filter(|source| is_post(**source)) {
        let text = doc.slice(*source);
        let number = |c: char| c.is_ascii_digit() || matches!(c, '/' | ' ' | '(' | ')' | '.');
        let kept = text.trim_start_matches(number);
        if text.contains('/') && !kept.is_empty() {
            *source = Span::new(source.end - kept.len() as u32, source.end);
        }
    }
    for part in claim.content.iter_mut().filter(|part| is_post(**part)) {
        let sign = |c: char| {
            !(c.is_alphanumeric()
                || c.is_ascii_punctuation()
                || matches!(c, '”' | '’' | '»' | '…' | '€' | '£'))
        };
        let kept = doc.slice(*part).trim_end_matches(sign);
        if !kept.is_empty() {
            *part = Span::new(part.start, part.start + kept.len() as u32);
        }
    }
}

/// Whether a claim without quotation marks goes on over the end of the sentence that its cue stands in.
fn runs_on(doc: &Document, claim: &Claim) -> bool {
    let (Some(cue), Some(sentences)) = (claim.cue, doc.get::<Sentences>()) else { return false };
    let home = sentences.at(cue.start);
    let beyond = |part: &Span| sentences.at(part.end.saturating_sub(1)) != home;
    claim.kind == ClaimKind::Indirect && claim.content.iter().any(beyond)
}

fn stands(doc: &Document, turns: &SpeechTurns, claim: &Claim) -> bool {
    let place = |span: &Span| turns.at(span.start).map(|turn| turn.span.start);
    let Some(first) = claim.content.first() else { return false };
    let home = turns.at(first.start);
    let spans = || claim.source.iter().chain(&claim.cue).chain(&claim.content);
    let same = spans().all(|span| place(span) == place(first));
    // What goes on in the next turn is somebody else's.
    let within = spans().all(|span| home.is_none_or(|turn| turn.span.contains(*span)));
    let Some(turn) = home else { return same };
    let in_label = spans().any(|span| span.end <= turn.body.start || span.start >= turn.body.end);
    let asked = claim.cue.is_some_and(|cue| is_question(doc, turn, cue));
    let is_doubled = turn.kind == SpeechKind::Signed && is_same(turn, claim);
    let is_false = in_label || asked || is_doubled || runs_on(doc, claim);
    same && within && !is_false
}

/// Whether a claim is what the turn says as a whole.
fn is_same(turn: &SpeechTurn, claim: &Claim) -> bool {
    let covered: u32 =
        claim.content.iter().filter_map(|part| part.intersection(turn.body)).map(|part| part.len()).sum();
    let nested = claim.cue.is_some_and(|cue| turn.body.contains(cue));
    !nested && covered * 2 > turn.body.len()
}

/// Whether the sentence around a cue asks.
fn is_question(doc: &Document, turn: &SpeechTurn, cue: Span) -> bool {
    let rest = doc.slice(Span::new(cue.end, turn.body.end.max(cue.end)));
    rest.find(['.', '?', '!', '\n']).is_some_and(|end| rest[end..].starts_with('?'))
}
