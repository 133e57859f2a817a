//! `stories`: the word background and the rule of `stories.group`, and the briefing, measured on NeuS.

mod briefing;
mod clusters;
mod data;
mod logistic;

use anyhow::{Context, Result};
use tidings::stories::group::{Rule, training};
use tidings::stories::meanings;
use tidings_core::Document;
use tidings_learn::{DataSource, Figure, Metadata};

use crate::syntax::vocabulary::{published, vectors_source};
use crate::{Job, write_model};
use clusters::ClusterScore;
use data::{Article, Triple};

/// Words of fewer background articles are left out of the model: they are as rare as unknown ones.
const LEAST_ARTICLES: u32 = 3;
/// Words whose vectors are kept.
const MEANINGS: usize = 20_000;

/// Counts the background and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let triples = data::neus(&job.data, "train")?;
    let others = data::others(&job.data)?;
    let mut counter = training::BackgroundCounter::default();
    for article in triples.iter().flat_map(|triple| &triple.docs).chain(&others) {
        counter.add(article.title.as_deref().unwrap_or_default(), &article.text);
    }
    let concepts = briefing::train(&triples, &briefing::pipeline()?)?;
    let published = published(job)?;
    let words = published.words.iter().enumerate().map(|(at, word)| (word.as_str(), published.row(at)));
    let mut sections = meanings::sections(words, MEANINGS);
    sections.push((tidings::stories::briefing::training::SECTION, concepts));
    let bytes = counter.into_model(metadata(), LEAST_ARTICLES, sections);
    write_model(job, "tidings-stories", "stories", &bytes)
}

fn metadata() -> Metadata {
    let research = "texts (c) the publishers: research use";
    Metadata {
        name: "stories".into(),
        purpose:
            "Tells how common a word is in news, and which words are used alike, so that articles can be compared in collections of any size"
                .into(),
        date: "2026-11-25".into(),
        trained_as: String::new(),
        learner: format!(
            "document frequencies of word hashes, words of {LEAST_ARTICLES} articles or more; published vectors of {MEANINGS} words in 8 bits, \
             as they are; two logistic regressions"
        ),
        labels: Vec::new(),
        features: vec![
            "words in lower case, plural endings removed, as hashes of 36 bits".into(),
            "of a word or pair in a story: voices, first place, count, share of sentences, titles, rarity, centrality"
                .into(),
        ],
        data: vec![
            DataSource::new(
                "NeuS, training part",
                format!("code MIT, {research}"),
                "7,356 excerpts, counted; with their 2,452 summaries, trained on",
            ),
            DataSource::new("CNN/DailyMail", research, "1,300 articles, counted"),
            DataSource::new("BBC News 2004-5", research, "2,225 articles, counted"),
            DataSource { used: format!("vectors of {MEANINGS} words, compiled in"), ..vectors_source() },
        ],
        figures: vec![
            Figure::new("NeuS validation, 921 excerpts", "B-cubed F1 of stories", 87.98),
            Figure::new("NeuS validation, 307 stories, 70 words", "ROUGE-1", 40.03),
            Figure::new("NeuS validation, 307 stories, 70 words", "ROUGE-2", 18.59),
            Figure::new("NeuS validation, 307 stories, 70 words", "ROUGE-Lsum", 33.76),
        ],
        limits: vec![
            "English only: words of other languages all count as rare".into(),
            "The background is news of the US and the UK, 2004 to 2022".into(),
            "Summaries were trained on short excerpts of political news".into(),
        ],
    }
}

/// A collection with the story of every document.
struct Set {
    name: String,
    documents: Vec<Document>,
    stories: Vec<String>,
}

