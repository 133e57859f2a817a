//! `tidings completions`: completion scripts for shells.

use clap_complete::Shell;

use super::{Status, command, print};

/// Print a completion script for a shell
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  tidings completions bash > ~/.local/share/bash-completion/completions/tidings")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command(), "tidings", &mut script);
        print(&String::from_utf8_lossy(&script))?;
        Ok(Status::Well)
    }
}
