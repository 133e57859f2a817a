//! The choice of sentences for a summary: training of `summary.sentences`, and its figures.

mod articles;
mod model;
mod score;

use anyhow::{Result, anyhow};
use rustc_hash::FxHashSet;
use tidings::StageType;
use tidings::summary::{SummarySentences, SummarySentencesConfig, training};
use tidings_learn::{DataSource, Figure, Metadata, Model};

use crate::{Job, write_model};
use articles::Article;
use score::{HEAD, Total, chosen, lead, score};

/// Into how many parts the articles are divided for the estimate.
const FOLDS: usize = 2;

/// Trains the model, estimates it on articles that were left out, and writes it.
pub fn train(job: &Job) -> Result<()> {
    let (mut articles, more) = training_articles(job)?;
    let more: Vec<&Article> = more.iter().collect();
    let (ours, lead) = estimate(&mut articles, &more)?;
    let all: Vec<&Article> = articles.iter().collect();
    // The figures on the development set belong into the model that they are measured with.
    let first = model::train(&all, &more, metadata(&ours, &lead, None))?;
    let stage = trained(&first)?;
    let mut development = articles::read(&job.data.join("summaries/gum_summaries.jsonl"))?;
    let total = score(development.iter_mut(), &|doc| chosen(&stage, doc))?;
    let lead_total = score(development.iter_mut(), &score::lead)?;
    println!("{HEAD}\n{}", lead_total.line("GUM, first three"));
    println!("{}", total.line("GUM, summary.sentences"));
    let bytes = model::train(&all, &more, metadata(&ours, &lead, Some((&total, &lead_total))))?;
    write_model(job, "tidings-summary", "summary.sentences", &bytes)
}

/// Prints the development figures: of the model in the program on GUM, which it was not trained on; and of models
/// trained on one half of the articles on the other half.
pub fn eval(job: &Job) -> Result<()> {
    let stage =
        SummarySentences::new(SummarySentencesConfig::default()).map_err(|error| anyhow!("{error}"))?;
    let mut development = articles::read(&job.data.join("summaries/gum_summaries.jsonl"))?;
    let mut genres: Vec<String> = development.iter().map(|article| article.genre.clone()).collect();
    genres.sort();
    genres.dedup();
    println!("{HEAD}");
    for genre in genres.iter().map(String::as_str).chain([""]) {
        let name = if genre.is_empty() { "all" } else { genre };
        let of_genre = |article: &&mut Article| genre.is_empty() || article.genre == genre;
        let total = score(development.iter_mut().filter(of_genre), &lead)?;
        println!("{}", total.line(&format!("GUM {name}, first three")));
        let total = score(development.iter_mut().filter(of_genre), &|doc| chosen(&stage, doc))?;
        println!("{}", total.line(&format!("GUM {name}, summary")));
    }
    let (mut articles, more) = training_articles(job)?;
    estimate(&mut articles, &more.iter().collect::<Vec<_>>())?;
    Ok(())
}

/// The articles with highlights, and those that only show how rare words are.
fn training_articles(job: &Job) -> Result<(Vec<Article>, Vec<Article>)> {
    let mut articles = articles::read(&job.data.join("summaries/cnndm_train.jsonl.gz"))?;
    // A school program that sums itself up in the same words every day teaches nothing.
    let mut seen = FxHashSet::default();
    articles.retain(|article| seen.insert(article.references.clone()));
    Ok((articles, articles::read(&job.data.join("summaries/bbc_train.jsonl.gz"))?))
}

/// What models trained on one half of the articles reach on the other; and what the first three sentences reach.
fn estimate(articles: &mut [Article], more: &[&Article]) -> Result<(Total, Total)> {
    let mut stages = Vec::new();
    for fold in 0..FOLDS {
        let kept = articles.iter().enumerate().filter(|(at, _)| at % FOLDS != fold);
        let kept: Vec<&Article> = kept.map(|(_, article)| article).collect();
        stages.push(trained(&model::train(&kept, more, Metadata::default())?)?);
    }
    let mut total = Total::default();
    for (fold, stage) in stages.iter().enumerate() {
        let held_out = articles.iter_mut().enumerate().filter(|(at, _)| at % FOLDS == fold);
        let found = score(held_out.map(|(_, article)| article), &|doc| chosen(stage, doc))?;
        total.scores = total.scores + found.scores;
        total.stretched = total.stretched + found.stretched;
        total.words += found.words;
        total.articles += found.articles;
    }
    let lead = score(articles.iter_mut(), &lead)?;
    println!("{HEAD}\n{}", lead.line("CNN/DM, first three"));
    println!("{}", total.line("CNN/DM, held-out halves"));
    Ok((total, lead))
}

fn trained(bytes: &[u8]) -> Result<SummarySentences> {
    let model = Model::from_bytes(bytes)?;
    training::stage(SummarySentencesConfig::default(), &model).map_err(|error| anyhow!("{error}"))
}

fn metadata(ours: &Total, lead: &Total, development: Option<(&Total, &Total)>) -> Metadata {
    let figures = |set: &str, total: &Total, who: &str| {
        let mean = total.mean();
        [("ROUGE-1", mean.one), ("ROUGE-2", mean.two), ("ROUGE-Lsum", mean.lsum)]
            .map(|(measure, value)| Figure::new(set, format!("{measure} F1, {who}"), value))
    };
    let halves = "CNN/DailyMail, trained on the other half";
    let mut all = figures(halves, ours, "3 sentences").to_vec();
    all.extend(figures(halves, lead, "the first 3 sentences"));
    if let Some((ours, lead)) = development {
        all.extend(figures("GUM, best reference", ours, "3 sentences"));
        all.extend(figures("GUM, best reference", lead, "the first 3 sentences"));
    }
    let strings = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    Metadata {
        trained_as: String::new(),
        name: "summaries".into(),
        purpose:
            "How likely a written summary is to have each word, pair of words and sentence of an article"
                .into(),
        date: "2026-11-25".into(),
        learner: model::learner(),
        labels: Vec::new(),
        features: strings(&[
            "words: how often, how early, how widely they stand; capitals, names and their salience; how rare they are in \
             news, and how much summaries like them",
            "pairs of words: what the two words are, and how often the pair stands in the article",
            "sentences: place, length, shared words with the article, opening and neighbors, expected words and pairs of a \
             summary, names, figures, claims, quotations, beginnings and pronouns",
        ]),
        data: vec![
            DataSource::new(
                "CNN/DailyMail (Hermann et al. 2015), a sample of the training and validation parts",
                "texts (c) CNN and Daily Mail; research use",
                format!("{} articles with highlights, nearly all CNN", ours.articles),
            ),
            DataSource::new(
                "BBC news of 2004-5 (Greene and Cunningham 2006)",
                "texts (c) BBC; research use",
                "2,225 articles, for how rare words are; their extracts were not used",
            ),
        ],
        figures: all,
        limits: strings(&[
            "English; in other languages position and shared words alone decide",
            "learned from one house's highlights; other houses' summaries are longer",
        ]),
    }
}
