//! How long a score takes, with and without its reasons, and how long training takes.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidings_learn::forest::{Examples, Trainer};

const WIDTH: usize = 40;

fn examples(count: usize) -> Examples {
    let mut examples = Examples::new(WIDTH);
    let mut state = 1u32;
    let mut row = [0.0; WIDTH];
    for _ in 0..count {
        for value in &mut row {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *value = (state >> 8) as f32 / (1 << 24) as f32;
        }
        let label = row[0] * row[1] + row[2] > 0.8;
        examples.push(&row, f32::from(u8::from(label)), 1.0);
    }
    examples
}

fn forest(criterion: &mut Criterion) {
    let rows = examples(5000);
    let trained = Trainer::default().train(&rows);
    let mut group = criterion.benchmark_group("forest");
    group.throughput(Throughput::Elements(1000));
    group.bench_function("score 1000 rows", |bencher| {
        bencher.iter(|| (0..1000).map(|at| trained.score(black_box(rows.row(at)))).sum::<f32>());
    });
    group.bench_function("score 1000 rows, all at once", |bencher| {
        bencher.iter(|| trained.scores((0..1000).map(|at| black_box(rows.row(at)))));
    });
    let mut shares = [0.0; WIDTH];
    group.bench_function("reasons of 1000 rows", |bencher| {
        bencher.iter(|| (0..1000).map(|at| trained.contributions(rows.row(at), &mut shares)).sum::<f32>());
    });
    group.sample_size(10);
    group.throughput(Throughput::Elements(5000));
    group.bench_function("train 10 trees on 5000 rows", |bencher| {
        bencher.iter(|| Trainer { trees: 10, ..Trainer::default() }.train(black_box(&rows)));
    });
    group.finish();
}

criterion_group!(benches, forest);
criterion_main!(benches);
