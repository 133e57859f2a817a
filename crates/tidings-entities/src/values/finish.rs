//! What a date needs after it was found: its place in the calendar, its other end, and whether it comes again.

use std::ops::Range;

use tidings_core::{Label, PennTag, Value, ValueMention};

use super::ranges::{link, settle_upper};
use super::relative::Relative;
use super::resolve::{relative_of, resolve, settle};
use super::scan::{Found, Scan};
use super::words::Word;
use crate::clause::{self, Clause, Outlook};
use crate::pieces::Shape;
use crate::table::Key;

/// How many pieces of a sentence are read on either side of a date.
const WINDOW: usize = 40;

impl Scan<'_> {
    /// "every Sunday", "Sundays", "each May": what comes again is a set and no date.
    pub(super) fn repeated(&self, mut found: Found) -> Found {
        if found.label != Label::Date {
            return found;
        }
        let every = matches!(self.lower_before(found.from, 1).as_str(), "every" | "each");
        let plural = found.to == found.from + 1
            && matches!(self.word(found.from), Word::Weekday(_))
            && self.lower(found.from).ends_with('s');
        if !every && !plural {
            return found;
        }
        let iso = match &found.value {
            Value::Date { iso } | Value::Duration { iso } if iso.starts_with('P') => Some(iso.clone()),
            Value::RelativeDate { relative } => match Relative::parse(relative) {
                Some(Relative::Weekday { day, turn: None }) => Some(format!("XXXX-WXX-{day}")),
                Some(Relative::Month { month, day: None, turn: None }) => Some(format!("XXXX-{month:02}")),
                Some(Relative::Month { month, day: Some(day), turn: None }) => {
                    Some(format!("XXXX-{month:02}-{day:02}"))
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(iso) = iso {
            found.value = Value::Set { iso };
            found.from -= usize::from(every);
        }
        found
    }

    /// Resolves a date where the words alone tell which one is meant, and joins it to the date before it where both are
    /// the ends of a range.
    pub(super) fn finish(
        &self,
        mention: &mut ValueMention,
        place: Range<usize>,
        before: Option<&mut ValueMention>,
        last: Option<Range<usize>>,
    ) {
        let relative = relative_of(mention);
        let mut outlook = Outlook::Open;
        if let (Some(relative), Some(anchor)) = (relative, self.anchor) {
            if relative.is_open() {
                outlook = self.outlook(place.clone());
            }
            settle(mention, relative, anchor, resolve(relative, anchor, outlook));
            settle_upper(mention);
        }
        if let (Some(before), Some(last)) = (before, last)
            && before.label == Label::Date
            && mention.label == Label::Date
            && self.is_range(last.clone(), place.start)
        {
            link(before, mention, self.anchor, self.outlook(last));
        }
    }

    /// Whether a date at `first` and one that begins at `second` are the ends of a range.
    fn is_range(&self, first: Range<usize>, second: usize) -> bool {
        let opener = self.lower_before(first.start, 1);
        let opener = match opener.as_str() {
            "early" | "late" | "mid" | "the" => self.lower_before(first.start, 2),
            _ => opener,
        };
        let weekday = first.len() == 1 && matches!(self.word(first.start), Word::Weekday(_));
        let joined = match second.checked_sub(first.end) {
            Some(1) => first.end,
            // "until the", "to early".
            Some(2) if matches!(self.lower(first.end + 1).as_str(), "the" | "early" | "late" | "mid") => {
                first.end
            }
            _ => return false,
        };
        match self.lower(joined).as_str() {
            "to" | "until" | "till" | "through" => {
                opener.as_str() == "from" || weekday || self.lower(joined).as_str() == "through"
            }
            "and" => opener.as_str() == "between",
            _ => self.shape(joined) == Some(Shape::Hyphen),
        }
    }

    /// Where a date lies, by the words of its sentence.
    fn outlook(&self, place: Range<usize>) -> Outlook {
        let ends = |at: &usize| matches!(self.text(*at), "." | "?" | "!" | "…") || self.breaks_line(*at);
        let from = (place.start.saturating_sub(WINDOW)..place.start)
            .rev()
            .find(ends)
            .map_or(place.start.saturating_sub(WINDOW), |at| at + 1);
        let limit = self.len().min(place.end + WINDOW);
        // The piece of the line break is the last of its line.
        let to = (place.end.saturating_sub(1)..limit).find(ends).map_or(limit, |at| (at + 1).max(place.end));
        let words = Words { scan: self, from, to };
        clause::outlook(&words, place.start - from..place.end - from).outlook
    }
}

/// The words of a sentence, whose tags are guessed.
struct Words<'s, 't> {
    scan: &'s Scan<'t>,
    from: usize,
    to: usize,
}

impl Clause for Words<'_, '_> {
    fn len(&self) -> usize {
        self.to - self.from
    }

    fn tag(&self, at: usize) -> PennTag {
        let place = self.from + at;
        if place >= self.to {
            return PennTag::Period;
        }
        let before = if at == 0 { Key::new() } else { Key::of(self.scan.text(place - 1)) };
        match self.scan.shape(place) {
            Some(Shape::Number) => PennTag::Cd,
            Some(Shape::Mark) if self.scan.text(place) == "\"" => PennTag::Opening,
            _ => {
                let capital = self.scan.is_capital(place) && at > 0;
                clause::rough_tag(Key::of(self.scan.text(place)).as_str(), before.as_str(), capital)
            }
        }
    }

    fn lower(&self, at: usize) -> Key {
        let place = self.from + at;
        if place < self.to { Key::of(self.scan.text(place)) } else { Key::new() }
    }

    fn head(&self, _: usize) -> Option<usize> {
        None
    }

    fn is_headline(&self) -> bool {
        false
    }
}
