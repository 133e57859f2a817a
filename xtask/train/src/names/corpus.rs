//! The corpora: what each marks, and how its marks become the labels that a token may have.

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;
use tidings_core::{Document, Sentences, Stage, StageType, Tokens};
use tidings_entities::names::NameType::{self, Event, Norp, Org, Other, Person, Place, Product, WorkOfArt};
use tidings_entities::{ValuesConfig, ValuesStage};
use tidings_language::tags::{TaggerConfig, TaggerStage};
use tidings_language::words::{Describer, DescriberConfig};
use tidings_language::{SentenceSplitter, SentenceSplitterConfig, Tokenizer, TokenizerConfig};
use tidings_learn::chain::Allowed;

use crate::data;

/// A document of a corpus.
#[derive(Deserialize)]
pub struct Row {
    pub text: String,
    pub entities: Vec<Marked>,
    /// Parts of the text of which nothing is said, as code points.
    #[serde(default)]
    pub masked: Vec<[usize; 2]>,
}

/// A marked name; code points of the text.
#[derive(Deserialize, Clone)]
pub struct Marked {
    pub start: usize,
    pub end: usize,
    pub label: String,
}

/// What a corpus says of names.
pub struct Corpus {
    pub name: &'static str,
    pub file: &'static str,
    /// Types that are there unmarked.
    pub unmarked: &'static [NameType],
    /// What its `MISC` may be.
    pub misc: &'static [NameType],
}

/// A document ready for training, with the possible labels of the tokens of its sentences.
pub type Lesson = (Document, Vec<Vec<Allowed>>);

/// Parts for training. Of CrossNER the larger part, its development part, trains, and the smaller one is
/// looked at.
pub const TRAIN: [Corpus; 7] = [
    Corpus {
        name: "UNER English EWT",
        file: "uner-ewt-train.jsonl",
        unmarked: &[],
        misc: &[Norp, Event, Product, WorkOfArt, Other],
    },
    Corpus {
        name: "Wikigold",
        file: "wikigold-train.jsonl",
        unmarked: &[],
        misc: &[Norp, Event, Product, WorkOfArt, Other],
    },
    Corpus { name: "CrossNER", file: "crossner-dev.jsonl", unmarked: &[], misc: &[Norp, Other] },
    Corpus {
        name: "Re-DocRED",
        file: "redocred-train.jsonl",
        unmarked: &[],
        misc: &[Norp, Event, Product, WorkOfArt, Other],
    },
    Corpus {
        name: "GUM",
        file: "gum-derived-train.jsonl",
        unmarked: &[Norp],
        misc: &[Norp, WorkOfArt, Other],
    },
    Corpus { name: "WNUT 2017", file: "wnut17-train.jsonl", unmarked: &[Norp, Event, Other], misc: &[Other] },
    Corpus {
        name: "Broad Twitter Corpus",
        file: "btc-train.jsonl",
        unmarked: &[Norp, Event, Product, WorkOfArt, Other],
        misc: &[Other],
    },
];

/// Parts for development figures.
pub const DEV: [(&str, &str); 6] = [
    ("EWT dev", "uner-ewt-dev.jsonl"),
    ("Wikigold dev", "wikigold-dev.jsonl"),
    ("GUM dev", "gum-derived-dev.jsonl"),
    ("CrossNER train", "crossner-train.jsonl"),
    ("WNUT 2017 dev", "wnut17-dev.jsonl"),
    ("BTC dev", "btc-dev.jsonl"),
];

/// The documents of a file.
pub fn rows(data: &Path, file: &str) -> Result<Vec<Row>> {
    data::rows(&data.join("entities").join(file))
}

/// The stages that run before names are found.
pub struct Before(Vec<Box<dyn Stage>>);

impl Before {
    pub fn new() -> Result<Self> {
        Ok(Before(vec![
            Box::new(Tokenizer::new(TokenizerConfig::default())?),
            Box::new(SentenceSplitter::new(SentenceSplitterConfig::default())?),
            Box::new(Describer::new(DescriberConfig::default())?),
            Box::new(TaggerStage::new(TaggerConfig::default())?),
            Box::new(ValuesStage::new(ValuesConfig::default())?),
        ]))
    }

    /// A document with everything that the tagger of names requires.
    pub fn document(&self, text: &str) -> Result<Document> {
        let mut doc = Document::new("row", text)?;
        for stage in &self.0 {
            stage.process(&mut doc)?;
        }
        Ok(doc)
    }
}

/// The byte at which every code point begins, and the end.
pub fn byte_offsets(text: &str) -> Vec<u32> {
    let starts = text.char_indices().map(|(at, _)| at as u32);
    starts.chain(std::iter::once(text.len() as u32)).collect()
}

impl Corpus {
    /// Whether it is made of short posts.
    #[cfg(feature = "teacher")]
    pub fn is_posts(&self) -> bool {
        matches!(self.name, "WNUT 2017" | "Broad Twitter Corpus")
    }

    /// The types that a label of this corpus may stand for; none if it is a value.
    fn types(&self, label: &str) -> &'static [NameType] {
        match label {
            "PERSON" => &[Person],
            "ORG" => &[Org],
            "LOC" | "GPE" | "FAC" => &[Place],
            "NORP" => &[Norp],
            "EVENT" => &[Event],
            "PRODUCT" => &[Product],
            "WORK_OF_ART" => &[WorkOfArt],
            "MISC" => self.misc,
            _ => &[],
        }
    }

    /// The labels that every token of every sentence may have.
    pub fn allowed(&self, row: &Row, doc: &Document) -> Vec<Vec<Allowed>> {
        let (Some(tokens), Some(sentences)) = (doc.get::<Tokens>(), doc.get::<Sentences>()) else {
            return Vec::new();
        };
        let scheme = NameType::scheme();
        let numbers = |types: &[NameType]| types.iter().map(|kind| *kind as usize).collect::<Vec<_>>();
        let mut all = vec![scheme.unmarked(&numbers(self.unmarked)); tokens.len()];
        let offsets = byte_offsets(&row.text);
        for marked in &row.entities {
            let types = self.types(&marked.label);
            let (Some(start), Some(end)) = (offsets.get(marked.start), offsets.get(marked.end)) else {
                continue;
            };
            let first = tokens.spans().partition_point(|span| span.end <= *start);
            let last = tokens.spans().partition_point(|span| span.start < *end);
            if !types.is_empty() && first < last {
                // A name never runs over the end of a sentence: what is left of it is another name.
                for sentence in &sentences.0 {
                    let range = sentence.tokens();
                    let (first, last) = (first.max(range.start), last.min(range.end));
                    if first < last {
                        scheme.mark(&mut all, first..last, &numbers(types));
                    }
                }
            }
        }
        sentences.0.iter().map(|sentence| all[sentence.tokens()].to_vec()).collect()
    }
}
