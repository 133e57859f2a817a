//! A tiny tokenizer and sentence splitter for tests: enough for texts written for them.

use tidings_core::{Document, Sentence, SentenceKind, Sentences, Span, TokenKind, Tokens};

/// A document with tokens and sentences.
pub(crate) fn document(text: &str) -> Document {
    let mut doc = Document::new("test", text).expect("is short");
    let mut tokens = Tokens::default();
    let mut sentences = Vec::new();
    let mut first = 0;
    let mut paragraph = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c == '\n' {
            close(text, &tokens, &mut sentences, &mut first, paragraph);
            paragraph += 1;
        } else if c.is_alphanumeric() {
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = chars.next_if(|(_, next)| next.is_alphanumeric() || *next == '-') {
                end = at + next.len_utf8();
            }
            let kind = if c.is_ascii_digit() { TokenKind::Number } else { TokenKind::Word };
            tokens.push(Span::from_range(start..end), kind);
        } else if !c.is_whitespace() {
            tokens.push(Span::from_range(start..start + c.len_utf8()), TokenKind::Punctuation);
            let ends = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
            let closes =
                matches!(c, '.' | '!' | '?') || matches!(c, '"' | '”') && text[..start].ends_with(['.', '?']);
            if ends && closes {
                close(text, &tokens, &mut sentences, &mut first, paragraph);
            }
        }
    }
    close(text, &tokens, &mut sentences, &mut first, paragraph);
    doc.insert(tokens);
    doc.insert(Sentences(sentences));
    doc
}

/// Ends a sentence at the last token.
fn close(text: &str, tokens: &Tokens, sentences: &mut Vec<Sentence>, first: &mut usize, paragraph: u32) {
    let Some(span) = tokens.cover(*first..tokens.len()) else { return };
    let sentence = &text[span.range()];
    let kind = match sentence {
        item if item.starts_with("* ") => SentenceKind::ListItem,
        heading if !heading.contains(['.', '!', '?', ',']) => SentenceKind::Heading,
        _ => SentenceKind::Prose,
    };
    let (first_token, end_token) = (*first as u32, tokens.len() as u32);
    sentences.push(Sentence { span, first_token, end_token, paragraph, kind });
    *first = tokens.len();
}
