//! `cargo xtask tidy`: the house rules as a test.
//!
//! A rule is a function from what it looks at to a list of [`Problem`]s; each problem says where it
//! is and what to do. `cargo test` runs all of them too.

mod lexer;
mod manifests;
mod sources;
mod spelling;
mod stages;

pub use manifests::is_stage_crate;

use std::fmt;
use std::path::Path;

use anyhow::{Result, bail};

use crate::workspace::{self, shown};

/// A breach of a house rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the root.
    file: String,
    /// The line, from 1; 0 if the problem is about the file as a whole.
    line: usize,
    /// What is wrong and what to do.
    message: String,
}

impl Problem {
    fn new(file: &Path, line: usize, message: impl Into<String>) -> Self {
        Problem { file: shown(file), line, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

/// What a look at the workspace has found.
#[derive(Default)]
pub struct Findings {
    problems: Vec<Problem>,
    /// Worth knowing, but no breach.
    notes: Vec<Problem>,
}

/// Looks at the workspace under `root`.
pub fn look(root: &Path) -> Result<Findings> {
    let mut findings = Findings::default();
    for path in workspace::files(root, &["rs", "md", "toml", "yml", "yaml", "sh"]) {
        // The seed articles are quoted as they are, mess included.
        if path.starts_with("seeds/articles") {
            continue;
        }
        let text = workspace::read(root, &path)?;
        findings.problems.extend(sources::white_space(&path, &text));
        findings.problems.extend(spelling::check(&path, &text));
        if path.extension().is_some_and(|end| end == "rs") {
            let (problems, note) = sources::rust(&path, &text);
            findings.problems.extend(problems);
            findings.notes.extend(note);
        }
    }
    let packages = workspace::packages(root)?;
    findings.problems.extend(manifests::check(root, &packages));
    findings.problems.extend(stages::crates(root, &packages)?);
    findings.problems.extend(stages::data_folders(root));
    findings.problems.extend(stages::manuals(root, &crate::driver::registry()?));
    findings.problems.sort();
    findings.problems.dedup();
    Ok(findings)
}

/// Prints what was found; fails if a rule is broken.
pub fn run() -> Result<()> {
    let Findings { problems, notes } = look(&workspace::root())?;
    for note in &notes {
        println!("note: {note}");
    }
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => Ok(()),
        1 => bail!("one breach of the house rules; CONTRIBUTING.md explains them"),
        count => bail!("{count} breaches of the house rules; CONTRIBUTING.md explains them"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_rules_hold() {
        let problems = look(&workspace::root()).unwrap().problems;
        let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(shown.is_empty(), "the house rules are broken:\n{}", shown.join("\n"));
    }
}
