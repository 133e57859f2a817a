//! The planner: from the stages that a person named to the stages that run, in order.
//!
//! Named stages keep their order. Before each of them come the default providers of the layers it
//! requires and nobody has made yet, with default settings. Every way in which the order could be
//! wrong is refused in plain words.

use crate::layers::Frame;
use crate::registry::Registry;
use crate::stage::StageDefinition;

/// A stage of a plan.
#[derive(Clone, Copy)]
pub struct PlannedStep {
    /// What runs.
    pub definition: &'static StageDefinition,
    /// The index in the list of named stages; `None` if the planner added the step.
    pub named: Option<usize>,
    /// For an added step: the layer it was added for and the stage that requires the layer.
    pub added_for: Option<(&'static str, &'static str)>,
}

/// The stages that run, in order.
#[derive(Clone, Default)]
pub struct Plan {
    /// The steps.
    pub steps: Vec<PlannedStep>,
}

/// Why stages cannot run in the order in which they were named.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PlanError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The index, in the list of named stages, of the stage that the error is about.
    pub named: Option<usize>,
}

/// Plans the stages `named`, and what else the layers in `wanted` need (with the name of who wants them,
/// for corpus stages).
///
/// # Errors
/// Every problem that was found: a stage named twice, a layer that nothing provides, a cycle, a
/// stage before the one whose layer it needs, a stage that edits the text after one that points into it.
pub fn plan(
    registry: &Registry,
    named: &[&'static StageDefinition],
    wanted: &[(&'static str, &'static str)],
) -> Result<Plan, Vec<PlanError>> {
    let mut planner = Planner { registry, named, plan: Plan::default(), errors: Vec::new() };
    for (index, definition) in named.iter().enumerate() {
        if named[..index].iter().any(|earlier| earlier.name == definition.name) {
            let message = format!("stage `{}` is named twice", definition.name);
            planner.error(
                Some(index),
                message,
                Some("a pipeline holds a stage once: remove one of the two".into()),
            );
            continue;
        }
        planner.add(definition, Some(index), None, &mut Vec::new());
    }
    for (layer, stage) in wanted {
        planner.require(layer, stage, None, &mut Vec::new());
    }
    planner.check_optional_layers();
    planner.check_edits();
    if planner.errors.is_empty() { Ok(planner.plan) } else { Err(planner.errors) }
}

struct Planner<'a> {
    registry: &'a Registry,
    named: &'a [&'static StageDefinition],
    plan: Plan,
    errors: Vec<PlanError>,
}

impl Planner<'_> {
    fn error(&mut self, named: Option<usize>, message: String, help: Option<String>) {
        let error = PlanError { message, help, named };
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    /// Adds a stage after the providers of what it requires. `chain` holds the stages that led here.
    fn add(
        &mut self,
        definition: &'static StageDefinition,
        named: Option<usize>,
        added_for: Option<(&'static str, &'static str)>,
        chain: &mut Vec<&'static str>,
    ) {
        if let Some(start) = chain.iter().position(|name| *name == definition.name) {
            let mut cycle: Vec<String> = chain[start..].iter().map(|name| format!("`{name}`")).collect();
            cycle.push(format!("`{}`", definition.name));
            let message = format!("the stages require each other in a circle: {}", cycle.join(" needs "));
            return self.error(named, message, Some("one of them must do without the other's layer".into()));
        }
        chain.push(definition.name);
        for layer in definition.requires {
            self.require(layer, definition.name, named, chain);
        }
        chain.pop();
        self.plan.steps.push(PlannedStep { definition, named, added_for });
    }

    /// Makes sure that a step before the end of the plan provides `layer`.
    fn require(
        &mut self,
        layer: &'static str,
        by: &'static str,
        named: Option<usize>,
        chain: &mut Vec<&'static str>,
    ) {
        if self.plan.steps.iter().any(|step| step.definition.provides.contains(&layer)) {
            return;
        }
        let later = self.named.iter().copied().enumerate().find(|(index, stage)| {
            stage.provides.contains(&layer) && stage.name != by && named.is_none_or(|at| *index > at)
        });
        if let Some((_, provider)) = later
            && !chain.contains(&provider.name)
        {
            let message = format!(
                "stage `{by}` needs the layer `{layer}`, which `{}` makes, but `{}` comes after it",
                provider.name, provider.name
            );
            return self.error(named, message, Some(format!("put `{}` before `{by}`", provider.name)));
        }
        match self.registry.default_provider(layer) {
            Some(provider) => self.add(provider, None, Some((layer, by)), chain),
            None => {
                let message =
                    format!("stage `{by}` needs the layer `{layer}`, but no stage makes it by default");
                let makers: Vec<_> = self
                    .registry
                    .stages()
                    .iter()
                    .filter(|stage| stage.provides.contains(&layer))
                    .map(|stage| format!("`{}`", stage.name))
                    .collect();
                let help = if makers.is_empty() {
                    format!("link a crate with a stage that makes `{layer}`")
                } else {
                    format!("name one of these stages before `{by}`: {}", makers.join(", "))
                };
                self.error(named, message, Some(help));
            }
        }
    }

    /// A stage that uses a layer if it is there must not stand before the stage that makes it.
    fn check_optional_layers(&mut self) {
        let steps = self.plan.steps.clone();
        for (at, step) in steps.iter().enumerate() {
            for layer in step.definition.reads {
                let made_before =
                    steps[..at].iter().any(|earlier| earlier.definition.provides.contains(layer));
                let later = steps[at + 1..].iter().find(|later| later.definition.provides.contains(layer));
                if let Some(later) = later
                    && !made_before
                {
                    let (user, maker) = (step.definition.name, later.definition.name);
                    let message = format!(
                        "stage `{user}` uses the layer `{layer}`, which `{maker}` makes, but `{maker}` comes after it"
                    );
                    self.error(step.named, message, Some(format!("put `{maker}` before `{user}`")));
                }
            }
        }
    }

    /// A stage that edits the text must not come after a stage whose layers point into it.
    fn check_edits(&mut self) {
        let mut pointing: Option<(&str, &str)> = None;
        for step in self.plan.steps.clone() {
            let definition = step.definition;
            if definition.edits_text
                && let Some((stage, layer)) = pointing
            {
                let message = format!(
                    "stage `{}` edits the text after `{stage}` has made the layer `{layer}`, which points into it",
                    definition.name
                );
                self.error(step.named, message, Some(format!("put `{}` before `{stage}`", definition.name)));
            }
            let into_text = definition
                .provides
                .iter()
                .find(|layer| self.registry.layer(layer).is_some_and(|layer| layer.frame == Frame::Text));
            if let Some(layer) = into_text {
                pointing.get_or_insert((definition.name, *layer));
            }
        }
    }
}
