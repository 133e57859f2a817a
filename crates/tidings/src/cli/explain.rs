//! `tidings explain`: what every stage did to one document.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use tidings_io::{Decoder, Inputs};

use super::{Status, print};
use crate::explain::{Detail, walk};
use crate::{Document, PipelineFile, Registry, registry};

/// Walk one document through a pipeline and tell what every stage removed, added and changed
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tidings explain pipelines/news.toml article.txt
  tidings explain pipelines/news.toml dump.jsonl --id 4711 --items 50 | less -R")]
pub(super) struct Explain {
    /// The configuration, a TOML file
    config: PathBuf,
    /// The file with the document
    file: PathBuf,
    /// The id of the document, in a file with several; otherwise the first is taken
    #[arg(long)]
    id: Option<String>,
    /// Show at most so many items of one kind
    #[arg(long, default_value_t = 20, value_name = "N")]
    items: usize,
    /// Change a setting: `stage.setting=value`; may be repeated
    #[arg(long = "set", value_name = "STAGE.SETTING=VALUE")]
    settings: Vec<String>,
}

/// Characters of an excerpt: a line and a bit on a common terminal.
const EXCERPT: usize = 90;

impl Explain {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let registry = registry()?;
        let file = PipelineFile::load(&self.config, &self.settings, &registry)?;
        let mut doc = self.find(&file, &registry)?;
        let detail = Detail { items: self.items, characters: EXCERPT, times: true };
        print(&walk(&mut doc, &file.pipeline, &registry, detail))?;
        Ok(Status::Well)
    }

    /// The document that was asked for.
    fn find(&self, file: &PipelineFile, registry: &Registry) -> anyhow::Result<Document> {
        let inputs = Inputs::open(&file.input, std::slice::from_ref(&self.file), Box::new(std::io::stdin()))?;
        let decoder = Decoder::new(&file.input, registry, file.output.offsets)?;
        for input in inputs {
            let input = input?;
            let decoded = decoder.decode(&input);
            // With an id, a broken record before the one that is meant does not matter.
            let doc = match (decoded, &self.id) {
                (Ok(doc), _) => doc,
                (Err(_), Some(_)) => continue,
                (Err(error), None) => return Err(error).with_context(|| input.path.to_string()),
            };
            if let Some(doc) = doc
                && self.id.as_ref().is_none_or(|id| *id == doc.id)
            {
                return Ok(doc);
            }
        }
        Err(match &self.id {
            Some(id) => anyhow!("`{}` has no document with the id `{id}`", self.file.display()),
            None => anyhow!("`{}` has no document", self.file.display()),
        })
    }
}
