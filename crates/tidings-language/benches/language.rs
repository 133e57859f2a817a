//! Throughput of the stages on generated news text, in bytes.
#![allow(clippy::unwrap_used, reason = "the stages accept their default settings and any text")]

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidings_core::{Document, Stage, StageType};
use tidings_language::lemmas::{LemmatizerConfig, LemmatizerStage};
use tidings_language::syntax::{ParserConfig, ParserStage};
use tidings_language::tags::{TaggerConfig, TaggerStage};
use tidings_language::words::{Describer, DescriberConfig};
use tidings_language::{SentenceSplitter, SentenceSplitterConfig, Tokenizer, TokenizerConfig};

/// About a megabyte of paragraphs with the shapes that news has.
fn news() -> String {
    let people = ["Olena Holub", "Gen. Marek Vondra", "Mr. O’Leary", "Dr. J. D. Abara", "Prime Minister Ito"];
    let places = ["Lviv", "the U.S.", "São Tomé", "Ostrava", "Baden-Baden"];
    let mut text = String::new();
    let mut number = 17u32;
    while text.len() < 1 << 20 {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let pick = (number >> 16) as usize;
        let (who, place) = (people[pick % 5], places[pick / 5 % 5]);
        let _ = writeln!(
            text,
            "{who} said on Tuesday that {place} wouldn’t accept a cut of {}% in the state-owned grid’s budget, \
             which officials put at ${},{:03} million after last year’s storms. “We can’t wait any longer,” \
             the ministry’s spokesperson added, pointing to talks that began at 10:30 a.m. in {place}. \
             Local councils have until the end of the month to answer, and few expect them to agree.",
            pick % 90,
            pick % 9 + 1,
            pick % 1000
        );
    }
    text
}

fn stages(criterion: &mut Criterion) {
    let text = news();
    let tokenizer = Tokenizer::new(TokenizerConfig::default()).unwrap();
    let splitter = SentenceSplitter::new(SentenceSplitterConfig::default()).unwrap();
    let mut doc = Document::new("bench", text.clone()).unwrap();
    let mut group = criterion.benchmark_group("language");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(30);
    group.bench_function("tokens", |b| b.iter(|| tokenizer.process(black_box(&mut doc)).unwrap()));
    group.bench_function("sentences", |b| b.iter(|| splitter.process(black_box(&mut doc)).unwrap()));
    group.bench_function("tokens and sentences", |b| {
        b.iter(|| {
            tokenizer.process(black_box(&mut doc)).unwrap();
            splitter.process(black_box(&mut doc)).unwrap();
        });
    });
    let describer = Describer::new(DescriberConfig::default()).unwrap();
    group.bench_function("words", |b| b.iter(|| describer.process(black_box(&mut doc)).unwrap()));
    let tagger = TaggerStage::new(TaggerConfig::default()).unwrap();
    group.bench_function("tags", |b| b.iter(|| tagger.process(black_box(&mut doc)).unwrap()));
    let lemmatizer = LemmatizerStage::new(LemmatizerConfig::default()).unwrap();
    group.bench_function("lemmas", |b| b.iter(|| lemmatizer.process(black_box(&mut doc)).unwrap()));
    let parser = ParserStage::new(ParserConfig::default()).unwrap();
    group.sample_size(10);
    group.bench_function("syntax", |b| b.iter(|| parser.process(black_box(&mut doc)).unwrap()));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
