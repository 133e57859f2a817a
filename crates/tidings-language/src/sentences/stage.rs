//! The stage `language.sentences` and its settings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Layer, PartKind, Parts, Region, RegionKind, Regions, Sentence, SentenceKind, Sentences,
    SettingError, Span, Stage, StageError, StageType, Tokens,
};

use super::boundary::Quotes;
use super::lines::{Block, Blocks};
use super::view::View;

/// Settings of `language.sentences`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SentenceSplitterConfig {
    /// Whether every line break ends a sentence and a paragraph. Turn it off for text whose lines are
    /// wrapped at a fixed width; then blank lines and list items do.
    pub newline_ends_sentence: bool,
    /// The longest line without final punctuation that may be a heading, in tokens. 0: no line is a
    /// heading by its shape alone.
    #[schemars(range(min = 0, max = 1000))]
    pub max_heading_tokens: u32,
}

impl Default for SentenceSplitterConfig {
    fn default() -> Self {
        SentenceSplitterConfig { newline_ends_sentence: true, max_heading_tokens: 24 }
    }
}

/// Groups tokens into sentences and says which are headings or list items.
#[derive(Clone, Debug)]
pub struct SentenceSplitter {
    config: SentenceSplitterConfig,
}

impl Stage for SentenceSplitter {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let marks = marks(doc);
        let sentences = split(doc.text(), tokens, &marks, self.config);
        doc.insert(sentences);
        Ok(())
    }
}

impl StageType for SentenceSplitter {
    type Config = SentenceSplitterConfig;
    const NAME: &'static str = "language.sentences";
    const PURPOSE: &'static str = "Groups tokens into sentences, headings and list items";
    const MANUAL: &'static str = include_str!("sentences.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME];
    const READS: &'static [&'static str] = &[Regions::NAME, Parts::NAME];
    const PROVIDES: &'static [&'static str] = &[Sentences::NAME];

    fn new(config: SentenceSplitterConfig) -> Result<Self, SettingError> {
        Ok(SentenceSplitter { config })
    }
}

tidings_core::register_stage!(SentenceSplitter);

/// The titles, headings and list items that cleaning recognized and kept, and what it knows of parts, in places of the text.
fn marks(doc: &Document) -> Vec<(Span, SentenceKind)> {
    let mark = |region: &Region| {
        let kind = match region.kind {
            RegionKind::Title | RegionKind::Heading => SentenceKind::Heading,
            RegionKind::ListItem => SentenceKind::ListItem,
            _ => return None,
        };
        let span = doc.alignment().nearest_text_of(region.source);
        (!region.removed && !span.is_empty()).then_some((span, kind))
    };
    let regions = doc.get::<Regions>().map(|regions| regions.iter()).unwrap_or_default();
    let mut marks: Vec<_> = regions.filter_map(mark).collect();
    if let Some(parts) = doc.get::<Parts>() {
        let known = marks_of_parts(doc.text(), parts);
        // Parts know better: what a speaker says is no heading for being short.
        marks.retain(|(span, _)| {
            let next = known.partition_point(|(part, _)| part.end <= span.start);
            known.get(next).is_none_or(|(part, _)| part.start >= span.end)
        });
        marks.extend(known);
        marks.sort_by_key(|(span, _)| *span);
    }
    // Of regions that share text the first one counts.
    let mut end = 0;
    marks.retain(|(span, _)| {
        let apart = span.start >= end;
        end = end.max(span.end);
        apart
    });
    marks
}

/// What the parts of a document say about its lines: above a post or a turn, what stands on lines of its own is a label; what a speaker
/// says is prose.
fn marks_of_parts(text: &str, parts: &Parts) -> Vec<(Span, SentenceKind)> {
    let mut marks = Vec::new();
    for part in &parts.parts {
        let head = Span::new(part.span.start, part.body.start.max(part.span.start)).trim(text);
        let above = Span::new(head.end, part.body.start.max(head.end));
        let alone = part.body.is_empty() || above.slice(text).is_some_and(|gap| gap.contains('\n'));
        if alone && !head.is_empty() {
            marks.push((head, SentenceKind::Label));
        }
        // Posts of a live blog have headings; those of a social network, which name an account, have none.
        let of_network =
            part.label.and_then(|label| label.slice(text)).is_some_and(|name| name.starts_with('@'));
        if part.kind != PartKind::Post || of_network {
            let said = if alone { part.body } else { part.span };
            if !said.is_empty() {
                marks.push((said, SentenceKind::Prose));
            }
        }
    }
    marks
}

/// The sentences of `text`.
fn split(
    text: &str,
    tokens: &Tokens,
    marks: &[(Span, SentenceKind)],
    config: SentenceSplitterConfig,
) -> Sentences {
    // About 24 tokens make a sentence of news.
    let mut sentences = Sentences(Vec::with_capacity(tokens.len() / 20 + 1));
    let view = View::new(text, tokens);
    for block in Blocks::new(view, marks, config) {
        split_block(&view, &block, &mut sentences.0);
    }
    sentences
}

fn split_block(view: &View<'_>, block: &Block, sentences: &mut Vec<Sentence>) {
    let mut push = |first: usize, end: usize| {
        sentences.push(Sentence {
            span: view.span(first).cover(view.span(end - 1)),
            first_token: first as u32,
            end_token: end as u32,
            paragraph: block.paragraph,
            kind: block.kind,
        });
    };
    let range = block.tokens.clone();
    if block.kind.is_above_text() {
        return push(range.start, range.end);
    }
    let mut quotes = Quotes::default();
    let (mut first, mut at) = (range.start, range.start);
    while at < range.end {
        let end = view.sentence_end(at, &range, &mut quotes);
        at += 1;
        if let Some(end) = end {
            push(first, end);
            (first, at) = (end, end);
        }
    }
    if first < range.end {
        push(first, range.end);
    }
}
