//! Throughput of `stories.duplicates`: observing in bytes, concluding in records.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tidings_core::{Conclusions, CorpusStage, Document, Observed, OffsetUnit};
use tidings_stories::{DuplicateRecord, Duplicates, DuplicatesConfig};

/// News-like text: `paragraphs` paragraphs of sentences drawn from a small vocabulary.
fn article(seed: u64, paragraphs: usize) -> String {
    const WORDS: [&str; 24] = [
        "the",
        "minister",
        "said",
        "of",
        "Thursday",
        "negotiations",
        "in",
        "a",
        "ceasefire",
        "and",
        "officials",
        "energy",
        "to",
        "port",
        "€20,000",
        "was",
        "according",
        "spokeswoman",
        "for",
        "government",
        "that",
        "Ukraine’s",
        "on",
        "agreement",
    ];
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % sides
    };
    let mut text = String::new();
    for _ in 0..paragraphs {
        for _ in 0..60 {
            text.push_str(WORDS[roll(WORDS.len())]);
            text.push_str(if roll(12) == 0 { ", " } else { " " });
        }
        text.push_str("end.\n");
    }
    text
}

fn stage() -> Duplicates {
    Duplicates::new(DuplicatesConfig::default()).expect("defaults are valid")
}

fn observe(c: &mut Criterion) {
    let stage = stage();
    let doc = Document::new("a", article(1, 12)).expect("is short");
    let mut group = c.benchmark_group("observe");
    group.throughput(Throughput::Bytes(doc.text().len() as u64));
    group.bench_function("article", |b| b.iter(|| stage.observe(black_box(&doc), OffsetUnit::CodePoint)));
    group.finish();
}

fn conclude(c: &mut Criterion) {
    let stage = stage();
    let record = |id: u64| {
        // Every fourth document is a copy of the one before it, with another first word.
        let text = article(id - u64::from(id % 4 == 3), 8).replacen(
            ' ',
            if id.is_multiple_of(2) { " so " } else { " " },
            1,
        );
        let doc = Document::new(format!("{id:06}"), text).expect("is short");
        Observed {
            id: doc.id.clone(),
            record: stage.observe(&doc, OffsetUnit::CodePoint).expect("needs no layer"),
        }
    };
    let records: Vec<Observed<DuplicateRecord>> = (0..2_000).map(record).collect();
    let mut group = c.benchmark_group("conclude");
    group.sample_size(10);
    group.throughput(Throughput::Elements(records.len() as u64));
    group.bench_function("2000 records", |b| {
        b.iter_batched(
            || records.clone(),
            |records| stage.conclude(records, &Conclusions::default()),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, observe, conclude);
criterion_main!(benches);
