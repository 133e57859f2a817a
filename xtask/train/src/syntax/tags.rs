//! Training of the tagger: `cargo xtask train tags`.

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;
use tidings_core::{PennTag, Upos};
use tidings_language::tags::{Context, HIDDEN, SLOTS, WORD_SLOTS, features, mostly_capitals};
use tidings_language::vocabulary::Vocabulary;
use tidings_learn::linear::softmax;
use tidings_learn::net::{NetPass, NetTrainer};
use tidings_learn::random::Random;
use tidings_learn::{DataSource, Figure, Metadata, Model, ModelWriter};

use super::lessons::{Lesson, lessons};
use super::treebank::{self, TreebankDocument};
use super::vocabulary::{TrainedVocabulary, vectors_source};
use super::{score, vocabulary};
use crate::{Job, write_model};

/// Pairs of tags seen less often than this are no labels.
const LEAST_PAIR: usize = 8;
/// A word seen this often has no other labels than it was seen with.
const OFTEN: u32 = 25;
const EPOCHS: usize = 12;
const RATE: f32 = 0.05;
const DROPOUT: f32 = 0.3;

/// A sentence and the number of the right label of every word.
struct TaggedLesson {
    lesson: Lesson,
    numbers: Vec<u16>,
    labels: Vec<usize>,
}

/// Trains the tagger and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let documents = treebank::training(&job.data)?;
    let vocabulary = TrainedVocabulary::new(&vocabulary::published(job)?, &documents, words());
    let write = model(&documents.iter().collect::<Vec<_>>(), &vocabulary, EPOCHS)?;
    let model = Model::from_bytes(write(Vec::new()))?;
    let figures = score::tag_figures(&job.data, &model)?;
    write_model(job, "tidings-language", "tags", &write(figures))?;
    Ok(())
}

/// How many words the tagger numbers.
pub fn words() -> usize {
    SLOTS.sizes()[0] as usize
}

/// Trains on some documents and gives the bytes of the model, with figures.
pub fn model(
    documents: &[&TreebankDocument],
    vocabulary: &TrainedVocabulary,
    epochs: usize,
) -> Result<impl Fn(Vec<Figure>) -> Vec<u8> + use<>> {
    let labels = labels(documents);
    let words = vocabulary.section();
    let known = Vocabulary::open(words.clone().into())?;
    let mut sentences = Vec::new();
    for document in documents {
        for lesson in lessons(document)? {
            let mut numbers = Vec::new();
            known.number(&lesson.words, &mut numbers);
            let labels = lesson.rows.iter().map(|row| label(document, &labels, *row)).collect();
            sentences.push(TaggedLesson { lesson, numbers, labels });
        }
    }
    let choices = choices(&sentences, vocabulary);
    let net = learn(&mut sentences, &choices, labels.len(), vocabulary, epochs);
    let names: Vec<String> = labels.keys().map(|(upos, penn)| format!("{upos}/{penn}")).collect();
    Ok(move |figures| {
        let metadata = Metadata { labels: names.clone(), figures, ..metadata() };
        let mut writer = ModelWriter::new(metadata);
        writer.section("net", net.clone());
        writer.section("words", words.clone());
        writer.section("choices", choices.iter().flat_map(|set| set.to_le_bytes()).collect());
        writer.into_bytes()
    })
}

fn learn(
    sentences: &mut [TaggedLesson],
    choices: &[u128],
    labels: usize,
    vocabulary: &TrainedVocabulary,
    epochs: usize,
) -> Vec<u8> {
    let mut random = Random::new(11);
    let mut trainer = NetTrainer::<HIDDEN>::new(SLOTS.sizes(), labels, &mut random);
    for slot in WORD_SLOTS {
        trainer.tie(slot, &vocabulary.vectors, &mut random);
    }
    trainer.dropout = DROPOUT;
    let mut pass = NetPass::new(labels);
    let mut decided = Vec::new();
    for epoch in 0..epochs {
        random.shuffle(sentences);
        let (mut wrong, mut all) = (0, 0);
        for (number, TaggedLesson { lesson, numbers, labels }) in sentences.iter().enumerate() {
            let done = (epoch as f32 + number as f32 / sentences.len() as f32) / epochs as f32;
            trainer.rate = RATE * (1.0 - done).max(0.02);
            let (words, kinds, capitals) = (&lesson.words, &lesson.kinds, mostly_capitals(&lesson.words));
            decided.clear();
            for (index, right) in labels.iter().enumerate() {
                let set = choices.get(numbers[index] as usize).unwrap_or(&choices[0]);
                if set.is_power_of_two() {
                    decided.push(set.trailing_zeros() as u8);
                    continue;
                }
                let context = Context { words, kinds, numbers, labels: &decided, capitals };
                trainer.forward(&features(&context, index), &mut pass, Some(&mut random));
                let found = best(&pass.scores);
                pass.gradients.copy_from_slice(&pass.scores);
                softmax(&mut pass.gradients);
                pass.gradients[*right] -= 1.0;
                trainer.backward(&pass);
                wrong += (found != *right) as usize;
                all += 1;
                decided.push(found as u8);
            }
            trainer.step();
        }
        eprintln!("epoch {}: {wrong} of {all} wrong", epoch + 1);
    }
    trainer.finish()
}

