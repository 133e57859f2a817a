//! The sentences that a summary may be made of.

use std::borrow::Cow;
use std::ops::Range;

use tidings_core::{
    Document, MetaField, PartKind, Parts, QuoteKind, Quotes, RegionKind, Regions, Sentence, SentenceKind,
    Sentences, Span, TokenKind, Tokens,
};

/// Fewer words are a fragment: a caption, a label, "Read more."
const MIN_WORDS: usize = 4;

/// A sentence of the running text.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Bytes of the text.
    pub(crate) span: Span,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Its words, among those of all candidates.
    pub(super) words: Range<usize>,
    /// Share of its bytes inside quotation marks.
    pub(super) quoted: f32,
    /// Whether it begins or ends inside a quotation.
    pub(super) cuts_quote: bool,
}

/// The running text of an article.
pub(crate) struct Body {
    /// In the order of the text.
    pub(crate) candidates: Vec<Candidate>,
}

impl Body {
    /// The complete sentences of the running text; if there are none, what sentences there are.
    pub(super) fn of(doc: &Document, tokens: &Tokens, sentences: &Sentences) -> Self {
        let mut furniture = Furniture::of(doc);
        let mut quotation = Quotation::of(doc);
        let mut complete = Vec::new();
        let mut incomplete = Vec::new();
        for sentence in &sentences.0 {
            let quoted = quotation.inside(doc.text(), tokens, sentence);
            if sentence.kind != SentenceKind::Prose || furniture.covers(sentence.span) {
                continue;
            }
            let Some(span) = said(doc, sentence.span) else { continue };
            let own = if span == sentence.span { sentence.tokens() } else { tokens.inside(span) };
            if !has_words(tokens, own.clone()) {
                continue;
            }
            let candidate = Candidate {
                span,
                tokens: own,
                words: 0..0,
                quoted: quoted.bytes as f32 / sentence.span.len().max(1) as f32,
                cuts_quote: quoted.cut,
            };
            let list = if is_closed(doc.slice(sentence.span)) { &mut complete } else { &mut incomplete };
            list.push(candidate);
        }
        Body { candidates: if complete.is_empty() { incomplete } else { complete } }
    }

    /// How many words the candidates have, counted by white space.
    pub(super) fn words(&self, doc: &Document) -> usize {
        self.candidates.iter().map(|candidate| doc.slice(candidate.span).split_whitespace().count()).sum()
    }
}

/// What is said of a sentence: without the label of the turn that it begins. `None` for the questions of an interviewer.
fn said(doc: &Document, sentence: Span) -> Option<Span> {
    let Some(part) = doc.get::<Parts>().and_then(|parts| parts.at(sentence.start)) else {
        return Some(sentence);
    };
    match part.kind {
        PartKind::Question => None,
        PartKind::Turn | PartKind::Answer
            if sentence.contains(Span::new(part.body.start, part.body.start)) =>
        {
            Some(Span::new(part.body.start, sentence.end))
        }
        _ => Some(sentence),
    }
}

fn has_words(tokens: &Tokens, own: Range<usize>) -> bool {
    let kinds = tokens.kinds().get(own).unwrap_or(&[]);
    kinds.iter().filter(|kind| matches!(kind, TokenKind::Word | TokenKind::Number)).count() >= MIN_WORDS
}

/// Whether a sentence ends with a mark that ends sentences. Labels, captions and what a broken page
/// cut off do not.
fn is_closed(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '\u{200b}')
    });
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟'])
}

/// The title of the article: from its metadata, from cleaning, or the heading that it begins with.
pub(crate) fn title<'a>(doc: &'a Document, sentences: &Sentences) -> Cow<'a, str> {
    if let Some(title) = doc.meta.get(MetaField::Title) {
        return Cow::Borrowed(title);
    }
    let mut regions = doc.get::<Regions>().into_iter().flat_map(Regions::iter);
    if let Some(region) = regions.find(|region| region.kind == RegionKind::Title) {
        return Cow::Borrowed(doc.source_slice(region.source));
    }
    match sentences.0.first() {
        Some(first) if first.kind == SentenceKind::Heading => Cow::Borrowed(doc.slice(first.span)),
        _ => Cow::Borrowed(""),
    }
}

