//! Articles with written summaries, after all the stages that come before the summary.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use tidings::{Document, Pipeline, Registry};

use crate::data;

/// A row of a data file.
#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    #[serde(default)]
    genre: String,
    reference: Vec<String>,
}

/// An article, ready to be summarized.
pub struct Article {
    /// Its id in the data.
    pub id: String,
    /// Its kind of text, if the data says.
    pub genre: String,
    /// With every layer that the stages before the summary make.
    pub doc: Document,
    /// The summaries that people wrote.
    pub references: Vec<String>,
}

/// The articles of a file, as the default pipeline sees them.
pub fn read(path: &Path) -> Result<Vec<Article>> {
    let registry = tidings::registry().map_err(|error| anyhow!("{error}"))?;
    let pipeline = pipeline(&registry)?;
    let rows: Vec<Row> = data::rows(path)?;
    rows.into_iter()
        .map(|row| {
            let doc = process(&pipeline, &row.id, &row.text)?;
            Ok(Article { id: row.id, genre: row.genre, doc, references: row.reference })
        })
        .collect()
}

/// The part of a pipeline file that is needed here.
#[derive(Deserialize)]
struct News {
    stage: Vec<NamedStage>,
}

#[derive(Deserialize)]
struct NamedStage {
    #[serde(rename = "use")]
    name: String,
}

const NEWS: &str = include_str!("../../../../pipelines/news.toml");

/// The stages of the default pipeline that are no summary.
fn pipeline(registry: &Registry) -> Result<Pipeline> {
    // Read but not checked: what is trained here need not have a model yet.
    let file: News = toml::from_str(NEWS).context("cannot read the default pipeline")?;
    let before = file.stage.iter().filter(|stage| !stage.name.starts_with("summary."));
    let builder = before.fold(Pipeline::builder(registry), |builder, stage| builder.stage(&stage.name));
    builder.build().context("cannot build the pipeline")
}

fn process(pipeline: &Pipeline, id: &str, text: &str) -> Result<Document> {
    let mut doc = Document::new(id, text).with_context(|| format!("cannot take {id}"))?;
    pipeline.process(&mut doc).with_context(|| format!("cannot process {id}"))?;
    Ok(doc)
}
