//! The JSON Schema of a whole pipeline file, made from the registry.

use std::collections::BTreeSet;

use schemars::SchemaGenerator;
use serde_json::{Map, Value as Schema, json};

use super::file::Section;
use super::shape::pointer;
use crate::registry::Registry;

/// The JSON Schema (draft 2020-12) of a pipeline file with the given sections and every registered
/// stage. Editors complete and check files with it.
pub fn pipeline_schema(registry: &Registry, sections: &[Section]) -> Schema {
    // One generator for all stages: it keeps types of equal names apart.
    let mut generator = SchemaGenerator::default();
    let stages: Vec<(&str, &str, Schema)> = registry
        .stages()
        .iter()
        .map(|stage| (stage.name, stage.purpose, stage.schema(&mut generator).to_value()))
        .collect();
    let corpus_stages: Vec<(&str, &str, Schema)> = registry
        .corpus_stages()
        .iter()
        .map(|stage| (stage.name, stage.purpose, stage.schema(&mut generator).to_value()))
        .collect();
    let mut definitions = generator.take_definitions(true);
    let mut properties = Map::new();
    for section in sections {
        properties.insert(section.name.to_owned(), import(section.schema.clone(), &mut definitions));
    }
    let list = |description: &str, entries: Vec<(&str, &str, Schema)>| {
        let entries: Vec<Schema> = entries
            .into_iter()
            .map(|(name, purpose, schema)| entry(name, purpose, schema, &definitions))
            .collect();
        let items = if entries.is_empty() { json!(false) } else { json!({ "oneOf": entries }) };
        json!({ "description": description, "type": "array", "items": items })
    };
    properties.insert("stage".to_owned(), list("The stages, in the order in which they run.", stages));
    properties.insert("corpus".to_owned(), list("The corpus stages.", corpus_stages));
    let properties = Schema::Object(properties);
    keep_used(&mut definitions, &properties);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tidings pipeline",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": definitions,
    })
}

/// The schema of one `[[stage]]` entry: the settings and the constant `use`.
fn entry(name: &str, purpose: &str, schema: Schema, definitions: &Map<String, Schema>) -> Schema {
    let mut settings = match referenced(&schema).and_then(|name| definitions.get(&name)) {
        Some(definition) => definition.clone(),
        None => schema,
    };
    settings["title"] = json!(name);
    settings["description"] = json!(purpose);
    let mut properties = Map::new();
    properties.insert("use".to_owned(), json!({ "const": name }));
    if let Some(Schema::Object(own)) = settings.get_mut("properties").map(Schema::take) {
        properties.extend(own);
    }
    settings["properties"] = Schema::Object(properties);
    let mut required = settings["required"].as_array().cloned().unwrap_or_default();
    required.insert(0, json!("use"));
    settings["required"] = Schema::Array(required);
    settings
}

/// Moves the `$defs` of a schema that was made on its own to the common ones, under other names where
/// those are taken by other definitions.
fn import(mut schema: Schema, definitions: &mut Map<String, Schema>) -> Schema {
    let Some(object) = schema.as_object_mut() else { return schema };
    object.remove("$schema");
    let mut own = match object.remove("$defs") {
        Some(Schema::Object(own)) => own,
        _ => Map::new(),
    };
    // A recursive schema refers to itself as the root, which it is no more.
    let root_name = schema["title"].as_str().unwrap_or("Section").to_owned();
    let recursive = references(&schema).chain(own.values().flat_map(references)).any(|path| path == "#");
    if recursive {
        own.insert(root_name.clone(), schema.clone());
    }
    let renamed = names_for(&own, definitions);
    let new_name = |old: &str| renamed.iter().find(|(name, _)| name == old).map(|(_, new)| new);
    let rename = |path: &str| match path {
        "#" => Some(format!("#/$defs/{}", new_name(&root_name)?)),
        // A new name is the old one and a number: the path may hold it in encoded form.
        _ => {
            let old = definition_name(path)?;
            Some(format!("{path}{}", new_name(&old)?.strip_prefix(&old)?))
        }
    };
    redirect(&mut schema, &rename);
    for (name, mut definition) in own {
        redirect(&mut definition, &rename);
        let name = new_name(&name).cloned().unwrap_or(name);
        definitions.entry(name).or_insert(definition);
    }
    schema
}

/// The name of every own definition among the common ones: its own, unless that is taken by a
/// definition with another meaning.
fn names_for(own: &Map<String, Schema>, common: &Map<String, Schema>) -> Vec<(String, String)> {
    let mut clashing: BTreeSet<&str> = own
        .iter()
        .filter(|(name, body)| common.get(*name).is_some_and(|other| other != *body))
        .map(|(name, _)| name.as_str())
        .collect();
    // What refers to a renamed definition is another definition itself, though its text is equal.
    loop {
        let refers = |body: &Schema| {
            references(body)
                .any(|path| definition_name(path).is_some_and(|name| clashing.contains(name.as_str())))
        };
        let more: Vec<&str> = own
            .iter()
            .filter(|(name, body)| {
                common.contains_key(*name) && !clashing.contains(name.as_str()) && refers(body)
            })
            .map(|(name, _)| name.as_str())
            .collect();
        if more.is_empty() {
            break;
        }
        clashing.extend(more);
    }
    let free = |name: &String| !common.contains_key(name) && !own.contains_key(name);
    own.keys()
        .map(|name| {
            let new = if clashing.contains(name.as_str()) {
                (2..).map(|number| format!("{name}{number}")).find(free).unwrap_or_else(|| name.clone())
            } else {
                name.clone()
            };
            (name.clone(), new)
        })
        .collect()
}

/// Drops the definitions that nothing refers to.
fn keep_used(definitions: &mut Map<String, Schema>, from: &Schema) {
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<String> = references(from).filter_map(definition_name).collect();
    while let Some(name) = open.pop() {
        if let Some(definition) = definitions.get(&name).filter(|_| !used.contains(&name)) {
            open.extend(references(definition).filter_map(definition_name));
            used.insert(name);
        }
    }
    definitions.retain(|name, _| used.contains(name));
}

/// The definition that a schema refers to, if it does.
fn referenced(schema: &Schema) -> Option<String> {
    definition_name(schema["$ref"].as_str()?)
}

fn definition_name(path: &str) -> Option<String> {
    let name = pointer(path)?.strip_prefix("/$defs/")?.replace("~1", "/").replace("~0", "~");
    Some(name)
}

/// Every reference inside a schema.
fn references(schema: &Schema) -> Box<dyn Iterator<Item = &str> + '_> {
    match schema {
        Schema::Object(object) => {
            let own = object.get("$ref").and_then(Schema::as_str);
            Box::new(own.into_iter().chain(object.values().flat_map(references)))
        }
        Schema::Array(items) => Box::new(items.iter().flat_map(references)),
        _ => Box::new(std::iter::empty()),
    }
}

/// Changes the references inside a schema for which `rename` has another path.
fn redirect(schema: &mut Schema, rename: &impl Fn(&str) -> Option<String>) {
    match schema {
        Schema::Object(object) => {
            if let Some(Schema::String(path)) = object.get_mut("$ref")
                && let Some(new) = rename(path)
            {
                *path = new;
            }
            object.values_mut().for_each(|value| redirect(value, rename));
        }
        Schema::Array(items) => items.iter_mut().for_each(|item| redirect(item, rename)),
        _ => {}
    }
}
