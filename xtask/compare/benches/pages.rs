//! `clean.page` beside other extractors, on pages made by rule.

#![allow(missing_docs)]

#[allow(dead_code)]
#[path = "../../../crates/tidings-clean/benches/made/mod.rs"]
mod made;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tidings_clean::{Page, PageConfig};
use tidings_core::{Document, SourceFormat, Stage, StageType};

fn pages(c: &mut Criterion) {
    let pages: Vec<String> = made::articles(20).iter().map(|text| made::page(text)).collect();
    let mut group = c.benchmark_group("page to article");
    group.throughput(Throughput::Bytes(pages.iter().map(String::len).sum::<usize>() as u64)).sample_size(10);
    let stage = Page::new(PageConfig::default()).expect("the built-in model is whole");
    let docs = || {
        let page = |html: &String| {
            Document::with_format("a", html.clone(), SourceFormat::Html).expect("it is small")
        };
        pages.iter().map(page).collect::<Vec<_>>()
    };
    let run = |docs: &mut Vec<Document>| {
        docs.iter_mut().for_each(|doc| stage.process(doc).expect("it cannot fail"))
    };
    group.bench_function("tidings", |b| b.iter_batched_ref(docs, run, BatchSize::LargeInput));
    group.bench_function("dom_smoothie", |b| {
        b.iter(|| {
            for page in &pages {
                let mut reader =
                    dom_smoothie::Readability::new(page.as_str(), None, None).expect("it is HTML");
                std::hint::black_box(reader.parse().expect("it holds an article"));
            }
        });
    });
    group.bench_function("trafilatura", |b| {
        let options = trafilatura::Options::default();
        b.iter(|| {
            for page in &pages {
                std::hint::black_box(trafilatura::extract(page, &options).expect("it holds an article"));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
