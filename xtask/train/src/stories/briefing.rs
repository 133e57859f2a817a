//! Trains and scores the summaries of `stories.briefing` on the triples of NeuS.

use anyhow::Result;
use tidings::stories::briefing::training::{self, Example, FEATURES};
use tidings_core::{Document, Pipeline, Sentences};

use super::data::Triple;
use super::logistic::{self, Row};
use crate::rouge::{Rouge, Scores};

/// The documents of a triple with their sentences.
pub fn documents(triple: &Triple, pipeline: &Pipeline) -> Result<Vec<Document>> {
    let prepare = |article: &super::data::Article| {
        let mut doc = article.document()?;
        pipeline.process(&mut doc)?;
        Ok(doc)
    };
    triple.docs.iter().map(prepare).collect()
}

/// The stages that a briefing needs.
pub fn pipeline() -> Result<Pipeline> {
    Ok(Pipeline::builder(&tidings::registry()?).stage("language.sentences").build()?)
}

/// The weights of concepts, as the bytes of their section.
pub fn train(triples: &[Triple], pipeline: &Pipeline) -> Result<Vec<u8>> {
    let (mut words, mut pairs): (Vec<Row<FEATURES>>, Vec<Row<FEATURES>>) = Default::default();
    for triple in triples {
        let reference = triple.reference.first().map_or("", String::as_str);
        for Example { pair, features, told } in training::examples(&documents(triple, pipeline)?, reference) {
            if pair { pairs.push((features, told)) } else { words.push((features, told)) }
        }
    }
    println!("{} words and {} pairs of words as examples", words.len(), pairs.len());
    let mut bytes = Vec::new();
    for (weights, bias) in [logistic::fit(&words), logistic::fit(&pairs)] {
        bytes.extend(weights.into_iter().chain([bias]).flat_map(f64::to_le_bytes));
    }
    Ok(bytes)
}

/// A way to sum up the documents of a story in so many words: sentences.
type System = fn(&[Document], usize) -> Vec<String>;

/// What the stage chooses.
pub fn chosen(documents: &[Document], max_words: usize) -> Vec<String> {
    training::summary(documents, max_words, None)
}

/// The sentences of all articles in turn, the first ones first; the last one cut off in the middle: what is hard to beat.
pub fn in_turn(documents: &[Document], max_words: usize) -> Vec<String> {
    let sentences = |doc: &Document| doc.get::<Sentences>().map_or(0, |sentences| sentences.0.len());
    let longest = documents.iter().map(sentences).max().unwrap_or(0);
    let mut left = max_words;
    let mut summary = Vec::new();
    for place in 0..longest {
        for doc in documents {
            let sentence = doc.get::<Sentences>().and_then(|sentences| sentences.0.get(place));
            let text = sentence.map_or("", |sentence| doc.slice(sentence.span));
            let words: Vec<&str> = text.split_whitespace().take(left).collect();
            left -= words.len();
            summary.push(words.join(" "));
        }
    }
    summary.retain(|sentence| !sentence.is_empty());
    summary
}

/// The mean ROUGE of the summaries, in percent, and their mean length in words.
pub fn score(
    triples: &[Triple],
    pipeline: &Pipeline,
    max_words: usize,
    system: System,
) -> Result<(Scores, f64)> {
    let mut sum = Scores::default();
    let mut words = 0;
    for triple in triples {
        let summary = system(&documents(triple, pipeline)?, max_words);
        words += summary.iter().map(|sentence| sentence.split_whitespace().count()).sum::<usize>();
        let mut rouge = Rouge::default();
        let reference = rouge.reference(triple.reference.first().map_or("", String::as_str));
        let sentences: Vec<Vec<u32>> = summary.iter().map(|sentence| rouge.words(sentence)).collect();
        let sentences: Vec<&[u32]> = sentences.iter().map(Vec::as_slice).collect();
        sum = sum + reference.score(&sentences, 1.0);
    }
    let count = triples.len().max(1) as f64;
    Ok((sum.scaled(100.0 / count), words as f64 / count))
}
