//! Training: `cargo xtask train names`.

use anyhow::Result;
use tidings_entities::names::gazetteer::Gazetteer;
use tidings_entities::names::{NameType, feature_rows};
use tidings_learn::chain::{ChainExample, ChainTrainer};
use tidings_learn::{DataSource, Metadata, Model, ModelWriter};

use super::corpus::{self, Before, TRAIN};
use super::score;
use crate::{Job, write_model};

/// Trains the tagger and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let before = Before::new()?;
    let gazetteer = Gazetteer::embedded()?;
    let mut examples = Vec::new();
    let mut data = Vec::new();
    for corpus in &TRAIN {
        let rows = corpus::rows(&job.data, corpus.file)?;
        let first = examples.len();
        for (number, row) in rows.iter().enumerate() {
            for text in variants(&row.text, number) {
                let doc = before.document(&text)?;
                let allowed = corpus.allowed(row, &doc);
                let pairs = feature_rows(&doc, &gazetteer)?.into_iter().zip(allowed);
                examples.extend(pairs.map(|(rows, allowed)| ChainExample { rows, allowed }));
            }
        }
        let sentences = examples.len() - first;
        eprintln!("{}: {} documents, {sentences} sentences", corpus.name, rows.len());
        data.push(DataSource::new(corpus.name, license(corpus.name), format!("{sentences} sentences")));
    }
    let trainer = ChainTrainer { verbose: true, ..settings() };
    let trained = trainer.train(NameType::scheme(), &examples);
    eprintln!("{} of {} features kept, {} bytes", trained.features, trained.considered, trained.bytes.len());
    let write = |figures| {
        let mut writer = ModelWriter::new(Metadata { data: data.clone(), figures, ..metadata() });
        writer.section("chain", trained.bytes.clone());
        writer.into_bytes()
    };
    let model = Model::from_bytes(write(Vec::new()))?;
    write_model(job, "tidings-entities", "names", &write(score::figures(&job.data, &model)?))?;
    Ok(())
}

fn settings() -> ChainTrainer {
    ChainTrainer {
        epochs: 12,
        rate: 0.1,
        l2: 2e-5,
        least: 3,
        drop: 0.08,
        dropout: 0.6,
        seed: 21,
        verbose: false,
    }
}

/// A text as it is, and for some documents also as people write without capitals or with capitals alone.
fn variants(text: &str, number: usize) -> Vec<String> {
    let mut variants = vec![text.to_owned()];
    // Only where changing the case keeps every code point in its place.
    let same = |changed: &str| changed.chars().count() == text.chars().count();
    match number % 12 {
        3 => variants.extend(Some(text.to_lowercase()).filter(|text| same(text))),
        9 => variants.extend(Some(text.to_uppercase()).filter(|text| same(text))),
        6 => variants.push(title_case(text)),
        _ => {}
    }
    variants
}

/// Every word of four letters or more with a capital, as in headlines.
fn title_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let mut chars = word.chars();
        match chars.next() {
            Some(first) if word.chars().count() > 4 && first.is_ascii_lowercase() => {
                out.push(first.to_ascii_uppercase());
                out.push_str(chars.as_str());
            }
            _ => out.push_str(word),
        }
    }
    out
}

fn license(corpus: &str) -> &'static str {
    match corpus {
        "UNER English EWT" => "CC BY-SA 4.0",
        "CrossNER" | "Re-DocRED" => "annotation MIT; texts of Wikipedia, CC BY-SA",
        "GUM" => {
            "annotation CC BY 4.0; texts CC BY, CC BY-SA and public domain (genres with other terms left out)"
        }
        _ => "CC BY 4.0",
    }
}

fn metadata() -> Metadata {
    let settings = settings();
    Metadata {
        name: "names".into(),
        purpose: "Decides which tokens are names, and of what.".into(),
        date: "2026-11-25".into(),
        learner: format!(
            "linear-chain conditional random field over BILOU labels, trained on partial annotation by AdaGrad \
             ({} rounds, rate {}, decay {}, dropout {}, features seen {} times, seed {})",
            settings.epochs, settings.rate, settings.l2, settings.dropout, settings.least, settings.seed
        ),
        labels: NameType::ALL.iter().map(|kind| kind.name().to_owned()).collect(),
        features: vec![
            "words, shapes, affixes and clusters within two tokens, tags within one".into(),
            "lists of places, persons, heads and titles within one token".into(),
            "what the rules found, and how the document uses the word elsewhere".into(),
        ],
        limits: vec![
            "Trained on web text, tweets and encyclopedia text; little of it is news.".into(),
            "Places are not told apart by the model: lists and heads decide between GPE, LOC and FAC.".into(),
        ],
        ..Metadata::default()
    }
}
