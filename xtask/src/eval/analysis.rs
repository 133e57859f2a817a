//! Runs a pipeline over the articles of a collection.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use tidings_core::{Conclusions, CorpusRecord, Document, OffsetUnit, SourceFormat};

use super::gold::Collection;
use crate::driver;

/// What a pipeline made of a collection.
pub struct Analysis {
    /// The documents, in the order of the articles.
    pub documents: Vec<Document>,
    /// What each corpus stage concluded, by name.
    pub conclusions: BTreeMap<&'static str, Value>,
}

/// Runs the pipeline file at `path` over every article.
pub fn analyze(collection: &Collection, path: &Path) -> Result<Analysis> {
    let pipeline = driver::load_pipeline(path)?;
    let mut documents = Vec::new();
    for article in &collection.articles {
        let is_page = [".html", ".htm"].iter().any(|end| article.gold.file.ends_with(end));
        let format = if is_page { SourceFormat::Html } else { SourceFormat::Text };
        let mut doc = Document::with_format(&article.gold.id, &article.source, format)?;
        pipeline.stages.process(&mut doc).with_context(|| format!("document `{}`", doc.id))?;
        documents.push(doc);
    }
    let mut conclusions = BTreeMap::new();
    let mut earlier = Conclusions::default();
    for (name, stage) in &pipeline.corpus {
        let records: Result<Vec<CorpusRecord>, _> =
            documents.iter().map(|doc| stage.observe_json(doc, OffsetUnit::CodePoint)).collect();
        let conclusion = records.and_then(|records| stage.conclude_json(records, &mut earlier));
        conclusions.insert(*name, conclusion.with_context(|| format!("corpus stage `{name}`"))?);
    }
    Ok(Analysis { documents, conclusions })
}
