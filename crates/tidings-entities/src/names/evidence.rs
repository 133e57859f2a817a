//! What is known of every token of a document before the trained tagger decides: the lists, the rules, and how the
//! document uses the word elsewhere.
//!
//! The rules (see [`find`](super::find)) find names by capitals, lists and the words around them, and agree on a label within the
//! document. The tagger takes what they found as evidence, not as an answer.

use rustc_hash::FxHashMap;
use tidings_core::{
    Document, Label, Layer, SentenceKind, Sentences, StageError, Tags, Tokens, Values, Word, WordCase, Words,
};

use super::agree::Agreement;
use super::draft::{Draft, View};
use super::find::Finder;
use super::gazetteer::{Gazetteer, Mark, list};
use super::lexicon::{self, Known, Lists};
use crate::pieces;
use crate::table::Key;

/// A name that the rules found, over tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proposal {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) label: Label,
    pub(super) confidence: f32,
}

/// How a document uses a word: bits.
pub(super) mod used {
    /// It occurs in lower case.
    pub const LOWER: u16 = 1;
    /// It follows a title or an honorific.
    pub const AFTER_TITLE: u16 = 1 << 1;
    /// It stands before a verb of saying.
    pub const BEFORE_SAYING: u16 = 1 << 2;
    /// It follows a preposition of place.
    pub const AFTER_PLACE_PREPOSITION: u16 = 1 << 3;
    /// It ends a run of capitals that begins with a first name.
    pub const AFTER_FIRST_NAME: u16 = 1 << 4;
    /// It begins a run of capitals of two words or more.
    pub const BEGINS_RUN: u16 = 1 << 5;
    /// It ends such a run.
    pub const ENDS_RUN: u16 = 1 << 6;
    /// It stands alone between words in lower case, not at the start of a sentence.
    pub const ALONE: u16 = 1 << 7;
    /// The rules found a person of this name.
    pub const PERSON: u16 = 1 << 8;
    /// The rules found an organization.
    pub const ORG: u16 = 1 << 9;
    /// The rules found a place.
    pub const PLACE: u16 = 1 << 10;
    /// It follows "the".
    pub const AFTER_ARTICLE: u16 = 1 << 11;
}

/// The evidence for every token of a document.
pub(super) struct Evidence<'d> {
    pub(super) text: &'d str,
    pub(super) tokens: &'d Tokens,
    pub(super) words: &'d Words,
    pub(super) tags: &'d Tags,
    pub(super) sentences: &'d Sentences,
    /// What the word lists know.
    pub(super) known: Vec<Known>,
    /// What the gazetteer knows.
    pub(super) marks: Vec<Mark>,
    /// What the rules found, in order.
    pub(super) proposals: Vec<Proposal>,
    /// For every token the label and the place (begin, inside, last, unit) that the rules gave it; 0 for none.
    pub(super) ruled: Vec<u8>,
    /// How the document uses the word.
    pub(super) used: Vec<u16>,
    /// How much of the lists counts.
    lists: Lists,
}

