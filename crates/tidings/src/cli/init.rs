//! `tidings init`: a first configuration.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};

use super::{Status, WrongUse, print};
use crate::terminal::shown_path;

/// The configuration that `init` writes.
pub(super) const STARTER: &str = include_str!("starter.toml");

/// Write a first configuration, with comments, to change to your needs
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tidings init
  tidings init pipelines/mine.toml")]
pub(super) struct Init {
    /// Where to write it
    #[arg(default_value = "tidings.toml")]
    file: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

impl Init {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let path = shown_path(&self.file);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).create_new(!self.force);
        let mut file = match options.open(&self.file) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(anyhow!(WrongUse(format!(
                    "`{path}` exists already: name another file or give --force"
                ))));
            }
            opened => opened.with_context(|| format!("`{path}` cannot be written"))?,
        };
        file.write_all(STARTER.as_bytes()).with_context(|| format!("`{path}` cannot be written"))?;
        print(&format!("wrote {path}; next: tidings check {path}, then tidings run {path} YOUR-ARTICLES\n"))?;
        Ok(Status::Well)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_starter_is_a_right_configuration() {
        let registry = crate::registry().unwrap();
        let file = crate::PipelineFile::parse(Path::new("starter.toml"), STARTER, &[], &registry);
        assert!(file.is_ok(), "{}", file.err().map(|error| error.to_string()).unwrap_or_default());
    }
}
