//! A pipeline file: its sections, stages and corpus stages, each with its place in the text.

use std::collections::BTreeMap;
use std::ops::Range;

use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Schema;

use super::diagnostic::Diagnostic;
use crate::corpus::CorpusDefinition;
use crate::corpus_plan::{PlannedCorpusStep, plan_corpus};
use crate::plan::{Plan, plan};
use crate::registry::Registry;
use crate::stage::{SettingError, StageDefinition};

/// A named section of a pipeline file, such as `[input]`.
#[derive(Clone)]
pub struct Section {
    /// The name of the table.
    pub name: &'static str,
    /// The JSON Schema of the table.
    pub schema: Schema,
}

impl Section {
    /// The section `name` with the settings of type `C`.
    pub fn of<C: JsonSchema>(name: &'static str) -> Self {
        let schema = SchemaGenerator::default().into_root_schema_for::<C>().to_value();
        Section { name, schema }
    }
}

/// One `[[stage]]` or `[[corpus]]` of a file.
pub struct Entry<D: 'static> {
    /// What it names.
    pub definition: &'static D,
    /// Its settings, without `use`.
    pub settings: toml::Table,
    /// The place of the name in the file.
    pub span: Range<usize>,
}

/// A checked pipeline file.
#[derive(Default)]
pub struct ConfigFile {
    pub(super) sections: BTreeMap<&'static str, toml::Table>,
    /// Where the settings of the sections stand, by section and setting; not of those set from outside.
    pub(super) places: BTreeMap<(&'static str, String), Range<usize>>,
    /// The `[[stage]]` entries, in order.
    pub stages: Vec<Entry<StageDefinition>>,
    /// The `[[corpus]]` entries, in order.
    pub corpus_stages: Vec<Entry<CorpusDefinition>>,
    /// Settings, by stage, for stages that the file does not name but the planner may add.
    pub(super) added: BTreeMap<&'static str, toml::Table>,
}

impl ConfigFile {
    /// Reads and checks a pipeline file.
    ///
    /// # Errors
    /// Every mistake in the file, in the order of the text.
    pub fn read(text: &str, registry: &Registry, sections: &[Section]) -> Result<Self, Vec<Diagnostic>> {
        super::reader::read(text, registry, sections)
    }

    /// The settings of a section, with defaults for what the file does not say.
    ///
    /// # Errors
    /// If a value passes the schema but cannot be used.
    pub fn section<C: Serialize + DeserializeOwned>(
        &self,
        name: &str,
    ) -> Result<(C, serde_json::Value), SettingError> {
        super::decode(self.sections.get(name).cloned().unwrap_or_default())
    }

    /// Where the name of a setting of a section stands in the file; none if the file does not say it, or it was set from
    /// outside.
    pub fn place(&self, section: &str, setting: &str) -> Option<Range<usize>> {
        let found = self.places.iter().find(|((of, name), _)| *of == section && name == setting);
        found.map(|(_, place)| place.clone())
    }

    /// Plans the stages of the file, with what the corpus stages need.
    ///
    /// # Errors
    /// Every way in which the stages do not fit together, at its place in the file.
    pub fn plan(&self, registry: &Registry) -> Result<Plan, Vec<Diagnostic>> {
        let named: Vec<_> = self.stages.iter().map(|entry| entry.definition).collect();
        let corpus = self.plan_corpus(registry);
        let wanted: Vec<_> = corpus
            .iter()
            .flat_map(|step| step.definition.requires.iter().map(move |layer| (*layer, step)))
            .collect();
        let layers: Vec<_> = wanted.iter().map(|(layer, step)| (*layer, step.definition.name)).collect();
        plan(registry, &named, &layers).map_err(|errors| {
            errors
                .into_iter()
                .map(|error| {
                    let stage = error.named.and_then(|index| self.stages.get(index)).map(|entry| &entry.span);
                    let wanted = error.wanted.and_then(|index| wanted.get(index));
                    let corpus = wanted.and_then(|(_, step)| self.corpus_stages.get(step.asker));
                    let corpus = corpus.map(|entry| &entry.span);
                    let place = stage.or(corpus).cloned().unwrap_or_default();
                    Diagnostic::new(error.message, "this stage", place).help(error.help)
                })
                .collect()
        })
    }

    /// The corpus stages in the order in which they run, with those that others build on.
    pub fn plan_corpus(&self, registry: &Registry) -> Vec<PlannedCorpusStep> {
        let named: Vec<_> = self.corpus_stages.iter().map(|entry| entry.definition).collect();
        plan_corpus(registry, &named)
    }

    /// The settings of a stage that the planner added.
    pub fn added_settings(&self, stage: &str) -> toml::Table {
        self.added.get(stage).cloned().unwrap_or_default()
    }

    /// Stages that were given settings from outside although the file does not name them.
    pub fn added_names(&self) -> impl Iterator<Item = &'static str> {
        self.added.keys().copied()
    }
}
