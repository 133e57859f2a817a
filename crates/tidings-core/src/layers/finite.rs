//! Numbers of layers, read from JSON.
//!
//! JSON has greater numbers than an `f32`, and no infinity: what is read as one could never be written and read again.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

const TOO_GREAT: &str = "a number of a layer must be at most 3.4e38";

/// A number that is not infinite.
pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    let number = f32::deserialize(deserializer)?;
    if number.is_finite() { Ok(number) } else { Err(D::Error::custom(TOO_GREAT)) }
}

/// A table of numbers none of which is infinite.
pub(super) fn numbers<'de, K, D>(deserializer: D) -> Result<BTreeMap<K, f32>, D::Error>
where
    K: Deserialize<'de> + Ord,
    D: Deserializer<'de>,
{
    let numbers = BTreeMap::<K, f32>::deserialize(deserializer)?;
    if numbers.values().all(|number| number.is_finite()) {
        Ok(numbers)
    } else {
        Err(D::Error::custom(TOO_GREAT))
    }
}

#[cfg(test)]
mod tests {
    use crate::layers::{Quality, References};

    #[test]
    fn a_layer_has_no_infinity() {
        let quality = |number: &str| {
            serde_json::from_str::<Quality>(&format!(r#"{{"signals": {{"words": {number}}}, "flags": []}}"#))
        };
        quality("3e38").expect("fits");
        quality("1e39").expect_err("does not fit");
        let references = |number: &str| {
            let mention = format!(
                r#"{{"span": {{"start": 0, "end": 1}}, "entity": 0, "kind": "pronoun", "confidence": {number}}}"#
            );
            serde_json::from_str::<References>(&format!(r#"{{"mentions": [{mention}], "relations": []}}"#))
        };
        references("1").expect("fits");
        references("-1e39").expect_err("does not fit");
    }
}
