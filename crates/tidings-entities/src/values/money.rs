//! Money: signs, codes and names of currencies on both sides of a number, negative amounts, pounds of either kind.

use tidings_core::{Label, Value};

use super::currency::{
    CENTS, CURRENCIES, GBP, INR, KRW, PENCE, UNKNOWN, USD, currency_letter, currency_sign, national,
};
use super::number::Number;
use super::scan::{Found, Scan};
use super::words::Word;
use crate::pieces::{Piece, Shape};

/// A currency that is named after an amount.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// One past its last piece.
    pub(super) end: usize,
    /// An index into [`CURRENCIES`], if the name is of one.
    pub(super) code: Option<u8>,
    /// What one is of the whole unit: 0.01 for cents.
    pub(super) part: f64,
}

/// A number with a currency before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Price {
    pub(super) number: Number,
    pub(super) code: Option<u8>,
    /// One past its last piece.
    pub(super) end: usize,
}

impl Scan<'_> {
    /// "$20bn", "€90 billion", "US$5", "USD 20", "Rs 2 crore", "$5-10 million".
    pub(super) fn money(&self, at: usize) -> Option<Found> {
        if !self.may_be_price(at) {
            return None;
        }
        let first = self.price(at)?;
        let mut found = self.priced(at, first.end, first.number, first.number, first.code);
        if self.is_loss(at, first.end) {
            found.value = with_number(&found.value, -first.number.value);
        }
        if !self.joins(at, first.end) || first.number.upper.is_some() {
            return Some(found);
        }
        let next = first.end + 1;
        let (second, told) = match self.price(next) {
            Some(price) if price.code == first.code && self.lower(first.end).as_str() != "or" => {
                (price, true)
            }
            Some(_) => return Some(found),
            None => {
                let number = self.number(next).filter(|number| number.digits && number.suffix == Word::Other);
                let Some(number) = number else { return Some(found) };
                let close = self.glued(first.end) || self.word(first.end) == Word::And || number.scale > 1.0;
                // "between $5 and 10 percent", "$5 to 10 people".
                if !close || self.is_plural(number.end) || self.word(number.end) == Word::Percent {
                    return Some(found);
                }
                let end = self.currency_at(number.end).map_or(number.end, |named| named.end);
                (Price { number, code: first.code, end }, false)
            }
        };
        let range = self.priced(at, second.end, first.number, second.number, first.code);
        let rises = matches!((&range.value, &range.upper), (Value::Money { amount: low, .. }, Some(Value::Money { amount: high, .. })) if low < high);
        Some(if rises && !self.is_change(at, first.end, told) { range } else { found })
    }

    /// Whether an amount may begin at `at` with its currency: a quick look, since every word with a capital and every mark
    /// is asked.
    fn may_be_price(&self, at: usize) -> bool {
        let Some(piece) = self.piece(at) else { return false };
        let number = self.shape(at + 1) == Some(Shape::Number);
        match piece.shape {
            Shape::Number | Shape::Hyphen | Shape::Clitic => false,
            Shape::Mark => (number || self.glued(at + 1)) && currency_sign(self.text(at)).is_some(),
            Shape::Lower => number,
            Shape::Capital | Shape::Upper => {
                number
                    || matches!(self.word(at + 1), Word::Currency(_))
                    || self.glued(at + 1) && matches!(self.text(at + 1), "$" | "-" | "\u{2212}")
                    || piece.span.len() > 2 && self.text(at).bytes().any(|byte| byte.is_ascii_digit())
            }
        }
    }

    /// The amount whose currency stands first, at `at`.
    fn price(&self, at: usize) -> Option<Price> {
        let (mut number, code) = self.prefixed(at)?;
        let mut end = number.end;
        // "$(1.2) million".
        if self.text(number.from.wrapping_sub(1)) == "(" && self.text(end) == ")" && self.glued(number.from) {
            let mut after = Number { end: end + 1, ..number };
            self.scaled(number.from, &mut after);
            number = Number { value: -after.value, ..after };
            end = after.end;
        } else if self.minus(number.from).is_some_and(|minus| minus > at) {
            number.value = -number.value;
        }
        if let Word::Currency(_) = self.word(end) {
            let named = self.currency_at(end).filter(|named| named.part == 1.0);
            end = named.map_or(end, |named| named.end);
        }
        Some(Price { number, code, end })
    }

    /// The number behind a sign, a code or a name at `at`.
    fn prefixed(&self, at: usize) -> Option<(Number, Option<u8>)> {
        let text = self.text(at);
        let amount = |at: usize| self.number(at).filter(|number| number.digits);
        if self.shape(at)? == Shape::Number {
            return None;
        }
        // A tokenizer may leave `US$` whole or cut it in two.
        if self.text(at + 1) == "$" && self.glued(at + 1) && self.is_capital(at) {
            return amount(at + 2).map(|number| (number, prefixed_dollar(text)));
        }
        // "$US 300"
        if text == "$" && self.text(at + 1) == "US" && self.glued(at + 1) {
            return amount(at + 2).map(|number| (number, Some(USD)));
        }
        let mut next = at + 1;
        let bracket = self.text(next) == "(" && self.glued(next + 1) && !self.is_capital(at);
        let minus = self.shape(next) == Some(Shape::Hyphen) && self.glued(next) && self.glued(next + 1);
        next += usize::from(bracket || minus);
        if self.shape(next) != Some(Shape::Number) {
            return self.glued_price(at).or_else(|| self.named_first(at));
        }
        if let Some(code) = currency_sign(text) {
            let number = amount(next)?;
            let letters = text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.');
            let large = number.scale > 1.0 || number.value >= 100.0 || self.text(next).contains(['.', ',']);
            let known = USUAL.contains(&text.trim_end_matches('.'));
            let code =
                if code == Some(INR) && text.starts_with('R') { Some(self.signs().rupee) } else { code };
            return (!letters || known || large && !number.year_like).then_some((number, code));
        }
        if let Some(code) = currency_letter(text) {
            return amount(next).filter(|number| number.scale >= 1e5).map(|number| (number, Some(code)));
        }
        self.named_first(at)
    }

    /// "Rs500", "RM5.2 million", "N5bn": letters and digits in one piece.
    fn glued_price(&self, at: usize) -> Option<(Number, Option<u8>)> {
        let text = self.text(at);
        if !self.piece(at).is_some_and(Piece::is_capital) {
            return None;
        }
        let split = text.find(|char: char| char.is_ascii_digit())?;
        let (sign, digits) = text.split_at(split);
        let code = match currency_sign(sign) {
            Some(code) => code,
            None => Some(currency_letter(sign)?),
        };
        let number = self.digits_within(at, digits)?;
        let grouped = number.scale >= 1000.0 || digits.contains(',');
        let usual = USUAL.contains(&sign) && currency_letter(sign).is_none();
        let code = if code == Some(INR) { Some(self.signs().rupee) } else { code };
        (grouped || usual).then_some((number, code))
    }

    /// "US dollars 5000", "naira 5 billion": the name of the currency stands first.
    fn named_first(&self, at: usize) -> Option<(Number, Option<u8>)> {
        if at.checked_sub(1).is_some_and(|before| self.number(before).is_some()) {
            return None;
        }
        let nation = match self.word(at + 1) {
            Word::Currency(_) => national(self.text(at), self.lower(at + 1).as_str()),
            _ => None,
        };
        let number = self.number(at + 1 + usize::from(nation.is_some())).filter(|number| number.digits)?;
        if nation.is_some() {
            return Some((number, nation));
        }
        let Word::Currency(code @ ..UNKNOWN) = self.word(at) else { return None };
        if code == KRW {
            // "It won 900 million."
            return None;
        }
        let large = number.scale > 1.0 || number.value >= 1000.0 && !number.year_like;
        large.then_some((number, Some(code)))
    }

    /// The currency that is named at `at`, after an amount.
    pub(super) fn currency_at(&self, at: usize) -> Option<Named> {
        let named = |end: usize, code: Option<u8>| Some(Named { end, code, part: 1.0 });
        match self.word(at) {
            Word::Currency(part @ CENTS..) => {
                let code = if part == PENCE { GBP } else { USD };
                (!self.is_capital(at)).then_some(Named { end: at + 1, code: Some(code), part: 0.01 })
            }
            Word::Currency(UNKNOWN) => named(at + 1, None),
            Word::Currency(code) => {
                if self.word(at + 1) == Word::Currency(CENTS) {
                    return Some(Named { end: at + 2, code: Some(code), part: 0.01 });
                }
                // "20 €5 notes": the sign is of what follows.
                let sign = self.shape(at) == Some(Shape::Mark);
                if sign && self.glued(at + 1) && self.shape(at + 1) == Some(Shape::Number) {
                    return None;
                }
                let code = match code {
                    INR => self.signs().rupee,
                    GBP if self.lower(at).as_str() != "gbp" && self.lower(at + 1).as_str() != "sterling" => {
                        self.signs().pounds.unwrap_or(GBP)
                    }
                    _ => code,
                };
                named(at + 1 + usize::from(self.lower(at + 1).as_str() == "sterling"), Some(code))
            }
            _ if self.shape(at) == Some(Shape::Upper) && self.text(at).len() == 3 => {
                let code = currency_sign(self.text(at))?;
                (self.shape(at + 1) != Some(Shape::Number)).then_some(())?;
                named(at + 1, code)
            }
            _ if self.is_capital(at) => self.nation_at(at),
            _ => None,
        }
    }

    /// "Swiss francs", "Hong Kong dollars"; the dollars of a nation that is not known have no code.
    fn nation_at(&self, at: usize) -> Option<Named> {
        for name in [at + 1, at + 2] {
            if let Some(code) = national(self.text(name - 1), self.lower(name).as_str()) {
                return Some(Named { end: name + 1, code: Some(code), part: 1.0 });
            }
            match self.word(name) {
                Word::Currency(USD | UNKNOWN | GBP | INR) => {
                    return Some(Named { end: name + 1, code: None, part: 1.0 });
                }
                Word::Currency(code @ ..UNKNOWN) => {
                    return Some(Named { end: name + 1, code: Some(code), part: 1.0 });
                }
                _ if !self.is_capital(name) => return None,
                _ => {}
            }
        }
        None
    }

    /// Money from `from` to `to`, where there are two numbers with both ends.
    pub(super) fn priced(
        &self,
        from: usize,
        to: usize,
        first: Number,
        last: Number,
        code: Option<u8>,
    ) -> Found {
        let code = code.and_then(|at| CURRENCIES.get(at as usize)).map(|code| (*code).to_owned());
        let money = |amount: f64| Value::Money { amount, currency: code.clone() };
        let (low, high) = super::amount_range::spread(first, last);
        let mut found = Found::new(from, to, Label::Money, money(low));
        found.upper = high.map(money);
        found
    }

    /// Whether an amount in brackets is a loss, as in accounts: "net income of ($1,234)".
    fn is_loss(&self, from: usize, to: usize) -> bool {
        let bracketed = self.text(from.wrapping_sub(1)) == "(" && self.glued(from) && self.text(to) == ")";
        let linked =
            matches!(self.lower_before(from, 2).as_str(), "of" | "was" | "were" | "to" | "from" | ":");
        bracketed && linked && self.near(from - 1, to, 7, 0, &ACCOUNTS)
    }

    /// "(1,234)" in a line of accounts: a negative amount of money whose currency is not said.
    pub(super) fn bracketed(&self, at: usize) -> Option<Found> {
        let figure =
            self.figure(at).filter(|figure| figure.head.contains([',', '.']) && figure.tail.is_empty())?;
        let bracketed =
            self.text(at.wrapping_sub(1)) == "(" && self.glued(at) && self.text(figure.end) == ")";
        let told = bracketed && self.near(at - 1, at, 7, 0, &ACCOUNTS);
        let value = Value::Money { amount: -figure.value, currency: None };
        told.then(|| Found::new(at, figure.end, Label::Money, value))
    }
}

