//! Words of the calendar that are names: "April Ross", "17 February Brigade", "Friday Harbor", "the Sunday Times"; and days
//! with a name of their own: "Black Friday".

use tidings_core::{Label, Value};

use super::scan::{Found, Scan};
use super::words::Word;
use crate::pieces::Shape;

impl Scan<'_> {
    /// Whether the month at `at` is the first or the last name of a person.
    pub(super) fn is_named_month(&self, at: usize) -> bool {
        if self.shape(at) != Some(Shape::Capital) {
            return false;
        }
        let before = self.lower_before(at, 1);
        if let Word::WeakMonth(month @ (3 | 5)) = self.word(at)
            && matches!(
                before.as_str(),
                "of" | "by" | "to" | "from" | "after" | "before" | "and" | "between" | "for"
            )
            && !matches!(self.shape(at + 1), Some(Shape::Number))
            && self.surnames()[usize::from(month == 5)]
        {
            return true;
        }
        let timed = matches!(
            before.as_str(),
            "in" | "since"
                | "until"
                | "till"
                | "last"
                | "next"
                | "this"
                | "early"
                | "late"
                | "mid"
                | "during"
                | "through"
                | "every"
        );
        // A name may follow these as well.
        let given = matches!(self.lower(at).as_str(), "april" | "may" | "june" | "august");
        let linked = matches!(
            before.as_str(),
            "by" | "of" | "from" | "before" | "after" | "to" | "between" | "and" | "on"
        );
        let dated = timed
            || linked && !given
            || matches!(self.before(at), Word::Ordinal(_))
            || self.shape(at.wrapping_sub(1)) == Some(Shape::Number)
            || self.shape(at.wrapping_sub(1)) == Some(Shape::Hyphen);
        let next = self.piece(at + 1);
        let name =
            next.is_some_and(|piece| piece.shape == Shape::Capital && !piece.glued && piece.span.len() > 1);
        name && !dated && self.word(at + 1) == Word::Other
    }

    /// Whether March and May are surnames here: "Theresa May", "Mrs May".
    fn surnames(&self) -> [bool; 2] {
        *self.surnames.get_or_init(|| {
            let mut names = [false; 2];
            for at in 1..self.len() {
                if let Word::WeakMonth(month @ (3 | 5)) = self.word(at)
                    && self.shape(at) == Some(Shape::Capital)
                    && self.is_first_name(at - 1)
                    && self.shape(at + 1) != Some(Shape::Number)
                {
                    names[usize::from(month == 5)] = true;
                }
            }
            names
        })
    }

    /// Whether what stands before a word makes it a surname.
    fn is_first_name(&self, at: usize) -> bool {
        let title = matches!(
            self.lower(at).as_str().trim_end_matches('.'),
            "mr" | "mrs" | "ms" | "dr" | "sir" | "minister"
        );
        let name = self.shape(at) == Some(Shape::Capital) && self.word(at) == Word::Other;
        let function = matches!(
            self.lower(at).as_str(),
            "on" | "in"
                | "by"
                | "from"
                | "until"
                | "since"
                | "for"
                | "of"
                | "the"
                | "last"
                | "next"
                | "early"
                | "late"
                | "this"
                | "but"
                | "and"
                | "after"
                | "before"
                | "between"
                | "to"
                | "every"
        );
        // In a title-case headline "May" may be the verb.
        title || name && !function && !self.is_capital(at + 2)
    }

    /// Whether the weekday at `at` is a part of the name of a place, a newspaper, a show or a person.
    pub(super) fn is_named_weekday(&self, at: usize) -> bool {
        self.is_capital(at)
            && self.is_capital(at + 1)
            && WEEKDAY_NAMES.contains(&self.text(at + 1))
            && !matches!(self.lower_before(at, 1).as_str(), "on" | "said" | "by" | "until" | "since")
            || self.text(at + 1) == "Night" && self.is_capital(at + 2)
    }

    /// "Black Friday", "Good Friday": a day that comes every year, without a value.
    pub(super) fn named_day(&self, at: usize) -> Option<Found> {
        let before = at.checked_sub(1)?;
        let named = self.is_capital(before) && NAMED_DAYS.contains(&self.text(before)) && !self.glued(at);
        named.then(|| Found::new(before, at + 1, Label::Date, Value::Unresolved))
    }

    /// Whether a piece belongs to a day of a month that names what follows it: "17 February Brigade", "the April 6 Movement".
    pub(super) fn in_named_body(&self, at: usize) -> bool {
        let calendar = matches!(self.word(at), Word::Month(_) | Word::WeakMonth(_));
        if !calendar && self.shape(at) != Some(Shape::Number) {
            return false;
        }
        let is_month =
            |at: usize| matches!(self.word(at), Word::Month(_) | Word::WeakMonth(_)) && self.is_capital(at);
        let is_body = |at: usize| self.is_capital(at) && BODIES.contains(&self.text(at));
        (at.saturating_sub(2)..=at).any(|first| {
            let of = usize::from(self.word(first + 1) == Word::Of);
            let day_first =
                self.day_of_month(first).is_some() && is_month(first + 1 + of) && is_body(first + 2 + of);
            let month_first = is_month(first) && self.day_of_month(first + 1).is_some() && is_body(first + 2);
            day_first && at <= first + 1 + of || month_first && at <= first + 1
        })
    }
}

/// What follows a weekday in a name.
const WEEKDAY_NAMES: [&str; 24] = [
    "Addams",
    "Age",
    "Business",
    "Club",
    "Express",
    "Gazette",
    "Group",
    "Harbor",
    "Herald",
    "Independent",
    "Island",
    "Life",
    "Mail",
    "Mirror",
    "Mercury",
    "News",
    "People",
    "Post",
    "School",
    "Star",
    "Telegraph",
    "Times",
    "Tribune",
    "World",
];

/// What stands before a weekday that has a name.
const NAMED_DAYS: [&str; 17] = [
    "Ash", "Black", "Bloody", "Blue", "Cyber", "Easter", "Fat", "Giving", "Good", "Holy", "Maundy", "Palm",
    "Shrove", "Spy", "Super", "Whit", "Small",
];

/// What follows a day of a month in a name.
const BODIES: [&str; 27] = [
    "Airport",
    "Alliance",
    "Avenue",
    "Battalion",
    "Boulevard",
    "Bridge",
    "Brigade",
    "Brigades",
    "Coalition",
    "Collective",
    "Commission",
    "Committee",
    "Foundation",
    "Front",
    "Group",
    "Institute",
    "Memorial",
    "Movement",
    "Museum",
    "Organization",
    "Party",
    "Platform",
    "Revolution",
    "Square",
    "Stadium",
    "Street",
    "University",
];
