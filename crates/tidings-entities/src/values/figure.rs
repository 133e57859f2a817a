//! Digits with separators: `1,200`, `3.5`, `2,5`, `1.200,50`, `1 200 000`, `1'200'000`, `12,34,567`, `2 1/2`.
//!
//! English writes thousands with commas and parts with points; much of the world does the reverse. What only one of the two can
//! write is read so wherever it stands; what both can (`1,500`) is read as English unless the document has figures with decimal
//! commas and none that only English has.

use super::scan::Scan;
use super::words::Word;
use crate::pieces::{Piece, Shape};

/// Digits that are one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure<'t> {
    /// One past the last piece.
    pub(super) end: usize,
    pub(super) value: f64,
    /// The digits and separators of the first piece, where there is but one.
    pub(super) head: &'t str,
    /// What is glued to the digits inside of their piece: `k`, `°C`, `-20`.
    pub(super) tail: &'t str,
}

impl<'t> Scan<'t> {
    /// The digits that begin at `at`.
    pub(super) fn figure(&self, at: usize) -> Option<Figure<'t>> {
        if self.shape(at)? != Shape::Number {
            return None;
        }
        let (head, tail) = cut(self.text(at));
        if tail.is_empty() {
            let joined = self
                .decimal_comma(at, at, head)
                .or_else(|| self.marked_groups(at, head))
                .or_else(|| self.spaced_groups(at, head));
            if let Some((end, value)) = joined {
                return Some(Figure { end, value, head: "", tail: "" });
            }
        }
        let decimal = self.decimal_commas && (head.matches(',').count() < 2);
        let value = if decimal && (!head.contains(',') || self.tells(at, at + 1)) {
            continental(head).or_else(|| english(head))
        } else {
            english(head)
        };
        let figure = Figure { end: at + 1, value: value?, head, tail };
        Some(self.with_fraction(figure))
    }

    /// "2 1/2".
    fn with_fraction(&self, mut figure: Figure<'t>) -> Figure<'t> {
        if figure.tail.is_empty()
            && !self.glued(figure.end)
            && let Some((above, below)) = self.text(figure.end).split_once('/')
            && let (Ok(above), Ok(below)) = (above.parse::<u8>(), below.parse::<u8>())
            && above < below
            && matches!(below, 2..=8 | 16)
            && figure.value < 1000.0
            && figure.value.fract() == 0.0
        {
            figure.value += f64::from(above) / f64::from(below);
            figure.end += 1;
            figure.head = "";
        }
        figure
    }

    /// `2,5`, `1.200,50`: a comma between pieces of digits, if something tells that it is no list. The number begins at `from`,
    /// `at` is the piece before the comma.
    fn decimal_comma(&self, from: usize, at: usize, whole: &str) -> Option<(usize, f64)> {
        let part = self.text(at + 2);
        let digits = part.bytes().all(|byte| byte.is_ascii_digit()) && (1..=2).contains(&part.len());
        let joined = self.comma(at + 1) && self.glued(at + 1) && self.glued(at + 2) && digits;
        let end = at + 3;
        let list = |comma: usize, number: usize| {
            self.comma(comma) && self.glued(comma) && self.shape(number) == Some(Shape::Number)
        };
        if !joined || list(end, end + 1) && self.glued(end + 1) {
            return None;
        }
        if from >= 2 && list(from - 1, from - 2) && self.glued(from) {
            return None;
        }
        let grouped = whole.contains('.');
        let whole = if grouped { thousands(whole, '.')? } else { whole.replace(',', "").parse().ok()? };
        if !(grouped || from < at || self.decimal_commas || self.tells(from, end)) {
            return None;
        }
        let scale = if part.len() == 1 { 10.0 } else { 100.0 };
        Some((end, (whole * scale + part.parse::<f64>().ok()?) / scale))
    }

    /// `1'200'000`.
    fn marked_groups(&self, at: usize, head: &str) -> Option<(usize, f64)> {
        let mut value = first_group(head)?;
        let mut end = at + 1;
        while matches!(self.text(end), "'" | "\u{2019}")
            && self.glued(end)
            && self.glued(end + 1)
            && end - at < 2 * MAX_GROUPS
        {
            let Some(group) = group(self.text(end + 1)) else { break };
            value = value * 1000.0 + group;
            end += 2;
        }
        let letters = self.glued(end) && self.piece(end).is_some_and(Piece::is_word);
        (end > at + 1 && !letters).then_some((end, value))
    }

    /// `1 200 000`, `1 200 euros`.
    fn spaced_groups(&self, at: usize, head: &str) -> Option<(usize, f64)> {
        let mut value = first_group(head)?;
        let mut end = at + 1;
        let mut firm = false;
        // Looked at first, so that a long row of groups is gone over once.
        if head.starts_with('0')
            || at.checked_sub(1).is_some_and(|before| self.shape(before) == Some(Shape::Number))
        {
            return None;
        }
        while let Some(group) = group(self.text(end)).filter(|_| end - at <= MAX_GROUPS) {
            match self.gap(end) {
                " " => {}
                "\u{a0}" | "\u{202f}" | "\u{2009}" => firm = true,
                _ => break,
            }
            value = value * 1000.0 + group;
            end += 1;
        }
        let groups = end - at - 1;
        let number = |at: usize| self.shape(at) == Some(Shape::Number);
        let crowded = number(end) && !self.glued(end);
        if groups == 0 || crowded || self.is_called(at) {
            return None;
        }
        if let Some(parted) = self.decimal_comma(at, end - 1, self.text(end - 1)) {
            let hundredths = (parted.1.fract() * 100.0).round();
            return Some((parted.0, (value * 100.0 + hundredths) / 100.0));
        }
        // "On May 5 200 people" and "Of the 12 300 left" are two numbers.
        let before = at.checked_sub(1).and_then(|before| self.piece(before));
        let opens = at < 2 || matches!(self.text(at - 2), "." | "!" | "?");
        let calm = opens || before.is_none_or(|piece| piece.shape != Shape::Capital);
        let calm =
            calm && !matches!(self.lower_before(at, 1).as_str(), "at" | "of" | "the" | "on" | "by" | "in");
        let told = self.tells(at, end) || self.is_plural(end);
        (firm || groups > 1 || calm && told).then_some((end, value))
    }

    /// What stands between the piece at `at` and the one before it.
    pub(super) fn gap(&self, at: usize) -> &'t str {
        let between = || {
            let (before, piece) = (self.piece(at.checked_sub(1)?)?, self.piece(at)?);
            self.source().get(before.span.end as usize..piece.span.start as usize)
        };
        between().unwrap_or("")
    }

    /// Whether the words around `from..to` show that something is measured there: a unit, a currency, a scale.
    fn tells(&self, from: usize, to: usize) -> bool {
        let after = matches!(
            self.word(to),
            Word::Percent | Word::Currency(_) | Word::Measure(_) | Word::Scale(_) | Word::Prefix
        ) || self.lower(to).as_str() == "per" && self.lower(to + 1).as_str() == "cent"
            || super::currency::currency_sign(self.text(to)).is_some();
        after
            || from
                .checked_sub(1)
                .is_some_and(|sign| super::currency::currency_sign(self.text(sign)).is_some())
    }

    /// Whether the document writes parts with a comma: some figure has one that is nothing else, and none is English.
    pub(super) fn shows_decimal_commas(&self) -> bool {
        let mut shown = false;
        for at in (0..self.len()).filter(|at| self.shape(*at) == Some(Shape::Number)) {
            let (head, tail) = cut(self.text(at));
            if let Some((_, part)) = head.rsplit_once('.') {
                let english_part = head.contains(',') || part.len() != 3 && self.tells(at, at + 1);
                if english_part && !(self.comma(at + 1) && self.glued(at + 2)) {
                    return false;
                }
            } else if head.matches(',').count() > 1 {
                return false;
            }
            shown = shown || tail.is_empty() && self.decimal_comma(at, at, head).is_some();
        }
        shown
    }

    /// Whether the word at `at` is the name of things that can be counted: "boats", "people".
    pub(super) fn is_plural(&self, at: usize) -> bool {
        let word = self.lower(at);
        let word = word.as_str();
        self.is_lower(at)
            && (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !PLAIN.contains(&word)
                || matches!(
                    word,
                    "people"
                        | "staff"
                        | "personnel"
                        | "men"
                        | "women"
                        | "children"
                        | "police"
                        | "sheep"
                        | "cattle"
                        | "troops"
                ))
    }
}

