//! Words that no list knows: context decides, and much is left out.
//!
//! The confidences follow the share of right guesses by kind of evidence on openly licensed training text.

use tidings_core::Label;

use super::find::{Case, Finder};
use super::lexicon::{Known, NAME};
use crate::pieces::Shape;

impl Finder<'_, '_> {
    /// Words that no list knows: context decides.
    pub(super) fn unknown(&mut self, at: usize, to: usize) -> usize {
        let view = self.view;
        let mut stop = at + 1;
        let part = |i: usize| {
            view.shape(i) == Some(Shape::Hyphen)
                || view.word(i) == "&"
                || view.shape(i) == Some(Shape::Number)
        };
        let ends = NAME.or(Known::TITLE).or(Known::FUNCTION).or(Known::CALENDAR);
        while stop < to
            && (view.is_capital(stop) && !view.known(stop).any(ends)
                || part(stop)
                || view.known(stop).any(Known::PARTICLE))
        {
            stop += 1;
        }
        while stop > at + 1 && !view.is_capital(stop - 1) && !part(stop - 1) {
            stop -= 1;
        }
        let mut from = at;
        // The first word of a sentence has a capital anyway.
        while from < stop
            && view.opens(from, self.start)
            && view.known(from).any(Known::COMMON.or(Known::LOWERED).or(Known::SAY))
            && !view.known(from).any(Known::FIRST)
        {
            from += 1;
        }
        if from < stop
            && view.is_capital(from)
            && let Some((label, confidence)) = self.guess(from, stop)
        {
            self.push(from, stop, label, confidence);
        }
        stop
    }

    /// A label for the unknown words `from..to`, if they look like a name at all.
    pub(super) fn guess(&self, from: usize, to: usize) -> Option<(Label, f32)> {
        let view = self.view;
        let words = (from..to).filter(|i| view.is_capital(*i)).count();
        let common = (from..to).filter(|i| view.known(*i).any(Known::COMMON.or(Known::LOWERED))).count();
        let first = view.opens(from, self.start);
        if self.case == Case::Capitals
            || common == words && (words < 2 || first || self.case == Case::Headline)
        {
            return None;
        }
        let before = view.before(from);
        let after = view.known(to);
        let next_lower = view.shape(to) == Some(Shape::Lower);
        let word = view.word(from);
        let article = matches!(view.word_before(from), "the" | "The");
        if words == 1 && view.shape(from) == Some(Shape::Upper) {
            let plain =
                ABBREVIATIONS.contains(&word) || is_numeral(word) || word.len() > 6 || word.contains('.');
            let weight = if article {
                0.6
            } else if word.len() > 2 && self.case == Case::Prose {
                0.45
            } else {
                0.3
            };
            return (!plain).then_some((Label::Org, weight));
        }
        if after.any(Known::UNIT) && next_lower && words <= 2
            || view.word_before(from) == "of" && view.before(from - 1).any(Known::UNIT)
        {
            return Some((Label::Gpe, 0.75));
        }
        let says = next_lower && after.any(Known::SAY)
            || before.any(Known::SAY)
                && !view.is_capital(from - 1)
                && matches!(view.word_before(from), "said" | "says" | "added" | "told" | "met");
        let role = before.any(Known::TITLE.or(Known::KIN).or(Known::HONORIFIC)) && !view.is_capital(from - 1);
        if (says || role) && words <= 3 && common == 0 {
            return Some((Label::Person, 0.7));
        }
        if before.any(Known::PLACE_PREPOSITION) && words <= 2 && common == 0 {
            return Some((Label::Gpe, 0.55));
        }
        let last = view.known(to - 1);
        if words >= 2 && last.any(Known::SURNAME) && common <= 1 {
            return Some((Label::Person, 0.7));
        }
        let inner_capital =
            word.chars().skip(1).any(char::is_uppercase) && !word.starts_with("Mc") && !word.contains('\'');
        if self.case == Case::Headline {
            return None;
        }
        if (2..=3).contains(&words) && common == 0 {
            return Some(if article { (Label::Org, 0.4) } else { (Label::Person, 0.5) });
        }
        if words >= 2 {
            return Some((Label::Org, if article && !first && common < words { 0.3 } else { 0.2 }));
        }
        if last.any(Known::SURNAME) {
            return (common == 0).then_some((Label::Person, 0.5));
        }
        let weight = if first { 0.2 } else { 0.3 };
        Some(if inner_capital {
            (Label::Org, weight + 0.15)
        } else if article {
            (Label::Org, weight)
        } else {
            (Label::Person, weight)
        })
    }
}

/// Abbreviations that name nothing.
const ABBREVIATIONS: [&str; 44] = [
    "TV", "CEO", "CFO", "COO", "AI", "GDP", "PM", "AM", "OK", "ID", "DNA", "HIV", "AIDS", "VAT", "PR", "IT",
    "HR", "UFO", "SUV", "PDF", "USB", "LGBT", "LGBTQ", "MP", "PC", "CD", "DVD", "GPS", "VIP", "POW", "POWS",
    "SMS", "RIP", "LOL", "FYI", "BCE", "CE", "BC", "AD", "ICT", "GIS", "COVID", "SARS", "SOS",
];

/// Roman numerals.
fn is_numeral(word: &str) -> bool {
    word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}
