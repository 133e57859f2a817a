//! `tidings schema`: JSON Schemas of the configuration and of the output.

use super::{Status, print};
use crate::{config, registry, sections};

/// Print the JSON Schema of the configuration, for editors and other tools
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tidings schema > tidings.schema.json
  tidings schema --document > document.schema.json")]
pub(super) struct Schema {
    /// Print the schema of a line of documents.jsonl instead
    #[arg(long)]
    document: bool,
}

impl Schema {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let registry = registry()?;
        let mut schema = if self.document {
            tidings_io::document_schema(&registry)
        } else {
            config::pipeline_schema(&registry, &sections())
        };
        config::shorten_numbers(&mut schema);
        print(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
        Ok(Status::Well)
    }
}