/// The number of the largest score.
pub fn best(scores: &[f32]) -> usize {
    (0..scores.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best })
}

/// The labels that a word may have: for every word seen often those it was seen with, leaving out what is most likely a
/// mistake; before them those of all words that are rare.
fn choices(sentences: &[TaggedLesson], vocabulary: &TrainedVocabulary) -> Vec<u128> {
    let often = |number: u16| number > 0 && vocabulary.vectors.counts[number as usize] >= OFTEN;
    let mut counts: Vec<HashMap<usize, usize>> = vec![HashMap::new()];
    for sentence in sentences {
        for (number, label) in sentence.numbers.iter().zip(&sentence.labels) {
            let number = if often(*number) { *number as usize } else { 0 };
            if counts.len() <= number {
                counts.resize(number + 1, HashMap::new());
            }
            *counts[number].entry(*label).or_default() += 1;
        }
    }
    let every: u128 = counts[0].keys().map(|label| 1 << label).sum();
    let set = |counts: &HashMap<usize, usize>| {
        let all: usize = counts.values().sum();
        counts.iter().filter(|(_, count)| **count * 200 >= all).map(|(label, _)| 1u128 << label).sum::<u128>()
    };
    // A frequent word that these documents do not have may be anything.
    let sets = counts[1..].iter().map(set).map(|set| if set == 0 { every } else { set });
    std::iter::once(every).chain(sets).collect()
}

/// The pairs of tags that are frequent enough, with their numbers in the order of their names.
fn labels(documents: &[&TreebankDocument]) -> BTreeMap<(String, String), usize> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for word in documents.iter().flat_map(|document| &document.words) {
        if Upos::from_name(&word.tags.0).is_some() && PennTag::from_name(&word.tags.1).is_some() {
            *counts.entry(word.tags.clone()).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count >= LEAST_PAIR);
    counts.into_keys().enumerate().map(|(number, pair)| (pair, number)).collect()
}

/// The label of a word. A rare pair of tags becomes the first label with its universal tag.
fn label(document: &TreebankDocument, labels: &BTreeMap<(String, String), usize>, row: usize) -> usize {
    let tags = &document.words[row].tags;
    let near = || labels.iter().find(|((upos, _), _)| *upos == tags.0);
    labels.get(tags).copied().or_else(|| near().map(|(_, number)| *number)).unwrap_or(0)
}

fn metadata() -> Metadata {
    Metadata {
        name: "tags".into(),
        purpose: "Decides the part of speech of every token, from left to right.".into(),
        date: "2026-11-25".into(),
        learner: format!(
            "net with one hidden layer of {HIDDEN}, {EPOCHS} rounds over shuffled sentences by AdaGrad with dropout (seed 11); \
             a frequent word has no other tags than those of the training data"
        ),
        features: vec![
            "the word: number, last and first letters, shape, case, kind, clusters".into(),
            "two words before and after: number, last letters, clusters".into(),
            "the two tags decided before".into(),
        ],
        data: data_sources(),
        limits: vec!["Edited prose and web text of today; not speech, not headlines in capitals.".into()],
        ..Metadata::default()
    }
}

/// What all models of this area are trained on.
pub fn data_sources() -> Vec<DataSource> {
    vec![
        DataSource::new("Universal Dependencies English EWT 2.16, train", "CC BY-SA 4.0", "204,577 words"),
        DataSource::new(
            "Universal Dependencies English GUM 2.16, train, openly licensed genres",
            "annotation CC BY 4.0; texts CC BY, CC BY-SA and public domain",
            "115,936 words",
        ),
        vectors_source(),
    ]
}
