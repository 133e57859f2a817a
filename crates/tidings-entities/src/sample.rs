//! A small splitter for tests: enough of tokens and sentences to try the stages on a line of text.

use tidings_core::{Document, Sentence, SentenceKind, Sentences, Span, TokenKind, Tokens};

/// A document with tokens and sentences.
pub(crate) fn document(text: &str) -> Document {
    let mut doc = Document::new("test", text).unwrap();
    let (tokens, sentences) = split(text);
    doc.insert(tokens);
    doc.insert(sentences);
    doc
}

fn split(text: &str) -> (Tokens, Sentences) {
    let (mut tokens, mut sentences, mut first) = (Tokens::default(), Vec::new(), 0);
    let mut rest = text.char_indices().peekable();
    while let Some((start, char)) = rest.next() {
        let mut end = start + char.len_utf8();
        if char.is_alphanumeric() {
            while let Some((at, next)) = rest.peek().copied() {
                let after = text[at + next.len_utf8()..].chars().next().unwrap_or(' ');
                let inner = matches!(next, '-' | '\u{2011}' | '\'' | '’' | '.' | ',' | ':')
                    && after.is_alphanumeric();
                let number = !matches!(next, ',' | ':') || char.is_numeric();
                let short = text[start..at].contains('.') || ABBREVIATED.contains(&&text[start..at]);
                let initial = next == '.' && short;
                if !(next.is_alphanumeric() || inner && number || initial) {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
            let word = &text[start..end];
            let clitic = ["'s", "’s"].iter().find(|tail| word.len() > tail.len() && word.ends_with(**tail));
            let stem = end - clitic.map_or(0, |tail| tail.len());
            let kind = if char.is_numeric() { TokenKind::Number } else { TokenKind::Word };
            tokens.push(Span::from_range(start..stem), kind);
            if stem < end {
                tokens.push(Span::from_range(stem..end), TokenKind::Clitic);
            }
        } else if !char.is_whitespace() {
            let symbol = matches!(char, '$' | '€' | '%' | '+' | '£');
            tokens.push(
                Span::from_range(start..end),
                if symbol { TokenKind::Symbol } else { TokenKind::Punctuation },
            );
        }
        if matches!(char, '.' | '?' | '!' | '\n') {
            close(&tokens, &mut sentences, &mut first);
        }
    }
    close(&tokens, &mut sentences, &mut first);
    (tokens, Sentences(sentences))
}

const ABBREVIATED: [&str; 4] = ["Dec", "Mr", "Gen", "St"];

fn close(tokens: &Tokens, sentences: &mut Vec<Sentence>, first: &mut usize) {
    if let Some(span) = tokens.cover(*first..tokens.len()) {
        let (first_token, end_token) = (*first as u32, tokens.len() as u32);
        sentences.push(Sentence { span, first_token, end_token, paragraph: 0, kind: SentenceKind::Prose });
        *first = tokens.len();
    }
}
