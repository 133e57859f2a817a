//! The cards of the models: one page for every model file of a crate, from what the file says of itself.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tidings::Registry;
use tidings::models::{ModelCard, built_in};
use tidings_learn::Model;

use crate::workspace::{self, shown};

const HEAD: &str = "<!-- Written by `cargo xtask docs` from the model files; do not edit. -->\n";

/// A model file of a crate.
pub struct ModelFile {
    /// Relative to the root.
    path: PathBuf,
    card: ModelCard,
}

/// All model files, sorted by the name of the model.
pub fn find(root: &Path, registry: &Registry) -> Result<Vec<ModelFile>> {
    let built_in = built_in(registry)?;
    let mut files = Vec::new();
    for path in workspace::files(&root.join("crates"), &["model"]) {
        let path = Path::new("crates").join(path);
        let model =
            Model::read(&root.join(&path)).with_context(|| format!("cannot read {}", shown(&path)))?;
        let mut card = ModelCard::of(&model);
        if let Some(known) = built_in.iter().find(|known| known.is_like(&card)) {
            card.stages.clone_from(&known.stages);
        }
        files.push(ModelFile { path, card });
    }
    files.sort_by(|a, b| a.card.metadata.name.cmp(&b.card.metadata.name));
    Ok(files)
}

impl ModelFile {
    /// The name of the card's file.
    pub fn page_name(&self) -> String {
        format!("{}.md", self.card.metadata.name)
    }

    /// The card.
    pub fn page(&self) -> String {
        format!("{HEAD}{}", self.card.page(Some(&shown(&self.path))))
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
        let about = &file.card.metadata;
        let size = file.card.size as f64 / 1e6;
        let _ = writeln!(out, "| [`{0}`]({0}.md) | {1} | {size:.2} |", about.name, about.purpose);
    }
    let total: usize = files.iter().map(|file| file.card.size).sum();
    let _ = writeln!(out, "| all | | {:.2} |", total as f64 / 1e6);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_file_is_named_by_a_stage() {
        let registry = crate::driver::registry().unwrap();
        let files = find(&workspace::root(), &registry).unwrap();
        let idle = files.iter().filter(|file| file.card.stages.is_empty());
        let idle: Vec<String> = idle.map(|file| shown(&file.path)).collect();
        assert!(idle.is_empty(), "no stage names these in its `MODELS`: {idle:?}");
        assert_eq!(files.len(), built_in(&registry).unwrap().len());
    }
}