impl<'d> Evidence<'d> {
    /// Collects the evidence of a document.
    ///
    /// # Errors
    /// If a layer is missing or does not fit the tokens.
    pub(super) fn collect(
        doc: &'d Document,
        gazetteer: &Gazetteer,
        lists: Lists,
    ) -> Result<Self, StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let words = doc.get::<Words>().ok_or_else(|| StageError::missing_layer(Words::NAME))?;
        let tags = doc.get::<Tags>().ok_or_else(|| StageError::missing_layer(Tags::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let covered = sentences.0.last().map_or(0, |sentence| sentence.end_token as usize);
        if words.len() != tokens.len() || tags.upos.len() != tokens.len() || covered > tokens.len() {
            return Err(unfit());
        }
        let view = View::new(doc.text(), tokens, doc.get::<Values>(), lists);
        let drafts = drafts(&view, sentences);
        let mut evidence = Evidence {
            text: doc.text(),
            lists,
            known: known(&view, tokens),
            marks: Vec::with_capacity(tokens.len()),
            proposals: Vec::new(),
            ruled: vec![0; tokens.len()],
            used: Vec::new(),
            tokens,
            words,
            tags,
            sentences,
        };
        let mut read = Vec::new();
        for sentence in &sentences.0 {
            if words.read(sentence.tokens(), &mut read) {
                gazetteer.mark(&read, &mut evidence.marks);
            }
        }
        evidence.marks.resize(tokens.len(), Mark::default());
        for draft in drafts {
            evidence.propose(&view, draft);
        }
        evidence.usage();
        Ok(evidence)
    }

    /// A token as written; nothing beyond the last one.
    pub(super) fn word(&self, at: usize) -> &'d str {
        self.tokens.spans().get(at).and_then(|span| span.slice(self.text)).unwrap_or("")
    }

    /// Whether a token begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let cased =
            self.words.get(at).is_some_and(|word| !matches!(word.case, WordCase::Lower | WordCase::Uncased));
        cased && self.word(at).starts_with(char::is_uppercase)
    }

    /// Whether a token begins where the one before it ends.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        let spans = self.tokens.spans();
        at > 0 && spans.get(at).is_some_and(|span| span.start == spans[at - 1].end)
    }

    /// What the lists of words know of a token.
    pub(super) fn known(&self, at: usize) -> Known {
        self.known.get(at).copied().unwrap_or_default()
    }

    /// What the lists of names know of some words as a whole; hyphens between them are not spoken.
    pub(super) fn listed<'w>(&self, words: impl Iterator<Item = &'w str>) -> Known {
        let mut key = Key::new();
        let mut capitals = true;
        for word in words.filter(|word| !is_hyphen(word)) {
            capitals &= !word.contains(char::is_lowercase);
            key.push(word);
        }
        let known = lexicon::phrase(&key, self.lists);
        // "WHO" is an acronym, "Who" is not.
        if capitals { known } else { known.without(Known::ACRONYM) }
    }

    fn propose(&mut self, view: &View<'_>, draft: Draft) {
        let span = view.span(draft.from, draft.to);
        let spans = self.tokens.spans();
        let start = spans.partition_point(|token| token.end <= span.start);
        let end = spans.partition_point(|token| token.start < span.end);
        if start >= end {
            return;
        }
        for at in start..end {
            let place = match (at == start, at + 1 == end) {
                (true, true) => 3,
                (true, false) => 0,
                (false, true) => 2,
                (false, false) => 1,
            };
            self.ruled[at] = 1 + 4 * draft.label as u8 + place;
        }
        let (label, confidence) = (draft.label, draft.confidence);
        self.proposals.push(Proposal { start: start as u32, end: end as u32, label, confidence });
    }

    /// Collects how the document uses every word that has a capital somewhere.
    fn usage(&mut self) {
        let mut table: FxHashMap<u64, u16> = FxHashMap::default();
        for sentence in &self.sentences.0 {
            let prose = sentence.kind == SentenceKind::Prose;
            let range = sentence.tokens();
            for at in range.clone() {
                let bits = self.use_of(at, range.clone(), prose);
                if bits != 0 {
                    *table.entry(self.words[at].lower).or_default() |= bits;
                }
            }
        }
        let capital = |word: &Word| word.case != WordCase::Lower && word.case != WordCase::Uncased;
        let used = |word: &Word| if capital(word) { table.get(&word.lower).copied().unwrap_or(0) } else { 0 };
        self.used = self.words.iter().map(used).collect();
    }

    fn use_of(&self, at: usize, sentence: std::ops::Range<usize>, prose: bool) -> u16 {
        let word = &self.words[at];
        let capital = |at: usize| {
            sentence.contains(&at) && !matches!(self.words[at].case, WordCase::Lower | WordCase::Uncased)
        };
        if word.case == WordCase::Lower {
            // Only words of some length: "us" and "it" say nothing of "US" and "IT".
            return if word.head > 0xff_ffff { used::LOWER } else { 0 };
        }
        if !capital(at) || !prose {
            return 0;
        }
        let before = if at > sentence.start { self.known[at - 1] } else { Known::default() };
        let after = if at + 1 < sentence.end { self.known[at + 1] } else { Known::default() };
        let (run_before, run_after) = (at > sentence.start && capital(at - 1), capital(at + 1));
        let mut bits = 0;
        let mut set = |bit: u16, holds: bool| bits |= if holds { bit } else { 0 };
        set(used::AFTER_TITLE, before.any(Known::TITLE.or(Known::HONORIFIC)));
        set(used::BEFORE_SAYING, after.any(Known::SAY));
        set(used::AFTER_PLACE_PREPOSITION, before.any(Known::PLACE_PREPOSITION));
        let first = at > sentence.start && self.marks[at - 1].alone & list::FREQUENT_FIRST != 0;
        set(used::AFTER_FIRST_NAME, run_before && (first || before.any(Known::FIRST)));
        set(used::BEGINS_RUN, run_after && !run_before);
        set(used::ENDS_RUN, run_before && !run_after);
        set(used::ALONE, !run_before && !run_after && at > sentence.start);
        set(
            used::AFTER_ARTICLE,
            at > sentence.start && self.words[at - 1].head == u32::from_le_bytes(*b"the\0"),
        );
        let label = (self.ruled[at] > 0).then(|| (self.ruled[at] - 1) / 4);
        let is = |wanted: Label| label == Some(wanted as u8);
        set(used::PERSON, is(Label::Person));
        set(used::ORG, is(Label::Org));
        set(used::PLACE, is(Label::Gpe) || is(Label::Loc) || is(Label::Fac));
        bits
    }
}

