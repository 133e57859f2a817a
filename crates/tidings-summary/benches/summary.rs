//! Throughput of the summary stages in bytes of text, without the making of tokens and sentences.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tidings_core::{Document, Sentence, SentenceKind, Sentences, Span, StageType, TokenKind, Tokens};
use tidings_summary::{SummaryKeyphrases, SummarySentences};

const WORDS: [&str; 32] = [
    "the",
    "minister",
    "said",
    "of",
    "negotiations",
    "in",
    "a",
    "ceasefire",
    "and",
    "officials",
    "energy",
    "to",
    "port",
    "20,000",
    "was",
    "according",
    "spokeswoman",
    "for",
    "government",
    "that",
    "Ukraine",
    "on",
    "agreement",
    "Odesa",
    "nuclear",
    "plant",
    "proposed",
    "European",
    "Commission",
    "guarantees",
    "security",
    "loan",
];

/// A news-like article of `count` sentences with its tokens and sentences.
fn article(count: u32) -> Document {
    let mut state = 7u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % sides
    };
    let (mut text, mut tokens, mut sentences) = (String::new(), Tokens::default(), Vec::new());
    for number in 0..count {
        let (start, first_token) = (text.len(), tokens.len() as u32);
        for _ in 0..22 {
            let word = WORDS[roll(WORDS.len())];
            let kind = if word.starts_with(char::is_numeric) { TokenKind::Number } else { TokenKind::Word };
            tokens.push(Span::from_range(text.len()..text.len() + word.len()), kind);
            text.push_str(word);
            text.push(' ');
        }
        text.push_str("today.\n");
        let span = Span::from_range(start..text.len() - 1);
        let (end_token, paragraph) = (tokens.len() as u32, number / 3);
        sentences.push(Sentence { span, first_token, end_token, paragraph, kind: SentenceKind::Prose });
    }
    let mut doc = Document::new("a", text).expect("is short");
    doc.insert(tokens);
    doc.insert(Sentences(sentences));
    doc
}

fn bench<S: StageType>(c: &mut Criterion) {
    let stage = S::new(S::Config::default()).expect("defaults are valid");
    let mut group = c.benchmark_group(S::NAME);
    group.throughput(Throughput::Bytes(article(40).text().len() as u64));
    group.bench_function("article", |b| {
        b.iter_batched_ref(|| article(40), |doc| stage.process(doc), BatchSize::SmallInput);
    });
    group.finish();
}

criterion_group!(benches, bench::<SummarySentences>, bench::<SummaryKeyphrases>);
criterion_main!(benches);
