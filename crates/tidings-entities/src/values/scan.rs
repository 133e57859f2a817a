//! The scanner: goes over the pieces once and tries what can begin at each.

use std::cell::OnceCell;

use jiff::civil::Date;
use tidings_core::{DateDetails, DateModifier, Label, Value, ValueMention};

use super::money::{number_of, with_number};
use super::numeric::Order;
use super::pounds::Signs;
use super::words::Word;
use crate::pieces::{Piece, Shape};
use crate::table::Key;

/// A value over a range of pieces.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Label,
    pub(super) value: Value,
    pub(super) upper: Option<Value>,
    pub(super) date: Option<Box<DateDetails>>,
}

impl Found {
    pub(super) fn new(from: usize, to: usize, label: Label, value: Value) -> Self {
        Found { from, to, label, value, upper: None, date: None }
    }

    /// The same of a part of the date.
    pub(super) fn part(mut self, modifier: Option<DateModifier>) -> Self {
        if modifier.is_some() {
            self.date.get_or_insert_default().modifier = modifier;
        }
        self
    }
}

/// The pieces of a text with the meaning of each word.
pub(super) struct Scan<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    words: Vec<Word>,
    /// The day from which relative dates are counted, if it is known.
    pub(super) anchor: Option<Date>,
    /// The order of day and month in this document, once something needs it.
    pub(super) order: OnceCell<Order>,
    /// What the document's address says of that order.
    pub(super) hint: Order,
    /// Whether "May" and "March" are surnames of this document.
    pub(super) surnames: OnceCell<[bool; 2]>,
    /// Whether figures with a comma have parts behind it.
    pub(super) decimal_commas: bool,
    /// What the whole text tells of its money, once it is asked for.
    pub(super) signs: OnceCell<Signs>,
}

/// A length of time is a value of its own, whoever found it.
fn typed(value: Value) -> Value {
    match value {
        Value::Date { iso } | Value::Time { iso } if iso.starts_with('P') => Value::Duration { iso },
        value => value,
    }
}

