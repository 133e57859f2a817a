//! The criterion benchmarks of the crates: runs them and reads what they left behind.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use walkdir::WalkDir;

use super::megabytes_a_second;
use crate::table::Table;
use crate::workspace::{packages, shown};

/// Runs every benchmark, or those of one crate.
pub fn run(root: &Path, only: Option<&str>, quick: bool) -> Result<()> {
    let mut ran = 0;
    for package in packages(root)? {
        if only.is_some_and(|name| name != package.name) {
            continue;
        }
        for bench in crate::workspace::files(&root.join(&package.folder).join("benches"), &["rs"]) {
            // A folder of parts belongs to the benchmark beside it.
            let (Some(name), 1) = (bench.file_stem(), bench.components().count()) else { continue };
            let mut command = Command::new("cargo");
            command.current_dir(root).args(["bench", "--package", &package.name, "--bench"]).arg(name);
            command.args(["--", "--noplot"]);
            if quick {
                command.arg("--quick");
            }
            let status = command.status().context("cannot start `cargo bench`")?;
            if !status.success() {
                bail!("the benchmark {} failed", shown(&package.folder.join("benches").join(&bench)));
            }
            ran += 1;
        }
    }
    match (ran, only) {
        (0, Some(name)) => bail!("the crate `{name}` has no benchmarks, or there is no such crate"),
        _ => Ok(()),
    }
}

/// One measured benchmark.
struct Measured {
    name: String,
    /// Mean time of one pass.
    nanoseconds: f64,
    /// Bytes of one pass, if the benchmark says.
    bytes: Option<f64>,
}

/// The benchmarks below criterion's folder, sorted by name.
pub fn table(folder: &Path) -> Result<Table> {
    let mut measured = Vec::new();
    for entry in WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        let is_newest = entry.path().parent().is_some_and(|parent| parent.ends_with("new"));
        if is_newest && entry.file_name() == "benchmark.json" {
            let json = |name: &str| -> Result<Value> {
                let path = entry.path().with_file_name(name);
                let text = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
                Ok(serde_json::from_slice(&text)?)
            };
            measured.extend(measurement(&json("benchmark.json")?, &json("estimates.json")?));
        }
    }
    measured.sort_by(|a, b| a.name.cmp(&b.name));
    let mut table = Table::new(&["benchmark", "MB/s", "time of a pass"]);
    for Measured { name, nanoseconds, bytes } in measured {
        let speed = bytes.map_or("-".to_owned(), |bytes| megabytes_a_second(bytes, nanoseconds / 1e9));
        table.row([name, speed, duration(nanoseconds)]);
    }
    Ok(table)
}

fn measurement(benchmark: &Value, estimates: &Value) -> Option<Measured> {
    let throughput = match &benchmark["throughput"] {
        Value::Array(several) => several.first().unwrap_or(&Value::Null),
        one => one,
    };
    let bytes = ["Bytes", "BytesDecimal"].iter().find_map(|unit| throughput[unit].as_f64());
    Some(Measured {
        name: benchmark["full_id"].as_str()?.to_owned(),
        nanoseconds: estimates["mean"]["point_estimate"].as_f64()?,
        bytes,
    })
}

fn duration(nanoseconds: f64) -> String {
    let (number, unit) = match nanoseconds {
        ns if ns < 1e3 => (ns, "ns"),
        ns if ns < 1e6 => (ns / 1e3, "µs"),
        ns if ns < 1e9 => (ns / 1e6, "ms"),
        ns => (ns / 1e9, "s"),
    };
    format!("{number:.1} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::write;

    #[test]
    fn what_criterion_left_becomes_a_table() {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| write(folder.path(), Path::new(path), text).unwrap();
        put("b/new/benchmark.json", r#"{"full_id": "tokens/news", "throughput": {"Bytes": 1000000}}"#);
        put("b/new/estimates.json", r#"{"mean": {"point_estimate": 2000000.0}}"#);
        // What an older run left, and a report, are no measurements.
        put("b/base/benchmark.json", r#"{"full_id": "tokens/news", "throughput": null}"#);
        put("a/new/benchmark.json", r#"{"full_id": "plain", "throughput": null}"#);
        put("a/new/estimates.json", r#"{"mean": {"point_estimate": 1500.0}}"#);
        let text = table(folder.path()).unwrap().text();
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split("  ").collect()).collect();
        let cells = |row: &[&str]| {
            row.iter().map(|cell| cell.trim().to_owned()).filter(|c| !c.is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(cells(&rows[0]), ["plain", "-", "1.5 µs"]);
        assert_eq!(cells(&rows[1]), ["tokens/news", "500", "2.0 ms"]);
    }
}
