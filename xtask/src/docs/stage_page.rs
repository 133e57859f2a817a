//! The reference page of a stage: its manual with what the registry knows.

use std::fmt::Write;

use schemars::{Schema, SchemaGenerator};
use serde_json::Value;
use tidings_core::{CorpusDefinition, Registry, StageDefinition};

use super::settings;

/// A page of the reference.
pub struct Page {
    /// The name of the stage.
    pub name: &'static str,
    pub text: String,
}

/// What a page says of a stage of either kind.
struct Facts {
    name: &'static str,
    crate_name: &'static str,
    purpose: &'static str,
    manual: &'static str,
    /// Label and value, for the list at the top.
    lines: Vec<(&'static str, String)>,
    schema: Value,
    /// The schema with the `$defs` that `schema` refers to.
    root: Value,
    defaults: Value,
}

/// The pages of all stages and corpus stages.
pub fn all(registry: &Registry) -> Vec<Page> {
    let stages = registry.stages().iter().map(|stage| stage_facts(stage));
    let corpus = registry.corpus_stages().iter().map(|stage| corpus_facts(stage));
    stages.chain(corpus).map(|facts| Page { name: facts.name, text: page(&facts) }).collect()
}

fn stage_facts(stage: &StageDefinition) -> Facts {
    let (schema, root) = schema_of(|generator| stage.schema(generator));
    let mut lines = vec![
        ("Needs", layers(stage.requires)),
        ("Uses if there", layers(stage.reads)),
        ("Makes", layers(stage.provides)),
    ];
    if stage.edits_text {
        lines
            .push(("Edits the text", "yes: it must run before stages whose layers point into it".to_owned()));
    }
    if !stage.provides.is_empty() && !stage.default_provider {
        lines.push(("Added by itself", "no: a pipeline must name it".to_owned()));
    }
    Facts {
        name: stage.name,
        crate_name: stage.crate_name,
        purpose: stage.purpose,
        manual: stage.manual,
        lines,
        schema,
        root,
        defaults: stage.build(toml::Table::new()).map_or(Value::Null, |built| built.config),
    }
}

fn corpus_facts(stage: &CorpusDefinition) -> Facts {
    let (schema, root) = schema_of(|generator| stage.schema(generator));
    let lines = vec![
        ("Kind", "corpus stage: it runs over the whole collection, under `[[corpus]]`".to_owned()),
        ("Needs", layers(stage.requires)),
        ("Uses if there", layers(stage.reads)),
    ];
    Facts {
        name: stage.name,
        crate_name: stage.crate_name,
        purpose: stage.purpose,
        manual: stage.manual,
        lines,
        schema,
        root,
        defaults: stage.build(toml::Table::new()).map_or(Value::Null, |(_, config)| config),
    }
}

fn schema_of(schema: impl FnOnce(&mut SchemaGenerator) -> Schema) -> (Value, Value) {
    let mut generator = SchemaGenerator::default();
    let schema = schema(&mut generator).to_value();
    let mut root = serde_json::Map::new();
    root.insert("$defs".to_owned(), Value::Object(generator.take_definitions(true)));
    (schema, Value::Object(root))
}

/// Names of layers, in backticks.
pub fn layers(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn page(facts: &Facts) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<!-- Written by `cargo xtask docs`. Edit the manual beside the stage in crates/{}, not this file. -->",
        facts.crate_name
    );
    let _ = writeln!(out, "# `{}`\n\n{}.\n", facts.name, facts.purpose);
    for (label, value) in facts.lines.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "- {label}: {value}");
    }
    let _ = writeln!(out, "- Crate: `{}`\n", facts.crate_name);
    let _ = writeln!(out, "{}\n", facts.manual.trim());
    let _ = writeln!(out, "## Settings\n");
    out.push_str(&settings::markdown(&facts.schema, &facts.root, &facts.defaults));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_what_the_registry_knows() {
        let facts = Facts {
            name: "clean.example",
            crate_name: "tidings-clean",
            purpose: "Cleans",
            manual: "## What it does\nCleans.\n",
            lines: vec![("Needs", layers(&["tokens", "sentences"])), ("Makes", String::new())],
            schema: Value::Null,
            root: Value::Null,
            defaults: Value::Null,
        };
        let expected = "\
# `clean.example`

Cleans.

- Needs: `tokens`, `sentences`
- Crate: `tidings-clean`

## What it does
Cleans.

## Settings

It has no settings.
";
        assert_eq!(page(&facts).split_once('\n').unwrap().1, expected);
    }
}
