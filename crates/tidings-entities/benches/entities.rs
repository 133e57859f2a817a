//! Throughput of both stages on generated news-like text, in bytes of text.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidings_core::{Document, Sentence, SentenceKind, Sentences, Span, Stage, StageType, TokenKind, Tokens};
use tidings_entities::{NamesStage, ValuesStage};

const LINES: [&str; 4] = [
    "President Anna Kovalenko of the Northern Party said on Tuesday that about 1,200 boats had left the port of Odesa .",
    "In Brussels , officials of the European Union asked for 90 billion euros over the next two years , a sum that few expected .",
    "The talks between Washington and Moscow , which began in February 2022 , have cost 20 percent of what was planned .",
    "Nobody in the small town near the river could say when the bridge would be open again or who would pay for it .",
];

fn document() -> Document {
    let text = LINES.join("\n").repeat(200);
    let (mut tokens, mut sentences, mut start, mut first) = (Tokens::default(), Vec::new(), 0, 0);
    for word in text.split([' ', '\n']) {
        let span = Span::from_range(start..start + word.len());
        start += word.len() + 1;
        let kind = match word.bytes().next() {
            Some(b'0'..=b'9') => TokenKind::Number,
            Some(b',' | b'.') => TokenKind::Punctuation,
            Some(_) => TokenKind::Word,
            None => continue,
        };
        tokens.push(span, kind);
        if word.ends_with('.') {
            let (end_token, kind) = (tokens.len() as u32, SentenceKind::Prose);
            let span = tokens.cover(first as usize..tokens.len()).unwrap_or_default();
            sentences.push(Sentence { span, first_token: first, end_token, paragraph: 0, kind });
            first = end_token;
        }
    }
    let mut doc = Document::new("bench", text).expect("a short text");
    doc.insert(tokens);
    doc.insert(Sentences(sentences));
    doc
}

fn bench(criterion: &mut Criterion) {
    let mut doc = document();
    let mut group = criterion.benchmark_group("entities");
    group.throughput(Throughput::Bytes(doc.text().len() as u64));
    let values = ValuesStage::new(Default::default()).expect("the default settings");
    group.bench_function("values", |bencher| bencher.iter(|| black_box(values.process(&mut doc))));
    let names = NamesStage::new(Default::default()).expect("the default settings");
    group.bench_function("names", |bencher| bencher.iter(|| black_box(names.process(&mut doc))));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
