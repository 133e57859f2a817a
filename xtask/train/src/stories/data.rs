//! The articles that stories are trained and scored on.

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;
use tidings_core::{Document, MetaField, Origin};

use crate::data::rows;

/// Three outlets on one story, with a neutral summary.
#[derive(Deserialize)]
pub struct Triple {
    pub id: String,
    pub docs: Vec<Article>,
    pub reference: Vec<String>,
}

/// An article or excerpt.
#[derive(Deserialize)]
pub struct Article {
    pub id: String,
    #[serde(default)]
    pub title: Option<String>,
    pub text: String,
}

impl Article {
    /// The article with its title in a field of its own.
    pub fn document(&self) -> Result<Document> {
        let mut doc = Document::new(&self.id, &self.text)?;
        if let Some(title) = &self.title {
            doc.meta.set(MetaField::Title, title, Origin::Input);
        }
        Ok(doc)
    }

    /// The article with its title above the text, as a scraper leaves it.
    pub fn joined(&self) -> Result<Document> {
        let title = self.title.as_deref().unwrap_or_default();
        Ok(Document::new(&self.id, format!("{title}\n{}", self.text))?)
    }
}

/// The triples of a part of NeuS: `train` or `val`.
pub fn neus(data: &Path, part: &str) -> Result<Vec<Triple>> {
    rows(&data.join(format!("summaries/neus_{part}.jsonl.gz")))
}

/// Full articles of other houses.
pub fn others(data: &Path) -> Result<Vec<Article>> {
    let mut articles = rows(&data.join("summaries/cnndm_train.jsonl.gz"))?;
    articles.extend(rows::<Article>(&data.join("summaries/bbc_train.jsonl.gz"))?);
    Ok(articles)
}
