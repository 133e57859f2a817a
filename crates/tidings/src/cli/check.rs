//! `tidings check`: is a configuration right, and what would run.

use std::fmt::Write;
use std::path::PathBuf;

use super::{Status, print};
use crate::terminal::shown_path;
use crate::{PipelineFile, registry};

/// Check a configuration and show the plan: every stage that would run, in order, and why
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tidings check pipelines/news.toml
  tidings check pipelines/news.toml --set clean.boilerplate.drop='[\"comment\"]'")]
pub(super) struct Check {
    /// The configuration, a TOML file
    config: PathBuf,
    /// Change a setting: `stage.setting=value`; may be repeated
    #[arg(long = "set", value_name = "STAGE.SETTING=VALUE")]
    settings: Vec<String>,
}

impl Check {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let file = PipelineFile::load(&self.config, &self.settings, &registry()?)?;
        print(&draw(&file))?;
        Ok(Status::Well)
    }
}

fn draw(file: &PipelineFile) -> String {
    let mut out = format!("{} is right; these stages run:\n", shown_path(&file.path));
    if file.pipeline.steps().is_empty() {
        out.push_str("  (none: documents pass through as they are)\n");
    }
    for (number, step) in file.pipeline.steps().iter().enumerate() {
        let definition = step.definition;
        let _ = writeln!(out, "{:>3}. {:<22} {}", number + 1, definition.name, definition.purpose);
        if let Some((layer, stage)) = step.added_for {
            let _ = writeln!(out, "     added: `{stage}` needs the layer `{layer}`");
        }
    }
    if !file.corpus.is_empty() {
        out.push_str("and over the whole collection:\n");
    }
    for step in &file.corpus {
        let _ = writeln!(out, "   - {:<22} {}", step.definition.name, step.definition.purpose);
        if let Some(stage) = step.added_for {
            let _ = writeln!(out, "     added: `{stage}` builds on it");
        }
    }
    out
}
