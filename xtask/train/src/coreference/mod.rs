//! The area `coreference`: links gold mentions and scores which of them are one thing.
//!
//! Mentions come from the data, so that the figures say nothing about finding names. The score is that of the usual
//! scorer of aliases: pairs of mentions within a document, and B-cubed (Bagga and Baldwin 1998).

mod pronouns;
mod score;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use tidings_core::{Document, Entities, Label, References, RelationKind, Span, Stage, StageType};

use crate::{Job, data};
use score::Score;

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    entities: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: usize,
    end: usize,
    label: String,
    cluster: Option<serde_json::Value>,
}

/// The files whose mentions carry clusters; those that were looked at while the rules were written are marked.
const FILES: [(&str, &str); 3] =
    [("redocred-train", "looked at"), ("gum-derived-train", "looked at"), ("gum-derived-dev", "")];

/// Prints the figures of every file.
pub fn eval(job: &Job) -> Result<()> {
    let stages = Stages::new()?;
    println!(
        "| gold mentions | mentions | pairwise P | R | F1 | with demonyms as identity F1 | B-cubed F1 |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (name, note) in FILES {
        let rows: Vec<Row> = data::rows(&job.data.join("entities").join(format!("{name}.jsonl")))?;
        let (mut score, mut loose) = (Score::default(), Score::default());
        for row in &rows {
            let (mentions, own, related) = stages.link(row)?;
            score.add(&mentions, &own);
            loose.add(&mentions, &related);
        }
        let (precision, recall, f1) = score.pairwise();
        let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
        println!(
            "| {name}{note} | {} | {precision:.2} | {recall:.2} | {f1:.2} | {:.2} | {:.2} |",
            score.mentions,
            loose.pairwise().2,
            score.b_cubed()
        );
        if job.losses {
            score.print_losses();
        }
    }
    let gum: Vec<Row> = data::rows(&job.data.join("entities").join("gum-derived-dev.jsonl"))?;
    pronouns::eval(&stages, &gum, job.losses)
}

/// What is run on each document.
struct Stages {
    before: Vec<Box<dyn Stage>>,
    coreference: tidings::entities::CoreferenceStage,
}

/// A gold mention: its words, its label and its cluster.
struct GoldMention {
    words: String,
    label: String,
    cluster: String,
}

impl Stages {
    fn new() -> Result<Self> {
        Ok(Stages {
            before: vec![
                Box::new(tidings::language::Tokenizer::new(Default::default())?),
                Box::new(tidings::language::SentenceSplitter::new(Default::default())?),
                Box::new(tidings::language::words::Describer::new(Default::default())?),
                Box::new(tidings::language::tags::TaggerStage::new(Default::default())?),
            ],
            coreference: tidings::entities::CoreferenceStage::new(Default::default())?,
        })
    }

    /// The gold mentions of a row, as a finder of names would give them.
    fn names(&self, row: &Row) -> Vec<(Span, Label, f32)> {
        let places: Vec<usize> = row.text.char_indices().map(|(at, _)| at).chain([row.text.len()]).collect();
        let span = |start: usize, end: usize| Span::from_range(places[start]..places[end]);
        gold(row)
            .iter()
            .map(|(&(start, end), entity)| (span(start, end), label(&entity.label), 1.0))
            .collect()
    }

    /// A text with names, linked.
    fn run(&self, id: &str, text: &str, names: impl Iterator<Item = (Span, Label, f32)>) -> Result<Document> {
        let mut doc = Document::new(id, text)?;
        for stage in &self.before {
            stage.process(&mut doc)?;
        }
        doc.insert(Entities::of_names(text, names));
        self.coreference.process(&mut doc)?;
        Ok(doc)
    }

    /// The gold mentions of a row with the entity of each, once as linked and once with demonyms and places joined.
    fn link(&self, row: &Row) -> Result<(Vec<GoldMention>, Vec<u32>, Vec<u32>)> {
        let gold = gold(row);
        let doc = self.run(&row.id, &row.text, self.names(row).into_iter())?;
        let entities = doc.get::<Entities>().context("the layer that was put in")?;
        let own: Vec<u32> = entities.mentions.iter().map(|mention| mention.entity).collect();
        let mut place: BTreeMap<u32, u32> = BTreeMap::new();
        for relation in doc.get::<References>().map_or(&[][..], |references| &references.relations) {
            if relation.kind == RelationKind::DemonymOf {
                place.insert(relation.from, relation.to);
            }
        }
        let related = own.iter().map(|entity| *place.get(entity).unwrap_or(entity)).collect();
        let places: Vec<usize> = row.text.char_indices().map(|(at, _)| at).chain([row.text.len()]).collect();
        let mentions = gold.iter().map(|(&(start, end), entity)| GoldMention {
            words: row.text[places[start]..places[end]].to_owned(),
            label: entity.label.clone(),
            cluster: entity.cluster.as_ref().map(ToString::to_string).unwrap_or_default(),
        });
        Ok((mentions.collect(), own, related))
    }
}

/// The names of a row that have a cluster, by their place.
fn gold(row: &Row) -> BTreeMap<(usize, usize), &Gold> {
    let named = row.entities.iter().filter(|entity| is_name(&entity.label) && entity.cluster.is_some());
    named.map(|entity| ((entity.start, entity.end), entity)).collect()
}

/// The cluster of every gold mention, by the byte at which it begins.
fn clusters(row: &Row) -> BTreeMap<u32, String> {
    let places: Vec<u32> = row.text.char_indices().map(|(at, _)| at as u32).collect();
    let cluster = |entity: &Gold| match &entity.cluster {
        Some(serde_json::Value::String(name)) => name.clone(),
        cluster => cluster.as_ref().map(ToString::to_string).unwrap_or_default(),
    };
    gold(row).iter().map(|(&(start, _), entity)| (places[start], cluster(entity))).collect()
}

fn is_name(label: &str) -> bool {
    !matches!(label, "DATE" | "TIME" | "CARDINAL" | "MONEY" | "PERCENT" | "QUANTITY" | "ORDINAL")
}

/// The label of a mention; data that do not tell say MISC.
fn label(name: &str) -> Label {
    match name {
        "LOC" => Label::Loc,
        "MISC" => Label::WorkOfArt,
        _ => Label::ALL.into_iter().find(|label| label.name() == name).unwrap_or(Label::WorkOfArt),
    }
}
