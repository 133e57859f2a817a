//! The planner: from the stages that a person named to the stages that run, in order.
//!
//! Named stages keep their order. Before each of them come the default providers of the layers it
//! requires and nobody has made yet, with default settings. Every way in which the order could be
//! wrong is refused in plain words.
//!
//! A stage that requires a layer and provides it too improves on what another stage has made; it
//! never counts as the maker of that layer.

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
    /// The index, in the list of named stages, of the stage that the error is about, or for which the
    /// stage that it is about was added.
    pub named: Option<usize>,
    /// The index, in the list of wanted layers, of the one that the error is about.
    pub wanted: Option<usize>,
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
    let nobody = Asker { name: "", named: None, wanted: None };
    let mut planner = Planner {
        registry,
        named,
        plan: Plan::default(),
        askers: Vec::new(),
        asker: nobody,
        errors: Vec::new(),
    };
    for (index, definition) in named.iter().enumerate() {
        planner.asker = Asker { name: definition.name, named: Some(index), wanted: None };
        if named[..index].iter().any(|earlier| earlier.name == definition.name) {
            let help = "a pipeline holds a stage once: remove one of the two";
            planner.error(format!("stage `{}` is named twice", definition.name), Some(help.to_owned()));
        } else {
            planner.add(definition, Some(index), None, &mut Vec::new());
        }
    }
    for (index, (layer, name)) in wanted.iter().enumerate() {
        planner.asker = Asker { name, named: None, wanted: Some(index) };
        planner.require(layer, name, &mut Vec::new());
    }
    planner.check_optional_layers();
    planner.check_edits();
    if planner.errors.is_empty() { Ok(planner.plan) } else { Err(planner.errors) }
}

/// The named stage or corpus stage on whose behalf a step is planned.
#[derive(Clone, Copy)]
struct Asker {
    name: &'static str,
    named: Option<usize>,
    wanted: Option<usize>,
}

struct Planner<'a> {
    registry: &'a Registry,
    named: &'a [&'static StageDefinition],
    plan: Plan,
    /// For every step of the plan, the asker it was planned for.
    askers: Vec<Asker>,
    /// Whose behalf the planner is working on.
    asker: Asker,
    errors: Vec<PlanError>,
}

/// Whether a stage makes a layer, rather than improving on it.
fn makes(definition: &StageDefinition, layer: &str) -> bool {
    definition.provides.contains(&layer) && !definition.requires.contains(&layer)
}

