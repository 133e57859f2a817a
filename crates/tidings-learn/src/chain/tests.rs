//! Tests of linear chains, on sequences whose spans can be told from their items.

use proptest::prelude::*;

use super::*;
use crate::net::{RowSums, Slots};
use crate::random::Random;

/// The item, the one before, the one after.
const SLOTS: Slots<3> = Slots::new([32, 32, 32]);
const HIDDEN: usize = 16;

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

fn rows(values: &[u64], index: usize) -> [u32; 3] {
    let value = |index: usize| values.get(index).map_or(0, |value| *value as u32);
    [SLOTS.row(0, value(index)), SLOTS.row(1, value(index.wrapping_sub(1))), SLOTS.row(2, value(index + 1))]
}

fn trained(epochs: u32, examples: &[ChainExample]) -> Vec<u8> {
    ChainTrainer { epochs, ..Default::default() }.train::<HIDDEN>(Scheme::new(2), SLOTS.sizes(), examples)
}

fn score(tagger: &ChainTagger<HIDDEN>, values: &[u64], decoder: &mut Decoder) {
    let mut pending = Pending::default();
    decoder.clear();
    for index in 0..values.len() {
        tagger.push(decoder, &mut pending, &RowSums::default(), &rows(values, index));
    }
    tagger.finish(decoder, &mut pending);
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
            let mut example = ChainExample::default();
            for (index, allowed) in allowed.into_iter().enumerate() {
                example.push(rows(&values, index), allowed);
            }
            example
        })
        .collect()
}

fn mistakes(bytes: Vec<u8>) -> usize {
    let tagger = ChainTagger::open(bytes.into(), SLOTS.sizes()).unwrap();
    let (mut decoder, mut found) = (Decoder::default(), Vec::new());
    let mut random = Random::new(99);
    (0..100)
        .filter(|_| {
            let (values, spans) = example(&mut random);
            score(&tagger, &values, &mut decoder);
            tagger.chain().decode(&mut decoder, &mut found);
            let found: Vec<_> = found.iter().map(|span| (span.items.clone(), span.kind)).collect();
            found != spans
        })
        .count()
}

#[test]
fn spans_are_learned() {
    let bytes = trained(12, &examples(300, |_| false));
    assert_eq!(bytes, trained(12, &examples(300, |_| false)), "seeded");
    assert_eq!(mistakes(bytes), 0);
}

#[test]
fn what_a_corpus_does_not_mark_it_does_not_unteach() {
    assert_eq!(mistakes(trained(12, &examples(300, |number| number % 5 != 0))), 0);
}

#[test]
fn probabilities_sum_to_one() {
    let tagger = ChainTagger::open(trained(2, &examples(50, |_| false)).into(), SLOTS.sizes()).unwrap();
    let mut decoder = Decoder::default();
    score(&tagger, &[1, 2, 3, 11, 3], &mut decoder);
    tagger.chain().probabilities(&mut decoder);
    for item in 0..5 {
        let inside: f32 = (0..2).map(|kind| tagger.chain().probability(&decoder, item, kind)).sum();
        assert!((0.0..=1.0001).contains(&inside), "{inside}");
    }
}

#[test]
fn other_slots_or_a_cut_are_refused() {
    let bytes = trained(1, &examples(20, |_| false));
    assert!(ChainTagger::<HIDDEN>::open(bytes.clone().into(), &[32, 32, 31]).is_err());
    assert!(ChainTagger::<8>::open(bytes.clone().into(), SLOTS.sizes()).is_err());
    assert!(ChainTagger::<HIDDEN>::open(bytes[..bytes.len() - 1].to_vec().into(), SLOTS.sizes()).is_err());
}

proptest! {
    #[test]
    fn any_sequence_gives_spans_in_order(values in proptest::collection::vec(0u64..40, 0..40)) {
        let tagger = ChainTagger::open(trained(1, &examples(20, |_| false)).into(), SLOTS.sizes()).unwrap();
        let (mut decoder, mut found) = (Decoder::default(), Vec::new());
        score(&tagger, &values, &mut decoder);
        tagger.chain().decode(&mut decoder, &mut found);
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
        let _ = ChainTagger::<HIDDEN>::open(bytes.into(), SLOTS.sizes());
    }
}
