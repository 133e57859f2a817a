//! Numbers as a person wrote them: `0.8`, not `0.800000011920929`.
//!
//! Settings hold 32-bit numbers; JSON holds 64-bit ones. What goes from the first to the second gets
//! digits that nobody wrote.

use serde_json::{Number, Value};

/// Writes every number in a JSON value with as few digits as its type needs.
pub fn shorten_numbers(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(shorten_numbers),
        Value::Object(map) => map.values_mut().for_each(shorten_numbers),
        Value::Number(number) => {
            if let Some(float) = number.as_f64().filter(|_| number.is_f64())
                && let Some(short) = Number::from_f64(shortest(float))
            {
                *number = short;
            }
        }
        _ => {}
    }
}

/// The shortest number that is the same in 32 bits, if 32 bits hold it.
fn shortest(float: f64) -> f64 {
    let narrow = float as f32;
    if f64::from(narrow) == float { narrow.to_string().parse().unwrap_or(float) } else { float }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_32_bits_are_short() {
        assert_eq!(shortest(f64::from(0.8_f32)), 0.8);
        assert_eq!(shortest(0.8), 0.8);
        assert_eq!(shortest(0.5), 0.5);
        assert_eq!(shortest(1.0 / 3.0), 1.0 / 3.0);
    }
}
