//! Documents for tests: everything that the stages of this crate require.

use tidings_core::{Document, Stage, StageType};
use tidings_language::tags::TaggerStage;
use tidings_language::words::Describer;
use tidings_language::{SentenceSplitter, Tokenizer};

/// A document with tokens, sentences, words and tags.
pub(crate) fn document(text: &str) -> Document {
    let mut doc = Document::new("test", text).unwrap();
    Tokenizer::new(Default::default()).unwrap().process(&mut doc).unwrap();
    SentenceSplitter::new(Default::default()).unwrap().process(&mut doc).unwrap();
    Describer::new(Default::default()).unwrap().process(&mut doc).unwrap();
    TaggerStage::new(Default::default()).unwrap().process(&mut doc).unwrap();
    doc
}

/// The text of a case whose values are marked `[LABEL words = meaning]`.
pub(crate) fn unmark(marked: &str) -> String {
    let mut out = String::new();
    let mut rest = marked;
    while let Some((before, tail)) = rest.split_once('[') {
        let (inside, after) = tail.split_once(']').expect("a closed mark");
        let (_, words) = inside.split_once(' ').expect("a label");
        out.push_str(before);
        out.push_str(words.split_once(" = ").expect("a meaning").0);
        rest = after;
    }
    out + rest
}
