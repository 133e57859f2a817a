//! A document as the rules for roles and references see it: tokens in sentences, with the mention that covers each.

use tidings_core::{Document, Label, Mention, PennTag, Sentence, Sentences, Span, Tags, TokenKind, Tokens};

/// Tokens, sentences and mentions of one text.
pub(super) struct Scene<'d> {
    pub(super) text: &'d str,
    tokens: &'d Tokens,
    pub(super) sentences: &'d [Sentence],
    pub(super) mentions: &'d [Mention],
    /// The tags of the tokens; nothing if the document has none.
    tags: &'d [PennTag],
}

impl<'d> Scene<'d> {
    /// The scene of a document, if it has tokens and sentences.
    pub(super) fn of(doc: &'d Document, mentions: &'d [Mention]) -> Option<Self> {
        let sentences = &doc.get::<Sentences>()?.0;
        let tags = doc.get::<Tags>().map_or(&[][..], |tags| &tags.penn);
        Some(Scene { text: doc.text(), tokens: doc.get::<Tokens>()?, sentences, mentions, tags })
    }

    /// The tag of a token, if the document has tags.
    pub(super) fn tag(&self, token: usize) -> Option<PennTag> {
        self.tags.get(token).copied()
    }

    /// Whether a token is a sign of possession: the "'s" of "Koval's".
    pub(super) fn is_clitic(&self, token: usize) -> bool {
        !self.is_word(token) && matches!(self.word(token), "'s" | "’s" | "'" | "’" | "'S" | "’S")
            || self.tag(token) == Some(PennTag::Pos)
    }

    pub(super) fn span(&self, token: usize) -> Span {
        self.tokens.spans().get(token).copied().unwrap_or_default()
    }

    pub(super) fn word(&self, token: usize) -> &'d str {
        self.span(token).slice(self.text).unwrap_or("")
    }

    pub(super) fn is_word(&self, token: usize) -> bool {
        self.tokens.kinds().get(token) == Some(&TokenKind::Word)
    }

    pub(super) fn is_capital(&self, token: usize) -> bool {
        self.word(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// The text from one token to the one before another, in one line.
    pub(super) fn phrase(&self, from: usize, to: usize) -> String {
        let span = self.tokens.cover(from..to.max(from)).unwrap_or_default();
        span.slice(self.text).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The span from one token to the one before another.
    pub(super) fn cover(&self, from: usize, to: usize) -> Option<Span> {
        self.tokens.cover(from..to)
    }

    /// The tokens of a mention: the first, and one past the last.
    pub(super) fn tokens_of(&self, mention: &Mention) -> (usize, usize) {
        let spans = self.tokens.spans();
        let from = spans.partition_point(|token| token.end <= mention.span.start);
        let to = spans.partition_point(|token| token.start < mention.span.end);
        (from, to.max(from))
    }

    /// The index of the mention that covers a token.
    pub(super) fn mention_at(&self, token: usize) -> Option<usize> {
        let span = self.span(token);
        let next = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        self.mentions.get(next).filter(|mention| mention.span.start < span.end).map(|_| next)
    }

    /// The mention that covers a token, if it does not name a person.
    pub(super) fn thing_at(&self, token: usize) -> Option<&'d Mention> {
        let mention = self.mentions.get(self.mention_at(token)?)?;
        (mention.label != Label::Person).then_some(mention)
    }
}
