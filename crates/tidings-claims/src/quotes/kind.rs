//! Telling speech, scraps and titles apart by their shape.

use tidings_core::{Quote, QuoteKind, Span};

/// Longer than this many words, text between marks is speech whatever its shape.
const SPEECH_WORDS: usize = 12;
/// Titles longer than this many words are rare.
const TITLE_WORDS: usize = 9;

/// Words that titles leave in lower case.
const SMALL: [&str; 22] = [
    "a", "an", "the", "of", "and", "or", "in", "on", "at", "to", "for", "with", "by", "from", "as", "but",
    "nor", "is", "into", "over", "vs", "de",
];

/// The kind of a quotation in `paragraph`.
pub(super) fn kind_of(text: &str, paragraph: Span, quote: &Quote) -> QuoteKind {
    let Some(inner) = quote.inner.slice(text) else { return QuoteKind::Scrap };
    let inner = inner.trim();
    if quote.unclosed {
        return QuoteKind::Speech;
    }
    let shape = Shape::of(inner);
    let before =
        text.get(paragraph.start as usize..quote.span.start as usize).map_or("", |before| before.trim_end());
    // "He said: “…" and "He said, “…" announce speech; so does the start of a sentence.
    let announced = before.is_empty() || before.ends_with([',', ':', '.', '?', '!', '”', '"']);
    // “Oklahoma!” is a title unless something announces it.
    let exclaimed = shape.all_capital && shape.words <= 4 && !inner.ends_with('.') && !announced;
    if shape.ends_sentence && !exclaimed {
        return QuoteKind::Speech;
    }
    let after = text.get(quote.span.end as usize..paragraph.end as usize).unwrap_or("").trim_start();
    let titled =
        ["a ", "an ", "the ", "which ", "his ", "her ", "by "].iter().any(|word| after.starts_with(word));
    let comma = inner.ends_with([',', '…', '—', '-']) || inner.ends_with("...");
    if shape.all_capital && shape.words >= 2 && shape.words <= TITLE_WORDS && !(announced && comma && !titled)
    {
        return QuoteKind::Title;
    }
    if shape.words >= SPEECH_WORDS || (announced && shape.begins_capital && (comma || shape.words >= 4)) {
        return QuoteKind::Speech;
    }
    if comma && shape.words >= 4 {
        return QuoteKind::Speech;
    }
    if shape.words == 1 && shape.begins_capital && !announced && !comma {
        return QuoteKind::Title;
    }
    QuoteKind::Scrap
}

struct Shape {
    words: usize,
    begins_capital: bool,
    all_capital: bool,
    ends_sentence: bool,
}

impl Shape {
    fn of(inner: &str) -> Shape {
        let mut words = 0;
        let mut all_capital = true;
        // A bounded look is enough: beyond it the text is speech anyway.
        for word in inner.split_whitespace().take(SPEECH_WORDS + 1) {
            words += 1;
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let capital = bare.chars().next().is_none_or(|first| first.is_uppercase() || first.is_numeric());
            if !capital && (words == 1 || !SMALL.contains(&bare)) {
                all_capital = false;
            }
        }
        let begins_capital = inner.chars().next().is_some_and(char::is_uppercase);
        let trimmed = inner.trim_end_matches(['’', '\'', '”', ')']);
        let ends_sentence =
            trimmed.ends_with(['.', '?', '!']) && !trimmed.ends_with("...") && (words >= 2 || begins_capital);
        Shape { words, begins_capital, all_capital, ends_sentence }
    }
}
