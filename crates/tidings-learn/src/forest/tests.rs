//! Tests of boosted trees.

use proptest::prelude::*;

use super::*;

/// A set with a rule that needs two features, and a feature without meaning.
fn corners(count: u32, noise: u32) -> Examples {
    let mut examples = Examples::new(3);
    let mut state = 7u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32
    };
    for at in 0..count {
        let (x, y, z) = (next(), next(), next());
        let label = ((x > 0.5) != (y > 0.5)) != (noise > 0 && at % noise == 0);
        examples.push(&[x, y, z], f32::from(u8::from(label)), 1.0);
    }
    examples
}

#[test]
fn learns_what_needs_two_features() {
    let examples = corners(2000, 0);
    let forest = Trainer::default().train(&examples);
    let right = (0..examples.len())
        .filter(|&at| (forest.score(examples.row(at)) > 0.0) == (examples.labels()[at] > 0.5))
        .count();
    assert!(right > 1960, "{right}");
    assert!(forest.score(&[0.2, 0.8, 0.5]) > 1.0);
    assert!(forest.score(&[0.8, 0.8, 0.5]) < -1.0);
}

#[test]
fn many_rows_have_the_scores_of_each() {
    let mut examples = corners(1000, 5);
    // What is not known, and what is beyond everything that was trained on.
    examples.push(&[f32::NAN, 0.5, f32::INFINITY], 1.0, 1.0);
    for (trees, leaves) in [(60, 2), (40, 6), (200, 8), (300, 6), (20, 31), (7, 200)] {
        let forest = Trainer { trees, leaves, min_examples: 2, ..Trainer::default() }.train(&examples);
        for count in [0, 1, 31, 32, 33, 44, 1001] {
            let rows = || (examples.len() - count..examples.len()).map(|at| examples.row(at));
            let each: Vec<f32> = rows().map(|row| forest.score(row)).collect();
            assert_eq!(forest.scores(rows()), each, "{trees} trees of {leaves} leaves, {count} rows");
        }
    }
}

#[test]
fn a_falling_feature_never_raises_a_score() {
    let examples = corners(2000, 7);
    let falling = Trainer { falling: vec![1], ..Trainer::default() }.train(&examples);
    let steps = || (0..40u8).map(|step| f32::from(step) / 40.0);
    let mut falls = false;
    for (x, z) in steps().flat_map(|x| steps().map(move |z| (x, z))) {
        let scores: Vec<f32> = steps().map(|y| falling.score(&[x, y, z])).collect();
        assert!(scores.is_sorted_by(|before, after| before >= after), "{x} {z}: {scores:?}");
        falls |= scores[0] > scores[39] + 1.0;
    }
    assert!(falls, "the feature is not used");
}

#[test]
fn learns_a_value() {
    let mut examples = Examples::new(1);
    for step in 0..500u16 {
        let x = f32::from(step) / 50.0;
        examples.push(&[x], x * x, 1.0);
    }
    let forest = Trainer { loss: Loss::Squared, l2: 0.0, ..Trainer::default() }.train(&examples);
    assert!((forest.score(&[5.0]) - 25.0).abs() < 1.0);
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let trainer = Trainer { row_share: 0.7, feature_share: 0.7, trees: 20, ..Trainer::default() };
    let examples = corners(500, 5);
    assert_eq!(trainer.train(&examples).to_bytes(), trainer.train(&examples).to_bytes());
    let other = Trainer { seed: 2, ..trainer.clone() };
    assert_ne!(trainer.train(&examples).to_bytes(), other.train(&examples).to_bytes());
}

#[test]
fn stops_when_it_no_longer_helps() {
    let trainer = Trainer { trees: 400, learning_rate: 0.3, ..Trainer::default() };
    let forest = trainer.train_checked(&corners(600, 4), &corners(900, 7));
    assert!((1..400).contains(&forest.trees()), "{}", forest.trees());
}

#[test]
fn a_weight_counts_like_copies() {
    let (mut once, mut thrice) = (Examples::new(1), Examples::new(1));
    for step in 0..200u16 {
        let (x, label) = (f32::from(step % 10), f32::from(step % 3 % 2));
        once.push(&[x], label, 3.0);
        (0..3).for_each(|_| thrice.push(&[x], label, 1.0));
    }
    let one = Trainer { min_examples: 1, trees: 5, ..Trainer::default() }.train(&once);
    let three = Trainer { min_examples: 1, trees: 5, ..Trainer::default() }.train(&thrice);
    for x in 0..10u8 {
        let row = [f32::from(x)];
        assert!((one.score(&row) - three.score(&row)).abs() < 1e-4);
    }
}

