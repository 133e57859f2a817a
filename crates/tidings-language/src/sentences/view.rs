//! A view of the tokens with their text, for rules that look at neighbors.

use tidings_core::{Span, TokenKind, Tokens};

/// The tokens and the bytes under them. Asking beyond the end is allowed and gives nothing.
#[derive(Clone, Copy)]
pub(super) struct View<'t> {
    text: &'t str,
    pub(super) spans: &'t [Span],
    kinds: &'t [TokenKind],
}

impl<'t> View<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t Tokens) -> Self {
        View { text, spans: tokens.spans(), kinds: tokens.kinds() }
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(super) fn span(&self, token: usize) -> Span {
        self.spans.get(token).copied().unwrap_or_default()
    }

    pub(super) fn kind(&self, token: usize) -> TokenKind {
        self.kinds.get(token).copied().unwrap_or(TokenKind::Punctuation)
    }

    pub(super) fn bytes(&self, token: usize) -> &'t [u8] {
        self.text.as_bytes().get(self.span(token).range()).unwrap_or_default()
    }

    pub(super) fn str(&self, token: usize) -> &'t str {
        self.span(token).slice(self.text).unwrap_or_default()
    }

    pub(super) fn first_byte(&self, token: usize) -> u8 {
        self.bytes(token).first().copied().unwrap_or(0)
    }

    pub(super) fn last_byte(&self, token: usize) -> u8 {
        self.bytes(token).last().copied().unwrap_or(0)
    }

    /// The first character of a token.
    pub(super) fn first_char(&self, token: usize) -> char {
        self.str(token).chars().next().unwrap_or('\0')
    }

    /// The bytes between a token and the next.
    pub(super) fn gap(&self, token: usize) -> &'t [u8] {
        let (start, end) = (self.span(token).end as usize, self.span(token + 1).start as usize);
        self.text.as_bytes().get(start..end).unwrap_or_default()
    }

    /// Whether the next token touches this one.
    pub(super) fn touches_next(&self, token: usize) -> bool {
        token + 1 < self.len() && self.span(token).end == self.span(token + 1).start
    }
}
