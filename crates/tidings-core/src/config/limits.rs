//! Limits of numbers and lengths, and what to say when a value is outside.

use serde_json::Value as Schema;

/// A number as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Whole(i64),
    /// A whole number that no setting can hold.
    Huge,
    Real(f64),
}

/// Why a value is refused: it "must …".
#[derive(Debug, PartialEq)]
pub(super) struct Wrong {
    pub(super) must: String,
    pub(super) label: &'static str,
}

/// What is wrong with a number, if anything.
pub(super) fn wrong_number(number: Number, schema: &Schema) -> Option<Wrong> {
    let number = match number {
        Number::Huge => {
            return Some(Wrong { must: "be a smaller number".to_owned(), label: "too large" });
        }
        Number::Real(number) if !number.is_finite() => {
            return Some(Wrong { must: "be a finite number".to_owned(), label: "not finite" });
        }
        Number::Real(number) => number,
        Number::Whole(number) => number as f64,
    };
    let (least, most) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
    let (above, below) = (schema["exclusiveMinimum"].as_f64(), schema["exclusiveMaximum"].as_f64());
    let (type_least, type_most) = type_limits(schema["format"].as_str().unwrap_or_default());
    let a_number = if schema["type"] == "number" { "a number" } else { "a whole number" };
    let wrong =
        |limits: String| Some(Wrong { must: format!("be {a_number} {limits}"), label: "out of range" });
    let outside = least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most);
    match (least, most) {
        (Some(least), Some(most)) if outside => wrong(format!("from {least} to {most}")),
        (Some(least), None) if outside => wrong(format!("of at least {least}")),
        (None, Some(most)) if outside => wrong(format!("of at most {most}")),
        _ if above.is_some_and(|above| number <= above) => wrong(format!("above {}", above?)),
        _ if below.is_some_and(|below| number >= below) => wrong(format!("below {}", below?)),
        _ if type_least.is_some_and(|least| number < least) => wrong(format!("of at least {}", type_least?)),
        _ if type_most.is_some_and(|most| number > most) => wrong(format!("of at most {}", type_most?)),
        _ => None,
    }
}

/// The limits of an integer type by its name in the schema. A 64-bit type holds all that TOML can say.
fn type_limits(format: &str) -> (Option<f64>, Option<f64>) {
    let signed = |max: f64| (Some(-max - 1.0), Some(max));
    match format {
        "int8" => signed(i8::MAX.into()),
        "int16" => signed(i16::MAX.into()),
        "int32" => signed(i32::MAX.into()),
        "uint8" => (Some(0.0), Some(u8::MAX.into())),
        "uint16" => (Some(0.0), Some(u16::MAX.into())),
        "uint32" => (Some(0.0), Some(u32::MAX.into())),
        "uint64" | "uint" => (Some(0.0), None),
        _ => (None, None),
    }
}

/// What is wrong with the number of values of a list or characters of a string, if anything; `what` is
/// `Items` or `Length`, as in `minItems`.
pub(super) fn wrong_count(count: usize, what: &str, thing: &str, schema: &Schema) -> Option<Wrong> {
    let limit = |which: &str| schema[format!("{which}{what}")].as_u64().map(|limit| limit as usize);
    let things = |number: usize| format!("{number} {thing}{}", if number == 1 { "" } else { "s" });
    if let Some(least) = limit("min").filter(|least| count < *least) {
        return Some(match count {
            0 => Wrong { must: "not be empty".to_owned(), label: "empty" },
            _ => Wrong { must: format!("have at least {}", things(least)), label: "too short" },
        });
    }
    let most = limit("max").filter(|most| count > *most)?;
    Some(Wrong { must: format!("have at most {}", things(most)), label: "too long" })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(number: Number, schema: Schema, expected: &str) {
        let must = wrong_number(number, &schema).map(|wrong| wrong.must).unwrap_or_default();
        assert_eq!(must, expected, "{number:?}");
    }

    #[test]
    fn explicit_limits_are_named_both() {
        let share = json!({ "type": "number", "minimum": 0, "maximum": 1 });
        check(Number::Real(0.5), share.clone(), "");
        check(Number::Whole(1), share.clone(), "");
        check(Number::Real(1.01), share, "be a number from 0 to 1");
    }

    #[test]
    fn the_limits_of_a_type_are_named_where_they_are_passed() {
        let byte = json!({ "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 });
        check(Number::Whole(256), byte, "be a whole number from 0 to 255");
        let count = json!({ "type": "integer", "format": "uint32", "minimum": 0 });
        check(Number::Whole(-1), count.clone(), "be a whole number of at least 0");
        check(Number::Whole(4_294_967_295), count.clone(), "");
        check(Number::Whole(4_294_967_296), count.clone(), "be a whole number of at most 4294967295");
        check(Number::Huge, count, "be a smaller number");
    }

    #[test]
    fn numbers_are_finite() {
        check(Number::Real(f64::NAN), json!({ "type": "number" }), "be a finite number");
        check(Number::Real(f64::INFINITY), json!({ "type": "number" }), "be a finite number");
    }

    #[test]
    fn open_ends_exclude_the_limit() {
        let positive = json!({ "type": "number", "exclusiveMinimum": 0 });
        check(Number::Whole(0), positive.clone(), "be a number above 0");
        check(Number::Real(0.1), positive, "");
    }

    #[test]
    fn lists_and_strings_have_lengths() {
        let schema = json!({ "minItems": 2, "maxItems": 3 });
        let must = |count| wrong_count(count, "Items", "value", &schema).map(|wrong| wrong.must);
        assert_eq!(must(0).as_deref(), Some("not be empty"));
        assert_eq!(must(1).as_deref(), Some("have at least 2 values"));
        assert_eq!(must(2), None);
        assert_eq!(must(4).as_deref(), Some("have at most 3 values"));
    }
}
