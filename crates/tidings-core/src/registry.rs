//! Everything that linked crates have registered, sorted by name.
//!
//! The order of registration depends on the linker and differs between build profiles; nothing but
//! this module ever sees it.

use crate::corpus::CorpusDefinition;
use crate::layers::{Frame, LayerDefinition};
use crate::stage::StageDefinition;

/// The registered stages, corpus stages and layers, each sorted by name and unique.
#[derive(Clone)]
pub struct Registry {
    stages: Vec<&'static StageDefinition>,
    corpus_stages: Vec<&'static CorpusDefinition>,
    layers: Vec<&'static LayerDefinition>,
}

/// What is wrong with what the linked crates registered: every problem, one a line.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", problems.join("\n"))]
pub struct RegistryError {
    /// The problems, in plain words.
    pub problems: Vec<String>,
}

impl Registry {
    /// Collects what every linked crate has registered.
    ///
    /// # Errors
    /// If two crates registered the same name, two stages are default providers of one layer, a
    /// stage names a layer that nobody registered, or edits the text that a layer it requires points into.
    pub fn collect() -> Result<Self, RegistryError> {
        Registry::new(
            inventory::iter::<StageDefinition>,
            inventory::iter::<CorpusDefinition>,
            inventory::iter::<LayerDefinition>,
        )
    }

    /// A registry of the given definitions.
    ///
    /// # Errors
    /// As [`Registry::collect`].
    pub fn new(
        stages: impl IntoIterator<Item = &'static StageDefinition>,
        corpus_stages: impl IntoIterator<Item = &'static CorpusDefinition>,
        layers: impl IntoIterator<Item = &'static LayerDefinition>,
    ) -> Result<Self, RegistryError> {
        let mut registry = Registry {
            stages: stages.into_iter().collect(),
            corpus_stages: corpus_stages.into_iter().collect(),
            layers: layers.into_iter().collect(),
        };
        // The crate name breaks ties, so that even the error message is the same in every build.
        registry.stages.sort_by_key(|stage| (stage.name, stage.crate_name));
        registry.corpus_stages.sort_by_key(|stage| (stage.name, stage.crate_name));
        registry.layers.sort_by_key(|layer| (layer.name, layer.crate_name));
        let problems = registry.problems();
        if problems.is_empty() { Ok(registry) } else { Err(RegistryError { problems }) }
    }

    /// The stages, sorted by name.
    pub fn stages(&self) -> &[&'static StageDefinition] {
        &self.stages
    }

    /// The corpus stages, sorted by name.
    pub fn corpus_stages(&self) -> &[&'static CorpusDefinition] {
        &self.corpus_stages
    }

    /// The layers, sorted by name.
    pub fn layers(&self) -> &[&'static LayerDefinition] {
        &self.layers
    }

