//! Training: `cargo xtask train names`.

use std::collections::HashMap;

use anyhow::Result;
use tidings_core::Words;
use tidings_entities::names::gazetteer::Gazetteer;
use tidings_entities::names::{HIDDEN, NUMBERED_WORDS, NameType, SLOTS, WORD_SLOTS, token_rows};
use tidings_learn::chain::{ChainExample, ChainTrainer};
use tidings_learn::lexicon::Lexicon;
use tidings_learn::{DataSource, Metadata, Model, ModelWriter};

use super::corpus::{self, Before, Lesson, TRAIN};
use super::{score, silver};
use crate::syntax::vocabulary::{self, Published, TrainedVocabulary, vectors_source};
use crate::{Job, write_model};

/// How often the net sees every sentence.
const EPOCHS: u32 = 8;
const SEED: u64 = 21;

/// Trains the tagger and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let before = Before::new()?;
    let gazetteer = Gazetteer::embedded()?;
    let mut lessons: Vec<Lesson> = Vec::new();
    let mut data = Vec::new();
    for corpus in &TRAIN {
        let rows = corpus::rows(&job.data, corpus.file)?;
        let first = lessons.len();
        for (number, row) in rows.iter().enumerate() {
            for text in variants(&row.text, number) {
                let doc = before.document(&text)?;
                let allowed = corpus.allowed(row, &doc);
                lessons.push((doc, allowed));
            }
        }
        let sentences: usize = lessons[first..].iter().map(|(_, allowed)| allowed.len()).sum();
        eprintln!("{}: {} documents, {sentences} sentences", corpus.name, rows.len());
        data.push(DataSource::new(corpus.name, license(corpus.name), format!("{sentences} sentences")));
    }
    let (silver, sources) = silver::lessons(&job.data, &before)?;
    lessons.extend(silver);
    data.extend(sources);
    data.push(vectors_source());
    let vocabulary = numbered(&vocabulary::published(job)?, &lessons);
    let words = Lexicon::open(vocabulary.section().into())?;
    let examples = examples(&lessons, &gazetteer, &words)?;
    let ties = WORD_SLOTS.map(|slot| (slot, vocabulary.vectors.clone())).into();
    let chain =
        ChainTrainer { ties, ..settings() }.train::<HIDDEN>(NameType::scheme(), SLOTS.sizes(), &examples);
    let write = |figures| {
        let mut writer = ModelWriter::new(Metadata { data: data.clone(), figures, ..metadata() });
        writer.section("chain", chain.clone()).section("words", vocabulary.section());
        writer.into_bytes()
    };
    let model = Model::from_bytes(write(Vec::new()))?;
    write_model(job, "tidings-entities", "names", &write(score::figures(&job.data, &model)?))?;
    Ok(())
}

/// Numbers the words of the corpora and those that have a vector.
fn numbered(published: &Published, lessons: &[Lesson]) -> TrainedVocabulary {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for word in lessons.iter().filter_map(|(doc, _)| doc.get::<Words>()).flat_map(Words::iter) {
        *counts.entry(word.lower).or_default() += 1;
    }
    TrainedVocabulary::counted(published, &counts, NUMBERED_WORDS)
}

fn examples(lessons: &[Lesson], gazetteer: &Gazetteer, words: &Lexicon) -> Result<Vec<ChainExample>> {
    let mut examples = Vec::new();
    for (doc, allowed) in lessons {
        let first = examples.len();
        examples.resize(first + allowed.len(), ChainExample::default());
        token_rows(doc, gazetteer, words, |sentence, rows| {
            let example: &mut ChainExample = &mut examples[first + sentence];
            let at = example.len();
            example.push(rows.iter().copied(), allowed[sentence][at]);
        })?;
    }
    Ok(examples)
}

fn settings() -> ChainTrainer {
    ChainTrainer {
        epochs: EPOCHS,
        rate: 0.05,
        dropout: 0.3,
        blindness: 0.2,
        seed: SEED,
        verbose: true,
        ..ChainTrainer::default()
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
    let ChainTrainer { rate, dropout, blindness, .. } = settings();
    Metadata {
        name: "names".into(),
        purpose: "Decides which tokens are names, and of what.".into(),
        date: "2026-11-25".into(),
        learner: format!(
            "linear-chain conditional random field over BILOU labels, over a net with one hidden layer of {HIDDEN}, trained on partial \
             annotation by AdaGrad ({EPOCHS} rounds, rate {rate}, dropout {dropout}, {blindness} of the features hidden, seed {SEED})"
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
