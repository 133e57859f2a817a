//! The models that are compiled into a program: which there are, and the card of each.
//!
//! Stages name their models in their definitions, as bytes; what a model says of itself stands in its file. The cards in
//! `docs/models/` and `tidings models NAME` are made by the same code.

use std::fmt::Write;

use tidings_core::Registry;
use tidings_learn::{Metadata, Model, ModelError};

/// What is known of a model: what its file says, and who uses it.
#[derive(Clone, Debug)]
pub struct ModelCard {
    /// The stages and corpus stages that use it, sorted; empty if none is known.
    pub stages: Vec<&'static str>,
    /// The size of the file in bytes.
    pub size: usize,
    /// The CRC-32 of the file, as the file states it.
    pub checksum: u32,
    /// What the model says of itself.
    pub metadata: Metadata,
}

/// Every model of the registered stages, sorted by name.
///
/// # Errors
/// If a stage names bytes that are no model of this version.
pub fn built_in(registry: &Registry) -> Result<Vec<ModelCard>, ModelError> {
    let stages = registry.stages().iter().map(|stage| (stage.name, stage.models));
    let corpus = registry.corpus_stages().iter().map(|stage| (stage.name, stage.models));
    let mut cards: Vec<ModelCard> = Vec::new();
    for (stage, models) in stages.chain(corpus) {
        for bytes in models {
            let card = ModelCard::of(&Model::embedded(bytes)?);
            match cards.iter_mut().find(|known| known.is_like(&card)) {
                Some(known) => known.stages.push(stage),
                None => cards.push(ModelCard { stages: vec![stage], ..card }),
            }
        }
    }
    cards.iter_mut().for_each(|card| card.stages.sort_unstable());
    cards.sort_by(|a, b| a.metadata.name.cmp(&b.metadata.name));
    Ok(cards)
}

impl ModelCard {
    /// What a model says of itself; its stages are not known from that.
    pub fn of(model: &Model) -> Self {
        ModelCard {
            stages: Vec::new(),
            size: model.size(),
            checksum: model.checksum(),
            metadata: model.metadata().clone(),
        }
    }

    /// Whether both describe one file.
    pub fn is_like(&self, other: &ModelCard) -> bool {
        (self.checksum, self.size, &self.metadata.name) == (other.checksum, other.size, &other.metadata.name)
    }

    /// The card in Markdown. `file` is where the model lies in the sources, if that is known.
    pub fn page(&self, file: Option<&str>) -> String {
        let about = &self.metadata;
        let mut out = format!("# The model `{}`\n\n{}\n\n| | |\n|---|---|\n", about.name, about.purpose);
        if let Some(file) = file {
            let _ = writeln!(out, "| file | `{file}` |");
        }
        if !self.stages.is_empty() {
            let stages: Vec<String> = self.stages.iter().map(|stage| format!("`{stage}`")).collect();
            let _ = writeln!(out, "| used by | {} |", stages.join(", "));
        }
        let _ = writeln!(out, "| size | {} |", megabytes(self.size));
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
        self.data_and_figures(&mut out);
        list(&mut out, "Limits", &about.limits);
        out
    }

    fn data_and_figures(&self, out: &mut String) {
        out.push_str("\n## Data\n\n| source | terms | used |\n|---|---|---|\n");
        for source in &self.metadata.data {
            let _ = writeln!(out, "| {} | {} | {} |", source.name, source.license, source.used);
        }
        if self.metadata.figures.is_empty() {
            return;
        }
        out.push_str("\n## Development figures\n\n| set | measure | value |\n|---|---|---:|\n");
        for figure in &self.metadata.figures {
            let _ = writeln!(out, "| {} | {} | {:.2} |", figure.set, figure.measure, figure.value);
        }
    }
}

/// A size as the cards write it.
pub fn megabytes(bytes: usize) -> String {
    format!("{:.2} MB", bytes as f64 / 1e6)
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n## {title}\n");
        for line in lines {
            let _ = writeln!(out, "- {line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_of_several_stages_are_listed_once() {
        let cards = built_in(&crate::registry().expect("registry")).expect("models");
        let names: Vec<&str> = cards.iter().map(|card| card.metadata.name.as_str()).collect();
        assert!(names.is_sorted() && names.contains(&"names"), "{names:?}");
        let stories = cards.iter().find(|card| card.metadata.name == "stories").expect("stories");
        assert!(stories.stages.len() > 1, "{:?}", stories.stages);
        let page = stories.page(Some("a.model"));
        assert!(page.contains("| file | `a.model` |\n| used by | `stories."), "{page}");
        assert!(!stories.page(None).contains("| file |"));
    }
}
