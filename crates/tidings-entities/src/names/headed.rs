//! Names that say what they name: "Hallein Institute", "Kerch Bridge", "Battle of Kyiv", "Article 5".

use tidings_core::Label;

use super::draft::Phrase;
use super::find::{Case, Finder};
use super::lexicon::{HEAD, Known, NAME};
use crate::pieces::Shape;

impl Finder<'_, '_> {
    /// A name that ends in a word which says what it is: "Hallein Institute", "Kerch Bridge".
    pub(super) fn headed(&mut self, at: usize, to: usize, single: Option<Phrase>) -> Option<usize> {
        let view = self.view;
        let known = view.known(at);
        if known.any(Known::LAW_HEAD) && view.shape(at + 1) == Some(Shape::Number) && at + 1 < to {
            self.push(at, at + 2, Label::Law, 0.8);
            return Some(at + 2);
        }
        if known.any(Known::PLACE_PREFIX) && single.is_none() && self.case == Case::Prose {
            let dot = usize::from(view.word(at + 1) == ".");
            let next = at + 1 + dot;
            if next < to
                && view.is_capital(next)
                && !view.known(next).any(Known::COMMON.or(Known::CALENDAR).or(NAME))
                && self.head(at, to).is_none()
            {
                self.push(at, next + 1, Label::Gpe, 0.65);
                return Some(next + 1);
            }
        }
        if known.any(Known::GEO_PREFIX) && at + 1 < to && view.is_capital(at + 1) && self.case == Case::Prose
        {
            self.push(at, at + 2, Label::Loc, 0.8);
            return Some(at + 2);
        }
        let water = Known::GEO_PREFIX.or(Known::GEO_HEAD);
        let of = known.any(Known::OF_HEAD.or(Known::EVENT_HEAD).or(Known::LAW_HEAD).or(water))
            && matches!(view.word(at + 1), "of" | "for");
        if of && at + 2 < to {
            let label = if known.any(water) {
                Label::Loc
            } else if known.any(Known::LAW_HEAD) {
                Label::Law
            } else if known.any(Known::EVENT_HEAD) {
                Label::Event
            } else {
                Label::Org
            };
            let stop = self.of_end(at, to);
            self.push(at, stop, label, 0.85);
            return Some(stop);
        }
        let head = self.head(at, to)?;
        if single.is_some_and(|phrase| phrase.to > head) {
            return None;
        }
        let label = self.head_label(head)?;
        // "the Trump administration": the person is named, not an organization.
        let person =
            known.any(Known::PERSON) && matches!(view.word(head), "Administration" | "Government" | "Team");
        if person {
            return None;
        }
        let mut end = head + 1;
        if end < to && matches!(view.word(end), "of" | "for") {
            end = self.of_end(head, to);
        }
        self.push(at, end, label, if head == at + 1 || single.is_some() { 0.75 } else { 0.8 });
        Some(end)
    }

    /// Where a name with "of" ends: before a title or a new name after "and".
    pub(super) fn of_end(&self, at: usize, to: usize) -> usize {
        (at + 2..to).find(|i| self.view.known(*i).any(Known::TITLE) && self.view.is_capital(*i)).unwrap_or(to)
    }

    /// The last head of the chain from `at`, if the words before it can belong to it.
    pub(super) fn head(&self, at: usize, to: usize) -> Option<usize> {
        let view = self.view;
        let mut head = None;
        for i in at + 1..to {
            let known = view.known(i);
            let hyphen = matches!(view.shape(i), Some(Shape::Hyphen | Shape::Number)) || view.word(i) == "&";
            if known.any(Known::CALENDAR) && !known.any(Known::FIRST) || !view.is_capital(i) && !hyphen {
                break;
            }
            if known.any(Known::TITLE.or(Known::HONORIFIC)) && !known.any(HEAD) && view.is_capital(i + 1) {
                break;
            }
            // "Julia Park" is a person, "Lincoln Park" is not.
            let family =
                known.any(Known::FIRST.or(Known::SURNAME)) && view.known(at).any(Known::FIRST) && i == at + 1;
            if known.any(HEAD) && (!family || known.any(Known::SUFFIX.or(Known::ORG_HEAD))) {
                head = Some(i);
            }
        }
        let head = head?;
        let between = at..head;
        let plain = between.clone().any(|i| {
            view.known(i).any(Known::COMMON.or(Known::LOWERED)) && !view.known(i).any(NAME.or(Known::FIRST))
        });
        let named = between.clone().any(|i| view.known(i).any(NAME));
        if self.case != Case::Prose && (plain || !named || head > at + 2) {
            return None;
        }
        let first_plain =
            view.known(at).any(Known::COMMON) && !view.known(at).any(NAME) && view.opens(at, self.start);
        let weak_head = view.known(head).any(Known::EVENT_HEAD.or(Known::LAW_HEAD));
        (!(first_plain && head == at + 1 && (weak_head || view.known(at).any(Known::LOWERED))))
            .then_some(head)
    }

    pub(super) fn head_label(&self, head: usize) -> Option<Label> {
        let known = self.view.known(head);
        Some(if known.any(Known::PLACE_HEAD) {
            Label::Gpe
        } else if known.any(Known::GEO_HEAD) && !known.any(Known::ORG_HEAD) {
            Label::Loc
        } else if known.any(Known::FACILITY_HEAD) && !known.any(Known::ORG_HEAD) {
            Label::Fac
        } else if known.any(Known::EVENT_HEAD) {
            Label::Event
        } else if known.any(Known::LAW_HEAD) {
            Label::Law
        } else if known.any(Known::ORG_HEAD.or(Known::SUFFIX)) {
            Label::Org
        } else {
            return None;
        })
    }
}
