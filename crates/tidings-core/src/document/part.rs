//! A long document in parts: each is read as if it were a document of its own, so that what a stage keeps by token does not grow with
//! the document, and whatever looks around itself has an end to what it can see.
//!
//! Invariant: a document of at most so many tokens is one part, and is to be read as it stands.

use std::ops::Range;

use super::Document;
use crate::layers::{
    Entities, Layer, Mention, Quote, Quotes, Sentence, Sentences, Tags, Tokens, Values, Words,
};
use crate::text::Span;

/// Of the quotations before a part, so many are looked at for one that reaches into it.
const OUTER: usize = 64;

/// A part of a document.
pub struct Part {
    /// The part as a document: its text, and what of the tokens, sentences, words, tags, values, quotations and names of the whole
    /// lies in it. Names are not linked.
    pub doc: Document,
    /// Where its text begins in the whole.
    start: u32,
    /// The index of its first sentence in the whole.
    first_sentence: u32,
}

impl Part {
    /// Where a span of the part lies in the whole.
    pub fn in_whole(&self, span: Span) -> Span {
        Span::new(span.start + self.start, span.end + self.start)
    }

    /// Which sentence of the whole a sentence of the part is.
    pub fn sentence_in_whole(&self, sentence: u32) -> u32 {
        sentence + self.first_sentence
    }
}

impl Document {
    /// The tokens of the parts of a document that hold at most `most` each: whole paragraphs as far as they go, or else whole
    /// sentences. One part if there are no more, or no sentences.
    pub fn parts(&self, most: usize) -> Vec<Range<usize>> {
        let tokens = self.get::<Tokens>().map_or(0, Tokens::len);
        let sentences = self.get::<Sentences>().map_or(&[][..], |sentences| &sentences.0);
        let (mut parts, mut start) = (Vec::new(), 0);
        while tokens - start > most && !sentences.is_empty() {
            let limit = start + most;
            // The sentences that end in the part, and the one behind them.
            let first = sentences.partition_point(|sentence| (sentence.end_token as usize) <= start);
            let last = sentences.partition_point(|sentence| (sentence.end_token as usize) <= limit);
            let whole = sentences.get(first..last).unwrap_or(&[]);
            let behind = sentences.get(last).map(|sentence| sentence.paragraph);
            let ends = |sentence: &&Sentence| Some(sentence.paragraph) != behind;
            let end = whole.iter().rev().find(ends).or(whole.last());
            let end = end
                .map_or(limit, |sentence| sentence.end_token as usize)
                .clamp(start + 1, limit.max(start + 1));
            parts.push(start..end);
            start = end;
        }
        parts.push(start..tokens);
        parts
    }

    /// A part of the document by its tokens, with the layers that a stage may look at. `None` if the range is empty or beyond the
    /// tokens, or if there are words or tags and they do not fit the tokens.
    pub fn part(&self, range: Range<usize>) -> Option<Part> {
        let tokens = self.get::<Tokens>()?;
        let frame = tokens.cover(range.clone())?;
        let mut doc = Document::new(self.id.as_str(), frame.slice(self.text())?).ok()?;
        doc.budget = self.budget;
        let mut kept = Tokens::with_capacity(range.len());
        tokens.iter().skip(range.start).take(range.len()).for_each(|token| {
            kept.push(moved(token.span, frame), token.kind);
        });
        doc.insert(kept);
        let mut first_sentence = 0;
        if let Some(sentences) = self.get::<Sentences>() {
            first_sentence = sentences.0.partition_point(|one| (one.end_token as usize) <= range.start);
            doc.insert(sentences_of(&sentences.0[first_sentence..], &range, frame));
        }
        if let Some(words) = self.get::<Words>() {
            doc.insert(words.range(range.clone())?.copied().collect::<Words>());
        }
        if let Some(tags) = self.get::<Tags>() {
            let (upos, penn) = (tags.upos.get(range.clone())?, tags.penn.get(range)?);
            doc.insert(Tags { upos: upos.to_vec(), penn: penn.to_vec() });
        }
        if let Some(values) = self.get::<Values>() {
            let mut inside = Values(values.inside(frame).to_vec());
            inside.visit_spans(&mut |span| *span = moved(*span, frame));
            doc.insert(inside);
        }
        if let Some(quotes) = self.get::<Quotes>() {
            doc.insert(quotes_of(&quotes.0, frame));
        }
        if let Some(entities) = self.get::<Entities>() {
            let inside = entities.inside(frame).iter();
            let mentions = inside.map(|mention| Mention { span: moved(mention.span, frame), ..*mention });
            doc.insert(Entities { mentions: mentions.collect(), index: Vec::new() });
        }
        Some(Part { doc, start: frame.start, first_sentence: first_sentence as u32 })
    }
}

