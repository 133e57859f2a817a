//! The summary of a document: chosen sentences, keyphrases, headline and key facts.

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

/// Where a headline comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeadlineOrigin {
    /// It is the title: in the metadata, and where `span` is given also in the text.
    Title,
    /// It is a sentence of the text.
    Sentence,
    /// The text has neither title nor sentence.
    #[default]
    None,
}

/// The headline of a document, and its key facts. All spans are bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Headline {
    /// Where the headline comes from.
    pub origin: HeadlineOrigin,
    /// Where it stands in the text; `None` for a title that is known from the metadata or the source alone.
    pub span: Option<Span>,
    /// The people and organizations that it is about, most important first: the first mention of each.
    pub who: Vec<Span>,
    /// The places, likewise.
    #[serde(rename = "where")]
    pub places: Vec<Span>,
    /// When it happens: dates and times, in the order of the text.
    pub when: Vec<Span>,
    /// Counts, amounts and shares, in the order of the text.
    pub how_many: Vec<Span>,
}

impl Layer for Headline {
    const NAME: &'static str = "headline";

    fn len(&self) -> usize {
        usize::from(self.origin != HeadlineOrigin::None)
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        let facts = [&mut self.who, &mut self.places, &mut self.when, &mut self.how_many];
        self.span.iter_mut().chain(facts.into_iter().flatten()).for_each(visit);
    }
}
