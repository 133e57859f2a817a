//! Persons: after a title, by a known surname, or from a first name on.

use tidings_core::Label;

use super::draft::Phrase;
use super::find::{Case, Finder};
use super::lexicon::{HEAD, Known, NAME, PEOPLE_OF, PLACE};
use crate::pieces::Shape;

impl Finder<'_, '_> {
    /// The first piece after the titles that begin at `at`: "Foreign Minister", "U.S. President" not included.
    pub(super) fn title(&self, at: usize, to: usize) -> Option<usize> {
        let view = self.view;
        let titles = Known::TITLE.or(Known::HONORIFIC);
        let known = view.known(at);
        // "King" and "Bishop" are surnames after a first name; there `person` has taken them already.
        if known.any(titles) {
            let dot = usize::from(view.word(at + 1) == "." && at + 1 < to);
            return Some(at + 1 + dot);
        }
        let adjective = known.any(Known::COMMON) && !known.any(NAME.or(Known::FIRST)) && at + 1 < to;
        (adjective && view.known(at + 1).any(titles)).then_some(at + 2)
    }

    /// A person: after a title, or from a first name on.
    pub(super) fn person(
        &mut self,
        at: usize,
        to: usize,
        titled: bool,
        single: Option<Phrase>,
    ) -> Option<usize> {
        let view = self.view;
        let known = view.known(at);
        let listed_person = single.filter(|phrase| phrase.known.any(Known::PERSON));
        let place = single
            .is_some_and(|phrase| phrase.known.any(PLACE.or(PEOPLE_OF).or(Known::ORG).or(Known::ACRONYM)));
        if let Some(phrase) = listed_person.filter(|_| !known.any(Known::FIRST) || at + 1 == to) {
            let stop = self.family_end(at, phrase.to, to, 1);
            self.push(at, stop, Label::Person, if titled { 0.97 } else { 0.92 });
            return Some(stop);
        }
        if titled
            && !place
            && (!known.any(Known::COMMON.or(HEAD)) || known.any(Known::FIRST.or(Known::SURNAME)))
        {
            let stop = self.family_end(at, at + 1, to, 4);
            self.push(at, stop, Label::Person, 0.93);
            return Some(stop);
        }
        // "Al-Anbar" has an article, not a first name.
        let article = known.any(Known::PARTICLE) && view.shape(at + 1) == Some(Shape::Hyphen);
        if !known.any(Known::FIRST) || article || single.is_some_and(|phrase| phrase.to > at + 1) {
            return None;
        }
        let stop = self.family_end(at, at + 1, to, 3);
        let next = view.known(at + 1);
        let ordinary = known.any(Known::COMMON.or(Known::FUNCTION).or(Known::CALENDAR));
        if stop == at + 1 {
            let alone = !place && !ordinary && !known.any(Known::WEAK_CITY) && at + 1 == to;
            if !alone || self.case == Case::Capitals {
                return None;
            }
            self.push(at, stop, Label::Person, if known.any(Known::LOWERED) { 0.3 } else { 0.7 });
            return Some(stop);
        }
        let surname = next.any(Known::SURNAME.or(Known::PERSON)) || !next.any(Known::COMMON.or(NAME));
        let sure = surname && !(ordinary && next.any(Known::COMMON)) && (!place || next.any(Known::SURNAME));
        if !sure && (place || ordinary || self.case != Case::Prose) {
            return None;
        }
        self.push(at, stop, Label::Person, if surname { 0.9 } else { 0.7 });
        Some(stop)
    }

    /// Where a person's name ends that holds the pieces up to `end`: at most `more` words on.
    pub(super) fn family_end(&self, at: usize, end: usize, to: usize, more: usize) -> usize {
        let view = self.view;
        let (mut stop, mut words, mut i) = (end, 0, end);
        while i < to && words < more {
            let known = view.known(i);
            let mark = matches!(view.shape(i), Some(Shape::Hyphen)) || view.word(i) == ".";
            if mark || known.any(Known::PARTICLE) && i + 1 < to && !view.known(i).any(Known::SURNAME) {
                i += 1;
                continue;
            }
            let capital = view.is_capital(i) || view.shape(i - 1) == Some(Shape::Hyphen);
            let role = known.any(Known::CALENDAR.or(Known::FUNCTION))
                || known.any(Known::TITLE.or(PEOPLE_OF).or(Known::SUFFIX).or(Known::ACRONYM).or(Known::SAY))
                    && !known.any(Known::SURNAME.or(Known::FIRST));
            let place = known.any(PLACE) && !known.any(Known::SURNAME.or(Known::FIRST));
            let plain =
                known.any(Known::COMMON) && !known.any(Known::SURNAME.or(Known::FIRST).or(Known::PERSON));
            let plain = plain && (self.case != Case::Prose || known.any(Known::LOWERED) || words > 0);
            let numeral = i > at
                && matches!(view.word(i), "II" | "III" | "IV" | "V" | "VI" | "XIV" | "XVI" | "Jr" | "Sr");
            if !capital
                || (role || place || plain) && !numeral
                || view.shape(i) == Some(Shape::Upper)
                    && !numeral
                    && self.case == Case::Prose
                    && view.word(i).len() > 3
            {
                break;
            }
            // "J" of "J." is no word of its own.
            words += usize::from(view.word(i).trim_end_matches('.').len() > 1);
            i += 1;
            stop = i;
        }
        if stop < to
            && view.word(stop) == "."
            && view.word(stop - 1).len() <= 2
            && stop - at > 1
            && view.glued(stop)
            && matches!(view.word(stop - 1), "Jr" | "Sr")
        {
            stop += 1;
        }
        stop
    }
}
