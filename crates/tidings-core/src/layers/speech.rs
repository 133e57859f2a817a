//! Speech turns: stretches of text that are one speaker's words because a label says so, and not a verb.
//!
//! They are the turns of transcripts and interviews, the posts of threads, quotations that are signed below or announced above, and
//! statements under a name. Invariant: they are sorted and do not overlap.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::text::Span;

/// What a [`SpeechTurn`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpeechKind {
    /// What somebody says in a transcript or an interview.
    Turn,
    /// What an interviewer asks.
    Question,
    /// A post on a social network.
    Post,
    /// A quotation or a statement with a name above or below it.
    Signed,
}

/// What one speaker says or writes. Spans are bytes of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpeechTurn {
    /// The whole turn, with what says whose it is.
    pub span: Span,
    /// What is said.
    pub body: Span,
    /// What it is.
    pub kind: SpeechKind,
    /// Who speaks, as written here, with the office beside the name.
    pub speaker: Option<Span>,
    /// The office that stands beside the name here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Span>,
    /// The entity that speaks: index into [`Entities::index`](super::Entities::index); `None` if it is not known.
    pub entity: Option<u32>,
    /// The mark that gives the words to the speaker: a colon, a dash.
    pub cue: Option<Span>,
    /// How sure the stage is that the words are this speaker's, from 0 to 1.
    pub confidence: f32,
}

/// The speech turns of a document, sorted, without overlap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpeechTurns(pub Vec<SpeechTurn>);

impl SpeechTurns {
    /// The turn that covers the byte at `offset` of the text.
    pub fn at(&self, offset: u32) -> Option<&SpeechTurn> {
        let index = self.0.partition_point(|turn| turn.span.end <= offset);
        self.0.get(index).filter(|turn| turn.span.start <= offset)
    }
}

impl Layer for SpeechTurns {
    const NAME: &'static str = "speech_turns";
    const WRITTEN_EMPTY: bool = false;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for turn in &mut self.0 {
            visit(&mut turn.span);
            visit(&mut turn.body);
            [&mut turn.speaker, &mut turn.role, &mut turn.cue].into_iter().flatten().for_each(&mut *visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_turn_or_none() {
        let turn = |start, end| SpeechTurn {
            span: Span::new(start, end),
            body: Span::new(start + 1, end),
            kind: SpeechKind::Turn,
            speaker: Some(Span::new(start, start + 1)),
            role: None,
            entity: None,
            cue: None,
            confidence: 0.9,
        };
        let turns = SpeechTurns(vec![turn(2, 5), turn(6, 9)]);
        let starts: Vec<Option<u32>> =
            [0, 2, 4, 5, 6, 9].iter().map(|at| turns.at(*at).map(|turn| turn.span.start)).collect();
        assert_eq!(starts, [None, Some(2), Some(2), None, Some(6), None]);
    }
}
