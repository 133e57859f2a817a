//! Reading segments: joins sentences that end inside a quotation, and gives every token the flags of its word.

use std::ops::Range;

use tidings_core::{Quote, QuoteKind, Sentence, Sentences, Span, TokenKind, Tokens};

use super::cue_table::QUOTE;
use super::cues::{PAST, THIRD};
use super::lexicon::{LEXICON, Lexicon};
use super::segment::{self, Token};
use super::words::*;

/// Makes segments, one after the other, in a buffer that is used again.
pub(super) struct Reader<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    sentences: &'a [Sentence],
    quotes: &'a [Quote],
    sentence: usize,
    quote: usize,
    buffer: Vec<Token>,
    lexicon: &'static Lexicon,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        text: &'a str,
        tokens: &'a Tokens,
        sentences: &'a Sentences,
        quotes: &'a [Quote],
    ) -> Self {
        Reader {
            text,
            tokens,
            sentences: &sentences.0,
            quotes,
            sentence: 0,
            quote: 0,
            buffer: Vec::new(),
            lexicon: &LEXICON,
        }
    }

    /// Reads the next segment: the range of its sentences; its tokens are in [`Reader::tokens`].
    pub(super) fn next(&mut self) -> Option<Range<usize>> {
        let first = self.sentence;
        let begin = self.sentences.get(first)?;
        // Quotations that end before the segment are done with.
        while self.quotes.get(self.quote).is_some_and(|quote| quote.span.end <= begin.span.start) {
            self.quote += 1;
        }
        let mut last = first;
        let mut quote = self.quote;
        while let Some(next) = self.sentences.get(last + 1).filter(|next| next.paragraph == begin.paragraph) {
            let boundary = next.span.start;
            while self.quotes.get(quote).is_some_and(|quote| quote.span.end <= boundary || quote.depth > 0) {
                quote += 1;
            }
            let inside = self.quotes.get(quote).is_some_and(|quote| quote.span.start < boundary);
            if !inside && !self.names_speaker(last, next) {
                break;
            }
            last += 1;
        }
        self.sentence = last + 1;
        self.fill(begin.first_token as usize..self.sentences[last].end_token as usize);
        Some(first..last + 1)
    }

    /// "“Why?” Ada Lind asked.": a short sentence after a quotation that ends with a mark of its own, with a cue and no more.
    fn names_speaker(&self, last: usize, next: &Sentence) -> bool {
        let Some(sentence) = self.sentences.get(last) else { return false };
        let closed = sentence.span.slice(self.text).is_some_and(|text| {
            text.ends_with(['"', '”', '’', '\''])
                && text.trim_end_matches(['"', '”', '’', '\'']).ends_with(['?', '!', '…', '.', '—', '-'])
        });
        if !closed {
            return false;
        }
        let words = next.tokens();
        let word =
            |index: usize| self.tokens.get(index).and_then(|token| token.span.slice(self.text)).unwrap_or("");
        // "“Why?” — Ada Lind, engineer"
        if words.len() <= 20 && matches!(word(words.start), "—" | "–" | "―" | "--" | "-") {
            return true;
        }
        (words.start + 1..words.end.min(words.start + 7)).any(|index| {
            let entry = LEXICON.look_up(word(index));
            let cue = usize::from(entry.verb).checked_sub(1).and_then(|verb| LEXICON.verbs.get(verb));
            cue.is_some_and(|cue| cue.frames & QUOTE != 0)
                && entry.forms & (PAST | THIRD) != 0
                && (index + 1 >= words.end
                    || matches!(word(index + 1), "." | "," | "on" | "in" | "at" | "after" | ":" | "to"))
        })
    }

    /// The tokens of the segment read last.
    pub(super) fn tokens(&self) -> &[Token] {
        &self.buffer
    }

    /// Marks the finite verbs of the segment read last.
    pub(super) fn mark_finite(&mut self, heading: bool) {
        segment::mark_finite(&mut self.buffer, heading);
    }

    /// Whether the sentence is a heading or a label.
    pub(super) fn is_heading(&self, sentence: usize) -> bool {
        self.sentences.get(sentence).is_some_and(|sentence| sentence.kind.is_above_text())
    }

    fn fill(&mut self, range: Range<usize>) {
        self.buffer.clear();
        self.buffer.reserve(range.len().min(self.tokens.len()));
        let mut quote = self.quote;
        for index in range {
            let Some(token) = self.tokens.get(index) else { break };
            while self
                .quotes
                .get(quote)
                .is_some_and(|quote| quote.span.end <= token.span.start || quote.depth > 0)
            {
                quote += 1;
            }
            let place = self.quotes.get(quote).map_or(0, |quote| place_in(quote, token.span));
            let word = token.span.slice(self.text).unwrap_or("");
            let new = match place & MARK != 0 {
                true => Token { span: token.span, flags: place, ..Token::nothing() },
                false => self.read(token.span, token.kind, word, place),
            };
            self.buffer.push(new);
        }
    }

    /// The flags of a word or mark.
    fn read(&self, span: Span, kind: TokenKind, word: &str, place: Flags) -> Token {
        let mut token = Token { span, flags: place, ..Token::nothing() };
        match kind {
            TokenKind::Punctuation | TokenKind::Symbol => token.flags |= self.mark(span, word),
            TokenKind::Clitic => token.flags |= WORD | self.clitic(word),
            TokenKind::Number => token.flags |= WORD | NUMBER,
            _ => {
                let text = self.text.as_bytes().get(span.start as usize..).unwrap_or_default();
                let entry = self.lexicon.look_up_first(text, word.len());
                token.flags |= WORD | shape(word) | entry.flags;
                token.verb = entry.verb;
                token.noun = entry.noun;
                token.adjective = entry.adjective;
                token.forms = entry.forms;
                if entry.flags & CASED != 0 {
                    disambiguate(&mut token, word);
                }
            }
        }
        token
    }

    fn mark(&self, span: Span, word: &str) -> Flags {
        match word {
            "," => COMMA,
            ";" => SEMICOLON,
            ":" => COLON,
            "." | "?" | "!" | "…" | "..." | "?!" | "!!" => STOP,
            "—" | "–" | "--" | "---" | "-" | "―" => DASH,
            "(" | "[" | "{" => OPEN,
            ")" | "]" | "}" => CLOSE,
            "&" => AND | WORD,
            // The apostrophe of a plural: "the miners' hall".
            "'" | "’" => match self.buffer.last() {
                Some(last) if last.span.end == span.start && last.flags & WORD != 0 => GENITIVE | WORD,
                _ => 0,
            },
            _ => 0,
        }
    }

    fn clitic(&self, word: &str) -> Flags {
        match word.trim_start_matches(['\'', '’']) {
            "s" | "S" => match self.buffer.last() {
                Some(last) if last.flags & (PERSONAL | THING | WH_WORD) != 0 || last.flags & ADVERB != 0 => {
                    BE
                }
                _ => GENITIVE,
            },
            "ll" | "d" => MODAL,
            "ve" => HAVE,
            "re" | "m" => BE,
            "" => GENITIVE,
            _ => NOT,
        }
    }
}

