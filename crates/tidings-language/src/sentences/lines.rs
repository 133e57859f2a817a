//! Blocks of tokens that no sentence crosses, and what each is on the page.

use std::ops::Range;

use tidings_core::{SentenceKind, Span, TokenKind};

use super::SentenceSplitterConfig;
use super::boundary::Quotes;
use super::view::View;

/// Tokens of one line, one paragraph of wrapped lines, or one marked region.
pub(super) struct Block {
    pub(super) tokens: Range<usize>,
    pub(super) paragraph: u32,
    pub(super) kind: SentenceKind,
}

/// The blocks of a document, in order.
pub(super) struct Blocks<'t> {
    view: View<'t>,
    /// Regions known from cleaning, sorted, without overlap.
    marks: &'t [(Span, SentenceKind)],
    config: SentenceSplitterConfig,
    next: usize,
    paragraph: u32,
    /// Whether the block before breaks off, as wrapped lines do.
    breaks_off: bool,
}

impl<'t> Blocks<'t> {
    pub(super) fn new(
        view: View<'t>,
        marks: &'t [(Span, SentenceKind)],
        config: SentenceSplitterConfig,
    ) -> Self {
        Blocks { view, marks, config, next: 0, paragraph: 0, breaks_off: false }
    }

    /// Whether a block ends after `token`, and whether a paragraph does.
    #[inline]
    fn ends_after(&self, token: usize) -> (bool, bool) {
        let gap = self.view.gap(token);
        let line = match gap {
            [] | [b' '] => false,
            _ => match line_breaks(gap) {
                0 => false,
                1 => self.config.newline_ends_sentence || is_bullet(&self.view, token + 1),
                _ => true,
            },
        };
        (line || self.crosses_mark(token), line)
    }

    /// Whether a marked region begins or ends between `token` and the next.
    #[inline]
    fn crosses_mark(&self, token: usize) -> bool {
        let Some((mark, _)) = self.marks.first() else { return false };
        let (this, next) = (self.view.span(token).start, self.view.span(token + 1).start);
        this < mark.start && mark.start <= next || this < mark.end && mark.end <= next
    }

    fn kind(&mut self, tokens: &Range<usize>) -> SentenceKind {
        let first = self.view.span(tokens.start).start;
        let marked = self.marks.first().filter(|(mark, _)| mark.start <= first);
        let continues = std::mem::replace(&mut self.breaks_off, breaks_off(&self.view, tokens));
        match marked {
            Some((_, kind)) => *kind,
            None if is_bullet(&self.view, tokens.start) => SentenceKind::ListItem,
            None if !continues && self.looks_like_heading(tokens) => {
                self.breaks_off = false;
                SentenceKind::Heading
            }
            None => SentenceKind::Prose,
        }
    }

    /// Whether a line looks like a heading: short, begins with no small letter, ends without mark of
    /// punctuation (or in title case with a colon, a question or an exclamation mark), and a line
    /// follows that begins afresh.
    fn looks_like_heading(&self, tokens: &Range<usize>) -> bool {
        let view = &self.view;
        if tokens.len() > self.config.max_heading_tokens as usize || tokens.end >= view.len() {
            return false;
        }
        let title_case = || in_title_case(view, tokens);
        if view.first_char(tokens.start).is_lowercase() || view.first_byte(tokens.start) == b'(' {
            return false;
        }
        // A line that a small letter follows is wrapped, unless its capitals say otherwise.
        if view.first_char(tokens.end).is_lowercase() && !title_case() {
            return false;
        }
        if !tokens.clone().any(|token| view.kind(token) == TokenKind::Word) {
            return false;
        }
        // A heading is one sentence at most.
        let quotes = &mut Quotes::default();
        if tokens
            .clone()
            .any(|token| view.sentence_end(token, tokens, quotes).is_some_and(|end| end < tokens.end))
        {
            return false;
        }
        match view.last_byte(tokens.end - 1) {
            b'.' | b',' | b';' => false,
            b':' | b'?' | b'!' => title_case(),
            _ => !ends_quoted_sentence(view, tokens),
        }
    }
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        let start = self.next;
        if start >= self.view.len() {
            return None;
        }
        // The marks before this block are done with.
        let first = self.view.span(start).start;
        while let [(mark, _), rest @ ..] = self.marks
            && mark.end <= first
        {
            self.marks = rest;
        }
        let mut token = start;
        let mut paragraph_ends = false;
        while token + 1 < self.view.len() {
            let (block, paragraph) = self.ends_after(token);
            if block {
                paragraph_ends = paragraph;
                break;
            }
            token += 1;
        }
        self.next = token + 1;
        let tokens = start..token + 1;
        let kind = self.kind(&tokens);
        let paragraph = self.paragraph;
        self.paragraph += u32::from(paragraph_ends);
        Some(Block { tokens, paragraph, kind })
    }
}

