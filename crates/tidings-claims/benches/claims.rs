//! Throughput of the stages, in bytes of text, on generated news.

#[path = "../src/testing.rs"]
#[allow(dead_code, reason = "the benchmark needs the document only")]
mod testing;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tidings_claims::{Attribution, Checkworthy, Quotations};
use tidings_core::{Document, Stage, StageType};

const SENTENCES: [&str; 8] = [
    "The harbor board said on Tuesday that the northern pier would stay closed until repairs are done.",
    "“We count every crack and every loose stone,” said Ada Lind, an engineer who leads the survey. “Nobody hurries us.”",
    "Traffic on the coast road rose by a tenth last month, the second increase in a row.",
    "According to the ministry, two ferries will carry freight instead, but shop owners fear that prices may rise.",
    "The mayor’s claim that the budget covers the work was disputed by the opposition.",
    "Critics call the plan a “gift to no one” and want the council to ask for new offers.",
    "Buses leave the station every hour, and a shuttle links the old town with the beaches in the west.",
    "Asked whether the date would hold, Lind said it was too early to tell, adding that rain had stopped the work twice.",
];

fn text() -> String {
    let mut text = String::new();
    for index in 0..2_000 {
        text.push_str(SENTENCES[(index * 5 + index / 7) % SENTENCES.len()]);
        text.push(if index % 3 == 2 { '\n' } else { ' ' });
    }
    text
}

fn bench(criterion: &mut Criterion) {
    let text = text();
    let mut group = criterion.benchmark_group("claims");
    group.throughput(Throughput::Bytes(text.len() as u64));
    let quotes = Quotations::new(Default::default()).expect("default settings");
    let attribution = Attribution::new(Default::default()).expect("default settings");
    let checkworthy = Checkworthy::new(Default::default()).expect("default settings");
    let mut doc: Document = testing::read(&text);
    group.bench_function("quotes", |bencher| bencher.iter(|| black_box(quotes.process(&mut doc))));
    group.bench_function("attribution", |bencher| bencher.iter(|| black_box(attribution.process(&mut doc))));
    group.bench_function("checkworthy", |bencher| bencher.iter(|| black_box(checkworthy.process(&mut doc))));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
