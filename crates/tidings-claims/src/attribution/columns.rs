//! What the learners see of each token: values that are worked out once and asked for again and again.

use std::ops::Range;

use tidings_core::{Document, Entities, Label, PennTag, Quotes, Sentences, Span, Tags, Tokens, Word, Words};
use tidings_learn::feature;

use super::word_classes::{self, WordClasses};
use crate::rules::words::*;
use crate::rules::{Input, Reading, Rules, Segment, Token};

/// Stands for what lies beyond the paragraph.
pub(super) const BEYOND: u64 = 0x5eed;

/// Flags that tell how a word may be used. What stands in quotation marks is asked apart.
const USE: Flags = !(QUOTED | SPEECH | CASED | SIGN | MARK | ALL_CAPITAL);

/// Where a token stands: outside of quotations.
pub(super) const OUTSIDE: u8 = 0;
/// In words of somebody inside the author's sentence, or a title.
pub(super) const IN_SCRAP: u8 = 1;
pub(super) const IN_SPEECH: u8 = 2;
/// Marks: opening or closing.
pub(super) const OPENS: u8 = 3;
pub(super) const CLOSES: u8 = 4;

/// The roles that the rules give to a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RuleRoles {
    pub(super) cue: u8,
    pub(super) source: u8,
    pub(super) content: u8,
}

impl RuleRoles {
    /// All three in a number below 2^12.
    pub(super) fn short(self) -> u64 {
        u64::from(self.cue) | u64::from(self.source) << 4 | u64::from(self.content) << 8
    }
}

/// A claim of the rules in tokens.
#[derive(Clone, Debug)]
pub(super) struct RuleClaim {
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
    pub(super) confidence: f32,
    /// Index into the claims of the reading.
    pub(super) index: usize,
}

/// A document as the learners see it.
pub struct Columns<'a> {
    pub(super) text: &'a str,
    pub(super) layer: &'a Tokens,
    pub(super) forms: Vec<Word>,
    penn: &'a [PennTag],
    pub(super) sentences: &'a Sentences,
    pub(super) quotes: &'a Quotes,
    pub(super) entities: Option<&'a Entities>,
    pub(super) reading: Reading,
    /// Sorted by cue.
    pub(super) rule_claims: Vec<RuleClaim>,
    /// The word in lower case, hashed.
    pub(super) words: Vec<u64>,
    /// How the word may be used, hashed.
    pub(super) uses: Vec<u64>,
    /// The part of speech (Penn Treebank).
    pub(super) tags: Vec<u64>,
    pub(super) places: Vec<u8>,
    /// The label of the name that covers the token, with a bit for the first token; 0 for none.
    pub(super) names: Vec<u8>,
    pub(super) roles: Vec<RuleRoles>,
    /// Index of the sentence.
    pub(super) sentence: Vec<u32>,
    /// Tokens of each paragraph.
    pub(super) paragraphs: Vec<Range<usize>>,
    /// Index into `paragraphs`.
    pub(super) paragraph: Vec<u32>,
}

/// A sentence of so many tokens is too short to hold a source and what it says.
const SHORT: usize = 8;

impl<'a> Columns<'a> {
    /// The columns of a document; `None` if it lacks tokens, sentences, words, tags or quotes.
    pub fn of(doc: &'a Document) -> Option<Self> {
        let rules = Rules { bare_quotes: true, lists: true };
        let input = Input {
            text: doc.text(),
            tokens: doc.get()?,
            sentences: doc.get()?,
            quotes: doc.get()?,
            entities: doc.get(),
        };
        Columns::read(rules, input, doc.get()?, doc.get()?)
    }

