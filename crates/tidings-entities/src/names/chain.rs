//! Chains: runs of capitalized words, with what may stand between them inside of one name.

use super::draft::LONGEST;
use super::find::{Case, Finder};
use super::lexicon::{self, Known, NAME, PEOPLE_OF, PLACE};
use crate::pieces::Shape;

impl Finder<'_, '_> {
    /// One past the last piece of the chain of capitals that begins at `at`.
    pub(super) fn chain(&self, at: usize) -> usize {
        let view = self.view;
        // An article at the start of a sentence is no part of what the lists have.
        let from = at + usize::from(view.known(at).any(Known::FUNCTION));
        let mut end = at + 1;
        while end < self.end && end - at < LONGEST {
            let known = view.known(end);
            if known.any(Known::TAKEN) {
                break;
            }
            let step = match view.pieces[end].shape {
                Shape::Capital | Shape::Upper => 1,
                Shape::Hyphen => self.hyphen_step(from, end),
                Shape::Mark => self.mark_step(end),
                Shape::Lower => self.connector_step(from, end),
                Shape::Number if view.glued(end) || self.numbered(end) => 1,
                _ => 0,
            };
            if step == 0 || end + step > self.end {
                break;
            }
            end += step;
        }
        end
    }

    /// "Article 5", "Boeing 737": the numbers that `entities.values` leaves to names.
    pub(super) fn numbered(&self, at: usize) -> bool {
        self.view.known(at - 1).any(Known::LAW_HEAD.or(Known::ORG).or(Known::PRODUCT))
            && self.view.is_capital(at - 1)
    }

    /// A hyphen goes on if it joins the halves of one name: `Jong-un` and `F-16`, not `US-Russia`.
    pub(super) fn hyphen_step(&self, from: usize, at: usize) -> usize {
        let view = self.view;
        if !view.glued(at) || !view.glued(at + 1) || at + 1 >= self.end {
            return 0;
        }
        let covers = |from| view.phrase(from, self.end).is_some_and(|phrase| phrase.to > at + 1);
        let covered = covers(at - 1) || from < at - 1 && covers(from);
        let sides = view.known(at - 1).or(view.known(at + 1));
        let article = view.known(at - 1).any(Known::PARTICLE) && view.word(at - 1).len() <= 3;
        let whole =
            covered || article || !sides.any(PLACE.or(PEOPLE_OF).or(Known::ACRONYM).or(Known::PERSON));
        let right = view.shape(at + 1);
        let name = view.is_capital(at + 1) || right == Some(Shape::Number);
        // "Jong-un", "Siu-lai": a short second half that is no word.
        let given = right == Some(Shape::Lower)
            && view.word(at + 1).len() <= 5
            && (at > 1 && view.is_capital(at - 2) || view.known(at - 1).any(Known::FIRST.or(Known::SURNAME)))
            && !COMPOUND.contains(&view.word(at + 1))
            && !lexicon::is_plain(&view.key(at + 1, at + 2));
        if whole && (name || given) { 2 } else { 0 }
    }

    /// The period of an initial or an abbreviated title, and "&".
    pub(super) fn mark_step(&self, at: usize) -> usize {
        let view = self.view;
        let last = view.word(at - 1);
        let initial = last.len() <= 2
            && view.shape(at - 1) != Some(Shape::Lower)
            && !view.known(at - 1).any(Known::ACRONYM.or(Known::COUNTRY));
        let title = view.known(at - 1).any(Known::HONORIFIC.or(Known::TITLE)) && last.len() <= 4;
        match view.word(at) {
            "." if view.glued(at) && (initial || title) && view.is_capital(at + 1) => 1,
            "&" if view.is_capital(at + 1) => 2,
            _ => 0,
        }
    }

    /// "of", "de", "van der": how many pieces go on to the next capital.
    pub(super) fn connector_step(&self, from: usize, at: usize) -> usize {
        let view = self.view;
        let known = view.known(at);
        if known.any(Known::PARTICLE) && view.shape(at + 1) == Some(Shape::Hyphen) {
            return if view.glued(at + 1) && view.glued(at + 2) && view.is_capital(at + 2) { 3 } else { 0 };
        }
        if known.any(Known::PARTICLE) {
            let count = 1 + usize::from(view.known(at + 1).any(Known::PARTICLE) && !view.is_capital(at + 1));
            return if view.is_capital(at + count) { count + 1 } else { 0 };
        }
        if !known.any(Known::CONNECTOR) || self.case == Case::Headline {
            return 0;
        }
        let heads = Known::OF_HEAD
            .or(Known::EVENT_HEAD)
            .or(Known::LAW_HEAD)
            .or(Known::GEO_PREFIX)
            .or(Known::GEO_HEAD);
        let article = usize::from(view.word(at + 1) == "the");
        let next = at + 1 + article;
        let listed = view.phrase(from, self.end).is_some_and(|phrase| phrase.to > at);
        let goes_on = match view.word(at) {
            "of" => view.known(at - 1).any(heads),
            "for" => view.known(at - 1).any(Known::OF_HEAD),
            "and" => {
                let headed = (from..at).any(|i| view.word(i) == "of" || view.word(i) == "for");
                headed && !view.known(next).any(NAME.or(Known::FIRST).or(Known::TITLE).or(Known::OF_HEAD))
            }
            _ => false,
        };
        if view.is_capital(next) && (listed || goes_on) { 2 + article } else { 0 }
    }
}

/// Second halves of compounds whose first half is a name: "Trump-era".
const COMPOUND: [&str; 12] =
    ["era", "led", "born", "run", "like", "made", "own", "ally", "held", "area", "wide", "held"];
