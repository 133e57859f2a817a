//! `cargo xtask docs`: the generated part of the documentation.
//!
//! Everything comes from the registry and the command line's own definition. The files are
//! committed; `--check` (and a test) fails when one of them is stale.

mod command_line;
mod index;
mod models;
mod schemas;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use tidings::Registry;

use crate::driver;
use crate::workspace::{self, shown};

/// The folder of the generated pages; nothing else may lie in it.
const REFERENCE: &str = "docs/reference";
/// The folder of the generated schemas; nothing else may lie in it.
const SCHEMA: &str = "docs/schema";
/// The folder of the generated model cards; nothing else may lie in it.
const MODELS: &str = "docs/models";
const SUMMARY: &str = "docs/SUMMARY.md";

/// What the page of a stage begins with.
const MARK: &str =
    "<!-- Written by `cargo xtask docs`: edit the manual beside the stage, not this file. -->\n";

#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing; fail if a generated file is stale.
    #[arg(long)]
    check: bool,
}

/// Generated files: path relative to the root, and text.
type Generated = BTreeMap<PathBuf, String>;

/// Writes or checks the generated documentation.
pub fn run(arguments: &Arguments) -> Result<()> {
    let root = workspace::root();
    let generated = generate(&root)?;
    let stale = stale(&root, &generated);
    if arguments.check {
        for problem in &stale {
            println!("{problem}");
        }
        if !stale.is_empty() {
            bail!("the generated documentation is stale: run `cargo xtask docs` and commit what it writes");
        }
        return Ok(());
    }
    for path in orphans(&root, &generated) {
        std::fs::remove_file(root.join(&path))?;
        println!("removed {}", shown(&path));
    }
    for (path, text) in &generated {
        if workspace::read(&root, path).ok().as_ref() != Some(text) {
            workspace::write(&root, path, text)?;
            println!("wrote {}", shown(path));
        }
    }
    Ok(())
}

/// Every generated file as it should be.
fn generate(root: &Path) -> Result<Generated> {
    let registry = driver::registry()?;
    let mut generated = Generated::new();
    let mut put = |folder: &str, name: &str, text: String| {
        generated.insert(Path::new(folder).join(name), text);
    };
    for name in stage_names(&registry) {
        let page = driver::page(&registry, name).with_context(|| format!("no page for `{name}`"))?;
        put(REFERENCE, &format!("{name}.md"), format!("{MARK}\n{}\n", page.trim_end()));
    }
    put(REFERENCE, "README.md", index::readme(&registry));
    put(REFERENCE, "command-line.md", command_line::page(driver::command()));
    put(SCHEMA, "pipeline.schema.json", schemas::pipeline(&registry)?);
    put(SCHEMA, "document.schema.json", schemas::document(&registry)?);
    put(SCHEMA, "corpus.schema.json", schemas::corpus(&registry)?);
    let files = models::find(root, &registry)?;
    for file in &files {
        put(MODELS, &file.page_name(), file.page());
    }
    put(MODELS, "README.md", models::readme(&files));
    let summary = workspace::read(root, Path::new(SUMMARY)).unwrap_or_default();
    put("", SUMMARY, index::summary(&summary, &registry, &files));
    Ok(generated)
}

/// The names of all stages, then of all corpus stages.
fn stage_names(registry: &Registry) -> impl Iterator<Item = &'static str> {
    let stages = registry.stages().iter().map(|stage| stage.name);
    stages.chain(registry.corpus_stages().iter().map(|stage| stage.name))
}

/// A line for every file that is not as it should be.
fn stale(root: &Path, generated: &Generated) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, text) in generated {
        match workspace::read(root, path) {
            Ok(found) if found == *text => {}
            Ok(found) => {
                let line = first_difference(&found, text);
                problems.push(format!("{}:{line}: differs from what would be generated", shown(path)));
            }
            Err(_) => problems.push(format!("{}: missing", shown(path))),
        }
    }
    let orphans = orphans(root, generated);
    problems.extend(orphans.iter().map(|path| format!("{}: no longer generated", shown(path))));
    problems
}

/// Files in the generated folders that nothing generates any more.
fn orphans(root: &Path, generated: &Generated) -> Vec<PathBuf> {
    [REFERENCE, SCHEMA, MODELS]
        .iter()
        .flat_map(|folder| {
            workspace::files(&root.join(folder), &["md", "json"])
                .into_iter()
                .map(move |path| Path::new(folder).join(path))
        })
        .filter(|path| !generated.contains_key(path))
        .collect()
}

/// The first line, from 1, in which two texts differ.
fn first_difference(found: &str, expected: &str) -> usize {
    let same = found.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count();
    same + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generated_documentation_is_current() {
        let root = workspace::root();
        let stale = stale(&root, &generate(&root).unwrap());
        assert!(stale.is_empty(), "run `cargo xtask docs` and commit what it writes:\n{}", stale.join("\n"));
    }

    #[test]
    fn changed_missing_and_forgotten_files_are_stale() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (path, text) in [("a.md", "one\ntwo\n"), ("b.md", "one\n2\n"), ("d.md", "old\n")] {
            workspace::write(root, &Path::new(REFERENCE).join(path), text).unwrap();
        }
        let generated: Generated = [("a.md", "one\ntwo\n"), ("b.md", "one\ntwo\n"), ("c.md", "new\n")]
            .into_iter()
            .map(|(path, text)| (Path::new(REFERENCE).join(path), text.to_owned()))
            .collect();
        assert_eq!(
            stale(root, &generated),
            [
                "docs/reference/b.md:2: differs from what would be generated",
                "docs/reference/c.md: missing",
                "docs/reference/d.md: no longer generated",
            ]
        );
    }
}