impl Planner<'_> {
    fn error(&mut self, message: String, help: Option<String>) {
        let Asker { named, wanted, .. } = self.asker;
        let error = PlanError { message, help, named, wanted };
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    /// A stage as the person knows it: by its name, and if it was added, by whom it was added for.
    fn called(&self, stage: &str) -> String {
        if self.asker.name != stage {
            format!("stage `{stage}` (added for `{}`)", self.asker.name)
        } else if self.asker.wanted.is_some() {
            format!("corpus stage `{stage}`")
        } else {
            format!("stage `{stage}`")
        }
    }

    /// Adds a stage after the makers of what it requires. `chain` holds the stages that led here.
    fn add(
        &mut self,
        definition: &'static StageDefinition,
        named: Option<usize>,
        added_for: Option<(&'static str, &'static str)>,
        chain: &mut Vec<&'static StageDefinition>,
    ) {
        chain.push(definition);
        for layer in definition.requires {
            self.require(layer, definition.name, chain);
        }
        chain.pop();
        self.plan.steps.push(PlannedStep { definition, named, added_for });
        self.askers.push(self.asker);
    }

    /// Makes sure that a step before the end of the plan provides `layer`.
    fn require(&mut self, layer: &'static str, by: &'static str, chain: &mut Vec<&'static StageDefinition>) {
        if self.plan.steps.iter().any(|step| step.definition.provides.contains(&layer)) {
            return;
        }
        if let Some(start) = chain.iter().position(|stage| makes(stage, layer)) {
            let circle: Vec<&str> = chain[start..].iter().map(|stage| stage.name).collect();
            return self.circle(&circle);
        }
        let after = self.asker.named.map_or(0, |index| index + 1);
        let later = self.named.iter().copied().skip(after).find(|stage| makes(stage, layer));
        if let Some(maker) = later {
            if let Some(path) = self.path(maker, by, &mut Vec::new()) {
                return self.circle(&path);
            }
            let message = format!(
                "{} needs the layer `{layer}`, which `{}` makes, but `{}` comes after it",
                self.called(by),
                maker.name,
                maker.name
            );
            return self.error(message, Some(format!("put `{}` before `{}`", maker.name, self.asker.name)));
        }
        match self.registry.default_provider(layer) {
            Some(provider) => self.add(provider, None, Some((layer, by)), chain),
            None => self.no_maker(layer, by),
        }
    }

    fn no_maker(&mut self, layer: &str, by: &str) {
        let message =
            format!("{} needs the layer `{layer}`, but no stage makes it by default", self.called(by));
        let makers = self.registry.stages().iter().filter(|stage| makes(stage, layer));
        let makers: Vec<String> = makers.map(|stage| format!("`{}`", stage.name)).collect();
        let help = match makers.as_slice() {
            [] => format!("link a crate with a stage that makes `{layer}`"),
            [maker] => format!("name {maker} before `{}`", self.asker.name),
            _ => format!("name one of these stages before `{}`: {}", self.asker.name, makers.join(", ")),
        };
        self.error(message, Some(help));
    }

    fn circle(&mut self, stages: &[&str]) {
        let stages: Vec<String> =
            stages.iter().chain(stages.first()).map(|name| format!("`{name}`")).collect();
        let message = format!("the stages require each other in a circle: {}", stages.join(" needs "));
        self.error(message, Some("one of them must do without the other's layer".to_owned()));
    }

    /// The stages from `from` to `to`, each of which needs the next, if `from` needs `to` at all.
    fn path(
        &self,
        from: &'static StageDefinition,
        to: &str,
        seen: &mut Vec<&'static str>,
    ) -> Option<Vec<&'static str>> {
        if from.name == to {
            return Some(vec![from.name]);
        }
        if seen.contains(&from.name) {
            return None;
        }
        seen.push(from.name);
        let makers = from.requires.iter().filter_map(|layer| {
            let named = self.named.iter().copied().find(|stage| makes(stage, layer));
            named.or_else(|| self.registry.default_provider(layer))
        });
        let rest = makers.into_iter().find_map(|maker| self.path(maker, to, seen))?;
        Some([vec![from.name], rest].concat())
    }

    /// A stage that uses a layer if it is there must not stand before the stage that makes it, unless
    /// that stage in turn needs this one.
    fn check_optional_layers(&mut self) {
        let steps = self.plan.steps.clone();
        for (at, step) in steps.iter().enumerate() {
            let user = step.definition.name;
            for layer in step.definition.reads {
                let (before, after) = (&steps[..at], &steps[at + 1..]);
                if before.iter().any(|earlier| earlier.definition.provides.contains(layer)) {
                    continue;
                }
                let later = after.iter().find(|later| later.definition.provides.contains(layer));
                let Some(later) = later else { continue };
                let maker = later.definition.name;
                if self.path(later.definition, user, &mut Vec::new()).is_some() {
                    continue;
                }
                self.asker = self.askers[at];
                let message = format!(
                    "{} uses the layer `{layer}`, which `{maker}` makes, but `{maker}` comes after it",
                    self.called(user)
                );
                let verb = if later.named.is_some() { "put" } else { "name" };
                self.error(message, Some(format!("{verb} `{maker}` before `{}`", self.asker.name)));
            }
        }
    }

    /// A stage that edits the text must not come after a stage whose layers point into it.
    fn check_edits(&mut self) {
        let mut pointing: Option<(&str, &str, &str)> = None;
        for (at, step) in self.plan.steps.clone().iter().enumerate() {
            let definition = step.definition;
            self.asker = self.askers[at];
            if definition.edits_text
                && let Some((stage, layer, asker)) = pointing
            {
                let message = format!(
                    "{} edits the text after `{stage}` has made the layer `{layer}`, which points into it",
                    self.called(definition.name)
                );
                let verb = if step.named.is_some() { "put" } else { "name" };
                self.error(message, Some(format!("{verb} `{}` before `{asker}`", definition.name)));
            }
            let into_text = definition
                .provides
                .iter()
                .find(|layer| self.registry.layer(layer).is_some_and(|layer| layer.frame == Frame::Text));
            if let Some(layer) = into_text {
                pointing.get_or_insert((definition.name, layer, self.asker.name));
            }
        }
    }
}
