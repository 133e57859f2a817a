//! Throughput of the readers and writers alone: JSON lines in, documents, JSON lines out.

use std::hint::black_box;
use std::io::Cursor;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidings_core::{Document, OffsetUnit, Registry, Sentence, SentenceKind, Sentences, Span};
use tidings_io::{Decoder, Encoder, InputConfig, Inputs, OutputConfig, RawInput};

const PARAGRAPH: &str = "Officials from both sides met for a third day on Tuesday, two people with knowledge of the \
    talks said, and agreed to exchange lists of prisoners before the end of the month. \u{201C}We are closer than \
    we were,\u{201D} the minister told reporters, though she \"would not\" say how close. The agency\u{2019}s \
    director, who had flown in from Vienna, called the meeting useful.\n\n";

/// Article texts of a common length, about 4 MB together.
fn texts() -> Vec<String> {
    (0..1000).map(|n| PARAGRAPH.repeat(6 + n % 9)).collect()
}

fn lines(texts: &[String]) -> Vec<u8> {
    let record = |(n, text): (usize, &String)| serde_json::json!({"id": format!("doc-{n}"), "title": "Talks go on", "text": text, "outlet": "Wire"});
    texts.iter().enumerate().map(|pair| record(pair).to_string() + "\n").collect::<String>().into_bytes()
}

fn read(lines: &[u8]) -> Vec<RawInput> {
    let stdin = Box::new(Cursor::new(lines.to_vec()));
    let inputs = Inputs::open(&InputConfig::default(), &["-".to_owned()], stdin).expect("opens");
    inputs.map(|raw| raw.expect("reads")).collect()
}

fn bench(c: &mut Criterion) {
    let registry = Registry::collect().expect("registry");
    let decoder = Decoder::new(&InputConfig::default(), &registry, OffsetUnit::CodePoint).expect("decoder");
    let encoder = Encoder::new(&OutputConfig::default(), &registry).expect("encoder");
    let texts = texts();
    let lines = lines(&texts);
    let raws = read(&lines);
    let decode = |raw: &RawInput| decoder.decode(raw).expect("decodes").expect("not blank");

    let mut group = c.benchmark_group("json_lines");
    group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
    group.bench_function("read", |b| b.iter(|| read(black_box(&lines))));
    group.bench_function("decode", |b| {
        b.iter(|| raws.iter().map(|raw| decode(raw).text().len()).sum::<usize>())
    });
    let docs: Vec<Document> = raws.iter().map(decode).collect();
    let mut out = Vec::new();
    group.bench_function("encode", |b| {
        b.iter(|| {
            docs.iter().for_each(|doc| {
                out.clear();
                encoder.encode(black_box(doc), &mut out).expect("encodes");
            });
        });
    });
    group.bench_function("decode_encode", |b| {
        b.iter(|| {
            raws.iter().for_each(|raw| {
                out.clear();
                encoder.encode(&decode(black_box(raw)), &mut out).expect("encodes");
            });
        });
    });
    let annotated: Vec<Document> = raws.iter().map(|raw| annotate(decode(raw))).collect();
    group.bench_function("encode_sentences", |b| {
        b.iter(|| {
            annotated.iter().for_each(|doc| {
                out.clear();
                encoder.encode(black_box(doc), &mut out).expect("encodes");
            });
        });
    });
    group.finish();
}

/// One sentence row for every hundred bytes, about what news has.
fn annotate(mut doc: Document) -> Document {
    let text = doc.text();
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.char_indices().step_by(100).skip(1) {
        sentences.push(Sentence {
            span: Span::new(start, at as u32),
            first_token: 0,
            end_token: 20,
            paragraph: 0,
            kind: SentenceKind::Prose,
        });
        start = at as u32;
    }
    doc.insert(Sentences(sentences));
    doc
}

criterion_group!(benches, bench);
criterion_main!(benches);
