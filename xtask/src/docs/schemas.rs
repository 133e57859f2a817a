//! The JSON Schemas: of a pipeline file, of the document object, of the results of corpus stages.

use anyhow::Result;
use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};
use tidings_core::Registry;
use tidings_core::config::{pipeline_schema, shorten_numbers};

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
    shorten_numbers(&mut schema);
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}
