//! Tokens: the words, numbers and marks of the text.

use std::ops::Range;

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::Layer;
use crate::text::Span;

/// What a token is, by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes and periods where they belong to the word.
    Word,
    /// A clitic split from its word: `'s`, `n't`, `'re`.
    Clitic,
    /// Digits, with separators: `20`, `1,200`, `3.5`, `2025-12-28`, `10:30`.
    Number,
    /// A mark: `.`, `,`, `“`, `—`.
    Punctuation,
    /// A sign that is not punctuation: `$`, `%`, `+`, an emoji.
    Symbol,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// `@name`.
    Handle,
    /// `#topic`.
    Hashtag,
}

/// One token: its place and its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of a document, sorted, without overlap; only white space lies between them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tokens {
    spans: Vec<Span>,
    kinds: Vec<TokenKind>,
}

impl Tokens {
    /// An empty layer with room for `capacity` tokens.
    pub fn with_capacity(capacity: usize) -> Self {
        Tokens { spans: Vec::with_capacity(capacity), kinds: Vec::with_capacity(capacity) }
    }

    /// Adds a token after the last one.
    #[inline]
    pub fn push(&mut self, span: Span, kind: TokenKind) {
        debug_assert!(self.spans.last().is_none_or(|last| last.end <= span.start));
        self.spans.push(span);
        self.kinds.push(kind);
    }

    /// The number of tokens.
    #[inline]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are no tokens.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The token at `index`, if there is one.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Token> {
        Some(Token { span: *self.spans.get(index)?, kind: *self.kinds.get(index)? })
    }

    /// The spans, in order.
    #[inline]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The kinds, in order.
    #[inline]
    pub fn kinds(&self) -> &[TokenKind] {
        &self.kinds
    }

    /// All tokens, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Token> + DoubleEndedIterator + '_ {
        self.spans.iter().zip(&self.kinds).map(|(span, kind)| Token { span: *span, kind: *kind })
    }

    /// The indices of the tokens that lie wholly inside `span`.
    pub fn inside(&self, span: Span) -> Range<usize> {
        let start = self.spans.partition_point(|token| token.start < span.start);
        let end = self.spans.partition_point(|token| token.end <= span.end);
        start..end.max(start)
    }

    /// The span from the first to the last token of a range of indices; `None` if the range is empty
    /// or outside.
    pub fn cover(&self, range: Range<usize>) -> Option<Span> {
        let tokens = self.spans.get(range)?;
        Some(tokens.first()?.cover(*tokens.last()?))
    }
}

/// Read back from JSON that anybody may have written: every span must have a kind.
impl<'de> Deserialize<'de> for Tokens {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Tokens")]
        struct Columns {
            spans: Vec<Span>,
            kinds: Vec<TokenKind>,
        }
        let Columns { spans, kinds } = Columns::deserialize(deserializer)?;
        if spans.len() != kinds.len() {
            let message = format_args!("{} spans with {} kinds", spans.len(), kinds.len());
            return Err(Error::custom(message));
        }
        Ok(Tokens { spans, kinds })
    }
}

impl Layer for Tokens {
    const NAME: &'static str = "tokens";

    fn len(&self) -> usize {
        self.spans.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.spans.iter_mut().for_each(visit);
    }
}
