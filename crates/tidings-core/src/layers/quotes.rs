//! Text between quotation marks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::text::Span;

/// What a quotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// A full sentence or clause: speech.
    Speech,
    /// A scrap of someone's words inside the author's sentence.
    Scrap,
    /// A title, a nickname or a word under discussion.
    Title,
}

/// One quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// Bytes of the text, with the marks.
    pub span: Span,
    /// Bytes of the text between the marks.
    pub inner: Span,
    /// What it is.
    pub kind: QuoteKind,
    /// Whether the closing mark is missing (the quotation then ends with its paragraph).
    pub unclosed: bool,
    /// Whether it goes on in the next paragraph, which opens again without a close before it.
    pub continues: bool,
    /// How many quotations it stands inside.
    pub depth: u8,
}

/// The quotations of a document, sorted by span; inner ones follow their outer one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quotes(pub Vec<Quote>);

impl Layer for Quotes {
    const NAME: &'static str = "quotes";

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for quote in &mut self.0 {
            visit(&mut quote.span);
            visit(&mut quote.inner);
        }
    }
}
