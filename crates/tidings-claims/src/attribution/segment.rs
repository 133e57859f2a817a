//! A segment: one sentence, or several if a sentence ends inside a quotation; its tokens with the flags of their words.

use std::ops::Range;

use tidings_core::{
    Entities, Label, Quote, QuoteKind, Sentence, SentenceKind, Sentences, Span, TokenKind, Tokens,
};

use super::cue_table::QUOTE;
use super::cues::{Forms, NounCue, PAST, THIRD, VerbCue};
use super::lexicon::LEXICON;
use super::words::*;

/// How many tokens a pattern looks at on either side: bounds the work on text without sentence ends.
pub(super) const REACH: usize = 120;

/// A token with what is known of its word.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) flags: Flags,
    verb: u16,
    noun: u16,
    /// Index into [`ADJECTIVES`](super::cue_table::ADJECTIVES) plus one.
    pub(super) adjective: u8,
    pub(super) forms: Forms,
    pub(super) plural: bool,
}

/// The tokens of one segment.
pub(super) struct Segment<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// Names, if the document has them.
    pub(super) entities: Option<&'a Entities>,
    /// Whether it is a title or heading, where capitals tell nothing.
    pub(super) heading: bool,
}

impl<'a> Segment<'a> {
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether the token at `index` has any of the flags; false outside.
    #[inline]
    pub(super) fn is(&self, index: usize, flags: Flags) -> bool {
        self.tokens.get(index).is_some_and(|token| token.flags & flags != 0)
    }

    /// Whether the token before `index` has any of the flags.
    #[inline]
    pub(super) fn before_is(&self, index: usize, flags: Flags) -> bool {
        index > 0 && self.is(index - 1, flags)
    }

    /// The word at `index`; empty outside.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).and_then(|token| token.span.slice(self.text)).unwrap_or("")
    }

    /// Whether the word at `index` is `word`, whatever its case.
    pub(super) fn equals(&self, index: usize, word: &str) -> bool {
        self.word(index).eq_ignore_ascii_case(word)
    }

    /// Whether the word at `index` is one of `words`.
    pub(super) fn one_of(&self, index: usize, words: &[&str]) -> bool {
        let here = self.word(index);
        words.iter().any(|word| here.eq_ignore_ascii_case(word))
    }

    pub(super) fn forms(&self, index: usize) -> Forms {
        self.tokens.get(index).map_or(0, |token| token.forms)
    }

    pub(super) fn verb(&self, index: usize) -> Option<&'static VerbCue> {
        let verb = self.tokens.get(index)?.verb;
        LEXICON.verbs.get(usize::from(verb.checked_sub(1)?))
    }

    pub(super) fn noun(&self, index: usize) -> Option<&'static NounCue> {
        let noun = self.tokens.get(index)?.noun;
        LEXICON.nouns.get(usize::from(noun.checked_sub(1)?))
    }

    /// Whether any token of the range has any of the flags.
    pub(super) fn any(&self, range: Range<usize>, flags: Flags) -> bool {
        self.tokens.get(range).is_some_and(|tokens| tokens.iter().any(|token| token.flags & flags != 0))
    }

    /// Whether the range holds a verb that is surely finite.
    pub(super) fn has_verb(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|index| self.is_finite(index))
    }

    /// Whether the token is a finite verb, as far as lists and the word before tell.
    pub(super) fn is_finite(&self, index: usize) -> bool {
        // "some are", "another said": the determiner is the subject.
        if self.before_is(index, SOME | THING) && self.is(index, BE | HAVE | DO | MODAL | VERB | PAST_LIKE)
            || self.before_is(index, SOME) && self.forms(index) & super::cues::PAST != 0
        {
            return true;
        }
        if self.is(index, BE | HAVE | DO | MODAL | VERB) {
            return !self.before_is(index, DETERMINER | POSSESSIVE);
        }
        if self.is(index, PAST_LIKE) || self.forms(index) & super::cues::PAST != 0 {
            // "the occupied regions", "of claimed land"
            return index > 0
                && !self.before_is(index, DETERMINER | POSSESSIVE | PREPOSITION | COMMA | GENITIVE | NUMBER);
        }
        self.forms(index) & super::cues::THIRD != 0
            && self.noun(index).is_none()
            && index > 0
            && !self.before_is(index, DETERMINER | POSSESSIVE | PREPOSITION | GENITIVE)
    }

    /// The bytes under a range of tokens.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let tokens = self.tokens.get(range)?;
        Some(tokens.first()?.span.cover(tokens.last()?.span))
    }

    /// The label of the name that covers the token.
    pub(super) fn label(&self, index: usize) -> Option<Label> {
        let token = self.tokens.get(index)?;
        let mentions = &self.entities?.mentions;
        let at = mentions.partition_point(|mention| mention.span.end <= token.span.start);
        mentions.get(at).filter(|mention| mention.span.contains(token.span)).map(|mention| mention.label)
    }

    /// The index of the mark that closes the quotation opened by the mark at `open`.
    pub(super) fn closing(&self, open: usize) -> Option<usize> {
        (open + 1..self.len()).find(|index| self.is(*index, MARK) && self.is(*index, CLOSE))
    }

    /// The index of the mark that opens the quotation closed by the mark at `close`.
    pub(super) fn opening(&self, close: usize) -> Option<usize> {
        (0..close).rev().find(|index| self.is(*index, MARK) && self.is(*index, OPEN))
    }

    /// Whether a quotation that is speech opens at `index`.
    pub(super) fn opens_speech(&self, index: usize) -> bool {
        self.is(index, OPEN) && self.is(index, SPEECH) && self.is(index, MARK)
    }

    /// Whether a quotation that is speech closes at `index`.
    pub(super) fn closes_speech(&self, index: usize) -> bool {
        self.is(index, CLOSE) && self.is(index, SPEECH) && self.is(index, MARK)
    }

    /// Whether the token lies outside of speech.
    pub(super) fn outside(&self, index: usize) -> bool {
        !self.is(index, SPEECH)
    }
}

