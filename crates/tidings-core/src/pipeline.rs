//! A pipeline: planned stages, built and ready to run.

use std::ops::Range;
use std::time::{Duration, Instant};

use crate::document::Document;
use crate::plan::{Plan, PlanError, plan};
use crate::registry::Registry;
use crate::stage::{SettingError, Stage, StageDefinition, StageError};

/// A built step of a [`Pipeline`].
pub struct Step {
    /// What runs.
    pub definition: &'static StageDefinition,
    /// The stage.
    pub stage: Box<dyn Stage>,
    /// Its full settings, defaults included.
    pub config: serde_json::Value,
    /// For a step that the planner added: the layer it was added for and the stage that requires it.
    pub added_for: Option<(&'static str, &'static str)>,
}

/// Stages in the order in which they run. Shared by all workers.
///
/// ```
/// use tidings_core::{Document, Pipeline, Registry};
///
/// let registry = Registry::collect().unwrap();
/// let pipeline = Pipeline::builder(&registry).build().unwrap();
/// let mut doc = Document::new("a", "Nothing happens in an empty pipeline.").unwrap();
/// pipeline.process(&mut doc).unwrap();
/// ```
#[derive(Default)]
pub struct Pipeline {
    steps: Vec<Step>,
}

/// Why a pipeline cannot be built or a document cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// A name that no linked crate registered.
    #[error("there is no stage `{0}`")]
    UnknownStage(String),
    /// The stages do not fit together.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Plan(Vec<PlanError>),
    /// A setting that a stage cannot use.
    #[error("stage `{stage}`: {error}")]
    Setting {
        /// The stage.
        stage: &'static str,
        /// What is wrong.
        error: SettingError,
    },
    /// A stage gave up on the document.
    #[error("stage `{stage}`: {error}")]
    Stage {
        /// The stage.
        stage: &'static str,
        /// What happened.
        error: StageError,
    },
}

/// How far a document has come, and the time each step took.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// The index of the step that is running or was the last to run.
    pub step: usize,
    /// The time of each step, added up over the documents that this value has followed.
    pub times: Vec<Duration>,
}

impl Pipeline {
    /// A builder that takes stages by name.
    pub fn builder(registry: &Registry) -> PipelineBuilder<'_> {
        PipelineBuilder { registry, stages: Vec::new() }
    }

    /// Builds the steps of a plan; `settings` holds a table for every named stage, in their order, and
    /// `added` gives the settings of a stage that the planner added.
    ///
    /// # Errors
    /// If a stage cannot use its settings.
    pub fn from_plan(
        plan: &Plan,
        settings: &[toml::Table],
        added: impl Fn(&str) -> toml::Table,
    ) -> Result<Self, PipelineError> {
        let mut steps = Vec::with_capacity(plan.steps.len());
        for step in &plan.steps {
            let definition = step.definition;
            let table = match step.named {
                Some(index) => settings.get(index).cloned().unwrap_or_default(),
                None => added(definition.name),
            };
            let built = definition
                .build(table)
                .map_err(|error| PipelineError::Setting { stage: definition.name, error })?;
            steps.push(Step {
                definition,
                stage: built.stage,
                config: built.config,
                added_for: step.added_for,
            });
        }
        Ok(Pipeline { steps })
    }

    /// The steps, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Runs every step on a document.
    ///
    /// # Errors
    /// If a stage gives up; the steps before it have been done.
    pub fn process(&self, doc: &mut Document) -> Result<(), PipelineError> {
        self.process_with(doc, &mut Progress::default())
    }

    /// Runs every step on a document, noting the step and its time in `progress`.
    ///
    /// # Errors
    /// If a stage gives up; the steps before it have been done.
    pub fn process_with(&self, doc: &mut Document, progress: &mut Progress) -> Result<(), PipelineError> {
        self.process_range(doc, progress, 0..self.steps.len())
    }

    /// Runs some of the steps on a document, for callers that want to look at it in between.
    ///
    /// # Errors
    /// If a stage gives up; the steps before it have been done.
    pub fn process_range(
        &self,
        doc: &mut Document,
        progress: &mut Progress,
        range: Range<usize>,
    ) -> Result<(), PipelineError> {
        progress.times.resize(self.steps.len(), Duration::ZERO);
        let mut before = Instant::now();
        for (index, step) in self.steps.iter().enumerate().take(range.end).skip(range.start) {
            progress.step = index;
            doc.start_clock(before);
            let result = run(step, doc);
            let now = Instant::now();
            doc.stop_clock(now);
            progress.times[index] += now - before;
            before = now;
            result?;
        }
        Ok(())
    }
}

/// Runs a step; a stage that never looked at the clock is told here that it took too long.
fn run(step: &Step, doc: &mut Document) -> Result<(), PipelineError> {
    // Nobody asked for this stage but for the sake of a layer that the input has brought.
    if step.added_for.is_some_and(|(layer, _)| doc.is_given(layer)) {
        return Ok(());
    }
    let done = step.stage.process(doc).and_then(|()| doc.clock().check());
    done.map_err(|error| PipelineError::Stage { stage: step.definition.name, error })
}

/// Builds a [`Pipeline`] from names.
pub struct PipelineBuilder<'a> {
    registry: &'a Registry,
    stages: Vec<(String, toml::Table)>,
}

impl PipelineBuilder<'_> {
    /// Adds a stage with default settings.
    pub fn stage(self, name: impl Into<String>) -> Self {
        self.stage_with(name, toml::Table::new())
    }

    /// Adds a stage with the given settings.
    pub fn stage_with(mut self, name: impl Into<String>, settings: toml::Table) -> Self {
        self.stages.push((name.into(), settings));
        self
    }

    /// Plans and builds the pipeline.
    ///
    /// # Errors
    /// If a name is unknown, the stages do not fit together, or a setting is wrong.
    pub fn build(self) -> Result<Pipeline, PipelineError> {
        let mut named = Vec::new();
        let mut settings = Vec::new();
        for (name, table) in self.stages {
            let definition = self.registry.stage(&name).ok_or(PipelineError::UnknownStage(name))?;
            named.push(definition);
            settings.push(table);
        }
        let plan = plan(self.registry, &named, &[]).map_err(PipelineError::Plan)?;
        Pipeline::from_plan(&plan, &settings, |_| toml::Table::new())
    }
}
