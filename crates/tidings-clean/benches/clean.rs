//! Throughput of the cleaning stages on texts and pages made by rule.

#![allow(missing_docs, clippy::unwrap_used)]

mod made;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tidings_clean::{
    Boilerplate, BoilerplateConfig, Metadata, MetadataConfig, Page, PageConfig, QualityConfig,
    QualitySignals, Repeats, RepeatsConfig, Spacing, SpacingConfig, Unicode, UnicodeConfig, Wrapping,
    WrappingConfig,
};
use tidings_core::{Document, SourceFormat, Stage, StageType};

/// The stages for text, in the order of the news pipeline.
fn stages() -> Vec<(&'static str, Box<dyn Stage>)> {
    let unicode = UnicodeConfig { spaces: true, hyphens: true, ..UnicodeConfig::default() };
    vec![
        ("unicode", Box::new(Unicode::new(unicode).unwrap())),
        ("wrapping", Box::new(Wrapping::new(WrappingConfig::default()).unwrap())),
        ("spacing", Box::new(Spacing::new(SpacingConfig::default()).unwrap())),
        ("repeats", Box::new(Repeats::new(RepeatsConfig::default()).unwrap())),
        ("boilerplate", Box::new(Boilerplate::new(BoilerplateConfig::default()).unwrap())),
        ("metadata", Box::new(Metadata::new(MetadataConfig::default()).unwrap())),
        ("quality", Box::new(QualitySignals::new(QualityConfig::default()).unwrap())),
    ]
}

fn text(c: &mut Criterion) {
    let texts = made::articles(100);
    let stages = stages();
    let docs = || texts.iter().map(|text| Document::new("a", text.clone()).unwrap()).collect::<Vec<_>>();
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(texts.iter().map(String::len).sum::<usize>() as u64)).sample_size(20);
    for (name, stage) in &stages {
        let run = |docs: &mut Vec<Document>| docs.iter_mut().for_each(|doc| stage.process(doc).unwrap());
        group.bench_function(*name, |b| b.iter_batched_ref(docs, run, BatchSize::LargeInput));
    }
    for (name, count) in [("news pipeline", stages.len() - 1), ("all", stages.len())] {
        let run = |docs: &mut Vec<Document>| {
            for doc in docs {
                stages[..count].iter().for_each(|(_, stage)| stage.process(doc).unwrap());
            }
        };
        group.bench_function(name, |b| b.iter_batched_ref(docs, run, BatchSize::LargeInput));
    }
    group.finish();
}

fn html(c: &mut Criterion) {
    let pages: Vec<String> = made::articles(50).iter().map(|text| made::page(text)).collect();
    let docs = || {
        let page = |html: &String| Document::with_format("a", html.clone(), SourceFormat::Html).unwrap();
        pages.iter().map(page).collect::<Vec<_>>()
    };
    let stage = Page::new(PageConfig::default()).unwrap();
    let mut group = c.benchmark_group("html");
    group.throughput(Throughput::Bytes(pages.iter().map(String::len).sum::<usize>() as u64)).sample_size(20);
    let run = |docs: &mut Vec<Document>| docs.iter_mut().for_each(|doc| stage.process(doc).unwrap());
    group.bench_function("page", |b| b.iter_batched_ref(docs, run, BatchSize::LargeInput));
    group.finish();
}

criterion_group!(benches, text, html);
criterion_main!(benches);
