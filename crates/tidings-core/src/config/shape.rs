//! What a JSON Schema of settings asks for: words, alternatives, kinds of values.

use serde_json::Value as Schema;
use toml::de::DeValue;

/// Follows references until the schema itself.
pub(super) fn resolve<'a>(root: &'a Schema, mut schema: &'a Schema) -> &'a Schema {
    // A chain longer than this is a circle.
    for _ in 0..16 {
        let Some(target) = schema["$ref"].as_str().and_then(|path| target(root, path)) else { break };
        schema = target;
    }
    schema
}

fn target<'a>(root: &'a Schema, path: &str) -> Option<&'a Schema> {
    root.pointer(&pointer(path)?)
}

/// The JSON Pointer of a local reference (`#/$defs/Name`), in which `schemars` encodes odd characters.
pub(super) fn pointer(path: &str) -> Option<String> {
    let path = path.strip_prefix('#')?.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(path.len()), 0);
    while let Some(byte) = path.get(at) {
        let hex = path.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *byte == b'%') {
            Some(code) => (decoded.push(code), at += 3).1,
            None => (decoded.push(*byte), at += 1).1,
        }
    }
    String::from_utf8(decoded).ok()
}

/// The shapes that a value may have, null apart, if the schema is a choice.
pub(super) fn alternatives<'a>(root: &'a Schema, schema: &'a Schema) -> Option<Vec<&'a Schema>> {
    let options = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array())?;
    Some(
        options
            .iter()
            .map(|option| resolve(root, option))
            .filter(|option| option["type"] != "null")
            .collect(),
    )
}

/// The words that a schema allows, if it allows words alone.
pub(super) fn words<'a>(root: &'a Schema, schema: &'a Schema) -> Option<Vec<&'a str>> {
    let found: Vec<&str> = if let Some(word) = schema["const"].as_str() {
        vec![word]
    } else if let Some(list) = schema["enum"].as_array() {
        list.iter().filter_map(Schema::as_str).collect()
    } else {
        let options = alternatives(root, schema)?;
        options.iter().map(|option| words(root, option)).collect::<Option<Vec<_>>>()?.concat()
    };
    (!found.is_empty()).then_some(found)
}

/// The setting that tells the shapes of a tagged enum apart, and its value for each of them.
pub(super) struct Tags<'a> {
    pub(super) key: &'a str,
    pub(super) values: Vec<&'a str>,
}

pub(super) fn tags<'a>(root: &'a Schema, options: &[&'a Schema]) -> Option<Tags<'a>> {
    let constant =
        |option: &'a Schema, key: &str| resolve(root, &option["properties"][key])["const"].as_str();
    let first = options.first()?["properties"].as_object()?;
    let tags = |key| options.iter().map(|option| constant(option, key)).collect::<Option<Vec<_>>>();
    first.keys().find_map(|key| Some(Tags { key, values: tags(key)? }))
}

/// The kinds of values that a schema allows, null apart; empty if it allows any.
pub(super) fn expected_kinds(schema: &Schema) -> Vec<&str> {
    match &schema["type"] {
        Schema::String(kind) => vec![kind],
        Schema::Array(kinds) => {
            kinds.iter().filter_map(Schema::as_str).filter(|kind| *kind != "null").collect()
        }
        _ => Vec::new(),
    }
}

/// The kind of a value, as JSON Schema calls it.
pub(super) fn found_kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

/// What a value is, for a person to read.
pub(super) fn the_value(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(true) => "`true`",
        DeValue::Boolean(false) => "`false`",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// What a kind is, for a person to read.
pub(super) fn a_kind(kind: &str) -> &'static str {
    match kind {
        "string" => "a string",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        "object" => "a table",
        _ => "of another type",
    }
}

pub(super) fn is_scalar(value: &DeValue<'_>) -> bool {
    !matches!(value, DeValue::String(_) | DeValue::Array(_) | DeValue::Table(_))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_are_followed_whatever_their_names() {
        let root =
            json!({ "$defs": { "Two words": { "$ref": "#/$defs/a~1b" }, "a/b": { "type": "string" } } });
        let start = json!({ "$ref": "#/$defs/Two%20words" });
        assert_eq!(resolve(&root, &start)["type"], "string");
        let whole = json!({ "$ref": "#" });
        assert_eq!(resolve(&root, &whole), &root);
    }

    #[test]
    fn a_circle_of_references_ends() {
        let root = json!({ "$defs": { "A": { "$ref": "#/$defs/A" } } });
        assert!(expected_kinds(resolve(&root, &root["$defs"]["A"])).is_empty());
    }

    #[test]
    fn words_come_from_every_form_of_enum() {
        let root = json!({ "$defs": { "E": { "oneOf": [
            { "type": "string", "enum": ["a", "b"] },
            { "type": "string", "const": "c", "description": "The third." },
        ] } } });
        let optional = json!({ "anyOf": [{ "$ref": "#/$defs/E" }, { "type": "null" }] });
        assert_eq!(words(&root, &optional), Some(vec!["a", "b", "c"]));
        assert_eq!(words(&root, &json!({ "type": "string" })), None);
    }
}
