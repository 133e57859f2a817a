//! `tidings conclude`: the corpus stages over the records of several runs.

use std::path::PathBuf;

use anyhow::anyhow;
use tidings_io::write_json_pretty;

use super::conclusion::conclude;
use super::run::worker_count;
use super::{Status, WrongUse, print};
use crate::runtime::{OutputFolder, RecordSet, RecordsError};
use crate::terminal::{say, shown_path};
use crate::{PipelineFile, registry};

/// Conclude the corpus stages from the records of one or more runs
#[derive(clap::Args)]
#[command(after_help = "\
Use the configuration of the runs. The records may be packed, joined and given in any order: `stories.json` is the same, \
byte for byte, as that of one run over everything.

Examples:
  tidings run news.toml part1/ --output out/1 --records part1.records.jsonl.gz
  tidings run news.toml part2/ --output out/2 --records part2.records.jsonl.gz
  tidings conclude news.toml part*.records.jsonl.gz --output out/all

Exit codes: 0 all well; 1 a file cannot be read or is not one of records; 2 wrong use, or records that do not fit the \
configuration; 3 concluded, but different documents have one id.")]
pub(super) struct Conclude {
    /// The configuration, a TOML file
    config: PathBuf,
    /// Files that `tidings run --records` wrote
    #[arg(required = true, value_name = "RECORDS")]
    records: Vec<PathBuf>,
    /// The folder for `stories.json`, instead of the configuration's
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Change a setting: `stage.setting=value` or `section.setting=value`; may be repeated
    #[arg(long = "set", value_name = "STAGE.SETTING=VALUE")]
    settings: Vec<String>,
    /// Number of worker threads; 0 means one for each core
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(..=1024))]
    workers: Option<u16>,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// How many ids are named that stand for two documents.
const SHOWN_IDS: usize = 5;

impl Conclude {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let registry = registry()?;
        let mut file = PipelineFile::load(&self.config, &self.settings, &registry)?;
        if let Some(folder) = self.output {
            file.output.folder = folder;
        }
        let set =
            RecordSet::read(&self.records, &file.corpus, file.output.offsets).map_err(
                |error| match error {
                    RecordsError::Unreadable(reason) => anyhow!(reason),
                    RecordsError::DoesNotFit(reason) => anyhow!(WrongUse(reason)),
                },
            )?;
        let workers = worker_count(self.workers.map_or(file.run.workers, usize::from));
        let RecordSet { records, documents, dropped, repeated } = set;
        let Some(stories) = conclude(&file.corpus, records, workers, self.quiet)? else {
            let name = self.config.display();
            return Err(anyhow!(WrongUse(format!(
                "`{name}` names no corpus stage: there is nothing to conclude"
            ))));
        };
        let folder = OutputFolder::create(&file.output)?;
        let path = folder.path().join("stories.json");
        write_json_pretty(&path, &stories)?;
        if !self.quiet {
            let repeats = if repeated > 0 { format!(" ({repeated} given twice)") } else { String::new() };
            let documents =
                if documents == 1 { "1 document".to_owned() } else { format!("{documents} documents") };
            print(&format!("{documents}{repeats}\noutput: {}\n", shown_path(&path)))?;
        }
        if dropped.is_empty() {
            return Ok(Status::Well);
        }
        for id in dropped.iter().take(SHOWN_IDS) {
            say(format_args!("error: two different documents have the id `{id}`: one of them was left out"));
        }
        if dropped.len() > SHOWN_IDS {
            say(format_args!("error: and {} more", dropped.len() - SHOWN_IDS));
        }
        Ok(Status::SomeFailed)
    }
}
