//! The phrases to choose from: names, and runs of words that hold together as a noun phrase.

use std::ops::{Deref, Range};

use rustc_hash::FxHashMap;
use tidings_core::{Document, Entities, Label, PennTag, Sentence, Sentences, Span, TokenKind, Tokens};

use super::nouns::{Nouns, ends_like_demonym, ends_like_modifier, ends_like_verb};
use crate::lexicon::Class;
use crate::vocabulary::{TermId, Vocabulary};

/// What candidates are made from.
pub(super) struct Text<'a> {
    pub(super) doc: &'a Document,
    pub(super) tokens: &'a Tokens,
    pub(super) sentences: &'a Sentences,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) nouns: &'a Nouns,
    /// The part of speech of every token, if it is known.
    pub(super) tags: Option<&'a [PennTag]>,
}

impl<'a> Text<'a> {
    pub(super) fn form(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| self.doc.slice(token.span))
    }
}

/// A phrase and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its words as terms.
    pub(super) terms: Terms,
    /// Its first place: a token range.
    first: Range<usize>,
    /// Its other places, in order. Most candidates have none, and so allocate nothing.
    others: Vec<Range<usize>>,
    /// The first and the last sentence it stands in.
    pub(super) first_sentence: u32,
    pub(super) last_sentence: u32,
    /// Whether it is a name.
    pub(super) is_name: bool,
    /// Whether it is all of a run of words somewhere, rather than always the end of a longer one.
    is_whole: bool,
    /// How often what it names is named in any form.
    pub(super) mentions: f32,
    /// What it names, if the names are known.
    pub(super) entity: Option<u32>,
}

/// The words of a phrase, of which there are at most eight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Terms {
    ids: [TermId; 8],
    len: usize,
}

impl Terms {
    /// The first eight of `terms`, and how many there are.
    fn new(terms: impl Iterator<Item = TermId>) -> (Self, usize) {
        let mut found = Terms::default();
        let mut count = 0;
        for term in terms {
            if let Some(slot) = found.ids.get_mut(count) {
                *slot = term;
                found.len += 1;
            }
            count += 1;
        }
        (found, count)
    }
}

impl Deref for Terms {
    type Target = [TermId];

    fn deref(&self) -> &[TermId] {
        &self.ids[..self.len]
    }
}

impl Candidate {
    /// Its places, in order: token ranges.
    pub(super) fn places(&self) -> impl Iterator<Item = &Range<usize>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// In how many places it stands.
    pub(super) fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// One word must come twice to be a phrase, and so must what is only ever the end of one.
    fn is_phrase(&self) -> bool {
        self.count() > 1 || self.is_whole && self.terms.len() > 1
    }
}

/// All candidates, in the order of their first place.
pub(super) fn candidates(text: &Text<'_>, max_words: usize) -> Vec<Candidate> {
    let mut collector = Collector {
        text,
        max_words,
        by_terms: FxHashMap::default(),
        found: Vec::new(),
        inner: vec![false; text.tokens.len()],
    };
    match text.doc.get::<Entities>() {
        Some(entities) => collector.names_of_layer(entities),
        None => collector.names_by_capitals(),
    }
    collector.noun_phrases();
    collector.found.retain(|candidate| candidate.is_name || candidate.is_phrase());
    collector.found
}

struct Collector<'a, 'b> {
    text: &'b Text<'a>,
    max_words: usize,
    by_terms: FxHashMap<Terms, usize>,
    found: Vec<Candidate>,
    /// By token: whether it is in a name, but not its first word. No other phrase begins or ends before it.
    inner: Vec<bool>,
}

/// Where a candidate was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Name,
    Run,
    EndOfRun,
}

