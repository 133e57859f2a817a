//! Throughput of both stages on generated news-like text, in bytes of text.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidings_core::{Document, Stage, StageType};
use tidings_entities::{CoreferenceStage, NamesStage, ValuesStage};
use tidings_language::tags::TaggerStage;
use tidings_language::words::Describer;
use tidings_language::{SentenceSplitter, Tokenizer};

const LINES: [&str; 4] = [
    "President Anna Kovalenko of the Northern Party said on Tuesday that about 1,200 boats had left the port of Odesa .",
    "In Brussels , officials of the European Union asked for 90 billion euros over the next two years , a sum that few expected .",
    "The talks between Washington and Moscow , which began in February 2022 , have cost 20 percent of what was planned .",
    "Nobody in the small town near the river could say when the bridge would be open again or who would pay for it .",
];

fn document() -> Document {
    let mut doc = Document::new("bench", LINES.join("\n").repeat(200)).expect("a short text");
    let stages: [Box<dyn Stage>; 4] = [
        Box::new(Tokenizer::new(Default::default()).expect("the default settings")),
        Box::new(SentenceSplitter::new(Default::default()).expect("the default settings")),
        Box::new(Describer::new(Default::default()).expect("the default settings")),
        Box::new(TaggerStage::new(Default::default()).expect("the default settings")),
    ];
    for stage in &stages {
        stage.process(&mut doc).expect("any text is a document");
    }
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
    let coreference = CoreferenceStage::new(Default::default()).expect("the default settings");
    group.bench_function("coreference", |bencher| bencher.iter(|| black_box(coreference.process(&mut doc))));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