    /// `None` if the columns of the layers differ in length.
    pub(super) fn read(rules: Rules, input: Input<'a>, words: &'a Words, tags: &'a Tags) -> Option<Self> {
        let Input { text, tokens, sentences, quotes, entities } = input;
        let count = tokens.len();
        if words.len() != count || tags.penn.len() != count {
            return None;
        }
        let reading = rules.read(input);
        let mut columns = Columns {
            text,
            layer: tokens,
            sentences,
            quotes,
            entities,
            rule_claims: Vec::new(),
            words: Vec::with_capacity(count),
            uses: Vec::with_capacity(count),
            tags: tags.penn.iter().map(|tag| *tag as u64).collect(),
            forms: words.iter().copied().collect(),
            penn: &tags.penn,
            places: Vec::with_capacity(count),
            names: vec![0; count],
            roles: vec![RuleRoles::default(); count],
            sentence: vec![0; count],
            paragraphs: Vec::new(),
            paragraph: vec![0; count],
            reading,
        };
        columns.read_words();
        columns.read_names();
        columns.read_places();
        columns.read_rules();
        Some(columns)
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words in lower case, hashed.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The sentences without a quotation and without a claim of the rules, each with its paragraph.
    pub fn quiet_sentences(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + '_ {
        let sentences = self.sentences.0.iter().map(|sentence| sentence.tokens());
        sentences
            .filter(|tokens| {
                let roles = self.roles.get(tokens.clone()).unwrap_or(&[]);
                let places = self.places.get(tokens.clone()).unwrap_or(&[]);
                !roles.is_empty()
                    && roles.iter().all(|role| *role == RuleRoles::default())
                    && places.iter().all(|place| *place == OUTSIDE)
            })
            .map(|tokens| (self.paragraph_at(tokens.start), tokens))
    }

    /// The tokens of each paragraph.
    pub fn paragraphs(&self) -> &[Range<usize>] {
        &self.paragraphs
    }

    pub(super) fn token(&self, index: usize) -> &Token {
        &self.reading.tokens[index]
    }

    /// Whether the token at `index` has any of the flags; false outside.
    pub(super) fn is(&self, index: usize, flags: Flags) -> bool {
        self.reading.tokens.get(index).is_some_and(|token| token.flags & flags != 0)
    }

    /// Whether the word at `index` is in any of the lists; false outside.
    pub(super) fn is_in(&self, index: usize, classes: WordClasses) -> bool {
        self.words.get(index).is_some_and(|word| word_classes::classes(*word) & classes != 0)
    }

    /// The word at `index`; empty outside.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.layer.get(index).and_then(|token| token.span.slice(self.text)).unwrap_or("")
    }

    /// What a column says of the token before one, of it, and of the one behind it; [`BEYOND`] outside of the paragraph.
    #[inline]
    pub(super) fn around(&self, column: &[u64], index: usize) -> [u64; 3] {
        let paragraph = self.paragraph_at(index);
        [
            if index > paragraph.start { column[index - 1] } else { BEYOND },
            column[index],
            if index + 1 < paragraph.end { column[index + 1] } else { BEYOND },
        ]
    }

    /// The same of a column of bytes; 255 outside.
    #[inline]
    pub(super) fn around_small(&self, column: &[u8], index: usize) -> [u64; 3] {
        let paragraph = self.paragraph_at(index);
        let byte = |index: usize| u64::from(column[index]);
        [
            if index > paragraph.start { byte(index - 1) } else { 0xff },
            byte(index),
            if index + 1 < paragraph.end { byte(index + 1) } else { 0xff },
        ]
    }

    /// What a column says of a token so many to the right; [`BEYOND`] outside of the paragraph.
    #[inline]
    pub(super) fn beside(&self, column: &[u64], index: usize, offset: isize) -> u64 {
        let other = index.wrapping_add_signed(offset);
        if self.paragraph_at(index).contains(&other) { column[other] } else { BEYOND }
    }

    /// The tokens of the sentences of a range, with the sentence before it and the one behind it where the statement may go on there: beside
    /// a quotation, or if the sentences of the range are too short to hold it.
    pub(super) fn near_sentences(&self, range: &Range<usize>) -> Range<usize> {
        let sentence = |index: usize| self.sentence.get(index).map_or(0, |number| *number as usize);
        let tokens = |number: usize| self.sentences.0.get(number).map(|sentence| sentence.tokens());
        let (first, last) = (sentence(range.start), sentence(range.end.saturating_sub(1)));
        let start = tokens(first).map_or(0, |tokens| tokens.start);
        let end = tokens(last).map_or(self.len(), |tokens| tokens.end);
        let short = end - start <= SHORT;
        let goes_on = |tokens: &Range<usize>| {
            let places = self.places.get(tokens.clone()).unwrap_or(&[]);
            short || places.iter().any(|place| *place != OUTSIDE)
        };
        let before = first.checked_sub(1).and_then(tokens).filter(goes_on);
        let behind = tokens(last + 1).filter(goes_on);
        before.map_or(start, |tokens| tokens.start)..behind.map_or(end, |tokens| tokens.end)
    }

    /// The paragraph of a token.
    #[inline]
    fn paragraph_at(&self, index: usize) -> Range<usize> {
        let number = self.paragraph[index] as usize;
        self.paragraphs.get(number).cloned().unwrap_or(index..index + 1)
    }

    /// The tokens of which the larger part lies inside the span.
    pub fn tokens_under(&self, span: Span) -> Range<usize> {
        let spans = self.layer.spans();
        let start = spans.partition_point(|token| token.start + token.len() / 2 < span.start);
        let end = spans.partition_point(|token| token.start + token.len() / 2 < span.end);
        start..end.max(start)
    }

    /// The part of speech of a token; `None` outside.
    pub(super) fn tag(&self, index: usize) -> Option<PennTag> {
        self.penn.get(index).copied()
    }