impl Collector<'_, '_> {
    fn names_of_layer(&mut self, entities: &Entities) {
        let mut mentions = vec![0.0f32; entities.index.len()];
        let named = entities.mentions.iter().filter(|mention| is_name(mention.label));
        for mention in named.clone() {
            if let Some(count) = mentions.get_mut(mention.entity as usize) {
                *count += 1.0;
            }
        }
        let mut sentence = 0;
        for mention in named {
            while self.text.sentences.0.get(sentence).is_some_and(|s| s.span.end <= mention.span.start) {
                sentence += 1;
            }
            let place = self.text.tokens.inside(mention.span);
            self.inner.iter_mut().take(place.end).skip(place.start + 1).for_each(|inner| *inner = true);
            let of_entity = mentions.get(mention.entity as usize).copied().unwrap_or(1.0);
            if let Some(index) = self.add(place, sentence as u32, Origin::Name) {
                // All forms of the entity count for each of them; the fullest one wins later.
                self.found[index].mentions = of_entity;
                self.found[index].entity.get_or_insert(mention.entity);
            }
        }
    }

    fn names_by_capitals(&mut self) {
        for (index, sentence) in self.text.sentences.0.iter().enumerate() {
            let mut start = None;
            for token in sentence.tokens().chain([sentence.end_token as usize]) {
                let inside = token < sentence.end_token as usize && self.is_name_word(token);
                match (start, inside) {
                    (None, true) => start = Some(token),
                    (Some(from), false) => {
                        self.add(from..token, index as u32, Origin::Name);
                        start = None;
                    }
                    _ => {}
                }
            }
        }
    }

    fn is_name_word(&self, token: usize) -> bool {
        let Some(word) = self.text.vocabulary.at(token).filter(|word| word.is_content()) else {
            return false;
        };
        self.text.form(token).starts_with(char::is_uppercase) && self.text.nouns.is_name(word.term)
    }

    /// Runs of content words that are not verbs, and every shorter run at their end: "nuclear power
    /// plant", "power plant", "plant". Counting decides which of them is the phrase.
    fn noun_phrases(&mut self) {
        for (index, sentence) in self.text.sentences.0.iter().enumerate() {
            let mut start = None;
            for token in sentence.tokens().chain([sentence.end_token as usize]) {
                let inside = token < sentence.end_token as usize && self.is_phrase_word(token, sentence);
                match (start, inside) {
                    (None, true) => start = Some(token),
                    (Some(from), false) => {
                        self.runs(from..token, index as u32);
                        start = None;
                    }
                    _ => {}
                }
            }
        }
    }

    fn is_phrase_word(&self, token: usize, sentence: &Sentence) -> bool {
        let kind = self.text.tokens.kinds().get(token);
        let Some(word) = self.text.vocabulary.at(token) else { return false };
        if kind != Some(&TokenKind::Word) || !word.is_content() {
            return false;
        }
        if let Some(tags) = self.text.tags {
            return is_in_noun_phrase(tags, token);
        }
        let form = self.text.form(token);
        let before = token.checked_sub(1).filter(|before| *before >= sentence.first_token as usize);
        let before = before.and_then(|before| self.text.vocabulary.at(before)).and_then(|word| word.class);
        let after_determiner = matches!(before, Some(Class::Determiner | Class::Adjective));
        // "the proposed loan", but not "has proposed a loan".
        after_determiner
            || !(ends_like_verb(form) && !self.text.nouns.is_noun(word.term)
                || self.text.nouns.is_verb(word.term))
    }

    fn runs(&mut self, run: Range<usize>, sentence: u32) {
        let end = run.end;
        let first = run.start.max(end.saturating_sub(self.max_words));
        for start in first..end {
            if !self.cuts_name(start..end) && self.is_noun_phrase(start..end) {
                let origin = if start == run.start { Origin::Run } else { Origin::EndOfRun };
                self.add(start..end, sentence, origin);
            }
        }
    }

    /// Whether a run begins or ends inside a name: "York City".
    fn cuts_name(&self, run: Range<usize>) -> bool {
        [run.start, run.end].into_iter().any(|edge| self.inner.get(edge) == Some(&true))
    }

    /// Whether a run begins and ends as a noun phrase does.
    fn is_noun_phrase(&self, run: Range<usize>) -> bool {
        let Some(last) = run.end.checked_sub(1) else { return false };
        let Some(head) = self.text.vocabulary.at(last) else { return false };
        let (first_form, last_form) = (self.text.form(run.start), self.text.form(last));
        let single = run.len() == 1;
        let head_ok = match self.text.tags {
            Some(tags) => is_noun(tags, last),
            None => {
                self.text.nouns.is_noun(head.term)
                    && !ends_like_modifier(last_form)
                    && !(ends_like_verb(last_form) && single)
            }
        };
        head_ok && !first_form.ends_with("ly") && letters(last_form) > 2
    }