/// What the quotation says of a token: in it, or one of its marks.
fn place_in(quote: &Quote, token: Span) -> Flags {
    if token.end <= quote.span.start {
        return 0;
    }
    let speech = if quote.kind == QuoteKind::Speech { SPEECH } else { 0 };
    if token.start < quote.inner.start && token.end <= quote.inner.start {
        MARK | OPEN | speech
    } else if token.start >= quote.inner.end {
        MARK | CLOSE | speech
    } else {
        QUOTED | speech
    }
}

/// Flags from the letters of a word alone.
fn shape(word: &str) -> Flags {
    let bytes = word.as_bytes();
    let mut flags = 0;
    match bytes.first() {
        Some(first) if first.is_ascii_uppercase() => {
            flags |= CAPITAL;
            if bytes.len() > 1 && !bytes.iter().any(u8::is_ascii_lowercase) {
                flags |= ALL_CAPITAL;
            }
        }
        Some(first) if !first.is_ascii() && word.chars().next().is_some_and(char::is_uppercase) => {
            flags |= CAPITAL
        }
        _ => {
            if bytes.len() > 4 {
                match bytes {
                    [.., b'e', b'd'] => flags |= PAST_LIKE,
                    [.., b'l', b'y'] => flags |= ADVERB,
                    [.., b'i', b'n', b'g'] => flags |= ING,
                    _ => {}
                }
            }
        }
    }
    flags
}

/// Words whose case tells which of their entries holds.
fn disambiguate(token: &mut Token, word: &str) {
    let capital = token.flags & CAPITAL != 0;
    match word {
        "US" | "IT" | "WHO" | "MAY" | "UN" => {
            token.flags &= CAPITAL | WORD | SPEECH | QUOTED | ALL_CAPITAL | SIGN
        }
        "may" | "march" | "sat" | "sun" | "second" | "mar" | "dec" | "wed" => token.flags &= !TIME,
        "May" => token.flags &= !MODAL,
        "Will" | "Mark" | "Rose" if capital => token.flags &= !(MODAL | VERB),
        _ => {}
    }
}
