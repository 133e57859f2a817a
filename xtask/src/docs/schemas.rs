//! The JSON Schemas: of a pipeline file, of the document object, of the results of corpus stages.

use anyhow::Result;
use schemars::SchemaGenerator;
use serde_json::{Map, Number, Value, json};
use tidings_core::Registry;
use tidings_core::config::pipeline_schema;

use crate::driver;

/// The schema of a pipeline file.
pub fn pipeline(registry: &Registry) -> Result<String> {
    text(pipeline_schema(registry, &driver::sections()))
}

/// The schema of the document object.
pub fn document(registry: &Registry) -> Result<String> {
    text(driver::document_schema(registry))
}

/// The schema of what the corpus stages conclude: one property a stage.
pub fn corpus(registry: &Registry) -> Result<String> {
    let mut generator = SchemaGenerator::default();
    let mut properties = Map::new();
    for stage in registry.corpus_stages() {
        properties.insert(stage.name.to_owned(), stage.conclusion_schema(&mut generator).to_value());
    }
    text(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Results of the corpus stages of Tidings",
        "type": "object",
        "properties": properties,
        "$defs": generator.take_definitions(true),
    }))
}

fn text(mut schema: Value) -> Result<String> {
    shorten(&mut schema);
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

/// Writes every number with as few digits as its type needs.
fn shorten(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(shorten),
        Value::Object(map) => map.values_mut().for_each(shorten),
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

/// 0.8 for 0.800000011920929: the shortest number that is the same in 32 bits, if 32 bits hold it.
pub fn shortest(float: f64) -> f64 {
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
