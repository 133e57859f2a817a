//! "that year", "the same day": words that mean a date only where there is one before them.
//!
//! `entities.values` leaves them out, since they have no value of their own; here they become values if a date before them
//! gives them one.

use tidings_core::{Bound, Label, Tokens, ValueMention};

use crate::values::relative::Relative;
use crate::values::words::Calendar;

/// The pointers of a text, sorted, that overlap none of `values`.
pub(super) fn pointers(text: &str, tokens: &Tokens, values: &[ValueMention]) -> Vec<ValueMention> {
    let spans = tokens.spans();
    let mut out = Vec::new();
    let mut taken = values.iter().map(|mention| mention.span).peekable();
    for (at, span) in spans.iter().enumerate() {
        if span.len() != 4 {
            continue;
        }
        let word = span.slice(text).unwrap_or("");
        if !word.eq_ignore_ascii_case("that") && !word.eq_ignore_ascii_case("same") {
            continue;
        }
        let Some(next) = spans.get(at + 1) else { break };
        let unit = match next.slice(text) {
            Some("day") => Calendar::Day,
            Some("week") => Calendar::Week,
            Some("month") => Calendar::Month,
            Some("year") => Calendar::Year,
            _ => continue,
        };
        let whole = span.cover(*next);
        while taken.peek().is_some_and(|span| span.end <= whole.start) {
            taken.next();
        }
        if taken.peek().is_none_or(|span| span.start >= whole.end) {
            let value = Relative::FromText { unit, by: 0 }.value();
            let (label, bound) = (Label::Date, Bound::Exact);
            out.push(ValueMention { span: whole, label, value, bound, upper: None, date: None });
        }
    }
    out
}
