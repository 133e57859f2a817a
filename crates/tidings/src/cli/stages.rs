//! `tidings stages`: what there is, and the manual page of each.

use std::fmt::Write;

use anyhow::anyhow;

use super::{Status, WrongUse, print};
use crate::{Registry, reference, registry};

/// List the stages, or show the manual page of one
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tidings stages
  tidings stages clean.boilerplate")]
pub(super) struct Stages {
    /// The name of a stage
    name: Option<String>,
}

impl Stages {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let registry = registry()?;
        match &self.name {
            None => print(&list(&registry))?,
            Some(name) => {
                let page = reference::page(&registry, name).ok_or_else(|| unknown(&registry, name))?;
                print(&page)?;
            }
        }
        Ok(Status::Well)
    }
}

fn list(registry: &Registry) -> String {
    let mut out = String::from("Stages:\n");
    for stage in registry.stages() {
        let _ = writeln!(out, "  {:<22} {}", stage.name, stage.purpose);
    }
    out.push_str("\nCorpus stages:\n");
    for stage in registry.corpus_stages() {
        let _ = writeln!(out, "  {:<22} {}", stage.name, stage.purpose);
    }
    out.push_str("\n`tidings stages NAME` shows the manual page of a stage.\n");
    out
}

fn unknown(registry: &Registry, name: &str) -> anyhow::Error {
    let names = registry.stages().iter().map(|stage| stage.name);
    let names = names.chain(registry.corpus_stages().iter().map(|stage| stage.name));
    let help = match crate::config::nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`tidings stages` lists them".to_owned(),
    };
    anyhow!(WrongUse(format!("there is no stage `{name}`: {help}")))
}
