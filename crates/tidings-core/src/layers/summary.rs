//! The summary of a document: chosen sentences and keyphrases.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::text::Span;

/// A sentence of the summary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SummarySentence {
    /// Bytes of the text.
    pub span: Span,
    /// How much the sentence says of the article; higher is more.
    pub score: f32,
    /// The strongest reasons for the score, strongest first.
    pub reasons: Vec<Cow<'static, str>>,
}

/// The summary, sorted by span unless the stage was told to put the best sentence first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary(pub Vec<SummarySentence>);

impl Layer for Summary {
    const NAME: &'static str = "summary";

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.0.iter_mut().for_each(|sentence| visit(&mut sentence.span));
    }
}

/// A phrase that says what the article is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Keyphrase {
    /// Every place where it stands, sorted: bytes of the text. Never empty.
    pub spans: Vec<Span>,
    /// Its weight; higher is more.
    pub score: f32,
}

/// The keyphrases, best first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Keyphrases(pub Vec<Keyphrase>);

impl Layer for Keyphrases {
    const NAME: &'static str = "keyphrases";

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.0.iter_mut().flat_map(|phrase| &mut phrase.spans).for_each(visit);
    }
}
