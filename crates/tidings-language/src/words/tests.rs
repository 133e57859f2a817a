//! Tests of `language.words`.

use proptest::prelude::*;
use tidings_core::{Document, Stage, StageType, Tokens, Word, WordCase, Words};
use tidings_learn::Model;

use super::*;
use crate::{Tokenizer, TokenizerConfig};

fn words(text: &str) -> Vec<Word> {
    let mut doc = Document::new("a", text).unwrap();
    Tokenizer::new(TokenizerConfig::default()).unwrap().process(&mut doc).unwrap();
    Describer::new(DescriberConfig::default()).unwrap().process(&mut doc).unwrap();
    assert_eq!(doc.get::<Words>().unwrap().len(), doc.get::<Tokens>().unwrap().len());
    doc.remove::<Words>().unwrap().into()
}

#[test]
fn the_model_is_whole() {
    let model = Model::from_bytes(&include_bytes!("../../models/clusters.model")[..]).unwrap();
    assert_eq!(model.metadata().name, "clusters");
}

#[test]
fn words_used_alike_share_clusters() {
    let words = words("Monday Tuesday agreed");
    assert_eq!(words[0].clusters[2], words[1].clusters[2]);
    assert_ne!(words[0].clusters[2], words[2].clusters[2]);
    assert_ne!(words[0].clusters[0], 0);
}

#[test]
fn case_and_affixes() {
    let words = words("NATO says McCain paid 3.5 A");
    let cases: Vec<_> = words.iter().map(|word| word.case).collect();
    use WordCase::*;
    assert_eq!(cases, [Upper, Lower, Mixed, Lower, Uncased, Initial]);
    assert_eq!(words[1].head.to_le_bytes(), *b"says");
    assert_eq!(words[0].tail.to_le_bytes(), *b"otan");
    assert_ne!(words[0].form, words[0].lower);
    assert_eq!(words[1].form, words[1].lower);
}

#[test]
fn curly_and_straight_apostrophes_are_one() {
    assert_eq!(lower_hash("don’t"), lower_hash("DON'T"));
}

proptest! {
    #[test]
    fn any_text(text in ".{0,60}") {
        words(&text);
    }

    #[test]
    fn any_bytes_are_a_table_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200), hash: u64) {
        if let Ok(table) = ClusterTable::open(bytes.into()) {
            let mut words = words("One word");
            words[0].lower = hash;
            table.lookup().fill(&mut words);
        }
    }
}
