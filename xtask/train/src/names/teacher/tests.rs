//! The teacher with weights by chance: its slopes, its windows, and that it learns.

use tidings_learn::random::Random;

use super::encoder::{Pass, Vectors};
use super::pieces::Sequence;
use super::*;

/// An encoder by chance, for a vocabulary of ten pieces.
fn teacher(seed: u64) -> Teacher {
    let scheme = NameType::scheme();
    let transitions = ChainLoss::new(scheme).transitions();
    let mut random = Random::new(seed);
    let mut numbers =
        |count: usize, size: f32| -> Vec<f32> { (0..count).map(|_| (random.share() - 0.5) * size).collect() };
    let vectors = Vectors {
        pieces: numbers(10 * layout::WIDTH, 1.0),
        places: numbers(512 * layout::WIDTH, 0.2),
        text: numbers(layout::WIDTH, 0.2),
    };
    let mut weights = numbers(layout::scores(scheme.labels()).end() + transitions, 0.1);
    for number in 0..layout::LAYERS {
        let parts = layout::layer(number);
        parts.norm.of_mut(&mut weights).0.fill(1.0);
        parts.attention_norm.of_mut(&mut weights).0.fill(1.0);
    }
    layout::INPUT_NORM.of_mut(&mut weights).0.fill(1.0);
    Teacher { scheme, vectors, weights }
}

/// Tokens of one piece, but the last of two.
fn sequence(pieces: &[u32]) -> Sequence {
    let last = pieces.len() as u32 - 2;
    let mut tokens: Vec<std::ops::Range<u32>> = (0..last).map(|at| at..at + 1).collect();
    tokens.push(last..last + 2);
    Sequence { pieces: pieces.to_vec(), shapes: vec![[8, 26]; pieces.len()], tokens }
}

#[test]
fn the_way_back_gives_the_slope_of_the_scores() {
    let mut teacher = teacher(5);
    let (first, second) = (sequence(&[1, 2, 3]), sequence(&[4, 5]));
    let batch = [&first, &second];
    let mut pass = Pass::new(teacher.scheme.labels());
    // Any direction of the scores will do.
    let toward = |at: usize| ((at * 37 % 17) as f32 - 8.0) / 8.0;
    let value = |weights: &[f32], pass: &mut Pass| {
        pass.forward(&teacher.vectors, weights, &batch, 0.1, 9);
        pass.scores.iter().enumerate().map(|(at, score)| f64::from(score * toward(at))).sum::<f64>()
    };
    value(&teacher.weights, &mut pass);
    (0..pass.gradients.len()).for_each(|at| pass.gradients[at] = toward(at));
    let mut gradients = vec![0.0; teacher.weights.len()];
    pass.backward(&teacher.weights, &batch, &mut gradients);

    let layer = layout::layer(3);
    let parts = [
        ("attention", layer.attention.range()),
        ("gathered", layer.gathered.range()),
        ("normalization", layer.attention_norm.range()),
        ("widen", layer.widen.range()),
        ("narrow", layout::layer(0).narrow.range()),
        ("input", layout::INPUT_NORM.range()),
        ("shape", layout::shape(8)),
        ("scores", layout::scores(teacher.scheme.labels()).range()),
    ];
    let mut weights = std::mem::take(&mut teacher.weights);
    for (name, range) in parts {
        // Along its own gradient a part changes the value by the length of the gradient.
        let length =
            gradients[range.clone()].iter().map(|slope| f64::from(*slope).powi(2)).sum::<f64>().sqrt();
        assert!(length > 0.0, "{name} moves nothing");
        let known = weights[range.clone()].to_vec();
        let mut at = |step: f64| {
            for ((weight, known), slope) in
                weights[range.clone()].iter_mut().zip(&known).zip(&gradients[range.clone()])
            {
                *weight = known + (step / length * f64::from(*slope)) as f32;
            }
            value(&weights, &mut pass)
        };
        let step = 0.02 / length;
        let slope = (at(step) - at(-step)) / (2.0 * step);
        at(0.0);
        assert!((slope / length - 1.0).abs() < 0.02, "{name}: {slope} along it, {length} by the way back");
    }
}

#[test]
fn a_sequence_does_not_see_its_neighbors() {
    let teacher = teacher(6);
    let (first, second) = (sequence(&[1, 2, 3, 4]), sequence(&[5, 6, 7]));
    let mut pass = Pass::new(teacher.scheme.labels());
    pass.forward(&teacher.vectors, &teacher.weights, &[&second], 0.0, 0);
    let alone = pass.scores.clone();
    pass.forward(&teacher.vectors, &teacher.weights, &[&first, &second], 0.0, 0);
    let beside = &pass.scores[first.tokens.len() * teacher.scheme.labels()..];
    assert!(alone.iter().zip(beside).all(|(a, b)| (a - b).abs() < 1e-4));
}

#[test]
fn it_learns_what_it_is_shown_and_the_same_each_time() {
    let scheme = NameType::scheme();
    let mut marked = vec![scheme.unmarked(&[]); 3];
    scheme.mark(&mut marked, 1..3, &[NameType::Org as usize]);
    let window = |pieces: &[u32], allowed: &[Allowed]| Window {
        sequence: sequence(pieces),
        sentences: vec![allowed.len()],
        allowed: allowed.to_vec(),
        ..Window::default()
    };
    let windows = [window(&[1, 2, 3, 4], &marked), window(&[5, 6, 7, 8], &[Allowed(1); 3])];
    let settings = Settings { epochs: 8, batch: 4, rate: 1e-4, ..SETTINGS };
    let run = || {
        let mut teacher = teacher(7);
        teacher.train(&windows, &settings);
        teacher.probabilities(&windows)
    };
    let probabilities = run();
    let labels = scheme.labels();
    let sets: Vec<Allowed> = probabilities.concat().chunks_exact(labels).map(possible).collect();
    assert_eq!(sets[0], Allowed(1));
    assert!(sets[1].0 & marked[1].0 != 0 && sets[2].0 & marked[2].0 != 0, "{sets:?}");
    assert_eq!(probabilities, run());
}

#[test]
fn what_is_probable_stays_open() {
    assert_eq!(possible(&[0.98, 0.01, 0.01]), Allowed(0b001));
    assert_eq!(possible(&[0.2, 0.78, 0.02]), Allowed(0b011));
}