/// What stands in the text but is not the article's running text.
struct Furniture {
    /// Sorted.
    spans: Vec<Span>,
    /// Spans before this one end before the sentences to come.
    next: usize,
}

impl Furniture {
    fn of(doc: &Document) -> Self {
        let regions = doc.get::<Regions>().into_iter().flat_map(Regions::iter);
        let mut spans: Vec<Span> = regions
            .filter(|region| !region.removed && !is_running_text(region.kind))
            .map(|region| doc.alignment().nearest_text_of(region.source))
            .filter(|span| !span.is_empty())
            .collect();
        spans.sort_unstable();
        Furniture { spans, next: 0 }
    }

    /// Whether more than half of `sentence` is furniture. Asked in the order of the text.
    fn covers(&mut self, sentence: Span) -> bool {
        while self.spans.get(self.next).is_some_and(|span| span.end <= sentence.start) {
            self.next += 1;
        }
        let here = self.spans.iter().skip(self.next).take_while(|span| span.start < sentence.end);
        let covered: u32 = here.filter_map(|span| span.intersection(sentence)).map(Span::len).sum();
        covered > sentence.len() / 2
    }
}

fn is_running_text(kind: RegionKind) -> bool {
    matches!(kind, RegionKind::Body | RegionKind::Dateline | RegionKind::Blank)
}

/// How much of a sentence is quoted.
#[derive(Default)]
struct Quoted {
    bytes: u32,
    cut: bool,
}

/// Where quotations are: from the layer, or else from the marks.
enum Quotation {
    /// The spans of the outer ones, sorted, and the first that does not end before the sentences to come.
    Layer {
        outer: Vec<Span>,
        next: usize,
    },
    Marks {
        open: bool,
        paragraph: u32,
    },
}

impl Quotation {
    fn of(doc: &Document) -> Self {
        match doc.get::<Quotes>() {
            // What stands inside of a long one would be passed for every sentence of it.
            Some(quotes) => {
                let outer =
                    quotes.0.iter().filter(|quote| quote.depth == 0 && quote.kind != QuoteKind::Title);
                Quotation::Layer { outer: outer.map(|quote| quote.span).collect(), next: 0 }
            }
            None => Quotation::Marks { open: false, paragraph: 0 },
        }
    }

    /// What is quoted of a sentence. Asked in the order of the text, of every sentence.
    fn inside(&mut self, text: &str, tokens: &Tokens, sentence: &Sentence) -> Quoted {
        match self {
            Quotation::Layer { outer, next } => {
                while outer.get(*next).is_some_and(|quote| quote.end <= sentence.span.start) {
                    *next += 1;
                }
                quoted_by_layer(outer.get(*next..).unwrap_or(&[]), sentence.span)
            }
            Quotation::Marks { open, paragraph } => {
                // A mark that was never closed must not turn the rest of the article around.
                if std::mem::replace(paragraph, sentence.paragraph) != sentence.paragraph {
                    *open = false;
                }
                quoted_by_marks(open, text, tokens, sentence)
            }
        }
    }
}

fn quoted_by_layer(outer: &[Span], sentence: Span) -> Quoted {
    let mut quoted = Quoted::default();
    for quote in outer.iter().take_while(|quote| quote.start < sentence.end) {
        let Some(inside) = quote.intersection(sentence) else { continue };
        quoted.bytes += inside.len();
        quoted.cut |= !sentence.contains(*quote);
    }
    quoted
}

fn quoted_by_marks(open: &mut bool, text: &str, tokens: &Tokens, sentence: &Sentence) -> Quoted {
    let mut quoted = Quoted { bytes: 0, cut: *open };
    let mut since = sentence.span.start;
    let marks = sentence.tokens().filter_map(|token| tokens.get(token));
    for mark in marks.filter(|token| token.kind == TokenKind::Punctuation) {
        let opens = match mark.span.slice(text) {
            Some("“" | "«" | "„" | "``") => true,
            Some("”" | "»" | "''") => false,
            Some("\"") => !*open,
            _ => continue,
        };
        if *open && !opens {
            quoted.bytes += mark.span.end.saturating_sub(since);
        } else if !*open && opens {
            since = mark.span.start;
        }
        *open = opens;
    }
    if *open {
        quoted.bytes += sentence.span.end.saturating_sub(since);
        quoted.cut = true;
    }
    quoted
}
