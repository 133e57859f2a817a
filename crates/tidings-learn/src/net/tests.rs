//! Tests of the net.

use proptest::prelude::*;

use super::*;
use crate::linear::softmax;
use crate::random::Random;

const SLOTS: Slots<3> = Slots::new([4, 4, 20]);

/// The answers to the first two questions decide together, which no sum of weights can; the third tells nothing.
fn trained(seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut trainer = NetTrainer::<16>::new(SLOTS.sizes(), 2, &mut random);
    let mut pass = NetPass::new(2);
    trainer.dropout = 0.1;
    for _ in 0..4000 {
        let (a, b) = (random.below(4) as u32, random.below(4) as u32);
        let rows = [SLOTS.row(0, a), SLOTS.row(1, b), SLOTS.row(2, random.below(20) as u32)];
        trainer.forward(&rows, &mut pass, Some(&mut random));
        let mut shares = pass.scores.clone();
        softmax(&mut shares);
        shares[((a ^ b) & 1) as usize] -= 1.0;
        pass.gradients.copy_from_slice(&shares);
        trainer.backward(&pass);
        trainer.step();
    }
    trainer.finish()
}

#[test]
fn two_answers_decide_together() {
    let bytes = trained(3);
    assert_eq!(bytes, trained(3), "seeded");
    let net = Net::<16>::open(bytes.into(), SLOTS.sizes(), 2).unwrap();
    let mut scratch = NetScratch::default();
    for (a, b) in (0..4).flat_map(|a| (0..4).map(move |b| (a, b))) {
        net.hide(&[SLOTS.row(0, a), SLOTS.row(1, b), SLOTS.row(2, 7)], &mut scratch);
        assert_eq!(net.best(&scratch, 0..2), ((a ^ b) & 1) as usize, "{a} {b}");
    }
}

#[test]
fn an_unseen_word_is_understood_from_its_vector() {
    let slots: Slots<1> = Slots::new([41]);
    // Even words have one vector, odd words another; words from 30 on are never seen.
    let mut values = vec![0.0; 2];
    values.extend((1..41).flat_map(|word| if word % 2 == 0 { [1.0, 0.0] } else { [0.0, 1.0] }));
    let counts = (0..41).map(|word| if word < 30 { 3 } else { 0 }).collect();
    let mut random = Random::new(1);
    let mut trainer = NetTrainer::<8>::new(slots.sizes(), 2, &mut random);
    trainer.tie(0, &Vectors { size: 2, values, counts }, &mut random);
    let mut pass = NetPass::new(2);
    for _ in 0..3000 {
        let word = 1 + random.below(29) as u32;
        trainer.forward(&[slots.row(0, word)], &mut pass, Some(&mut random));
        let mut shares = pass.scores.clone();
        softmax(&mut shares);
        shares[(word % 2) as usize] -= 1.0;
        pass.gradients.copy_from_slice(&shares);
        trainer.backward(&pass);
        trainer.step();
    }
    let net = Net::<8>::open(trainer.finish().into(), slots.sizes(), 2).unwrap();
    let mut scratch = NetScratch::default();
    for word in 30..41 {
        net.hide(&[slots.row(0, word)], &mut scratch);
        assert_eq!(net.best(&scratch, 0..2), (word % 2) as usize, "{word}");
    }
}

#[test]
fn another_shape_is_refused() {
    let bytes = trained(3);
    assert!(Net::<16>::open(bytes.clone().into(), &[4, 4, 21], 2).is_err());
    assert!(Net::<16>::open(bytes.clone().into(), SLOTS.sizes(), 3).is_err());
    assert!(Net::<8>::open(bytes[..40].to_vec().into(), SLOTS.sizes(), 2).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_a_net_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200), row: u32) {
        if let Ok(net) = Net::<2>::open(bytes.into(), &[3], 2) {
            let mut scratch = NetScratch::default();
            net.hide(&[row], &mut scratch);
            net.best(&scratch, 0..2);
        }
    }
}
