//! Names of the word lists, and what context makes of them.

use tidings_core::Label;

use super::draft::Phrase;
use super::find::{Case, Finder};
use super::lexicon::{Known, NAME, PEOPLE_OF};
use crate::pieces::Shape;

impl Finder<'_, '_> {
    /// Whether a phrase of the lists is meant here.
    pub(super) fn holds(&self, at: usize, phrase: Phrase, limit: usize) -> bool {
        let view = self.view;
        let known = phrase.known;
        if phrase.to > at + 1 {
            return true;
        }
        if known.any(Known::ACRONYM) && self.case == Case::Capitals {
            return view.word(at).len() > 2 && !known.any(Known::COMMON);
        }
        let short = known.any(Known::COUNTRY) && view.word(at).len() == 2;
        if short && (view.shape(at) != Some(Shape::Upper) || self.case == Case::Capitals) {
            return false;
        }
        if known.any(Known::WEAK_CITY) && !known.any(NAME) {
            let after_preposition = view.before(at).any(Known::PLACE_PREPOSITION);
            let before_state =
                view.word(at + 1) == "," && view.known(at + 2).any(Known::STATE.or(Known::COUNTRY));
            return (after_preposition && at + 1 == limit) || before_state;
        }
        let ordinary =
            known.any(Known::COMMON.or(Known::LOWERED)) && !known.any(PEOPLE_OF.or(Known::ACRONYM));
        if ordinary
            && known.any(
                Known::ORG
                    .or(Known::PERSON)
                    .or(Known::WORK)
                    .or(Known::PRODUCT)
                    .or(Known::REGION)
                    .or(Known::LAW),
            )
        {
            // "Congress" and "the Senate" are names in running text; in a headline or as first word, likely.
            return self.case == Case::Prose && !view.opens(at, self.start)
                || known.any(Known::ORG) && !known.any(Known::LOWERED);
        }
        !ordinary || !view.opens(at, self.start) || known.any(Known::COUNTRY)
    }

    /// A name of the lists.
    pub(super) fn listed(&mut self, at: usize, phrase: Phrase, to: usize) -> usize {
        let view = self.view;
        let known = phrase.known;
        let stop = phrase.to;
        let direction = at.checked_sub(1).filter(|before| {
            *before >= self.start && view.known(*before).any(Known::DIRECTION) && view.is_capital(*before)
        });
        let label = if known.any(Known::LANGUAGE) && self.is_language(at, stop) {
            Label::Language
        } else if known.any(PEOPLE_OF) {
            Label::Norp
        } else if known.any(Known::ACRONYM.or(Known::ORG)) && !known.any(Known::COUNTRY) {
            Label::Org
        } else if known.any(Known::COUNTRY.or(Known::CITY).or(Known::STATE).or(Known::WEAK_CITY)) {
            Label::Gpe
        } else {
            self.other_label(known)
        };
        if label == Label::Gpe {
            if let Some(end) = self.plant(stop) {
                self.push(at, end, Label::Fac, 0.85);
                return end;
            }
            if self.is_team(stop, to) {
                self.push(at, stop + 1, Label::Org, 0.6);
                return stop + 1;
            }
            if let Some(before) = direction.filter(|_| self.case == Case::Prose) {
                self.push(before, stop, Label::Loc, 0.6);
                return stop;
            }
        }
        let context = view.before(at).any(Known::PLACE_PREPOSITION) && label == Label::Gpe;
        let doubtful = known.any(Known::FIRST.or(Known::SURNAME).or(Known::COMMON).or(Known::LOWERED))
            && phrase.to == at + 1;
        let confidence = if context {
            0.96
        } else if doubtful {
            0.7
        } else {
            0.9
        };
        self.push(at, stop, label, confidence);
        stop
    }

    pub(super) fn other_label(&self, known: Known) -> Label {
        let table = [
            (Known::REGION, Label::Loc),
            (Known::FACILITY, Label::Fac),
            (Known::EVENT, Label::Event),
            (Known::LAW, Label::Law),
            (Known::PRODUCT, Label::Product),
            (Known::PERSON, Label::Person),
        ];
        table.into_iter().find(|(flag, _)| known.any(*flag)).map_or(Label::WorkOfArt, |(_, label)| label)
    }

    /// "the Russian language", "speaks French".
    pub(super) fn is_language(&self, at: usize, to: usize) -> bool {
        let view = self.view;
        let next = if view.shape(to) == Some(Shape::Hyphen) { to + 1 } else { to };
        let speaks = view.before(at).any(Known::LANGUAGE_WORD)
            && matches!(view.word_before(at), "speak" | "speaks" | "spoke" | "speaking");
        let alone = view.word_before(at) == "in"
            && !view.pieces.get(to).is_some_and(|piece| piece.is_word() || piece.shape == Shape::Hyphen);
        matches!(view.word(next), "language" | "dialect")
            || speaks
            || alone
            || (view.word(next) == "speaking" && next > to)
    }

    /// One past "nuclear power plant" and the like after a place.
    pub(super) fn plant(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while PLANT_WORDS.contains(&self.view.word(end).to_ascii_lowercase().as_str()) && end < at + 3 {
            end += 1;
        }
        let head = self.view.word(end).to_ascii_lowercase();
        (end > at && matches!(head.as_str(), "plant" | "station" | "dam" | "airport" | "reactor"))
            .then_some(end + 1)
    }

    /// "Chicago Bulls": a place and a plural that no list knows.
    pub(super) fn is_team(&self, at: usize, to: usize) -> bool {
        let word = self.view.word(at);
        at < to
            && at + 1 >= to
            && self.case == Case::Prose
            && self.view.shape(at) == Some(Shape::Capital)
            && word.len() > 3
            && word.ends_with('s')
            && !self.view.known(at).any(NAME.or(Known::LOWERED).or(Known::FIRST).or(Known::TITLE))
    }
}

const PLANT_WORDS: [&str; 8] =
    ["nuclear", "power", "thermal", "hydroelectric", "hydropower", "atomic", "international", "railway"];
