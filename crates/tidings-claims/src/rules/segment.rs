//! A segment: one sentence, or several if a sentence ends inside a quotation; its tokens with the flags of their words.

use std::ops::Range;

use tidings_core::{CueClass, Entities, Label, Span};

use super::cue_table::{ADJECTIVES, NEGATIVE};
use super::cues::{Forms, NounCue, PAST, THIRD, VerbCue};
use super::lexicon::LEXICON;
use super::words::*;

/// How many tokens a pattern looks at on either side: bounds the work on text without sentence ends.
pub(super) const REACH: usize = 120;

/// How many tokens a quotation may have: some ten pages. The end of a longer one is not looked for.
pub(super) const LONGEST_QUOTATION: usize = 4096;

/// A token with what is known of its word.
#[derive(Clone, Copy)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) flags: Flags,
    /// Index into the verbs of the lexicon plus one; 0 for none.
    pub(crate) verb: u16,
    /// Index into the nouns of the lexicon plus one; 0 for none.
    pub(crate) noun: u16,
    /// Index into [`ADJECTIVES`](super::cue_table::ADJECTIVES) plus one.
    pub(crate) adjective: u8,
    pub(crate) forms: Forms,
    /// Whether it stands in a title or heading, where capitals tell nothing.
    pub(crate) heading: bool,
}

impl Token {
    /// A token of which nothing is known.
    pub(crate) const fn nothing() -> Token {
        Token { span: Span::new(0, 0), flags: 0, verb: 0, noun: 0, adjective: 0, forms: 0, heading: false }
    }

    /// What the lexicon says of the word as a cue: what may follow it and what the speaker does; 0 for no cue.
    pub(crate) fn cue_group(&self) -> u64 {
        if let Some(verb) = verb_of(self) {
            return 1 << 32 | u64::from(verb.frames) << 8 | verb.class as u64;
        }
        match LEXICON.nouns.get(usize::from(self.noun).wrapping_sub(1)) {
            Some(noun) => 2 << 32 | u64::from(noun.frames) << 8 | noun.class as u64,
            None => u64::from(self.adjective != 0) << 33,
        }
    }

    /// The base form and class of the word as a cue, and whether it denies.
    pub(crate) fn entry(&self) -> Option<(&'static str, CueClass, bool)> {
        if let Some(verb) = verb_of(self).filter(|verb| verb.frames != 0) {
            return Some((verb.lemma, verb.class, verb.frames & NEGATIVE != 0));
        }
        let noun = LEXICON.nouns.get(usize::from(self.noun).wrapping_sub(1));
        let noun = noun.map(|noun| (noun.lemma, noun.class, noun.frames & NEGATIVE != 0));
        noun.or_else(|| {
            let row = ADJECTIVES.get(usize::from(self.adjective).wrapping_sub(1))?;
            Some((row.4.split_ascii_whitespace().next()?, row.0, row.1))
        })
    }

    /// How sure an attribution by the word is on the whole, from 0 to 1; 0 for no cue.
    pub(crate) fn cue_prior(&self) -> f32 {
        let noun = LEXICON.nouns.get(usize::from(self.noun).wrapping_sub(1));
        verb_of(self).map_or(0.0, |verb| verb.prior).max(noun.map_or(0.0, |noun| noun.prior))
    }

    /// Whether some pattern begins with the word.
    #[inline]
    pub(crate) fn may_be_cue(&self) -> bool {
        self.verb | self.noun | u16::from(self.adjective) != 0 || self.flags & ATTRIBUTES != 0
    }
}

/// The tokens of one segment.
pub(crate) struct Segment<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// Names, if the document has them.
    pub(crate) entities: Option<&'a Entities>,
    /// Whether it is a title or heading, where capitals tell nothing.
    pub(crate) heading: bool,
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

    /// The bytes of the word at `index`; empty outside.
    #[inline]
    fn bytes(&self, index: usize) -> &'a [u8] {
        let bytes = self.tokens.get(index).and_then(|token| self.text.as_bytes().get(token.span.range()));
        bytes.unwrap_or_default()
    }

    /// Whether the word at `index` is `word`, whatever its case.
    #[inline]
    pub(super) fn equals(&self, index: usize, word: &str) -> bool {
        self.bytes(index).eq_ignore_ascii_case(word.as_bytes())
    }

    /// Whether the word at `index` is one of `words`.
    #[inline]
    pub(super) fn one_of(&self, index: usize, words: &[&str]) -> bool {
        let here = self.bytes(index);
        words.iter().any(|word| here.eq_ignore_ascii_case(word.as_bytes()))
    }

    pub(super) fn forms(&self, index: usize) -> Forms {
        self.tokens.get(index).map_or(0, |token| token.forms)
    }

    pub(super) fn verb(&self, index: usize) -> Option<&'static VerbCue> {
        verb_of(self.tokens.get(index)?)
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
    #[inline]
    pub(super) fn is_finite(&self, index: usize) -> bool {
        self.is(index, FINITE)
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
        let reach = self.len().min(open.saturating_add(LONGEST_QUOTATION));
        (open + 1..reach).find(|index| self.is(*index, MARK) && self.is(*index, CLOSE))
    }

    /// The index of the mark that opens the quotation closed by the mark at `close`.
    pub(super) fn opening(&self, close: usize) -> Option<usize> {
        (close.saturating_sub(LONGEST_QUOTATION)..close)
            .rev()
            .find(|index| self.is(*index, MARK) && self.is(*index, OPEN))
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

/// Marks the finite verbs. The patterns ask for them again and again, so this is found out once.
pub(super) fn mark_finite(tokens: &mut [Token], heading: bool) {
    let mut before = None;
    for token in tokens {
        let verbal = token.flags & (BE | HAVE | DO | MODAL | VERB | PAST_LIKE) != 0;
        if (verbal || token.forms & (PAST | THIRD) != 0) && is_finite(token, before, heading) {
            token.flags |= FINITE;
        }
        before = Some(token.flags);
    }
}

/// Whether the token is a finite verb after a token with the flags `before`.
fn is_finite(token: &Token, before: Option<Flags>, heading: bool) -> bool {
    let is = |flags: Flags| token.flags & flags != 0;
    let after = |flags: Flags| before.is_some_and(|before| before & flags != 0);
    // "some are", "another said": the determiner is the subject.
    if after(SOME | THING) && is(BE | HAVE | DO | MODAL | VERB | PAST_LIKE)
        || after(SOME) && token.forms & PAST != 0
    {
        return true;
    }
    if is(BE | HAVE | DO | MODAL | VERB) {
        return !after(DETERMINER | POSSESSIVE);
    }
    // "the United States", "Harbor Rules"
    if is(CAPITAL) && !heading && token.forms != 0 {
        return false;
    }
    if is(PAST_LIKE) || token.forms & PAST != 0 {
        // "the occupied regions", "of claimed land"
        return before.is_some() && !after(DETERMINER | POSSESSIVE | PREPOSITION | COMMA | GENITIVE | NUMBER);
    }
    token.forms & THIRD != 0
        && token.noun == 0
        && verb_of(token).is_some_and(|verb| !verb.homograph)
        && before.is_some()
        && !after(DETERMINER | POSSESSIVE | PREPOSITION | GENITIVE)
}

fn verb_of(token: &Token) -> Option<&'static VerbCue> {
    LEXICON.verbs.get(usize::from(token.verb.checked_sub(1)?))
}
