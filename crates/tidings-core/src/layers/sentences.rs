//! Sentences, and the lines and paragraphs they stand in.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::text::Span;

/// What a sentence is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SentenceKind {
    /// Running text.
    #[default]
    Prose,
    /// A title or heading on a line of its own.
    Heading,
    /// An item of a list.
    ListItem,
    /// A line that names whose the part below it is and when it was published.
    Label,
}

impl SentenceKind {
    /// Whether it is a line above text rather than text: a heading or a label.
    pub fn is_above_text(self) -> bool {
        matches!(self, SentenceKind::Heading | SentenceKind::Label)
    }
}

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    /// Bytes of the text, without white space at the ends.
    pub span: Span,
    /// Index of the first token.
    pub first_token: u32,
    /// One past the index of the last token.
    pub end_token: u32,
    /// Number of the paragraph (a run of lines without an end of paragraph between them), from 0.
    pub paragraph: u32,
    /// What it is on the page.
    pub kind: SentenceKind,
}

impl Sentence {
    /// The indices of the sentence's tokens.
    pub fn tokens(&self) -> Range<usize> {
        self.first_token as usize..self.end_token as usize
    }
}

/// The sentences of a document, sorted, without overlap; every token belongs to one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sentences(pub Vec<Sentence>);

impl Sentences {
    /// The index of the sentence that covers the byte at `offset`, or else the next one.
    pub fn at(&self, offset: u32) -> Option<usize> {
        let index = self.0.partition_point(|sentence| sentence.span.end <= offset);
        (index < self.0.len()).then_some(index)
    }
}

impl Layer for Sentences {
    const NAME: &'static str = "sentences";

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.0.iter_mut().for_each(|sentence| visit(&mut sentence.span));
    }
}
