//! The manual page of a stage, made from its definition: for `tidings stages NAME` and for the book.

use std::fmt::Write;

use schemars::{Schema, SchemaGenerator};
use serde_json::Value;
use tidings_core::{CorpusDefinition, Registry, StageDefinition};

/// One setting of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// What values it takes, in plain words.
    pub values: String,
    /// Its default, as TOML.
    pub default: String,
    /// What it does.
    pub description: String,
}

/// The manual page of a stage, in Markdown.
pub fn stage_page(stage: &StageDefinition) -> String {
    let mut page = head(stage.name, stage.purpose, stage.manual);
    settings_table(&mut page, stage.name, |generator| stage.schema(generator));
    let mut facts = vec![("Needs", names(stage.requires)), ("Uses if there", names(stage.reads))];
    facts.push(("Makes", names(stage.provides)));
    facts.push(("Edits the text", if stage.edits_text { "yes" } else { "no" }.to_owned()));
    facts.push(("Crate", format!("`{}`", stage.crate_name)));
    fact_table(&mut page, &facts);
    page
}

/// The manual page of a corpus stage, in Markdown.
pub fn corpus_page(stage: &CorpusDefinition) -> String {
    let mut page = head(stage.name, stage.purpose, stage.manual);
    settings_table(&mut page, stage.name, |generator| stage.schema(generator));
    let facts = [
        ("Needs", names(stage.requires)),
        ("Uses if there", names(stage.reads)),
        ("Builds on", names(stage.requires_stages)),
        ("Builds on if there", names(stage.reads_stages)),
        ("Crate", format!("`{}`", stage.crate_name)),
    ];
    fact_table(&mut page, &facts);
    page
}

/// The manual page of the stage or corpus stage of the given name.
pub fn page(registry: &Registry, name: &str) -> Option<String> {
    registry.stage(name).map(stage_page).or_else(|| registry.corpus_stage(name).map(corpus_page))
}

/// The settings that a schema describes, in the order of its fields.
pub fn settings(schema: impl Fn(&mut SchemaGenerator) -> Schema) -> Vec<Setting> {
    let mut generator = SchemaGenerator::default();
    let mut root = schema(&mut generator).to_value();
    tidings_core::config::shorten_numbers(&mut root);
    let definitions = Value::Object(generator.take_definitions(true));
    let root = resolve(&root, &definitions);
    let Some(properties) = root["properties"].as_object() else { return Vec::new() };
    let setting = |(name, schema): (&String, &Value)| {
        let resolved = resolve(schema, &definitions);
        let text = |schema: &Value| schema["description"].as_str().map(|text| text.replace('\n', " "));
        Setting {
            name: name.clone(),
            values: values(schema, &definitions),
            default: default(&schema["default"]),
            description: text(schema).or_else(|| text(resolved)).unwrap_or_default(),
        }
    };
    properties.iter().map(setting).collect()
}

fn head(name: &str, purpose: &str, manual: &str) -> String {
    format!("# {name}\n\n{purpose}.\n\n{}\n", manual.trim_end())
}

fn settings_table(page: &mut String, name: &str, schema: impl Fn(&mut SchemaGenerator) -> Schema) {
    let settings = settings(schema);
    page.push_str("\n## Settings\n\n");
    if settings.is_empty() {
        let _ = writeln!(page, "`{name}` has no settings.");
        return;
    }
    page.push_str("| setting | values | default | what it does |\n|---|---|---|---|\n");
    for setting in settings {
        let Setting { name, values, default, description } = setting;
        let _ = writeln!(page, "| `{name}` | {values} | {default} | {} |", description.replace('|', "\\|"));
    }
}

fn fact_table(page: &mut String, facts: &[(&str, String)]) {
    page.push_str("\n## In a pipeline\n\n|  |  |\n|---|---|\n");
    for (what, value) in facts {
        let _ = writeln!(page, "| {what} | {value} |");
    }
}

fn names(layers: &[&str]) -> String {
    if layers.is_empty() {
        return "nothing".to_owned();
    }
    layers.iter().map(|layer| format!("`{layer}`")).collect::<Vec<_>>().join(", ")
}

fn default(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        // A nested table with its own defaults would fill the page.
        Value::Object(_) => "a table".to_owned(),
        Value::Array(items) if items.len() > 12 => format!("{} values", items.len()),
        value => format!("`{value}`"),
    }
}

/// What values a schema allows, in plain words.
fn values(schema: &Value, definitions: &Value) -> String {
    let schema = resolve(schema, definitions);
    let choices = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array());
    if let Some(choices) = choices {
        let words: Vec<String> = choices
            .iter()
            .filter(|choice| choice["type"] != "null")
            .map(|choice| values(choice, definitions))
            .collect();
        return words.join(", ");
    }
    if let Some(word) = schema["const"].as_str() {
        return format!("`\"{word}\"`");
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    let limits = match (schema["minimum"].as_f64(), schema["maximum"].as_f64()) {
        (Some(least), Some(most)) if most < 1e9 => format!(" from {least} to {most}"),
        (Some(least), _) if least > 0.0 => format!(" from {least}"),
        _ => String::new(),
    };
    let name = match &schema["type"] {
        Value::String(name) => name.as_str(),
        Value::Array(names) => {
            names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default()
        }
        _ => "",
    };
    match name {
        "integer" => format!("whole number{limits}"),
        "number" => format!("number{limits}"),
        "boolean" => "`true`, `false`".to_owned(),
        "string" => "text".to_owned(),
        "array" => format!("list of {}", values(&schema["items"], definitions)),
        "object" => "table".to_owned(),
        _ => "any".to_owned(),
    }
}

fn resolve<'s>(schema: &'s Value, definitions: &'s Value) -> &'s Value {
    match schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        Some(name) => resolve(&definitions[name], definitions),
        None => schema,
    }
}
