//! Reads annotated articles, and checks that their annotation is consistent.
//!
//! On disk every offset counts code points of the article (see `seeds/README.md`); here every span is
//! bytes of the article, as everywhere else in Tidings.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tidings_core::{ClaimKind, Label, Modality, OffsetIndex, OffsetUnit, RegionKind, Span};

/// The annotation of one article.
#[derive(Debug, Deserialize)]
pub struct Gold {
    pub id: String,
    pub file: String,
    pub title: Option<Span>,
    pub regions: Vec<GoldRegion>,
    pub metadata: GoldMetadata,
    pub entities: Vec<GoldEntity>,
    pub claims: Vec<GoldClaim>,
    pub factual: Vec<Span>,
    pub summary: Vec<Span>,
    pub not_claims: Vec<Span>,
}

#[derive(Debug, Deserialize)]
pub struct GoldRegion {
    #[serde(flatten)]
    pub span: Span,
    pub kind: RegionKind,
    pub duplicate_of: Option<Span>,
}

#[derive(Debug, Default, Deserialize)]
pub struct GoldMetadata {
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub dateline_place: Option<String>,
    #[serde(default)]
    pub credited_sources: Vec<String>,
    pub photo_credit: Option<String>,
    pub published: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldEntity {
    #[serde(flatten)]
    pub span: Span,
    pub label: Label,
    pub text: String,
    /// Spans that count as right too.
    #[serde(default)]
    pub alt: Vec<Span>,
    /// A label that counts as right too.
    pub alt_label: Option<Label>,
}

#[derive(Debug, Deserialize)]
pub struct GoldClaim {
    pub kind: ClaimKind,
    /// Whether a system is expected to find it.
    pub core: bool,
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
    pub negated: bool,
    pub modality: Modality,
    pub text: String,
}

/// What the articles of a collection have to do with each other.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Links {
    pub stories: Vec<Story>,
    pub duplicates: Vec<Pair>,
    pub keep_apart: Vec<Pair>,
    pub links: Vec<Link>,
}

#[derive(Debug, Deserialize)]
pub struct Story {
    pub id: String,
    pub documents: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Pair {
    pub a: String,
    pub b: String,
    #[serde(default)]
    pub a_spans: Vec<Span>,
    #[serde(default)]
    pub b_spans: Vec<Span>,
}

#[derive(Debug, Deserialize)]
pub struct Link {
    pub relation: String,
    pub a: LinkEnd,
    pub b: LinkEnd,
}

#[derive(Debug, Deserialize)]
pub struct LinkEnd {
    pub document: String,
    pub claim_or_span: Span,
}

/// An article and its annotation.
#[derive(Debug)]
pub struct Article {
    pub source: String,
    pub gold: Gold,
}

/// Annotated articles, sorted by id.
#[derive(Debug, Default)]
pub struct Collection {
    pub articles: Vec<Article>,
    pub links: Links,
}

impl Collection {
    /// The article of the given id.
    pub fn get(&self, id: &str) -> Option<&Article> {
        self.articles.iter().find(|article| article.gold.id == id)
    }
}

/// Reads every `*.json` in `gold`: those whose name begins with `links` are about the collection, the
/// others about one article in `articles`.
pub fn load(gold: &Path, articles: &Path) -> Result<Collection> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(gold)
        .with_context(|| format!("cannot read the folder {}", gold.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    paths.sort();
    let is_links = |path: &Path| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("links"))
    };
    let mut collection = Collection::default();
    for path in paths.iter().filter(|path| !is_links(path)) {
        let mut gold: Gold = read_json(path)?;
        let file = articles.join(&gold.file);
        let source =
            std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        to_bytes(&mut gold, &source).with_context(|| path.display().to_string())?;
        collection.articles.push(Article { source, gold });
    }
    if collection.articles.is_empty() {
        bail!("no annotated article in {}", gold.display());
    }
    collection.articles.sort_by(|a, b| a.gold.id.cmp(&b.gold.id));
    for path in paths.iter().filter(|path| is_links(path)) {
        let mut links: Links = read_json(path)?;
        links_to_bytes(&mut links, &collection).with_context(|| path.display().to_string())?;
        collection.links.stories.extend(links.stories);
        collection.links.duplicates.extend(links.duplicates);
        collection.links.keep_apart.extend(links.keep_apart);
        collection.links.links.extend(links.links);
    }
    Ok(collection)
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not as expected", path.display()))
}

/// Translates a span, or says that it does not fit.
fn convert(span: &mut Span, index: &OffsetIndex<'_>) -> Result<()> {
    match index.span_to_bytes(*span) {
        Some(bytes) => *span = bytes,
        None => bail!("the span {span} does not fit the article"),
    }
    Ok(())
}

/// Translates every span of an annotation from code points to bytes.
fn to_bytes(gold: &mut Gold, source: &str) -> Result<()> {
    let index = OffsetIndex::new(source, OffsetUnit::CodePoint);
    let mut spans: Vec<&mut Span> = gold.title.iter_mut().collect();
    for region in &mut gold.regions {
        spans.push(&mut region.span);
        spans.extend(&mut region.duplicate_of);
    }
    for entity in &mut gold.entities {
        spans.push(&mut entity.span);
        spans.extend(&mut entity.alt);
    }
    for claim in &mut gold.claims {
        spans.extend(claim.source.iter_mut().chain(&mut claim.cue).chain(&mut claim.content));
    }
    spans.extend(gold.factual.iter_mut().chain(&mut gold.summary).chain(&mut gold.not_claims));
    spans.into_iter().try_for_each(|span| convert(span, &index))
}

fn links_to_bytes(links: &mut Links, collection: &Collection) -> Result<()> {
    let convert_all = |document: &str, spans: &mut [Span]| -> Result<()> {
        let Some(article) = collection.get(document) else { bail!("there is no document `{document}`") };
        let index = OffsetIndex::new(&article.source, OffsetUnit::CodePoint);
        spans.iter_mut().try_for_each(|span| convert(span, &index))
    };
    for pair in links.duplicates.iter_mut().chain(&mut links.keep_apart) {
        convert_all(&pair.a, &mut pair.a_spans)?;
        convert_all(&pair.b, &mut pair.b_spans)?;
    }
    for end in links.links.iter_mut().flat_map(|link| [&mut link.a, &mut link.b]) {
        convert_all(&end.document, std::slice::from_mut(&mut end.claim_or_span))?;
    }
    for document in links.stories.iter().flat_map(|story| &story.documents) {
        convert_all(document, &mut [])?;
    }
    Ok(())
}

/// Whether text of this kind is part of the article.
pub fn is_kept(kind: RegionKind) -> bool {
    use RegionKind::{Body, Heading, ListItem, Title, Truncated};
    matches!(kind, Title | Heading | Body | ListItem | Truncated)
}
