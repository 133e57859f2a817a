//! Looking weights up: rows of many labels, and of few; half of the features are unknown, as in a tagger of names.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidings_learn::dense::{DenseBuilder, DenseTable};
use tidings_learn::feature::key;
use tidings_learn::random::Random;

fn table(labels: usize, features: u64) -> DenseTable {
    let mut builder = DenseBuilder::new(labels);
    let mut random = Random::new(1);
    for value in 0..features {
        let weights: Vec<f32> = (0..labels).map(|_| random.below(200) as f32 / 100.0 - 1.0).collect();
        builder.feature(key(1, value), &weights);
    }
    DenseTable::open(builder.build().0.into()).expect("a table")
}

fn lookups(c: &mut Criterion) {
    let mut group = c.benchmark_group("dense");
    for (labels, features) in [(33, 300_000), (9, 600_000), (1, 40_000)] {
        let table = table(labels, features);
        let mut random = Random::new(7);
        let keys: Vec<u64> =
            (0..64 * 1000).map(|_| key(1, random.below(2 * features as usize) as u64)).collect();
        let mut scores = vec![0.0; labels];
        group.throughput(Throughput::Elements(keys.len() as u64));
        group.bench_function(format!("{labels} labels"), |bencher| {
            bencher.iter(|| {
                for keys in keys.chunks(64) {
                    table.score(black_box(keys), &mut scores);
                }
                black_box(&scores);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, lookups);
criterion_main!(benches);