/// Line breaks in the white space between two tokens: 0, 1, or 2 for more.
fn line_breaks(gap: &[u8]) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < gap.len() && count < 2 {
        match gap[at..] {
            [b'\r', b'\n', ..] => {
                count += 1;
                at += 1;
            }
            [b'\n' | b'\r' | 0x0B | 0x0C, ..] => count += 1,
            // Next line, line separator; a paragraph separator counts twice.
            [0xC2, 0x85, ..] | [0xE2, 0x80, 0xA8, ..] => count += 1,
            [0xE2, 0x80, 0xA9, ..] => count += 2,
            _ => {}
        }
        at += 1;
    }
    count.min(2)
}

/// Whether a list item begins with `token`: `* a`, `• a`, `- a`, `1. a`, `2) a`, `(3) a`.
fn is_bullet(view: &View<'_>, token: usize) -> bool {
    if view.touches_next(token) {
        return match view.kind(token) {
            TokenKind::Number => is_label(view, token, b'.') || is_label(view, token, b')'),
            TokenKind::Word => view.span(token).len() == 1 && is_label(view, token, b')'),
            _ => {
                view.first_byte(token) == b'('
                    && is_label(view, token + 1, b')')
                    && view.touches_next(token + 1)
            }
        };
    }
    token + 1 < view.len()
        && matches!(
            view.str(token),
            "*" | "-"
                | "–"
                | "•"
                | "·"
                | "‣"
                | "▪"
                | "▫"
                | "◦"
                | "●"
                | "○"
                | "■"
                | "□"
                | "►"
                | "✓"
                | "✔"
                | "➤"
        )
}

/// Whether `token` is a short label with `mark` touching it, and nothing touching the mark.
fn is_label(view: &View<'_>, token: usize, mark: u8) -> bool {
    view.span(token).len() <= 2
        && view.touches_next(token)
        && view.bytes(token + 1) == [mark]
        && !view.touches_next(token + 1)
        && token + 2 < view.len()
}

/// Whether a block ends in the middle of a sentence.
fn breaks_off(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let last = tokens.end - 1;
    match view.kind(last) {
        TokenKind::Punctuation => matches!(view.first_byte(last), b',' | b';' | b'-'),
        TokenKind::Word => tokens.len() > 8 && view.last_byte(last) != b'.',
        _ => false,
    }
}

/// Whether a block ends with a closing mark after a full stop: `“We won.”`
fn ends_quoted_sentence(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let last = tokens.end - 1;
    tokens.len() > 1
        && view.kind(last) == TokenKind::Punctuation
        && matches!(view.last_byte(last - 1), b'.' | b'!' | b'?' | b',')
}

/// Whether most longer words of a block begin with a capital.
fn in_title_case(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let (mut capital, mut small) = (0, 0);
    for token in
        tokens.clone().filter(|token| view.kind(*token) == TokenKind::Word && view.span(*token).len() > 3)
    {
        if view.first_char(token).is_uppercase() {
            capital += 1;
        } else {
            small += 1;
        }
    }
    capital > 1 && capital > small
}
