//! Tests of `claims.checkworthy`.

use proptest::prelude::*;
use tidings_core::{Checkworthiness, Document, SentenceWorth, Stage, StageType};
use tidings_learn::linear::{LinearClassifier, sigmoid};

use super::{Checkworthy, CheckworthyConfig, training};
use crate::testing::read;

fn score(text: &str) -> Document {
    let mut doc = read(text);
    Checkworthy::new(CheckworthyConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

fn worth(doc: &Document) -> &[SentenceWorth] {
    &doc.get::<Checkworthiness>().unwrap().0
}

#[test]
fn the_embedded_model_is_whole() {
    tidings_learn::Model::from_bytes(super::stage::EMBEDDED.to_vec()).unwrap();
    assert!(super::stage::EMBEDDED.len() < 2_000_000);
}

#[test]
fn facts_stand_above_talk() {
    let facts = "Unemployment fell to 4.1 percent in March. The senator voted against the bill in 2009. \
        Exports rose by 12 billion dollars last year. Nearly 40 percent of the bridges were built before 1960.";
    let talk = "I think we all deserve better. What would you do about it? Thank you very much, ladies and gentlemen. \
        We should all hope for a good night. I love my mother.";
    let (facts, talk) = (score(facts), score(talk));
    let lowest = worth(&facts).iter().map(|sentence| sentence.score).fold(1.0, f32::min);
    let highest = worth(&talk).iter().map(|sentence| sentence.score).fold(0.0, f32::max);
    assert!(lowest > 0.5, "{:?}", worth(&facts));
    assert!(highest < 0.5, "{:?}", worth(&talk));
}

#[test]
fn reasons_are_what_a_person_would_point_at() {
    let doc = score("Unemployment fell to 4.1 percent in March.");
    assert!(worth(&doc)[0].reasons.contains(&"a share in percent".into()), "{:?}", worth(&doc));
}

/// What is summed by word and by pair of tags ahead of a sentence is what all its features give.
#[test]
fn a_score_is_that_of_all_features() {
    let doc = score("Exports rose by 12 billion dollars. \"Will they?\" asked nobody.\n\nYes.\n");
    let model = tidings_learn::Model::from_bytes(super::stage::EMBEDDED.to_vec()).unwrap();
    let classifier = LinearClassifier::open(model.section(training::SECTION).unwrap()).unwrap();
    let shift = f32::from_le_bytes(model.section(training::SHIFT).unwrap()[..4].try_into().unwrap());
    let lists = training::SignWords::default();
    let sentences = training::Sentences::of(&doc, &lists).unwrap();
    let layer = &doc.get::<tidings_core::Sentences>().unwrap().0;
    assert_eq!(layer.len(), worth(&doc).len());
    for (sentence, worth) in layer.iter().zip(worth(&doc)) {
        let mut keys = Vec::new();
        training::keys(&sentences, sentence.tokens(), &mut keys);
        let wanted = sigmoid(classifier.score(&keys) + shift);
        assert!((worth.score - wanted).abs() < 1e-4, "{} for {wanted}", worth.score);
    }
}

proptest! {
    #[test]
    fn any_text_has_a_score_for_every_sentence(text in "(\\PC{0,20}|the|in 2019|%| |\\.|\n){0,12}") {
        let doc = score(&text);
        prop_assert_eq!(worth(&doc).len(), doc.get::<tidings_core::Sentences>().unwrap().0.len());
        for sentence in worth(&doc) {
            prop_assert!((0.0..=1.0).contains(&sentence.score));
            prop_assert!(sentence.reasons.len() <= 3);
        }
    }
}
