//! The first pass: candidates by their capitals, cut and labeled by lists and context.

use tidings_core::{Label, SentenceKind};

use super::draft::{Draft, View};
use super::lexicon::{Known, NAME};
use crate::pieces::Shape;

/// How capitals are used in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Names and first words.
    Prose,
    /// Every important word: capitals say little.
    Headline,
    /// Every letter: capitals say nothing.
    Capitals,
}

/// The drafts of one sentence and what is needed to find them.
pub(super) struct Finder<'v, 't> {
    pub(super) view: &'v View<'t>,
    pub(super) drafts: Vec<Draft>,
    pub(super) case: Case,
    /// First and one past the last piece of the sentence.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'v, 't> Finder<'v, 't> {
    pub(super) fn new(view: &'v View<'t>) -> Self {
        Finder { view, drafts: Vec::new(), case: Case::Prose, start: 0, end: 0 }
    }

    /// Finds the names of the sentence over the pieces `start..end`.
    pub(super) fn sentence(&mut self, start: usize, end: usize, kind: SentenceKind) {
        (self.start, self.end) = (start, end);
        self.case = self.case_of(kind);
        let mut at = start;
        while at < end {
            let known = self.view.known(at);
            if known.any(Known::TAKEN) || !self.view.pieces[at].is_word() {
                at += 1;
            } else if !self.view.is_capital(at) {
                at = self.lower(at);
            } else {
                let stop = self.chain(at);
                self.cut(at, stop);
                at = stop;
            }
        }
    }

    fn case_of(&self, kind: SentenceKind) -> Case {
        let (mut lower, mut capital, mut upper, mut plain) = (0, 0, 0, false);
        let small = Known::FUNCTION.or(Known::CONNECTOR).or(Known::PARTICLE).or(Known::PLACE_PREPOSITION);
        for at in self.start..self.end.min(self.start + 60) {
            let long = self.view.pieces[at].span.len() > 3;
            plain |= self.view.pieces[at].shape == Shape::Lower && !self.view.known(at).any(small);
            match self.view.pieces[at].shape {
                Shape::Lower if long => lower += 1,
                Shape::Capital if long => capital += 1,
                Shape::Upper if long && !self.view.known(at).any(Known::ACRONYM) => upper += 1,
                _ => {}
            }
        }
        if upper >= 3 && upper > 3 * (lower + capital) {
            Case::Capitals
        } else if capital >= 3
            && (lower == 0 || capital > 2 * lower || kind == SentenceKind::Heading && capital > lower)
        {
            // A list of names in running text is no headline, and a headline has no full stop.
            let stop =
                (self.start..self.end).rev().take(3).any(|at| matches!(self.view.word(at), "." | "?" | "!"));
            if plain && stop { Case::Prose } else { Case::Headline }
        } else {
            Case::Prose
        }
    }

    pub(super) fn push(&mut self, from: usize, to: usize, label: Label, confidence: f32) {
        self.drafts.push(Draft { from, to, label, confidence });
    }

    /// A lower-case word: a ministry, or the particles before a family name.
    fn lower(&mut self, at: usize) -> usize {
        let view = self.view;
        if view.word(at) == "ministry" && at > self.start && MINISTRIES.contains(&view.word(at - 1)) {
            self.push(at - 1, at + 1, Label::Org, 0.6);
        }
        if !NOBILIARY.contains(&view.word(at)) {
            return at + 1;
        }
        let listed = view.phrase(at, self.end).filter(|phrase| phrase.known.any(Known::PERSON));
        let next = at + 1 + usize::from(view.known(at + 1).any(Known::PARTICLE) && !view.is_capital(at + 1));
        let name = next < self.end && view.is_capital(next) && !view.known(next).any(NAME.or(Known::TAKEN));
        match listed {
            Some(phrase) => self.push(at, phrase.to, Label::Person, 0.95),
            None if name => self.push(at, next + 1, Label::Person, 0.55),
            None => return at + 1,
        }
        listed.map_or(next + 1, |phrase| phrase.to)
    }

    /// Cuts a chain into names and labels each.
    fn cut(&mut self, from: usize, to: usize) {
        let mut at = from;
        let mut titled = false;
        while at < to {
            let view = self.view;
            let known = view.known(at);
            let single = view.phrase(at, to).filter(|phrase| self.holds(at, *phrase, to));
            if !view.is_capital(at) {
                at += 1;
                continue;
            }
            let listed = single.is_some();
            if known.any(Known::FUNCTION.or(Known::CALENDAR)) && !listed && !known.any(Known::FIRST) {
                (at, titled) = (at + 1, false);
                continue;
            }
            if let Some(skip) = self.title(at, to).filter(|_| single.is_none_or(|phrase| phrase.to <= at + 1))
            {
                titled = true;
                at = skip;
                continue;
            }
            let stop = self
                .headed(at, to, single)
                .or_else(|| self.person(at, to, titled, single))
                .or_else(|| single.map(|phrase| self.listed(at, phrase, to)))
                .unwrap_or_else(|| self.unknown(at, to));
            (at, titled) = (stop.max(at + 1), false);
        }
    }
}

/// "defense ministry" in lower case is the name of an office.
const MINISTRIES: [&str; 18] = [
    "defense",
    "defence",
    "foreign",
    "finance",
    "interior",
    "energy",
    "health",
    "justice",
    "farm",
    "agriculture",
    "economy",
    "culture",
    "education",
    "transport",
    "infrastructure",
    "trade",
    "labor",
    "environment",
];

/// Particles that begin a family name even in lower case.
const NOBILIARY: [&str; 6] = ["von", "van", "de", "bin", "ibn", "di"];