    /// The stage of the given name.
    pub fn stage(&self, name: &str) -> Option<&'static StageDefinition> {
        let index = self.stages.binary_search_by_key(&name, |stage| stage.name).ok()?;
        self.stages.get(index).copied()
    }

    /// The corpus stage of the given name.
    pub fn corpus_stage(&self, name: &str) -> Option<&'static CorpusDefinition> {
        let index = self.corpus_stages.binary_search_by_key(&name, |stage| stage.name).ok()?;
        self.corpus_stages.get(index).copied()
    }

    /// The layer of the given name.
    pub fn layer(&self, name: &str) -> Option<&'static LayerDefinition> {
        let index = self.layers.binary_search_by_key(&name, |layer| layer.name).ok()?;
        self.layers.get(index).copied()
    }

    /// The stage that the planner adds when a layer is required and nobody named a provider.
    ///
    /// A stage that requires the layer itself only improves on it and is never added for it.
    pub fn default_provider(&self, layer: &str) -> Option<&'static StageDefinition> {
        self.default_providers(layer).next()
    }

    fn default_providers(&self, layer: &str) -> impl Iterator<Item = &'static StageDefinition> {
        self.stages.iter().copied().filter(move |stage| {
            stage.default_provider && stage.provides.contains(&layer) && !stage.requires.contains(&layer)
        })
    }

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let of = |kind, names: Vec<(&str, &str)>| twice(kind, &names);
        problems.extend(of("stage", self.stages.iter().map(|s| (s.name, s.crate_name)).collect()));
        problems
            .extend(of("corpus stage", self.corpus_stages.iter().map(|s| (s.name, s.crate_name)).collect()));
        problems.extend(of("layer", self.layers.iter().map(|l| (l.name, l.crate_name)).collect()));
        let per_document = self.stages.iter().map(|s| (s.name, s.crate_name));
        for corpus in &self.corpus_stages {
            if let Some((name, crate_name)) = per_document.clone().find(|(name, _)| *name == corpus.name) {
                problems.push(format!(
                    "`{name}` is registered twice: as a stage by crate `{crate_name}` and as a corpus stage by crate `{}`",
                    corpus.crate_name
                ));
            }
        }
        for layer in &self.layers {
            let providers: Vec<_> = self
                .default_providers(layer.name)
                .map(|stage| format!("`{}` of crate `{}`", stage.name, stage.crate_name))
                .collect();
            if let [first, second, ..] = providers.as_slice() {
                problems
                    .push(format!("layer `{}` has two default providers: {first} and {second}", layer.name));
            }
        }
        problems.extend(self.unknown_layers());
        problems.extend(self.unknown_corpus_stages());
        problems.extend(self.impossible_edits());
        problems
    }

    /// A stage that edits the text cannot require a layer that freezes it.
    fn impossible_edits(&self) -> impl Iterator<Item = String> {
        self.stages.iter().filter(|stage| stage.edits_text).flat_map(|stage| {
            let required = stage.requires.iter().filter_map(|layer| self.layer(layer));
            required.filter(|layer| layer.frame == Frame::Text).map(|layer| {
                format!(
                    "stage `{}` of crate `{}` edits the text, but requires the layer `{}`, which points into it",
                    stage.name, stage.crate_name, layer.name
                )
            })
        })
    }

    fn unknown_corpus_stages(&self) -> impl Iterator<Item = String> {
        self.corpus_stages.iter().flat_map(|stage| {
            let unknown = stage.requires_stages.iter().filter(|name| self.corpus_stage(name).is_none());
            unknown.map(|name| {
                format!(
                    "corpus stage `{}` of crate `{}` builds on `{name}`, which no linked crate registers",
                    stage.name, stage.crate_name
                )
            })
        })
    }

    fn unknown_layers(&self) -> Vec<String> {
        let named_by_stages = self
            .stages
            .iter()
            .flat_map(|s| [s.requires, s.reads, s.provides].map(|layers| (s.name, s.crate_name, layers)));
        let named_by_corpus_stages = self
            .corpus_stages
            .iter()
            .flat_map(|s| [s.requires, s.reads].map(|layers| (s.name, s.crate_name, layers)));
        named_by_stages
            .chain(named_by_corpus_stages)
            .flat_map(|(stage, crate_name, layers)| layers.iter().map(move |layer| (stage, crate_name, *layer)))
            .filter(|(_, _, layer)| self.layer(layer).is_none())
            .map(|(stage, crate_name, layer)| {
                format!("stage `{stage}` of crate `{crate_name}` names the layer `{layer}`, which no linked crate registers")
            })
            .collect()
    }
}

/// A line for every name that stands twice in a sorted list.
fn twice(kind: &str, sorted: &[(&str, &str)]) -> Vec<String> {
    sorted
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| {
            let [(name, first), (_, second)] = [pair[0], pair[1]];
            format!("{kind} `{name}` is registered twice: by crate `{first}` and by crate `{second}`")
        })
        .collect()
}