#[test]
fn what_is_not_known_has_its_own_place() {
    let mut examples = Examples::new(1);
    for step in 0..300u16 {
        let known = step % 3 != 0;
        examples.push(&[if known { f32::from(step) } else { f32::NAN }], f32::from(u8::from(!known)), 1.0);
    }
    let forest = Trainer::default().train(&examples);
    assert!(forest.score(&[f32::NAN]) > 1.0 && forest.score(&[0.0]) < -1.0);
}

#[test]
fn leaves_are_as_large_as_asked() {
    let trainer = Trainer { trees: 1, leaves: 64, min_examples: 100, ..Trainer::default() };
    let examples = corners(1000, 3);
    let forest = trainer.train(&examples);
    let mut sizes = std::collections::BTreeMap::new();
    for at in 0..examples.len() {
        *sizes.entry(forest.score(examples.row(at)).to_bits()).or_insert(0) += 1;
    }
    assert!(sizes.len() > 1 && sizes.values().all(|size| *size >= 100), "{sizes:?}");
}

#[test]
fn a_model_of_usual_size_is_small() {
    let forest = Trainer { min_examples: 2, ..Trainer::default() }.train(&corners(4000, 4));
    assert!(forest.to_bytes().len() < 200_000, "{}", forest.to_bytes().len());
}

#[test]
fn nothing_to_learn_from() {
    let forest = Trainer::default().train(&Examples::new(2));
    assert_eq!(forest.trees(), 0);
    assert!(forest.score(&[1.0, 2.0]).is_finite());
    assert_eq!(Forest::from_section(&forest.to_bytes()).unwrap(), forest);
}

fn any_number() -> impl Strategy<Value = f32> {
    prop_oneof![
        5 => -10.0f32..10.0,
        1 => Just(f32::NAN),
        1 => Just(f32::INFINITY),
        1 => Just(f32::NEG_INFINITY),
        1 => Just(0.0f32),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_examples_train_and_come_back(
        rows in prop::collection::vec((any_number(), any_number(), any::<bool>()), 0..120),
        leaves in 0usize..9, depth in 0usize..4, bins in 0usize..300,
    ) {
        let mut examples = Examples::new(2);
        for (a, b, label) in &rows {
            examples.push(&[*a, *b], f32::from(u8::from(*label)), 1.0);
        }
        let trainer = Trainer { trees: 6, leaves, depth, bins, min_examples: 1, ..Trainer::default() };
        let forest = trainer.train(&examples);
        let again = Forest::from_section(&forest.to_bytes()).unwrap();
        let mut shares = [0.0; 2];
        for (a, b, _) in &rows {
            let score = forest.score(&[*a, *b]);
            prop_assert!(score.is_finite());
            prop_assert_eq!(score, again.score(&[*a, *b]));
            // The layout for speed and a walk down every tree say the same.
            let walked: f32 = (0..forest.trees()).map(|tree| forest.tree_score(tree, &[*a, *b])).sum();
            prop_assert!((forest.score_without_trees() + walked - score).abs() < 1e-4);
            let expected = forest.contributions(&[*a, *b], &mut shares);
            prop_assert!((expected + shares[0] + shares[1] - score).abs() < 1e-3);
        }
    }

    /// The number of features is in bytes 0 to 3.
    #[test]
    fn an_impossible_width_is_refused(byte in 2usize..4, value in 2u8..=255) {
        let mut bytes = Trainer { trees: 3, ..Trainer::default() }.train(&corners(300, 3)).to_bytes();
        bytes[byte] = value;
        prop_assert!(Forest::from_section(&bytes).is_err());
    }

    #[test]
    fn damaged_trees_are_refused_or_end(at in 0usize..4000, flip in 1u8..=255, keep in 0usize..4000) {
        let mut bytes = Trainer { trees: 3, ..Trainer::default() }.train(&corners(300, 3)).to_bytes();
        let at = at % bytes.len();
        bytes[at] ^= flip;
        if let Ok(forest) = Forest::from_section(&bytes) {
            let row = vec![0.5; forest.width()];
            let score = forest.score(&row);
            let scores = forest.scores(std::iter::repeat_n(&row[..], 40));
            prop_assert!(scores.iter().all(|other| other.to_bits() == score.to_bits()));
        }
        let whole = bytes.len();
        bytes.truncate(keep % whole);
        prop_assert!(Forest::from_section(&bytes).is_err());
    }
}
