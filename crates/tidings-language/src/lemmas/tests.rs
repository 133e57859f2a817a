//! Tests of `language.lemmas`.

use proptest::prelude::*;
use tidings_core::{Document, Lemmas, Stage, StageType, Tokens};
use tidings_learn::Model;

use super::*;
use crate::tags::tests::tagged;

fn lemmas(text: &str) -> Vec<String> {
    let mut doc = tagged(text);
    LemmatizerStage::new(LemmatizerConfig::default()).unwrap().process(&mut doc).unwrap();
    rendered(&doc)
}

fn rendered(doc: &Document) -> Vec<String> {
    let (tokens, lemmas) = (doc.get::<Tokens>().unwrap(), doc.get::<Lemmas>().unwrap());
    let lemma = |index: usize| lemmas.lemma(index, doc.slice(tokens.get(index).unwrap().span)).unwrap();
    (0..tokens.len()).map(|index| lemma(index).into_owned()).collect()
}

#[test]
fn the_model_is_whole() {
    let model = Model::from_bytes(&include_bytes!("../../models/lemmas.model")[..]).unwrap();
    assert_eq!(model.metadata().name, "lemmas");
}

#[test]
fn regular_and_irregular_words() {
    assert_eq!(
        lemmas("The ministers were leaving three cities, Kyiv said."),
        ["the", "minister", "be", "leave", "three", "city", ",", "Kyiv", "say", "."]
    );
    assert_eq!(lemmas("They didn’t go."), ["they", "do", "not", "go", "."]);
}

#[test]
fn unseen_words_follow_their_endings() {
    let found = lemmas("She zorbified the glimpties and was zorbing.");
    assert_eq!(found[1..4], ["zorbify", "the", "glimpty"]);
}

proptest! {
    #[test]
    fn any_text(text in ".{0,80}") {
        let mut doc = tagged(&text);
        LemmatizerStage::new(LemmatizerConfig::default()).unwrap().process(&mut doc).unwrap();
        prop_assert_eq!(rendered(&doc).len(), doc.get::<Tokens>().unwrap().len());
    }
}
