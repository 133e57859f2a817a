//! The cards of the models: one page for every model file of a crate, from what the file says of itself.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tidings_learn::{Metadata, Model};

use crate::workspace::{self, shown};

const HEAD: &str = "<!-- Written by `cargo xtask docs` from the model files; do not edit. -->\n";

/// A model file of a crate.
pub struct ModelFile {
    /// Relative to the root.
    path: PathBuf,
    size: usize,
    checksum: u32,
    metadata: Metadata,
}

/// All model files, sorted by the name of the model.
pub fn find(root: &Path) -> Result<Vec<ModelFile>> {
    let mut files = Vec::new();
    for path in workspace::files(&root.join("crates"), &["model"]) {
        let path = Path::new("crates").join(path);
        let model =
            Model::read(&root.join(&path)).with_context(|| format!("cannot read {}", shown(&path)))?;
        let (size, checksum, metadata) = (model.size(), model.checksum(), model.metadata().clone());
        files.push(ModelFile { path, size, checksum, metadata });
    }
    files.sort_by(|a, b| a.metadata.name.cmp(&b.metadata.name));
    Ok(files)
}

impl ModelFile {
    /// The name of the card's file.
    pub fn page_name(&self) -> String {
        format!("{}.md", self.metadata.name)
    }

    /// The card.
    pub fn page(&self) -> String {
        let about = &self.metadata;
        let mut out = format!("{HEAD}# The model `{}`\n\n{}\n\n", about.name, about.purpose);
        let _ = writeln!(out, "| | |\n|---|---|\n| file | `{}` |", shown(&self.path));
        let _ = writeln!(out, "| size | {:.2} MB |", self.size as f64 / 1e6);
        let _ = writeln!(out, "| checksum (CRC-32) | `{:08x}` |", self.checksum);
        let _ = writeln!(out, "| recipe of | {} |", about.date);
        let _ = writeln!(out, "| learner | {} |", about.learner);
        let trained_as = if about.trained_as.is_empty() { &about.name } else { &about.trained_as };
        let _ = writeln!(out, "| made by | `cargo xtask train {trained_as} --data DIR` |");
        if !about.labels.is_empty() {
            let labels: Vec<String> = about.labels.iter().map(|label| format!("`{label}`")).collect();
            let _ = writeln!(out, "\n## Labels\n\n{}", labels.join(" "));
        }
        list(&mut out, "What it looks at", &about.features);
        out.push_str("\n## Data\n\n| source | terms | used |\n|---|---|---|\n");
        for source in &about.data {
            let _ = writeln!(out, "| {} | {} | {} |", source.name, source.license, source.used);
        }
        if !about.figures.is_empty() {
            out.push_str("\n## Development figures\n\n| set | measure | value |\n|---|---|---:|\n");
            for figure in &about.figures {
                let _ = writeln!(out, "| {} | {} | {:.2} |", figure.set, figure.measure, figure.value);
            }
        }
        list(&mut out, "Limits", &about.limits);
        out
    }
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n## {title}\n");
        for line in lines {
            let _ = writeln!(out, "- {line}");
        }
    }
}

/// `docs/models/README.md`.
pub fn readme(files: &[ModelFile]) -> String {
    let mut out = format!(
        "{HEAD}# Models\n\nEvery model is compiled into its crate, is made by one command from openly named data, and can be \
         replaced by a file with the setting `model` of its stage.\n\n\
         | model | what it decides | size, MB |\n|---|---|---:|\n"
    );
    for file in files {
        let about = &file.metadata;
        let size = file.size as f64 / 1e6;
        let _ = writeln!(out, "| [`{0}`]({0}.md) | {1} | {size:.2} |", about.name, about.purpose);
    }
    let total: usize = files.iter().map(|file| file.size).sum();
    let _ = writeln!(out, "| all | | {:.2} |", total as f64 / 1e6);
    out
}
