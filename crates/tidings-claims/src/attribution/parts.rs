//! A long document in parts: each is read as if it were a document of its own, so that what the taggers and rules keep by token does
//! not grow with the document, and whatever looks around itself has an end to what it can see.
//!
//! Invariant: a document of at most [`LONGEST_PART`] tokens is one part, and is read as it stands.

use std::ops::Range;

use tidings_core::{
    Claim, Claims, Entities, Layer, Quote, Quotes, Sentence, Sentences, Span, Tags, Tokens, Values, Words,
};

use crate::rules::Input;

/// How many tokens are read together, some 150 KB of text: longer than any article, and no more than a few megabytes of columns.
pub(super) const LONGEST_PART: usize = 32_768;

/// Of the quotations before a part, so many are looked at for one that reaches into it.
const OUTER: usize = 64;

/// What a document gives to attribution.
#[derive(Clone, Copy)]
pub(super) struct Layers<'a> {
    pub(super) input: Input<'a>,
    pub(super) words: &'a Words,
    pub(super) tags: &'a Tags,
    pub(super) values: Option<&'a Values>,
}

/// A part of a document: its own text, and layers that point into it.
pub(super) struct Part<'a> {
    text: &'a str,
    /// Where the text begins in the document.
    offset: u32,
    /// Index of its first sentence.
    first_sentence: u32,
    tokens: Tokens,
    sentences: Sentences,
    quotes: Quotes,
    entities: Option<Entities>,
    words: Words,
    tags: Tags,
    values: Option<Values>,
}

/// The tokens of the parts of a document: whole paragraphs as far as they go, or else whole sentences.
pub(super) fn parts(sentences: &[Sentence], tokens: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while tokens - start > LONGEST_PART {
        let limit = start + LONGEST_PART;
        // The sentences that end in the part, and the one behind them.
        let first = sentences.partition_point(|sentence| (sentence.end_token as usize) <= start);
        let last = sentences.partition_point(|sentence| (sentence.end_token as usize) <= limit);
        let whole = sentences.get(first..last).unwrap_or(&[]);
        let behind = sentences.get(last).map(|sentence| sentence.paragraph);
        let ends = |sentence: &&Sentence| Some(sentence.paragraph) != behind;
        let end = whole.iter().rev().find(ends).or(whole.last());
        let end = end.map_or(limit, |sentence| sentence.end_token as usize).clamp(start + 1, limit);
        parts.push(start..end);
        start = end;
    }
    parts.push(start..tokens);
    parts
}

impl<'a> Part<'a> {
    /// The tokens of a range, and what lies on them. `None` if the range is empty or beyond the layers.
    pub(super) fn cut(layers: Layers<'a>, range: Range<usize>) -> Option<Part<'a>> {
        let Layers { input, words, tags, values } = layers;
        let span = input.tokens.cover(range.clone())?;
        let mut tokens = Tokens::with_capacity(range.len());
        for token in input.tokens.iter().skip(range.start).take(range.len()) {
            tokens.push(moved(token.span, span), token.kind);
        }
        let all = &input.sentences.0;
        let first = all.partition_point(|sentence| (sentence.end_token as usize) <= range.start);
        let within = all[first..].iter().take_while(|sentence| (sentence.first_token as usize) < range.end);
        let sentences = within.map(|sentence| Sentence {
            span: moved(sentence.span, span),
            first_token: (sentence.first_token as usize).saturating_sub(range.start) as u32,
            end_token: ((sentence.end_token as usize).min(range.end) - range.start) as u32,
            ..*sentence
        });
        let entities = input.entities.map(|entities| {
            let mentions = entities.inside(span).iter();
            let mentions =
                mentions.map(|mention| tidings_core::Mention { span: moved(mention.span, span), ..*mention });
            // Nobody asks a part for what its names stand for.
            Entities { mentions: mentions.collect(), index: Vec::new() }
        });
        let values = values.map(|values| {
            let mut inside = Values(values.inside(span).to_vec());
            inside.visit_spans(&mut |value| *value = moved(*value, span));
            inside
        });
        Some(Part {
            text: span.slice(input.text)?,
            offset: span.start,
            first_sentence: first as u32,
            tokens,
            sentences: Sentences(sentences.collect()),
            quotes: quotes(input.quotes, span),
            entities,
            words: words.range(range.clone())?.copied().collect(),
            tags: Tags { upos: tags.upos.get(range.clone())?.to_vec(), penn: tags.penn.get(range)?.to_vec() },
            values,
        })
    }

    /// The part as a document.
    pub(super) fn layers(&self) -> Layers<'_> {
        let input = Input {
            text: self.text,
            tokens: &self.tokens,
            sentences: &self.sentences,
            quotes: &self.quotes,
            entities: self.entities.as_ref(),
        };
        Layers { input, words: &self.words, tags: &self.tags, values: self.values.as_ref() }
    }

    /// Adds the claims of the part to those of the document.
    pub(super) fn give_back(&self, claims: Vec<Claim>, all: &mut Vec<Claim>) {
        let before = all.len() as u32;
        let mut claims = Claims(claims);
        claims.visit_spans(&mut |span| *span = Span::new(span.start + self.offset, span.end + self.offset));
        for claim in &mut claims.0 {
            claim.sentence += self.first_sentence;
            claim.details.inside = claim.details.inside.map(|inside| inside + before);
        }
        all.append(&mut claims.0);
    }
}

/// What of `span` lies in `frame`, seen from its start.
fn moved(span: Span, frame: Span) -> Span {
    let (start, end) = (span.start.clamp(frame.start, frame.end), span.end.clamp(frame.start, frame.end));
    Span::new(start - frame.start, end.max(start) - frame.start)
}

/// The quotations of a part; one that goes beyond it ends with it.
fn quotes(quotes: &Quotes, frame: Span) -> Quotes {
    let begins = |at: u32| quotes.0.partition_point(|quote| quote.span.start < at);
    let (first, end) = (begins(frame.start).saturating_sub(OUTER), begins(frame.end));
    let inside = quotes.0[first..end.max(first)].iter().filter(|quote| quote.span.end > frame.start);
    let inside = inside.map(|quote| Quote {
        span: moved(quote.span, frame),
        inner: moved(quote.inner, frame),
        unclosed: quote.unclosed || quote.span.end > frame.end,
        ..*quote
    });
    Quotes(inside.collect())
}