/// The longest word that means something here.
const LONGEST: u32 = 12;

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str, pieces: &'t [Piece], anchor: Option<Date>, hint: Order) -> Self {
        let words = pieces.iter().map(|piece| meaning(text, piece)).collect();
        let mut scan = Scan {
            text,
            pieces,
            words,
            anchor,
            order: OnceCell::new(),
            hint,
            surnames: OnceCell::new(),
            decimal_commas: false,
            signs: OnceCell::new(),
        };
        scan.decimal_commas = scan.shows_decimal_commas();
        scan
    }

    /// All values, in order.
    pub(super) fn run(&self) -> Vec<ValueMention> {
        let mut out: Vec<ValueMention> = Vec::new();
        let mut last = None;
        let mut at = 0;
        while at < self.pieces.len() {
            let found = self.may_begin(at).then(|| self.value(at)).flatten();
            let Some(found) = found.filter(|found| found.to > at) else {
                at += 1;
                continue;
            };
            let found = self.repeated(found);
            let mut span = self.pieces[found.from].span.cover(self.pieces[found.to - 1].span);
            let counted = !matches!(found.label, Label::Date | Label::Time);
            if counted && self.text(found.to - 1).len() > 1 && self.text(found.to - 1).ends_with('.') {
                // The period of "£900bn." ends the sentence.
                span.end -= 1;
            }
            let bound = self.bound(&found);
            let (range, label) = (found.from..found.to, found.label);
            let Found { value, upper, date, .. } = found;
            let mut mention =
                ValueMention { span, label, value: typed(value), bound, upper: upper.map(typed), date };
            if label == Label::Date || mention.date.is_some() {
                self.finish(&mut mention, range.clone(), out.last_mut(), last);
            }
            at = range.end;
            last = Some(range);
            out.push(mention);
        }
        out
    }

    pub(super) fn source(&self) -> &'t str {
        self.text
    }

    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    pub(super) fn piece(&self, at: usize) -> Option<Piece> {
        self.pieces.get(at).copied()
    }

    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.pieces.get(at).map(|piece| piece.shape)
    }

    pub(super) fn text(&self, at: usize) -> &'t str {
        self.pieces.get(at).and_then(|piece| piece.span.slice(self.text)).unwrap_or("")
    }

    pub(super) fn word(&self, at: usize) -> Word {
        self.words.get(at).copied().unwrap_or(Word::Other)
    }

    /// The word before `at`.
    pub(super) fn before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::Other, |before| self.word(before))
    }

    /// The piece at `at` in lower case.
    pub(super) fn lower(&self, at: usize) -> Lower {
        Lower(Key::of(self.text(at)))
    }

    /// The piece `back` places before `at` in lower case; empty if there is none.
    pub(super) fn lower_before(&self, at: usize, back: usize) -> Lower {
        Lower(at.checked_sub(back).map_or_else(Key::new, |at| Key::of(self.text(at))))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.is_capital())
    }

    pub(super) fn is_lower(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Lower)
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.glued)
    }

    /// Whether a comma stands at `at`.
    pub(super) fn comma(&self, at: usize) -> bool {
        self.text(at) == ","
    }

    /// Whether a line ends after the piece at `at`.
    pub(super) fn breaks_line(&self, at: usize) -> bool {
        let (Some(piece), Some(next)) = (self.pieces.get(at), self.pieces.get(at + 1)) else { return false };
        !next.glued
            && self
                .text
                .get(piece.span.end as usize..next.span.start as usize)
                .is_some_and(|gap| gap.contains('\n'))
    }

    fn may_begin(&self, at: usize) -> bool {
        match self.words[at] {
            Word::Other => {
                matches!(self.pieces[at].shape, Shape::Number | Shape::Mark | Shape::Upper | Shape::Capital)
            }
            Word::Currency(_) => {
                matches!(self.pieces[at].shape, Shape::Upper | Shape::Mark)
                    || self.shape(at + 1) == Some(Shape::Number)
            }
            Word::Percent | Word::Measure(_) | Word::And | Word::To | Word::Of => {
                self.pieces[at].shape == Shape::Upper
            }
            _ => true,
        }
    }

    fn value(&self, at: usize) -> Option<Found> {
        if self.inside_name(at) || self.in_named_body(at) {
            return None;
        }
        let found = self
            .share(at)
            .or_else(|| self.date(at))
            .or_else(|| self.money(at))
            .or_else(|| self.ordinal(at))
            .or_else(|| self.score(at))
            .or_else(|| self.fold(at))
            .or_else(|| self.amount(at))?;
        Some(self.signed(found))
    }

    /// "tenfold".
    fn fold(&self, at: usize) -> Option<Found> {
        let Word::Fold(factor) = self.word(at) else { return None };
        Some(Found::new(at, at + 1, Label::Cardinal, Value::Multiple { factor: factor.into() }))
    }

    /// Takes a minus before an amount in.
    fn signed(&self, mut found: Found) -> Found {
        let Some(number) = number_of(&found.value) else { return found };
        let measured = found.label != Label::Cardinal;
        let sign = match self.minus(found.from) {
            Some(minus) => minus,
            None if (measured || self.shape(found.from) == Some(Shape::Number))
                && found.from > 0
                && matches!(self.text(found.from - 1), "minus" | "Minus")
                && !matches!(self.lower_before(found.from, 2).as_str(), "or" | "plus" | "/" | "-")
                && self.shape(found.from.saturating_sub(2)) != Some(Shape::Number) =>
            {
                found.from - 1
            }
            None => return found,
        };
        found.from = sign;
        found.value = with_number(&found.value, -number);
        found
    }

    /// The minus right before the number at `at`: "-3C", "−5 percent", "(-2.5)"; not the hyphen of "Covid-19" or "10 -20".
    pub(super) fn minus(&self, at: usize) -> Option<usize> {
        let sign = at.checked_sub(1)?;
        let mark = matches!(self.text(sign), "-" | "\u{2212}") && self.glued(at);
        let free = match sign.checked_sub(1) {
            Some(before) if self.glued(sign) => {
                matches!(self.text(before), "(" | "\"" | "\u{201c}" | "$" | "€" | "£" | "~" | "/")
            }
            Some(before) => self.shape(before) != Some(Shape::Number),
            None => true,
        };
        (mark && free).then_some(sign)
    }

    /// Whether one of `words` stands up to `back` pieces before `from` or `ahead` pieces from `to` on, in the same sentence.
    pub(super) fn near(&self, from: usize, to: usize, back: usize, ahead: usize, words: &[&str]) -> bool {
        let ends = |at: &usize| matches!(self.text(*at), "." | "!" | "?" | ";");
        let listed = |at: usize| words.contains(&self.lower(at).as_str());
        (from.saturating_sub(back)..from).rev().take_while(|at| !ends(at)).any(listed)
            || (to..(to + ahead).min(self.len())).take_while(|at| !ends(at)).any(listed)
    }

    /// Whether a line ends before the piece at `at`.
    pub(super) fn gap_has_break(&self, at: usize) -> bool {
        self.gap(at).contains('\n')
    }

    /// Whether a number here is part of a name: `F-16`, `Article 5`, `Five Eyes`.
    fn inside_name(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let piece = self.pieces[at];
        if piece.shape == Shape::Number && self.is_verse(at) {
            return true;
        }
        if piece.glued && piece.shape == Shape::Number {
            let hyphen = self.pieces[before].shape == Shape::Hyphen;
            let word = before.checked_sub(1).is_some_and(|word| {
                let named = self.pieces[word].is_word()
                    && self.text(word).ends_with(|char: char| char.is_ascii_digit());
                self.pieces[word].is_capital() || named
            });
            if hyphen && self.pieces[before].glued && word && self.word(before - 1) != Word::Part {
                return true;
            }
        }
        let name = self.is_capital(before) || self.text(before).starts_with("iP");
        if piece.shape == Shape::Number && name {
            return NUMBERED.contains(&self.lower(before).as_str());
        }
        let small = matches!(self.words[at], Word::Small(_) | Word::Ordinal(_));
        // "Group of Seven".
        if small
            && piece.is_capital()
            && self.words[before] == Word::Of
            && before > 0
            && self.is_capital(before - 1)
        {
            return true;
        }
        // "the Final Four", "the Sweet Sixteen".
        let last = self.is_capital(before) && !self.is_capital(at + 1) && !self.is_plural(at + 1);
        if small && piece.is_capital() && last && before > 0 && self.lower_before(before, 1).as_str() == "the"
        {
            return true;
        }
        small && piece.is_capital() && self.is_lower(before) && self.is_capital(at + 1)
    }
}

/// Words that carry a number as a part of a name.
const NUMBERED: [&str; 24] = [
    "article",
    "flight",
    "boeing",
    "airbus",
    "channel",
    "route",
    "highway",
    "chapter",
    "section",
    "resolution",
    "unit",
    "reactor",
    "protocol",
    "title",
    "phase",
    "room",
    "interstate",
    "formula",
    "euro",
    "apollo",
    "windows",
    "iphone",
    "sputnik",
    "type",
];

/// A word in lower case.
pub(super) struct Lower(Key);

impl Lower {
    pub(super) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(super) fn ends_with(&self, end: char) -> bool {
        self.as_str().ends_with(end)
    }
}

fn meaning(text: &str, piece: &Piece) -> Word {
    if piece.span.len() > LONGEST || matches!(piece.shape, Shape::Number | Shape::Hyphen | Shape::Clitic) {
        return Word::Other;
    }
    let Some(word) = piece.span.slice(text) else { return Word::Other };
    let mut buffer = [0; LONGEST as usize];
    let Some(lower) = buffer.get_mut(..word.len()) else { return Word::Other };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    Word::of_bytes(lower)
}
