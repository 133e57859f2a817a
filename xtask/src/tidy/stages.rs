//! Rules for stage crates and stages: what lies beside the code.

use std::path::Path;

use anyhow::Result;
use tidings_core::Registry;
use walkdir::WalkDir;

use super::Problem;
use super::lexer::{Kind, pieces};
use super::manifests::is_stage_crate;
use crate::workspace::{Package, files, read};

/// The headings of a manual page, in this order.
pub const HEADINGS: [&str; 6] =
    ["What it does", "When to use it", "Example", "Layers", "Limits", "Reference"];

/// An example has no more lines of code than this.
const EXAMPLE_LINES: usize = 15;

/// Every stage crate has a README and short examples.
pub fn crates(root: &Path, packages: &[Package]) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for package in packages.iter().filter(|package| is_stage_crate(package)) {
        let readme = package.folder.join("README.md");
        if !root.join(&readme).is_file() {
            let message = "missing: say what the crate is for, with its stages and a short example";
            problems.push(Problem::new(&readme, 0, message));
        }
        let folder = package.folder.join("examples");
        let examples = files(&root.join(&folder), &["rs"]);
        if examples.is_empty() {
            let message = "no example: show in fifteen lines how the crate is used without the driver";
            problems.push(Problem::new(&folder, 0, message));
        }
        for example in examples {
            let path = folder.join(example);
            let lines = code_lines(&read(root, &path)?);
            if lines > EXAMPLE_LINES {
                let message = format!("{lines} lines of code: an example has {EXAMPLE_LINES} at most");
                problems.push(Problem::new(&path, 0, message));
            }
        }
    }
    Ok(problems)
}

/// How many lines hold more than comments and white space.
fn code_lines(text: &str) -> usize {
    let mut lines: Vec<usize> = pieces(text)
        .iter()
        .filter(|piece| piece.kind != Kind::Comment && !piece.text.trim().is_empty())
        .map(|piece| piece.line)
        .collect();
    lines.dedup();
    lines.len()
}

/// Every folder of models or data says where they come from and under which license.
pub fn data_folders(root: &Path) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in WalkDir::new(root.join("crates")).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let is_data =
            entry.file_type().is_dir() && matches!(entry.file_name().to_str(), Some("data" | "models"));
        let Ok(folder) = entry.path().strip_prefix(root) else { continue };
        if !is_data {
            continue;
        }
        let readme = folder.join("README.md");
        match read(root, &readme) {
            Ok(text) if text.to_lowercase().contains("license") => {}
            Ok(_) => problems.push(Problem::new(&readme, 0, "no license: name the license of every file")),
            Err(_) => {
                let message = "missing: say where every file comes from and under which license";
                problems.push(Problem::new(&readme, 0, message));
            }
        }
    }
    problems
}

/// Every manual page has the fixed headings, in order.
pub fn manuals(root: &Path, registry: &Registry) -> Vec<Problem> {
    let stages = registry.stages().iter().map(|stage| (stage.crate_name, stage.name, stage.manual));
    let corpus = registry.corpus_stages().iter().map(|stage| (stage.crate_name, stage.name, stage.manual));
    let mut problems = Vec::new();
    for (crate_name, stage, manual) in stages.chain(corpus) {
        if let Some(message) = headings_problem(manual) {
            let path = manual_path(root, crate_name, stage, manual);
            problems.push(Problem::new(Path::new(&path), 0, format!("manual of `{stage}`: {message}")));
        }
    }
    problems
}

/// What is wrong with the headings of a manual page.
fn headings_problem(manual: &str) -> Option<String> {
    let mut fenced = false;
    let found: Vec<&str> = manual
        .lines()
        .filter(|line| {
            fenced ^= line.trim_start().starts_with("```");
            !fenced
        })
        .filter_map(|line| line.strip_prefix("## "))
        .map(str::trim)
        .collect();
    if let Some(missing) = HEADINGS.iter().find(|heading| !found.contains(heading)) {
        return Some(format!("the heading `## {missing}` is missing"));
    }
    if let Some(other) = found.iter().find(|heading| !HEADINGS.contains(heading)) {
        return Some(format!("`## {other}` is not one of the fixed headings: make it `### {other}`"));
    }
    (found != HEADINGS)
        .then(|| format!("the headings must stand once and in this order: {}", HEADINGS.join(", ")))
}

/// The file that holds the manual page.
fn manual_path(root: &Path, crate_name: &str, stage: &str, manual: &str) -> String {
    let folder = Path::new("crates").join(crate_name).join("src");
    files(&root.join(&folder), &["md"])
        .into_iter()
        .map(|path| folder.join(path))
        .find(|path| read(root, path).is_ok_and(|text| text == manual))
        .map_or_else(|| format!("{crate_name}, stage {stage}"), |path| crate::workspace::shown(&path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::write;

    #[test]
    fn comments_and_blank_lines_are_no_code() {
        assert_eq!(code_lines("//! A.\n\nuse b; // c\n/* d\n e */\nfn f() {\n    g()\n}\n"), 4);
    }

    #[test]
    fn a_manual_has_the_fixed_headings() {
        let manual = |headings: &[&str]| {
            headings.iter().map(|heading| format!("## {heading}\ntext\n")).collect::<String>()
        };
        assert_eq!(headings_problem(&manual(&HEADINGS)), None);
        let mut swapped = HEADINGS;
        swapped.swap(3, 4);
        assert!(headings_problem(&manual(&swapped)).unwrap().contains("in this order"));
        assert!(headings_problem(&manual(&HEADINGS[1..])).unwrap().contains("`## What it does` is missing"));
        let with_other = manual(&HEADINGS) + "## Speed\n";
        assert!(headings_problem(&with_other).unwrap().contains("`### Speed`"));
        let in_code = manual(&HEADINGS) + "```text\n## Speed\n```\n";
        assert_eq!(headings_problem(&in_code), None);
    }

    #[test]
    fn data_needs_a_license() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, Path::new("crates/a/data/words.txt"), "a\n").unwrap();
        assert_eq!(data_folders(root).len(), 1);
        write(root, Path::new("crates/a/data/README.md"), "Words.\n").unwrap();
        assert!(data_folders(root)[0].message.starts_with("no license"));
        write(root, Path::new("crates/a/data/README.md"), "Words. License: MIT.\n").unwrap();
        assert!(data_folders(root).is_empty());
    }

    #[test]
    fn a_stage_crate_has_a_readme_and_short_examples() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let package = Package {
            folder: "crates/tidings-a".into(),
            name: "tidings-a".into(),
            manifest: toml::Table::new(),
        };
        let packages = [package];
        assert_eq!(crates(root, &packages).unwrap().len(), 2);
        write(root, Path::new("crates/tidings-a/README.md"), "A.\n").unwrap();
        let example = Path::new("crates/tidings-a/examples/a.rs");
        write(root, example, &"f();\n".repeat(15)).unwrap();
        assert!(crates(root, &packages).unwrap().is_empty());
        write(root, example, &"f();\n".repeat(16)).unwrap();
        assert!(crates(root, &packages).unwrap()[0].message.contains("16 lines"));
    }
}
