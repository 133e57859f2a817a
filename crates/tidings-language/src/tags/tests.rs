//! Tests of `language.tags`.

use proptest::prelude::*;
use tidings_core::{Document, Stage, StageType, Tags, Tokens};
use tidings_learn::Model;

use super::*;
use crate::words::{Describer, DescriberConfig};
use crate::{SentenceSplitter, SentenceSplitterConfig, Tokenizer, TokenizerConfig};

pub(crate) fn tagged(text: &str) -> Document {
    let mut doc = Document::new("a", text).unwrap();
    Tokenizer::new(TokenizerConfig::default()).unwrap().process(&mut doc).unwrap();
    SentenceSplitter::new(SentenceSplitterConfig::default()).unwrap().process(&mut doc).unwrap();
    Describer::new(DescriberConfig::default()).unwrap().process(&mut doc).unwrap();
    TaggerStage::new(TaggerConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

#[test]
fn the_model_is_whole() {
    let model = Model::from_bytes(&include_bytes!("../../models/tags.model")[..]).unwrap();
    assert_eq!(model.metadata().name, "tags");
}

#[test]
fn a_sentence() {
    let doc = tagged("Moscow denied the new report on Tuesday.");
    let tags: Vec<_> = doc.get::<Tags>().unwrap().penn.iter().map(|tag| tag.name()).collect();
    assert_eq!(tags, ["NNP", "VBD", "DT", "JJ", "NN", "IN", "NNP", "."]);
    let tags: Vec<_> = doc.get::<Tags>().unwrap().upos.iter().map(|tag| tag.name()).collect();
    assert_eq!(tags, ["PROPN", "VERB", "DET", "ADJ", "NOUN", "ADP", "PROPN", "PUNCT"]);
}

proptest! {
    #[test]
    fn any_text(text in ".{0,80}") {
        let doc = tagged(&text);
        let tags = doc.get::<Tags>().unwrap();
        prop_assert_eq!(tags.upos.len(), doc.get::<Tokens>().unwrap().len());
        prop_assert_eq!(tags.penn.len(), tags.upos.len());
    }
}
