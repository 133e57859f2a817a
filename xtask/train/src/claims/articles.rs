//! PolNeAR articles: text with attributions, in bytes.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use tidings_core::Span;

use crate::data;

/// An article with its attributions.
pub struct Article {
    pub id: String,
    pub text: String,
    pub claims: Vec<GoldClaim>,
}

/// One attribution: spans of the text, in bytes, sorted.
#[derive(Clone, Debug, Default)]
pub struct GoldClaim {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
}

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    text: String,
    claims: Vec<ClaimRow>,
}

#[derive(Deserialize)]
struct ClaimRow {
    #[serde(default)]
    source: Vec<Place>,
    #[serde(default)]
    cue: Vec<Place>,
    #[serde(default)]
    content: Vec<Place>,
}

/// A span in code points.
#[derive(Deserialize)]
struct Place {
    start: usize,
    end: usize,
}

/// Reads a file of articles.
pub fn read(path: &Path) -> Result<Vec<Article>> {
    data::rows::<Row>(path)?.into_iter().map(article).collect()
}

fn article(row: Row) -> Result<Article> {
    let id = row.id.as_str().map_or_else(|| row.id.to_string(), str::to_owned);
    let mut offsets: Vec<u32> = row.text.char_indices().map(|(at, _)| at as u32).collect();
    offsets.push(row.text.len() as u32);
    let spans = |places: &[Place]| -> Result<Vec<Span>> {
        let at = |index: usize| {
            offsets.get(index).copied().with_context(|| format!("{id}: a span ends beyond the text"))
        };
        let mut spans = Vec::with_capacity(places.len());
        for place in places {
            let (start, end) = (at(place.start)?, at(place.end)?);
            if start < end {
                spans.push(Span::new(start, end));
            }
        }
        spans.sort_unstable();
        Ok(spans)
    };
    let mut claims = Vec::with_capacity(row.claims.len());
    for claim in &row.claims {
        claims.push(GoldClaim {
            source: spans(&claim.source)?,
            cue: spans(&claim.cue)?,
            content: spans(&claim.content)?,
        });
    }
    Ok(Article { id, text: row.text, claims })
}
