//! The stage `claims.quotes`: walks over the paragraphs and joins quotations that run over several of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Layer, Quote, Quotes, Sentences, SettingError, Span, Stage, StageError, StageType,
};

use super::kind::kind_of;
use super::marks::{self, Mark};
use super::pairing::Pairing;

/// Settings of `claims.quotes`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QuotationsConfig {
    /// Whether single marks (‘…’ and '…') quote as well as double ones.
    pub single_marks: bool,
    /// The most quotations that may stand inside each other; deeper marks are passed over.
    #[schemars(range(min = 1, max = 8))]
    pub max_depth: u8,
}

impl Default for QuotationsConfig {
    fn default() -> Self {
        QuotationsConfig { single_marks: true, max_depth: 3 }
    }
}

/// Finds quotations.
pub struct Quotations {
    config: QuotationsConfig,
}

impl Stage for Quotations {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let quotes = self.find(doc.text(), sentences);
        doc.insert(Quotes(quotes));
        Ok(())
    }
}

impl StageType for Quotations {
    type Config = QuotationsConfig;
    const NAME: &'static str = "claims.quotes";
    const PURPOSE: &'static str = "Finds the text between quotation marks";
    const MANUAL: &'static str = include_str!("quotes.md");
    const REQUIRES: &'static [&'static str] = &[Sentences::NAME];
    const PROVIDES: &'static [&'static str] = &[Quotes::NAME];

    fn new(config: QuotationsConfig) -> Result<Self, SettingError> {
        if !(1..=8).contains(&config.max_depth) {
            return Err(SettingError::new("max_depth", "must be from 1 to 8"));
        }
        Ok(Quotations { config })
    }
}

impl Quotations {
    fn find(&self, text: &str, sentences: &Sentences) -> Vec<Quote> {
        let mut found: Vec<Quote> = Vec::new();
        let mut marks: Vec<Mark> = Vec::new();
        let mut pairing = Pairing::new(self.config.max_depth);
        // The quotation that the paragraph before left open, if any.
        let mut open: Option<usize> = None;
        for group in sentences.0.chunk_by(|left, right| left.paragraph == right.paragraph) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let paragraph = first.span.cover(last.span);
            marks.clear();
            marks::scan(text, paragraph, self.config.single_marks, &mut marks);
            if let Some(quote) = open.take().and_then(|index| found.get_mut(index)) {
                let reopened = marks.first().is_some_and(|mark| {
                    mark.start == paragraph.start && mark.may_open && mark.family.is_double()
                });
                quote.continues = reopened;
            }
            let from = found.len();
            pairing.pair(text, paragraph, &marks, &mut found);
            if let Some(new) = found.get_mut(from..) {
                new.sort_by_key(|quote| (quote.span.start, std::cmp::Reverse(quote.span.end)));
                set_kinds(text, paragraph, new);
                open = new.iter().position(|quote| quote.unclosed).map(|index| index + from);
            }
        }
        found
    }
}

/// Kinds are set once the end of every quotation is known.
fn set_kinds(text: &str, paragraph: Span, quotes: &mut [Quote]) {
    for quote in quotes {
        quote.kind = kind_of(text, paragraph, quote);
    }
}

tidings_core::register_stage!(Quotations);
