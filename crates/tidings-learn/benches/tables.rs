//! Looking weights up in a table, half of the features unknown; and decisions of a net.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidings_learn::dense::{DenseBuilder, DenseTable};
use tidings_learn::feature::key;
use tidings_learn::net::{Net, NetScratch, NetTrainer, Slots};
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
    for (labels, features) in [(8, 600_000), (1, 40_000)] {
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

fn decisions(c: &mut Criterion) {
    const SLOTS: Slots<50> = Slots::new([4096; 50]);
    let mut random = Random::new(3);
    let bytes = NetTrainer::<64>::new(SLOTS.sizes(), 33, &mut random).finish();
    let net = Net::<64>::open(bytes.into(), SLOTS.sizes(), 33).expect("a net");
    let rows: Vec<u32> =
        (0..1000 * 50).map(|number| SLOTS.row(number % 50, random.below(4096) as u32)).collect();
    let mut hidden = NetScratch::default();
    let mut group = c.benchmark_group("net");
    group.throughput(Throughput::Elements(1000));
    group.bench_function("50 rows, 64 wide, 33 scores", |bencher| {
        bencher.iter(|| {
            for rows in rows.chunks(50) {
                net.hide(black_box(rows), &mut hidden);
                black_box(net.best(&hidden, 0..33));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, lookups, decisions);
criterion_main!(benches);
