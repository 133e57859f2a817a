//! Stages for tests of the registry and the planner, written down in lines:
//!
//! ```text
//! clean.ads: -> @regions, edits          edits the text; `@`: a layer that points into the source
//! text.tokens: -> tokens
//! other-crate/text.words: -> tokens, spare    registered by `other-crate`; no default provider
//! summary.lead: tokens ?names -> summary      requires `tokens`, uses `names` if they are there
//! ```
//!
//! Every layer that is named anywhere is registered, unless it ends in `!`.

#![allow(dead_code, reason = "every test program uses its own part")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Frame, LayerDefinition, Registry, RegistryError, Sentences, SettingError, Stage,
    StageDefinition, StageError, StageType,
};

/// No settings.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NoSettings {}

/// Does nothing.
pub struct Idle;

impl Stage for Idle {
    fn process(&self, _: &mut Document) -> Result<(), StageError> {
        Ok(())
    }
}

impl StageType for Idle {
    type Config = NoSettings;
    const NAME: &'static str = "test.idle";
    const PURPOSE: &'static str = "Does nothing";
    const MANUAL: &'static str = "## What it does\nNothing.";
    fn new(_: NoSettings) -> Result<Self, SettingError> {
        Ok(Idle)
    }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_names(names: Vec<&str>) -> &'static [&'static str] {
    leak(
        names
            .into_iter()
            .map(|name| &**leak(name.trim_matches(['@', '!', '?']).to_owned()))
            .collect::<Vec<&str>>(),
    )
}

/// A registry of the stages of a specification.
pub fn registry(spec: &str) -> Result<Registry, RegistryError> {
    let lines: Vec<&str> = spec.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut layers: Vec<&'static LayerDefinition> = Vec::new();
    let mut stages = Vec::new();
    for line in lines {
        let (name, rest) = line.split_once(':').unwrap();
        let (crate_name, name) = name.split_once('/').unwrap_or(("test-crate", name));
        let mut clauses = rest.split(',').map(str::trim);
        let (needs, gives) = match clauses.next().unwrap() {
            "edits" => ("", ""),
            clause => clause.split_once("->").unwrap_or((clause, "")),
        };
        let (reads, requires) = needs.split_whitespace().partition(|layer| layer.starts_with('?'));
        let mut stage = StageDefinition::of::<Idle>(leak(crate_name.to_owned()));
        stage.name = leak(name.to_owned());
        stage.reads = leak_names(reads);
        stage.requires = leak_names(requires);
        stage.provides = leak_names(gives.split_whitespace().collect());
        stage.edits_text = line.contains("edits");
        stage.default_provider = !line.contains("spare");
        stages.push(leak(stage));
        for layer in
            needs.split_whitespace().chain(gives.split_whitespace()).filter(|name| !name.ends_with('!'))
        {
            let mut definition = LayerDefinition::of::<Sentences>("test-crate");
            definition.name = leak(layer.trim_matches(['@', '?']).to_owned());
            definition.frame = if layer.starts_with('@') { Frame::Source } else { Frame::Text };
            if !layers.iter().any(|known| known.name == definition.name) {
                layers.push(leak(definition));
            }
        }
    }
    Registry::new(stages.into_iter().map(|stage| &*stage), [], layers)
}