    /// Adds a place of a phrase; gives its index, or `None` if the place is no phrase.
    fn add(&mut self, place: Range<usize>, sentence: u32, origin: Origin) -> Option<usize> {
        let place = self.trimmed(place, origin)?;
        let words = place.clone().filter_map(|token| self.text.vocabulary.at(token));
        let (terms, count) = Terms::new(words.map(|word| word.term));
        if count > self.max_words || self.is_empty_alone(&place) {
            return None;
        }
        let index = *self.by_terms.entry(terms).or_insert(self.found.len());
        let Some(candidate) = self.found.get_mut(index) else {
            self.found.push(Candidate {
                terms,
                first: place,
                others: Vec::new(),
                first_sentence: sentence,
                last_sentence: sentence,
                is_name: origin == Origin::Name,
                is_whole: origin != Origin::EndOfRun,
                mentions: 1.0,
                entity: None,
            });
            return Some(index);
        };
        candidate.is_whole |= origin != Origin::EndOfRun;
        if candidate.others.last().unwrap_or(&candidate.first).end <= place.start {
            candidate.others.push(place);
            candidate.last_sentence = sentence;
            candidate.mentions = candidate.mentions.max(candidate.count() as f32);
        }
        Some(index)
    }

    /// Whether a place is one word that says nothing without others.
    fn is_empty_alone(&self, place: &Range<usize>) -> bool {
        let class = self.text.vocabulary.at(place.start).and_then(|word| word.class);
        let form = self.text.form(place.start);
        place.len() == 1 && (class == Some(Class::Generic) || ends_like_demonym(form) || letters(form) < 2)
    }

    /// A place without common words, marks and clitics at its ends; a name without marks and clitics.
    fn trimmed(&self, place: Range<usize>, origin: Origin) -> Option<Range<usize>> {
        let says = |token: &usize| self.text.vocabulary.at(*token).is_some_and(|word| word.is_content());
        let is_name = origin == Origin::Name && place.clone().any(|token| says(&token));
        let keeps = |token: &usize| {
            let is_word = self.text.tokens.kinds().get(*token) == Some(&TokenKind::Word);
            is_word && (is_name || says(token))
        };
        let start = place.clone().find(keeps)?;
        let end = place.rev().find(keeps)? + 1;
        Some(start..end)
    }
}

/// Whether a token is a noun.
fn is_noun(tags: &[PennTag], token: usize) -> bool {
    use PennTag::{Nn, Nnp, Nnps, Nns};
    matches!(tags.get(token), Some(Nn | Nns | Nnp | Nnps))
}

/// Whether a token may stand in a noun phrase: a noun, an adjective, or a participle before one.
fn is_in_noun_phrase(tags: &[PennTag], token: usize) -> bool {
    use PennTag::{Jj, Jjr, Jjs, Vbg, Vbn};
    let is_adjective = |token: usize| matches!(tags.get(token), Some(Jj | Jjr | Jjs));
    match tags.get(token) {
        // "the proposed new loan", but not "offering new loans".
        Some(Vbn) => is_noun(tags, token + 1) || is_adjective(token + 1),
        Some(Vbg) => is_noun(tags, token + 1),
        _ => is_noun(tags, token) || is_adjective(token),
    }
}

fn letters(form: &str) -> usize {
    form.chars().filter(|c| c.is_alphabetic()).count()
}

fn is_name(label: Label) -> bool {
    !label.is_value() && !matches!(label, Label::Norp | Label::Language)
}

/// The span of a place, without a possessive that its last token may end with.
pub(super) fn span_of(text: &Text<'_>, place: &Range<usize>) -> Option<Span> {
    let span = text.tokens.cover(place.clone())?;
    let form = text.doc.slice(span);
    let bare = ["'s", "’s", "'", "’"]
        .into_iter()
        .find_map(|possessive| form.strip_suffix(possessive))
        .unwrap_or(form);
    Some(Span::new(span.start, span.start + bare.len() as u32))
}
