//! The corpus stages over a large generated collection: time and memory of `tidings conclude`, and the size of the records.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::collection;
use super::process::{WHOLE, build, time};
use crate::table::Table;

/// The corpus stages that are concluded together, each list with what it adds to the one before.
const STAGES: [&str; 4] = ["stories.duplicates", "stories.group", "stories.claims", "stories.briefing"];

/// Analyzes `count` generated articles with the default pipeline, concludes their records and gives the tables in Markdown.
pub fn measure(root: &Path, target: &Path, count: usize) -> Result<String> {
    let driver = build(root, target)?;
    let folder = tempfile::tempdir()?;
    let place = folder.path();
    let (input, records, output) = (place.join("a.jsonl"), place.join("a.records.jsonl"), place.join("out"));
    let size = collection::write(&input, count)?;
    let mut command = Command::new(&driver);
    command.arg("run").arg(root.join(WHOLE)).arg(&input).arg("--output").arg(&output);
    command.arg("--records").arg(&records).args(["--workers", "2", "--quiet"]).current_dir(root);
    let run = time(command)?;

    let mut concluded = Table::new(&["corpus stages", "conclude, s", "peak memory, MB"]);
    for last in 0..STAGES.len() {
        let config = place.join("corpus.toml");
        let entries = STAGES[..=last].iter().map(|stage| format!("[[corpus]]\nuse = \"{stage}\"\n"));
        fs::write(&config, entries.collect::<String>())?;
        let mut command = Command::new(&driver);
        command.arg("conclude").arg(&config).arg(&records).arg("--output").arg(&output).arg("--quiet");
        let run = time(command)?;
        let name = if last == 0 { STAGES[0].to_owned() } else { format!("and {}", STAGES[last]) };
        concluded.row([
            name,
            format!("{:.1}", run.time.as_secs_f64()),
            run.memory.map_or("-".to_owned(), |bytes| format!("{:.0}", bytes as f64 / 1e6)),
        ]);
    }
    let mut sizes = Table::new(&["record of", "bytes, mean", "bytes, largest"]);
    for (stage, lengths) in lengths(&records)? {
        let sum: usize = lengths.iter().sum();
        let most = lengths.iter().max().copied().unwrap_or_default();
        sizes.row([stage, (sum / lengths.len().max(1)).to_string(), most.to_string()]);
    }
    Ok(format!(
        "{count} generated articles, {:.1} MB; the default pipeline over them: {:.1} s with two workers.\n\n{}\n{}",
        size.bytes as f64 / 1e6,
        run.time.as_secs_f64(),
        concluded.markdown(),
        sizes.markdown()
    ))
}

/// The lengths of all records by stage.
fn lengths(path: &Path) -> Result<BTreeMap<String, Vec<usize>>> {
    #[derive(Deserialize)]
    struct Line {
        #[serde(default)]
        records: BTreeMap<String, Box<RawValue>>,
    }
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut lengths: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for line in BufReader::new(file).lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let mut all = 0;
        for (stage, record) in line.records {
            all += record.get().len();
            lengths.entry(stage).or_default().push(record.get().len());
        }
        if all > 0 {
            lengths.entry("all of them".to_owned()).or_default().push(all);
        }
    }
    Ok(lengths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_measured_by_stage() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("records");
        let lines = "{\"tidings_records\":1,\"offsets\":\"utf8\"}\n\
                     {\"id\":\"a\",\"records\":{\"x\":{},\"y\":[1,2]}}\n{\"id\":\"b\",\"records\":{\"x\":{\"z\":1}}}\n";
        fs::write(&path, lines).unwrap();
        let lengths = lengths(&path).unwrap();
        assert_eq!(lengths["x"], [2, 7]);
        assert_eq!(lengths["y"], [5]);
        assert_eq!(lengths["all of them"], [7, 7]);
    }
}
