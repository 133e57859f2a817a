//! Training of the tagger: `cargo xtask train tags`.

use std::collections::BTreeMap;

use anyhow::Result;
use tidings_core::{
    Document, PennTag, Sentences, Span, Stage, StageType, TokenKind, Tokens, Upos, Word, Words,
};
use tidings_language::tags::{Context, features};
use tidings_language::words::{Describer, DescriberConfig};
use tidings_learn::greedy::{PerceptronTrainer, best};
use tidings_learn::random::Random;
use tidings_learn::{DataSource, Metadata, Model, ModelWriter};

use super::score;
use super::treebank::{self, TreebankDocument};
use crate::{Job, model_path};

/// Pairs of tags seen less often than this are no labels.
const LEAST_PAIR: usize = 8;
const EPOCHS: usize = 10;

struct TaggedSentence {
    words: Vec<Word>,
    kinds: Vec<TokenKind>,
    labels: Vec<usize>,
}

/// Trains the tagger and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let folder = job.data.join("syntax");
    let mut documents = treebank::read(&folder.join("en_ewt-train.conllu"))?;
    documents.extend(treebank::read(&folder.join("en_gum-train.conllu"))?);
    let labels = labels(&documents);
    let mut sentences = Vec::new();
    for document in &documents {
        sentences.extend(describe(document, &labels)?);
    }
    let mut trainer = PerceptronTrainer::new(labels.len());
    let mut random = Random::new(11);
    let (mut keys, mut decided, mut scores) = (Vec::new(), Vec::new(), vec![0.0; labels.len()]);
    for epoch in 0..EPOCHS {
        random.shuffle(&mut sentences);
        let mut wrong = 0;
        for sentence in &sentences {
            decided.clear();
            for (index, right) in sentence.labels.iter().enumerate() {
                let context = Context { words: &sentence.words, kinds: &sentence.kinds, labels: &decided };
                features(&context, index, &mut keys);
                trainer.scores(&keys, &mut scores);
                let found = best(&scores);
                trainer.learn(&keys, *right, found);
                wrong += (found != *right) as usize;
                decided.push(found as u8);
            }
        }
        eprintln!("epoch {}: {wrong} wrong", epoch + 1);
    }
    let table = trainer.finish(2, 0.01);
    let names: Vec<String> = labels.keys().map(|(upos, penn)| format!("{upos}/{penn}")).collect();
    let write = |figures| {
        let metadata = Metadata { labels: names.clone(), figures, ..metadata() };
        let mut writer = ModelWriter::new(metadata);
        writer.section("tags", table.clone());
        writer.into_bytes()
    };
    let model = Model::from_bytes(write(Vec::new()))?;
    std::fs::write(model_path(job, "tidings-language", "tags"), write(score::figures(&job.data, &model)?))?;
    Ok(())
}

/// The pairs of tags that are frequent enough, with their numbers in the order of their names.
fn labels(documents: &[TreebankDocument]) -> BTreeMap<(String, String), usize> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for word in documents.iter().flat_map(|document| &document.words) {
        if Upos::from_name(&word.tags.0).is_some() && PennTag::from_name(&word.tags.1).is_some() {
            *counts.entry(word.tags.clone()).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count >= LEAST_PAIR);
    counts.into_keys().enumerate().map(|(number, pair)| (pair, number)).collect()
}

/// The sentences of a document with the words of the treebank. A rare pair of tags becomes the nearest label
/// with its universal tag.
fn describe(
    document: &TreebankDocument,
    labels: &BTreeMap<(String, String), usize>,
) -> Result<Vec<TaggedSentence>> {
    let mut doc = Document::new("treebank", document.text.clone())?;
    let mut tokens = Tokens::default();
    let mut kept = Vec::new();
    for (index, word) in document.words.iter().enumerate() {
        if !word.span.is_empty() {
            let span = Span::from_range(word.span.clone());
            tokens.push(span, score::kind(&document.text[word.span.clone()]));
            kept.push(index);
        }
    }
    let kinds = tokens.kinds().to_vec();
    doc.insert(tokens);
    doc.insert(Sentences::default());
    Describer::new(DescriberConfig::default())?.process(&mut doc)?;
    let words = &doc.get::<Words>().map(|words| words.0.clone()).unwrap_or_default();
    let label = |index: usize| {
        let tags = &document.words[index].tags;
        let near = || labels.iter().find(|((upos, _), _)| *upos == tags.0);
        labels.get(tags).copied().or_else(|| near().map(|(_, number)| *number)).unwrap_or(0)
    };
    let sentences = document.sentences.iter().map(|(_, range)| {
        let start = kept.partition_point(|index| *index < range.start);
        let end = kept.partition_point(|index| *index < range.end);
        TaggedSentence {
            words: words[start..end].to_vec(),
            kinds: kinds[start..end].to_vec(),
            labels: kept[start..end].iter().map(|index| label(*index)).collect(),
        }
    });
    Ok(sentences.collect())
}

fn metadata() -> Metadata {
    Metadata {
        name: "tags".into(),
        purpose: "Decides the part of speech of every token, from left to right.".into(),
        date: "2026-11-25".into(),
        learner: format!("averaged perceptron, {EPOCHS} rounds over shuffled sentences (seed 11)"),
        features: vec![
            "the word: form, lower case, shape, first letters, last letters, kind, clusters".into(),
            "two words before and after: lower case, last letters, clusters, and pairs of them".into(),
            "the two tags decided before, alone and with the word and the next word".into(),
        ],
        data: vec![
            DataSource::new(
                "Universal Dependencies English EWT 2.16, train",
                "CC BY-SA 4.0",
                "204,577 words",
            ),
            DataSource::new(
                "Universal Dependencies English GUM 2.16, train, openly licensed genres",
                "annotation CC BY 4.0; texts CC BY, CC BY-SA and public domain",
                "115,936 words",
            ),
        ],
        limits: vec!["Edited prose and web text of today; not speech, not headlines in capitals.".into()],
        ..Metadata::default()
    }
}
