//! Cleaning: from a page or a dump to the article.

mod comments;
mod data;
mod eval;
mod labels;
mod later;
mod lines;
mod page;
mod repairs;
mod score;
mod sets;
mod short;
mod wrapping;

use anyhow::Result;
use tidings_clean::training;
use tidings_learn::forest::Forest;
use tidings_learn::{DataSource, Figure, Metadata, ModelWriter};

use crate::{Job, write_model};

/// The days on which the recipes last changed.
const PAGE_DATE: &str = "2026-11-30";
const BOILERPLATE_DATE: &str = "2026-11-30";
/// The thresholds that the stages use.
const PAGE_THRESHOLD: f32 = 0.4;
const DUMP_THRESHOLD: f32 = 0.35;
const RESIDUE_THRESHOLD: f32 = 0.25;

/// Prints the development figures of all cleaning stages.
pub fn eval(job: &Job) -> Result<()> {
    eval::eval(job)?;
    later::eval(job)?;
    wrapping::eval(job)
}

/// Trains the model of `clean.page`.
pub fn train_page(job: &Job) -> Result<()> {
    let articles = data::pages(&job.data)?;
    let pages = page::label(&articles);
    println!("pages, best possible: {}", page::oracle(&pages, &articles));
    let decided = page::cross_validated(&pages, &articles);
    let figures = sets::report(&decided, &articles);
    let metadata = Metadata {
        name: "page".into(),
        trained_as: "page".into(),
        purpose: "Says which blocks of an HTML page are the article.".into(),
        date: PAGE_DATE.into(),
        learner: "gradient-boosted trees over blocks, 360 of 16 leaves".into(),
        features: training::page::feature_names().iter().map(|name| (*name).to_owned()).collect(),
        data: vec![wcxb(557, "pages with the text of their articles"), fundus(articles.len() - 557)],
        figures,
        limits: vec![
            "Pages of type article; fronts, forums and shops were not in the data. English words and wordings are features; \
             in other languages the model sees lengths, signs, links, elements and names only."
                .into(),
        ],
        ..Metadata::default()
    };
    write(job, "page", metadata, &[training::page::SECTION], &[page::forest(&pages, None)])
}

/// Trains the model of `clean.boilerplate`.
pub fn train_boilerplate(job: &Job) -> Result<()> {
    let mut texts = lines::read(&job.data)?;
    let (measured, right) = lines::cross_validated(&mut texts);
    println!("texts rightly judged to be dumps or not: {:.2}%", 100.0 * right);
    let mut figures = vec![Figure::new("all texts", "rightly judged to be dumps or not", 100.0 * right)];
    for line in measured {
        println!("{:?}, threshold {}: first look {}", line.source, line.threshold, line.first);
        println!("  second look {}", line.second);
        if line.commented > 0 {
            println!("  comments left {:.1}% ({} texts)", 100.0 * line.comments_left, line.commented);
        }
        figures.extend(text_figures(&line));
    }
    let news = |name: &str, used: &str| {
        DataSource::new(name, "texts belong to their publishers; used for training only", used)
    };
    let metadata = Metadata {
        name: "boilerplate".into(),
        trained_as: "boilerplate".into(),
        purpose: "Says whether a text is a dump of a whole page, and which of its lines are the article."
            .into(),
        date: BOILERPLATE_DATE.into(),
        learner: "gradient-boosted trees: one for the text, two looks at its lines".into(),
        data: vec![
            wcxb(557, "dumps and extractor residue of the pages, with the text of their articles"),
            news(
                "Pages of publishers in 30 languages (Fundus)",
                "171 dumps, and 57 of their articles as clean news",
            ),
            news(
                "BBC news articles 2004-5",
                "240 texts as clean news, and in the place of the articles of dumps",
            ),
            news("CNN/DailyMail", "140 texts as clean news"),
            news(
                "PolNeAR (Newell, Margolin and Ruths, LREC 2018)",
                "200 texts as clean news, and in the place of the articles of dumps; texts of all three with comments \
                 of other pages below",
            ),
        ],
        features: vec![
            "wording: lengths, endings, capitals, punctuation, shares of sorts of words".into(),
            "cues of controls, links, credits and comments, in the line and before it".into(),
            "place in the text, neighbors, best segment of running text".into(),
            "the text as a whole: share of running text, of short lines, of cues".into(),
        ],
        figures,
        limits: vec!["Cues in English wordings; in a text in one line only sentences are told apart.".into()],
        ..Metadata::default()
    };
    let forests = lines::forests(&texts);
    write(job, "boilerplate", metadata, &training::boilerplate::SECTIONS, &forests)
}

/// The figures of texts that belong on the card, at the thresholds that the stage uses.
fn text_figures(line: &lines::Measured) -> Vec<Figure> {
    use lines::Source::{Commented, Dump, Foreign, Residue};
    let (set, threshold) = match line.source {
        Dump => ("WCXB dumps", DUMP_THRESHOLD),
        Foreign => ("dumps of publishers in 30 languages", DUMP_THRESHOLD),
        Residue => ("WCXB residue, all lines shown to the model", RESIDUE_THRESHOLD),
        Commented => ("news articles with comments below, unannounced", RESIDUE_THRESHOLD),
        _ => return Vec::new(),
    };
    if line.threshold != threshold {
        return Vec::new();
    }
    let f1 = Figure::new(set, "shingle F1, cross-validated by site", 100.0 * line.second.f1);
    if line.commented == 0 {
        return vec![f1];
    }
    let left =
        Figure::new(set, "4-grams of comments left, cross-validated by site", 100.0 * line.comments_left);
    vec![f1, left]
}

fn wcxb(pages: usize, used: &str) -> DataSource {
    DataSource::new(
        "WCXB, development split, type article (Foley 2026)",
        "CC-BY-4.0, as its compiler states; the pages belong to their publishers",
        format!("{pages} {used}"),
    )
}

fn fundus(pages: usize) -> DataSource {
    DataSource::new(
        "pages of publishers in 30 languages, from the parser tests of fundus (Dallabetta et al. 2024)",
        "MIT for the collection; the pages belong to their publishers; used for training only",
        format!("{pages} pages with the text of their articles"),
    )
}

/// Writes a model into its crate, or where the job wants it.
fn write(job: &Job, name: &str, metadata: Metadata, sections: &[&str], forests: &[Forest]) -> Result<()> {
    let mut writer = ModelWriter::new(metadata);
    for (section, forest) in sections.iter().zip(forests) {
        writer.section(*section, forest.to_bytes());
    }
    write_model(job, "tidings-clean", name, &writer.into_bytes())
}