/// What of `span` lies in `frame`, seen from its start.
fn moved(span: Span, frame: Span) -> Span {
    let (start, end) = (span.start.clamp(frame.start, frame.end), span.end.clamp(frame.start, frame.end));
    Span::new(start - frame.start, end.max(start) - frame.start)
}

/// The sentences of a part; one that goes beyond it is cut.
fn sentences_of(sentences: &[Sentence], range: &Range<usize>, frame: Span) -> Sentences {
    let within = sentences.iter().take_while(|sentence| (sentence.first_token as usize) < range.end);
    let cut = within.map(|sentence| Sentence {
        span: moved(sentence.span, frame),
        first_token: (sentence.first_token as usize).saturating_sub(range.start) as u32,
        end_token: ((sentence.end_token as usize).min(range.end) - range.start) as u32,
        ..*sentence
    });
    Sentences(cut.collect())
}

/// The quotations of a part; one that goes beyond it ends with it.
fn quotes_of(quotes: &[Quote], frame: Span) -> Quotes {
    let begins = |at: u32| quotes.partition_point(|quote| quote.span.start < at);
    let (first, end) = (begins(frame.start).saturating_sub(OUTER), begins(frame.end));
    let inside = quotes[first..end.max(first)].iter().filter(|quote| quote.span.end > frame.start);
    let inside = inside.map(|quote| Quote {
        span: moved(quote.span, frame),
        inner: moved(quote.inner, frame),
        unclosed: quote.unclosed || quote.span.end > frame.end,
        ..*quote
    });
    Quotes(inside.collect())
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "one part is a list of one range")]
mod tests {
    use super::*;
    use crate::layers::{QuoteKind, SentenceKind, TokenKind};

    /// A document of words of one letter; every inner list is a paragraph of sentences of so many words.
    fn document(paragraphs: &[&[u32]]) -> Document {
        let count: u32 = paragraphs.iter().flat_map(|paragraph| paragraph.iter()).sum();
        let mut doc = Document::new("a", "a ".repeat(count as usize)).unwrap();
        let mut tokens = Tokens::default();
        (0..count).for_each(|at| tokens.push(Span::new(2 * at, 2 * at + 1), TokenKind::Word));
        doc.insert(tokens);
        let (mut sentences, mut at) = (Vec::new(), 0);
        for (paragraph, lengths) in (0..).zip(paragraphs) {
            for length in *lengths {
                let span = Span::new(2 * at, 2 * (at + length) - 1);
                let kind = SentenceKind::Prose;
                sentences.push(Sentence { span, first_token: at, end_token: at + length, paragraph, kind });
                at += length;
            }
        }
        doc.insert(Sentences(sentences));
        doc
    }

    #[test]
    fn parts_are_whole_paragraphs_or_else_sentences() {
        assert_eq!(document(&[&[3, 3], &[4]]).parts(10), [0..10]);
        assert_eq!(document(&[&[3, 3], &[4, 2]]).parts(10), [0..6, 6..12]);
        assert_eq!(document(&[&[3, 3, 3, 3]]).parts(7), [0..6, 6..12]);
        assert_eq!(document(&[&[25]]).parts(10), [0..10, 10..20, 20..25]);
        assert_eq!(document(&[]).parts(10), [0..0]);
        assert_eq!(Document::new("a", "").unwrap().parts(10), [0..0]);
    }

    #[test]
    fn parts_join_to_the_whole() {
        let mut doc = document(&[&[3, 3], &[4, 2], &[30], &[1]]);
        let quote = |start, end| Quote {
            span: Span::new(start, end),
            inner: Span::new(start, end),
            kind: QuoteKind::Speech,
            unclosed: false,
            continues: false,
            depth: 0,
        };
        doc.insert(Quotes(vec![quote(2, 5), quote(8, 40)]));
        let (mut spans, mut sentences, mut quotes) = (Vec::new(), Vec::new(), Vec::new());
        for range in doc.parts(10) {
            let part = doc.part(range.clone()).unwrap();
            let tokens = part.doc.get::<Tokens>().unwrap();
            assert_eq!(tokens.len(), range.len());
            spans.extend(tokens.spans().iter().map(|span| part.in_whole(*span)));
            for (number, sentence) in (0..).zip(&part.doc.get::<Sentences>().unwrap().0) {
                assert_eq!(tokens.cover(sentence.tokens()), Some(sentence.span));
                sentences.push(part.sentence_in_whole(number));
            }
            quotes.extend(part.doc.get::<Quotes>().unwrap().0.iter().map(|quote| part.in_whole(quote.span)));
        }
        assert_eq!(spans, doc.get::<Tokens>().unwrap().spans());
        sentences.dedup();
        assert_eq!(sentences, [0, 1, 2, 3, 4, 5]);
        assert_eq!(quotes, [Span::new(2, 5), Span::new(8, 11), Span::new(12, 23), Span::new(24, 40)]);
        assert!(doc.part(40..50).is_none());
    }
}
