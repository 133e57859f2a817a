//! The JSON Schema of a whole pipeline file, made from the registry.

use serde_json::{Map, Value as Schema, json};

use super::file::{Section, definition_schema};
use crate::registry::Registry;

/// The JSON Schema (draft 2020-12) of a pipeline file with the given sections and every registered
/// stage. Editors complete and check files with it.
pub fn pipeline_schema(registry: &Registry, sections: &[Section]) -> Schema {
    let mut definitions = Map::new();
    let mut properties = Map::new();
    for section in sections {
        properties.insert(section.name.to_owned(), inline(section.schema.clone(), &mut definitions));
    }
    let stages = registry.stages().iter().map(|stage| {
        let schema = definition_schema(|generator| stage.schema(generator));
        entry(stage.name, stage.purpose, inline(schema, &mut definitions))
    });
    let stages: Vec<Schema> = stages.collect();
    let corpus_stages = registry.corpus_stages().iter().map(|stage| {
        let schema = definition_schema(|generator| stage.schema(generator));
        entry(stage.name, stage.purpose, inline(schema, &mut definitions))
    });
    let corpus_stages: Vec<Schema> = corpus_stages.collect();
    properties.insert("stage".to_owned(), list("The stages, in the order in which they run.", stages));
    properties.insert("corpus".to_owned(), list("The corpus stages.", corpus_stages));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tidings pipeline",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": definitions,
    })
}

fn list(description: &str, entries: Vec<Schema>) -> Schema {
    let items = if entries.is_empty() { json!(false) } else { json!({ "oneOf": entries }) };
    json!({ "description": description, "type": "array", "items": items })
}

/// Moves the `$defs` of a schema to the common ones, and what a reference points to in its place.
fn inline(mut schema: Schema, definitions: &mut Map<String, Schema>) -> Schema {
    if let Some(object) = schema.as_object_mut() {
        object.remove("$schema");
        if let Some(Schema::Object(own)) = object.remove("$defs") {
            definitions.extend(own);
        }
    }
    match schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        Some(name) => definitions.remove(name).unwrap_or(Schema::Null),
        None => schema,
    }
}

/// The schema of one `[[stage]]` entry: the settings and the constant `use`.
fn entry(name: &str, purpose: &str, mut settings: Schema) -> Schema {
    settings["title"] = json!(name);
    settings["description"] = json!(purpose);
    let mut properties = Map::new();
    properties.insert("use".to_owned(), json!({ "const": name }));
    if let Some(Schema::Object(own)) = settings.get("properties") {
        properties.extend(own.clone());
    }
    settings["properties"] = Schema::Object(properties);
    let mut required = settings["required"].as_array().cloned().unwrap_or_default();
    required.insert(0, json!("use"));
    settings["required"] = Schema::Array(required);
    settings
}
