//! A configuration file, read, checked, planned and built.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::config::{ConfigFile, Diagnostic, Override, Section};
use tidings_core::{
    AnyCorpusStage, CorpusDefinition, Layer, Pipeline, PipelineError, Plan, Quality, Registry, SettingError,
};
use tidings_io::{Encoder, InputConfig, OutputConfig, plain_words};

use crate::diagnostics;

/// How a pipeline runs: the `[run]` section.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RunConfig {
    /// Number of worker threads; 0 means one for each core. The output is the same for any number.
    #[schemars(range(min = 0, max = 1024))]
    pub workers: usize,
    /// The seconds by the clock that the stages may take for one document; one that takes longer becomes a failure. 0 means no limit.
    /// With a limit, what comes through depends on how fast the machine is.
    #[schemars(range(min = 0.0))]
    pub document_seconds: f64,
}

impl RunConfig {
    /// The time that a document may take; `None` if there is no limit.
    pub fn document_time(&self) -> Option<Duration> {
        Duration::try_from_secs_f64(self.document_seconds).ok().filter(|time| !time.is_zero())
    }
}

/// The sections of a pipeline file beside `[[stage]]` and `[[corpus]]`.
pub fn sections() -> Vec<Section> {
    vec![
        Section::of::<InputConfig>("input"),
        Section::of::<OutputConfig>("output"),
        Section::of::<RunConfig>("run"),
    ]
}

/// A corpus stage, built.
pub struct CorpusStep {
    /// What it is.
    pub definition: &'static CorpusDefinition,
    /// The stage.
    pub stage: Box<dyn AnyCorpusStage>,
    /// Its full settings, defaults included.
    pub config: serde_json::Value,
    /// The corpus stage that builds on it, if nobody named it.
    pub added_for: Option<&'static str>,
}

/// A pipeline file, ready to run.
pub struct PipelineFile {
    /// Where the file is.
    pub path: PathBuf,
    /// What is read.
    pub input: InputConfig,
    /// What is written.
    pub output: OutputConfig,
    /// How it runs.
    pub run: RunConfig,
    /// The order of the stages, with those that were added.
    pub plan: Plan,
    /// The stages.
    pub pipeline: Pipeline,
    /// The corpus stages.
    pub corpus: Vec<CorpusStep>,
}

/// Why a pipeline file cannot be used.
#[derive(Debug)]
pub enum LoadError {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file or a setting from the command line has mistakes.
    Mistakes {
        /// All of them, drawn with their places.
        drawn: String,
        /// How many there are.
        count: usize,
    },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::Unreadable { path, error } => {
                write!(f, "the configuration `{}` cannot be read: {}", path.display(), plain_words(error))
            }
            LoadError::Mistakes { drawn, .. } => f.write_str(drawn),
        }
    }
}

impl std::error::Error for LoadError {}

impl PipelineFile {
    /// Reads a file and applies settings of the form `stage.setting=value` to it.
    ///
    /// # Errors
    /// If the file cannot be read, or with every mistake in it and in the settings.
    pub fn load(path: &Path, settings: &[String], registry: &Registry) -> Result<Self, LoadError> {
        let bytes =
            std::fs::read(path).map_err(|error| LoadError::Unreadable { path: path.into(), error })?;
        let text = String::from_utf8(bytes).map_err(|error| LoadError::Unreadable {
            path: path.into(),
            error: std::io::Error::new(std::io::ErrorKind::InvalidData, error.utf8_error()),
        })?;
        PipelineFile::parse(path, &text, settings, registry)
    }

