//! A tiny splitter for tests: words, numbers, clitics and marks; lines as paragraphs; sentences by their marks.

use tidings_core::{Document, Sentence, SentenceKind, Sentences, Span, TokenKind, Tokens};

const ABBREVIATIONS: [&str; 34] = [
    "Mr", "Mrs", "Ms", "Dr", "Gov", "Sen", "Rep", "Sens", "Reps", "Gen", "Lt", "Col", "St", "Jr", "Sr",
    "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "vs", "Inc", "Corp", "Co", "Prof", "Calif",
    "Fla", "Ill", "Ala", "Mass", "Va",
];

fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’'
}

/// Splits text into tokens.
pub fn tokens(text: &str) -> Tokens {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let offset = |index: usize| chars.get(index).map_or(text.len(), |(at, _)| *at);
    let mut out = Tokens::with_capacity(text.len() / 5);
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at].1;
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let begin = at;
        if c.is_alphanumeric() {
            while at < chars.len() {
                let here = chars[at].1;
                let next = chars.get(at + 1).map(|next| next.1);
                let joins = (here == '-'
                    || here == '‑'
                    || is_apostrophe(here)
                    || (here == '.' && next.is_some_and(char::is_alphabetic) && at - begin == 1)
                    || ((here == ',' || here == '.') && next.is_some_and(char::is_numeric)))
                    && next.is_some_and(char::is_alphanumeric);
                if !here.is_alphanumeric() && !joins {
                    break;
                }
                at += 1;
            }
            let word = &text[offset(begin)..offset(at)];
            let acronym =
                word.len() > 2 && word.contains('.') && word.chars().all(|c| c.is_uppercase() || c == '.');
            if chars.get(at).is_some_and(|(_, c)| *c == '.')
                && (acronym
                    || ABBREVIATIONS.contains(&word)
                    || (word.chars().count() == 1 && word != "I" && c.is_uppercase()))
            {
                at += 1;
            }
            push_word(text, offset(begin), offset(at), &mut out);
            continue;
        }
        at += 1;
        let doubled = matches!(c, '\'' | '`') && chars.get(at).is_some_and(|next| next.1 == c);
        if doubled {
            at += 1;
        }
        while matches!(c, '-' | '.') && chars.get(at).is_some_and(|next| next.1 == c) {
            at += 1;
        }
        if is_apostrophe(c)
            && chars.get(at).is_some_and(|next| next.1 == 's')
            && chars.get(at + 1).is_none_or(|next| !next.1.is_alphanumeric())
        {
            at += 1;
            out.push(Span::from_range(offset(begin)..offset(at)), TokenKind::Clitic);
            continue;
        }
        out.push(Span::from_range(offset(begin)..offset(at)), TokenKind::Punctuation);
    }
    out
}

fn push_word(text: &str, start: usize, end: usize, out: &mut Tokens) {
    let word = &text[start..end];
    let kind = if word.starts_with(|c: char| c.is_numeric()) { TokenKind::Number } else { TokenKind::Word };
    let lower = word.to_lowercase().replace('’', "'");
    for clitic in ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"] {
        if lower.len() > clitic.len() && lower.ends_with(clitic) {
            let bytes: usize = word.chars().rev().take(clitic.len()).map(char::len_utf8).sum();
            let middle = end - bytes;
            out.push(Span::from_range(start..middle), kind);
            out.push(Span::from_range(middle..end), TokenKind::Clitic);
            return;
        }
    }
    out.push(Span::from_range(start..end), kind);
}

/// Splits text into sentences, with lines as paragraphs.
pub fn sentences(text: &str) -> Sentences {
    sentences_of(text, &tokens(text))
}

fn sentences_of(text: &str, tokens: &Tokens) -> Sentences {
    let mut out = Vec::new();
    let spans = tokens.spans();
    let mut first = 0;
    let mut paragraph = 0;
    for index in 0..spans.len() {
        let next = spans.get(index + 1);
        let gap = next.map_or("\n", |next| &text[spans[index].end as usize..next.start as usize]);
        let line_ends = gap.contains('\n');
        let closes = |at: usize| matches!(spans[at].slice(text), Some("\"" | "”" | "''" | "’" | "'" | ")"));
        let mut mark = index;
        while mark > first && closes(mark) {
            mark -= 1;
        }
        let stop = matches!(spans[mark].slice(text), Some("." | "?" | "!" | "..."));
        let glued = next.is_some_and(|next| next.start == spans[index].end);
        let continues = next.and_then(|next| next.slice(text)).is_some_and(|next| {
            next.starts_with(|c: char| c.is_lowercase()) || matches!(next, "," | ")" | "”" | "’")
        });
        if line_ends || (stop && !glued && !continues) {
            let span = spans[first].cover(spans[index]);
            let item = matches!(spans[first].slice(text), Some("*" | "•" | "-"));
            let kind = if item { SentenceKind::ListItem } else { SentenceKind::Prose };
            out.push(Sentence {
                span,
                first_token: first as u32,
                end_token: index as u32 + 1,
                paragraph,
                kind,
            });
            first = index + 1;
        }
        if line_ends {
            paragraph += 1;
        }
    }
    Sentences(out)
}

/// A document with tokens and sentences.
pub fn document(text: &str) -> Document {
    let mut doc = Document::new("t", text).expect("a short text");
    let tokens = tokens(text);
    doc.insert(sentences_of(text, &tokens));
    doc.insert(tokens);
    doc
}

/// A document with everything that the trained stages read, made by the real stages.
pub fn read(text: &str) -> Document {
    use tidings_language as _;
    static READER: std::sync::LazyLock<tidings_core::Pipeline> = std::sync::LazyLock::new(|| {
        let registry = tidings_core::Registry::collect().expect("no name twice");
        let pipeline = tidings_core::Pipeline::builder(&registry);
        pipeline.stage("language.tags").stage("claims.quotes").build().expect("a pipeline")
    });
    let mut doc = Document::new("t", text).expect("a short text");
    READER.process(&mut doc).expect("a document");
    doc
}