/// Words in -s that name nothing.
const PLAIN: [&str; 16] = [
    "this", "was", "has", "his", "its", "as", "is", "does", "less", "thus", "plus", "versus", "across",
    "towards", "besides", "perhaps",
];

/// The digits of a piece, with their separators, and what is glued to them.
pub(super) fn cut(text: &str) -> (&str, &str) {
    let split = text.find(|char: char| !matches!(char, '0'..='9' | ',' | '.')).unwrap_or(text.len());
    let (head, tail) = text.split_at(split);
    (head.trim_end_matches(['.', ',']), tail)
}

/// The first group of a number in groups: one to three digits.
fn first_group(text: &str) -> Option<f64> {
    let fits = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| fits)
}

/// Three digits.
fn group(text: &str) -> Option<f64> {
    let fits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| fits)
}

/// A whole number in groups of three.
fn thousands(text: &str, mark: char) -> Option<f64> {
    let mut parts = text.split(mark);
    let mut value = first_group(parts.next()?)?;
    for part in parts {
        value = value * 1000.0 + group(part)?;
    }
    Some(value)
}

/// The most groups of three digits after the first.
const MAX_GROUPS: usize = 6;

/// The longest number in digits, in bytes.
const LONGEST: usize = 24;

/// Digits as English writes them: `1,200`, `3.5`, `12,34,567`; `1.200.000` too, since it can be nothing else.
pub(super) fn english(text: &str) -> Option<f64> {
    if text.is_empty() || text.len() > LONGEST || !text.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    if text.contains(',') {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let groups: Vec<&str> = whole.split(',').collect();
        let (first, rest) = groups.split_first()?;
        let (last, middle) = rest.split_last()?;
        // In India, groups of two stand before the last one.
        let size = middle.first().map_or(3, |group| group.len());
        let fits = (1..=3).contains(&first.len())
            && last.len() == 3
            && (2..=3).contains(&size)
            && middle.iter().all(|group| group.len() == size);
        return if fits { format!("{}.{part}0", whole.replace(',', "")).parse().ok() } else { None };
    }
    if text.matches('.').count() > 1 { thousands(text, '.') } else { text.parse().ok() }
}

/// Digits as much of the world writes them: `1.200`, `2,5`; `None` for what cannot be meant so.
fn continental(text: &str) -> Option<f64> {
    if let Some((whole, part)) = text.split_once(',') {
        let whole = if whole.contains('.') { thousands(whole, '.')? } else { whole.parse().ok()? };
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        return if digits { format!("{whole}.{part}").parse().ok() } else { None };
    }
    if text.contains('.') { thousands(text, '.') } else { None }
}
