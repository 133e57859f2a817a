//! Numbers: digits with the scale after them, and numbers spelled out.

use super::currency::{CENTS, PENCE, currency_sign};
use super::scan::Scan;
use super::units::{CELSIUS, FAHRENHEIT, INCH};
use super::words::{Calendar, SCORES, Word};
use crate::pieces::{Piece, Shape};

/// The longest number in words, in pieces; without a limit, a page of "one" would take square time.
const MAX_WORDS: usize = 16;

/// The largest number that words of scale make: a page of "million" is no number.
const LARGEST: f64 = 1e30;

/// A number in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// Where its span begins: before what was asked about for "several hundred".
    pub(super) from: usize,
    /// One past the last piece.
    pub(super) end: usize,
    pub(super) value: f64,
    /// The upper end, if the number is a range inside of one token or around a hyphen.
    pub(super) upper: Option<f64>,
    /// What the words of scale multiply by: 1,000,000 in "3 million", 1 in "3".
    pub(super) scale: f64,
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
    fn words(at: usize, end: usize, value: f64) -> Self {
        Number {
            from: at,
            end,
            value,
            upper: None,
            scale: 1.0,
            year_like: false,
            digits: false,
            suffix: Word::Other,
            open: false,
        }
    }

    fn times(&mut self, by: f64) {
        self.value = product(self.value, by);
        self.upper = self.upper.map(|upper| product(upper, by));
        self.scale *= by;
        self.year_like = false;
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
        let figure = self.figure(at)?;
        let mut number = Number::words(at, figure.end, figure.value);
        number.digits = true;
        number.year_like = figure.head.len() == 4
            && figure.tail.is_empty()
            && figure.head.bytes().all(|byte| byte.is_ascii_digit());
        self.glue(at, figure.tail, &mut number)?;
        if number.suffix == Word::Other {
            self.scaled(at, &mut number);
        }
        Some(number)
    }

    /// Digits that follow letters in one piece: the `5.2` of `RM5.2`.
    pub(super) fn digits_within(&self, at: usize, text: &str) -> Option<Number> {
        let (head, tail) = super::figure::cut(text);
        let mut number = Number::words(at, at + 1, super::figure::english(head)?);
        number.digits = true;
        self.glue(at, tail, &mut number)?;
        self.scaled(at, &mut number);
        Some(number)
    }

    /// Takes in what is glued to the digits inside of their piece; `None` if that makes it no number.
    fn glue(&self, at: usize, tail: &str, number: &mut Number) -> Option<()> {
        if let Some(upper) = tail.strip_prefix(crate::pieces::is_hyphen) {
            let head = self.text(at).len() - tail.len();
            // "555-0199" and "123-4567" are telephone numbers.
            if upper.len() > 1 && upper.starts_with('0') && !upper.starts_with("0.")
                || head == 3 && upper.len() == 4
            {
                return None;
            }
            number.upper = Some(super::figure::english(upper.trim_end_matches(['.', ',']))?);
            return Some(());
        }
        // "1/2 cup"
        if let Some(below) = tail.strip_prefix('/').and_then(|below| below.parse::<u8>().ok()) {
            number.value /= f64::from(below);
            let unit = matches!(self.word(number.end), Word::Measure(_));
            return (unit && matches!(below, 2..=8 | 16) && number.value < 1.0).then_some(());
        }
        if tail == "+" {
            return Some(());
        }
        let part = match tail.chars().next() {
            None => return Some(()),
            Some('½') => 0.5,
            Some('¼') => 0.25,
            Some('¾') => 0.75,
            Some('⅓') => 1.0 / 3.0,
            Some('⅔') => 2.0 / 3.0,
            Some(_) => 0.0,
        };
        if part > 0.0 {
            number.value += part;
            return (tail.chars().count() == 1).then_some(());
        }
        match self.suffix(at, tail, number.value)? {
            Word::Scale(power) => number.times(10_f64.powi(power.into())),
            suffix => number.suffix = suffix,
        }
        Some(())
    }

    /// What letters glued to digits mean.
    fn suffix(&self, at: usize, tail: &str, value: f64) -> Option<Word> {
        match tail {
            "p" if value < 100.0 && value.fract() == 0.0 => return Some(Word::Currency(PENCE)),
            "¢" => return Some(Word::Currency(CENTS)),
            "in" => return Some(Word::Measure(INCH)),
            "C" | "F" => {
                let minus = self.minus(at).is_some();
                let told = minus || value.fract() != 0.0 || self.is_heat(at);
                let unit = if tail == "C" { CELSIUS } else { FAHRENHEIT };
                return told.then_some(Word::Measure(unit));
            }
            _ => {}
        }
        if matches!(tail, "k" | "K" | "m" | "M" | "b" | "B" | "t" | "T") {
            return self.letter_before(tail, at, at + 1, true).map(|by| Word::Scale(by.log10() as u8));
        }
        // "5G" and "3D" are no measures.
        if tail.len() == 1 && tail != "L" && tail.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        match Word::of(&tail.to_ascii_lowercase()) {
            word @ (Word::Scale(_) | Word::Measure(_) | Word::HalfDay(_) | Word::Percent) => Some(word),
            _ => None,
        }
    }

    /// Multiplies by the scale words that follow: "1.5 million", "2 lakh crore", "12.6M".
    pub(super) fn scaled(&self, at: usize, number: &mut Number) {
        // "a $5-million deal"
        let hyphen = self.shape(number.end) == Some(Shape::Hyphen)
            && self.glued(number.end)
            && self.glued(number.end + 1)
            && matches!(self.word(number.end + 1), Word::Scale(_))
            && self.text(number.end + 1).len() > 1;
        number.end += usize::from(hyphen);
        while number.end < self.len() {
            let by = match self.word(number.end) {
                _ if self.text(number.end).len() == 1 => match self.letter(at, number.end) {
                    Some(by) if number.scale == 1.0 => by,
                    _ => return,
                },
                Word::Scale(power) => 10_f64.powi(power.into()),
                Word::Hundred => 100.0,
                Word::Dozen => 12.0,
                _ => return,
            };
            if number.value * by > LARGEST {
                return;
            }
            number.times(by);
            number.end += 1;
            // "2,5 Mio. Euro"
            let short = matches!(self.lower(number.end - 1).as_str(), "mio" | "mrd");
            if short && self.text(number.end) == "." && self.currency_at(number.end + 1).is_some() {
                number.end += 1;
            }
        }
    }

    /// What a lone letter after digits multiplies by. Meters are no millions: `12.6M euros` and `20m people`, not `a 20m pool`.
    fn letter(&self, from: usize, at: usize) -> Option<f64> {
        self.letter_before(self.text(at), from, at + 1, self.glued(at))
    }

    /// The same of a letter that is glued on or not and that what stands at `next` follows.
    fn letter_before(&self, letter: &str, from: usize, next: usize, glued: bool) -> Option<f64> {
        let money = self.is_priced(from) || self.currency_at(next).is_some();
        if !money && !glued {
            return None;
        }
        let raced = RACED.contains(&self.lower(next).as_str());
        match letter {
            "k" | "K" if glued && !raced => Some(1e3),
            "m" | "M" if money => Some(1e6),
            "M" if !raced => Some(1e6),
            "m" if self.is_plural(next) && !raced => Some(1e6),
            "b" | "B" if money => Some(1e9),
            "B" if self.is_plural(next) => Some(1e9),
            "t" | "T" if money => Some(1e12),
            _ => None,
        }
    }

    /// Whether the number at `at` is an amount of money by what stands before it: "$5m", "$-5m", "$(5m)", "£3-4m", "RM5m".
    fn is_priced(&self, at: usize) -> bool {
        let sign = |at: usize| currency_sign(self.text(at)).is_some();
        let Some(before) = at.checked_sub(1) else { return false };
        let lettered = !self.text(at).starts_with(|char: char| char.is_ascii_digit());
        let mark = self.shape(before) == Some(Shape::Hyphen) || self.text(before) == "(";
        let inside = mark && before.checked_sub(1).is_some_and(sign);
        let range = (self.shape(before) == Some(Shape::Hyphen) || self.word(before) == Word::To)
            && before >= 2
            && self.shape(before - 1) == Some(Shape::Number)
            && sign(before - 2);
        lettered || sign(before) || inside || range
    }

    /// "two dozen", "twenty-five", "a hundred", "half a million", "tens of thousands".
    fn spelled(&self, at: usize) -> Option<Number> {
        match self.word(at) {
            Word::Small(_) => self.counted(at, at),
            Word::Article => match self.word(at + 1) {
                Word::Hundred | Word::Scale(_) | Word::Dozen if self.text(at + 1).len() > 2 => {
                    self.counted(at, at + 1)
                }
                // "a quarter million"
                Word::Unit(Calendar::Quarter) if matches!(self.word(at + 2), Word::Scale(_)) => {
                    let mut number = Number::words(at, at + 2, 0.25);
                    self.scaled(at, &mut number);
                    Some(number)
                }
                _ => None,
            },
            Word::Half => match (self.word(at + 1), self.word(at + 2)) {
                (Word::Article, Word::Dozen) => Some(Number::words(at, at + 3, 6.0)),
                (Word::Dozen, _) => Some(Number::words(at, at + 2, 6.0)),
                (_, Word::Dozen) if self.shape(at + 1) == Some(Shape::Hyphen) => {
                    Some(Number::words(at, at + 3, 6.0))
                }
                (Word::Article, Word::Percent | Word::Measure(_)) => Some(Number::words(at, at + 2, 0.5)),
                (Word::Article, Word::Scale(power)) if self.text(at + 2).len() > 2 => {
                    let mut number = Number::words(at, at + 3, 0.5);
                    number.times(10_f64.powi(power.into()));
                    Some(number)
                }
                _ => None,
            },
            Word::Plural(power) => self.plural(at, power),
            Word::Hundred | Word::Scale(_) | Word::Dozen if self.text(at).len() > 2 => self.vague(at),
            _ => None,
        }
    }

    /// "several hundred", "a few thousand", "a couple of dozen": two of them at the least.
    fn vague(&self, at: usize) -> Option<Number> {
        let few = at.checked_sub(1 + usize::from(self.before(at) == Word::Of))?;
        if !matches!(self.lower(few).as_str(), "several" | "few" | "couple") {
            return None;
        }
        let from =
            few - usize::from(few.checked_sub(1).is_some_and(|before| self.word(before) == Word::Article));
        let mut number = Number::words(at, at, 2.0);
        self.scaled(at, &mut number);
        Some(Number { from, open: true, ..number })
    }

    fn plural(&self, at: usize, power: u8) -> Option<Number> {
        let mut end = at + 1;
        let mut value = match power {
            0 => 20.0,
            1 => 24.0,
            SCORES => 40.0,
            _ => 2.0 * 10_f64.powi(power.into()),
        };
        while self.word(end) == Word::Of
            && let Word::Plural(more @ 2..SCORES) = self.word(end + 1)
            && value < LARGEST
        {
            value *= 10_f64.powi(more.into());
            end += 2;
        }
        // "The scores were close", "tens": only of something.
        if matches!(power, 0 | SCORES)
            && end == at + 1
            && !(self.word(end) == Word::Of && self.is_plural(end + 1))
        {
            return None;
        }
        Some(Number { open: true, ..Number::words(at, end, value) })
    }

    /// A cardinal number in words from `from`; `at` is where its span begins.
    fn counted(&self, at: usize, from: usize) -> Option<Number> {
        let (mut total, mut group, mut i) = (0.0, if from > at { 1.0 } else { 0.0 }, from);
        let mut last_small: Option<u8> = None;
        let mut scale = 1.0;
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
                    (last_small, scale) = (Some(value), 1.0);
                }
                Word::Hundred => (group, last_small, scale) = (group.max(1.0) * 100.0, None, 100.0),
                Word::Dozen => (group, scale) = (group.max(1.0) * 12.0, 12.0),
                Word::Scale(power) if self.text(i).len() > 2 => {
                    scale *= 10_f64.powi(power.into());
                    total += group.max(1.0) * 10_f64.powi(power.into());
                    (group, last_small) = (0.0, None);
                }
                // "two and a half million".
                Word::And
                    if end == i
                        && total == 0.0
                        && self.word(i + 1) == Word::Article
                        && self.word(i + 2) == Word::Half
                        && matches!(
                            self.word(i + 3),
                            Word::Scale(_)
                                | Word::Percent
                                | Word::Measure(_)
                                | Word::Unit(_)
                                | Word::Clock(_)
                        ) =>
                {
                    group += 0.5;
                    last_small = None;
                    i += 2;
                }
                // "two-and-a-half years"
                _ if end == i && total == 0.0 && scale == 1.0 && self.is_half_more(i) => {
                    group += 0.5;
                    last_small = None;
                    i += 5;
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
                    let scale = matches!(self.word(i + 1), Word::Scale(_)) && self.text(i + 1).len() > 1;
                    if !scale && !matches!((last_small, self.word(i + 1)), (Some(20..), Word::Small(1..10))) {
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
        Some(Number { scale, ..Number::words(at, end, total + group) })
    }

    /// Whether "-and-a-half" begins at `at`.
    fn is_half_more(&self, at: usize) -> bool {
        let hyphen = |at: usize| self.shape(at) == Some(Shape::Hyphen) && self.glued(at);
        hyphen(at)
            && self.word(at + 1) == Word::And
            && hyphen(at + 2)
            && self.word(at + 3) == Word::Article
            && hyphen(at + 4)
            && self.word(at + 5) == Word::Half
    }

    /// Whether letters are glued to the digits that end before `at`, so that they are something else: `3D`, `100x`.
    pub(super) fn is_lettered(&self, at: usize) -> bool {
        self.glued(at) && self.piece(at).is_some_and(Piece::is_word)
    }
}

/// `value` times `by`, without the error of a part that binary numbers do not have: 4.35 million is 4,350,000.
fn product(value: f64, by: f64) -> f64 {
    if value.fract() == 0.0 {
        return value * by;
    }
    format!("{value}e{}", by.log10().round())
        .parse()
        .ok()
        .filter(|_| by.log10().fract() == 0.0)
        .unwrap_or(value * by)
}

/// What a distance may be the name of: "100m hurdles", "a 10k run".
const RACED: [&str; 20] = [
    "hurdles",
    "freestyle",
    "backstroke",
    "breaststroke",
    "butterfly",
    "sprint",
    "sprints",
    "relay",
    "relays",
    "final",
    "finals",
    "race",
    "races",
    "heats",
    "dash",
    "run",
    "runs",
    "runners",
    "walk",
    "swim",
];