/// A value of the kind of `value`, with another number.
pub(super) fn with_number(value: &Value, number: f64) -> Value {
    match value {
        Value::Money { currency, .. } => Value::Money { amount: number, currency: currency.clone() },
        Value::Percent { points, .. } => Value::Percent { number, points: *points },
        Value::Quantity { unit, .. } => Value::Quantity { number, unit: unit.clone() },
        Value::Cardinal { .. } => Value::Cardinal { number },
        other => other.clone(),
    }
}

/// The number of a value that has one.
pub(super) fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::Money { amount: number, .. }
        | Value::Percent { number, .. }
        | Value::Quantity { number, .. }
        | Value::Cardinal { number } => Some(*number),
        _ => None,
    }
}

fn prefixed_dollar(prefix: &str) -> Option<u8> {
    match prefix {
        "US" | "U.S." => Some(USD),
        _ => currency_sign(&format!("{prefix}$")).flatten(),
    }
}

/// Codes and letters that are hardly ever anything else before a number.
const USUAL: [&str; 26] = [
    "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "CHF", "INR", "Rs", "RM", "Tk", "QR", "AED", "Dh", "Dhs",
    "KSh", "Ksh", "NGN", "ZAR", "AUD", "CAD", "dlrs", "Rp", "HKD", "SEK", "NOK",
];

/// What accounts speak of before an amount.
const ACCOUNTS: [&str; 14] = [
    "loss",
    "losses",
    "income",
    "earnings",
    "ebitda",
    "net",
    "cash",
    "flow",
    "profit",
    "operating",
    "deficit",
    "comprehensive",
    "expense",
    "expenses",
];