/// Makes segments, one after the other, in a buffer that is used again.
pub(super) struct Reader<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    sentences: &'a [Sentence],
    quotes: &'a [Quote],
    sentence: usize,
    quote: usize,
    buffer: Vec<Token>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        text: &'a str,
        tokens: &'a Tokens,
        sentences: &'a Sentences,
        quotes: &'a [Quote],
    ) -> Self {
        Reader { text, tokens, sentences: &sentences.0, quotes, sentence: 0, quote: 0, buffer: Vec::new() }
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

    /// Whether the sentence is a heading.
    pub(super) fn is_heading(&self, sentence: usize) -> bool {
        self.sentences.get(sentence).is_some_and(|sentence| sentence.kind == SentenceKind::Heading)
    }

    fn fill(&mut self, range: Range<usize>) {
        self.buffer.clear();
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
                true => Token {
                    span: token.span,
                    flags: place,
                    verb: 0,
                    noun: 0,
                    adjective: 0,
                    forms: 0,
                    plural: false,
                },
                false => self.read(token.span, token.kind, word, place),
            };
            self.buffer.push(new);
        }
    }

    /// The flags of a word or mark.
    fn read(&self, span: Span, kind: TokenKind, word: &str, place: Flags) -> Token {
        let mut token = Token { span, flags: place, verb: 0, noun: 0, adjective: 0, forms: 0, plural: false };
        match kind {
            TokenKind::Punctuation | TokenKind::Symbol => token.flags |= self.mark(span, word),
            TokenKind::Clitic => token.flags |= WORD | self.clitic(word),
            TokenKind::Number => token.flags |= WORD | NUMBER,
            _ => {
                let entry = LEXICON.look_up(word);
                token.flags |= WORD | shape(word) | entry.flags;
                token.verb = entry.verb;
                token.noun = entry.noun;
                token.adjective = entry.adjective;
                token.forms = entry.forms;
                token.plural = entry.plural;
                disambiguate(&mut token, word);
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
        "US" | "IT" | "WHO" | "MAY" | "UN" => token.flags &= CAPITAL | WORD | SPEECH | QUOTED | ALL_CAPITAL,
        "may" | "march" | "sat" | "sun" | "second" | "mar" | "dec" | "wed" => token.flags &= !TIME,
        "May" => token.flags &= !MODAL,
        "Will" | "Mark" | "Rose" if capital => token.flags &= !(MODAL | VERB),
        _ => {}
    }
}
