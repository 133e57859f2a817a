//! Speech turns: whose words a stretch of text is where a label says so and no verb. From them come claims.
//!
//! The turns of transcripts, interviews and threads were found by cleaning ([`Parts`]); quotations and statements with a name above or
//! below them are found here ([`signed`]). A label is surer than what is learned from running text, so that claims that contradict it
//! go ([`claims`]). Invariants: turns are sorted and do not overlap; a turn whose speaker is not known has no entity; questions of an
//! interviewer, greetings and fragments are no claims.

mod claims;
mod interviewee;
mod signed;
mod speakers;
mod statements;
#[cfg(test)]
mod tests;

use tidings_core::{
    Document, Entities, Label, Layer, Mention, PartKind, Parts, PennTag, Quotes, References, Sentences, Span,
    SpeechKind, SpeechTurn, SpeechTurns, StageError, Tags, TextPart, Tokens,
};

pub(super) use claims::{add, settle};
use speakers::Speakers;

/// The layers of a document that turns are found by.
pub(super) struct Reader<'a> {
    doc: &'a Document,
    text: &'a str,
    tokens: &'a Tokens,
    tags: &'a [PennTag],
    sentences: &'a Sentences,
    quotes: &'a Quotes,
    entities: Option<&'a Entities>,
    references: Option<&'a References>,
}

impl<'a> Reader<'a> {
    /// A reader of a document.
    ///
    /// # Errors
    /// If a layer is missing or tags do not fit the tokens.
    pub(super) fn of(doc: &'a Document) -> Result<Self, StageError> {
        fn layer<L: Layer>(doc: &Document) -> Result<&L, StageError> {
            doc.get::<L>().ok_or_else(|| StageError::missing_layer(L::NAME))
        }
        let (tokens, tags) = (layer::<Tokens>(doc)?, &*layer::<Tags>(doc)?.penn);
        if tags.len() != tokens.len() {
            return Err(super::stage::unfit());
        }
        Ok(Reader {
            doc,
            text: doc.text(),
            tokens,
            tags,
            sentences: layer(doc)?,
            quotes: layer(doc)?,
            entities: doc.get(),
            references: doc.get(),
        })
    }

    fn slice(&self, span: Span) -> &'a str {
        span.slice(self.text).unwrap_or("")
    }

    /// The names that lie in a span.
    fn names(&self, span: Span) -> &'a [Mention] {
        self.entities.map_or(&[], |entities| entities.inside(span))
    }

    /// The first person that a span names, or else the first organization.
    fn who(&self, span: Span) -> Option<&'a Mention> {
        let names = self.names(span);
        let first = |label: Label| names.iter().find(|mention| mention.label == label);
        first(Label::Person).or_else(|| first(Label::Org))
    }

    fn label_of(&self, entity: u32) -> Option<Label> {
        Some(self.entities?.index.get(entity as usize)?.label)
    }

    /// Whether a verb with a subject of its own, or an auxiliary, stands in a span.
    fn has_finite_verb(&self, span: Span) -> bool {
        let tags = self.tags.get(self.tokens.inside(span)).unwrap_or(&[]);
        tags.iter().any(|tag| matches!(tag, PennTag::Vbd | PennTag::Vbz | PennTag::Vbp | PennTag::Md))
    }
}

/// The speech turns of a document.
pub(super) fn find(reader: &Reader) -> SpeechTurns {
    let none = Parts::default();
    let parts = reader.doc.get::<Parts>().unwrap_or(&none);
    let mut turns: Vec<SpeechTurn> = Vec::new();
    if !parts.parts.is_empty() {
        let speakers = Speakers::of(reader, parts);
        turns.extend(parts.parts.iter().filter_map(|part| turn(reader, parts, &speakers, part)));
    }
    signed::find(reader, &mut turns);
    turns.sort_by_key(|turn| turn.span);
    SpeechTurns(turns)
}

/// How sure a label of one's own name is, and an account.
const NAMED: f32 = 0.95;
const ACCOUNT: f32 = 0.9;

/// The turn of a part; `None` for one that names nobody, such as a post of a live blog.
fn turn(reader: &Reader, parts: &Parts, speakers: &Speakers, part: &TextPart) -> Option<SpeechTurn> {
    let label = part.label.filter(|label| !label.is_empty())?;
    let words = reader.slice(label);
    let kind = match part.kind {
        PartKind::Question => SpeechKind::Question,
        PartKind::Post if words.starts_with('@') => SpeechKind::Post,
        // Posts of a live blog are their outlet's.
        PartKind::Post => return None,
        PartKind::Turn | PartKind::Answer => SpeechKind::Turn,
    };
    let head = Span::new(label.end, part.body.start.max(label.end));
    let role = parts.speaker_of(part).and_then(|speaker| speaker.role);
    let role = role.filter(|role| head.contains(*role));
    let colon = reader.slice(head).char_indices().rfind(|(_, c)| matches!(c, ':' | '：'));
    let cue = colon.map(|(at, c)| head.start + at as u32..head.start + (at + c.len_utf8()) as u32);
    let confidence = match kind {
        SpeechKind::Post => ACCOUNT,
        _ if speakers::is_letter(words) => speakers.letter(),
        _ => NAMED,
    };
    Some(SpeechTurn {
        span: part.span,
        body: part.body,
        kind,
        speaker: Some(role.map_or(label, |role| label.cover(role))),
        role,
        entity: part.speaker.and_then(|speaker| speakers.entity(speaker)),
        cue: cue.map(|cue| Span::new(cue.start, cue.end)),
        confidence,
    })
}
