//! Parts: the posts of a live blog or a thread, the turns of a transcript, the questions and answers of an interview.
//!
//! An article has none. Later stages ask by [`Parts::at`] whose words a place of the text are, and when they were published.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::text::Span;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A post of a live blog or a thread.
    Post,
    /// What one speaker says until another one does.
    Turn,
    /// A turn that asks, of an interviewer.
    Question,
    /// A turn that answers.
    Answer,
}

/// A part of a document with an author, a speaker or a time of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextPart {
    /// Bytes of the text, with what says whose part it is and when it was published.
    pub span: Span,
    /// Bytes of the text: what is said.
    pub body: Span,
    /// What it is.
    pub kind: PartKind,
    /// The name as this part has it: bytes of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Span>,
    /// Index of its author or speaker in [`Parts::speakers`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<u32>,
    /// When it was published: an ISO 8601 date, or a date and time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
}

/// Somebody who speaks or writes in the parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    /// Where the name stands in full: bytes of the text.
    pub name: Span,
    /// What stands beside the name: an office, a newspaper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Span>,
}

/// The parts of a document, sorted, without overlap, and who speaks in them, in the order of their first part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parts {
    /// The parts.
    pub parts: Vec<TextPart>,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
}

impl Parts {
    /// The part that covers the byte at `offset` of the text.
    pub fn at(&self, offset: u32) -> Option<&TextPart> {
        let index = self.parts.partition_point(|part| part.span.end <= offset);
        self.parts.get(index).filter(|part| part.span.start <= offset)
    }

    /// The speaker of a part.
    pub fn speaker_of(&self, part: &TextPart) -> Option<&Speaker> {
        self.speakers.get(part.speaker? as usize)
    }
}

impl Layer for Parts {
    const NAME: &'static str = "parts";
    const WRITTEN_EMPTY: bool = false;

    fn len(&self) -> usize {
        self.parts.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for part in &mut self.parts {
            visit(&mut part.span);
            visit(&mut part.body);
            part.label.iter_mut().for_each(&mut *visit);
        }
        for speaker in &mut self.speakers {
            visit(&mut speaker.name);
            speaker.role.iter_mut().for_each(&mut *visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_part_or_none() {
        let part = |start, end| TextPart {
            span: Span::new(start, end),
            body: Span::new(start + 1, end),
            kind: PartKind::Turn,
            label: None,
            speaker: Some(0),
            published: None,
        };
        let name = Span::new(2, 3);
        let parts =
            Parts { parts: vec![part(2, 5), part(6, 9)], speakers: vec![Speaker { name, role: None }] };
        let starts: Vec<Option<u32>> =
            [0, 2, 4, 5, 6, 9].iter().map(|at| parts.at(*at).map(|part| part.span.start)).collect();
        assert_eq!(starts, [None, Some(2), Some(2), None, Some(6), None]);
        assert_eq!(parts.speaker_of(&parts.parts[1]).map(|speaker| speaker.name), Some(name));
    }
}