/// Whether a token is a hyphen or a dash.
pub(super) fn is_hyphen(word: &str) -> bool {
    word.chars().next().is_some_and(pieces::is_hyphen) && word.chars().nth(1).is_none()
}

/// The error of a document whose layers were made for other tokens.
pub(super) fn unfit() -> StageError {
    StageError::new("the layers of the document do not fit its tokens: make them again")
}

/// What the rules find in the document, without overlaps.
fn drafts(view: &View<'_>, sentences: &Sentences) -> Vec<Draft> {
    let mut finder = Finder::new(view);
    for sentence in &sentences.0 {
        let range = view.range(sentence);
        finder.sentence(range.start, range.end, sentence.kind);
    }
    let mut drafts = finder.drafts;
    drafts.sort_by_key(|draft| (draft.from, std::cmp::Reverse(draft.to)));
    drop_overlaps(&mut drafts);
    let agreement = Agreement::of(view, &drafts);
    agreement.settle(view, &mut drafts);
    agreement.complete(view, &mut drafts);
    drop_overlaps(&mut drafts);
    drafts
}

/// Of two drafts that overlap the first one stays, and of two that begin together the longer one.
fn drop_overlaps(drafts: &mut Vec<Draft>) {
    let mut end = 0;
    drafts.retain(|draft| {
        let free = draft.from >= end && draft.to > draft.from;
        if free {
            end = draft.to;
        }
        free
    });
}

/// What the lists know of every token: of its first piece.
fn known(view: &View<'_>, tokens: &Tokens) -> Vec<Known> {
    let mut pieces = view.pieces.iter().zip(&view.known).peekable();
    let of = |start: u32| {
        while pieces.next_if(|(piece, _)| piece.span.start < start).is_some() {}
        pieces
            .peek()
            .filter(|(piece, _)| piece.span.start == start)
            .map_or(Known::default(), |(_, known)| **known)
    };
    tokens.spans().iter().map(|span| span.start).map(of).collect()
}
