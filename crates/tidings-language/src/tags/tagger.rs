//! The trained tagger.

use tidings_core::{PennTag, Tags, TokenKind, Upos, Word};
use tidings_learn::greedy::best;
use tidings_learn::table::Table;
use tidings_learn::{Model, ModelError};

use super::features::{Context, features};

/// A label of the tagger: the two tags that a token gets.
pub type TagPair = (Upos, PennTag);

/// Decides the tags of sentences.
#[derive(Clone)]
pub struct Tagger {
    labels: Vec<TagPair>,
    table: Table,
}

impl Tagger {
    /// A tagger from a model whose labels are written `NOUN/NN`.
    ///
    /// # Errors
    /// If the model is not one of tags.
    pub fn open(model: &Model) -> Result<Self, ModelError> {
        let pair = |label: &String| {
            let (upos, penn) = label.split_once('/')?;
            Some((Upos::from_name(upos)?, PennTag::from_name(penn)?))
        };
        let labels: Option<Vec<TagPair>> = model.metadata().labels.iter().map(pair).collect();
        let labels =
            labels.ok_or_else(|| ModelError::Damaged("it has labels that are no tags".to_owned()))?;
        let table = Table::open(model.section("tags")?)?;
        if table.labels() != labels.len() {
            return Err(ModelError::Damaged("it has more labels than its table, or fewer".to_owned()));
        }
        Ok(Tagger { labels, table })
    }

    /// Adds the tags of one sentence to `tags`.
    pub fn tag(&self, words: &[Word], kinds: &[TokenKind], scratch: &mut Scratch, tags: &mut Tags) {
        scratch.labels.clear();
        scratch.sums.resize(self.labels.len(), 0);
        for index in 0..words.len() {
            features(&Context { words, kinds, labels: &scratch.labels }, index, &mut scratch.keys);
            self.table.score(&scratch.keys, &mut scratch.sums);
            let label = best(&scratch.sums);
            scratch.labels.push(label as u8);
            let (upos, penn) = self.labels[label];
            tags.upos.push(upos);
            tags.penn.push(penn);
        }
    }
}

/// What the tagger writes to while it works.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    labels: Vec<u8>,
    keys: Vec<u64>,
    sums: Vec<i32>,
}
