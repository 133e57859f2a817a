//! The order of the corpus stages: what one builds on runs before it.
//!
//! Named stages keep their order otherwise. A stage that another one builds on and nobody named is added with
//! default settings, right before the first that needs it.

use crate::corpus::CorpusDefinition;
use crate::registry::Registry;

/// A corpus stage of a plan.
#[derive(Clone, Copy)]
pub struct PlannedCorpusStep {
    /// What runs.
    pub definition: &'static CorpusDefinition,
    /// The index in the list of named corpus stages; `None` if it was added.
    pub named: Option<usize>,
    /// For an added step: the corpus stage that builds on it.
    pub added_for: Option<&'static str>,
    /// The named stage on whose behalf it is planned: an index in the list of named corpus stages.
    pub asker: usize,
}

/// The corpus stages that run, in order.
pub fn plan_corpus(registry: &Registry, named: &[&'static CorpusDefinition]) -> Vec<PlannedCorpusStep> {
    let mut planner = Planner { registry, named, steps: Vec::new(), seen: Vec::new() };
    for (index, definition) in named.iter().enumerate() {
        planner.add(definition, None, index);
    }
    planner.steps
}

struct Planner<'a> {
    registry: &'a Registry,
    named: &'a [&'static CorpusDefinition],
    steps: Vec<PlannedCorpusStep>,
    /// Names of the stages that are planned or about to be, so that a circle ends.
    seen: Vec<&'static str>,
}

impl Planner<'_> {
    fn add(&mut self, definition: &'static CorpusDefinition, added_for: Option<&'static str>, asker: usize) {
        if self.seen.contains(&definition.name) {
            return;
        }
        self.seen.push(definition.name);
        for name in definition.requires_stages {
            if let Some(needed) = self.registry.corpus_stage(name) {
                self.add(needed, Some(definition.name), asker);
            }
        }
        let read = self.named.iter().filter(|other| definition.reads_stages.contains(&other.name));
        for other in read.copied().collect::<Vec<_>>() {
            self.add(other, None, asker);
        }
        let named = self.named.iter().position(|other| other.name == definition.name);
        let added_for = if named.is_some() { None } else { added_for };
        self.steps.push(PlannedCorpusStep { definition, named, added_for, asker: named.unwrap_or(asker) });
    }
}
