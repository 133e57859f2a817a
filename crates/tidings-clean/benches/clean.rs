//! Throughput of the cleaning stages on generated news text.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tidings_clean::{
    Boilerplate, BoilerplateConfig, Page, PageConfig, Repeats, RepeatsConfig, Unicode, UnicodeConfig,
};
use tidings_core::{Document, SourceFormat, Stage, StageType};

/// Articles of about 5 KB in clean English, all different.
fn articles() -> Vec<String> {
    let subjects = [
        "The harbor board",
        "A spokesman for the ministry",
        "Two officials",
        "The mayor of Varna",
        "Fishermen",
    ];
    let verbs = ["said on Monday that", "denied that", "told reporters that", "warned that", "expects that"];
    let objects = [
        "the northern pier would close",
        "ferries were late",
        "the budget “was a promise”",
        "no crane had failed",
    ];
    let mut seed = 7u32;
    let mut pick = |from: &[&'static str]| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        from[(seed >> 16) as usize % from.len()]
    };
    let mut article = || {
        let mut text = String::from("Pier Closes as Storm Nears the Coast\nVARNA — ");
        for number in 0..60 {
            let end = if number % 3 == 2 { ".\n" } else { ". " };
            text += &format!(
                "{} {} {} for the {}th time{end}",
                pick(&subjects),
                pick(&verbs),
                pick(&objects),
                number * 17
            );
        }
        text
    };
    (0..100).map(|_| article()).collect()
}

fn bench(c: &mut Criterion) {
    let texts = articles();
    let bytes: usize = texts.iter().map(String::len).sum();
    let stages: Vec<(&str, Box<dyn Stage>)> = vec![
        ("unicode", Box::new(Unicode::new(UnicodeConfig::default()).unwrap())),
        ("repeats", Box::new(Repeats::new(RepeatsConfig::default()).unwrap())),
        ("boilerplate", Box::new(Boilerplate::new(BoilerplateConfig::default()).unwrap())),
    ];
    let docs = || texts.iter().map(|text| Document::new("a", text.clone()).unwrap()).collect::<Vec<_>>();
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    for (name, stage) in &stages {
        let run = |mut docs: Vec<Document>| docs.iter_mut().for_each(|doc| stage.process(doc).unwrap());
        group.bench_function(*name, |b| b.iter_batched(docs, run, BatchSize::LargeInput));
    }
    let all = |mut docs: Vec<Document>| {
        for doc in &mut docs {
            stages.iter().for_each(|(_, stage)| stage.process(doc).unwrap());
        }
    };
    group.bench_function("all", |b| b.iter_batched(docs, all, BatchSize::LargeInput));
    group.finish();

    let pages: Vec<String> = texts.iter().map(|text| page(text)).collect();
    let docs = || {
        let page = |html: &String| Document::with_format("a", html.clone(), SourceFormat::Html).unwrap();
        pages.iter().map(page).collect::<Vec<_>>()
    };
    let stage = Page::new(PageConfig::default()).unwrap();
    let mut group = c.benchmark_group("html");
    group.throughput(Throughput::Bytes(pages.iter().map(String::len).sum::<usize>() as u64)).sample_size(20);
    let run = |mut docs: Vec<Document>| docs.iter_mut().for_each(|doc| stage.process(doc).unwrap());
    group.bench_function("page", |b| b.iter_batched(docs, run, BatchSize::LargeInput));
    group.finish();
}

/// An article in a page with much around it.
fn page(text: &str) -> String {
    let paragraphs = text.replace('\n', "</p>\n<p class=\"story-text\">");
    let noise = "<script>var a = [1, 2, 3]; function f(x) { return x < 3; }</script><div class=\"promo\"><a href=\"/x\">Read this</a></div>\n";
    format!(
        "<html><head><title>Pier</title></head><body>{}<article><p>{paragraphs}</p></article>{}</body></html>",
        noise.repeat(100),
        noise.repeat(100)
    )
}

criterion_group!(benches, bench);
criterion_main!(benches);
