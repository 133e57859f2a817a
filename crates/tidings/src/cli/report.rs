//! `tidings report`: what a run found, as one page to read.

use std::path::PathBuf;

use super::{Status, print};
use crate::report;
use crate::terminal::shown_path;

/// Write what a run found as one HTML page to read
#[derive(clap::Args)]
#[command(after_help = "\
The page shows the stories that several articles tell, and every article with its claims, names, summary and the sentences that \
are worth checking. It is one file that loads nothing from elsewhere. `formats = [\"jsonl\", \"html\"]` in the section `[output]` \
of a configuration writes it at the end of every run.

Examples:
  tidings run pipelines/news.toml --output out/today
  tidings report out/today
  tidings report out/today --output today.html

Exit codes: 0 all well; 1 the folder has no documents, a file in it is broken, or the page cannot be written; 2 wrong use.")]
pub(super) struct Report {
    /// The output folder of a run
    folder: PathBuf,
    /// The page, instead of `report.html` in the folder
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

impl Report {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let page = self.output.unwrap_or_else(|| self.folder.join("report.html"));
        let report::Summary { documents, stories } = report::write(&self.folder, &page)?;
        if !self.quiet {
            let count = |number: u64, one: &str, many: &str| {
                format!("{number} {}", if number == 1 { one } else { many })
            };
            let (documents, stories) =
                (count(documents, "document", "documents"), count(stories, "story", "stories"));
            print(&format!("{documents}, {stories} of several articles\noutput: {}\n", shown_path(&page)))?;
        }
        Ok(Status::Well)
    }
}
