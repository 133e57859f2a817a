//! The sentence of a date, with the tags of its words and, if there is one, its tree.

use std::ops::Range;

use tidings_core::{Document, PennTag, Sentence, Sentences, Span, Syntax, Tags, Tokens};

use crate::clause::Clause;
use crate::table::Key;

/// The layers that tell of the words of a document.
pub(super) struct Layers<'d> {
    text: &'d str,
    tokens: &'d Tokens,
    pub(super) sentences: &'d Sentences,
    tags: &'d Tags,
    syntax: Option<&'d Syntax>,
}

impl<'d> Layers<'d> {
    pub(super) fn of(doc: &'d Document) -> Option<Self> {
        let tokens = doc.get::<Tokens>()?;
        let tags = doc.get::<Tags>().filter(|tags| tags.penn.len() == tokens.len())?;
        let syntax = doc.get::<Syntax>().filter(|syntax| syntax.heads.len() == tokens.len());
        Some(Layers { text: doc.text(), tokens, sentences: doc.get::<Sentences>()?, tags, syntax })
    }

    /// The sentence that a place of the text lies in.
    pub(super) fn sentence(&self, span: Span) -> Option<(usize, Words<'_>)> {
        let index = self.sentences.at(span.start)?;
        let sentence = self.sentences.0.get(index)?;
        (sentence.span.start <= span.start).then_some((index, Words { layers: self, sentence }))
    }
}

/// The words of a sentence.
pub(super) struct Words<'d> {
    layers: &'d Layers<'d>,
    sentence: &'d Sentence,
}

impl Words<'_> {
    /// The words of a place of the text, counted in the sentence.
    pub(super) fn words_of(&self, span: Span) -> Range<usize> {
        let (mut low, mut high) = (0, self.len());
        let end_of =
            |at: usize| self.layers.tokens.get(self.first() + at).map_or(u32::MAX, |token| token.span.end);
        while low < high {
            let middle = usize::midpoint(low, high);
            if end_of(middle) <= span.start { low = middle + 1 } else { high = middle }
        }
        let start = low;
        let mut end = start;
        while end < self.len()
            && self.layers.tokens.get(self.first() + end).is_some_and(|token| token.span.start < span.end)
        {
            end += 1;
        }
        start..end.max(start)
    }

    fn first(&self) -> usize {
        self.sentence.first_token as usize
    }

    fn token(&self, at: usize) -> Option<usize> {
        (at < self.len()).then(|| self.first() + at)
    }
}

impl Clause for Words<'_> {
    fn len(&self) -> usize {
        self.sentence.tokens().len()
    }

    fn tag(&self, at: usize) -> PennTag {
        let tag = self.token(at).and_then(|token| self.layers.tags.penn.get(token).copied());
        tag.unwrap_or(PennTag::Period)
    }

    fn lower(&self, at: usize) -> Key {
        let span = self.token(at).and_then(|token| self.layers.tokens.get(token)).map(|token| token.span);
        span.and_then(|span| span.slice(self.layers.text)).map_or_else(Key::new, Key::of)
    }

    fn head(&self, at: usize) -> Option<usize> {
        let head = self.layers.syntax?.head(self.token(at)?)?;
        head.checked_sub(self.first()).filter(|head| *head < self.len())
    }

    fn is_headline(&self) -> bool {
        self.sentence.kind.is_above_text()
    }
}