    /// The whole document as one segment.
    pub(super) fn segment(&self) -> Segment<'_> {
        Segment { text: self.text, tokens: &self.reading.tokens, entities: self.entities, heading: false }
    }

    /// The bytes under a range of tokens.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        self.layer.cover(range)
    }

    fn read_words(&mut self) {
        for (index, word) in self.forms.iter().enumerate() {
            self.words.push(word.lower);
            let token = &self.reading.tokens[index];
            let ambiguity = feature::pair(
                token.flags & USE,
                u64::from(token.forms) << 3
                    | u64::from(token.verb != 0) << 2
                    | u64::from(token.noun != 0) << 1
                    | u64::from(token.adjective != 0),
            );
            // Marks are told apart by the word itself.
            let mark = token.flags & WORD == 0 && token.flags & (QUOTED | MARK) != MARK;
            let usage = if mark { word.lower } else { feature::pair(ambiguity, self.tags[index]) };
            self.uses.push(usage);
            self.places.push(match token.flags & (MARK | OPEN | QUOTED | SPEECH) {
                flags if flags & MARK != 0 => {
                    if flags & OPEN != 0 {
                        OPENS
                    } else {
                        CLOSES
                    }
                }
                flags if flags & QUOTED == 0 => OUTSIDE,
                flags if flags & SPEECH != 0 => IN_SPEECH,
                _ => IN_SCRAP,
            });
        }
    }

    fn read_names(&mut self) {
        let Some(entities) = self.entities else { return };
        for mention in &entities.mentions {
            let label = match mention.label {
                Label::Person => 1,
                Label::Org => 2,
                Label::Gpe => 3,
                Label::Norp => 4,
                _ => 5,
            };
            let tokens = self.layer.inside(mention.span);
            let first = tokens.start;
            for index in tokens {
                self.names[index] = label << 1 | u8::from(index == first);
            }
        }
    }

    fn read_places(&mut self) {
        let mut last = None;
        for (number, sentence) in self.sentences.0.iter().enumerate() {
            let tokens = sentence.tokens();
            let tokens = tokens.start.min(self.len())..tokens.end.min(self.len());
            if last != Some(sentence.paragraph) {
                last = Some(sentence.paragraph);
                self.paragraphs.push(tokens.clone());
            } else if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.end = paragraph.end.max(tokens.end);
            }
            let paragraph = self.paragraphs.len() as u32 - 1;
            self.sentence[tokens.clone()].fill(number as u32);
            self.paragraph[tokens].fill(paragraph);
        }
    }

    /// Gives every token the roles that the surest claim of the rules has for it.
    fn read_rules(&mut self) {
        let mut claims: Vec<RuleClaim> = Vec::with_capacity(self.reading.claims.len());
        for (index, claim) in self.reading.claims.iter().enumerate() {
            let range = |span: Span| Some(self.layer.inside(span)).filter(|range| !range.is_empty());
            claims.push(RuleClaim {
                source: claim.source.and_then(range),
                cue: claim.cue.and_then(range),
                content: claim.content.iter().copied().filter_map(range).collect(),
                confidence: claim.confidence,
                index,
            });
        }
        claims.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
        for claim in &claims {
            let sure = 1 + u8::from(claim.confidence >= 0.6) + u8::from(claim.confidence >= 0.8);
            for range in &claim.content {
                for index in range.clone() {
                    self.roles[index].content = mark(index, range, sure);
                }
            }
            if let Some(range) = &claim.source {
                for index in range.clone() {
                    self.roles[index].source = mark(index, range, sure);
                }
            }
            if let Some(range) = &claim.cue {
                for index in range.clone() {
                    self.roles[index].cue = mark(index, range, sure);
                }
            }
        }
        claims.sort_by_key(|claim| (claim.cue.as_ref().map(|cue| (cue.start, cue.end)), claim.index));
        self.rule_claims = claims;
    }

    /// Claims of the rules whose cue may share a token with `cue`.
    pub(super) fn rule_claims_at(&self, cue: &Range<usize>) -> Range<usize> {
        // Cues of the rules are at most a few tokens long.
        let start = |claim: &RuleClaim| claim.cue.as_ref().map_or(0, |other| other.start);
        let from = self.rule_claims.partition_point(|claim| start(claim) + 12 < cue.start);
        from..self.rule_claims.partition_point(|claim| start(claim) < cue.end)
    }

    /// The surest claim of the rules whose cue shares a token with `cue`.
    pub(super) fn rule_claim(&self, cue: &Range<usize>) -> Option<&RuleClaim> {
        self.rule_claims[self.rule_claims_at(cue)]
            .iter()
            .filter(|claim| {
                claim.cue.as_ref().is_some_and(|other| other.end > cue.start && other.start < cue.end)
            })
            .max_by(|a, b| a.confidence.total_cmp(&b.confidence))
    }
}

/// 1 for the first token of a range, 2 for the last, 3 for others; and how sure it is.
fn mark(index: usize, range: &Range<usize>, sure: u8) -> u8 {
    let part = if index == range.start {
        1
    } else if index + 1 == range.end {
        2
    } else {
        3
    };
    part << 2 | sure
}
