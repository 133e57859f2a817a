//! Articles read by the stages, with the gold attributions in tokens.

use std::ops::Range;

use anyhow::Result;
use tidings::Pipeline;
use tidings::claims::training::attribution::Columns;
use tidings_core::{Document, Span};

use super::articles::Article;

/// A pipeline with everything that attribution reads. Names are those of a text that the lists do not know so well: what is
/// learned from them must hold there too.
pub fn reader() -> Result<Pipeline> {
    let registry = tidings::registry()?;
    let pipeline = Pipeline::builder(&registry)
        .stage("entities.values")
        .stage_with("entities.names", "whole_lists = false".parse()?)
        .stage("claims.quotes");
    Ok(pipeline.build()?)
}

/// An article after the stages.
pub fn document(reader: &Pipeline, article: &Article) -> Result<Document> {
    let mut doc = Document::new(article.id.as_str(), article.text.as_str())?;
    reader.process(&mut doc)?;
    Ok(doc)
}

/// A gold attribution in tokens.
#[derive(Clone, Debug, Default)]
pub struct TokenClaim {
    pub source: Option<Range<usize>>,
    pub cue: Option<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

/// The gold attributions of an article in tokens; those without a token of content are left out.
pub fn token_claims(columns: &Columns, article: &Article) -> Vec<TokenClaim> {
    let range = |span: &Span| Some(columns.tokens_under(*span)).filter(|range| !range.is_empty());
    let claims = article.claims.iter().map(|claim| TokenClaim {
        source: claim.source.first().and_then(range),
        cue: claim.cue.first().and_then(range),
        content: claim.content.iter().filter_map(range).collect(),
    });
    claims.filter(|claim| !claim.content.is_empty()).collect()
}
