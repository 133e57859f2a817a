//! Check-worthiness: trained and scored on sentences of debates.

use anyhow::Result;
use serde::Deserialize;
use tidings::Pipeline;
use tidings::claims::training::checkworthy::{self, Sentences, SignWords};
use tidings_core::{Document, Tokens};
use tidings_learn::linear::{LinearClassifier, LinearExample, LinearTrainer, sigmoid};
use tidings_learn::{DataSource, Figure, Metadata, ModelWriter};

use crate::{Job, data, write_model};

#[derive(Deserialize)]
struct Row {
    text: String,
    label: u8,
}

/// The settings of training.
fn trainer() -> LinearTrainer {
    LinearTrainer { epochs: 10, rate: 0.01, l2: 0.03, least: 3, ..LinearTrainer::default() }
}

/// Every tenth sentence is held out, ten times over.
const FOLDS: usize = 10;

/// Reads the sentences.
fn examples(job: &Job) -> Result<Vec<LinearExample>> {
    let registry = tidings::registry()?;
    let reader = Pipeline::builder(&registry).stage("language.tags").build()?;
    let mut examples = Vec::new();
    let lists = SignWords::default();
    for row in data::rows::<Row>(&job.data.join("claims/checkworthy_train.jsonl"))? {
        let mut doc = Document::new("sentence", row.text)?;
        reader.process(&mut doc)?;
        let mut keys = Vec::new();
        let count = doc.get::<Tokens>().map_or(0, Tokens::len);
        if let Some(sentences) = Sentences::of(&doc, &lists).filter(|_| count > 0) {
            checkworthy::keys(&sentences, 0..count, &mut keys);
        }
        examples.push(LinearExample { keys, label: usize::from(row.label > 0), weight: 1.0 });
    }
    Ok(examples)
}

/// Scores of sentences by models that have not seen them, with their labels.
fn held_out(examples: &[LinearExample]) -> Result<Vec<(f32, bool)>> {
    let mut scored = Vec::with_capacity(examples.len());
    for fold in 0..FOLDS {
        let part = |inside: bool| {
            examples
                .iter()
                .enumerate()
                .filter(move |(index, _)| (index % FOLDS == fold) == inside)
                .map(|pair| pair.1)
        };
        let train: Vec<LinearExample> = part(false).cloned().collect();
        let classifier = LinearClassifier::open(trainer().train(&train, 2).into())?;
        scored
            .extend(part(true).map(|example| (sigmoid(classifier.score(&example.keys)), example.label == 1)));
    }
    Ok(scored)
}

/// Average precision, and F1 at a threshold.
fn measures(scored: &[(f32, bool)], threshold: f32) -> (f64, f64) {
    let mut order: Vec<&(f32, bool)> = scored.iter().collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = scored.iter().filter(|pair| pair.1).count() as f64;
    let (mut right, mut sum) = (0.0, 0.0);
    for (rank, pair) in order.iter().enumerate() {
        if pair.1 {
            right += 1.0;
            sum += right / (rank + 1) as f64;
        }
    }
    let chosen = scored.iter().filter(|pair| pair.0 >= threshold).count() as f64;
    let hits = scored.iter().filter(|pair| pair.0 >= threshold && pair.1).count() as f64;
    (100.0 * sum / all, 200.0 * hits / (chosen + all))
}

/// The threshold with the best F1.
fn best_threshold(scored: &[(f32, bool)]) -> f32 {
    let thresholds = (20..=60).map(|percent| percent as f32 / 100.0);
    let best = thresholds.max_by(|a, b| measures(scored, *a).1.total_cmp(&measures(scored, *b).1));
    best.unwrap_or(0.5)
}

/// Trains on all sentences and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let examples = examples(job)?;
    let scored = held_out(&examples)?;
    let threshold = best_threshold(&scored);
    let (precision, f1) = measures(&scored, threshold);
    let set = "ClaimBuster, tenfold cross-validation";
    let metadata = Metadata {
        name: "checkworthy".into(),
        purpose: "Scores how worth checking a sentence is.".into(),
        date: "2026-11-25".into(),
        learner: "logistic regression by AdaGrad, 10 rounds (seed 1)".into(),
        features: vec![
            "words and pairs of words in lower case, pairs of parts of speech, word clusters".into(),
            "runs of two to five letters inside of words".into(),
            "length; signs (numbers, comparisons, opinions, forecasts …) and pairs of signs".into(),
        ],
        data: vec![DataSource::new(
            "ClaimBuster, two-class training file of claimbuster-spotter",
            "GPL-3.0 (the repository's COPYING); the authors' own release is open access",
            format!("{} sentences of debates", examples.len()),
        )],
        figures: vec![Figure::new(set, "average precision", precision), Figure::new(set, "F1 at 0.5", f1)],
        limits: vec![
            "Debate speech of the United States; what an editor finds worth checking today is not in a sentence.".into(),
            "0.5 is the threshold of the best F1 in cross-validation, not even odds.".into(),
        ],
        ..Metadata::default()
    };
    let shift = ((1.0 - threshold) / threshold).ln();
    let mut writer = ModelWriter::new(metadata);
    writer.section(checkworthy::SECTION, trainer().train(&examples, 2));
    writer.section(checkworthy::SHIFT, shift.to_le_bytes().to_vec());
    write_model(job, "tidings-claims", "checkworthy", &writer.into_bytes())
}

/// Prints the figures of tenfold cross-validation.
pub fn eval(job: &Job) -> Result<()> {
    let scored = held_out(&examples(job)?)?;
    println!("ClaimBuster, {} sentences, each scored by a model that has not seen it", scored.len());
    println!("  best threshold {:.2}, which the model calls 0.5", best_threshold(&scored));
    for threshold in [0.3, 0.4, 0.5, 0.6, 0.7] {
        let (precision, f1) = measures(&scored, threshold);
        println!("  average precision {precision:.1}  F1 at {threshold} {f1:.1}");
    }
    Ok(())
}
