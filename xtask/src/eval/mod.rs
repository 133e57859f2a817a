//! `cargo xtask eval`: the default pipeline over annotated articles, scored.
//!
//! Everything is compared in the article as it was read: what the pipeline found is led back through
//! the alignment, so that cleaning and analysis are scored together, as a user meets them.

mod analysis;
mod claims;
mod counts;
mod duplicates;
mod entities;
mod gold;
mod gold_check;
mod links;
mod metadata;
mod regions;
mod report;
mod summary;
#[cfg(test)]
mod testing;
mod words;

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use tidings_core::Document;

use crate::{train, workspace};
use gold::{Collection, Gold};

#[derive(clap::Args)]
pub struct Arguments {
    /// An area to score on development data (`cleaning`, `claims` …), or `all`; needs `--data`.
    #[arg(requires = "data")]
    area: Option<String>,
    /// The folder of the development data.
    #[arg(long)]
    data: Option<PathBuf>,
    /// With an area: list its losses by kind.
    #[arg(long)]
    losses: bool,
    /// The folder with `articles/` and `gold/`.
    #[arg(long, default_value = "seeds")]
    seeds: PathBuf,
    /// The folder of the annotations, instead of `gold/` in the seeds.
    #[arg(long)]
    gold: Option<PathBuf>,
    /// The folder of the articles, instead of `articles/` in the seeds.
    #[arg(long)]
    articles: Option<PathBuf>,
    /// The pipeline to run.
    #[arg(long, default_value = "pipelines/news.toml")]
    pipeline: PathBuf,
    /// List every mistake in metadata, entities and claims.
    #[arg(long)]
    mistakes: bool,
    /// Write all counts to this file, as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

/// The scores of one document, or of all.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    pub regions: regions::RegionScore,
    pub metadata: metadata::MetadataScore,
    pub entities: entities::EntityScore,
    pub claims: claims::ClaimScore,
    pub factual: summary::ChoiceScore,
    pub summary: summary::ChoiceScore,
}

impl Score {
    fn of(gold: &Gold, doc: &Document, mistakes: &mut Vec<String>) -> Self {
        let words = words::Words::new(doc.source(), gold);
        Score {
            regions: regions::score(gold, doc),
            metadata: metadata::score(gold, doc, mistakes),
            entities: entities::score(gold, doc, mistakes),
            claims: claims::score(gold, doc, &words, mistakes),
            factual: summary::score_factual(gold, doc),
            summary: summary::score(gold, doc),
        }
    }
}

impl AddAssign<&Score> for Score {
    fn add_assign(&mut self, other: &Score) {
        self.regions += &other.regions;
        self.metadata += &other.metadata;
        self.entities += &other.entities;
        self.claims += &other.claims;
        self.factual += &other.factual;
        self.summary += &other.summary;
    }
}

/// The scores of a collection.
#[derive(Debug, Serialize)]
pub struct Evaluation {
    pub documents: BTreeMap<String, Score>,
    pub total: Score,
    pub duplicates: duplicates::PairScore,
    pub links: links::LinkScore,
    /// By document, one line each.
    #[serde(skip)]
    pub mistakes: BTreeMap<String, Vec<String>>,
}

/// Runs the pipeline, prints the tables and writes the counts.
pub fn run(arguments: &Arguments) -> Result<()> {
    if let Some(data) = &arguments.data {
        let losses: &[std::ffi::OsString] = if arguments.losses { &["--losses".into()] } else { &[] };
        return train::start("eval", arguments.area.as_deref().unwrap_or("all"), data, losses);
    }
    let root = workspace::root();
    let from_root = |path: &PathBuf| if path.exists() { path.clone() } else { root.join(path) };
    let seeds = from_root(&arguments.seeds);
    let gold = arguments.gold.clone().unwrap_or_else(|| seeds.join("gold"));
    let articles = arguments.articles.clone().unwrap_or_else(|| seeds.join("articles"));
    let collection = gold::load(&gold, &articles)?;
    let problems = gold_check::problems(&collection);
    if !problems.is_empty() {
        bail!("the annotation is not consistent:\n{}", problems.join("\n"));
    }
    let evaluation = evaluate(&collection, &from_root(&arguments.pipeline))?;
    print!("{}", report::text(&evaluation));
    if arguments.mistakes {
        print!("{}", report::mistakes(&evaluation));
    }
    if let Some(path) = &arguments.json {
        let text = serde_json::to_string_pretty(&evaluation)? + "\n";
        std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn evaluate(collection: &Collection, pipeline: &std::path::Path) -> Result<Evaluation> {
    let analysis = analysis::analyze(collection, pipeline)?;
    let mut documents = BTreeMap::new();
    let mut total = Score::default();
    let mut mistakes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (article, doc) in collection.articles.iter().zip(&analysis.documents) {
        let score = Score::of(&article.gold, doc, mistakes.entry(article.gold.id.clone()).or_default());
        total += &score;
        documents.insert(article.gold.id.clone(), score);
    }
    let found = analysis.conclusions.get("stories.duplicates").map(duplicates::found_pairs);
    let duplicates = duplicates::score_pairs(&collection.links, &found.unwrap_or_default());
    let conclusion = |name| analysis.conclusions.get(name).unwrap_or(&serde_json::Value::Null);
    let links = links::score(
        &collection.links,
        &analysis.documents,
        conclusion("stories.group"),
        conclusion("stories.claims"),
    );
    Ok(Evaluation { documents, total, duplicates, links, mistakes })
}
