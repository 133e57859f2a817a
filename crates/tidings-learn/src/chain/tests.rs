//! Tests of linear chains, on sequences whose spans can be told from their items.

use proptest::prelude::*;

use super::*;
use crate::feature::{FeatureRows, key};
use crate::random::Random;

/// Sequences in which 1 begins a span of type 0 and 2 goes on with it, 3 is a span of type 1, the rest is outside.
fn example(random: &mut Random) -> (Vec<u64>, Vec<(std::ops::Range<usize>, usize)>) {
    let (mut values, mut spans) = (Vec::new(), Vec::new());
    for _ in 0..4 {
        match random.below(4) {
            0 => {
                let start = values.len();
                values.push(1);
                values.extend(std::iter::repeat_n(2, random.below(3)));
                spans.push((start..values.len(), 0));
            }
            1 => {
                spans.push((values.len()..values.len() + 1, 1));
                values.push(3);
            }
            _ => values.push(10 + random.below(5) as u64),
        }
    }
    (values, spans)
}

fn rows(values: &[u64]) -> FeatureRows {
    let mut rows = FeatureRows::new();
    for index in 0..values.len() {
        rows.push(key(0, values[index]));
        rows.push(key(1, if index == 0 { 0 } else { values[index - 1] }));
        rows.push(key(2, values.get(index + 1).copied().unwrap_or(0)));
        rows.end_item();
    }
    rows
}

/// Examples; those for which `partial` holds do not mark type 1.
fn examples(count: usize, partial: impl Fn(usize) -> bool) -> Vec<ChainExample> {
    let scheme = Scheme::new(2);
    let mut random = Random::new(3);
    (0..count)
        .map(|number| {
            let (values, spans) = example(&mut random);
            let missing: &[usize] = if partial(number) { &[1] } else { &[] };
            let mut allowed = vec![scheme.unmarked(missing); values.len()];
            for (items, kind) in spans {
                if !missing.contains(&kind) {
                    scheme.mark(&mut allowed, items, &[kind]);
                }
            }
            ChainExample { rows: rows(&values), allowed }
        })
        .collect()
}

fn mistakes(trained: Trained) -> usize {
    let tagger = ChainTagger::open(trained.bytes.into()).unwrap();
    let (mut decoder, mut found) = (Decoder::default(), Vec::new());
    let mut random = Random::new(99);
    (0..100)
        .filter(|_| {
            let (values, spans) = example(&mut random);
            tagger.decode(&rows(&values), &mut decoder, &mut found);
            let found: Vec<_> = found.iter().map(|span| (span.items.clone(), span.kind)).collect();
            found != spans
        })
        .count()
}

#[test]
fn spans_are_learned() {
    let trained = ChainTrainer::default().train(Scheme::new(2), &examples(300, |_| false));
    assert_eq!(trained, ChainTrainer::default().train(Scheme::new(2), &examples(300, |_| false)), "seeded");
    assert_eq!(mistakes(trained), 0);
}

#[test]
fn what_a_corpus_does_not_mark_it_does_not_unteach() {
    let trained = ChainTrainer::default().train(Scheme::new(2), &examples(300, |number| number % 5 != 0));
    assert_eq!(mistakes(trained), 0);
}

#[test]
fn probabilities_sum_to_one() {
    let trained =
        ChainTrainer { epochs: 2, ..Default::default() }.train(Scheme::new(2), &examples(50, |_| false));
    let tagger = ChainTagger::open(trained.bytes.into()).unwrap();
    let mut decoder = Decoder::default();
    tagger.score(&rows(&[1, 2, 3, 11, 3]), &mut decoder);
    tagger.probabilities(&mut decoder);
    for item in 0..5 {
        let inside: f32 = (0..2).map(|kind| tagger.probability(&decoder, item, kind)).sum();
        assert!((0.0..=1.0001).contains(&inside), "{inside}");
    }
}

proptest! {
    #[test]
    fn any_sequence_gives_spans_in_order(values in proptest::collection::vec(0u64..20, 0..40)) {
        let trained = ChainTrainer { epochs: 1, ..Default::default() }.train(Scheme::new(2), &examples(20, |_| false));
        let tagger = ChainTagger::open(trained.bytes.into()).unwrap();
        let (mut decoder, mut found) = (Decoder::default(), Vec::new());
        tagger.decode(&rows(&values), &mut decoder, &mut found);
        let mut end = 0;
        for span in found {
            prop_assert!(span.items.start >= end && span.items.end > span.items.start);
            prop_assert!((0.0..=1.0).contains(&span.confidence));
            end = span.items.end;
        }
        prop_assert!(end <= values.len());
    }

    #[test]
    fn any_bytes_are_a_chain_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = ChainTagger::open(bytes.into());
    }
}