    /// As [`PipelineFile::load`], from a text; `path` is for messages.
    ///
    /// # Errors
    /// With every mistake in the text and in the settings.
    pub fn parse(
        path: &Path,
        text: &str,
        settings: &[String],
        registry: &Registry,
    ) -> Result<Self, LoadError> {
        let name = path.display().to_string();
        let in_file = |found: &[Diagnostic]| LoadError::Mistakes {
            drawn: diagnostics::render(&name, text, found),
            count: found.len(),
        };
        let sections = sections();
        let mut file = ConfigFile::read(text, registry, &sections).map_err(|found| in_file(&found))?;
        apply(&mut file, settings, registry, &sections)?;
        let plan = file.plan(registry).map_err(|found| in_file(&found))?;
        check_added(&file, &plan)?;
        let whole = |message: String| {
            in_file(&[Diagnostic { message, label: String::new(), span: 0..0, help: None }])
        };
        let stage_settings: Vec<toml::Table> =
            file.stages.iter().map(|entry| entry.settings.clone()).collect();
        let pipeline = Pipeline::from_plan(&plan, &stage_settings, |stage| file.added_settings(stage))
            .map_err(|error: PipelineError| whole(error.to_string()))?;
        let mut corpus = Vec::new();
        for step in file.plan_corpus(registry) {
            let definition = step.definition;
            let named = step.named.and_then(|index| file.corpus_stages.get(index));
            let settings = named.map(|entry| entry.settings.clone()).unwrap_or_default();
            let (stage, config) = definition
                .build(settings)
                .map_err(|error| whole(format!("corpus stage `{}`: {error}", definition.name)))?;
            corpus.push(CorpusStep { definition, stage, config, added_for: step.added_for });
        }
        let section = |name: &str, error: SettingError| whole(format!("section `{name}`: {error}"));
        let mut input: InputConfig = file.section("input").map_err(|error| section("input", error))?.0;
        let output: OutputConfig = file.section("output").map_err(|error| section("output", error))?.0;
        let measured = plan.steps.iter().any(|step| step.definition.provides.contains(&Quality::NAME));
        let mut found: Vec<Diagnostic> =
            Encoder::new(&output, registry).err().iter().map(|error| unwritable(&file, error)).collect();
        found.extend(output.check_formats().err().iter().map(|error| unwritable(&file, error)));
        found.extend((output.skip.needs_quality() && !measured).then(|| unmeasured(&file)));
        if !found.is_empty() {
            return Err(in_file(&found));
        }
        // Layers that a record brings along would forbid every edit of its text.
        input.annotations &= !plan.steps.iter().any(|step| step.definition.edits_text);
        Ok(PipelineFile {
            path: path.into(),
            input,
            output,
            run: file.section("run").map_err(|error| section("run", error))?.0,
            plan,
            pipeline,
            corpus,
        })
    }

    /// The configuration in full, defaults included, for `run.json`.
    ///
    /// # Errors
    /// Never for the sections of this crate.
    pub fn resolved(&self) -> serde_json::Result<serde_json::Value> {
        let stages: Vec<_> = self
            .pipeline
            .steps()
            .iter()
            .map(|step| {
                serde_json::json!({
                    "use": step.definition.name,
                    "settings": step.config,
                    "added_for": step.added_for.map(|(layer, stage)| format!("{layer} of {stage}")),
                })
            })
            .collect();
        let corpus: Vec<_> = self
            .corpus
            .iter()
            .map(|step| serde_json::json!({ "use": step.definition.name, "settings": step.config }))
            .collect();
        Ok(serde_json::json!({
            "input": serde_json::to_value(&self.input)?,
            "output": serde_json::to_value(&self.output)?,
            "stage": stages,
            "corpus": corpus,
        }))
    }
}

/// The mistake of a file whose output cannot be written as it wants.
fn unwritable(file: &ConfigFile, error: &SettingError) -> Diagnostic {
    let setting = error.setting.unwrap_or_default();
    let help = format!("`output.{setting}` was set from the command line");
    at_setting(file, setting, format!("section `output`: {error}"), help)
}

/// The mistake of a file that skips by signals which no stage measures.
fn unmeasured(file: &ConfigFile) -> Diagnostic {
    let message = "`output.skip` needs the layer `quality`, but no stage of this pipeline makes it";
    let mut mistake = at_setting(file, "skip", message.to_owned(), String::new());
    mistake.help = Some("name the stage `clean.quality` after those that clean".to_owned());
    mistake
}

/// A mistake at a setting of the output; with this help if the setting does not stand in the file.
fn at_setting(file: &ConfigFile, setting: &str, message: String, elsewhere: String) -> Diagnostic {
    match file.place("output", setting) {
        Some(span) => Diagnostic { message, label: "this setting".to_owned(), span, help: None },
        None => Diagnostic { message, label: String::new(), span: 0..0, help: Some(elsewhere) },
    }
}

/// Applies settings from the command line; reports the mistakes of all of them.
fn apply(
    file: &mut ConfigFile,
    settings: &[String],
    registry: &Registry,
    sections: &[Section],
) -> Result<(), LoadError> {
    let mut drawn = Vec::new();
    for setting in settings {
        let errors = match Override::parse(setting) {
            Ok(set) => file.set(&set, registry, sections).err().unwrap_or_default(),
            Err(error) => vec![error],
        };
        drawn.extend(errors.iter().map(|error| {
            let at = format!("--set {setting}");
            diagnostics::render(&at, &error.text, std::slice::from_ref(&error.diagnostic))
        }));
    }
    if drawn.is_empty() {
        return Ok(());
    }
    Err(LoadError::Mistakes { count: drawn.len(), drawn: drawn.join("\n\n") })
}

/// A setting for a stage that does not run would be lost silently.
fn check_added(file: &ConfigFile, plan: &Plan) -> Result<(), LoadError> {
    let idle: Vec<String> = file
        .added_names()
        .filter(|name| !plan.steps.iter().any(|step| step.definition.name == *name))
        .map(|name| format!("error: --set names the stage `{name}`, which is not part of this pipeline"))
        .collect();
    if idle.is_empty() {
        return Ok(());
    }
    Err(LoadError::Mistakes { count: idle.len(), drawn: idle.join("\n") })
}
