//! Numbers: digits with separators and scales, and numbers spelled out.

use super::scan::Scan;
use super::words::{Word, currency_sign};
use crate::pieces::Shape;

/// The longest number in words, in pieces; without a limit, a page of "one" would take square time.
const MAX_WORDS: usize = 16;

/// A number in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// One past the last piece.
    pub(super) end: usize,
    pub(super) value: f64,
    /// The upper end, if the number is a range inside of one token or around a hyphen.
    pub(super) upper: Option<f64>,
    /// Whether it is a bare whole number of four digits, so that it may be a year.
    pub(super) year_like: bool,
    /// Whether it is written in digits.
    pub(super) digits: bool,
    /// A unit glued to the digits (`20km`), as it would stand alone.
    pub(super) suffix: Word,
    /// Whether it is an amount without limit: "thousands".
    pub(super) open: bool,
}

impl Number {
    fn words(end: usize, value: f64) -> Self {
        Number { end, value, upper: None, year_like: false, digits: false, suffix: Word::Other, open: false }
    }
}

impl Scan<'_> {
    /// The number that begins at `at`.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        match self.shape(at)? {
            Shape::Number => self.digits(at),
            Shape::Lower | Shape::Capital | Shape::Upper => self.spelled(at),
            _ => None,
        }
    }

    /// Digits, and the scale after them.
    fn digits(&self, at: usize) -> Option<Number> {
        let text = self.text(at);
        let split = text.find(|char: char| !matches!(char, '0'..='9' | ',' | '.')).unwrap_or(text.len());
        let (head, tail) = text.split_at(split);
        let head = head.trim_end_matches(['.', ',']);
        let value = parse_digits(head)?;
        let mut number = Number::words(at + 1, value);
        number.digits = true;
        number.year_like = head.len() == 4 && head.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(upper) = tail.strip_prefix(crate::pieces::is_hyphen) {
            // "555-0199" is a telephone number.
            if upper.len() > 1 && upper.starts_with('0') && !upper.starts_with("0.") {
                return None;
            }
            number.upper = Some(parse_digits(upper.trim_end_matches(['.', ',']))?);
            number.year_like = false;
        } else if !tail.is_empty() {
            number.suffix = Word::of(&tail.to_ascii_lowercase());
            number.year_like = false;
            match number.suffix {
                Word::Scale(power) => {
                    number.value *= 10_f64.powi(power.into());
                    number.suffix = Word::Other;
                }
                Word::Measure(_) | Word::HalfDay(_) | Word::Percent => {}
                _ => return None,
            }
            return Some(number);
        }
        self.scale(at, &mut number);
        Some(number)
    }

    /// Multiplies by the scale words that follow: "1.5 million", "20 hundred thousand".
    fn scale(&self, at: usize, number: &mut Number) {
        // A lone letter is a scale only where it is glued on, and meters are no money ("£20m").
        let money = at.checked_sub(1).is_some_and(|sign| currency_sign(self.text(sign)).is_some());
        while number.end < self.len() {
            let letter = self.text(number.end).len() == 1;
            let by = match self.word(number.end) {
                Word::Scale(power) if !letter || money && self.glued(number.end) => 10_f64.powi(power.into()),
                Word::Hundred => 100.0,
                Word::Dozen => 12.0,
                _ => return,
            };
            number.value *= by;
            number.upper = number.upper.map(|upper| upper * by);
            number.end += 1;
            number.year_like = false;
        }
    }

    /// "two dozen", "twenty-five", "a hundred", "half a million", "tens of thousands".
    fn spelled(&self, at: usize) -> Option<Number> {
        match self.word(at) {
            Word::Small(_) => self.counted(at, at),
            Word::Article => match self.word(at + 1) {
                Word::Hundred | Word::Scale(_) | Word::Dozen if self.text(at + 1).len() > 2 => {
                    self.counted(at, at + 1)
                }
                Word::Ordinal(parts) if parts > 2 && self.is_fraction(at + 2) => {
                    Some(Number::words(at + 2, 1.0 / f64::from(parts)))
                }
                _ => None,
            },
            Word::Half => match (self.word(at + 1), self.word(at + 2)) {
                (Word::Of, _) if !matches!(self.before(at), Word::Ordinal(_)) => {
                    Some(Number::words(at + 1, 0.5))
                }
                (Word::Article, Word::Dozen) => Some(Number::words(at + 3, 6.0)),
                (Word::Article, Word::Percent) => Some(Number::words(at + 2, 0.5)),
                (Word::Article, Word::Scale(power)) if self.text(at + 2).len() > 2 => {
                    Some(Number::words(at + 3, 0.5 * 10_f64.powi(power.into())))
                }
                _ => None,
            },
            Word::Plural(power) => Some(self.plural(at, power)),
            _ => None,
        }
    }

    /// Whether what stands at `at` lets an ordinal before it be a part: "a third of", "by a fifth."
    fn is_fraction(&self, at: usize) -> bool {
        match self.piece(at) {
            None => true,
            Some(piece) if !piece.is_word() => piece.shape == Shape::Mark,
            Some(_) => {
                matches!(
                    self.lower(at).as_str(),
                    "of" | "this"
                        | "in"
                        | "over"
                        | "from"
                        | "since"
                        | "and"
                        | "or"
                        | "to"
                        | "more"
                        | "less"
                        | "by"
                        | "last"
                )
            }
        }
    }

    fn plural(&self, at: usize, power: u8) -> Number {
        let mut end = at + 1;
        let mut value = if power == 1 { 24.0 } else { 2.0 * 10_f64.powi(power.into()) };
        if power == 0 {
            value = 20.0;
        }
        while self.word(end) == Word::Of
            && let Word::Plural(more) = self.word(end + 1)
        {
            value = value.max(1.0) * 10_f64.powi(more.into());
            end += 2;
        }
        Number { open: true, ..Number::words(end, value) }
    }

    /// A cardinal number in words from `from`; `at` is where its span begins.
    fn counted(&self, at: usize, from: usize) -> Option<Number> {
        let (mut total, mut group, mut i) = (0.0, if from > at { 1.0 } else { 0.0 }, from);
        let mut last_small: Option<u8> = None;
        let mut end = from;
        while i < self.len() && i - at < MAX_WORDS {
            match self.word(i) {
                Word::Small(value) => {
                    let fits = match last_small {
                        None => true,
                        Some(tens) => tens >= 20 && tens % 10 == 0 && (1..10).contains(&value),
                    };
                    if !fits {
                        break;
                    }
                    group += f64::from(value);
                    last_small = Some(value);
                }
                Word::Hundred => (group, last_small) = (group.max(1.0) * 100.0, None),
                Word::Dozen => group = group.max(1.0) * 12.0,
                Word::Scale(power) if self.text(i).len() > 2 => {
                    total += group.max(1.0) * 10_f64.powi(power.into());
                    (group, last_small) = (0.0, None);
                }
                // "one hundred and five", "twenty-five": go on only if a number follows.
                Word::And if group >= 100.0 || total > 0.0 => {
                    if end != i || last_small.is_some() || !matches!(self.word(i + 1), Word::Small(_)) {
                        break;
                    }
                    i += 1;
                    continue;
                }
                _ if self.shape(i) == Some(Shape::Hyphen) && end == i => {
                    if !matches!((last_small, self.word(i + 1)), (Some(20..), Word::Small(1..10))) {
                        break;
                    }
                    i += 1;
                    continue;
                }
                _ => break,
            }
            i += 1;
            end = i;
        }
        // "one-fifth", "two-thirds", "two thirds".
        if let (Some(part), true) = (last_small, end == from + 1) {
            let next = if self.shape(end) == Some(Shape::Hyphen) { end + 1 } else { end };
            if let Word::Ordinal(parts) = self.word(next)
                && parts > 2
                && (part == 1 || self.lower(next).ends_with('s'))
                && (next > end || self.lower(next).ends_with('s'))
            {
                return Some(Number::words(next + 1, f64::from(part) / f64::from(parts)));
            }
        }
        Some(Number::words(end, total + group))
    }
}

/// Digits with separators: `1,200`, `3.5`, `1.200.000`; `None` for what is no number.
pub(super) fn parse_digits(text: &str) -> Option<f64> {
    if text.is_empty() || text.len() > 24 || !text.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    if !text.contains([',', '.']) {
        return text.parse().ok();
    }
    let grouped = |mark: char| {
        let mut parts = text.split(mark);
        let head = parts.next().map_or(0, str::len);
        (1..=3).contains(&head)
            && parts.all(|part| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    if text.contains(',') {
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        let groups = whole.split(',').skip(1).all(|part| part.len() == 3 || part.len() == 2);
        return if groups { format!("{}.{rest}0", whole.replace(',', "")).parse().ok() } else { None };
    }
    if text.matches('.').count() > 1 {
        return if grouped('.') { text.replace('.', "").parse().ok() } else { None };
    }
    text.parse().ok()
}