impl Set {
    fn new<'a>(
        name: &str,
        triples: impl IntoIterator<Item = &'a Triple>,
        make: fn(&Article) -> Result<Document>,
    ) -> Result<Self> {
        let mut set = Set { name: name.to_owned(), documents: Vec::new(), stories: Vec::new() };
        for triple in triples {
            for article in &triple.docs {
                set.documents.push(make(article)?);
                set.stories.push(triple.id.clone());
            }
        }
        Ok(set)
    }

    fn score(&self, rule: &Rule) -> ClusterScore {
        let report = training::group(rule, &self.documents);
        let found: std::collections::HashMap<&str, &str> = report
            .stories
            .iter()
            .flat_map(|story| story.members.iter().map(|member| (member.as_str(), story.story.as_str())))
            .collect();
        let gold: Vec<&str> = self.stories.iter().map(String::as_str).collect();
        let found: Vec<&str> = self.documents.iter().map(|doc| found[doc.id.as_str()]).collect();
        clusters::score(&gold, &found)
    }
}

/// Writes the stories as the official scorer reads them.
fn write_stories(set: &Set, path: &std::path::Path) -> Result<()> {
    let report = training::group(&Rule::default(), &set.documents);
    let lines = report
        .stories
        .iter()
        .map(|story| format!("{}\n", serde_json::json!({ "story": story.story, "members": story.members })));
    std::fs::write(path, lines.collect::<String>())
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Prints the development figures; `--output` writes the stories of the validation part into `stories.jsonl` of that folder.
pub fn eval(job: &Job) -> Result<()> {
    let val = data::neus(&job.data, "val")?;
    let sets = [
        Set::new("NeuS val", &val, Article::document)?,
        Set::new("NeuS val, title in the text", &val, Article::joined)?,
        Set::new("NeuS val, first 100", &val[..100], Article::document)?,
    ];
    if job.losses {
        tune(job, &sets)?;
    }
    println!("stories.group                   B-cubed P / R / F1      pairs F1");
    for set in &sets {
        let score = set.score(&Rule::default());
        let ClusterScore { precision, recall, f1, pairs_f1 } = score;
        println!("{:<30} {precision:6.2} {recall:6.2} {f1:6.2}   {pairs_f1:6.2}", set.name);
    }
    if let Some(folder) = &job.output {
        write_stories(&sets[0], &folder.join("stories.jsonl"))?;
    }
    println!("stories.briefing                ROUGE-1 / 2 / Lsum       words");
    let pipeline = briefing::pipeline()?;
    for budget in [50, 70, 120] {
        for (name, system) in
            [("", briefing::chosen as fn(&[Document], usize) -> _), (", in turn", briefing::in_turn)]
        {
            let (scores, words) = briefing::score(&val, &pipeline, budget, system)?;
            let name = format!("NeuS val, {budget} words{name}");
            println!("{name:<30} {:6.2} {:6.2} {:6.2}   {words:6.1}", scores.one, scores.two, scores.lsum);
        }
    }
    Ok(())
}

/// Prints what other settings of the rule would give.
fn tune(job: &Job, sets: &[Set]) -> Result<()> {
    let train = data::neus(&job.data, "train")?;
    let part = Set::new("train/4", train.iter().skip(1).step_by(4), Article::document)?;
    for (own, crowd) in [(3, 10), (5, 10), (5, 20), (8, 20)] {
        for most_crowding in [0.14, 0.16, 0.2] {
            for least_crowding in [0.04, 0.08] {
                for threshold in [0.07, 0.08, 0.09, 0.1, 0.11] {
                    let rule = Rule {
                        threshold,
                        own,
                        crowd,
                        crowd_weight: 1.0,
                        least_crowding,
                        most_crowding,
                        ..Rule::default()
                    };
                    let f: Vec<String> = [&sets[0], &sets[2], &part]
                        .iter()
                        .map(|set| set.score(&rule))
                        .map(|s| format!("{:5.1}/{:5.1} {:5.2}", s.precision, s.recall, s.f1))
                        .collect();
                    println!("{own} {crowd} {most_crowding} {least_crowding} {threshold}: {}", f.join(" | "));
                }
            }
        }
    }
    Ok(())
}
